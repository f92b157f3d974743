//! Random problems, biased towards crowded calendars, so that the rules that relate people to one
//! another decide and not mere absence.

use crate::{
    Block, ChildAgreed, Commitment, Contract, Day, DayIx, Interpreting, Mediator, Member, Need,
    OrganisationIx, Party, Person, PersonIx, Point, Policy, Problem, Request, Room, Seat, SeatRole,
    Slot, Venue, VenueIx, Whereabouts, grid::Week,
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
    pub(super) fn small(&mut self, end: u8) -> u8 {
        u8::try_from(self.below(usize::from(end))).unwrap()
    }

    /// True so many times in a hundred.
    pub(super) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A word with the first `len` bits each set so many times in a hundred.
    pub(super) fn word(&mut self, len: u32, percent: usize) -> u64 {
        (0..len)
            .filter(|_| self.percent(percent))
            .fold(0, |word, bit| word | 1 << bit)
    }

    /// A point within some 40 km.
    fn point(&mut self) -> Point {
        let mut axis = || i32::try_from(self.below(5)).unwrap() * 100;
        Point {
            east: axis(),
            north: axis(),
        }
    }
}

/// How large a random problem is.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) days: usize,
    /// Quarters of an hour of a day in which anybody is ever free.
    pub(super) grains: u32,
    pub(super) venues: usize,
    pub(super) rooms: usize,
    pub(super) people: usize,
    pub(super) mediators: usize,
    pub(super) seats: usize,
    pub(super) pool: usize,
    /// How many times in a hundred a quarter of an hour is free.
    pub(super) free: usize,
}

/// Small enough to try everything.
pub(super) const TINY: Size = Size {
    days: 3,
    grains: 7,
    venues: 2,
    rooms: 2,
    people: 8,
    mediators: 3,
    seats: 3,
    pool: 3,
    free: 93,
};

/// Too large for that.
pub(super) const MIDDLING: Size = Size {
    days: 5,
    grains: 13,
    venues: 3,
    rooms: 5,
    people: 14,
    mediators: 4,
    seats: 4,
    pool: 3,
    free: 85,
};

/// The problem of a seed.
pub(super) fn problem(seed: u64, size: Size) -> Problem {
    let chance = &mut Chance(seed);
    let first = 5_000 + i32::try_from(chance.below(7)).unwrap();
    let day = |ix: usize, chance: &mut Chance| {
        let number = first + i32::try_from(ix).unwrap();
        let is_working = chance.percent(90);
        Day {
            number,
            week: Week(number / 7),
            is_working,
            is_school_holiday: chance.percent(20),
        }
    };
    let days: Vec<Day> = (0..size.days).map(|ix| day(ix, chance)).collect();
    let venues = (0..size.venues)
        .map(|_| Venue { at: chance.point() })
        .collect();
    let rooms = (0..size.rooms).map(|_| room(chance, size)).collect();
    let people = (0..size.people).map(|_| person(chance, size)).collect();
    let request = request(chance, size, first);
    let min_people = 1 + chance.small(2);
    let policy = Policy {
        min_people,
        max_people: min_people + 2 + chance.small(5),
        online_gap: chance.small(3),
        sign_pair_over: chance.small(3),
    };
    Problem {
        days,
        venues,
        rooms,
        people,
        request,
        policy,
    }
}

fn room(chance: &mut Chance, size: Size) -> Room {
    Room {
        venue: VenueIx(chance.below(size.venues)),
        capacity: 3 + chance.small(6),
        breakout_rooms: 1 + chance.small(2),
        features: u32::from(chance.small(4)) | if chance.percent(80) { 3 } else { 0 },
        is_private: chance.percent(95),
        is_staff_room: chance.percent(5),
        free: (0..size.days)
            .map(|_| chance.word(size.grains, size.free + 5))
            .collect(),
        cost_pence: 1_000 * u32::from(chance.small(5)),
    }
}

fn person(chance: &mut Chance, size: Size) -> Person {
    let mut words = |percent: usize| -> Vec<u64> {
        (0..size.days)
            .map(|_| chance.word(size.grains, percent))
            .collect()
    };
    let [free, preferred, if_needed, blocked, observance] =
        [size.free, 60, 10, 2, 10].map(&mut words);
    let commitments = (0..chance.below(3))
        .map(|_| commitment(chance, size))
        .collect();
    Person {
        base: chance.percent(70).then(|| chance.point()),
        free,
        preferred,
        if_needed,
        blocked,
        observance,
        commitments,
        max_day: chance.percent(20).then(|| 1 + chance.small(2)),
        max_week: chance.percent(20).then(|| 1 + chance.small(2)),
        min_gap: chance.small(3),
        is_child_or_relative: chance.percent(5),
    }
}

