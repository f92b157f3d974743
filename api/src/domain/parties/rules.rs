//! Who may take part, on what basis, and who must: decided from values.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use entities::issue::Domain;
use entities::participant::Role;
use entities::seat_basis::Basis as Stored;
use entities::{
    OrganisationId, ParticipantId, PersonId, alternative_person, attendance_proposal, authority,
    case, childs_view, interpreter_booking, issue, kept_apart, organisation, participant,
    pool_member, role, seat_basis,
};

use super::PartiesRefused;
use crate::auth::{PartyAction, Standing, may_with_parties};
use crate::lifecycle::closed::State as _;
use crate::lifecycle::invitation::Basis;
use crate::lifecycle::parties::{self, Alternative, Party, Seat};
use crate::lifecycle::{Stage, consent};

/// The basis as it is stored.
pub(super) const fn stored(basis: Basis) -> Stored {
    match basis {
        Basis::Party => Stored::Party,
        Basis::SupporterByRight => Stored::SupporterByRight,
        Basis::ChildWithAgreement => Stored::ChildWithAgreement,
        Basis::YpWithAgreement => Stored::YpWithAgreement,
        Basis::OtherAllConsent => Stored::OtherAllConsent,
        Basis::OtherMediatorConsent => Stored::OtherMediatorConsent,
        Basis::Interpreter => Stored::Interpreter,
        Basis::ObserverTrainee => Stored::ObserverTrainee,
    }
}

/// A stored basis as the life-cycles have it.
#[must_use]
pub(crate) const fn basis(stored: Stored) -> Basis {
    match stored {
        Stored::Party => Basis::Party,
        Stored::SupporterByRight => Basis::SupporterByRight,
        Stored::ChildWithAgreement => Basis::ChildWithAgreement,
        Stored::YpWithAgreement => Basis::YpWithAgreement,
        Stored::OtherAllConsent => Basis::OtherAllConsent,
        Stored::OtherMediatorConsent => Basis::OtherMediatorConsent,
        Stored::Interpreter => Basis::Interpreter,
        Stored::ObserverTrainee => Basis::ObserverTrainee,
    }
}

/// The basis of a seat for which none is recorded: what its role alone gives; `None` where a role
/// alone gives none.
#[must_use]
pub(crate) const fn basis_by_role(role: Role) -> Option<Basis> {
    match role {
        Role::Family | Role::LocalAuthority | Role::Health | Role::SocialCare | Role::Education => {
            Some(Basis::Party)
        }
        Role::Supporter => Some(Basis::SupporterByRight),
        Role::Interpreter => Some(Basis::Interpreter),
        Role::Child | Role::Mediator | Role::Other => None,
    }
}

/// On what basis whoever has a seat attends: the one recorded, or what the role alone gives.
#[must_use]
pub fn basis_in(seat: &participant::Model, known: Option<&seat_basis::Model>) -> Option<Basis> {
    match known {
        Some(row) => Some(basis(row.basis)),
        None if seat.role == Role::Child && seat.mediator_agreed_at.is_some() => {
            Some(Basis::ChildWithAgreement)
        }
        None => basis_by_role(seat.role),
    }
}

/// Whether a role is that of somebody who speaks for a body.
pub(super) const fn is_for_a_body(role: Role) -> bool {
    match role {
        Role::LocalAuthority | Role::Health | Role::SocialCare | Role::Education => true,
        Role::Family
        | Role::Child
        | Role::Supporter
        | Role::Interpreter
        | Role::Mediator
        | Role::Other => false,
    }
}

/// Whether a body of that kind can have a seat in that role.
pub(super) fn may_sit_for(role: Role, body: organisation::Kind) -> bool {
    use organisation::Kind;
    let fitting: &[Kind] = match role {
        Role::LocalAuthority | Role::SocialCare => &[Kind::La],
        Role::Health => &[Kind::Icb, Kind::Nhse],
        Role::Education => &[Kind::School, Kind::EarlyYears, Kind::Fe, Kind::Spi],
        Role::Supporter => &[Kind::Sendiass, Kind::Charity, Kind::LawFirm, Kind::School],
        Role::Interpreter => &[Kind::InterpreterAgency, Kind::Provider],
        Role::Mediator => &[Kind::Provider],
        Role::Other => return true,
        Role::Family | Role::Child => &[],
    };
    fitting.contains(&body)
}

/// The alternative person as the life-cycles have it.
#[must_use]
pub(crate) const fn alternative(stored: alternative_person::Basis) -> Alternative {
    match stored {
        alternative_person::Basis::Representative => Alternative::Representative,
        alternative_person::Basis::Parent => Alternative::Parent,
        alternative_person::Basis::ParentsRepresentative => Alternative::ParentsRepresentative,
    }
}

/// Who is the party on the family's side on a day, from what is recorded. While the end of compulsory
/// school age is not recorded, the parent is.
#[must_use]
pub(crate) fn party(
    school_age_ends_on: Option<NaiveDate>,
    named: Option<alternative_person::Basis>,
    today: NaiveDate,
) -> Party {
    match school_age_ends_on {
        Some(ends_on) => parties::party(ends_on, named.map(alternative), today),
        None => Party::Parent,
    }
}

