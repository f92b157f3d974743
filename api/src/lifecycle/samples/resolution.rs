//! What can happen in a disagreement resolution.

use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::{Machine, Sample, Walk, correction, on, own, sample};
use crate::lifecycle::change::ClosureCode;
use crate::lifecycle::dates::Dated;
use crate::lifecycle::invitation::Basis;
use crate::lifecycle::kinds::Resolution;
use crate::lifecycle::resolution::{Event, Facts, ORDER, step};
use crate::lifecycle::session::{Arrival, Outcome, Preparation};

/// A family and a school that disagree.
fn usual() -> Facts {
    Facts {
        resolution: Resolution::Provision,
        referred_on: on(3, 2),
        required: vec![Role::Family, Role::Education],
        meeting_on: Some(on(3, 16)),
        is_suspended: false,
        outcome: None,
    }
}

/// An authority and a care board that disagree.
fn agencies() -> Facts {
    Facts {
        resolution: Resolution::Agencies,
        required: vec![Role::LocalAuthority, Role::Health],
        ..usual()
    }
}

fn samples() -> Vec<Sample<Event, Facts>> {
    let mut all = rounds();
    all.extend(arranging());
    all.extend(days());
    all.extend(exits());
    all
}

fn rounds() -> Vec<Sample<Event, Facts>> {
    let agreed = |waiting| Event::AllAgreed { waiting };
    let declined = |by| Event::Declined { by };
    vec![
        sample("round opened", Event::RoundOpened, usual()),
        sample("round opened, agencies", Event::RoundOpened, agencies()),
        sample("all agreed", agreed(0), usual()),
        sample("one has not answered", agreed(1), usual()),
        sample("school declines", declined(Role::Education), usual()),
        sample("family declines", declined(Role::Family), usual()),
        sample(
            "family declines, agencies",
            declined(Role::Family),
            agencies(),
        ),
        sample("signposted", Event::Signposted, usual()),
        sample("signposted, agencies", Event::Signposted, agencies()),
    ]
}

fn arranging() -> Vec<Sample<Event, Facts>> {
    let asked = |day| Event::AvailabilityAsked { on: day };
    let accepted = |meeting_on, is_mediator_free, waiting| Event::Accepted {
        meeting_on,
        is_mediator_free,
        waiting,
    };
    let proposed = |count| Event::SlotsProposed { count };
    let rejected = |by| Event::Rejected { by };
    let soon = on(3, 17);
    vec![
        sample("asked for dates", asked(on(3, 5)), usual()),
        sample("asked, agencies", asked(on(3, 5)), agencies()),
        sample("asked before the referral", asked(on(3, 1)), usual()),
        sample("enough", Event::AvailabilityEnough, usual()),
        sample("proposed", proposed(2), usual()),
        sample("proposed, agencies", proposed(2), agencies()),
        sample("nothing proposed", proposed(0), usual()),
        // No notice rule: tomorrow will do.
        sample("accepted", accepted(soon, true, 0), usual()),
        sample("accepted, agencies", accepted(soon, true, 0), agencies()),
        sample("accepted, one waiting", accepted(soon, true, 1), usual()),
        sample("accepted, mediator busy", accepted(soon, false, 0), usual()),
        sample("accepted, past", accepted(on(3, 13), true, 0), usual()),
        sample("rejected", rejected(Role::Education), usual()),
        sample(
            "rejected by family, agencies",
            rejected(Role::Family),
            agencies(),
        ),
        sample("hold expired", Event::HoldExpired, usual()),
    ]
}

fn arrival(role: Role) -> Arrival {
    Arrival {
        role,
        basis: Some(Basis::Party),
        has_signed: true,
    }
}

