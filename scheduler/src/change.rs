//! What would open a date, as a change to the problem.

use crate::{
    grid::span,
    model::{
        ChildAgreed, Contract, DayIx, Member, Person, PersonIx, Problem, Room, RoomIx, SeatIx,
    },
    requirement::{Requirement, join, never, relax_in_place, suitable_mediator},
};

/// Quarters of an hour of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Times {
    /// The day.
    pub day: DayIx,
    /// First quarter of an hour.
    pub from: u8,
    /// First quarter of an hour that is no longer meant.
    pub to: u8,
}

impl Times {
    /// The times as bits of a day's word.
    pub(crate) const fn word(self) -> u64 {
        span(self.from, self.to)
    }
}

/// One step that somebody could take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// The limit is lifted by so many calendar days, where the law provides for it.
    LaterLimit {
        /// Calendar days.
        days: u16,
    },
    /// The family agrees to so many calendar days less of notice.
    ShorterNotice {
        /// Calendar days.
        days: u16,
    },
    /// The family asks for weekends and bank holidays, and all agree.
    NonWorkingDays,
    /// A person moves the booked meeting.
    Unlock,
    /// A contract with a meeting left comes to cover this day.
    ContractCovering {
        /// The day.
        day: DayIx,
    },
    /// The meeting may be held by video.
    Online,
    /// The meeting may be held in person.
    InPerson,
    /// The service manager allows the size.
    AnySize,
    /// The family goes as far as this.
    FartherTravel {
        /// Minutes one way.
        minutes: u16,
    },
    /// A room is opened, or its booking moved.
    RoomTime {
        /// The room.
        room: RoomIx,
        /// The whole time that it is needed.
        times: Times,
        /// Quarters of an hour of it that are missing.
        missing_grains: u8,
    },
    /// A room is found, or altered: like this one, with at least these properties, and private.
    AnotherRoom {
        /// In the same building, open and booked at the same hours.
        like: RoomIx,
        /// Seats.
        capacity: u8,
        /// Private rooms let with it.
        breakout_rooms: u8,
        /// What it offers: the same bits as [`Room::features`].
        features: u32,
    },
    /// Somebody makes more time.
    MoreTime {
        /// Who.
        person: PersonIx,
        /// The whole time that is needed.
        times: Times,
        /// Quarters of an hour of it that are missing.
        missing_grains: u8,
    },
    /// Another suitable mediator is found for this time.
    AnotherMediator {
        /// The whole time that is needed, set-up included.
        times: Times,
    },
    /// Another interpreter is found for this time, or two.
    AnotherInterpreter {
        /// The whole time that is needed.
        times: Times,
        /// How many: 1 or 2.
        people: u8,
    },
    /// Somebody else comes for this seat.
    AnotherMember {
        /// The seat.
        seat: SeatIx,
        /// The whole time that is needed.
        times: Times,
        /// What this person must be able to decide: the same bits as [`Member::authority`].
        authority: u32,
    },
    /// Parent and mediator agree that the child attends.
    ChildAgreed {
        /// The child's seat.
        seat: SeatIx,
    },
    /// Somebody is given authority for further issues.
    MoreAuthority {
        /// The seat.
        seat: SeatIx,
        /// Who may take it.
        person: PersonIx,
        /// The issues to be added: the same bits as [`Member::authority`].
        domains: u32,
    },
    /// Two people are in separate rooms and arrive at separate times, as far as the order allows.
    Separately {
        /// One of a pair kept apart.
        one: PersonIx,
        /// The other.
        other: PersonIx,
    },
    /// No smaller change of this requirement is enough: the meeting would have to do without it.
    Without(Requirement),
}

/// The same problem after a change.
#[must_use]
pub fn apply(problem: &Problem, change: &Change) -> Problem {
    let mut changed = problem.clone();
    apply_in_place(&mut changed, change);
    changed
}

/// Makes one change to a problem.
fn apply_in_place(problem: &mut Problem, change: &Change) {
    let request = &mut problem.request;
    match *change {
        Change::LaterLimit { days } => {
            request.last_day = request
                .last_day
                .map(|last| DayIx(last.0 + usize::from(days)));
        }
        Change::ShorterNotice { days } => {
            request.notice_day = DayIx(request.notice_day.0.saturating_sub(usize::from(days)));
        }
        Change::NonWorkingDays => request.non_working_days_agreed = true,
        Change::Unlock => request.locked = None,
        Change::ContractCovering { day } => {
            let number = problem.days[day.0].number;
            request.contracts.push(Contract {
                first_day: number,
                last_day: number,
                meetings_left: 1,
            });
        }
        Change::Online => request.online = true,
        Change::InPerson => request.in_person = true,
        Change::AnySize => request.is_size_overridden = true,
        Change::FartherTravel { minutes } => {
            request.family_max_minutes = request.family_max_minutes.max(minutes);
        }
        Change::RoomTime { room, times, .. } => {
            problem.rooms[room.0].free[times.day.0] |= times.word();
        }
        Change::AnotherRoom {
            like,
            capacity,
            breakout_rooms,
            features,
        } => {
            let room = &problem.rooms[like.0];
            let room = Room {
                capacity: room.capacity.max(capacity),
                breakout_rooms: room.breakout_rooms.max(breakout_rooms),
                features: room.features | features,
                is_private: true,
                is_staff_room: false,
                ..room.clone()
            };
            problem.rooms.push(room);
        }
        Change::MoreTime { person, times, .. } => {
            problem.people[person.0].free[times.day.0] |= times.word();
        }
        Change::AnotherMediator { times } => {
            let person = newcomer(problem, times);
            let mediator = suitable_mediator(person, problem.request.kind);
            problem.request.mediators.push(mediator);
        }
        Change::AnotherInterpreter { times, people } => {
            for _ in 0..people {
                let person = newcomer(problem, times);
                if let Some(interpreting) = &mut problem.request.interpreting {
                    interpreting.pool.push(person);
                }
            }
        }
        Change::AnotherMember {
            seat,
            times,
            authority,
        } => {
            let person = newcomer(problem, times);
            problem.request.seats[seat.0].pool.push(Member {
                person,
                authority,
                rank: 0,
            });
        }
        Change::ChildAgreed { seat } => {
            request.seats[seat.0].child_agreed = ChildAgreed {
                parent: true,
                mediator: true,
            };
        }
        Change::MoreAuthority {
            seat,
            person,
            domains,
        } => {
            let pool = &mut request.seats[seat.0].pool;
            for member in pool.iter_mut().filter(|member| member.person == person) {
                member.authority |= domains;
            }
        }
        Change::Separately { one, other } => {
            request
                .kept_apart
                .retain(|&pair| pair != (one, other) && pair != (other, one));
        }
        Change::Without(requirement) => relax_in_place(problem, requirement),
    }
}

/// Somebody new, who can come at these times only.
fn newcomer(problem: &mut Problem, times: Times) -> PersonIx {
    let mut person: Person = never(problem.days.len());
    person.free[times.day.0] = times.word();
    join(problem, person)
}
