//! Costs of a joint plan, level by level.

use std::{iter::Sum, ops::Add};

/// Whose wishes a cost belongs to, the first being the most important.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Cases without a meeting.
    Unplaced,
    /// Meetings after their limit.
    Late,
    /// The family's wishes.
    Family,
    /// Everybody else's.
    Others,
}

impl Level {
    /// Every level, the most important first.
    pub const ALL: [Self; 4] = [Self::Unplaced, Self::Late, Self::Family, Self::Others];
}

/// Points on each level; the fewer the better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Points {
    /// Points of [`Level::Unplaced`].
    pub unplaced: u32,
    /// Points of [`Level::Late`].
    pub late: u32,
    /// Points of [`Level::Family`].
    pub family: u32,
    /// Points of [`Level::Others`].
    pub others: u32,
}

impl Points {
    /// No points.
    pub const NONE: Self = Self {
        unplaced: 0,
        late: 0,
        family: 0,
        others: 0,
    };

    /// Points of one level and none of the others.
    #[must_use]
    pub const fn at(level: Level, points: u32) -> Self {
        let mut all = Self::NONE;
        match level {
            Level::Unplaced => all.unplaced = points,
            Level::Late => all.late = points,
            Level::Family => all.family = points,
            Level::Others => all.others = points,
        }
        all
    }

    /// The points of one level.
    #[must_use]
    pub const fn of(self, level: Level) -> u32 {
        match level {
            Level::Unplaced => self.unplaced,
            Level::Late => self.late,
            Level::Family => self.family,
            Level::Others => self.others,
        }
    }

    /// So many times as much.
    #[must_use]
    pub const fn times(self, count: u32) -> Self {
        Self {
            unplaced: self.unplaced.saturating_mul(count),
            late: self.late.saturating_mul(count),
            family: self.family.saturating_mul(count),
            others: self.others.saturating_mul(count),
        }
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            unplaced: self.unplaced.saturating_add(other.unplaced),
            late: self.late.saturating_add(other.late),
            family: self.family.saturating_add(other.family),
            others: self.others.saturating_add(other.others),
        }
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::NONE, Add::add)
    }
}

/// What one point of each level counts for in the single number that is minimised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scale {
    /// A point of [`Level::Unplaced`].
    pub unplaced: i64,
    /// A point of [`Level::Late`].
    pub late: i64,
    /// A point of [`Level::Family`].
    pub family: i64,
    /// A point of [`Level::Others`].
    pub others: i64,
}

impl Scale {
    /// Every point counts for one, whatever its level: for problems whose weights already say what
    /// outweighs what.
    pub const FLAT: Self = Self {
        unplaced: 1,
        late: 1,
        family: 1,
        others: 1,
    };

    /// The single number.
    #[must_use]
    pub const fn cost(self, points: Points) -> i64 {
        points.unplaced as i64 * self.unplaced
            + points.late as i64 * self.late
            + points.family as i64 * self.family
            + points.others as i64 * self.others
    }
}
