//! What can happen to a referral.

use entities::case::Kind;

use super::{Machine, Sample, Walk, correction, on, sample};
use crate::lifecycle::dates::Dated;
use crate::lifecycle::referral::{Event, Facts, Identity, ORDER, Referrer, step};
use crate::lifecycle::stage::Stage;

pub(super) fn samples() -> Vec<Sample<Event, Facts>> {
    let family = Facts {
        kind: Kind::MedE,
        referrer: Referrer::Family,
        received_on: on(3, 2),
        tries_before_lapse: 3,
    };
    let school = Facts {
        referrer: Referrer::Setting,
        ..family
    };
    let agencies = Facts {
        kind: Kind::DrA,
        referrer: Referrer::LocalAuthority,
        ..family
    };
    let taken_up = |identity| Event::TakenUp { identity };
    let accepted = |kind, has_decision| Event::Accepted {
        kind,
        age_years: 8,
        is_in_area: true,
        has_decision,
    };
    let (known, unknown) = (taken_up(Identity::Parent), taken_up(Identity::Unknown));
    let given = |day| Event::ConsentGiven { on: day };
    let refused = |day| Event::ConsentRefused { on: day };
    let elsewhere = Event::Accepted {
        kind: Kind::Mia,
        age_years: 8,
        is_in_area: false,
        has_decision: true,
    };
    let grown = Event::Accepted {
        kind: Kind::Mia,
        age_years: 26,
        is_in_area: true,
        has_decision: true,
    };
    vec![
        sample("taken up from the family", known, family),
        sample("taken up, family not noted", unknown.clone(), family),
        sample("taken up from a school", unknown.clone(), school),
        sample("taken up between agencies", unknown, agencies),
        sample("consent given", given(on(3, 9)), school),
        sample("consent before the referral", given(on(3, 1)), school),
        sample("consent tomorrow", given(on(3, 17)), school),
        sample("consent refused", refused(on(3, 9)), school),
        sample("no reply to 3 tries", Event::NoReply { tries: 3 }, school),
        sample("no reply to 2 tries", Event::NoReply { tries: 2 }, school),
        sample("accepted as advice", accepted(Kind::Mia, false), family),
        sample("accepted as mediation", accepted(Kind::MedX, true), family),
        sample("accepted as resolution", accepted(Kind::DrP, false), family),
        sample(
            "accepted as facilitation",
            accepted(Kind::FacAr, false),
            family,
        ),
        sample(
            "accepted between agencies",
            accepted(Kind::DrA, false),
            agencies,
        ),
        sample(
            "a family's as agencies'",
            accepted(Kind::DrA, false),
            family,
        ),
        sample(
            "agencies' as a family's",
            accepted(Kind::DrH, false),
            agencies,
        ),
        sample(
            "mediation without a decision",
            accepted(Kind::MedE, false),
            family,
        ),
        sample("aged 26", grown, family),
        sample("out of the area", elsewhere, family),
        sample("signposted", Event::Signposted, family),
        sample("signposted, agencies", Event::Signposted, agencies),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::Referral)),
            family,
        ),
    ]
}

pub(super) fn walk() -> Walk {
    let machine = Machine {
        title: "Referral",
        order: ORDER,
        words: Event::words,
        step,
        name: Stage::name,
    };
    super::walk(&machine, &samples())
}
