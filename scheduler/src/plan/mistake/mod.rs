//! Joint problems that make no sense, all mistakes at once.

mod case;
mod display;
mod price;

use super::{
    check::{Violation, violations},
    model::{AllowanceIx, CaseIx, DayIx, PartIx, Person, PersonIx, Plan, Problem, RoomIx, VenueIx},
    points::Level,
};
use crate::model::Whereabouts;

/// Why a joint problem cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mistake {
    /// There are no days.
    NoDays,
    /// A day has no grains, or more than a word has bits.
    Grains(u8),
    /// A grain takes no time.
    GrainMinutes,
    /// A step of a journey takes no time.
    JourneyMinutes,
    /// A room is in no venue that there is.
    RoomVenue(RoomIx),
    /// A room has not one word for each day.
    RoomWords(RoomIx),
    /// A room is free outside the day.
    RoomBits(RoomIx),
    /// A person has not one word for each day.
    PersonWords(PersonIx),
    /// A person has times outside the day.
    PersonBits(PersonIx),
    /// A commitment ends before it begins, or leaves the day.
    CommitmentTimes(PersonIx, usize),
    /// A commitment is on no day that there is.
    CommitmentDay(PersonIx, usize),
    /// A commitment is at no venue that there is.
    CommitmentVenue(PersonIx, usize),
    /// A case has not one entry for each day.
    CaseDays(CaseIx),
    /// A day is paid from an allowance that is not there.
    NoSuchAllowance(CaseIx, AllowanceIx),
    /// Starts are outside the day.
    StartBits(CaseIx),
    /// The meeting takes no time.
    AttendedNothing(CaseIx),
    /// The meeting may be held neither in person nor by video.
    NoMode(CaseIx),
    /// The fewest people are more than the most.
    SizeLimits(CaseIx),
    /// Nobody may take a part that must be done.
    EmptyPool(CaseIx, PartIx),
    /// A pool names the same person twice.
    NamedTwice(CaseIx, PartIx, PersonIx),
    /// A case names a person who is not there.
    NoSuchPerson(CaseIx, PersonIx),
    /// A case names a day that is not there.
    NoSuchDay(CaseIx, DayIx),
    /// The meeting that a case has is in a room that is not there.
    NoSuchRoom(CaseIx, RoomIx),
    /// Somebody is kept apart from themselves.
    ApartFromSelf(CaseIx, PersonIx),
    /// The meeting that a case has is by a team of another size.
    CurrentTeam(CaseIx),
    /// What is pinned is not there.
    PinnedNothing(CaseIx),
    /// A pinned meeting breaks a rule, by itself or together with other pinned ones.
    Pinned(Violation),
    /// A further meeting beyond a fair share costs less than one of the first.
    FurtherIsCheaper(Level),
    /// A point of a level counts for less than nothing.
    NegativeScale(Level),
    /// Costs could become larger than they can be added up without error.
    TooCostly,
}

impl std::error::Error for Mistake {}

/// Everything that is wrong with a problem, each mistake once; nothing for a sound one.
#[must_use]
pub fn mistakes(problem: &Problem) -> Vec<Mistake> {
    let mut found = Vec::new();
    in_grid(problem, &mut found);
    in_rooms(problem, &mut found);
    in_people(problem, &mut found);
    for position in 0..problem.cases.len() {
        case::in_case(problem, CaseIx(position), &mut found);
    }
    price::in_levels(problem, &mut found);
    // What is below reads the problem and relies on it.
    if found.is_empty() {
        price::in_sums(problem, &mut found);
        in_pinned(problem, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Mistakes in the days and what they consist of.
fn in_grid(problem: &Problem, found: &mut Vec<Mistake>) {
    if problem.days.is_empty() {
        found.push(Mistake::NoDays);
    }
    if !(1..=64).contains(&problem.grains) {
        found.push(Mistake::Grains(problem.grains));
    }
    if problem.grain_minutes == 0 {
        found.push(Mistake::GrainMinutes);
    }
    if problem.journey_minutes == 0 {
        found.push(Mistake::JourneyMinutes);
    }
}

/// Mistakes in the rooms.
fn in_rooms(problem: &Problem, found: &mut Vec<Mistake>) {
    for (position, room) in problem.rooms.iter().enumerate() {
        let ix = RoomIx(position);
        if problem.venues.len() <= room.venue.0 {
            found.push(Mistake::RoomVenue(ix));
        }
        if room.free.len() != problem.days.len() {
            found.push(Mistake::RoomWords(ix));
        }
        if room.free.iter().any(|&word| leaves_day(problem, word)) {
            found.push(Mistake::RoomBits(ix));
        }
    }
}

/// Mistakes in the people.
fn in_people(problem: &Problem, found: &mut Vec<Mistake>) {
    for (position, person) in problem.people.iter().enumerate() {
        let ix = PersonIx(position);
        let words = [
            &person.free,
            &person.preferred,
            &person.if_needed,
            &person.observance,
        ];
        if words.iter().any(|words| words.len() != problem.days.len()) {
            found.push(Mistake::PersonWords(ix));
        }
        if words
            .into_iter()
            .flatten()
            .any(|&word| leaves_day(problem, word))
        {
            found.push(Mistake::PersonBits(ix));
        }
        in_commitments(problem, ix, person, found);
    }
}

/// Mistakes in what somebody is held to outside the plan.
fn in_commitments(problem: &Problem, ix: PersonIx, person: &Person, found: &mut Vec<Mistake>) {
    for (position, commitment) in person.commitments.iter().enumerate() {
        if commitment.to <= commitment.from || problem.grains < commitment.to {
            found.push(Mistake::CommitmentTimes(ix, position));
        }
        if problem.days.len() <= commitment.day.0 {
            found.push(Mistake::CommitmentDay(ix, position));
        }
        match commitment.place {
            Whereabouts::Venue(VenueIx(venue)) if problem.venues.len() <= venue => {
                found.push(Mistake::CommitmentVenue(ix, position));
            }
            Whereabouts::Venue(_) | Whereabouts::Online | Whereabouts::Elsewhere(_) => {}
        }
    }
}

/// Whether bits are set that are no grains of the day.
const fn leaves_day(problem: &Problem, word: u64) -> bool {
    problem.grains < 64 && word >> problem.grains != 0
}

/// Mistakes in the plan that consists of what is pinned and nothing else.
fn in_pinned(problem: &Problem, found: &mut Vec<Mistake>) {
    let cases = problem.cases.iter();
    let meetings = cases.map(|case| case.current.clone().filter(|_| case.is_pinned));
    let pinned = Plan {
        meetings: meetings.collect(),
    };
    found.extend(
        violations(problem, &pinned)
            .into_iter()
            .map(Mistake::Pinned),
    );
}