/// Whether somebody is whom a seat of the family is for.
///
/// # Errors
///
/// Somebody else is the party.
pub(super) fn must_be_the_party(
    party: Party,
    is_young_person: bool,
    is_alternative: bool,
) -> Result<(), PartiesRefused> {
    let (fits, sentence) = match party {
        Party::Parent => (
            !is_young_person,
            "Until the end of compulsory school age the parent is the party, and the child attends \
             with agreement (CFA s.83(2); regulation 38(1)(c)).",
        ),
        Party::YoungPerson => (
            is_young_person,
            "From the end of compulsory school age the young person is the party, and a parent \
             attends as their supporter or with consent (CFA s.83(2); regulation 64).",
        ),
        Party::Alternative(_) => (
            is_alternative,
            "For a young person who lacks capacity the alternative person named is the party \
             (regulation 64(2)).",
        ),
    };
    if fits {
        Ok(())
    } else {
        Err(PartiesRefused::against("NOT_THE_PARTY", "role", sentence))
    }
}

/// Whether nothing changes any more in who takes part.
pub(super) fn is_over(row: &case::Model) -> bool {
    match Stage::of(row.kind, row.state) {
        Some(Stage::Referral(state)) => state.is_end(),
        Some(Stage::Advice(state)) => state.is_end(),
        Some(Stage::Mediation(state)) => state.is_end(),
        Some(Stage::Resolution(state)) => state.is_end(),
        Some(Stage::Facilitation(state)) => state.is_end(),
        None => true,
    }
}

/// How far a proposal has come, as the life-cycle has it.
pub(crate) const fn consent(stored: attendance_proposal::State) -> consent::State {
    match stored {
        attendance_proposal::State::Asked => consent::State::Asked,
        attendance_proposal::State::AllConsent => consent::State::AllConsent,
        attendance_proposal::State::MediatorDecides => consent::State::MediatorDecides,
        attendance_proposal::State::Admitted => consent::State::Admitted,
        attendance_proposal::State::NotAdmitted => consent::State::NotAdmitted,
    }
}

/// The same, to be stored; nobody is proposed without being asked for.
pub(super) const fn consent_stored(state: consent::State) -> attendance_proposal::State {
    match state {
        consent::State::Unasked | consent::State::Asked => attendance_proposal::State::Asked,
        consent::State::AllConsent => attendance_proposal::State::AllConsent,
        consent::State::MediatorDecides => attendance_proposal::State::MediatorDecides,
        consent::State::Admitted => attendance_proposal::State::Admitted,
        consent::State::NotAdmitted => attendance_proposal::State::NotAdmitted,
    }
}

/// Minutes of a meeting, setting up aside, over which signers take turns.
pub(crate) const SIGNED_ALONE_MINUTES: i32 =
    crate::planning::snapshot::SIGN_PAIR_OVER_QUARTERS as i32 * 15;

/// Whether so many interpreters are enough for a case, and can come when it is needed.
///
/// # Errors
///
/// The language is not theirs, they are too few, or they are booked too late.
pub(super) fn interpreters(
    case: &case::Model,
    (kind, language, count): (interpreter_booking::Kind, &str, i32),
    ready_from_on: NaiveDate,
    meets_on: Option<NaiveDate>,
) -> Result<(), PartiesRefused> {
    use interpreter_booking::Kind;
    let signs = language == "bsl";
    let fits = match kind {
        Kind::Bsl => signs,
        Kind::Interpreter => !signs,
        Kind::Lipspeaker | Kind::Notetaker => true,
    };
    if !fits {
        return Err(PartiesRefused::against(
            "OTHER_LANGUAGE",
            "language",
            "British Sign Language is signed by its interpreters, and a spoken language interpreted \
             by others (practice of the service).",
        ));
    }
    let attended = case.pre_meeting_minutes + case.session_minutes + case.signing_minutes;
    if kind == Kind::Bsl && SIGNED_ALONE_MINUTES < attended && count < 2 {
        return Err(PartiesRefused::Against {
            code: "TWO_SIGNERS_NEEDED",
            sentence: format!(
                "This meeting lasts {attended} minutes, and signers take turns when one is longer \
                 than {SIGNED_ALONE_MINUTES}: book two (H13; practice of sign language \
                 interpreters)."
            ),
            field: "count",
        });
    }
    match meets_on {
        Some(on) if on < ready_from_on => Err(PartiesRefused::Against {
            code: "LEAD_TIME_TOO_SHORT",
            sentence: format!(
                "They can come from {ready_from_on} on, and the meeting is on {on}: interpreters are \
                 booked well in advance (H12; practice of the service)."
            ),
            field: "leadDays",
        }),
        Some(_) | None => Ok(()),
    }
}

