//! What can happen in a mediation.

use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::{Machine, Sample, Walk, at, correction, on, own, sample};
use crate::lifecycle::appeal;
use crate::lifecycle::certificate::{Basis, Certificate};
use crate::lifecycle::change::ClosureCode;
use crate::lifecycle::dates::Dated;
use crate::lifecycle::invitation;
use crate::lifecycle::kinds::Mediation;
use crate::lifecycle::mediation::{Accepted, Choice, Coverage, Event, Facts, Met, ORDER, step};
use crate::lifecycle::session::{Arrival, Outcome, Preparation};

/// A mediation on education of which nobody was told yet.
pub(in crate::lifecycle) fn untold() -> Facts {
    Facts {
        mediation: Mediation::Education,
        la_informed_at: None,
        icb_informed_at: None,
        certificate: Certificate::None,
        is_section_i_only: false,
        is_appeal_contemplated: false,
        meeting_on: None,
        met: Met::NotYet,
        la_postponements: 0,
        proceeds_without: None,
        is_suspended: false,
        outcome: None,
    }
}

/// A mediation on education for which people have sat together once.
fn met() -> Facts {
    Facts {
        met: Met::Once,
        ..told()
    }
}

/// A mediation on education that the authority knows of, with a meeting today.
fn told() -> Facts {
    Facts {
        la_informed_at: Some(at(on(3, 2), 9)),
        meeting_on: Some(on(3, 16)),
        ..untold()
    }
}

fn mixed() -> Facts {
    Facts {
        mediation: Mediation::Mixed,
        ..told()
    }
}

/// A mediation on health alone that the care board knows of.
fn health() -> Facts {
    Facts {
        mediation: Mediation::Health,
        icb_informed_at: Some(at(on(3, 4), 9)),
        ..told()
    }
}

fn samples() -> Vec<Sample<Event, Facts>> {
    let mut all = beginnings();
    all.extend(arranging());
    all.extend(days());
    all.extend(endings());
    all.extend(exits());
    all
}

fn beginnings() -> Vec<Sample<Event, Facts>> {
    let untold_mixed = Facts {
        mediation: Mediation::Mixed,
        ..untold()
    };
    let untold_health = Facts {
        mediation: Mediation::Health,
        ..untold()
    };
    let passed_on = Facts {
        la_informed_at: Some(at(on(3, 2), 9)),
        ..untold_health
    };
    let la = |day| Event::LaInformed { at: at(day, 9) };
    let icb = |day| Event::IcbInformed { at: at(day, 9) };
    vec![
        sample("LA told", la(on(3, 2)), untold()),
        sample("LA told, mixed", la(on(3, 2)), untold_mixed),
        sample("LA told, health", la(on(3, 2)), untold_health),
        sample("LA told again", la(on(3, 5)), told()),
        sample("LA told tomorrow", la(on(3, 17)), untold()),
        sample("ICB told, health", icb(on(3, 4)), passed_on),
        sample("ICB told before the LA", icb(on(3, 1)), passed_on),
        sample("ICB told, LA not", icb(on(3, 4)), untold_health),
        sample("ICB told, education", icb(on(3, 4)), told()),
        sample("ICB told, mixed", icb(on(3, 4)), mixed()),
        sample("second ICB told", icb(on(3, 5)), health()),
    ]
}

fn arranging() -> Vec<Sample<Event, Facts>> {
    let asked = |day| Event::AvailabilityAsked { on: day };
    let enough = |authority| Event::AvailabilityEnough { authority };
    let usual = Accepted {
        meeting_on: on(3, 27),
        notify_by_on: on(3, 19),
        is_short_notice_agreed: false,
        is_mediator_free: true,
        waiting: 0,
    };
    let late = Accepted {
        notify_by_on: on(3, 13),
        ..usual
    };
    let agreed = Accepted {
        is_short_notice_agreed: true,
        ..late
    };
    let busy = Accepted {
        is_mediator_free: false,
        ..usual
    };
    let waiting = Accepted {
        waiting: 1,
        ..usual
    };
    let past = Accepted {
        meeting_on: on(3, 13),
        ..usual
    };
    let rejected = Event::Rejected { by: Role::Family };
    vec![
        sample("asked for dates", asked(on(3, 5)), told()),
        sample("asked before T0", asked(on(3, 1)), told()),
        sample("enough, authority known", enough(Coverage::Full), told()),
        sample("enough, a gap", enough(Coverage::Gap), told()),
        sample("enough, unknown", enough(Coverage::Unknown), told()),
        sample("proposed", Event::SlotsProposed { count: 3 }, told()),
        sample(
            "nothing proposed",
            Event::SlotsProposed { count: 0 },
            told(),
        ),
        sample("accepted", Event::Accepted(usual), told()),
        sample("accepted, short", Event::Accepted(late), told()),
        sample("accepted, short, agreed", Event::Accepted(agreed), told()),
        sample("accepted, mediator busy", Event::Accepted(busy), told()),
        sample("accepted, one waiting", Event::Accepted(waiting), told()),
        sample("accepted, past", Event::Accepted(past), told()),
        sample("rejected", rejected, told()),
        sample("hold expired", Event::HoldExpired, told()),
    ]
}

