//! What can happen to one meeting.

use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::{Machine, Sample, Walk, at, correction, on, own, sample};
use crate::lifecycle::dates::Dated;
use crate::lifecycle::meeting::{Event, Facts, Needed, ORDER, step};

/// A meeting today, held until tomorrow.
fn today() -> Facts {
    Facts {
        meeting_on: on(3, 16),
        lock_from_on: on(3, 13),
        expires_at: Some(at(on(3, 17), 12)),
        is_between_agencies: false,
    }
}

fn samples() -> Vec<Sample<Event, Facts>> {
    let expired = Facts {
        expires_at: Some(at(on(3, 16), 12)),
        ..today()
    };
    let later = Facts {
        meeting_on: on(3, 27),
        lock_from_on: on(3, 24),
        ..today()
    };
    let agencies = Facts {
        is_between_agencies: true,
        ..later
    };
    let confirmed = |held: &[Needed]| Event::Confirmed {
        held: held.to_vec(),
    };
    let hold = |hour| Event::Held {
        expires_at: at(on(3, 16), hour),
    };
    let cancelled = |told_on| Event::Cancelled {
        by: CancelSide::La,
        cause: CancelCause::LaUnavailable,
        told_on,
    };
    let started = |day| Event::Started { on: day };
    let no_show = |day| Event::NoShow {
        by: Role::LocalAuthority,
        on: day,
    };
    let completed = |day| Event::Completed { on: day };
    vec![
        sample("held", hold(13), today()),
        sample("held until now", hold(12), today()),
        sample("hold runs out", Event::HoldExpired, expired),
        sample("hold stands", Event::HoldExpired, today()),
        sample("confirmed", confirmed(Needed::ALL), today()),
        sample("no interpreter held", confirmed(&Needed::ALL[..3]), today()),
        sample("confirmed too late", confirmed(Needed::ALL), expired),
        sample("locked", Event::Locked, today()),
        sample("locked too early", Event::Locked, later),
        sample("started", started(on(3, 16)), today()),
        sample("started on another day", started(on(3, 13)), today()),
        sample("completed", completed(on(3, 16)), today()),
        sample("completed the day before", completed(on(3, 15)), today()),
        sample("in part", Event::EndedInPart { on: on(3, 16) }, today()),
        sample("adjourned", Event::Adjourned { on: on(3, 16) }, today()),
        sample("no show", no_show(on(3, 16)), today()),
        sample("no show on another day", no_show(on(3, 13)), today()),
        sample("cancelled", cancelled(on(3, 16)), later),
        sample("cancelled, agencies", cancelled(on(3, 16)), agencies),
        sample("cancelled tomorrow", cancelled(on(3, 17)), later),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::Meeting)),
            today(),
        ),
    ]
}

pub(super) fn walk() -> Walk {
    let machine = Machine {
        title: "Meeting",
        order: ORDER,
        words: Event::words,
        step,
        name: own,
    };
    super::walk(&machine, &samples())
}
