//! The words in which rows of a breakdown are called.

use entities::meeting::{CancelCause, CancelSide};
use entities::{Mode, case_record, issue, participant};

/// Why there is a certificate.
pub(super) fn basis(basis: case_record::Basis) -> &'static str {
    match basis {
        case_record::Basis::Declined => "The family declined mediation, s.55(4)",
        case_record::Basis::TakenPart => "The family took part, s.55(5)",
        case_record::Basis::Deemed => "It could not be arranged in time, regulation 39(3)",
    }
}

/// What came of a mediation.
pub(super) fn outcome(outcome: case_record::Outcome) -> &'static str {
    match outcome {
        case_record::Outcome::Full => "Full agreement",
        case_record::Outcome::Partial => "Partial agreement",
        case_record::Outcome::Nothing => "No agreement",
    }
}

/// Whose side called a meeting off.
pub(super) fn side(side: Option<CancelSide>) -> &'static str {
    match side {
        Some(CancelSide::Family) => "The family",
        Some(CancelSide::La) => "The local authority",
        Some(CancelSide::Health) => "Health",
        Some(CancelSide::Education) => "The school or setting",
        Some(CancelSide::Service) => "The service",
        Some(CancelSide::Venue) => "The venue",
        None => NOT_RECORDED,
    }
}

/// Why a meeting was called off.
pub(super) fn cause(cause: Option<CancelCause>) -> &'static str {
    match cause {
        Some(CancelCause::FamilyWithdrew) => "The family no longer wants it",
        Some(CancelCause::FamilyUnavailable) => "The family cannot come",
        Some(CancelCause::LaUnavailable) => "The local authority cannot come",
        Some(CancelCause::LaNoAuthority) => "Nobody with authority can come, regulation 37(1)",
        Some(CancelCause::HealthUnavailable) => "Health cannot come",
        Some(CancelCause::MediatorUnavailable) => "The mediator cannot come",
        Some(CancelCause::VenueUnavailable) => "The room is lost",
        Some(CancelCause::InterpreterUnavailable) => "The interpreter cannot come",
        Some(CancelCause::Settled) => "Settled before",
        Some(CancelCause::Other) => "Something else",
        None => NOT_RECORDED,
    }
}

/// What is not known of some of those counted.
pub(super) const NOT_RECORDED: &str = "Not recorded";

/// As what somebody takes part.
pub(super) fn role(role: participant::Role) -> &'static str {
    use participant::Role;
    match role {
        Role::Family => "Family",
        Role::Child => "Child or young person",
        Role::LocalAuthority => "Local authority",
        Role::Health => "Health",
        Role::SocialCare => "Social care",
        Role::Education => "School or setting",
        Role::Supporter => "Supporter",
        Role::Interpreter => "Interpreter",
        Role::Mediator => "Mediator",
        Role::Other => "Other",
    }
}

/// What is in dispute.
pub(super) fn issue(domain: issue::Domain) -> &'static str {
    use issue::Domain;
    match domain {
        Domain::Assess => "Whether to assess",
        Domain::Issue => "Whether to issue a plan",
        Domain::B => "Section B: needs",
        Domain::C => "Section C: health needs",
        Domain::D => "Section D: social care needs",
        Domain::F => "Section F: provision",
        Domain::G => "Section G: health provision",
        Domain::H1 => "Section H1: social care, 1970 Act",
        Domain::H2 => "Section H2: other social care",
        Domain::I => "Section I: placement",
        Domain::Amend => "Whether to amend the plan",
        Domain::Cease => "Whether to cease the plan",
        Domain::Reassess => "Whether to reassess",
        Domain::Other => "Something else",
    }
}

/// How people met.
pub(super) fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::InPerson => "In person",
        Mode::Video => "By video",
        Mode::Either => NOT_RECORDED,
    }
}

/// How far a child is in school, by the year group; 0 is Reception.
pub(super) fn school(year_group: Option<i32>) -> &'static str {
    match year_group {
        None => NOT_RECORDED,
        Some(year) if year < 0 => "Early years",
        Some(0..=6) => "Reception to year 6",
        Some(7..=11) => "Years 7 to 11",
        Some(_) => "Year 12 and later",
    }
}

/// How long before a meeting it was called off, in days.
pub(super) fn ahead(days: i64) -> &'static str {
    match days {
        ..=1 => "On the day or the day before",
        2..=4 => "2 to 4 days",
        5..=9 => "5 to 9 days",
        _ => "10 days or more",
    }
}
