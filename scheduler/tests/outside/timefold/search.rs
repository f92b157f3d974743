//! Constructs a schedule meeting by meeting, then improves it by chance that grows less daring.
//!
//! Nothing here proves anything. What one more move costs is worked out from the meeting moved and
//! each other one; whether the sum is right is for [`super::check`] to say.

use std::{
    cmp::Reverse,
    ops::{Add, Sub},
};

use super::{
    check::Score,
    read::{File, Problem, Sitting},
};
use crate::chance::Chance;

/// What the search lacks, level by level; the fewer points the better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Lack {
    hard: i64,
    medium: i64,
    soft: i64,
}

impl Lack {
    /// One number to search by: a level outweighs the next by enough to steer, not by so much that
    /// nothing below it is ever tried.
    const fn energy(self) -> i64 {
        self.hard * 50_000 + self.medium * 500 + self.soft
    }
}

impl Add for Lack {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            hard: self.hard + other.hard,
            medium: self.medium + other.medium,
            soft: self.soft + other.soft,
        }
    }
}

impl Sub for Lack {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            hard: self.hard - other.hard,
            medium: self.medium - other.medium,
            soft: self.soft - other.soft,
        }
    }
}

/// How long to search, and from which chance.
#[derive(Clone, Copy)]
pub(super) struct Effort {
    /// Seeds the chance: the same effort gives the same schedule.
    pub(super) seed: u64,
    /// Moves in one try.
    pub(super) moves: u64,
    /// Tries at most, each with a seed of its own; the first that lacks nothing hard is the last.
    pub(super) tries: u64,
}

/// A schedule, and what the search takes its score to be.
pub(super) struct Found {
    /// When and where each meeting is held.
    pub(super) sittings: Vec<Sitting>,
    /// The score.
    pub(super) score: Score,
}

/// Energy that a move may cost at first.
const WARMEST: i64 = 2_048;
/// Energy that a move may cost in the end.
const COLDEST: i64 = 4;

/// A schedule for every meeting of a file, the pinned ones as they are.
pub(super) fn search(file: &File, effort: Effort) -> Found {
    let mut best = construct_and_improve(file, effort.seed, effort.moves);
    for seed in (effort.seed + 1)..(effort.seed + effort.tries) {
        if best.score.hard == 0 {
            break;
        }
        let next = construct_and_improve(file, seed, effort.moves);
        if next.score > best.score {
            best = next;
        }
    }
    best
}

/// One try.
fn construct_and_improve(file: &File, seed: u64, moves: u64) -> Found {
    let mut state = State::construct(file);
    let free: Vec<usize> = (0..file.pinned.len())
        .filter(|&meeting| !file.pinned[meeting])
        .collect();
    let moves = if free.is_empty() { 0 } else { moves };
    let mut chance = Chance(seed);
    let mut best = (state.lack, state.sittings.clone());
    for step in 0..moves {
        let limit = chance.daring(warmth(step, moves));
        let before = state.lack;
        let undo = state.step(&free, &mut chance);
        if (state.lack - before).energy() > limit {
            // Backwards: a meeting swapped with itself was moved twice.
            for (meeting, sitting) in undo.into_iter().rev().flatten() {
                state.hold(meeting, sitting);
            }
            state.lack = before;
        } else if state.lack < best.0 {
            best.0 = state.lack;
            best.1.clone_from(&state.sittings);
        }
    }
    let (lack, sittings) = best;
    let score = Score {
        hard: -lack.hard,
        medium: -lack.medium,
        soft: -lack.soft,
    };
    Found { sittings, score }
}

/// Energy that a move may cost on average at a step: halved so often, and a straight line between.
fn warmth(step: u64, moves: u64) -> i64 {
    let halvings = u64::from((WARMEST / COLDEST).ilog2());
    let length = moves.div_ceil(halvings);
    let at_start = WARMEST >> (step / length);
    let within = i64::try_from((step % length) * 1_024 / length).expect("it is less than 1,024");
    at_start - at_start * within / 2_048
}

/// What two meetings have in common.
#[derive(Clone, Copy, Default)]
struct Together {
    /// People who have to be at both.
    required: i32,
    /// People who attend both but do not have to be at both.
    preferred: i32,
}

/// When and where a meeting is held, in numbers that are quick to compare.
#[derive(Clone, Copy)]
struct Held {
    /// The first grain.
    start: i32,
    /// The grain after the last.
    end: i32,
    room: i32,
}

