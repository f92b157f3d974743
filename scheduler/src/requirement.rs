//! What a meeting asks for, in pieces that can be dropped one by one.

use crate::{
    grid::span,
    model::{
        ChildAgreed, Contract, DayIx, Mediator, Member, Need, Person, PersonIx, Problem, SeatIx,
    },
    rules::Rule,
};

/// One thing that a request asks of every date.
///
/// The order goes from what everybody shares (the law, the contract) to what is private (one
/// person's calendar); explanations list requirements in this order, and blame private ones last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Requirement {
    /// A meeting is booked, and stays where it is.
    Lock,
    /// A live contract pays.
    Contract,
    /// Not after the legal limit.
    Limit,
    /// Not before the notice is over.
    Notice,
    /// Not on a weekend or bank holiday.
    WorkingDays,
    /// In person only, or by video only.
    Mode,
    /// Neither too few nor too many people.
    Size,
    /// Not farther than the family goes.
    FamilyTravel,
    /// A room free of interruptions.
    RoomPrivacy,
    /// A room that meets every access need.
    RoomAccess,
    /// Enough private rooms beside it.
    Breakouts,
    /// A chair for everybody.
    RoomSize,
    /// A room that is open and not booked.
    Room,
    /// A mediator who is suitable and available.
    Mediator,
    /// Interpreters who are available.
    Interpreting,
    /// Somebody present who may decide, for every issue.
    Authority,
    /// People whom a court keeps apart.
    KeptApart,
    /// One of those who may take this seat is available.
    Seat(SeatIx),
}

impl Requirement {
    /// Everything that this problem requires, in order.
    pub(crate) fn all(problem: &Problem) -> Vec<Self> {
        let seats = problem.request.seats.iter().enumerate();
        let required = seats
            .filter(|(_, seat)| seat.need == Need::Required)
            .map(|(seat, _)| Self::Seat(SeatIx(seat)));
        Self::SHARED.into_iter().chain(required).collect()
    }

    /// The requirements that are not about one seat, in order.
    const SHARED: [Self; 17] = [
        Self::Lock,
        Self::Contract,
        Self::Limit,
        Self::Notice,
        Self::WorkingDays,
        Self::Mode,
        Self::Size,
        Self::FamilyTravel,
        Self::RoomPrivacy,
        Self::RoomAccess,
        Self::Breakouts,
        Self::RoomSize,
        Self::Room,
        Self::Mediator,
        Self::Interpreting,
        Self::Authority,
        Self::KeptApart,
    ];

    /// The rules it stands for.
    #[must_use]
    pub const fn rules(self) -> &'static [Rule] {
        match self {
            Self::Lock => &[Rule::BookedStays],
            Self::Contract => &[Rule::Contract],
            Self::Limit => &[Rule::StatutoryLimit],
            Self::Notice => &[Rule::Notice],
            Self::WorkingDays => &[Rule::WorkingDay],
            Self::Mode | Self::FamilyTravel => &[Rule::WithinReach],
            Self::Size | Self::RoomSize => &[Rule::Size],
            Self::RoomPrivacy => &[Rule::PrivateRoom],
            Self::RoomAccess | Self::Breakouts => &[Rule::RoomSuits],
            Self::Room => &[Rule::EverythingHeld],
            Self::Mediator => &[
                Rule::IndependentMediator,
                Rule::NoConflictOfInterest,
                Rule::AccreditedMediator,
                Rule::OnePlaceAtATime,
                Rule::ImpossibleTimes,
                Rule::FairLoad,
                Rule::EverythingHeld,
            ],
            Self::Interpreting => &[
                Rule::OnePlaceAtATime,
                Rule::Interpreter,
                Rule::TwoSigners,
                Rule::ImpossibleTimes,
                Rule::FairLoad,
            ],
            Self::Authority => &[Rule::Authority],
            Self::KeptApart => &[Rule::KeptApart],
            Self::Seat(_) => &[
                Rule::RequiredPeople,
                Rule::OnePlaceAtATime,
                Rule::ChildAgreed,
                Rule::ImpossibleTimes,
                Rule::FairLoad,
            ],
        }
    }
}

