//! The hard rules, by name and by sentence.
//!
//! The ids are those of the service's rule book. A rule that concerns more than one meeting, or
//! only what is written to people, has no variant here.

use std::fmt;

/// What no proposal may break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// H01: within 30 calendar days, unless the body concerned has said that it cannot be
    /// (SEND Regulations 2014, reg. 35, 36 and 39).
    StatutoryLimit,
    /// H02: five clear working days' notice to the family, unless it agreed to less (reg. 37(2)).
    Notice,
    /// H03: everybody required is there, one of those who may come for them, and available
    /// (Children and Families Act 2014, s. 53 and 54).
    RequiredPeople,
    /// H04: for every issue somebody present may decide it (reg. 37(1)).
    Authority,
    /// H05: the mediator works for no local authority and, where health is in issue, for no ICB
    /// and not for NHS England (s. 53, 54, 56 and 57).
    IndependentMediator,
    /// H06: the mediator declared no interest in anybody in the case (mediation standards).
    NoConflictOfInterest,
    /// H07: the mediator is accredited for the case type, and covered on the day (reg. 40).
    AccreditedMediator,
    /// H08: nobody is in two places at once, travel included (logic).
    OnePlaceAtATime,
    /// H09: neither too few nor too many people for a fair talk, and a chair for each
    /// (practice standards).
    Size,
    /// H10: the room offers what the family needs, private rooms included (Equality Act 2010).
    RoomSuits,
    /// H11: the room is free of interruptions and no staff room (practice standards).
    PrivateRoom,
    /// H12: an interpreter for the whole meeting, who is no child or relative (practice standards).
    Interpreter,
    /// H13: two signers take turns in a long meeting (British Sign Language practice).
    TwoSigners,
    /// H16: a child attends only if parent and mediator agree (reg. 38(1)(c)).
    ChildAgreed,
    /// H19: on working days, unless the family asked otherwise and all agreed (practice).
    WorkingDay,
    /// H20: impossible times are impossible, without a reason (practice standards).
    ImpossibleTimes,
    /// H22: people whom a court keeps apart are not brought together (court order).
    KeptApart,
    /// H23: in the manner, and within the distance, that the family accepts (Code of Practice
    /// 11.38: a convenient place).
    WithinReach,
    /// H24: what is booked moves only by a person's hand (design).
    BookedStays,
    /// H26: daily and weekly limits and the rest between two meetings (design).
    FairLoad,
    /// H27: mediator and room are held for the whole block, set-up included (design).
    EverythingHeld,
    /// H28: a live contract pays (commissioning).
    Contract,
}

impl Rule {
    /// Every rule, in the order of the rule book.
    pub const ALL: [Self; 22] = [
        Self::StatutoryLimit,
        Self::Notice,
        Self::RequiredPeople,
        Self::Authority,
        Self::IndependentMediator,
        Self::NoConflictOfInterest,
        Self::AccreditedMediator,
        Self::OnePlaceAtATime,
        Self::Size,
        Self::RoomSuits,
        Self::PrivateRoom,
        Self::Interpreter,
        Self::TwoSigners,
        Self::ChildAgreed,
        Self::WorkingDay,
        Self::ImpossibleTimes,
        Self::KeptApart,
        Self::WithinReach,
        Self::BookedStays,
        Self::FairLoad,
        Self::EverythingHeld,
        Self::Contract,
    ];

    /// Its id in the rule book, such as `H01`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::StatutoryLimit => "H01",
            Self::Notice => "H02",
            Self::RequiredPeople => "H03",
            Self::Authority => "H04",
            Self::IndependentMediator => "H05",
            Self::NoConflictOfInterest => "H06",
            Self::AccreditedMediator => "H07",
            Self::OnePlaceAtATime => "H08",
            Self::Size => "H09",
            Self::RoomSuits => "H10",
            Self::PrivateRoom => "H11",
            Self::Interpreter => "H12",
            Self::TwoSigners => "H13",
            Self::ChildAgreed => "H16",
            Self::WorkingDay => "H19",
            Self::ImpossibleTimes => "H20",
            Self::KeptApart => "H22",
            Self::WithinReach => "H23",
            Self::BookedStays => "H24",
            Self::FairLoad => "H26",
            Self::EverythingHeld => "H27",
            Self::Contract => "H28",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StatutoryLimit => "the meeting must be within the 30-day limit",
            Self::Notice => "the family must have five clear working days' notice",
            Self::RequiredPeople => "everybody required must be there and available",
            Self::Authority => "somebody present must be able to decide every issue",
            Self::IndependentMediator => {
                "the mediator must not work for a body of the kind involved"
            }
            Self::NoConflictOfInterest => {
                "the mediator must have no interest in anybody in the case"
            }
            Self::AccreditedMediator => "the mediator must be accredited and covered on the day",
            Self::OnePlaceAtATime => "nobody can be in two places at once, travel included",
            Self::Size => {
                "the meeting must be neither too small nor too large, with a chair for each"
            }
            Self::RoomSuits => "the room must offer every access need and enough private rooms",
            Self::PrivateRoom => "the room must be private and not a staff room",
            Self::Interpreter => "an interpreter must be there for the whole meeting",
            Self::TwoSigners => "a long signed meeting needs two signers",
            Self::ChildAgreed => "a child attends only if parent and mediator agree",
            Self::WorkingDay => "the meeting must be on a working day",
            Self::ImpossibleTimes => "nobody is asked to come at an impossible time",
            Self::KeptApart => "people a court keeps apart must not meet",
            Self::WithinReach => "the family must accept the manner and the distance",
            Self::BookedStays => "a booked meeting moves only by a person's hand",
            Self::FairLoad => "daily and weekly limits and rests must be kept",
            Self::EverythingHeld => "mediator and room must be held for the whole block",
            Self::Contract => "a live contract must pay for the meeting",
        })
    }
}
