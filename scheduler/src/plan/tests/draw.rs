//! Random joint problems, small and crowded, so that the rules that relate meetings to one another
//! decide and not mere absence.

use super::oracle;
use crate::{
    grid::Week,
    plan::{
        AllowanceIx, Balance, Case, CaseIx, Chairs, DayOffer, Grades, Level, Meeting, Member, Part,
        Person, Plan, Points, Problem, Room, Scale, Welcome,
        check::violations,
        model::{Commitment, DayIx, PersonIx, Place, Point, RoomIx, Slot, VenueIx, Whereabouts},
    },
};

/// A stream of numbers that depends on its seed alone (`SplitMix64`).
pub(super) struct Chance(pub(super) u64);

impl Chance {
    /// The next number.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    /// A small number.
    fn small(&mut self, end: u8) -> u8 {
        u8::try_from(self.below(usize::from(end))).unwrap()
    }

    /// True so many times in a hundred.
    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A word with the first `grains` bits each set so many times in a hundred.
    fn word(&mut self, grains: u8, percent: usize) -> u64 {
        (0..grains)
            .filter(|_| self.percent(percent))
            .fold(0, |word, bit| word | 1 << bit)
    }

    /// A point; two of them are no, one or two half-hours apart.
    fn point(&mut self) -> Point {
        let mut axis = || self.one_of(&[0, 0, 60, 200]);
        Point {
            east: axis(),
            north: axis(),
        }
    }

    /// A few points on the level of small wishes, and now and then on that of the family's.
    fn wish(&mut self, most: usize) -> Points {
        let count = u32::try_from(self.below(most + 1)).unwrap();
        let level = self.one_of(&[Level::Others, Level::Others, Level::Family]);
        Points::at(level, count)
    }
}

/// How large the problem of a seed is.
struct Size {
    days: usize,
    grains: u8,
    venues: usize,
    rooms: usize,
    people: usize,
    cases: usize,
    allowances: usize,
}

/// The problem of a seed. It makes sense.
pub(in crate::plan) fn problem(seed: u64) -> Problem {
    let chance = &mut Chance(seed);
    let cases = 2 + chance.below(3);
    let size = Size {
        days: 1 + chance.below(if cases == 4 { 2 } else { 3 }),
        grains: 4 + chance.small(if cases == 2 { 5 } else { 3 }),
        venues: 1 + chance.below(2),
        rooms: 1 + chance.below(2),
        people: 4 + chance.below(3),
        cases,
        allowances: chance.below(3),
    };
    let second_week = 1 + chance.below(2);
    let mut problem = Problem {
        days: (0..size.days)
            .map(|day| Week(i32::from(second_week <= day)))
            .collect(),
        grains: size.grains,
        grain_minutes: 30,
        online_gap: chance.small(3),
        journey_minutes: 15,
        venues: (0..size.venues).map(|_| chance.point()).collect(),
        rooms: (0..size.rooms).map(|_| room(chance, &size)).collect(),
        people: (0..size.people).map(|_| person(chance, &size)).collect(),
        allowances: (0..size.allowances)
            .map(|_| u32::from(chance.small(3)))
            .collect(),
        cases: Vec::new(),
        balance: balance(chance),
        scale: scale(chance),
    };
    if chance.percent(30) {
        let twin = chance.below(size.people - 1);
        problem.people[twin + 1] = problem.people[twin].clone();
    }
    problem.cases = (0..size.cases).map(|_| case(chance, &size)).collect();
    add_current(chance, &mut problem);
    problem
}

fn scale(chance: &mut Chance) -> Scale {
    let levels = Scale {
        unplaced: 10_000_000,
        late: 100_000,
        family: 700,
        others: 1,
    };
    chance.one_of(&[Scale::FLAT, levels])
}

fn balance(chance: &mut Chance) -> Balance {
    let first = chance.wish(9);
    let more = u32::from(chance.small(9));
    Balance {
        first,
        few: u32::from(chance.small(3)),
        further: first + Points::at(Level::Others, more),
    }
}

fn room(chance: &mut Chance, size: &Size) -> Room {
    Room {
        venue: VenueIx(chance.below(size.venues)),
        capacity: 2 + chance.small(4),
        breakout_rooms: chance.small(3),
        features: u32::from(chance.small(4)) | chance.one_of(&[0, 3, 3, 3]),
        free: words(chance, size, 97),
        points: chance.wish(5),
    }
}

fn words(chance: &mut Chance, size: &Size, percent: usize) -> Vec<u64> {
    (0..size.days)
        .map(|_| chance.word(size.grains, percent))
        .collect()
}

fn person(chance: &mut Chance, size: &Size) -> Person {
    let busy = chance.one_of(&[0, 0, 0, 1, 2]);
    let limit = |chance: &mut Chance| chance.percent(40).then(|| 1 + chance.small(2));
    Person {
        base: chance.percent(60).then(|| chance.point()),
        max_minutes: chance.percent(20).then(|| chance.one_of(&[20, 40, 60])),
        free: words(chance, size, 96),
        preferred: words(chance, size, 60),
        if_needed: words(chance, size, 10),
        observance: words(chance, size, 10),
        commitments: (0..busy).map(|_| commitment(chance, size)).collect(),
        max_day: limit(chance),
        max_week: limit(chance),
        rest: chance.one_of(&[0, 0, 1, 2]),
        fair_share: chance.percent(60).then(|| u32::from(chance.small(3))),
    }
}

