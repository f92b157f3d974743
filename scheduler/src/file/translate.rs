//! From a file to the planner's problem.
//!
//! The file's weights say themselves what outweighs what, so every point counts for one; the levels
//! only say what a plan costs whom.

use super::{
    format::{Available, Case, FAMILY, Instance, MEDIATOR, Mode, Person, Role, Room},
    solution::meeting,
};
use crate::{
    grid::{Week, span},
    plan::{
        Balance, Case as Wanted, Chairs, DayOffer, Grades, Level, Member, Part, Person as Somebody,
        Points, Problem, Room as Bookable, Scale, Welcome,
        model::{PersonIx, Point, VenueIx},
    },
};

/// The bit for rooms that can be reached without steps.
const STEP_FREE: u32 = 1;

/// A number of a sound file as the type that holds it.
fn fit<T: TryFrom<i64>>(number: i64) -> T {
    T::try_from(number)
        .ok()
        .expect("a file with such a number is not sound")
}

/// A position that a sound file names.
pub(super) fn position(number: i64) -> usize {
    fit(number)
}

fn points(level: Level, weight: i64) -> Points {
    Points::at(level, fit(weight))
}

/// The problem that a sound instance states.
pub(super) fn problem(instance: &Instance) -> Problem {
    let weights = &instance.weights;
    let others = |weight| points(Level::Others, weight);
    Problem {
        days: instance
            .calendar
            .week
            .iter()
            .map(|&week| Week(fit(week)))
            .collect(),
        grains: fit(instance.calendar.grains_per_day),
        grain_minutes: fit(instance.calendar.grain_minutes),
        online_gap: fit(instance.gap_online),
        journey_minutes: 1,
        venues: instance
            .venues
            .iter()
            .map(|venue| point(venue.x, venue.y))
            .collect(),
        rooms: instance
            .rooms
            .iter()
            .map(|room| bookable(instance, room))
            .collect(),
        people: instance
            .people
            .iter()
            .map(|person| somebody(instance, person))
            .collect(),
        allowances: Vec::new(),
        cases: instance
            .cases
            .iter()
            .map(|case| wanted(instance, case))
            .collect(),
        balance: Balance {
            first: others(weights.balance1),
            few: fit(weights.balance1_cap),
            further: others(weights.balance2),
        },
        scale: Scale::FLAT,
    }
}

fn point(x: i64, y: i64) -> Point {
    Point {
        east: fit(x),
        north: fit(y),
    }
}

fn bookable(instance: &Instance, room: &Room) -> Bookable {
    let mut free = vec![0; instance.calendar.week.len()];
    for open in &room.open {
        free[position(open.day)] |= span(fit(open.from), fit(open.to));
    }
    let cost = room.cost / instance.weights.room_cost_div;
    Bookable {
        venue: VenueIx(position(room.venue)),
        capacity: fit(room.capacity),
        breakout_rooms: fit(room.breakouts),
        features: if room.accessible { STEP_FREE } else { 0 },
        free,
        points: points(Level::Others, cost),
    }
}

fn somebody(instance: &Instance, person: &Person) -> Somebody {
    let days = instance.calendar.week.len();
    // Where times overlap, the better grade counts.
    let at_least = |level| {
        let mut words = vec![0; days];
        for time in person.avail.iter().filter(|time| level <= time.level) {
            words[position(time.day)] |= grains(time);
        }
        words
    };
    let (free, available) = (at_least(1), at_least(2));
    let if_needed = free.iter().zip(available).map(|(free, well)| free & !well);
    Somebody {
        base: person.x.zip(person.y).map(|(x, y)| point(x, y)),
        max_minutes: person.max_travel.map(fit),
        if_needed: if_needed.collect(),
        preferred: at_least(3),
        observance: vec![0; days],
        free,
        commitments: Vec::new(),
        max_day: Some(fit(person.max_day)),
        max_week: Some(fit(person.max_week)),
        rest: 0,
        fair_share: person.fair_share.map(fit),
    }
}

