//! What is wrong with a plan, in words.

use std::fmt;

use super::Violation;

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EntryCount => f.write_str("the plan needs one entry a case"),
            Self::NoSuchDay(case) => write!(f, "case {}: there is no such day", case.0),
            Self::NoSuchRoom(case) => write!(f, "case {}: there is no such room", case.0),
            Self::TeamLength(case) => write!(f, "case {}: the team needs one entry a part", case.0),
            Self::Stranger(case, part) => write!(
                f,
                "case {}: part {} is taken by somebody who is not in its pool",
                case.0, part.0
            ),
            Self::PinnedUnplaced(case) => {
                write!(f, "case {}: the pinned meeting is missing", case.0)
            }
            Self::PinnedChanged(case) => {
                write!(f, "case {}: the pinned meeting is changed", case.0)
            }
            Self::DayNotOffered(case) => write!(f, "case {}: cannot meet on this day", case.0),
            Self::StartNotOffered(case) => write!(f, "case {}: cannot start then", case.0),
            Self::OutsideDay(case) => {
                write!(f, "case {}: set-up and meeting leave the day", case.0)
            }
            Self::Mode(case) => write!(f, "case {}: cannot meet in this way", case.0),
            Self::FamilyTooFar(case) => write!(f, "case {}: too far for the family", case.0),
            Self::RoomUnsuitable(case) => write!(f, "case {}: the room does not suit", case.0),
            Self::TooFewChairs(case) => write!(f, "case {}: the room is too small", case.0),
            Self::RoomNotFree(case) => write!(f, "case {}: the room is not free", case.0),
            Self::TooFewTakers(case) => write!(f, "case {}: too few people", case.0),
            Self::TooManyTakers(case) => write!(f, "case {}: too many people", case.0),
            Self::PartUntaken(case, part) => {
                write!(f, "case {}: nobody takes part {}", case.0, part.0)
            }
            Self::TakesTwoParts(case, person) => {
                write!(f, "case {}: person {} takes two parts", case.0, person.0)
            }
            Self::AfterLastDay(case, part) => write!(
                f,
                "case {}: the taker of part {} may not do it so late",
                case.0, part.0
            ),
            Self::Authority(case) => {
                write!(f, "case {}: nobody present may decide everything", case.0)
            }
            Self::Apart(case, one, other) => write!(
                f,
                "case {}: persons {} and {} must not meet",
                case.0, one.0, other.0
            ),
            Self::TakerTooFar(case, person) => {
                write!(f, "case {}: too far for person {}", case.0, person.0)
            }
            Self::TakerNotFree(case, person) => {
                write!(f, "case {}: person {} is not free", case.0, person.0)
            }
            Self::RoomShared(one, other) => {
                write!(f, "cases {} and {} share a room", one.0, other.0)
            }
            Self::Overlap(person, one, other) => {
                write!(f, "person {}: {one} and {other} overlap", person.0)
            }
            Self::NoTimeToTravel(person, one, other) => write!(
                f,
                "person {}: no time to travel between {one} and {other}",
                person.0
            ),
            Self::NoRest(person, one, other) => write!(
                f,
                "person {}: too little rest between {one} and {other}",
                person.0
            ),
            Self::TooManyOnDay(person, day) => {
                write!(f, "person {}: too many meetings on day {}", person.0, day.0)
            }
            Self::TooManyInWeek(person, week) => write!(
                f,
                "person {}: too many meetings in week {}",
                person.0, week.0
            ),
            Self::Allowance(allowance) => {
                write!(f, "allowance {} pays for fewer meetings", allowance.0)
            }
        }
    }
}
