//! Scores a schedule, constraint by constraint, from the problem alone.
//!
//! It shares no code with the search.

use std::{fmt, str::FromStr};

use super::read::{Meeting, Problem, Sitting};

/// How important a constraint is: one point of a level outweighs any number of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// A schedule that breaks it is no use.
    Hard,
    /// Somebody who is better there is not.
    Medium,
    /// All else.
    Soft,
}

/// What a schedule loses points by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Constraint {
    /// Grains in which two meetings have one room.
    RoomConflict,
    /// The last grain of a meeting that ends after the last grain there is.
    Overtime,
    /// Grains in which somebody has to be at two meetings.
    RequiredConflict,
    /// People without a seat.
    Capacity,
    /// Meetings that start on one day and end on another.
    SameDay,
    /// Grains in which somebody has to be at one meeting and is better at another.
    MixedConflict,
    /// Grains in which somebody is better at two meetings.
    PreferredConflict,
    /// The last grain of every meeting.
    AsSoonAsPossible,
    /// Pairs of meetings of which one starts as the other ends.
    NoBreak,
    /// Grains that two meetings share, whoever attends.
    Overlap,
    /// Seats by which each larger room is larger.
    LargerRooms,
    /// People who go from room to room with two grains between or fewer.
    RoomStability,
}

impl Constraint {
    /// All twelve.
    pub(super) const ALL: [Self; 12] = [
        Self::RoomConflict,
        Self::Overtime,
        Self::RequiredConflict,
        Self::Capacity,
        Self::SameDay,
        Self::MixedConflict,
        Self::PreferredConflict,
        Self::AsSoonAsPossible,
        Self::NoBreak,
        Self::Overlap,
        Self::LargerRooms,
        Self::RoomStability,
    ];

    /// How important it is.
    const fn level(self) -> Level {
        match self {
            Self::RoomConflict
            | Self::Overtime
            | Self::RequiredConflict
            | Self::Capacity
            | Self::SameDay => Level::Hard,
            Self::MixedConflict | Self::PreferredConflict => Level::Medium,
            Self::AsSoonAsPossible
            | Self::NoBreak
            | Self::Overlap
            | Self::LargerRooms
            | Self::RoomStability => Level::Soft,
        }
    }

    /// Points for each of what it counts.
    const fn weight(self) -> i64 {
        match self {
            Self::NoBreak => 100,
            Self::Overlap => 10,
            Self::RoomConflict
            | Self::Overtime
            | Self::RequiredConflict
            | Self::Capacity
            | Self::SameDay
            | Self::MixedConflict
            | Self::PreferredConflict
            | Self::AsSoonAsPossible
            | Self::LargerRooms
            | Self::RoomStability => 1,
        }
    }
}

/// Points of a schedule, none of them above 0. The larger score is the better one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    /// Points of [`Level::Hard`].
    pub(super) hard: i64,
    /// Points of [`Level::Medium`].
    pub(super) medium: i64,
    /// Points of [`Level::Soft`].
    pub(super) soft: i64,
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}hard/{}medium/{}soft",
            self.hard, self.medium, self.soft
        )
    }
}

impl FromStr for Score {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split('/');
        let mut points = |level: &str| parts.next()?.strip_suffix(level)?.parse().ok();
        let score = points("hard").zip(points("medium")).zip(points("soft"));
        match (score, parts.next()) {
            (Some(((hard, medium), soft)), None) => Ok(Self { hard, medium, soft }),
            _ => Err(format!("{text} is not a score")),
        }
    }
}

/// The score of a schedule.
pub(super) fn score(problem: &Problem, sittings: &[Sitting]) -> Score {
    let mut score = Score::default();
    for constraint in Constraint::ALL {
        let points = constraint.weight() * count(problem, sittings, constraint);
        match constraint.level() {
            Level::Hard => score.hard -= points,
            Level::Medium => score.medium -= points,
            Level::Soft => score.soft -= points,
        }
    }
    score
}

