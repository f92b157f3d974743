//! What can be wrong with a file, and where.

use std::{error::Error, fmt};

use super::broken::Broken;

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileMistake {
    /// Where, such as `cases[3].roles[0].pool[2]`; empty for the file as a whole.
    pub place: String,
    /// What.
    pub what: Wrong,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// It is not JSON of this form; the reader's own words, with line and column.
    Unreadable(String),
    /// It is of a version that is not known here.
    Version(String),
    /// A number is too small or too large.
    Number {
        /// The number.
        is: i64,
        /// The smallest allowed.
        least: i64,
        /// The largest allowed.
        most: i64,
    },
    /// A list is too short or too long.
    Length {
        /// Its length.
        is: usize,
        /// The shortest allowed.
        least: usize,
        /// The longest allowed.
        most: usize,
    },
    /// A position is named at which there is nothing.
    NoSuch(Thing, i64),
    /// What is listed does not say its own position.
    NotItsPosition(i64),
    /// An interval ends before it starts, or takes no time.
    Ends {
        /// Its start.
        from: i64,
        /// Its end.
        to: i64,
    },
    /// An interval or a meeting leaves the day.
    LeavesDay(i64),
    /// Two times on one day at which a room is open touch: they are one.
    Touches,
    /// A week comes after a later one.
    WeekGoesBack,
    /// Beginning a day takes hours and minutes.
    NoTime(String),
    /// Two roles have the same name.
    SameRole(String),
    /// A list names a person twice.
    NamedTwice(i64),
    /// Nobody can do something that must be done.
    NobodyCan(String),
    /// A mediator lacks something.
    MediatorLacks(&'static str),
    /// Somebody mediates and is also asked for as something else, and could not be held to two rules.
    MediatesAndMore,
    /// A pinned case has no meeting.
    PinnedToNothing,
    /// A current meeting leaves a role empty.
    RoleEmpty(String),
    /// A current meeting has a role that the case does not ask for.
    NoSuchRole(String),
    /// The first meetings beyond a fair share cost more than the further ones.
    BalanceFalls,
    /// The costs of one level add up to more than can be counted.
    CostsTooMuch(&'static str),
    /// The pinned meetings break a rule.
    Pinned(Broken),
}

/// What a position counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A working day.
    Day,
    /// A building.
    Venue,
    /// A room.
    Room,
    /// Somebody.
    Person,
    /// The start of a meeting.
    Start,
}

impl fmt::Display for FileMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            write!(f, "{}", self.what)
        } else {
            write!(f, "{}: {}", self.place, self.what)
        }
    }
}

impl Error for FileMistake {}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(said) => f.write_str(said),
            Self::Version(version) => write!(f, "version {version:?} is not known here"),
            Self::Number { is, least, most } => {
                write!(f, "{is} must be between {least} and {most}")
            }
            Self::Length { is, least, most } if least == most => {
                write!(f, "{is} entries must be {least}")
            }
            Self::Length { is, least, most } => {
                write!(f, "{is} entries must be between {least} and {most}")
            }
            Self::NoSuch(thing, position) => write!(f, "there is no {thing} {position}"),
            Self::NotItsPosition(id) => write!(f, "{id} is not its position in the list"),
            Self::Ends { from, to } => write!(f, "it ends at {to}, which is not after {from}"),
            Self::LeavesDay(grains) => write!(f, "it leaves the day, which has {grains} grains"),
            Self::Touches => f.write_str("it touches another time of the day: write them as one"),
            Self::WeekGoesBack => f.write_str("the week lies before that of the day before"),
            Self::NoTime(text) => write!(f, "{text:?} is no time of day such as 09:00"),
            Self::SameRole(role) => write!(f, "the role {role:?} is there twice"),
            Self::NamedTwice(person) => write!(f, "person {person} is named twice"),
            Self::NobodyCan(role) => write!(f, "nobody can be {role:?}"),
            Self::MediatorLacks(field) => write!(f, "a mediator needs {field:?}"),
            Self::MediatesAndMore => {
                f.write_str("somebody who mediates cannot have another part in any case")
            }
            Self::PinnedToNothing => f.write_str("it is pinned but has no current meeting"),
            Self::RoleEmpty(role) => write!(f, "nobody is {role:?}"),
            Self::NoSuchRole(role) => write!(f, "the case asks for no {role:?}"),
            Self::BalanceFalls => f.write_str("it must not be less than balance1"),
            Self::CostsTooMuch(level) => {
                write!(
                    f,
                    "the costs of level {level:?} could add up to 2^32 or more"
                )
            }
            Self::Pinned(broken) => write!(f, "pinned meetings break a rule: {broken}"),
        }
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "day",
            Self::Venue => "venue",
            Self::Room => "room",
            Self::Person => "person",
            Self::Start => "start",
        })
    }
}
