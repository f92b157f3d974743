//! What might open a meeting, with the burden of each; whether it does is found out afterwards.

use super::Repair;
use crate::{
    grid::span,
    plan::{
        explain::{
            beside::{Beside, is_of_family},
            need::Need,
        },
        model::{Case, DayIx, Part, PartIx, PersonIx, RoomIx, Slot},
    },
};

/// Asks nobody but another case's people for another date.
const MOVE: u32 = 100;
/// Asks a venue; each grain counts for one more.
const ROOM: u32 = 200;
/// Asks whoever pays.
const PAY: u32 = 300;
/// Asks for somebody new.
const MEMBER: u32 = 400;
/// Asks somebody who works for one meeting more.
const LIMIT: u32 = 500;
/// Asks somebody who works for time; each grain counts for one more.
const TIME: u32 = 600;
/// Asks the family, on top of all else: nothing is dearer.
const FAMILY: u32 = 10_000;

/// Kinds of repairs.
pub(super) const KINDS: usize = 7;

/// What might open a meeting, by kind: each breaks the conflict.
pub(super) fn by_kind(beside: &Beside<'_>, conflict: &[Need]) -> [Vec<(u32, Repair)>; KINDS] {
    let asked = asked(beside, conflict);
    [
        moves(beside, conflict),
        rooms(beside, conflict),
        pay(beside, conflict),
        members(&asked),
        limits(beside, &asked),
        time(beside, &asked),
        farther(beside, conflict),
    ]
}

/// The other cases without which there would be a meeting.
fn moves(beside: &Beside<'_>, conflict: &[Need]) -> Vec<(u32, Repair)> {
    let others = conflict.iter().filter_map(|need| match need {
        Need::Taken(other) => Some(*other),
        Need::Day
        | Need::Start
        | Need::Pay
        | Need::Place
        | Need::FamilyJourney
        | Need::Part(_)
        | Need::Authority
        | Need::Apart
        | Need::Size
        | Need::OnePart => None,
    });
    let may = others.filter(|other| !beside.problem.cases[other.0].is_pinned);
    may.filter(|&other| beside.is_possible(&[Need::Taken(other)], None))
        .map(|other| (MOVE, Repair::Move(other)))
        .collect()
}

/// The starts at which there would be a meeting without a need; none when it is not in the conflict.
fn without(beside: &Beside<'_>, conflict: &[Need], need: Need) -> Vec<Slot> {
    if !conflict.contains(&need) {
        return Vec::new();
    }
    beside.slots(&[need])
}

/// Grains for which a room, or somebody who prepares, is held.
fn hold(case: &Case, slot: Slot, prepares: bool) -> u64 {
    let lead = if prepares { case.setup } else { 0 };
    span(slot.start - lead, slot.start + case.attended)
}

/// Rooms that are closed when there would be a meeting.
fn rooms(beside: &Beside<'_>, conflict: &[Need]) -> Vec<(u32, Repair)> {
    let case = beside.wish();
    let mut found = Vec::new();
    if !case.in_person {
        return found;
    }
    for slot in without(beside, conflict, Need::Place) {
        for (ix, room) in beside.problem.rooms.iter().enumerate() {
            let day = slot.day;
            let grains = hold(case, slot, true) & !room.free[day.0];
            if grains != 0 {
                let room = RoomIx(ix);
                let repair = Repair::OpenRoom { room, day, grains };
                found.push((ROOM + grains.count_ones(), repair));
            }
        }
    }
    found
}

/// Contracts that are used up.
fn pay(beside: &Beside<'_>, conflict: &[Need]) -> Vec<(u32, Repair)> {
    let offers = beside.wish().days.iter().flatten();
    let mut allowances: Vec<_> = offers.filter_map(|offer| offer.allowance).collect();
    allowances.sort_unstable();
    allowances.dedup();
    if !conflict.contains(&Need::Pay) || !beside.is_possible(&[Need::Pay], None) {
        return Vec::new();
    }
    let all = allowances.into_iter();
    all.map(|allowance| (PAY, Repair::PayOneMore(allowance)))
        .collect()
}

/// Parts that somebody new could take, by day; never one that asks for a member of the family.
fn members(asked: &[Asked<'_>]) -> Vec<(u32, Repair)> {
    let asked = asked.iter().filter(|one| !is_of_family(one.wish));
    asked
        .flat_map(|one| {
            let part = one.part;
            let slots = one.slots.iter();
            slots.map(move |slot| {
                (
                    MEMBER,
                    Repair::OneMoreMember {
                        part,
                        day: slot.day,
                    },
                )
            })
        })
        .collect()
}

/// What asking somebody for a part costs beyond the ordinary.
fn dear(part: &Part) -> u32 {
    if is_of_family(part) { FAMILY } else { 0 }
}

/// A part without which there would be a meeting, and when.
struct Asked<'p> {
    part: PartIx,
    wish: &'p Part,
    slots: Vec<Slot>,
}

/// The parts without which there would be a meeting.
fn asked<'p>(beside: &Beside<'p>, conflict: &[Need]) -> Vec<Asked<'p>> {
    let parts = beside.wish().parts.iter().enumerate();
    let asked = parts.map(|(ix, wish)| {
        let part = PartIx(ix);
        let slots = without(beside, conflict, Need::Part(part));
        Asked { part, wish, slots }
    });
    asked.filter(|one| !one.slots.is_empty()).collect()
}

/// People at their limit for a day or a week.
fn limits(beside: &Beside<'_>, asked: &[Asked<'_>]) -> Vec<(u32, Repair)> {
    let mut found = Vec::new();
    for one in asked {
        for member in &one.wish.pool {
            let person = &beside.problem.people[member.person.0];
            let burden = LIMIT + dear(one.wish);
            if person.max_day.is_some() {
                found.push((burden, Repair::OneMoreADay(member.person)));
            }
            if person.max_week.is_some() {
                found.push((burden, Repair::OneMoreAWeek(member.person)));
            }
        }
    }
    found
}

/// People who are not free when there would be a meeting.
fn time(beside: &Beside<'_>, asked: &[Asked<'_>]) -> Vec<(u32, Repair)> {
    let case = beside.wish();
    let mut found = Vec::new();
    for one in asked {
        for slot in &one.slots {
            let (day, times) = (slot.day, hold(case, *slot, one.wish.prepares));
            for member in &one.wish.pool {
                let grains = times & !beside.problem.people[member.person.0].free[day.0];
                if grains != 0 && !is_held(beside, member.person, day, times) {
                    let person = member.person;
                    let repair = Repair::MoreTime {
                        person,
                        day,
                        grains,
                    };
                    found.push((TIME + dear(one.wish) + grains.count_ones(), repair));
                }
            }
        }
    }
    found
}

/// Whether somebody has something else on then, whatever is planned.
fn is_held(beside: &Beside<'_>, person: PersonIx, day: DayIx, times: u64) -> bool {
    let mut held = beside.problem.people[person.0].commitments.iter();
    held.any(|held| held.day == day && span(held.from, held.to) & times != 0)
}

/// Journeys of the family to venues that are too far.
fn farther(beside: &Beside<'_>, conflict: &[Need]) -> Vec<(u32, Repair)> {
    if !conflict.contains(&Need::FamilyJourney) {
        return Vec::new();
    }
    let found = beside.minutes_without_limit().into_iter();
    found
        .map(|minutes| {
            let repair = Repair::FamilyFarther { minutes };
            (FAMILY + u32::from(minutes), repair)
        })
        .collect()
}
