//! The preferences, and how costs compare.

use std::{fmt, ops::Add};

use crate::weights;

/// Whose wish it is. No sum of wishes of a lower level outweighs one point of a higher level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The law's: days beyond a limit that had to be lifted.
    OnTime,
    /// The family's.
    Family,
    /// Everybody else's.
    Others,
}

/// A wish that a proposal meets more or less well.
///
/// The ids are those of the service's rule book. Diversity (P17) is a property of a list and so no
/// cost of one proposal; see [`weights`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preference {
    /// H01 once lifted: as few calendar days after the limit as possible.
    DaysLate,
    /// P01: earlier is better.
    Waiting,
    /// P02: by day 20 of the clock, so that a postponement still fits.
    Slack,
    /// P03: at times that suit the family.
    FamilyTimes,
    /// P04: near the family.
    FamilyTravel,
    /// P11: a mediator who matches the family's wishes.
    MediatorMatch,
    /// P15: outside the family's observance times.
    FamilyObservance,
    /// P16: ten working days left to appeal.
    AppealMargin,
    /// P03: at times that suit everybody else.
    OthersTimes,
    /// P04: near everybody else.
    OthersTravel,
    /// P05: time to prepare.
    Preparation,
    /// P06: more notice than the law asks for.
    LongerNotice,
    /// P07: those who know the child are there.
    OptionalPeople,
    /// P08: outside the holidays of a school whose staff must attend.
    SchoolHoliday,
    /// P10: the officer named in the case.
    NamedOfficer,
    /// P15: outside everybody else's observance times.
    OthersObservance,
    /// The service's purse: a cheap room.
    RoomCost,
    /// What the last plan gave to other cases stays theirs.
    OtherCases,
}

impl Preference {
    /// Every preference, level by level.
    pub const ALL: [Self; 18] = [
        Self::DaysLate,
        Self::Waiting,
        Self::Slack,
        Self::FamilyTimes,
        Self::FamilyTravel,
        Self::MediatorMatch,
        Self::FamilyObservance,
        Self::AppealMargin,
        Self::OthersTimes,
        Self::OthersTravel,
        Self::Preparation,
        Self::LongerNotice,
        Self::OptionalPeople,
        Self::SchoolHoliday,
        Self::NamedOfficer,
        Self::OthersObservance,
        Self::RoomCost,
        Self::OtherCases,
    ];

    /// Its id in the rule book, such as `P01`; `None` for the service's own.
    #[must_use]
    pub const fn id(self) -> Option<&'static str> {
        Some(match self {
            Self::DaysLate => "H01",
            Self::Waiting => "P01",
            Self::Slack => "P02",
            Self::FamilyTimes | Self::OthersTimes => "P03",
            Self::FamilyTravel | Self::OthersTravel => "P04",
            Self::Preparation => "P05",
            Self::LongerNotice => "P06",
            Self::OptionalPeople => "P07",
            Self::SchoolHoliday => "P08",
            Self::NamedOfficer => "P10",
            Self::MediatorMatch => "P11",
            Self::FamilyObservance | Self::OthersObservance => "P15",
            Self::AppealMargin => "P16",
            Self::RoomCost | Self::OtherCases => return None,
        })
    }

    /// Whose wish it is.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::DaysLate => Level::OnTime,
            Self::Waiting
            | Self::Slack
            | Self::FamilyTimes
            | Self::FamilyTravel
            | Self::MediatorMatch
            | Self::FamilyObservance
            | Self::AppealMargin => Level::Family,
            Self::OthersTimes
            | Self::OthersTravel
            | Self::Preparation
            | Self::LongerNotice
            | Self::OptionalPeople
            | Self::SchoolHoliday
            | Self::NamedOfficer
            | Self::OthersObservance
            | Self::RoomCost
            | Self::OtherCases => Level::Others,
        }
    }
}

impl fmt::Display for Preference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DaysLate => "days after the limit",
            Self::Waiting => "days of waiting",
            Self::Slack => "little room left for a postponement",
            Self::FamilyTimes => "a time that suits the family less",
            Self::FamilyTravel => "the family's journey",
            Self::MediatorMatch => "wishes about the mediator that are missed",
            Self::FamilyObservance => "a time the family observes",
            Self::AppealMargin => "few working days left to appeal",
            Self::OthersTimes => "a time that suits others less",
            Self::OthersTravel => "other people's journeys",
            Self::Preparation => "little time to prepare",
            Self::LongerNotice => "no more notice than the law asks for",
            Self::OptionalPeople => "people who would help are missing",
            Self::SchoolHoliday => "the school is closed",
            Self::NamedOfficer => "not the officer named in the case",
            Self::OthersObservance => "a time others observe",
            Self::RoomCost => "the price of the room",
            Self::OtherCases => "what other cases would lose",
        })
    }
}

