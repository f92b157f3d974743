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
    file::{
        File,
        format::{Instance, MEDIATOR, Mode},
    },
    grid::{Week, span},
    propose,
};

/// The allocator of the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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

/// Quarters of an hour from 07:00 to the first grain of a file's day, 09:00.
const FILE_DAY: u8 = 8;

/// Half-hours of a file as the quarters they consist of.
fn quarters(from: i64, to: i64) -> u64 {
    let quarter = |half_hour: i64| FILE_DAY + 2 * u8::try_from(half_hour).expect("a day is short");
    span(quarter(from), quarter(to))
}

/// A number of a file that is small by its nature.
fn small(number: i64) -> u8 {
    u8::try_from(number).expect("the file was read without a mistake")
}

/// A length of a file, in hundreds of metres.
fn point(x: i64, y: i64) -> Point {
    let axis = |length: i64| i32::try_from(length).expect("England is smaller");
    Point {
        east: axis(x),
        north: axis(y),
    }
}

/// Somebody of a file.
fn person(file: &Instance, position: i64) -> Person {
    let days = file.calendar.days.len();
    let person = &file.people[usize::try_from(position).expect("it is a position")];
    let mut grades = [vec![0; days], vec![0; days], vec![0; days]];
    for times in &person.avail {
        let day = usize::try_from(times.day).expect("it is a position");
        let level = usize::try_from(times.level - 1).expect("levels begin at one");
        grades[level][day] |= quarters(times.from, times.to);
    }
    let [if_needed, free, preferred] = grades;
    let all = (0..days).map(|day| if_needed[day] | free[day] | preferred[day]);
    Person {
        base: person.x.zip(person.y).map(|(x, y)| point(x, y)),
        free: all.collect(),
        preferred,
        if_needed,
        blocked: vec![0; days],
        observance: vec![0; days],
        commitments: Vec::new(),
        max_day: Some(small(person.max_day)),
        max_week: Some(small(person.max_week)),
        min_gap: 0,
        is_child_or_relative: false,
    }
}

/// The rooms of a file.
fn rooms(file: &Instance) -> Vec<Room> {
    let room = |room: &scheduler::file::format::Room| {
        let mut free = vec![0; file.calendar.days.len()];
        for open in &room.open {
            free[usize::try_from(open.day).expect("it is a position")] |=
                quarters(open.from, open.to);
        }
        Room {
            venue: VenueIx(usize::try_from(room.venue).expect("it is a position")),
            capacity: small(room.capacity),
            breakout_rooms: small(room.breakouts),
            features: u32::from(room.accessible),
            is_private: true,
            is_staff_room: false,
            free,
            cost_pence: 100 * u32::try_from(room.cost).expect("rooms cost little"),
        }
    };
    file.rooms.iter().map(room).collect()
}

/// A seat that any of a pool may take.
fn a_seat((role, need, pool): (SeatRole, Need, Vec<PersonIx>)) -> Seat {
    let member = |person| Member {
        person,
        authority: 1,
        rank: 0,
    };
    Seat {
        role,
        need,
        pool: pool.into_iter().map(member).collect(),
        child_agreed: ChildAgreed::default(),
    }
}

/// A mediator for whatever case.
fn a_mediator(person: PersonIx) -> Mediator {
    Mediator {
        person,
        is_la_employee: false,
        is_health_employee: false,
        accredited_for: 1,
        cover_until: 30_000,
        interests: Vec::new(),
        mismatch: 0,
    }
}