fn arrival(role: Role) -> Arrival {
    Arrival {
        role,
        basis: Some(invitation::Basis::Party),
        has_signed: true,
    }
}

fn days() -> Vec<Sample<Event, Facts>> {
    let prepared = |done: &[Preparation]| Event::Prepared {
        done: done.to_vec(),
    };
    let postponed = |by, cause| Event::Postponed {
        by,
        cause,
        told_on: on(3, 12),
    };
    let by_la = postponed(CancelSide::La, CancelCause::LaUnavailable);
    let again = Facts {
        la_postponements: 1,
        ..told()
    };
    let missing = |by, family| Event::AuthorityMissing { by, family };
    let began = |arrivals: Vec<Arrival>| Event::DayStarted {
        on: on(3, 16),
        arrivals,
    };
    let (family, la) = (arrival(Role::Family), arrival(Role::LocalAuthority));
    let unsigned = Arrival {
        has_signed: false,
        ..la
    };
    let baseless = Arrival {
        basis: None,
        ..arrival(Role::Other)
    };
    let alone = Facts {
        proceeds_without: Some(Role::LocalAuthority),
        ..told()
    };
    let suspended = Facts {
        is_suspended: true,
        ..told()
    };
    let both = || began(vec![family, la]);
    let with_icb = began(vec![family, arrival(Role::Health)]);
    let another = Event::DayStarted {
        on: on(3, 13),
        arrivals: vec![family, la],
    };
    let early = Event::DayStarted {
        on: on(3, 1),
        arrivals: vec![family, la],
    };
    vec![
        sample("prepared", prepared(Preparation::ALL), told()),
        sample(
            "views not sought",
            prepared(&[Preparation::Calls, Preparation::AttendeeList]),
            told(),
        ),
        sample(
            "postponed by the family",
            postponed(CancelSide::Family, CancelCause::FamilyUnavailable),
            told(),
        ),
        sample("postponed by the LA", by_la.clone(), told()),
        sample("postponed by the LA again", by_la, again),
        sample(
            "LA without authority",
            missing(Role::LocalAuthority, Choice::Rearrange),
            told(),
        ),
        sample(
            "LA without, family goes on",
            missing(Role::LocalAuthority, Choice::Proceed),
            told(),
        ),
        sample(
            "ICB missing, education",
            missing(Role::Health, Choice::Rearrange),
            told(),
        ),
        sample(
            "family called missing",
            missing(Role::Family, Choice::Rearrange),
            told(),
        ),
        sample("session begins", both(), told()),
        sample("session begins, health", with_icb, health()),
        sample("LA unsigned", began(vec![family, unsigned]), told()),
        sample(
            "somebody without a basis",
            began(vec![family, la, baseless]),
            told(),
        ),
        sample("LA absent", began(vec![family]), told()),
        sample("LA absent, family goes on", began(vec![family]), alone),
        sample("suspended", both(), suspended),
        sample("session on another day", another, told()),
        sample("session before T0", early, told()),
    ]
}

