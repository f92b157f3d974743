//! How long it takes to propose dates for one case of a region like the demo's, and to explain one
//! that has none.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::{Criterion, criterion_group, criterion_main};
use scheduler::{
    Block, ChildAgreed, Contract, Day, DayIx, Mediator, Member, Need, Outcome, Person, PersonIx,
    Point, Policy, Problem, Request, Room, Seat, SeatRole, Venue, VenueIx,
    grid::{Week, span},
    propose,
};

/// Days that are planned.
const DAYS: usize = 45;
/// Quarters of an hour after 07:00 at which work begins (09:00) and ends (17:00).
const OFFICE: (u8, u8) = (8, 40);

/// A stream of numbers that depends on its seed alone (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }

    fn small(&mut self, end: u8) -> u8 {
        u8::try_from(self.below(u64::from(end))).expect("it is below a u8")
    }

    fn point(&mut self) -> Point {
        let mut axis = || 4_000 + i32::try_from(self.below(300)).expect("it is small");
        Point {
            east: axis(),
            north: axis(),
        }
    }

    /// Free on so many days of a hundred, for a stretch of the office hours.
    fn calendar(&mut self, percent: u64, stretch: u8) -> Vec<u64> {
        let day = |_| {
            if percent <= self.below(100) {
                return 0;
            }
            let from = OFFICE.0 + self.small(OFFICE.1 - OFFICE.0 - stretch + 1);
            span(from, from + stretch)
        };
        (0..DAYS).map(day).collect()
    }
}

/// The people of a region, as they are made up.
struct Region {
    chance: Chance,
    people: Vec<Person>,
}

impl Region {
    /// Somebody free on so many days of a hundred, for a stretch of the office hours.
    fn join(&mut self, percent: u64, stretch: u8) -> PersonIx {
        let free = self.chance.calendar(percent, stretch);
        let preferred = free.iter().map(|word| word & span(12, 24)).collect();
        self.people.push(Person {
            base: Some(self.chance.point()),
            free,
            preferred,
            if_needed: vec![0; DAYS],
            blocked: vec![0; DAYS],
            observance: vec![0; DAYS],
            commitments: Vec::new(),
            max_day: Some(2),
            max_week: None,
            min_gap: 4,
            is_child_or_relative: false,
        });
        PersonIx(self.people.len() - 1)
    }

    fn mediator(&mut self) -> Mediator {
        Mediator {
            person: self.join(50, 24),
            is_la_employee: false,
            is_health_employee: false,
            accredited_for: 1,
            cover_until: 30_000,
            interests: Vec::new(),
            mismatch: self.chance.small(3),
        }
    }

    /// A seat with a pool of people who are free so many days of a hundred.
    fn seat(&mut self, role: SeatRole, need: Need, pool: u8, percent: u64, stretch: u8) -> Seat {
        let member = |rank| Member {
            person: self.join(percent, stretch),
            authority: 3,
            rank,
        };
        Seat {
            role,
            need,
            pool: (0..pool).map(member).collect(),
            child_agreed: ChildAgreed::default(),
        }
    }

    fn room(&mut self, venue: usize) -> Room {
        Room {
            venue: VenueIx(venue),
            capacity: 6 + self.chance.small(8),
            breakout_rooms: 1 + self.chance.small(2),
            features: u32::from(self.chance.small(8)) | 1,
            is_private: true,
            is_staff_room: false,
            free: self.chance.calendar(90, 30),
            cost_pence: 1_000 * u32::from(self.chance.small(10)),
        }
    }

    fn request(&mut self, online: bool) -> Request {
        let mediators = (0..12).map(|_| self.mediator()).collect();
        let seats = vec![
            self.seat(SeatRole::Family, Need::Required, 1, 70, 24),
            self.seat(SeatRole::LocalAuthority, Need::Required, 4, 40, 16),
            self.seat(SeatRole::Health, Need::Required, 2, 50, 20),
            self.seat(SeatRole::Education, Need::Optional, 2, 40, 20),
        ];
        Request {
            kind: 0,
            block: Block {
                setup: 1,
                pre_meetings: 2,
                session: 10,
                signing: 1,
            },
            in_person: true,
            online,
            notice_day: DayIx(8),
            short_notice_agreed: false,
            last_day: Some(DayIx(30)),
            limit_lifted: false,
            clock_started: Some(20_452),
            appeal_by: Some(20_500),
            domains: 3,
            mediators,
            is_health_in_issue: true,
            parties: Vec::new(),
            seats,
            interpreting: None,
            extra_people: 1,
            is_size_overridden: false,
            breakout_rooms: 1,
            needs: 1,
            family_base: self.chance.point(),
            family_max_minutes: 45,
            non_working_days_agreed: false,
            kept_apart: Vec::new(),
            locked: None,
            contracts: vec![Contract {
                first_day: 0,
                last_day: 30_000,
                meetings_left: 9,
            }],
        }
    }
}

/// A case in a region of 12 mediators and 20 venues with 45 rooms.
fn problem(seed: u64) -> Problem {
    let mut region = Region {
        chance: Chance(seed),
        people: Vec::new(),
    };
    let days = (0..DAYS).map(|ix| {
        let number = 20_454 + i32::try_from(ix).expect("there are few days");
        Day {
            number,
            week: Week(number / 7),
            is_working: ix % 7 < 5,
            is_school_holiday: false,
        }
    });
    let venues: Vec<Venue> = (0..20)
        .map(|_| Venue {
            at: region.chance.point(),
        })
        .collect();
    let rooms = (0..45).map(|ix| region.room(ix % venues.len())).collect();
    let request = region.request(seed.is_multiple_of(2));
    let policy = Policy {
        min_people: 3,
        max_people: 10,
        online_gap: 1,
        sign_pair_over: 8,
    };
    let people = region.people;
    Problem {
        days: days.collect(),
        venues,
        rooms,
        people,
        request,
        policy,
    }
}

/// Measures the median case, the slowest, and one whose family is never free for long enough.
fn benches(criterion: &mut Criterion) {
    let mut cases: Vec<(Duration, Problem)> = (0..60).map(problem).filter_map(timed).collect();
    cases.sort_by_key(|(elapsed, _)| *elapsed);
    let (_, median) = &cases[cases.len() / 2];
    let (_, slowest) = &cases[cases.len() - 1];
    let mut impossible = median.clone();
    let family = impossible.request.seats[0].pool[0].person;
    for word in &mut impossible.people[family.0].free {
        // A quarter of an hour too short on any day.
        *word &= span(12, 24);
    }
    for (name, problem) in [
        ("propose five, median case", median),
        ("propose five, slowest case of 60", slowest),
        ("explain and repair", &impossible),
    ] {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| propose(black_box(problem), 5));
        });
    }
}

/// A problem that has dates, with the time it took to find them.
fn timed(problem: Problem) -> Option<(Duration, Problem)> {
    let started = Instant::now();
    match propose(&problem, 5).expect("the problem makes sense") {
        Outcome::Proposals(_) => Some((started.elapsed(), problem)),
        Outcome::Nothing(_) => None,
    }
}

criterion_group! {
    name = all;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = benches
}
criterion_main!(all);