/// The same problem without one requirement.
///
/// A seat, the mediator or the interpreting is dropped by putting somebody in who always can, so
/// that the other requirements mean the same as before.
#[must_use]
pub fn relax(problem: &Problem, requirement: Requirement) -> Problem {
    let mut relaxed = problem.clone();
    relax_in_place(&mut relaxed, requirement);
    relaxed
}

/// Drops one requirement from a problem.
pub(crate) fn relax_in_place(problem: &mut Problem, requirement: Requirement) {
    let request = &mut problem.request;
    match requirement {
        Requirement::Lock => request.locked = None,
        Requirement::Contract => {
            request.contracts = vec![Contract {
                first_day: i32::MIN,
                last_day: i32::MAX,
                meetings_left: 1,
            }];
        }
        Requirement::Limit => request.last_day = None,
        Requirement::Notice => request.notice_day = request.notice_day.min(TOMORROW),
        Requirement::WorkingDays => request.non_working_days_agreed = true,
        Requirement::Mode => (request.in_person, request.online) = (true, true),
        Requirement::Size => request.is_size_overridden = true,
        Requirement::FamilyTravel => request.family_max_minutes = u16::MAX,
        Requirement::RoomAccess => request.needs = 0,
        Requirement::Breakouts => request.breakout_rooms = 0,
        Requirement::Authority => request.domains = 0,
        Requirement::KeptApart => request.kept_apart.clear(),
        Requirement::RoomPrivacy => {
            for room in &mut problem.rooms {
                (room.is_private, room.is_staff_room) = (true, false);
            }
        }
        Requirement::RoomSize => {
            for room in &mut problem.rooms {
                room.capacity = u8::MAX;
            }
        }
        Requirement::Room => {
            for room in &mut problem.rooms {
                room.free.fill(u64::MAX);
            }
        }
        Requirement::Mediator => {
            let person = join(problem, always(problem.days.len()));
            problem.request.mediators = vec![suitable_mediator(person, problem.request.kind)];
        }
        Requirement::Interpreting => relax_interpreting(problem),
        Requirement::Seat(seat) => relax_seat(problem, seat),
    }
}

/// The first day a meeting can be on at all, unless the notice is over even before.
///
/// Hours of today may be in the past, and this crate does not ask for the time.
pub(crate) const TOMORROW: DayIx = DayIx(1);

/// Puts as many interpreters as are needed into the pool, who always can.
fn relax_interpreting(problem: &mut Problem) {
    let stand_ins = [(); 2].map(|()| join(problem, always(problem.days.len())));
    if let Some(interpreting) = &mut problem.request.interpreting {
        interpreting.pool = stand_ins.to_vec();
    }
}

/// Puts somebody into the pool of a seat who always can, and may decide what the pool together may.
fn relax_seat(problem: &mut Problem, seat: SeatIx) {
    let person = join(problem, always(problem.days.len()));
    let seat = &mut problem.request.seats[seat.0];
    let authority = seat
        .pool
        .iter()
        .fold(0, |all, member| all | member.authority);
    seat.pool = vec![Member {
        person,
        authority,
        rank: 0,
    }];
    seat.child_agreed = ChildAgreed {
        parent: true,
        mediator: true,
    };
}

/// A mediator against whom nothing speaks.
pub(crate) const fn suitable_mediator(person: PersonIx, kind: u8) -> Mediator {
    Mediator {
        person,
        is_la_employee: false,
        is_health_employee: false,
        accredited_for: 1 << kind,
        cover_until: i32::MAX,
        interests: Vec::new(),
        mismatch: 0,
    }
}

/// Somebody who is never there and held to nothing.
pub(crate) fn never(days: usize) -> Person {
    Person {
        base: None,
        free: vec![0; days],
        preferred: vec![0; days],
        if_needed: vec![0; days],
        blocked: vec![0; days],
        observance: vec![0; days],
        commitments: Vec::new(),
        max_day: None,
        max_week: None,
        min_gap: 0,
        is_child_or_relative: false,
    }
}

/// Somebody who always can.
pub(crate) fn always(days: usize) -> Person {
    let all_day = span(0, crate::grid::GRAINS);
    Person {
        free: vec![all_day; days],
        ..never(days)
    }
}

/// Adds a person to a problem.
pub(crate) fn join(problem: &mut Problem, person: Person) -> PersonIx {
    problem.people.push(person);
    PersonIx(problem.people.len() - 1)
}