fn commitment(chance: &mut Chance, size: Size) -> Commitment {
    let from = chance.small(u8::try_from(size.grains).unwrap());
    let place = match chance.below(3) {
        0 => Whereabouts::Venue(VenueIx(chance.below(size.venues))),
        1 => Whereabouts::Online,
        _ => Whereabouts::Elsewhere(chance.point()),
    };
    let day = DayIx(chance.below(size.days));
    Commitment {
        day,
        from,
        to: from + 1 + chance.small(2),
        place,
        is_meeting: chance.percent(60),
    }
}

fn request(chance: &mut Chance, size: Size, first: i32) -> Request {
    let day_number = |chance: &mut Chance| first + i32::try_from(chance.below(30)).unwrap();
    let block = Block {
        setup: chance.small(2),
        pre_meetings: chance.small(2),
        session: 1 + chance.small(2),
        signing: chance.small(2),
    };
    let in_person = chance.percent(80);
    let slot = Slot {
        day: DayIx(chance.below(size.days)),
        start: chance.small(5),
    };
    let people = |chance: &mut Chance| PersonIx(chance.below(size.people));
    let one = people(chance);
    let other = PersonIx((one.0 + 1 + chance.below(size.people - 1)) % size.people);
    Request {
        kind: chance.small(2),
        block,
        in_person,
        online: !in_person || chance.percent(45),
        notice_day: DayIx(chance.below(size.days.min(2))),
        short_notice_agreed: chance.percent(20),
        last_day: chance
            .percent(50)
            .then(|| DayIx(size.days - 1 - chance.below(2))),
        limit_lifted: chance.percent(30),
        clock_started: chance
            .percent(50)
            .then(|| first - 20 + i32::from(chance.small(4))),
        appeal_by: chance.percent(50).then(|| day_number(chance)),
        domains: if chance.percent(40) {
            u32::from(chance.small(4))
        } else {
            0
        },
        mediators: mediators(chance, size, first),
        is_health_in_issue: chance.percent(50),
        parties: vec![Party::Organisation(OrganisationIx(0)), Party::Person(one)],
        seats: (0..size.seats.min(1 + chance.below(size.seats + 1)))
            .map(|_| seat(chance, size))
            .collect(),
        interpreting: chance.percent(40).then(|| Interpreting {
            pool: pool(chance, size.people, 5),
            is_sign_language: chance.percent(70),
        }),
        extra_people: chance.small(2),
        is_size_overridden: chance.percent(20),
        breakout_rooms: chance.small(3),
        needs: u32::from(chance.small(2)),
        family_base: chance.point(),
        family_max_minutes: 60 + 20 * u16::from(chance.small(4)),
        non_working_days_agreed: chance.percent(30),
        kept_apart: if chance.percent(40) {
            vec![(one, other)]
        } else {
            Vec::new()
        },
        locked: chance.percent(5).then_some(slot),
        contracts: (0..=chance.small(2))
            .map(|_| Contract {
                first_day: first - 1 + i32::from(chance.small(2)),
                last_day: first + 3 + i32::from(chance.small(4)),
                meetings_left: u32::from(chance.percent(85)),
            })
            .collect(),
    }
}

/// Up to so many different people.
fn pool(chance: &mut Chance, people: usize, most: usize) -> Vec<PersonIx> {
    let mut pool: Vec<PersonIx> = (0..=chance.below(most))
        .map(|_| PersonIx(chance.below(people)))
        .collect();
    pool.sort_unstable();
    pool.dedup();
    pool
}

fn mediators(chance: &mut Chance, size: Size, first: i32) -> Vec<Mediator> {
    let mediators = pool(chance, size.people, size.mediators).into_iter();
    let mediators = mediators.map(|person| Mediator {
        person,
        is_la_employee: chance.percent(5),
        is_health_employee: chance.percent(10),
        accredited_for: if chance.percent(90) { 3 } else { 1 },
        cover_until: first + 1 + i32::from(chance.small(40)),
        interests: if chance.percent(10) {
            vec![Party::Organisation(OrganisationIx(chance.below(2)))]
        } else {
            Vec::new()
        },
        mismatch: chance.small(3),
    });
    mediators.collect()
}

fn seat(chance: &mut Chance, size: Size) -> Seat {
    let role = match chance.below(6) {
        0 | 1 => SeatRole::Family,
        2 | 3 => SeatRole::LocalAuthority,
        4 => SeatRole::Education,
        _ => SeatRole::Child,
    };
    let need = match chance.below(10) {
        0..7 => Need::Required,
        7..9 => Need::Optional,
        _ => Need::Informant,
    };
    let members = pool(chance, size.people, size.pool).into_iter();
    let members = members.map(|person| Member {
        person,
        authority: u32::from(chance.small(4)),
        rank: chance.small(3),
    });
    let pool = members.collect();
    let child_agreed = ChildAgreed {
        parent: chance.percent(90),
        mediator: chance.percent(90),
    };
    Seat {
        role,
        need,
        pool,
        child_agreed,
    }
}
