//! What is wrong with a joint problem, in words.

use std::fmt;

use super::Mistake;

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDays => f.write_str("there must be at least one day"),
            Self::Grains(grains) => write!(f, "a day has 1 to 64 grains, not {grains}"),
            Self::GrainMinutes => f.write_str("a grain must take at least a minute"),
            Self::JourneyMinutes => f.write_str("a step of a journey must take at least a minute"),
            Self::RoomVenue(room) => write!(f, "room {}: there is no such venue", room.0),
            Self::RoomWords(room) => write!(f, "room {}: needs a word a day", room.0),
            Self::RoomBits(room) => write!(f, "room {}: is free outside the day", room.0),
            Self::PersonWords(person) => write!(f, "person {}: needs a word a day", person.0),
            Self::PersonBits(person) => write!(f, "person {}: has times outside the day", person.0),
            Self::CommitmentTimes(person, commitment) => write!(
                f,
                "person {}: commitment {commitment} ends before it begins, or leaves the day",
                person.0
            ),
            Self::CommitmentDay(person, commitment) => write!(
                f,
                "person {}: commitment {commitment} is on no day that there is",
                person.0
            ),
            Self::CommitmentVenue(person, commitment) => write!(
                f,
                "person {}: commitment {commitment} is at no venue that there is",
                person.0
            ),
            Self::CaseDays(case) => write!(f, "case {}: needs an entry a day", case.0),
            Self::NoSuchAllowance(case, allowance) => {
                write!(f, "case {}: there is no allowance {}", case.0, allowance.0)
            }
            Self::StartBits(case) => write!(f, "case {}: starts outside the day", case.0),
            Self::AttendedNothing(case) => {
                write!(f, "case {}: the meeting must take some time", case.0)
            }
            Self::NoMode(case) => {
                write!(f, "case {}: must be allowed in person or by video", case.0)
            }
            Self::SizeLimits(case) => write!(
                f,
                "case {}: the fewest people must not be more than the most",
                case.0
            ),
            Self::EmptyPool(case, part) => {
                write!(
                    f,
                    "case {}: nobody may take the required part {}",
                    case.0, part.0
                )
            }
            Self::NamedTwice(case, part, person) => write!(
                f,
                "case {}: the pool of part {} names person {} twice",
                case.0, part.0, person.0
            ),
            Self::NoSuchPerson(case, person) => {
                write!(f, "case {}: there is no person {}", case.0, person.0)
            }
            Self::NoSuchDay(case, day) => write!(f, "case {}: there is no day {}", case.0, day.0),
            Self::NoSuchRoom(case, room) => {
                write!(f, "case {}: there is no room {}", case.0, room.0)
            }
            Self::ApartFromSelf(case, person) => write!(
                f,
                "case {}: person {} is kept apart from itself",
                case.0, person.0
            ),
            Self::CurrentTeam(case) => write!(
                f,
                "case {}: the team it has now needs one entry a part",
                case.0
            ),
            Self::PinnedNothing(case) => {
                write!(f, "case {}: is pinned but has no meeting", case.0)
            }
            Self::Pinned(violation) => write!(f, "what is pinned cannot stay: {violation}"),
            Self::FurtherIsCheaper(level) => write!(
                f,
                "balance: a further meeting must not cost less than one of the first ({level:?})"
            ),
            Self::NegativeScale(level) => {
                write!(
                    f,
                    "scale: a point must not count for less than nothing ({level:?})"
                )
            }
            Self::TooCostly => f.write_str("the costs are too large to be added up without error"),
        }
    }
}
