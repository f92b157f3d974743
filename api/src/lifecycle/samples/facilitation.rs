//! What can happen in a facilitation.

use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::{Machine, Sample, Walk, correction, on, own, sample};
use crate::lifecycle::change::ClosureCode;
use crate::lifecycle::dates::Dated;
use crate::lifecycle::facilitation::{Class, Event, Facts, Limits, ORDER, step};
use crate::lifecycle::kinds::Facilitation;

/// A team around the child, with a meeting today.
fn team() -> Facts {
    Facts {
        facilitation: Facilitation::Team,
        requested_on: on(3, 2),
        meeting_on: Some(on(3, 16)),
        agreed_on: Some(on(3, 9)),
        comments_until_on: Some(on(3, 13)),
    }
}

fn review() -> Facts {
    Facts {
        facilitation: Facilitation::Review,
        ..team()
    }
}

fn draft() -> Facts {
    Facts {
        facilitation: Facilitation::Draft,
        ..team()
    }
}

fn samples() -> Vec<Sample<Event, Facts>> {
    let mut all = beginnings();
    all.extend(dates());
    all.extend(papers());
    all.extend(notes());
    all.extend(exits());
    all
}

fn beginnings() -> Vec<Sample<Event, Facts>> {
    let scoped = |has_aim, invited: &[Class]| Event::Scoped {
        has_aim,
        invited: invited.to_vec(),
    };
    let asked = |day| Event::AvailabilityAsked { on: day };
    let proposed = |count| Event::SlotsProposed { count };
    vec![
        sample("scoped", scoped(true, &[]), team()),
        sample("scoped, review", scoped(true, Class::ALL), review()),
        sample("scoped without an aim", scoped(false, &[]), team()),
        sample(
            "review without social care",
            scoped(true, &Class::ALL[..4]),
            review(),
        ),
        sample("facilitator assigned", Event::FacilitatorAssigned, team()),
        sample("asked for dates", asked(on(3, 5)), team()),
        sample("asked before the request", asked(on(3, 1)), team()),
        sample("enough", Event::AvailabilityEnough, team()),
        sample("proposed", proposed(2), team()),
        sample("nothing proposed", proposed(0), team()),
        sample("rejected", Event::Rejected { by: Role::Family }, team()),
        sample("hold expired", Event::HoldExpired, team()),
    ]
}

fn dates() -> Vec<Sample<Event, Facts>> {
    let scheduled = |meeting_on, limits| Event::Scheduled {
        meeting_on,
        limits,
        invited: Class::ALL.to_vec(),
        waiting: 0,
    };
    let limits = |notify_by_on| Limits::Review {
        notify_by_on,
        papers_by_on: notify_by_on,
    };
    let window = |is_extended| Limits::Draft {
        served_on: on(3, 9),
        window_ends_on: on(3, 23),
        is_extended,
    };
    let incomplete = Event::Scheduled {
        meeting_on: on(3, 30),
        limits: limits(on(3, 16)),
        invited: vec![Class::Family],
        waiting: 0,
    };
    let waiting = Event::Scheduled {
        meeting_on: on(3, 30),
        limits: Limits::None,
        invited: vec![],
        waiting: 2,
    };
    vec![
        sample(
            "scheduled, team",
            scheduled(on(3, 17), Limits::None),
            team(),
        ),
        sample(
            "scheduled, past",
            scheduled(on(3, 13), Limits::None),
            team(),
        ),
        sample("scheduled, two waiting", waiting, team()),
        sample(
            "review in 14 days",
            scheduled(on(3, 30), limits(on(3, 16))),
            review(),
        ),
        sample(
            "review in 13 days",
            scheduled(on(3, 29), limits(on(3, 15))),
            review(),
        ),
        sample("review, classes missing", incomplete, review()),
        sample(
            "review without limits",
            scheduled(on(3, 30), Limits::None),
            review(),
        ),
        sample(
            "draft inside the window",
            scheduled(on(3, 23), window(false)),
            draft(),
        ),
        sample(
            "draft outside the window",
            scheduled(on(3, 24), window(false)),
            draft(),
        ),
        sample(
            "draft, window extended",
            scheduled(on(3, 24), window(true)),
            draft(),
        ),
        sample(
            "draft without a window",
            scheduled(on(3, 23), Limits::None),
            draft(),
        ),
    ]
}

