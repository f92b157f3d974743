//! The terms of a solution's cost.

use crate::plan::Level;

/// One kind of cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// Cases without a meeting.
    Unplaced,
    /// Meetings after their deadline.
    Late,
    /// Days of waiting.
    Days,
    /// Families' journeys.
    Family,
    /// Rooms.
    Room,
    /// Times that suit less.
    Level,
    /// Welcome people who cannot come.
    Optional,
    /// Mediators' journeys.
    MediatorTravel,
    /// Changes to what was booked.
    Disruption,
    /// Meetings beyond fair shares.
    Balance,
}

impl Term {
    /// Every term.
    pub const ALL: [Self; 10] = [
        Self::Unplaced,
        Self::Late,
        Self::Days,
        Self::Family,
        Self::Room,
        Self::Level,
        Self::Optional,
        Self::MediatorTravel,
        Self::Disruption,
        Self::Balance,
    ];

    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unplaced => "unplaced",
            Self::Late => "late",
            Self::Days => "days",
            Self::Family => "family",
            Self::Room => "room",
            Self::Level => "level",
            Self::Optional => "optional",
            Self::MediatorTravel => "mediator_travel",
            Self::Disruption => "disruption",
            Self::Balance => "balance",
        }
    }

    /// The level that the planner counts it to.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::Unplaced => Level::Unplaced,
            Self::Late => Level::Late,
            Self::Days | Self::Family => Level::Family,
            Self::Room
            | Self::Level
            | Self::Optional
            | Self::MediatorTravel
            | Self::Disruption
            | Self::Balance => Level::Others,
        }
    }
}

/// Points by term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms([i64; Term::ALL.len()]);

impl Terms {
    /// The points of one term.
    #[must_use]
    pub const fn of(&self, term: Term) -> i64 {
        self.0[term as usize]
    }

    /// The points of the terms that the planner counts to one level.
    #[must_use]
    pub fn at(&self, level: Level) -> i64 {
        let terms = Term::ALL.into_iter().filter(|term| term.level() == level);
        terms.map(|term| self.of(term)).sum()
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.0.iter().sum()
    }

    /// Adds points to one term.
    pub(super) const fn add(&mut self, term: Term, points: i64) {
        self.0[term as usize] += points;
    }
}