fn endings() -> Vec<Sample<Event, Facts>> {
    let ended = |outcome, signatures| Event::Ended {
        on: on(3, 16),
        outcome,
        signatures,
    };
    let deemed = Facts {
        certificate: Certificate::Issued(Basis::Deemed),
        ..told()
    };
    let late = Facts {
        certificate: Certificate::OutOfTime,
        ..told()
    };
    let appealing = Facts {
        is_appeal_contemplated: true,
        ..health()
    };
    let placement = Facts {
        is_section_i_only: true,
        ..told()
    };
    let before = Event::Ended {
        on: on(3, 13),
        outcome: Outcome::Nothing,
        signatures: 0,
    };
    let followed = |is_agreement_sent, is_evaluation_invited| Event::FollowUpStarted {
        is_agreement_sent,
        is_evaluation_invited,
    };
    let agreed = Facts {
        outcome: Some(Outcome::Partial),
        certificate: Certificate::Issued(Basis::TakenPart),
        ..told()
    };
    let owed = Facts {
        certificate: Certificate::Owed(Basis::TakenPart),
        ..agreed
    };
    let nothing = Facts {
        outcome: Some(Outcome::Nothing),
        ..agreed
    };
    let done = |open_actions, is_check_done, appeal| Event::FollowUpDone {
        open_actions,
        is_check_done,
        appeal,
    };
    let lodged = appeal::State::Lodged;
    vec![
        sample("full agreement", ended(Outcome::Full, 2), told()),
        sample("partial agreement", ended(Outcome::Partial, 2), told()),
        sample("no agreement", ended(Outcome::Nothing, 0), told()),
        sample(
            "no agreement, section I",
            ended(Outcome::Nothing, 0),
            placement,
        ),
        sample(
            "no agreement, deemed before",
            ended(Outcome::Nothing, 0),
            deemed,
        ),
        sample(
            "no agreement, contact too late",
            ended(Outcome::Nothing, 0),
            late,
        ),
        sample("agreement, health", ended(Outcome::Full, 2), health()),
        sample(
            "agreement, health, appeal",
            ended(Outcome::Full, 2),
            appealing,
        ),
        sample("unsigned agreement", ended(Outcome::Full, 0), told()),
        sample("ended before the meeting", before, told()),
        sample("adjourned", Event::Adjourned { on: on(3, 16) }, told()),
        sample("second date", Event::SecondDateWanted, told()),
        sample("followed up", followed(true, true), agreed),
        sample(
            "followed up, nothing agreed",
            followed(false, true),
            nothing,
        ),
        sample("certificate owed", followed(true, true), owed),
        sample("agreement not sent", followed(false, true), agreed),
        sample("nobody asked to evaluate", followed(true, false), agreed),
        sample("all done", done(0, true, lodged), agreed),
        sample("actions open", done(2, true, lodged), agreed),
        sample("check not made", done(0, false, lodged), agreed),
        sample("all done, nothing agreed", done(0, false, lodged), nothing),
        sample(
            "appeal not known",
            done(0, true, appeal::State::NotKnown),
            agreed,
        ),
    ]
}

fn exits() -> Vec<Sample<Event, Facts>> {
    let withdrew = |by| Event::Withdrew { by, on: on(3, 13) };
    let cannot = |day| Event::LaCannotArrange { told_on: day };
    let deemed = Facts {
        certificate: Certificate::Owed(Basis::Deemed),
        ..told()
    };
    let safeguarding = |suspends| Event::SafeguardingRaised { suspends };
    let early = Event::Withdrew {
        by: Role::Family,
        on: on(3, 1),
    };
    vec![
        sample("family withdraws", withdrew(Role::Family), told()),
        sample("family withdraws, deemed", withdrew(Role::Family), deemed),
        sample("family withdraws, has met", withdrew(Role::Family), met()),
        sample("withdrawn before T0", early, told()),
        sample("LA declines", withdrew(Role::LocalAuthority), told()),
        sample("ICB declines", withdrew(Role::Health), mixed()),
        sample("cannot arrange", cannot(on(3, 13)), told()),
        sample("cannot arrange, health", cannot(on(3, 13)), health()),
        sample("cannot arrange, has met", cannot(on(3, 13)), met()),
        sample("cannot arrange before T0", cannot(on(3, 1)), told()),
        sample("concern", safeguarding(false), told()),
        sample("concern that suspends", safeguarding(true), told()),
        sample(
            "closed, settled",
            Event::Closed(ClosureCode::SettledBefore),
            told(),
        ),
        sample(
            "closed as completed",
            Event::Closed(ClosureCode::Completed),
            told(),
        ),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::LaInformed)),
            told(),
        ),
    ]
}

pub(super) fn walk() -> Walk {
    let machine = Machine {
        title: "Mediation",
        order: ORDER,
        words: Event::words,
        step,
        name: own,
    };
    super::walk(&machine, &samples())
}
