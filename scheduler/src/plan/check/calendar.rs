//! The rules about the days and weeks of each person.

use std::collections::{BTreeMap, BTreeSet};

use super::{Engagement, Violation, meetings, takers, way};
use crate::plan::model::{DayIx, PersonIx, Plan, Point, Problem};

/// Something that somebody is held to.
struct Held {
    /// What.
    what: Engagement,
    /// On which day.
    day: DayIx,
    /// The first grain.
    from: i32,
    /// The first grain that is free again.
    to: i32,
    /// Where; nowhere at a screen.
    at: Option<Point>,
    /// Counts towards limits, and asks for rest.
    is_meeting: bool,
}

/// Checks the calendar of everybody who has a meeting in this plan.
pub(super) fn everybody(problem: &Problem, plan: &Plan, found: &mut Vec<Violation>) {
    let mut calendars: BTreeMap<PersonIx, Vec<Held>> = BTreeMap::new();
    for (case, meeting) in meetings(plan) {
        for taker in takers(problem, case, meeting) {
            calendars.entry(taker.person).or_default().push(Held {
                what: Engagement::Case(case),
                day: meeting.slot.day,
                from: taker.from,
                to: taker.to,
                at: way::point_of(problem, meeting.place),
                is_meeting: true,
            });
        }
    }
    for (person, planned) in calendars {
        let committed = commitments(problem, person);
        clashes(problem, person, &planned, &committed, found);
        limits(problem, person, &planned, &committed, found);
    }
}

/// What somebody is held to whatever is planned.
fn commitments(problem: &Problem, person: PersonIx) -> Vec<Held> {
    let commitments = problem.people[person.0].commitments.iter().enumerate();
    let held = commitments.map(|(position, commitment)| Held {
        what: Engagement::Commitment(position),
        day: commitment.day,
        from: i32::from(commitment.from),
        to: i32::from(commitment.to),
        at: way::point_of_commitment(problem, commitment.place),
        is_meeting: commitment.is_meeting,
    });
    held.collect()
}

/// Compares each planned meeting with all else; commitments are not compared with one another.
fn clashes(
    problem: &Problem,
    person: PersonIx,
    planned: &[Held],
    committed: &[Held],
    found: &mut Vec<Violation>,
) {
    for (position, meeting) in planned.iter().enumerate() {
        for other in committed.iter().chain(&planned[position + 1..]) {
            // The parts of one meeting are compared where its team is.
            if meeting.day == other.day && meeting.what != other.what {
                found.extend(clash(problem, person, other, meeting));
            }
        }
    }
}

/// What keeps somebody from doing two things on one day.
fn clash(problem: &Problem, person: PersonIx, one: &Held, other: &Held) -> Option<Violation> {
    let first = one.what.min(other.what);
    let second = one.what.max(other.what);
    let between = if one.to <= other.from {
        other.from - one.to
    } else if other.to <= one.from {
        one.from - other.to
    } else {
        return Some(Violation::Overlap(person, first, second));
    };
    let travel = way::way_grains(problem, one.at, other.at);
    let rest = if one.is_meeting && other.is_meeting {
        i32::from(problem.people[person.0].rest)
    } else {
        0
    };
    if between < travel {
        Some(Violation::NoTimeToTravel(person, first, second))
    } else if between < travel + rest {
        Some(Violation::NoRest(person, first, second))
    } else {
        None
    }
}

/// Checks the number of meetings on the days and in the weeks that have one in this plan.
fn limits(
    problem: &Problem,
    ix: PersonIx,
    planned: &[Held],
    committed: &[Held],
    found: &mut Vec<Violation>,
) {
    let person = &problem.people[ix.0];
    // Somebody with two parts of one meeting has one meeting.
    let planned: BTreeMap<_, _> = planned.iter().map(|held| (held.what, held.day)).collect();
    let committed = committed.iter().filter(|held| held.is_meeting);
    let all: Vec<DayIx> = planned
        .values()
        .copied()
        .chain(committed.map(|held| held.day))
        .collect();
    let week = |day: DayIx| problem.days[day.0];
    let days: BTreeSet<_> = planned.values().copied().collect();
    let weeks: BTreeSet<_> = days.iter().copied().map(week).collect();
    for day in days {
        let count = all.iter().filter(|&&other| other == day).count();
        if person.max_day.is_some_and(|most| usize::from(most) < count) {
            found.push(Violation::TooManyOnDay(ix, day));
        }
    }
    for this in weeks {
        let count = all.iter().filter(|&&other| week(other) == this).count();
        if person
            .max_week
            .is_some_and(|most| usize::from(most) < count)
        {
            found.push(Violation::TooManyInWeek(ix, this));
        }
    }
}
