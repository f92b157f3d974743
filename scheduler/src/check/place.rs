//! The rules about the day and the place.

use crate::{
    check::{Subject, hours, people::head_count},
    model::{Place, Point, Problem, Proposal, Room, RoomIx},
    rules::Rule,
};

/// Checks the day, and the lock.
pub(super) fn day(problem: &Problem, proposal: &Proposal, broken: &mut Vec<(Rule, Subject)>) {
    let request = &problem.request;
    let (ix, day) = (proposal.slot.day, problem.days[proposal.slot.day.0]);
    let mut check = |holds: bool, rule: Rule| {
        if !holds {
            broken.push((rule, Subject::Meeting));
        }
    };
    let is_in_time = request.last_day.is_none_or(|last| ix <= last) || request.limit_lifted;
    check(is_in_time, Rule::StatutoryLimit);
    let is_agreed_early = request.short_notice_agreed && 1 <= ix.0;
    check(request.notice_day <= ix || is_agreed_early, Rule::Notice);
    check(
        day.is_working || request.non_working_days_agreed,
        Rule::WorkingDay,
    );
    check(
        request.locked.is_none_or(|locked| locked == proposal.slot),
        Rule::BookedStays,
    );
    let is_paid = request.contracts.iter().any(|contract| {
        contract.first_day <= day.number
            && day.number <= contract.last_day
            && 0 < contract.meetings_left
    });
    check(is_paid, Rule::Contract);
    let (from, to) = hours(problem, proposal);
    check(0 <= from && to <= 64, Rule::EverythingHeld);
}

/// Checks the manner, the room, the journey and the size.
pub(super) fn place(problem: &Problem, proposal: &Proposal, broken: &mut Vec<(Rule, Subject)>) {
    let request = &problem.request;
    let people = head_count(problem, proposal);
    match proposal.place {
        Place::Online => {
            if !request.online {
                broken.push((Rule::WithinReach, Subject::Meeting));
            }
        }
        Place::Room(ix) => {
            let is_near = proposal.family_minutes <= request.family_max_minutes;
            if !request.in_person || !is_near {
                broken.push((Rule::WithinReach, Subject::Meeting));
            }
            room(problem, proposal, ix, people, broken);
        }
    }
    let limits = usize::from(problem.policy.min_people)..=usize::from(problem.policy.max_people);
    if !limits.contains(&people) && !request.is_size_overridden {
        broken.push((Rule::Size, Subject::Meeting));
    }
}

/// Checks one room.
fn room(
    problem: &Problem,
    proposal: &Proposal,
    ix: RoomIx,
    people: usize,
    broken: &mut Vec<(Rule, Subject)>,
) {
    let request = &problem.request;
    let room: &Room = &problem.rooms[ix.0];
    let mut check = |holds: bool, rule: Rule| {
        if !holds {
            broken.push((rule, Subject::Room(ix)));
        }
    };
    check(people <= usize::from(room.capacity), Rule::Size);
    let has_access = (0..32).all(|bit| request.needs >> bit & 1 <= room.features >> bit & 1);
    check(
        has_access && request.breakout_rooms <= room.breakout_rooms,
        Rule::RoomSuits,
    );
    check(room.is_private && !room.is_staff_room, Rule::PrivateRoom);
    let (from, to) = hours(problem, proposal);
    let word = room.free[proposal.slot.day.0];
    check(
        (from..to).all(|grain| is_set(word, grain)),
        Rule::EverythingHeld,
    );
}

/// Whether a quarter of an hour is set; those outside the day never are.
pub(super) fn is_set(word: u64, grain: i32) -> bool {
    (0..64).contains(&grain) && word >> grain & 1 == 1
}

/// Minutes that the family travels, one way; 0 by video.
#[must_use]
pub fn family_minutes(problem: &Problem, place: Place) -> u16 {
    match place {
        Place::Online => 0,
        Place::Room(room) => {
            minutes_between(problem.request.family_base, venue_point(problem, room))
        }
    }
}

/// Where a room is.
pub(super) fn venue_point(problem: &Problem, room: RoomIx) -> Point {
    problem.venues[problem.rooms[room.0].venue.0].at
}

/// Minutes of travel: ten, and 1.56 for each kilometre as the crow flies.
pub(super) fn minutes_between(one: Point, other: Point) -> u16 {
    if one == other {
        return 0;
    }
    let east = i128::from(one.east) - i128::from(other.east);
    let north = i128::from(one.north) - i128::from(other.north);
    let hundred_metres = (east * east + north * north).isqrt();
    u16::try_from(10 + hundred_metres * 156 / 1000).unwrap_or(u16::MAX)
}