fn commitment(chance: &mut Chance, size: &Size) -> Commitment {
    let from = chance.small(size.grains);
    let place = match chance.below(3) {
        0 => Whereabouts::Venue(VenueIx(chance.below(size.venues))),
        1 => Whereabouts::Online,
        _ => Whereabouts::Elsewhere(chance.point()),
    };
    Commitment {
        day: DayIx(chance.below(size.days)),
        from,
        to: from + 1,
        place,
        is_meeting: chance.percent(60),
    }
}

fn case(chance: &mut Chance, size: &Size) -> Case {
    let in_person = chance.percent(80);
    let count = 1 + chance.below(3);
    let parts: Vec<Part> = (0..count).map(|_| part(chance, size)).collect();
    let one = PersonIx(chance.below(size.people));
    let other = PersonIx((one.0 + 1 + chance.below(size.people - 1)) % size.people);
    let fewest = chance.small(3).min(u8::try_from(count).unwrap());
    Case {
        setup: chance.small(2),
        attended: 1 + chance.small(2),
        starts: chance.word(size.grains, 90),
        days: (0..size.days).map(|_| offer(chance, size)).collect(),
        in_person,
        online: !in_person || chance.percent(40),
        base: chance.point(),
        max_minutes: chance.one_of(&[20, 40, 90, 90, 90]),
        journey: chance.wish(3),
        breakout_rooms: chance.one_of(&[0, 0, 0, 1]),
        needs: chance.one_of(&[0, 0, 1, 2]),
        chairs: if chance.percent(50) {
            Chairs::Fixed(chance.small(5))
        } else {
            Chairs::TakersAnd(chance.small(3))
        },
        fewest,
        most: chance.one_of(&[fewest.max(2), 3, 9, 9]),
        parts,
        domains: chance.one_of(&[0, 0, 0, 1, 3]),
        apart: chance
            .percent(40)
            .then_some((one, other))
            .into_iter()
            .collect(),
        welcome: (0..chance.below(2))
            .map(|_| Welcome {
                person: PersonIx(chance.below(size.people)),
                points: chance.wish(9),
            })
            .collect(),
        unplaced: if chance.percent(80) {
            Points::at(Level::Unplaced, 100 + u32::from(chance.small(100)))
        } else {
            Points::at(Level::Family, 1 + u32::from(chance.small(20)))
        },
        current: None,
        is_pinned: false,
        moved: chance.wish(20),
    }
}

fn offer(chance: &mut Chance, size: &Size) -> Option<DayOffer> {
    let late = Points::at(Level::Late, u32::from(chance.small(3)));
    let offer = DayOffer {
        points: chance.wish(9) + chance.one_of(&[Points::NONE, Points::NONE, late]),
        allowance: (0 < size.allowances && chance.percent(50))
            .then(|| AllowanceIx(chance.below(size.allowances))),
    };
    chance.percent(90).then_some(offer)
}

fn part(chance: &mut Chance, size: &Size) -> Part {
    let mut people: Vec<usize> = (0..=1 + chance.below(2))
        .map(|_| chance.below(size.people))
        .collect();
    people.sort_unstable();
    people.dedup();
    let is_level = chance.percent(30);
    let member = |person| Member {
        person: PersonIx(person),
        points: if is_level {
            Points::NONE
        } else {
            chance.wish(9)
        },
        authority: u32::from(chance.small(4)) | chance.one_of(&[0, 3]),
        until: chance.percent(15).then(|| DayIx(chance.below(size.days))),
    };
    Part {
        pool: people.into_iter().map(member).collect(),
        absence: chance.percent(35).then(|| chance.wish(30)),
        prepares: chance.percent(40),
        journey: chance.wish(2),
        grades: Grades {
            preferred: chance.one_of(&[Points::NONE, Points::at(Level::Others, 2)]),
            free: chance.wish(4),
            if_needed: chance.wish(12),
            observance: chance.wish(6),
        },
        is_shared: chance.percent(60),
        changed: chance.wish(9),
    }
}

/// Gives some cases a meeting now: one that could stay, or anything at all; and pins some.
fn add_current(chance: &mut Chance, problem: &mut Problem) {
    let mut pinned = Plan {
        meetings: vec![None; problem.cases.len()],
    };
    for position in 0..problem.cases.len() {
        if !chance.percent(40) {
            continue;
        }
        let sound = oracle::meetings(problem, CaseIx(position));
        if sound.is_empty() || chance.percent(20) {
            problem.cases[position].current = Some(anything(chance, problem, position));
            continue;
        }
        let meeting = sound[chance.below(sound.len())].clone();
        problem.cases[position].current = Some(meeting.clone());
        if chance.percent(40) {
            pinned.meetings[position] = Some(meeting);
            problem.cases[position].is_pinned = violations(problem, &pinned).is_empty();
            if !problem.cases[position].is_pinned {
                pinned.meetings[position] = None;
            }
        }
    }
}

/// A meeting that need not keep to any rule.
fn anything(chance: &mut Chance, problem: &Problem, position: usize) -> Meeting {
    let team = problem.cases[position].parts.iter();
    Meeting {
        slot: Slot {
            day: DayIx(chance.below(problem.days.len())),
            start: chance.small(problem.grains),
        },
        place: chance.one_of(&[Place::Online, Place::Room(RoomIx(0))]),
        team: team
            .map(|_| Some(PersonIx(chance.below(problem.people.len()))))
            .collect(),
    }
}