/// Not held: too long before the first grain to matter to anybody.
const NOWHERE: Held = Held {
    start: -100,
    end: -100,
    room: -1,
};

/// A schedule in the making.
struct State<'a> {
    problem: &'a Problem,
    /// What each meeting has in common with each other one.
    together: Vec<Vec<Together>>,
    /// Where each meeting fits into a day.
    starts: Vec<Vec<usize>>,
    /// The rooms with a seat for everybody.
    rooms: Vec<Vec<usize>>,
    /// Seats by which larger rooms are larger than each.
    smaller: Vec<i64>,
    sittings: Vec<Sitting>,
    /// The same as `sittings`, but [`NOWHERE`] for what is not placed yet.
    held: Vec<Held>,
    /// What the schedule lacks.
    lack: Lack,
}

/// The meetings that were moved, with where they had been.
type Moved = [Option<(usize, Sitting)>; 2];

impl<'a> State<'a> {
    /// A schedule for every meeting: those with most people and time first, each where it costs
    /// least.
    fn construct(file: &'a File) -> Self {
        let problem = &file.problem;
        let meetings = problem.meetings.len();
        let mut state = Self {
            problem,
            together: together(problem),
            starts: starts(problem),
            rooms: rooms(problem),
            smaller: smaller(problem),
            sittings: vec![Sitting { start: 0, room: 0 }; meetings],
            held: vec![NOWHERE; meetings],
            lack: Lack::default(),
        };
        let settled = |meeting: usize| file.sittings[meeting].filter(|_| file.pinned[meeting]);
        let mut order: Vec<usize> = (0..meetings).collect();
        order.sort_by_key(|&index| {
            let meeting = &problem.meetings[index];
            let people = 2 * meeting.required.len() + meeting.preferred.len();
            (settled(index).is_none(), Reverse(people * meeting.grains))
        });
        for meeting in order {
            let sitting = settled(meeting).unwrap_or_else(|| state.cheapest(meeting));
            state.lack = state.lack + state.lack_at(meeting, sitting);
            state.hold(meeting, sitting);
        }
        state
    }

    /// Where a meeting that is not placed costs least, as things are.
    fn cheapest(&self, meeting: usize) -> Sitting {
        let starts = self.starts[meeting].iter();
        let sittings = starts.flat_map(|&start| {
            let rooms = self.rooms[meeting].iter();
            rooms.map(move |&room| Sitting { start, room })
        });
        sittings
            .min_by_key(|&sitting| self.lack_at(meeting, sitting))
            .expect("there is a grain and a room")
    }

    /// Moves a meeting or swaps two.
    fn step(&mut self, free: &[usize], chance: &mut Chance) -> Moved {
        let meeting = free[chance.below(free.len())];
        let now = self.sittings[meeting];
        let any = |options: &[usize], chance: &mut Chance| options[chance.below(options.len())];
        let start = match chance.below(8) {
            0..4 => any(&self.starts[meeting], chance),
            4 => {
                let start = (now.start + chance.below(7)).saturating_sub(3);
                start.min(self.problem.days.len() - 1)
            }
            5 => now.start,
            _ => {
                let other = free[chance.below(free.len())];
                let then = self.sittings[other];
                return [Some(self.put(meeting, then)), Some(self.put(other, now))];
            }
        };
        let room = if start == now.start || chance.below(2) == 0 {
            any(&self.rooms[meeting], chance)
        } else {
            now.room
        };
        [Some(self.put(meeting, Sitting { start, room })), None]
    }

    /// Holds a meeting at another time or place; answers where it was.
    fn put(&mut self, meeting: usize, sitting: Sitting) -> (usize, Sitting) {
        let before = self.sittings[meeting];
        self.held[meeting] = NOWHERE;
        self.lack = self.lack - self.lack_at(meeting, before) + self.lack_at(meeting, sitting);
        self.hold(meeting, sitting);
        (meeting, before)
    }

    /// Notes where a meeting is held.
    fn hold(&mut self, meeting: usize, sitting: Sitting) {
        self.sittings[meeting] = sitting;
        self.held[meeting] = self.as_held(meeting, sitting);
    }

