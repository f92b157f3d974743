//! Two cases on one day, planned soundly: what the tests for each rule and price begin with.

use crate::{
    grid::Week,
    plan::{
        Balance, Case, Chairs, DayOffer, Grades, Meeting, Member, Part, Person, Plan, Points,
        Problem, Room, Scale,
        model::{DayIx, PersonIx, Place, Point, RoomIx, Slot, VenueIx},
    },
};

/// The first venue, where everybody is.
pub(super) const HERE: Point = Point { east: 0, north: 0 };
/// The second venue: 56 minutes away, which is two half-hours or four quarters.
pub(super) const THERE: Point = Point {
    east: 300,
    north: 0,
};

/// A mediator and an officer who take part in both cases.
pub(super) const MEDIATOR: PersonIx = PersonIx(0);
pub(super) const OFFICER: PersonIx = PersonIx(3);
/// The parents of the first case and of the second.
pub(super) const PARENTS: [PersonIx; 2] = [PersonIx(1), PersonIx(2)];
/// Somebody in no pool.
pub(super) const STRANGER: PersonIx = PersonIx(4);

/// Two cases, each with mediator, parent and officer; three days in two weeks, of eight half-hours.
pub(super) fn problem() -> Problem {
    Problem {
        days: vec![Week(0), Week(0), Week(1)],
        grains: 8,
        grain_minutes: 30,
        online_gap: 0,
        journey_minutes: 15,
        venues: vec![HERE, THERE],
        rooms: vec![room(0), room(1)],
        people: vec![person(); 5],
        allowances: vec![2],
        cases: PARENTS.map(case).to_vec(),
        balance: Balance::default(),
        scale: Scale::FLAT,
    }
}

/// So many times three cases of which every two need the same person at the only time there is.
#[cfg(feature = "highs")]
pub(in crate::plan) fn triangles(count: usize) -> Problem {
    let mut problem = problem();
    problem.people = vec![person(); 3 * count];
    for person in &mut problem.people {
        person.free = vec![0b11, 0, 0];
    }
    let pairs = (0..3 * count).map(|one| (one, one / 3 * 3 + (one + 1) % 3));
    problem.cases = pairs
        .map(|(one, other)| Case {
            setup: 0,
            in_person: false,
            unplaced: Points::at(crate::plan::Level::Unplaced, 10),
            parts: vec![part(PersonIx(one), false), part(PersonIx(other), false)],
            ..case(PersonIx(one))
        })
        .collect();
    problem
}

/// Both cases in the first room, the mediator there for half an hour before each.
pub(super) fn plan() -> Plan {
    Plan {
        meetings: vec![Some(meeting(0, 1)), Some(meeting(1, 5))],
    }
}

fn meeting(case: usize, start: u8) -> Meeting {
    let day = DayIx(0);
    Meeting {
        slot: Slot { day, start },
        place: Place::Room(RoomIx(0)),
        team: vec![Some(MEDIATOR), Some(PARENTS[case]), Some(OFFICER)],
    }
}

fn room(venue: usize) -> Room {
    Room {
        venue: VenueIx(venue),
        capacity: 5,
        breakout_rooms: 1,
        features: 0b10,
        free: vec![0xFF; 3],
        points: Points::NONE,
    }
}

fn person() -> Person {
    Person {
        base: None,
        max_minutes: None,
        free: vec![0xFF; 3],
        preferred: vec![0; 3],
        if_needed: vec![0; 3],
        observance: vec![0; 3],
        commitments: Vec::new(),
        max_day: None,
        max_week: None,
        rest: 0,
        fair_share: None,
    }
}

fn case(parent: PersonIx) -> Case {
    Case {
        setup: 1,
        attended: 2,
        starts: 0xFF,
        days: vec![Some(DayOffer::default()); 3],
        in_person: true,
        online: true,
        base: HERE,
        max_minutes: 60,
        journey: Points::NONE,
        breakout_rooms: 0,
        needs: 0,
        chairs: Chairs::Fixed(3),
        fewest: 2,
        most: 3,
        parts: vec![part(MEDIATOR, true), part(parent, false), optional(OFFICER)],
        domains: 0,
        apart: Vec::new(),
        welcome: Vec::new(),
        unplaced: Points::NONE,
        current: None,
        is_pinned: false,
        moved: Points::NONE,
    }
}

fn part(person: PersonIx, prepares: bool) -> Part {
    Part {
        pool: vec![Member {
            person,
            points: Points::NONE,
            authority: 0,
            until: None,
        }],
        absence: None,
        prepares,
        journey: Points::NONE,
        grades: Grades::default(),
        is_shared: prepares,
        changed: Points::NONE,
    }
}

fn optional(person: PersonIx) -> Part {
    Part {
        absence: Some(Points::NONE),
        ..part(person, false)
    }
}