/// What a proposal costs, wish by wish, in points.
///
/// Costs compare by their [`sums`](Self::sums).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cost {
    points: [u32; Preference::ALL.len()],
}

impl Cost {
    /// The points of one preference; 0 when it is fully met.
    #[must_use]
    pub const fn of(&self, preference: Preference) -> u32 {
        self.points[preference as usize]
    }

    /// Adds points to one preference.
    pub const fn add(&mut self, preference: Preference, points: u32) {
        let sum = &mut self.points[preference as usize];
        *sum = sum.saturating_add(points);
    }

    /// The preferences that are not fully met, with their points.
    pub fn unmet(&self) -> impl Iterator<Item = (Preference, u32)> {
        Preference::ALL
            .into_iter()
            .map(|wish| (wish, self.of(wish)))
            .filter(|&(_, points)| 0 < points)
    }

    /// The points of each level.
    #[must_use]
    pub fn sums(&self) -> Sums {
        self.unmet().fold(Sums::default(), |sums, (wish, points)| {
            sums + Sums::at(wish.level(), points)
        })
    }
}

/// Points level by level; they compare as [`Level`] says, the least being the best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sums {
    // The order of the fields is the order of the levels: the derived `Ord` compares them in turn.
    /// Points of [`Level::OnTime`].
    pub on_time: u32,
    /// Points of [`Level::Family`].
    pub family: u32,
    /// Points of [`Level::Others`].
    pub others: u32,
}

impl Sums {
    /// Points of one level and none of the others.
    #[must_use]
    pub const fn at(level: Level, points: u32) -> Self {
        let mut sums = Self {
            on_time: 0,
            family: 0,
            others: 0,
        };
        match level {
            Level::OnTime => sums.on_time = points,
            Level::Family => sums.family = points,
            Level::Others => sums.others = points,
        }
        sums
    }
}

impl Add for Sums {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            on_time: self.on_time.saturating_add(other.on_time),
            family: self.family.saturating_add(other.family),
            others: self.others.saturating_add(other.others),
        }
    }
}

/// How well a time suits the person who has to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// All of it suits well.
    Preferred,
    /// It is free.
    Free,
    /// Some of it was offered only if there is nothing better.
    IfNeeded,
}

impl Grade {
    /// The points of a required person of the family (P03).
    #[must_use]
    pub const fn family_points(self) -> u32 {
        match self {
            Self::Preferred => 0,
            Self::Free => weights::FAMILY_FREE,
            Self::IfNeeded => weights::FAMILY_IF_NEEDED,
        }
    }

    /// The points of anybody else (P03).
    #[must_use]
    pub const fn others_points(self) -> u32 {
        match self {
            Self::Preferred => 0,
            Self::Free => weights::OTHERS_FREE,
            Self::IfNeeded => weights::OTHERS_IF_NEEDED,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_late_outweighs_every_wish_of_the_family() {
        let mut late = Cost::default();
        late.add(Preference::DaysLate, 1);
        let mut far = Cost::default();
        far.add(Preference::FamilyTravel, u32::MAX);
        far.add(Preference::Waiting, u32::MAX);
        assert!(far.sums() < late.sums());
    }

    #[test]
    fn a_wish_of_the_family_outweighs_every_wish_of_the_others() {
        assert!(Sums::at(Level::Others, u32::MAX) < Sums::at(Level::Family, 1));
    }

    #[test]
    fn preferences_are_positions_of_the_list_of_all() {
        for (position, wish) in Preference::ALL.into_iter().enumerate() {
            assert_eq!(wish as usize, position);
        }
    }

    #[test]
    fn points_of_one_wish_add_up() {
        let mut cost = Cost::default();
        cost.add(Preference::Waiting, 3);
        cost.add(Preference::Waiting, 4);
        cost.add(Preference::RoomCost, 5);
        assert_eq!(cost.of(Preference::Waiting), 7);
        assert_eq!(
            cost.sums(),
            Sums {
                on_time: 0,
                family: 7,
                others: 5
            }
        );
    }
}
