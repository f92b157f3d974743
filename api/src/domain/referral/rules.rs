//! Who may refer, what is like what, and what becomes of a referral: decided from values.

use chrono::NaiveDate;
use entities::{OrganisationId, PersonId, case, contact_attempt, referral, role};
use uuid::Uuid;

use super::{NewReferral, Who};
use crate::app::{day_of, is_in_reach};
use crate::auth::{Somebody, may_take_in};
use crate::domain::parties::PartiesRefused;
use crate::domain::prose;
use crate::lifecycle::Stage;
use crate::lifecycle::closed::State as _;
use crate::lifecycle::dates::{Dated, follows};
use crate::lifecycle::referral as cycle;

/// How often a family is asked before a referral lapses.
pub(super) const TRIES_BEFORE_LAPSE: u32 = 3;

/// In how many ways it is tried before a referral lapses.
const WAYS_BEFORE_LAPSE: usize = 2;

/// Who refers, as the life-cycle has it.
pub(super) const fn referrer(stored: referral::Referrer) -> cycle::Referrer {
    match stored {
        referral::Referrer::Family => cycle::Referrer::Family,
        referral::Referrer::LocalAuthority => cycle::Referrer::LocalAuthority,
        referral::Referrer::Health => cycle::Referrer::Health,
        referral::Referrer::SocialCare => cycle::Referrer::SocialCare,
        referral::Referrer::Setting => cycle::Referrer::Setting,
        referral::Referrer::Sendiass => cycle::Referrer::Sendiass,
    }
}

/// Who the family is, as the life-cycle has it.
pub(super) const fn identity(stored: Option<referral::Identity>) -> cycle::Identity {
    match stored {
        None => cycle::Identity::Unknown,
        Some(referral::Identity::Parent) => cycle::Identity::Parent,
        Some(referral::Identity::YoungPerson) => cycle::Identity::YoungPerson,
        Some(referral::Identity::AlternativePerson) => cycle::Identity::AlternativePerson,
    }
}

/// Whether somebody takes in referrals for a service.
pub(super) fn takes_in(somebody: &Somebody, provider: OrganisationId) -> bool {
    let mut held = somebody.roles.iter();
    held.any(|role| role.organisation == provider && may_take_in(role.kind))
}

/// Whether somebody may refer as they say: the service takes down what anybody says, a body refers by
/// its own people, and a family by itself.
///
/// # Errors
///
/// It is not theirs to refer so.
pub(super) fn may_refer(somebody: &Somebody, new: &NewReferral) -> Result<(), PartiesRefused> {
    if takes_in(somebody, new.provider) {
        return Ok(());
    }
    let acts = |kind: role::Kind| {
        let mut held = somebody.roles.iter();
        held.any(|role| role.kind == kind && Some(role.organisation) == new.organisation)
    };
    let is_own = match new.referrer {
        referral::Referrer::Family => new.family.iter().any(|one| is(&one.who, somebody.id)),
        referral::Referrer::LocalAuthority => {
            acts(role::Kind::LaOfficer) && new.organisation == Some(new.la)
        }
        referral::Referrer::Health => acts(role::Kind::HealthOfficer),
        referral::Referrer::SocialCare => acts(role::Kind::SocialCareOfficer),
        referral::Referrer::Setting => acts(role::Kind::SchoolStaff),
        referral::Referrer::Sendiass => acts(role::Kind::Supporter),
    };
    if is_own {
        return Ok(());
    }
    let sentence = "A family refers itself, and a body by somebody who works there; the service takes \
                    down what others tell it (routes of referral).";
    Err(PartiesRefused::against(
        "NOT_YOURS_TO_REFER",
        "referrer",
        sentence,
    ))
}

fn is(who: &Who, id: PersonId) -> bool {
    match who {
        Who::Known(known) => *known == id,
        Who::New(_) => false,
    }
}

/// What people call a new case: eight signs that are hard to mistake for one another, from its id.
pub(super) fn reference(id: Uuid) -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut bits = id.as_u128();
    let mut signs = String::from("R-");
    for at in 0..8 {
        if at == 4 {
            signs.push('-');
        }
        let sign = usize::try_from(bits & 31).unwrap_or(0);
        signs.push(char::from(SIGNS[sign]));
        bits >>= 5;
    }
    signs
}