fn grains(time: &Available) -> u64 {
    span(fit(time.from), fit(time.to))
}

fn wanted(instance: &Instance, case: &Case) -> Wanted {
    let weights = &instance.weights;
    let parts = case
        .required
        .iter()
        .map(|&person| required(instance, person));
    let roles = case.roles.iter().map(|role| taken(instance, role));
    let last = instance.calendar.grains_per_day - case.duration;
    let current = case
        .current
        .as_ref()
        .map(|now| meeting(instance, case, now.start, now.place, &now.assigned));
    Wanted {
        setup: fit(case.pre),
        attended: fit(case.duration),
        starts: span(fit(case.pre), fit(last + 1)),
        days: (0_i64..)
            .take(instance.calendar.week.len())
            .map(|day| offer(instance, case, day))
            .collect(),
        in_person: matches!(case.mode, Mode::InPerson | Mode::Either),
        online: matches!(case.mode, Mode::Online | Mode::Either),
        base: point(case.x, case.y),
        max_minutes: fit(case.max_family_min),
        journey: points(Level::Family, weights.family_min),
        breakout_rooms: fit(case.breakouts),
        needs: if case.accessible { STEP_FREE } else { 0 },
        chairs: Chairs::Fixed(fit(case.headcount)),
        fewest: 0,
        most: u8::MAX,
        parts: parts.chain(roles).collect(),
        domains: 0,
        apart: Vec::new(),
        welcome: case
            .optional
            .iter()
            .map(|welcome| Welcome {
                person: PersonIx(position(welcome.person)),
                points: points(Level::Others, welcome.weight),
            })
            .collect(),
        unplaced: points(Level::Unplaced, weights.unplaced[position(case.priority)]),
        current,
        is_pinned: case.pinned,
        moved: points(Level::Others, weights.moved),
    }
}

/// What meeting on a day costs; `None` before the earliest day and after a hard deadline.
fn offer(instance: &Instance, case: &Case, day: i64) -> Option<DayOffer> {
    let weights = &instance.weights;
    let waited = day - case.earliest_day;
    let overdue = day - case.deadline_day;
    if waited < 0 || (case.deadline_hard && 0 < overdue) {
        return None;
    }
    let waiting = points(Level::Family, weights.day * waited * (case.priority + 1));
    let late = if 0 < overdue {
        points(
            Level::Late,
            weights.late_fixed + weights.late_per_day * overdue,
        )
    } else {
        Points::NONE
    };
    Some(DayOffer {
        points: waiting + late,
        allowance: None,
    })
}

/// Somebody who must come.
fn required(instance: &Instance, person: i64) -> Part {
    let mut grades = grades(instance);
    if instance.people[position(person)].kind == FAMILY {
        // No file knows of observances, so this costs nothing: it says whose part it is.
        grades.observance = points(Level::Family, 1);
    }
    Part {
        pool: vec![member(person)],
        absence: None,
        prepares: false,
        journey: Points::NONE,
        grades,
        is_shared: false,
        changed: Points::NONE,
    }
}

/// What one of a pool does.
fn taken(instance: &Instance, role: &Role) -> Part {
    let weights = &instance.weights;
    let mediates = role.role == MEDIATOR;
    let (journey, changed) = if mediates {
        (weights.mediator_min, weights.moved_mediator)
    } else {
        (0, weights.moved_other)
    };
    Part {
        pool: role.pool.iter().copied().map(member).collect(),
        absence: None,
        prepares: mediates,
        journey: points(Level::Others, journey),
        grades: grades(instance),
        is_shared: mediates,
        changed: points(Level::Others, changed),
    }
}

fn member(person: i64) -> Member {
    Member {
        person: PersonIx(position(person)),
        points: Points::NONE,
        authority: 0,
        until: None,
    }
}

fn grades(instance: &Instance) -> Grades {
    let level = |level: usize| points(Level::Others, instance.weights.level[level]);
    Grades {
        preferred: level(3),
        free: level(2),
        if_needed: level(1),
        observance: Points::NONE,
    }
}
