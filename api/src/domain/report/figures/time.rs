//! How fast it goes: the thirty days, days to the meeting, notice, replies: K3 to K6.

use chrono::NaiveDate;
use entities::case::State;
use entities::{Mode, expense_claim, participant};

use super::super::facts::{CaseFacts, Facts};
use super::super::key::Key;
use super::super::labels;
use super::super::tally::{Axis, Counted, Tally};
use crate::app::day_of;
use crate::law;
use crate::law::words::written;
use crate::lifecycle::kinds;

/// Mediations within thirty days.
pub(super) fn k3(facts: &Facts) -> Tally {
    let mediations = facts.cases.iter().filter(|case| case.is_mediation());
    let counted = mediations.filter_map(|case| {
        let (t0_on, due_on) = (case.t0_on()?, case.row.arrange_by_on?);
        if left_before(case, due_on) {
            return None;
        }
        let held_on = case.held_on();
        let is_met = facts.is_kept(due_on, held_on)?;
        let told = format!("told {}, due by {}", written(t0_on), written(due_on));
        let words = match held_on {
            Some(day) => format!("{told}, held {}", written(day)),
            None => format!("{told}, not held"),
        };
        let counted = Counted::new(case.row.id, due_on, is_met, words)
            .labelled(Axis::Kind, kinds::code(case.row.kind))
            .labelled(Axis::Reached, reached(case, due_on, is_met));
        Some(if is_met {
            counted
        } else {
            counted.labelled(Axis::Cause, cause(case, due_on))
        })
    });
    Tally::of(Key::K3, counted).by(&[Axis::Reached, Axis::Cause, Axis::Kind])
}

/// Whether the mediation was withdrawn or closed by its last day, without having been held.
fn left_before(case: &CaseFacts, due_on: NaiveDate) -> bool {
    let by_then = |state| {
        let left = case.came_to(state);
        left.is_some_and(|event| event.happened_on <= due_on)
    };
    case.held_on().is_none() && (by_then(State::Withdrawn) || by_then(State::Closed))
}

/// How far it had come by its last day.
fn reached(case: &CaseFacts, due_on: NaiveDate, is_held: bool) -> &'static str {
    let by_then = |at| day_of(at) <= due_on;
    let agreed = |at: Option<_>| at.is_some_and(by_then);
    let mut meetings = case.meetings.iter();
    if is_held {
        "Held"
    } else if meetings.any(|meeting| agreed(meeting.row.confirmed_at)) {
        "A date agreed, not held by then"
    } else if case
        .meetings
        .iter()
        .any(|meeting| by_then(meeting.row.held_at) && meeting.on() <= due_on)
    {
        "A date offered in time, not agreed"
    } else {
        "No date in time offered"
    }
}

/// Why it was not held in time: the last agreed date in time that was called off, or that the authority
/// could not arrange it.
fn cause(case: &CaseFacts, due_on: NaiveDate) -> &'static str {
    let meetings = case.meetings.iter().rev();
    let mut called_off = meetings.filter(|meeting| {
        let row = &meeting.row;
        row.confirmed_at.is_some() && row.cancelled_at.is_some() && meeting.on() <= due_on
    });
    if let Some(meeting) = called_off.next() {
        return match meeting.row.cancel_side {
            Some(side) => called_off_by(side),
            None => labels::NOT_RECORDED,
        };
    }
    if case.row.inability_notice_at.is_some() {
        return "Notice that it cannot be arranged in time";
    }
    labels::NOT_RECORDED
}

fn called_off_by(side: entities::meeting::CancelSide) -> &'static str {
    use entities::meeting::CancelSide;
    match side {
        CancelSide::Family => "Called off by the family",
        CancelSide::La => "Called off by the local authority",
        CancelSide::Health => "Called off by health",
        CancelSide::Education => "Called off by the school or setting",
        CancelSide::Service => "Called off by the service",
        CancelSide::Venue => "Called off by the venue",
    }
}

/// Days from the request to the mediation.
pub(super) fn k4(facts: &Facts) -> Tally {
    let counted = facts.held().filter_map(|(case, on)| {
        let t0_on = case.t0_on()?;
        let days = (on - t0_on).num_days();
        let words = format!("told {}, held {}", written(t0_on), written(on));
        Some(Counted::new(case.row.id, on, days <= 25, words).amounting(days))
    });
    Tally::of(Key::K4, counted).within(facts.held().count())
}