/// A name as it is compared: without case and what nobody can see, and with single blanks.
pub(super) fn compared(name: &str) -> String {
    let name = prose::seen(name);
    let words: Vec<_> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// Whether a case is still going on.
pub(super) fn is_open(row: &case::Model) -> bool {
    match Stage::of(row.kind, row.state) {
        Some(Stage::Referral(state)) => !state.is_end(),
        Some(Stage::Advice(state)) => !state.is_end(),
        Some(Stage::Mediation(state)) => !state.is_end(),
        Some(Stage::Resolution(state)) => !state.is_end(),
        Some(Stage::Facilitation(state)) => !state.is_end(),
        None => false,
    }
}

/// Whether an open case of the same child is like what is wanted: of the same type, or about the same
/// decision.
pub(super) fn is_like(row: &case::Model, new: &NewReferral) -> bool {
    let same_decision = new.notice_sent_on.is_some() && row.notice_sent_on == new.notice_sent_on;
    row.kind == new.kind || same_decision
}

/// Refuses a referral whose numbers and lists cannot be.
pub(super) fn check(new: &NewReferral) -> Result<(), PartiesRefused> {
    super::check_letter(new.has_letter, new.notice_sent_on)?;
    if new.kind == case::Kind::DrA && !new.family.is_empty() {
        let refused = crate::lifecycle::invitation::Refusal::NoFamily;
        return Err(PartiesRefused::of(&refused, "family"));
    }
    if new.kind != case::Kind::DrA && new.family.is_empty() {
        let sentence = "A referral names who of the family is to be asked; only a dispute between \
                        agencies has no family in it (CFA s.52 and s.57(3)(a)).";
        return Err(PartiesRefused::against(
            "FAMILY_MISSING",
            "family",
            sentence,
        ));
    }
    let is_short = new.family.len() <= 6 && new.boards.len() <= 6 && new.issues.len() <= 30;
    let mut texts = new.issues.iter().filter_map(|(_, _, text)| text.as_ref());
    let are_lines = texts.all(|text| prose::is_paragraph(text, 2_000));
    let in_range = (0..=600).contains(&new.max_minutes)
        && new
            .child
            .year_group
            .is_none_or(|year| (0..=14).contains(&year));
    if !is_short || !are_lines || !in_range {
        let sentence = "A referral has at most six people of the family, six care boards and thirty \
                        issues of 2,000 characters; a journey lasts up to 600 minutes and a school \
                        year is 0 to 14 (form of a referral).";
        return Err(PartiesRefused::against(
            "REFERRAL_UNREADABLE",
            "family",
            sentence,
        ));
    }
    if crate::geography::outcode(&new.outcode).is_none() {
        let sentence = "This is not the first half of a postcode in England (form of a referral).";
        return Err(PartiesRefused::against(
            "UNKNOWN_OUTCODE",
            "familyOutcode",
            sentence,
        ));
    }
    Ok(())
}

/// The first day of the rules under which a notice is given (SEND Regulations 2014, regulation 1).
const RULES_BEGIN: NaiveDate = NaiveDate::from_ymd_opt(2014, 9, 1).expect("it is a day");

/// Refuses a notice of a decision that was sent before there were such notices, or after the referral
/// about it came in.
pub(super) fn notice(sent_on: NaiveDate, received_on: NaiveDate) -> Result<(), PartiesRefused> {
    if sent_on < RULES_BEGIN {
        let sentence = "No notice of such a decision was sent before 1 September 2014, when these rules \
                        began (SEND Regulations 2014, regulation 1).";
        return Err(PartiesRefused::against(
            "DATE_OUT_OF_REACH",
            "noticeSentOn",
            sentence,
        ));
    }
    follows(
        (Dated::Referral, received_on),
        (Dated::NoticeSent, Some(sent_on)),
    )
    .map_err(|refused| PartiesRefused::of(&refused, "noticeSentOn"))
}

/// Refuses to have tried to reach a family, or to have its answer, before the referral came in.
pub(super) fn after_referral(
    field: &'static str,
    on: NaiveDate,
    received_on: NaiveDate,
) -> Result<(), PartiesRefused> {
    if !is_in_reach(on) {
        return Err(PartiesRefused::out_of_reach(field));
    }
    if received_on <= on {
        return Ok(());
    }
    let sentence = format!(
        "The referral came in on {}, and a family is asked after that (a step follows its cause).",
        received_on.format("%-d %B %Y")
    );
    Err(PartiesRefused::against(
        "DATE_BEFORE_ITS_CAUSE",
        field,
        &sentence,
    ))
}

/// How often a family was tried to be reached since the referral came in, when that may be the end of
/// it.
///
/// # Errors
///
/// It was tried in one way only.
pub(super) fn tries(
    attempts: &[contact_attempt::Model],
    received_on: NaiveDate,
) -> Result<u32, PartiesRefused> {
    let since = attempts
        .iter()
        .filter(|row| received_on <= day_of(row.attempted_at));
    let mut ways: Vec<_> = since.map(|row| row.way).collect();
    let tries = u32::try_from(ways.len()).unwrap_or(u32::MAX);
    ways.sort_unstable();
    ways.dedup();
    if TRIES_BEFORE_LAPSE <= tries && ways.len() < WAYS_BEFORE_LAPSE {
        let sentence = "Some families are harder to reach: before a referral lapses they are tried in \
                        at least two ways (practice of the service).";
        return Err(PartiesRefused::against(
            "TRIED_ONE_WAY_ONLY",
            "answer",
            sentence,
        ));
    }
    Ok(tries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_can_be_read_over_the_telephone() {
        let one = reference(Uuid::from_u128(0));
        assert_eq!(one, "R-0000-0000");
        let other = reference(Uuid::from_u128(0x1F | 1 << 35));
        assert_eq!(other, "R-Z000-0001");
        for letter in ['I', 'L', 'O', 'U'] {
            let all = (0..32).map(|sign| reference(Uuid::from_u128(sign)));
            assert!(
                all.into_iter().all(|text| !text.contains(letter)),
                "{letter}"
            );
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn code(refused: Result<(), PartiesRefused>) -> Option<&'static str> {
        use crate::domain::Refusal as _;
        refused.err().map(|refused| refused.code())
    }

    #[test]
    fn a_notice_is_sent_under_these_rules_and_before_its_referral() {
        for (sent_on, expected) in [
            ("2014-08-31", Some("DATE_OUT_OF_REACH")),
            ("2014-09-01", None),
            ("2026-03-02", None),
            ("2026-03-03", Some("DATE_BEFORE_ITS_CAUSE")),
        ] {
            let refused = notice(day(sent_on), day("2026-03-02"));
            assert_eq!(code(refused), expected, "{sent_on}");
        }
    }

    #[test]
    fn a_family_is_asked_after_its_referral_came_in() {
        for (on, expected) in [
            ("0001-01-01", Some("DATE_OUT_OF_REACH")),
            ("2026-03-01", Some("DATE_BEFORE_ITS_CAUSE")),
            ("2026-03-02", None),
            ("2026-03-09", None),
        ] {
            let refused = after_referral("on", day(on), day("2026-03-02"));
            assert_eq!(code(refused), expected, "{on}");
        }
    }

    #[test]
    fn only_tries_since_the_referral_count() {
        let tried = |at: &str, way| contact_attempt::Model {
            id: entities::ContactAttemptId(Uuid::nil()),
            case_id: entities::CaseId(Uuid::nil()),
            attempted_at: at.parse().unwrap(),
            way,
            outcome: contact_attempt::Outcome::NoAnswer,
            note: None,
            recorded_by: PersonId(Uuid::nil()),
        };
        let (phone, post) = (contact_attempt::Way::Phone, contact_attempt::Way::Post);
        let attempts = [
            tried("2014-10-01T10:00:00Z", phone),
            tried("2026-03-01T10:00:00Z", phone),
            tried("2026-03-02T00:00:00Z", post),
            tried("2026-03-03T10:00:00Z", phone),
        ];
        assert_eq!(tries(&attempts, day("2026-03-02")), Ok(2));
    }

    #[test]
    fn names_are_compared_without_case_and_blanks() {
        for (one, other, same) in [
            ("Ada Byron", " ada   BYRON ", true),
            ("Zoë Ångström", "ZOË ÅNGSTRÖM", true),
            ("Ada Byron", "Ada\u{ad} \u{200b}By\u{2060}ron\u{feff}", true),
            ("Ada Byron", "A\u{200d}da \u{202d}Byron", true),
            ("Ada Byron", "Ada Lovelace", false),
        ] {
            assert_eq!(compared(one) == compared(other), same, "{one} {other}");
        }
    }
}
