//! What a plan costs, reckoned again from the problem.

use std::collections::BTreeMap;

use super::{Hours, Taker, hours, meetings, room_of, takers, way};
use crate::plan::{
    model::{Case, CaseIx, Grades, Meeting, Part, PersonIx, Plan, Point, Problem, Welcome},
    points::Points,
};

/// What a plan costs.
///
/// # Panics
///
/// When the plan is no answer to the problem: see [`violations`](super::violations).
#[must_use]
pub fn points(problem: &Problem, plan: &Plan) -> Points {
    let cases = plan.meetings.iter().enumerate();
    let of_cases: Points = cases
        .map(|(position, meeting)| match meeting {
            None => problem.cases[position].unplaced,
            Some(meeting) => case_points(problem, CaseIx(position), meeting),
        })
        .sum();
    of_cases + of_balance(problem, plan)
}

/// What one meeting costs, whatever else is planned: all but [`Balance`](super::super::Balance).
///
/// # Panics
///
/// When the meeting is no answer to the problem: see [`violations`](super::violations).
#[must_use]
pub fn case_points(problem: &Problem, case: CaseIx, meeting: &Meeting) -> Points {
    let wish = &problem.cases[case.0];
    let mut sum = wish.days[meeting.slot.day.0].map_or(Points::NONE, |offer| offer.points);
    if let Some(room) = room_of(meeting) {
        sum = sum + problem.rooms[room.0].points;
    }
    let venue = way::point_of(problem, meeting.place);
    sum = sum + wish.journey.times(steps(problem, Some(wish.base), venue));
    for (part, taker) in wish.parts.iter().zip(&meeting.team) {
        if taker.is_none() {
            sum = sum + part.absence.unwrap_or(Points::NONE);
        }
    }
    for taker in takers(problem, case, meeting) {
        sum = sum + of_taker(problem, &wish.parts[taker.part.0], meeting, &taker);
    }
    let hours = hours(problem, case, meeting);
    for welcome in &wish.welcome {
        if !is_there(problem, welcome, meeting, &hours) {
            sum = sum + welcome.points;
        }
    }
    sum + of_disruption(wish, meeting)
}

/// Steps of a journey, rounded up; none when there is no journey.
fn steps(problem: &Problem, from: Option<Point>, to: Option<Point>) -> u32 {
    let (Some(from), Some(to)) = (from, to) else {
        return 0;
    };
    u32::from(way::minutes_between(from, to)).div_ceil(u32::from(problem.journey_minutes))
}

/// What it costs that this person takes this part: the choice, the journey and the time.
fn of_taker(problem: &Problem, part: &Part, meeting: &Meeting, taker: &Taker) -> Points {
    let member = part
        .pool
        .iter()
        .find(|member| member.person == taker.person);
    let chosen = member.map_or(Points::NONE, |member| member.points);
    let venue = way::point_of(problem, meeting.place);
    let journey = steps(problem, problem.people[taker.person.0].base, venue);
    chosen + part.journey.times(journey) + of_time(problem, &part.grades, meeting, taker)
}

/// What the grade of the time and its observances cost.
fn of_time(problem: &Problem, grades: &Grades, meeting: &Meeting, taker: &Taker) -> Points {
    let person = &problem.people[taker.person.0];
    let day = meeting.slot.day.0;
    let (mut all_preferred, mut some_if_needed, mut observed) = (true, false, 0);
    for grain in taker.from..taker.to {
        all_preferred &= way::is_set(person.preferred[day], grain);
        some_if_needed |= way::is_set(person.if_needed[day], grain);
        observed += u32::from(way::is_set(person.observance[day], grain));
    }
    let grade = match (some_if_needed, all_preferred) {
        (true, _) => grades.if_needed,
        (false, true) => grades.preferred,
        (false, false) => grades.free,
    };
    grade + grades.observance.times(observed)
}

/// Whether somebody who is welcome is free for all that everybody attends.
fn is_there(problem: &Problem, welcome: &Welcome, meeting: &Meeting, hours: &Hours) -> bool {
    let person = &problem.people[welcome.person.0];
    let day = meeting.slot.day;
    let is_held = |grain: i32| {
        person.commitments.iter().any(|commitment| {
            let span = i32::from(commitment.from)..i32::from(commitment.to);
            commitment.day == day && span.contains(&grain)
        })
    };
    (hours.start..hours.end).all(|grain| way::is_set(person.free[day.0], grain) && !is_held(grain))
}

/// What it costs that something is otherwise than now (P18).
fn of_disruption(wish: &Case, meeting: &Meeting) -> Points {
    let Some(current) = &wish.current else {
        return Points::NONE;
    };
    let mut sum = Points::NONE;
    if current.slot != meeting.slot || current.place != meeting.place {
        sum = sum + wish.moved;
    }
    for (position, part) in wish.parts.iter().enumerate() {
        if current.team[position] != meeting.team[position] {
            sum = sum + part.changed;
        }
    }
    sum
}

/// What uneven work costs (P12).
fn of_balance(problem: &Problem, plan: &Plan) -> Points {
    let mut counts: BTreeMap<PersonIx, u32> = BTreeMap::new();
    for (case, meeting) in meetings(plan) {
        for taker in takers(problem, case, meeting) {
            if problem.cases[case.0].parts[taker.part.0].is_shared {
                *counts.entry(taker.person).or_default() += 1;
            }
        }
    }
    let balance = problem.balance;
    let of_person = |(person, count): (PersonIx, u32)| {
        let Some(fair_share) = problem.people[person.0].fair_share else {
            return Points::NONE;
        };
        let beyond = count.saturating_sub(fair_share);
        let first = beyond.min(balance.few);
        balance.first.times(first) + balance.further.times(beyond - first)
    };
    counts.into_iter().map(of_person).sum()
}
