//! Rules that a solution can break, by name and by sentence.

use std::fmt;

/// A rule that a solution breaks, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Broken {
    /// A case is not listed exactly once, or is none of the file's.
    Listed {
        /// The case.
        case: i64,
        /// How often it is listed.
        times: usize,
    },
    /// A meeting by itself breaks a rule.
    Case {
        /// The case.
        case: usize,
        /// The rule.
        rule: CaseRule,
    },
    /// Somebody has more meetings on a day than allowed.
    PersonDay {
        /// Who.
        person: i64,
        /// When.
        day: i64,
        /// How many.
        meetings: usize,
    },
    /// Somebody has more meetings in a week than allowed.
    PersonWeek {
        /// Who.
        person: i64,
        /// When.
        week: i64,
        /// How many.
        meetings: usize,
    },
    /// Somebody is in two meetings at once, or has no time to get from one to the other.
    PersonClash {
        /// Who.
        person: i64,
        /// When.
        day: i64,
        /// The meetings, the smaller number first.
        cases: (usize, usize),
    },
    /// Two meetings share a room.
    RoomClash {
        /// Where.
        room: i64,
        /// When.
        day: i64,
        /// The meetings, the smaller number first.
        cases: (usize, usize),
    },
}

/// A rule that a meeting can break by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseRule {
    /// A pinned meeting is planned.
    PinnedUnplaced,
    /// A pinned meeting stays as it is.
    PinnedMoved,
    /// A meeting and its set-up lie within one day of the calendar.
    OutsideDay,
    /// There is such a room.
    NoSuchPlace,
    /// Nobody is given too short notice.
    TooEarly,
    /// A hard deadline is kept.
    TooLate,
    /// It is not held by video.
    MustBeInPerson,
    /// It is held by video.
    MustBeOnline,
    /// The room has the chairs, private rooms and access that are needed.
    RoomUnsuitable,
    /// The room is open, from the set-up on.
    RoomClosed,
    /// The family can get there.
    TooFarForFamily,
    /// The mediator can get there.
    TooFarForMediator(i64),
    /// Somebody does each thing.
    RoleEmpty(String),
    /// Nothing is done that the case does not ask for.
    NoSuchRole(String),
    /// Somebody of the pool does it.
    NotOfPool(String, i64),
    /// Everybody held is free.
    NotAvailable(i64),
}

impl Broken {
    /// The case that breaks the rule; the later one of two.
    #[must_use]
    pub fn case(&self) -> Option<usize> {
        match self {
            Self::Listed { case, .. } => usize::try_from(*case).ok(),
            Self::Case { case, .. } => Some(*case),
            Self::PersonClash { cases, .. } | Self::RoomClash { cases, .. } => Some(cases.1),
            Self::PersonDay { .. } | Self::PersonWeek { .. } => None,
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // A case of the file that is listed once is as it should be.
            Self::Listed { case, times: 1 } => write!(f, "there is no case {case}"),
            Self::Listed { case, times } => write!(f, "case {case} is listed {times} times"),
            Self::Case { case, rule } => write!(f, "case {case}: {rule}"),
            Self::PersonDay {
                person,
                day,
                meetings,
            } => write!(f, "person {person} has {meetings} meetings on day {day}"),
            Self::PersonWeek {
                person,
                week,
                meetings,
            } => write!(f, "person {person} has {meetings} meetings in week {week}"),
            Self::PersonClash { person, day, cases } => write!(
                f,
                "person {person} cannot be in cases {} and {} on day {day}",
                cases.0, cases.1
            ),
            Self::RoomClash { room, day, cases } => write!(
                f,
                "room {room} holds cases {} and {} at once on day {day}",
                cases.0, cases.1
            ),
        }
    }
}

impl fmt::Display for CaseRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PinnedUnplaced => f.write_str("it is pinned and has no meeting"),
            Self::PinnedMoved => f.write_str("it is pinned and was changed"),
            Self::OutsideDay => f.write_str("it does not lie within a day of the calendar"),
            Self::NoSuchPlace => f.write_str("there is no such place"),
            Self::TooEarly => f.write_str("it is before the earliest day"),
            Self::TooLate => f.write_str("it is after a hard deadline"),
            Self::MustBeInPerson => f.write_str("it must be in person"),
            Self::MustBeOnline => f.write_str("it must be by video"),
            Self::RoomUnsuitable => f.write_str("the room does not suit"),
            Self::RoomClosed => f.write_str("the room is closed"),
            Self::TooFarForFamily => f.write_str("it is too far for the family"),
            Self::TooFarForMediator(person) => {
                write!(f, "it is too far for the mediator, person {person}")
            }
            Self::RoleEmpty(role) => write!(f, "nobody is {role}"),
            Self::NoSuchRole(role) => write!(f, "it asks for no {role}"),
            Self::NotOfPool(role, person) => {
                write!(f, "person {person} is not in the pool for {role}")
            }
            Self::NotAvailable(person) => write!(f, "person {person} is not available"),
        }
    }
}