/// One case of a file as a question of its own: the same people, rooms, times and limits, on the grid
/// of quarters and with the wishes of [`propose`].
fn of_file(file: &Instance, ix: usize) -> Problem {
    let case = &file.cases[ix];
    let mut people = Vec::new();
    let mut join = |position: i64| {
        people.push(person(file, position));
        PersonIx(people.len() - 1)
    };
    let mut seats = Vec::new();
    let mut mediators = Vec::new();
    for (position, &person) in case.required.iter().enumerate() {
        let role = match position {
            0 => SeatRole::Family,
            _ => SeatRole::Education,
        };
        seats.push((role, Need::Required, vec![join(person)]));
    }
    for role in &case.roles {
        let pool: Vec<PersonIx> = role.pool.iter().map(|&person| join(person)).collect();
        match role.role.as_str() {
            MEDIATOR => mediators = pool,
            "la_dm" => seats.push((SeatRole::LocalAuthority, Need::Required, pool)),
            _ => seats.push((SeatRole::Health, Need::Required, pool)),
        }
    }
    for welcome in &case.optional {
        seats.push((
            SeatRole::Education,
            Need::Optional,
            vec![join(welcome.person)],
        ));
    }
    let seats: Vec<Seat> = seats.into_iter().map(a_seat).collect();
    let takers = small(i64::try_from(seats.len()).expect("there are few seats")) + 1;
    let first = usize::try_from(case.earliest_day).expect("it is a position");
    let last = usize::try_from(case.deadline_day).expect("it is a position");
    let day = |(ix, &week): (usize, &i64)| Day {
        number: 20_563 + i32::try_from(ix).expect("there are few days"),
        week: Week(i32::try_from(week).expect("there are few weeks")),
        is_working: true,
        is_school_holiday: false,
    };
    Problem {
        days: file.calendar.week.iter().enumerate().map(day).collect(),
        venues: (file.venues.iter())
            .map(|venue| Venue {
                at: point(venue.x, venue.y),
            })
            .collect(),
        rooms: rooms(file),
        people,
        request: Request {
            kind: 0,
            block: Block {
                setup: 2 * small(case.pre),
                pre_meetings: 0,
                session: 2 * small(case.duration),
                signing: 0,
            },
            in_person: case.mode != Mode::Online,
            online: case.mode != Mode::InPerson,
            notice_day: DayIx(first),
            short_notice_agreed: false,
            last_day: Some(DayIx(last)),
            limit_lifted: false,
            clock_started: None,
            appeal_by: None,
            domains: 0,
            mediators: mediators.into_iter().map(a_mediator).collect(),
            is_health_in_issue: false,
            parties: Vec::new(),
            seats,
            interpreting: None,
            extra_people: small(case.headcount).saturating_sub(takers),
            is_size_overridden: true,
            breakout_rooms: small(case.breakouts),
            needs: u32::from(case.accessible),
            family_base: point(case.x, case.y),
            family_max_minutes: u16::try_from(case.max_family_min).expect("journeys are short"),
            non_working_days_agreed: false,
            kept_apart: Vec::new(),
            locked: None,
            contracts: vec![Contract {
                first_day: 0,
                last_day: 30_000,
                meetings_left: 9,
            }],
        },
        policy: Policy {
            min_people: 3,
            max_people: 10,
            online_gap: 2,
            sign_pair_over: 60,
        },
    }
}

/// Measures the cases of a region's file, each alone: the median one and the 99th of a hundred, in the
/// order of the time each took at best.
fn cases_of_a_region(criterion: &mut Criterion) {
    let file = File::read(include_bytes!("../tests/data/L-1.json")).expect("it is a sound file");
    let instance = file.instance();
    let mut cases: Vec<(Duration, Problem)> = (0..instance.cases.len())
        .map(|ix| of_file(instance, ix))
        .filter_map(|problem| {
            let (first, problem) = timed(problem)?;
            let again = (0..4).filter_map(|_| timed(problem.clone()));
            let best = again.map(|(elapsed, _)| elapsed).min()?;
            Some((first.min(best), problem))
        })
        .collect();
    cases.sort_by_key(|(elapsed, _)| *elapsed);
    for (name, hundredth) in [("median", 50), ("99th of a hundred", 99)] {
        let (_, problem) = &cases[cases.len() * hundredth / 100];
        criterion.bench_function(&format!("propose five, L-1, {name}"), |bencher| {
            bencher.iter(|| propose(black_box(problem), 5));
        });
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
    targets = benches, cases_of_a_region
}
criterion_main!(all);
