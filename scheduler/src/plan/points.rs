//! Costs of a joint plan, level by level.

use std::{fmt, iter::Sum, ops::Add};

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

    /// The larger of two, level by level.
    #[must_use]
    pub fn or_more(self, other: Self) -> Self {
        Self {
            unplaced: self.unplaced.max(other.unplaced),
            late: self.late.max(other.late),
            family: self.family.max(other.family),
            others: self.others.max(other.others),
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

    /// The largest number a plan may cost: with a few bits to spare, so that every cost is exact as a
    /// floating-point number too.
    pub const LIMIT: i64 = 1 << 50;

    /// A scale on which no sum of smaller wishes overturns a greater one, given the most that each
    /// case can cost at each level.
    ///
    /// Within one case a wish of the family outweighs everything others wish; between cases the
    /// wishes add up. One day late outweighs all wishes of all cases, and one case without a meeting
    /// outweighs everything there is below.
    ///
    /// # Errors
    ///
    /// Such a plan could cost more than [`Scale::LIMIT`].
    pub fn strict(most: &[Points]) -> Result<Self, BeyondScale> {
        let wide = |points: u32| i128::from(points);
        let sum = |cost: &dyn Fn(&Points) -> i128| most.iter().map(cost).sum::<i128>();
        let others = 1;
        let family = 1 + most.iter().map(|case| wide(case.others)).max().unwrap_or(0);
        let wishes = |case: &Points| wide(case.family) * family + wide(case.others) * others;
        let late = 1 + sum(&wishes);
        let below = |case: &Points| wide(case.late) * late + wishes(case);
        let unplaced = 1 + sum(&below);
        let total = sum(&|case| wide(case.unplaced) * unplaced + below(case));
        if i128::from(Self::LIMIT) < total {
            return Err(BeyondScale);
        }
        let narrow =
            |weight: i128| i64::try_from(weight.min(total + 1)).expect("it is below the limit");
        Ok(Self {
            unplaced: narrow(unplaced),
            late: narrow(late),
            family: narrow(family),
            others: 1,
        })
    }

    /// The single number.
    #[must_use]
    pub const fn cost(self, points: Points) -> i64 {
        points.unplaced as i64 * self.unplaced
            + points.late as i64 * self.late
            + points.family as i64 * self.family
            + points.others as i64 * self.others
    }
}

/// The wishes of so many cases cannot be told apart in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BeyondScale;

impl fmt::Display for BeyondScale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the wishes of so many cases cannot be told apart. Maybe plan fewer cases at once",
        )
    }
}

impl std::error::Error for BeyondScale {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cases: the second is the one whose others can wish for most.
    const MOST: [Points; 2] = [
        Points {
            unplaced: 25,
            late: 3,
            family: 70,
            others: 11,
        },
        Points {
            unplaced: 30,
            late: 0,
            family: 40,
            others: 90,
        },
    ];

    #[test]
    fn one_point_outweighs_all_below_it() {
        let scale = Scale::strict(&MOST).unwrap();
        let all = |level: Level| {
            let points = MOST.map(|case| Points::at(level, case.of(level)));
            points.into_iter().sum::<Points>()
        };
        let one = |level| scale.cost(Points::at(level, 1));
        let wishes = all(Level::Family) + all(Level::Others);
        assert!(scale.cost(wishes) < one(Level::Late));
        assert!(scale.cost(wishes + all(Level::Late)) < one(Level::Unplaced));
        // The family comes first within each case; between cases wishes add up.
        for case in MOST {
            assert!(scale.cost(Points::at(Level::Others, case.others)) < one(Level::Family));
        }
        assert!(one(Level::Family) < scale.cost(all(Level::Others)));
    }

    #[test]
    fn a_scale_beyond_the_limit_is_refused() {
        let huge = Points {
            unplaced: 1,
            late: 1_000_000,
            family: 1_000_000,
            others: 1_000_000,
        };
        assert_eq!(Scale::strict(&[huge]), Err(BeyondScale));
        assert!(Scale::strict(&[]).is_ok());
    }
}
