//! Problems that make no sense, all mistakes at once.

use std::fmt;

use crate::{
    grid::GRAINS,
    model::{DayIx, Need, PersonIx, Problem, RoomIx, SeatIx, Slot, VenueIx, Whereabouts},
};

/// Why a problem cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mistake {
    /// No proposals were asked for.
    NothingAsked,
    /// There are fewer than two days, so that there is no tomorrow.
    TooFewDays,
    /// The days do not follow on one another.
    DaysNotConsecutive(DayIx),
    /// A person has not one word for each day.
    PersonWords(PersonIx),
    /// A room has not one word for each day.
    RoomWords(RoomIx),
    /// A room is in no venue that there is.
    RoomVenue(RoomIx),
    /// A person's commitment is on no day, at no venue, or ends before it begins.
    Commitment(PersonIx),
    /// Somebody is named who is not there.
    NoSuchPerson(PersonIx),
    /// A day is named that is not there.
    NoSuchDay(DayIx),
    /// The booked meeting starts outside the planning day.
    LockOutsideDay(Slot),
    /// The meeting takes no time, or more than there is in a day.
    BlockLength,
    /// The case type has no bit.
    Kind(u8),
    /// The meeting may be held neither in person nor by video.
    NoMode,
    /// Nobody mediates.
    NoMediators,
    /// A pool names the same person twice.
    NamedTwice(PersonIx),
    /// A court keeps a person apart from that person.
    ApartFromSelf(PersonIx),
    /// Nobody may take a required seat.
    EmptySeat(SeatIx),
    /// More people than can be counted.
    TooManyPeople,
    /// The fewest people are more than the most.
    SizeLimits,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingAsked => f.write_str("ask for at least one proposal"),
            Self::TooFewDays => f.write_str("there must be at least two days"),
            Self::DaysNotConsecutive(day) => write!(f, "day {} does not follow the last", day.0),
            Self::PersonWords(person) => write!(f, "person {} needs a word a day", person.0),
            Self::RoomWords(room) => write!(f, "room {} needs a word a day", room.0),
            Self::RoomVenue(room) => write!(f, "room {} is in no venue", room.0),
            Self::Commitment(person) => {
                write!(f, "person {} has an impossible commitment", person.0)
            }
            Self::NoSuchPerson(person) => write!(f, "there is no person {}", person.0),
            Self::NoSuchDay(day) => write!(f, "there is no day {}", day.0),
            Self::LockOutsideDay(slot) => write!(f, "a meeting cannot start at {}", slot.start),
            Self::BlockLength => f.write_str("the meeting must take some time and fit into a day"),
            Self::Kind(kind) => write!(f, "there is no case type {kind}"),
            Self::NoMode => f.write_str("the meeting must be allowed in person or by video"),
            Self::NoMediators => f.write_str("there must be at least one mediator"),
            Self::NamedTwice(person) => write!(f, "a pool names person {} twice", person.0),
            Self::ApartFromSelf(person) => {
                write!(f, "person {} is kept apart from itself", person.0)
            }
            Self::EmptySeat(seat) => write!(f, "nobody may take the required seat {}", seat.0),
            Self::TooManyPeople => f.write_str("there are more people than can be counted"),
            Self::SizeLimits => f.write_str("the fewest people must not be more than the most"),
        }
    }
}

impl std::error::Error for Mistake {}