/// How much of what a constraint counts there is in a schedule.
pub(super) fn count(problem: &Problem, sittings: &[Sitting], constraint: Constraint) -> i64 {
    assert_eq!(
        problem.meetings.len(),
        sittings.len(),
        "every meeting is held"
    );
    let held: Vec<Held<'_>> = (problem.meetings.iter().zip(sittings))
        .map(|(meeting, sitting)| Held {
            meeting,
            room: sitting.room,
            first: sitting.start,
            last: sitting.start + meeting.grains - 1,
        })
        .collect();
    let alone = |points: &dyn Fn(&Held<'_>) -> usize| held.iter().map(points).sum::<usize>();
    let pairs = |points: &dyn Fn(&Held<'_>, &Held<'_>) -> usize| {
        let pairs = held.iter().enumerate();
        let pairs =
            pairs.flat_map(|(later, one)| held[..later].iter().map(move |other| (one, other)));
        pairs.map(|(one, other)| points(one, other)).sum::<usize>()
    };
    let counted = match constraint {
        Constraint::RoomConflict => {
            pairs(&|one, other| usize::from(one.room == other.room) * one.overlap(other))
        }
        Constraint::Overtime => {
            alone(&|one| usize::from(one.last >= problem.days.len()) * one.last)
        }
        Constraint::RequiredConflict => pairs(&|one, other| {
            shared(&one.meeting.required, &other.meeting.required) * one.overlap(other)
        }),
        Constraint::Capacity => {
            alone(&|one| one.people().count().saturating_sub(problem.rooms[one.room]))
        }
        Constraint::SameDay => alone(&|one| usize::from(one.changes_day(&problem.days))),
        Constraint::MixedConflict => pairs(&|one, other| {
            let shared = shared(&one.meeting.required, &other.meeting.preferred)
                + shared(&one.meeting.preferred, &other.meeting.required);
            shared * one.overlap(other)
        }),
        Constraint::PreferredConflict => pairs(&|one, other| {
            shared(&one.meeting.preferred, &other.meeting.preferred) * one.overlap(other)
        }),
        Constraint::AsSoonAsPossible => alone(&|one| one.last),
        Constraint::NoBreak => pairs(&|one, other| {
            usize::from(one.last + 1 == other.first) + usize::from(other.last + 1 == one.first)
        }),
        Constraint::Overlap => pairs(&|one, other| one.overlap(other)),
        Constraint::LargerRooms => alone(&|one| {
            let own = problem.rooms[one.room];
            problem
                .rooms
                .iter()
                .map(|seats| seats.saturating_sub(own))
                .sum()
        }),
        Constraint::RoomStability => pairs(&|one, other| one.hurries(other) + other.hurries(one)),
    };
    i64::try_from(counted).expect("a schedule has few grains")
}

/// A meeting that is held.
struct Held<'a> {
    meeting: &'a Meeting,
    room: usize,
    /// The first grain.
    first: usize,
    /// The last grain.
    last: usize,
}

impl Held<'_> {
    /// Everybody who attends.
    fn people(&self) -> impl Iterator<Item = &usize> {
        self.meeting.required.iter().chain(&self.meeting.preferred)
    }

    /// Grains in which both are held.
    fn overlap(&self, other: &Self) -> usize {
        let end = self.last.min(other.last) + 1;
        end.saturating_sub(self.first.max(other.first))
    }

    /// It ends on another day than it starts; not so when it ends on no day at all.
    fn changes_day(&self, days: &[usize]) -> bool {
        days.get(self.last)
            .is_some_and(|&last| days[self.first] != last)
    }

    /// How many people go to `later`, which starts after this one does, in a hurry.
    fn hurries(&self, later: &Self) -> usize {
        let is_hurried = self.first < later.first && later.first <= self.last + 3;
        if !is_hurried || self.room == later.room {
            return 0;
        }
        let goes = |person: &&usize| later.people().any(|other| other == *person);
        self.people().filter(goes).count()
    }
}

/// How many people are in both lists.
fn shared(one: &[usize], other: &[usize]) -> usize {
    one.iter().filter(|person| other.contains(person)).count()
}