fn papers() -> Vec<Sample<Event, Facts>> {
    let papers = |day, limits| Event::PapersCirculated { on: day, limits };
    let limits = Limits::Review {
        notify_by_on: on(3, 12),
        papers_by_on: on(3, 12),
    };
    let postponed = Event::Postponed {
        by: CancelSide::Education,
        cause: CancelCause::Other,
        told_on: on(3, 12),
    };
    vec![
        sample("agenda drafted", Event::AgendaDrafted { items: 2 }, team()),
        sample(
            "agenda without anything on it",
            Event::AgendaDrafted { items: 0 },
            team(),
        ),
        sample("papers, team", papers(on(3, 13), Limits::None), team()),
        sample(
            "papers in time, review",
            papers(on(3, 12), limits),
            review(),
        ),
        sample("papers late, review", papers(on(3, 13), limits), review()),
        sample(
            "papers dated before the date was agreed, review",
            papers(on(3, 6), limits),
            review(),
        ),
        sample(
            "papers before the request",
            papers(on(3, 1), Limits::None),
            team(),
        ),
        sample("papers tomorrow", papers(on(3, 17), Limits::None), team()),
        sample("postponed", postponed, team()),
    ]
}

fn notes() -> Vec<Sample<Event, Facts>> {
    let held = |day| Event::Held { on: day };
    let open = |until_on| Event::CommentsOpened { until_on };
    let finalised = |silent| Event::NotesFinalised {
        on: on(3, 16),
        silent,
    };
    let commenting = Facts {
        comments_until_on: Some(on(3, 16)),
        ..team()
    };
    vec![
        sample("held, team", held(on(3, 16)), team()),
        sample("held, review", held(on(3, 16)), review()),
        sample("held before the request", held(on(3, 1)), team()),
        sample("held on another day", held(on(3, 13)), team()),
        sample(
            "notes drafted",
            Event::NotesDrafted { has_text: true },
            team(),
        ),
        sample(
            "notes without a text",
            Event::NotesDrafted { has_text: false },
            team(),
        ),
        sample("comments opened", open(on(3, 23)), team()),
        sample("comments opened too late", open(on(3, 15)), team()),
        sample("final, time is over", finalised(2), team()),
        sample("final, two silent", finalised(2), commenting),
        sample("final, all answered", finalised(0), commenting),
        sample(
            "actions agreed",
            Event::ActionsAgreed { unowned: 0 },
            team(),
        ),
        sample(
            "an action without an owner",
            Event::ActionsAgreed { unowned: 1 },
            team(),
        ),
        sample("all done", Event::ActionsDone { open_actions: 0 }, team()),
        sample(
            "actions open",
            Event::ActionsDone { open_actions: 3 },
            team(),
        ),
    ]
}

fn exits() -> Vec<Sample<Event, Facts>> {
    let withdrew = |by| Event::Withdrew { by, on: on(3, 13) };
    vec![
        sample("family withdraws", withdrew(Role::Family), team()),
        sample("facilitator withdraws", withdrew(Role::Mediator), team()),
        sample("certificate asked for", Event::CertificateAsked, team()),
        sample(
            "closed, type changed",
            Event::Closed(ClosureCode::TypeChanged),
            team(),
        ),
        sample(
            "closed as completed",
            Event::Closed(ClosureCode::Completed),
            team(),
        ),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::Meeting)),
            team(),
        ),
    ]
}

pub(super) fn walk() -> Walk {
    let machine = Machine {
        title: "Facilitation",
        order: ORDER,
        words: Event::words,
        step,
        name: own,
    };
    super::walk(&machine, &samples())
}