/// Everything that is wrong with a problem, each mistake once; nothing for a sound one.
#[must_use]
pub fn mistakes(problem: &Problem) -> Vec<Mistake> {
    let mut found = Vec::new();
    in_days(problem, &mut found);
    in_people(problem, &mut found);
    in_rooms(problem, &mut found);
    in_request(problem, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

/// Mistakes in the days.
fn in_days(problem: &Problem, found: &mut Vec<Mistake>) {
    if problem.days.len() < 2 {
        found.push(Mistake::TooFewDays);
    }
    for (position, pair) in problem.days.windows(2).enumerate() {
        if pair[0].number.checked_add(1) != Some(pair[1].number) || pair[1].week < pair[0].week {
            found.push(Mistake::DaysNotConsecutive(DayIx(position + 1)));
        }
    }
}

/// Mistakes in the people.
fn in_people(problem: &Problem, found: &mut Vec<Mistake>) {
    let days = problem.days.len();
    for (position, person) in problem.people.iter().enumerate() {
        let words = [
            &person.free,
            &person.preferred,
            &person.if_needed,
            &person.blocked,
            &person.observance,
        ];
        if words.iter().any(|words| words.len() != days) {
            found.push(Mistake::PersonWords(PersonIx(position)));
        }
        let is_wrong = person.commitments.iter().any(|commitment| {
            let is_nowhere = match commitment.place {
                Whereabouts::Venue(VenueIx(venue)) => problem.venues.len() <= venue,
                Whereabouts::Online | Whereabouts::Elsewhere(_) => false,
            };
            let is_never = commitment.to <= commitment.from || GRAINS < commitment.to;
            is_nowhere || is_never || days <= commitment.day.0
        });
        if is_wrong {
            found.push(Mistake::Commitment(PersonIx(position)));
        }
    }
}

/// Mistakes in the rooms.
fn in_rooms(problem: &Problem, found: &mut Vec<Mistake>) {
    for (position, room) in problem.rooms.iter().enumerate() {
        if problem.venues.len() <= room.venue.0 {
            found.push(Mistake::RoomVenue(RoomIx(position)));
        }
        if room.free.len() != problem.days.len() {
            found.push(Mistake::RoomWords(RoomIx(position)));
        }
    }
}

/// Mistakes in the request and the policy.
fn in_request(problem: &Problem, found: &mut Vec<Mistake>) {
    let request = &problem.request;
    let block = request.block;
    let parts = [block.pre_meetings, block.session, block.signing];
    let len: u32 = parts.into_iter().map(u32::from).sum();
    if len == 0 || u32::from(GRAINS) < len + u32::from(block.setup) {
        found.push(Mistake::BlockLength);
    }
    if 32 <= request.kind {
        found.push(Mistake::Kind(request.kind));
    }
    if !request.in_person && !request.online {
        found.push(Mistake::NoMode);
    }
    if request.mediators.is_empty() {
        found.push(Mistake::NoMediators);
    }
    // A mediator, at most two interpreters, and the seats.
    if usize::from(u8::MAX) < 3 + request.seats.len() + usize::from(request.extra_people) {
        found.push(Mistake::TooManyPeople);
    }
    if problem.policy.max_people < problem.policy.min_people {
        found.push(Mistake::SizeLimits);
    }
    in_pool(
        request.mediators.iter().map(|mediator| mediator.person),
        found,
    );
    let interpreters = request
        .interpreting
        .iter()
        .flat_map(|interpreting| &interpreting.pool);
    in_pool(interpreters.copied(), found);
    for (position, seat) in request.seats.iter().enumerate() {
        in_pool(seat.pool.iter().map(|member| member.person), found);
        if seat.need == Need::Required && seat.pool.is_empty() {
            found.push(Mistake::EmptySeat(SeatIx(position)));
        }
    }
    let days = [
        Some(request.notice_day),
        request.last_day,
        request.locked.map(|slot| slot.day),
    ];
    let days = days
        .into_iter()
        .flatten()
        .filter(|day| problem.days.len() <= day.0);
    found.extend(days.map(Mistake::NoSuchDay));
    found.extend(
        request
            .locked
            .filter(|slot| GRAINS <= slot.start)
            .map(Mistake::LockOutsideDay),
    );
    let missing = people_named(problem).filter(|person| problem.people.len() <= person.0);
    found.extend(missing.map(Mistake::NoSuchPerson));
}

/// Mistakes in one pool.
fn in_pool(pool: impl Iterator<Item = PersonIx>, found: &mut Vec<Mistake>) {
    let mut people: Vec<_> = pool.collect();
    people.sort_unstable();
    let twice = people.windows(2).filter(|pair| pair[0] == pair[1]);
    found.extend(twice.map(|pair| Mistake::NamedTwice(pair[0])));
}

/// Everybody whom the request names.
fn people_named(problem: &Problem) -> impl Iterator<Item = PersonIx> {
    let request = &problem.request;
    let mediators = request.mediators.iter().map(|mediator| mediator.person);
    let members = request
        .seats
        .iter()
        .flat_map(|seat| seat.pool.iter().map(|member| member.person));
    let interpreters = request
        .interpreting
        .iter()
        .flat_map(|interpreting| interpreting.pool.iter());
    let apart = request
        .kept_apart
        .iter()
        .flat_map(|&(one, other)| [one, other]);
    mediators
        .chain(members)
        .chain(interpreters.copied())
        .chain(apart)
}