/// Notice of date and place: the day on which it was given, not the one on which the date was agreed.
/// Where none is recorded for the day of the mediation, nothing is known of it.
pub(super) fn k5(facts: &Facts) -> Tally {
    let counted = facts.held().filter_map(|(case, on)| {
        // Notice is reckoned back from the meeting, where its clock therefore starts.
        let clock = case.clock("C12").filter(|clock| clock.started_on == on);
        let given_on = clock?.met_on?;
        let notify_by_on = facts.due("C12", law::Event::Meeting, on)?;
        let is_met = given_on <= notify_by_on;
        let notice = if is_met {
            "Five working days or more"
        } else if case.row.short_notice_agreed_at.is_some() {
            "Less, with the family's consent"
        } else {
            "Less, and no consent recorded"
        };
        let words = format!("told {}, held {}", written(given_on), written(on));
        let counted = Counted::new(case.row.id, on, is_met, words);
        Some(counted.labelled(Axis::Notice, notice))
    });
    let whole = facts.held().count();
    Tally::of(Key::K5, counted)
        .within(whole)
        .by(&[Axis::Notice])
}

/// Replies to the request for dates.
pub(super) fn k6(facts: &Facts) -> Tally {
    let asked = facts.cases.iter().flat_map(|case| {
        let requests = case.requests.iter();
        requests.filter_map(move |request| {
            let answered_on = request.answered_at.map(day_of);
            let is_met = facts.is_kept(request.due_on, answered_on)?;
            let due = written(request.due_on);
            let words = match answered_on {
                Some(day) => format!("asked to answer by {due}, answered {}", written(day)),
                None => format!("asked to answer by {due}, no answer"),
            };
            let mut seats = case.seats.iter();
            let seat = seats.find(|seat| seat.id == request.participant_id);
            let counted = Counted::new(case.row.id, request.due_on, is_met, words);
            Some(counted.labelled(Axis::Organisation, asked(facts, seat)))
        })
    });
    Tally::of(Key::K6, asked).by(&[Axis::Organisation])
}

/// For whom somebody was asked.
fn asked<'a>(facts: &'a Facts, seat: Option<&participant::Model>) -> &'a str {
    match seat {
        Some(seat) => match (seat.organisation_id, seat.role) {
            (Some(body), _) => facts.body(body),
            (None, participant::Role::Family | participant::Role::Child) => "Families",
            (None, _) => "Others, for no organisation",
        },
        None => "Others, for no organisation",
    }
}

/// How mediations are held.
pub(super) fn k17(facts: &Facts) -> Tally {
    let counted = facts.held().map(|(case, on)| {
        let mode = case.held_meeting().map(|meeting| meeting.row.mode);
        let label = mode.map_or(labels::NOT_RECORDED, labels::mode);
        let words = format!("held {}: {}", written(on), label.to_lowercase());
        Counted::new(case.row.id, on, true, words).labelled(Axis::Mode, label)
    });
    Tally::of(Key::K17, counted).by(&[Axis::Mode])
}

/// The family's journey.
pub(super) fn k17_distance(facts: &Facts) -> Tally {
    let counted = facts.held().filter_map(|(case, on)| {
        let meeting = case.held_meeting()?;
        let (_, venue) = facts.place(meeting)?;
        let from = crate::geography::centre(&case.row.family_outcode)?;
        let to = crate::geography::centre(&venue.outcode)?;
        let tenths = tenths(crate::geography::distance_km(from, to));
        let words = format!("held {} in {}", written(on), venue.outcode);
        Some(Counted::new(case.row.id, on, true, words).amounting(tenths))
    });
    let whole = facts.held().count();
    Tally::of(Key::K17Distance, counted).within(whole)
}

/// Kilometres in tenths.
#[expect(
    clippy::cast_possible_truncation,
    reason = "England is some hundreds of kilometres across"
)]
fn tenths(kilometres: f64) -> i64 {
    (kilometres * 10.0).round() as i64
}

/// The mean cost of a mediation, as far as it is recorded: the room, and what the family may claim.
pub(super) fn k23_cost(facts: &Facts) -> Tally {
    let counted = facts.held().filter_map(|(case, on)| {
        let meeting = case.held_meeting()?;
        let room = match meeting.row.mode {
            Mode::InPerson => i64::from(facts.place(meeting)?.0.cost_pence),
            Mode::Video | Mode::Either => 0,
        };
        let claims = case.claims.iter().filter(|claim| match claim.state {
            expense_claim::State::Claimed | expense_claim::State::Agreed => true,
            expense_claim::State::Refused => false,
        });
        let claimed: i64 = claims.map(|claim| i64::from(claim.allowed_pence)).sum();
        let words = format!(
            "held {}: {room} pence for the room, {claimed} in expenses",
            written(on)
        );
        Some(Counted::new(case.row.id, on, true, words).amounting(room + claimed))
    });
    let whole = facts.held().count();
    Tally::of(Key::K23Cost, counted)
        .within(whole)
        .noting("What mediators and interpreters are paid is not recorded.")
}