fn days() -> Vec<Sample<Event, Facts>> {
    let prepared = |done: &[Preparation]| Event::Prepared {
        done: done.to_vec(),
    };
    let without_child = [
        Preparation::Calls,
        Preparation::AttendeeList,
        Preparation::Access,
    ];
    let postponed = |by| Event::Postponed {
        by,
        cause: CancelCause::Other,
        told_on: on(3, 12),
    };
    let began = |arrivals: &[Arrival]| Event::DayStarted {
        on: on(3, 16),
        arrivals: arrivals.to_vec(),
    };
    let both = [arrival(Role::Family), arrival(Role::Education)];
    let another = Event::DayStarted {
        on: on(3, 13),
        arrivals: both.to_vec(),
    };
    let bodies = [arrival(Role::LocalAuthority), arrival(Role::Health)];
    let unsigned = [
        both[0],
        Arrival {
            has_signed: false,
            ..both[1]
        },
    ];
    let intruded = [bodies[0], bodies[1], arrival(Role::Family)];
    let suspended = Facts {
        is_suspended: true,
        ..usual()
    };
    let ended = |outcome, signatures| Event::Ended {
        on: on(3, 16),
        outcome,
        signatures,
    };
    let agreed = Facts {
        outcome: Some(Outcome::Full),
        ..usual()
    };
    let followed = |is_agreement_sent| Event::FollowUpStarted { is_agreement_sent };
    vec![
        sample("prepared", prepared(Preparation::ALL), usual()),
        sample("prepared, agencies", prepared(&without_child), agencies()),
        sample("views not sought", prepared(&without_child), usual()),
        sample("postponed", postponed(CancelSide::Education), usual()),
        sample("postponed, agencies", postponed(CancelSide::La), agencies()),
        sample(
            "postponed by family, agencies",
            postponed(CancelSide::Family),
            agencies(),
        ),
        sample("session begins", began(&both), usual()),
        sample("session begins, agencies", began(&bodies), agencies()),
        sample("unsigned", began(&unsigned), usual()),
        sample("school absent", began(&both[..1]), usual()),
        sample("family there, agencies", began(&intruded), agencies()),
        sample("session on another day", another, usual()),
        sample("suspended", began(&both), suspended),
        sample("full agreement", ended(Outcome::Full, 2), usual()),
        sample(
            "full agreement, agencies",
            ended(Outcome::Full, 2),
            agencies(),
        ),
        sample("no agreement", ended(Outcome::Nothing, 0), usual()),
        sample("unsigned agreement", ended(Outcome::Partial, 0), usual()),
        sample("adjourned", Event::Adjourned { on: on(3, 16) }, usual()),
        sample("second date", Event::SecondDateWanted, usual()),
        sample("followed up", followed(true), agreed.clone()),
        sample("agreement not sent", followed(false), agreed),
        sample("all done", Event::FollowUpDone { open_actions: 0 }, usual()),
        sample(
            "actions open",
            Event::FollowUpDone { open_actions: 1 },
            usual(),
        ),
    ]
}

fn exits() -> Vec<Sample<Event, Facts>> {
    let withdrew = |by, rest_has_dispute| Event::Withdrew {
        by,
        on: on(3, 13),
        rest_has_dispute,
    };
    vec![
        sample(
            "school withdraws",
            withdrew(Role::Education, false),
            usual(),
        ),
        sample(
            "social care withdraws, the rest goes on",
            withdrew(Role::SocialCare, true),
            usual(),
        ),
        sample(
            "mediator withdraws",
            withdrew(Role::Mediator, false),
            usual(),
        ),
        sample(
            "family withdraws, agencies",
            withdrew(Role::Family, false),
            agencies(),
        ),
        sample("certificate asked for", Event::CertificateAsked, usual()),
        sample(
            "concern",
            Event::SafeguardingRaised { suspends: false },
            usual(),
        ),
        sample(
            "concern that suspends",
            Event::SafeguardingRaised { suspends: true },
            usual(),
        ),
        sample(
            "closed, type changed",
            Event::Closed(ClosureCode::TypeChanged),
            usual(),
        ),
        sample(
            "closed as completed",
            Event::Closed(ClosureCode::Completed),
            usual(),
        ),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::Referral)),
            usual(),
        ),
    ]
}

pub(super) fn walk() -> Walk {
    let machine = Machine {
        title: "Disagreement resolution",
        order: ORDER,
        words: Event::words,
        step,
        name: own,
    };
    super::walk(&machine, &samples())
}
