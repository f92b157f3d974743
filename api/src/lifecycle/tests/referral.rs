//! The table of a referral.

use chrono::Duration;
use entities::case::Kind;

use super::holds;
use crate::lifecycle::Refused as _;
use crate::lifecycle::referral::{New, Referrer, State, receive};
use crate::lifecycle::samples::{now, on};

#[test]
fn every_row() {
    holds(
        "Referral",
        &[],
        "
RECEIVED                | taken up from the family     | ELIGIBILITY             |
RECEIVED                | taken up, family not noted   | ! IDENTITY_MISSING      |
RECEIVED                | taken up from a school       | AWAITING_FAMILY_CONSENT | the referrer to tell the family of the referral; invitation to consent to the family; the coordinator to confirm it with the family and explain the next steps
RECEIVED                | taken up between agencies    | ELIGIBILITY             |
AWAITING_FAMILY_CONSENT | consent given                | ELIGIBILITY             |
AWAITING_FAMILY_CONSENT | consent before the referral  | ! DATE_BEFORE_ITS_CAUSE |
AWAITING_FAMILY_CONSENT | consent tomorrow             | ! DATE_IN_THE_FUTURE    |
AWAITING_FAMILY_CONSENT | consent refused              | DECLINED                | erased but for a minimal record
AWAITING_FAMILY_CONSENT | no reply to 3 tries          | LAPSED                  |
AWAITING_FAMILY_CONSENT | no reply to 2 tries          | ! TOO_FEW_TRIES         |
ELIGIBILITY             | accepted as advice           | ADVICE_ENQUIRY          | opens MIA
ELIGIBILITY             | accepted as mediation        | MEDIATION_REQUESTED     | opens MED-X
ELIGIBILITY             | accepted as resolution       | RESOLUTION_REFERRED     | opens DR-P
ELIGIBILITY             | accepted as facilitation     | FACILITATION_REQUESTED  | opens FAC-AR
ELIGIBILITY             | accepted between agencies    | RESOLUTION_REFERRED     | opens DR-A
ELIGIBILITY             | a family's as agencies'      | ! FAMILY_AND_AGENCIES   |
ELIGIBILITY             | agencies' as a family's      | ! FAMILY_AND_AGENCIES   |
ELIGIBILITY             | mediation without a decision | ! DECISION_MISSING      |
ELIGIBILITY             | aged 26                      | ! OUTSIDE_AGE           |
ELIGIBILITY             | out of the area              | ! OUTSIDE_AREA          |
RECEIVED, ELIGIBILITY   | signposted                   | SIGNPOSTED              | where to turn instead to the family
RECEIVED, ELIGIBILITY   | signposted, agencies         | SIGNPOSTED              | where to turn instead to the referrer
<any>                   | corrected                    | same                    | corrected the referral: 3 March 2026 instead of 2 March 2026
",
    );
}

fn referral(kind: Kind, referrer: Referrer) -> New {
    New {
        kind,
        referrer,
        received_at: now() - Duration::hours(1),
        is_covered: true,
        are_local_avenues_tried: true,
    }
}

/// What follows from a referral, or the code of its refusal.
fn received(new: &New) -> String {
    match receive(new, now()) {
        Err(refused) => format!("! {}", refused.code()),
        Ok(change) => {
            assert_eq!(change.to, State::Received);
            let effects: Vec<String> = change.effects.iter().map(ToString::to_string).collect();
            effects.join("; ")
        }
    }
}

#[test]
fn who_refers_is_answered_and_the_family_too_unless_it_has_no_part() {
    let asked = "the coordinator to ask whether the child is looked after; \
                 the coordinator to look for another case of the same child";
    let both = format!("acknowledgement to the referrer; acknowledgement to the family; {asked}");
    let alone = format!("acknowledgement to the referrer; {asked}");
    assert_eq!(received(&referral(Kind::MedE, Referrer::Family)), alone);
    assert_eq!(received(&referral(Kind::Mia, Referrer::Nameless)), alone);
    for referrer in [
        Referrer::LocalAuthority,
        Referrer::Health,
        Referrer::SocialCare,
        Referrer::Setting,
        Referrer::Sendiass,
    ] {
        assert_eq!(received(&referral(Kind::MedE, referrer)), both);
    }
    assert_eq!(received(&referral(Kind::DrA, Referrer::Health)), alone);
}

#[test]
fn what_no_contract_covers_is_not_taken() {
    let new = New {
        is_covered: false,
        ..referral(Kind::MedE, Referrer::Family)
    };
    assert_eq!(received(&new), "! NO_CONTRACT");
}

#[test]
fn only_agencies_refer_a_dispute_between_agencies() {
    for referrer in [
        Referrer::Family,
        Referrer::Nameless,
        Referrer::Setting,
        Referrer::Sendiass,
    ] {
        assert_eq!(received(&referral(Kind::DrA, referrer)), "! NOT_AN_AGENCY");
    }
}

#[test]
fn a_referral_does_not_come_in_tomorrow() {
    let new = New {
        received_at: now() + Duration::hours(1),
        ..referral(Kind::MedE, Referrer::Family)
    };
    assert_eq!(received(&new), "! DATE_IN_THE_FUTURE");
    assert_eq!(crate::app::day_of(now()), on(3, 16));
}

#[test]
fn local_avenues_are_recorded_and_never_a_gate() {
    for kind in [Kind::MedE, Kind::DrP, Kind::FacAr, Kind::Mia] {
        let tried = referral(kind, Referrer::Family);
        let untried = New {
            are_local_avenues_tried: false,
            ..tried
        };
        assert_eq!(receive(&tried, now()), receive(&untried, now()));
    }
}
