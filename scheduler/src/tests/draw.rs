//! Problems drawn in text, and answers told in text.
//!
//! One line is one room or person. After the name come the days, parted by `|`; a sign is a quarter
//! of an hour from 07:00 on, what is not drawn is not free:
//!
//! `.` away · `#` free · `+` preferred · `-` if needed · `!` impossible though free ·
//! `~` free but observed · `x` in another meeting at the first venue, though free ·
//! `o` in another meeting online, though free · `v` otherwise busy at the first venue, though free
//!
//! A line begins with `mediator`, `room`, `interpreter`, or a seat: `family`, `child`, `la`,
//! `school`, `supporter`, with `optional` or `informant` before it if need be. `or` adds to the pool
//! of the seat above. Each room is in a venue of its own.

use crate::{
    Block, ChildAgreed, Commitment, Contract, Day, DayIx, Explanation, Interpreting, Mediator,
    Member, Need, Outcome, Person, PersonIx, Place, Point, Policy, Problem, Proposal, Request,
    Room, Seat, SeatRole, Slot, Venue, VenueIx, Whereabouts, check, grid::Week, propose,
};

/// A drawn problem, and what everything in it is called.
#[derive(Clone)]
pub(super) struct Drawn {
    pub(super) problem: Problem,
    pub(super) people: Vec<String>,
    pub(super) rooms: Vec<String>,
}

/// Reads a drawing.
pub(super) fn drawn(text: &str) -> Drawn {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut drawn = Drawn {
        problem: empty(),
        people: Vec::new(),
        rooms: Vec::new(),
    };
    for line in lines {
        drawn.add(&line.split_whitespace().collect::<Vec<_>>());
    }
    drawn
}

/// A day of travel is 0: all at one point.
const HERE: Point = Point {
    east: 4_000,
    north: 3_000,
};

/// A point so many minutes away.
pub(super) fn away(minutes: i32) -> Point {
    Point {
        east: HERE.east + (minutes - 10) * 1_000 / 156 + 1,
        north: HERE.north,
    }
}

fn empty() -> Problem {
    let request = Request {
        kind: 0,
        block: Block {
            setup: 0,
            pre_meetings: 0,
            session: 2,
            signing: 0,
        },
        in_person: true,
        online: false,
        notice_day: DayIx(0),
        short_notice_agreed: false,
        last_day: None,
        limit_lifted: false,
        clock_started: None,
        appeal_by: None,
        domains: 0,
        mediators: Vec::new(),
        is_health_in_issue: false,
        parties: Vec::new(),
        seats: Vec::new(),
        interpreting: None,
        extra_people: 0,
        is_size_overridden: false,
        breakout_rooms: 0,
        needs: 0,
        family_base: HERE,
        family_max_minutes: 60,
        non_working_days_agreed: false,
        kept_apart: Vec::new(),
        locked: None,
        contracts: vec![Contract {
            first_day: 0,
            last_day: 100_000,
            meetings_left: 3,
        }],
    };
    let policy = Policy {
        min_people: 1,
        max_people: 10,
        online_gap: 1,
        sign_pair_over: 8,
    };
    Problem {
        days: vec![],
        venues: vec![],
        rooms: vec![],
        people: vec![],
        request,
        policy,
    }
}

impl Drawn {
    /// The same with something changed.
    pub(super) fn with(&self, change: impl FnOnce(&mut Problem)) -> Self {
        let mut changed = self.clone();
        change(&mut changed.problem);
        changed
    }

    /// The position of a person.
    pub(super) fn person(&self, name: &str) -> PersonIx {
        PersonIx(self.people.iter().position(|known| known == name).unwrap())
    }

    /// The best date in words, or why there is none. Every answer is checked.
    pub(super) fn plan(&self) -> String {
        match propose(&self.problem, 1).unwrap() {
            Outcome::Proposals(proposals) => self.tell(&self.checked(&proposals[0])),
            Outcome::Nothing(explanation) => format!("nothing: {:?}", explanation.conflict),
        }
    }

    /// The best date.
    pub(super) fn best(&self) -> Proposal {
        match propose(&self.problem, 1).unwrap() {
            Outcome::Proposals(proposals) => self.checked(&proposals[0]),
            Outcome::Nothing(explanation) => panic!("{explanation:?}"),
        }
    }

    /// Why there is none.
    pub(super) fn explanation(&self) -> Explanation {
        match propose(&self.problem, 1).unwrap() {
            Outcome::Proposals(proposals) => panic!("{proposals:?}"),
            Outcome::Nothing(explanation) => explanation,
        }
    }

    fn checked(&self, proposal: &Proposal) -> Proposal {
        assert_eq!(check::violations(&self.problem, proposal), []);
        assert_eq!(check::cost(&self.problem, proposal), proposal.cost);
        proposal.clone()
    }

