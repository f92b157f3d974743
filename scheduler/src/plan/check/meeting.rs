//! The rules about one meeting.

use super::{Violation, hours, room_of, takers, way};
use crate::plan::model::{CaseIx, Chairs, Meeting, PartIx, Place, Problem};

/// Checks that a pinned meeting is as it is now (H24).
pub(super) fn pinned(
    problem: &Problem,
    case: CaseIx,
    meeting: Option<&Meeting>,
    found: &mut Vec<Violation>,
) {
    let wish = &problem.cases[case.0];
    if !wish.is_pinned {
        return;
    }
    match meeting {
        None => found.push(Violation::PinnedUnplaced(case)),
        Some(meeting) => {
            if wish.current.as_ref() != Some(meeting) {
                found.push(Violation::PinnedChanged(case));
            }
        }
    }
}

/// Checks the day and the grains.
pub(super) fn time(problem: &Problem, case: CaseIx, meeting: &Meeting, found: &mut Vec<Violation>) {
    let wish = &problem.cases[case.0];
    let hours = hours(problem, case, meeting);
    if wish.days[meeting.slot.day.0].is_none() {
        found.push(Violation::DayNotOffered(case));
    }
    if !way::is_set(wish.starts, hours.start) {
        found.push(Violation::StartNotOffered(case));
    }
    if hours.setup < 0 || i32::from(problem.grains) < hours.end {
        found.push(Violation::OutsideDay(case));
    }
}

/// Checks the manner, the family's journey and the room.
pub(super) fn place(
    problem: &Problem,
    case: CaseIx,
    meeting: &Meeting,
    found: &mut Vec<Violation>,
) {
    let wish = &problem.cases[case.0];
    let is_allowed = match meeting.place {
        Place::Room(_) => wish.in_person,
        Place::Online => wish.online,
    };
    if !is_allowed {
        found.push(Violation::Mode(case));
    }
    if let Some(point) = way::point_of(problem, meeting.place)
        && wish.max_minutes < way::minutes_between(wish.base, point)
    {
        found.push(Violation::FamilyTooFar(case));
    }
    let Some(room) = room_of(meeting).map(|room| &problem.rooms[room.0]) else {
        return;
    };
    let offers_all = (0..32).all(|bit| wish.needs >> bit & 1 <= room.features >> bit & 1);
    if !offers_all || room.breakout_rooms < wish.breakout_rooms {
        found.push(Violation::RoomUnsuitable(case));
    }
    let takers = meeting.team.iter().flatten().count();
    let chairs = match wish.chairs {
        Chairs::Fixed(chairs) => usize::from(chairs),
        Chairs::TakersAnd(more) => takers + usize::from(more),
    };
    if usize::from(room.capacity) < chairs {
        found.push(Violation::TooFewChairs(case));
    }
    let hours = hours(problem, case, meeting);
    let word = room.free[meeting.slot.day.0];
    if !is_free(problem, word, hours.setup, hours.end) {
        found.push(Violation::RoomNotFree(case));
    }
}

/// Checks how many there are, which parts they take, what they may decide and whom they meet.
pub(super) fn team(problem: &Problem, case: CaseIx, meeting: &Meeting, found: &mut Vec<Violation>) {
    let wish = &problem.cases[case.0];
    let mut people: Vec<_> = meeting.team.iter().copied().flatten().collect();
    if people.len() < usize::from(wish.fewest) {
        found.push(Violation::TooFewTakers(case));
    }
    if usize::from(wish.most) < people.len() {
        found.push(Violation::TooManyTakers(case));
    }
    for (one, other) in &wish.apart {
        if people.contains(one) && people.contains(other) {
            found.push(Violation::Apart(case, *one, *other));
        }
    }
    people.sort_unstable();
    for pair in people.windows(2) {
        if pair[0] == pair[1] {
            found.push(Violation::TakesTwoParts(case, pair[0]));
        }
    }
    let mut authority = 0;
    for (position, (part, taker)) in wish.parts.iter().zip(&meeting.team).enumerate() {
        let part_ix = PartIx(position);
        if taker.is_none() && part.absence.is_none() {
            found.push(Violation::PartUntaken(case, part_ix));
        }
        let members = part.pool.iter();
        for member in members.filter(|member| Some(member.person) == *taker) {
            authority |= member.authority;
            if member.until.is_some_and(|last| last < meeting.slot.day) {
                found.push(Violation::AfterLastDay(case, part_ix));
            }
        }
    }
    if (0..32).any(|bit| wish.domains >> bit & 1 == 1 && authority >> bit & 1 == 0) {
        found.push(Violation::Authority(case));
    }
}

/// Checks that everybody is free and gets there.
pub(super) fn takers_can(
    problem: &Problem,
    case: CaseIx,
    meeting: &Meeting,
    found: &mut Vec<Violation>,
) {
    let venue = way::point_of(problem, meeting.place);
    for taker in takers(problem, case, meeting) {
        let person = &problem.people[taker.person.0];
        if let (Some(base), Some(venue), Some(most)) = (person.base, venue, person.max_minutes)
            && most < way::minutes_between(base, venue)
        {
            found.push(Violation::TakerTooFar(case, taker.person));
        }
        let word = person.free[meeting.slot.day.0];
        if !is_free(problem, word, taker.from, taker.to) {
            found.push(Violation::TakerNotFree(case, taker.person));
        }
    }
}

/// Whether all grains are set that lie in the day; that others do not is told of by itself.
fn is_free(problem: &Problem, word: u64, from: i32, to: i32) -> bool {
    let in_day = from.max(0)..to.min(i32::from(problem.grains));
    in_day.into_iter().all(|grain| way::is_set(word, grain))
}