    /// A sitting in numbers that are quick to compare.
    fn as_held(&self, meeting: usize, Sitting { start, room }: Sitting) -> Held {
        let number = |count: usize| i32::try_from(count).expect("there are few grains and rooms");
        Held {
            start: number(start),
            end: number(start + self.problem.meetings[meeting].grains),
            room: number(room),
        }
    }

    /// What a meeting that is not held now would add to what the others lack.
    fn lack_at(&self, meeting: usize, sitting: Sitting) -> Lack {
        let one = self.as_held(meeting, sitting);
        let (mut hard, mut medium, mut soft) = (0, 0, 0);
        for (other, together) in self.held.iter().zip(&self.together[meeting]) {
            // Most are too long before or after to matter.
            if other.start > one.end + 2 || one.start > other.end + 2 {
                continue;
            }
            let overlap = (one.end.min(other.end) - one.start.max(other.start)).max(0);
            let is_one_room = one.room == other.room;
            hard += overlap * (together.required + i32::from(is_one_room));
            medium += overlap * together.preferred;
            let follows = one.end == other.start || other.end == one.start;
            soft += 10 * overlap + 100 * i32::from(follows);
            if !is_one_room && one.start != other.start {
                soft += together.required + together.preferred;
            }
        }
        let alone = self.alone(meeting, sitting);
        Lack {
            hard: alone.hard + i64::from(hard),
            medium: i64::from(medium),
            soft: alone.soft + i64::from(soft),
        }
    }

    /// What a meeting lacks whatever the others do.
    fn alone(&self, meeting: usize, Sitting { start, room }: Sitting) -> Lack {
        let asked = &self.problem.meetings[meeting];
        let last = start + asked.grains - 1;
        let days = &self.problem.days;
        let astray = match days.get(last) {
            Some(day) => usize::from(days[start] != *day),
            None => last,
        };
        let people = asked.required.len() + asked.preferred.len();
        let standing = people.saturating_sub(self.problem.rooms[room]);
        Lack {
            hard: whole(astray + standing),
            medium: 0,
            soft: whole(last) + self.smaller[room],
        }
    }
}

/// A small number.
fn whole(count: usize) -> i64 {
    i64::try_from(count).expect("there are few grains, people and seats")
}

/// What each meeting has in common with each other one.
fn together(problem: &Problem) -> Vec<Vec<Together>> {
    let pair = |one: usize, other: usize| {
        let (one, other) = (&problem.meetings[one], &problem.meetings[other]);
        let mut pair = Together::default();
        for person in one.required.iter().chain(&one.preferred) {
            let is_required = other.required.contains(person);
            if is_required && one.required.contains(person) {
                pair.required += 1;
            } else if is_required || other.preferred.contains(person) {
                pair.preferred += 1;
            }
        }
        pair
    };
    let meetings = problem.meetings.len();
    (0..meetings)
        .map(|one| (0..meetings).map(|other| pair(one, other)).collect())
        .collect()
}

/// The starts at which each meeting ends on the same day; any, if there is none.
fn starts(problem: &Problem) -> Vec<Vec<usize>> {
    let days = &problem.days;
    let fitting = problem.meetings.iter().map(|meeting| {
        let fits = |start: &usize| days.get(start + meeting.grains - 1) == Some(&days[*start]);
        (0..days.len()).filter(fits).collect::<Vec<_>>()
    });
    fitting
        .map(|starts| {
            if starts.is_empty() {
                (0..days.len()).collect()
            } else {
                starts
            }
        })
        .collect()
}

/// The rooms with a seat for everybody at each meeting; any, if there is none.
fn rooms(problem: &Problem) -> Vec<Vec<usize>> {
    let fitting = problem.meetings.iter().map(|meeting| {
        let people = meeting.required.len() + meeting.preferred.len();
        let fits = |room: &usize| problem.rooms[*room] >= people;
        (0..problem.rooms.len()).filter(fits).collect::<Vec<_>>()
    });
    let any = 0..problem.rooms.len();
    fitting
        .map(|rooms| {
            if rooms.is_empty() {
                any.clone().collect()
            } else {
                rooms
            }
        })
        .collect()
}

/// Seats by which larger rooms are larger than each, together.
fn smaller(problem: &Problem) -> Vec<i64> {
    let rooms = &problem.rooms;
    let seats = |own: usize| {
        rooms
            .iter()
            .map(|seats| whole(seats.saturating_sub(own)))
            .sum()
    };
    rooms.iter().map(|&own| seats(own)).collect()
}