    /// A proposal in words.
    pub(super) fn tell(&self, proposal: &Proposal) -> String {
        let Slot { day, start } = proposal.slot;
        let place = match proposal.place {
            Place::Room(room) => &self.rooms[room.0],
            Place::Online => "online",
        };
        let name = |person: PersonIx| self.people.get(person.0).map_or("stranger", |name| name);
        let seats = proposal
            .seats
            .iter()
            .map(|taker| taker.map_or("nobody", name));
        let interpreters = proposal.interpreters.iter().map(|&person| name(person));
        let team: Vec<&str> = std::iter::once(name(proposal.mediator))
            .chain(seats)
            .chain(interpreters)
            .collect();
        format!("day {} at {start}, {place}: {}", day.0, team.join(", "))
    }

    fn add(&mut self, words: &[&str]) {
        let (need, words) = match words[0] {
            "optional" => (Need::Optional, &words[1..]),
            "informant" => (Need::Informant, &words[1..]),
            _ => (Need::Required, words),
        };
        let [kind, name, calendar] = *words else {
            panic!("not three words: {words:?}")
        };
        let days: Vec<&str> = calendar.split('|').collect();
        self.lay_days(days.len());
        if kind == "room" {
            self.add_room(name, &days);
            return;
        }
        let person = self.add_person(name, &days);
        let request = &mut self.problem.request;
        let member = Member {
            person,
            authority: 0,
            rank: 0,
        };
        match kind {
            "mediator" => request.mediators.push(Mediator {
                person,
                is_la_employee: false,
                is_health_employee: false,
                accredited_for: 1,
                cover_until: 100_000,
                interests: Vec::new(),
                mismatch: 0,
            }),
            "interpreter" => {
                let none = Interpreting {
                    pool: Vec::new(),
                    is_sign_language: false,
                };
                request.interpreting.get_or_insert(none).pool.push(person);
            }
            "or" => request.seats.last_mut().unwrap().pool.push(member),
            role => {
                let role = match role {
                    "family" => SeatRole::Family,
                    "child" => SeatRole::Child,
                    "la" => SeatRole::LocalAuthority,
                    "school" => SeatRole::Education,
                    "supporter" => SeatRole::Supporter,
                    unknown => panic!("no such line: {unknown}"),
                };
                let child_agreed = ChildAgreed {
                    parent: true,
                    mediator: true,
                };
                request.seats.push(Seat {
                    role,
                    need,
                    pool: vec![member],
                    child_agreed,
                });
            }
        }
    }

    fn lay_days(&mut self, count: usize) {
        if self.problem.days.is_empty() {
            let day = |ix: usize| {
                let number = i32::try_from(ix).unwrap() + 1_000;
                let week = Week(number / 7);
                Day {
                    number,
                    week,
                    is_working: true,
                    is_school_holiday: false,
                }
            };
            self.problem.days = (0..count.max(2)).map(day).collect();
        }
        assert!(
            count <= self.problem.days.len(),
            "the first line has fewer days"
        );
    }

    fn add_room(&mut self, name: &str, days: &[&str]) {
        self.rooms.push(name.to_owned());
        self.problem.venues.push(Venue { at: HERE });
        let free = self.words(days, "#");
        self.problem.rooms.push(Room {
            venue: VenueIx(self.problem.venues.len() - 1),
            capacity: 10,
            breakout_rooms: 2,
            features: 0,
            is_private: true,
            is_staff_room: false,
            free,
            cost_pence: 0,
        });
    }

    fn add_person(&mut self, name: &str, days: &[&str]) -> PersonIx {
        self.people.push(name.to_owned());
        let mut commitments = Vec::new();
        for (sign, place, is_meeting) in [
            ('x', Whereabouts::Venue(VenueIx(0)), true),
            ('o', Whereabouts::Online, true),
            ('v', Whereabouts::Venue(VenueIx(0)), false),
        ] {
            for (day, row) in days.iter().enumerate() {
                if let (Some(from), Some(last)) = (row.find(sign), row.rfind(sign)) {
                    let (from, to) = (u8::try_from(from).unwrap(), u8::try_from(last + 1).unwrap());
                    commitments.push(Commitment {
                        day: DayIx(day),
                        from,
                        to,
                        place,
                        is_meeting,
                    });
                }
            }
        }
        let person = Person {
            base: None,
            free: self.words(days, "#+-!~xov"),
            preferred: self.words(days, "+"),
            if_needed: self.words(days, "-"),
            blocked: self.words(days, "!"),
            observance: self.words(days, "~"),
            commitments,
            max_day: None,
            max_week: None,
            min_gap: 0,
            is_child_or_relative: false,
        };
        self.problem.people.push(person);
        PersonIx(self.problem.people.len() - 1)
    }

    fn words(&self, days: &[&str], signs: &str) -> Vec<u64> {
        let word = |row: &&str| {
            let set = row.char_indices().filter(|&(_, sign)| signs.contains(sign));
            set.fold(0, |word, (grain, _)| word | 1 << grain)
        };
        let mut words: Vec<u64> = days.iter().map(word).collect();
        words.resize(self.problem.days.len(), 0);
        words
    }
}