/// Refuses somebody who does not interpret, or not in the language that is booked.
pub(super) fn interprets(held: &[role::Kind], has_language: bool) -> Result<(), PartiesRefused> {
    if !held.contains(&role::Kind::Interpreter) {
        let sentence = "Who is named for a booking is known as an interpreter (H12; practice of the \
                        service).";
        return Err(PartiesRefused::against(
            "NOT_AN_INTERPRETER",
            "personIds",
            sentence,
        ));
    }
    if has_language {
        return Ok(());
    }
    let sentence =
        "Who is named for a booking interprets in its language (H12; practice of the service).";
    Err(PartiesRefused::against(
        "OTHER_LANGUAGE",
        "personIds",
        sentence,
    ))
}

/// The first day on which somebody booked today can come.
pub(super) fn ready_from(today: NaiveDate, lead_days: i32) -> NaiveDate {
    let days = u64::try_from(lead_days).unwrap_or(0);
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

/// A seat that a case needs, and whether somebody has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required {
    /// The seat, why it is needed and where that is written.
    pub seat: Seat,
    /// The body it is for; `None` for a family, and while it is not known.
    pub body: Option<OrganisationId>,
    /// The seat of the case that fills it.
    pub filled_by: Option<ParticipantId>,
    /// What must be decided there and nobody who could take the seat may decide.
    pub undecided: Vec<Domain>,
}

/// What is known of who takes part in a case.
#[derive(Clone, Copy, Debug)]
pub struct There<'a> {
    /// The seats.
    pub seats: &'a [participant::Model],
    /// Who may fill them.
    pub pools: &'a [pool_member::Model],
    /// What those may decide.
    pub authorities: &'a [authority::Model],
    /// The school or setting of the child.
    pub setting: Option<OrganisationId>,
}

/// Who must attend a case, and who of them is there (H03, H04).
#[must_use]
pub fn required(case: &case::Model, domains: &[Domain], there: There<'_>) -> Vec<Required> {
    let mut boards: Vec<OrganisationId> = (there.seats.iter())
        .filter(|seat| seat.role == Role::Health)
        .filter_map(|seat| seat.organisation_id)
        .collect();
    boards.sort_unstable();
    boards.dedup();
    let mut free: Vec<&participant::Model> = there.seats.iter().collect();
    let needed = parties::seats(case.kind, domains, boards.len()).into_iter();
    let required = needed.map(|seat| {
        let board = seat.icb.and_then(|ix| boards.get(ix)).copied();
        let is_it = |one: &&participant::Model| {
            let is_board = board.is_none() || one.organisation_id == board;
            one.role == seat.role && is_board && is_taken(one, there.pools)
        };
        let taken = free.iter().position(is_it).map(|at| free.remove(at));
        let body = match seat.role {
            Role::LocalAuthority | Role::SocialCare => Some(case.la_id),
            Role::Health => board,
            Role::Education => taken.and_then(|one| one.organisation_id).or(there.setting),
            Role::Family
            | Role::Child
            | Role::Supporter
            | Role::Interpreter
            | Role::Mediator
            | Role::Other => None,
        };
        let may_decide = |domain: &Domain| {
            let mut held = there.authorities.iter();
            held.any(|row| {
                Some(row.participant_id) == taken.map(|one| one.id) && row.domain == *domain
            })
        };
        let undecided = seat.decides.iter().copied();
        Required {
            undecided: undecided.filter(|domain| !may_decide(domain)).collect(),
            filled_by: taken.map(|one| one.id),
            body,
            seat,
        }
    });
    required.collect()
}

/// What is in dispute in a case and not settled, each once.
#[must_use]
pub fn open_domains(issues: &[issue::Model]) -> Vec<Domain> {
    let open = issues
        .iter()
        .filter(|row| row.status == issue::Status::Open);
    let once: BTreeSet<Domain> = open.map(|row| row.domain).collect();
    once.into_iter().collect()
}

/// Whether somebody has a seat, or could take it.
fn is_taken(seat: &participant::Model, pools: &[pool_member::Model]) -> bool {
    seat.person_id.is_some() || pools.iter().any(|row| row.participant_id == seat.id)
}

/// Whether somebody with that standing may read what the child thinks. A dispute between agencies has
/// no family in it, and so no views either (CFA s.57(3)(a)).
#[must_use]
pub fn may_read(standing: Standing, is_glass_broken: bool, row: &childs_view::Model) -> bool {
    let shared = match row.scope {
        childs_view::Scope::FamilyAndMediator => false,
        childs_view::Scope::EverybodyTakingPart => true,
    };
    may_with_parties(standing, PartyAction::SeeViews)
        || is_glass_broken && may_with_parties(standing, PartyAction::BreakGlass)
        || shared && may_with_parties(standing, PartyAction::SeeSharedViews)
}

/// Two people in the order in which a restriction on their contact is kept.
pub(super) fn pair(one: PersonId, other: PersonId) -> (PersonId, PersonId) {
    if other < one {
        (other, one)
    } else {
        (one, other)
    }
}

/// Whom somebody must not be in contact with, by the restrictions of one case.
#[must_use]
pub fn kept_from(me: PersonId, apart: &[kept_apart::Model]) -> BTreeSet<PersonId> {
    let others = apart.iter().filter_map(|row| match me {
        me if me == row.person_id => Some(row.other_id),
        me if me == row.other_id => Some(row.person_id),
        _ => None,
    });
    others.collect()
}
