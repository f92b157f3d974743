//! What might open a meeting, with the burden of each; whether it does is found out afterwards.

use super::Repair;
use crate::{
    grid::span,
    plan::{
        explain::{
            beside::{Beside, is_of_family},
            need::Need,
        },
        model::{Case, DayIx, Meeting, Part, PartIx, PersonIx, Place, RoomIx, Slot},
        world::World,
    },
    spots::minutes_between,
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

/// What might open a meeting, by kind.
pub(super) fn by_kind(beside: &Beside<'_>) -> Vec<Vec<(u32, Repair)>> {
    vec![
        moves(beside),
        rooms(beside),
        pay(beside),
        members(beside),
        limits(beside),
        time(beside),
        farther(beside),
    ]
}

/// The other cases without which there would be a meeting.
fn moves(beside: &Beside<'_>) -> Vec<(u32, Repair)> {
    let all = beside.all_taken();
    if all.is_empty() || !beside.is_possible(&all, None) {
        return Vec::new();
    }
    let others = beside.others.iter().copied();
    let may = others.filter(|other| !beside.problem.cases[other.0].is_pinned);
    may.filter(|&other| beside.is_possible(&[Need::Taken(other)], None))
        .map(|other| (MOVE, Repair::Move(other)))
        .collect()
}

/// The starts at which there would be a meeting without a need, one meeting each.
fn without(beside: &Beside<'_>, need: Need) -> Vec<Meeting> {
    let solo = beside.solo(&[need], None);
    let found = beside.at_each_start(&World::new(&solo));
    found.into_iter().map(|(_, meeting)| meeting).collect()
}

/// Grains for which a room, or somebody who prepares, is held.
fn hold(case: &Case, slot: Slot, prepares: bool) -> u64 {
    let lead = if prepares { case.setup } else { 0 };
    span(slot.start - lead, slot.start + case.attended)
}

/// Rooms that are closed when there would be a meeting.
fn rooms(beside: &Beside<'_>) -> Vec<(u32, Repair)> {
    let case = beside.wish();
    let mut found = Vec::new();
    if !case.in_person {
        return found;
    }
    for meeting in without(beside, Need::Place) {
        for (ix, room) in beside.problem.rooms.iter().enumerate() {
            let day = meeting.slot.day;
            let grains = hold(case, meeting.slot, true) & !room.free[day.0];
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
fn pay(beside: &Beside<'_>) -> Vec<(u32, Repair)> {
    let offers = beside.wish().days.iter().flatten();
    let mut allowances: Vec<_> = offers.filter_map(|offer| offer.allowance).collect();
    allowances.sort_unstable();
    allowances.dedup();
    if allowances.is_empty() || !beside.is_possible(&[Need::Pay], None) {
        return Vec::new();
    }
    let all = allowances.into_iter();
    all.map(|allowance| (PAY, Repair::PayOneMore(allowance)))
        .collect()
}

/// Parts that somebody new could take, by day; never one that asks for a member of the family.
fn members(beside: &Beside<'_>) -> Vec<(u32, Repair)> {
    let parts = beside.wish().parts.iter().enumerate();
    let parts = parts.filter(|(_, part)| !is_of_family(part));
    parts
        .flat_map(|(ix, _)| {
            let part = PartIx(ix);
            let meetings = without(beside, Need::Part(part)).into_iter();
            meetings.map(move |meeting| {
                let day = meeting.slot.day;
                (MEMBER, Repair::OneMoreMember { part, day })
            })
        })
        .collect()
}

/// What asking somebody for a part costs beyond the ordinary.
fn dear(part: &Part) -> u32 {
    if is_of_family(part) { FAMILY } else { 0 }
}

/// Everybody who could take a part without whom there is no meeting.
fn asked<'p>(beside: &Beside<'p>) -> impl Iterator<Item = (PartIx, &'p Part, Vec<Meeting>)> {
    let parts = beside.wish().parts.iter().enumerate();
    parts.filter_map(|(ix, part)| {
        let meetings = without(beside, Need::Part(PartIx(ix)));
        (!meetings.is_empty()).then_some((PartIx(ix), part, meetings))
    })
}

/// People at their limit for a day or a week.
fn limits(beside: &Beside<'_>) -> Vec<(u32, Repair)> {
    let mut found = Vec::new();
    for (_, part, _) in asked(beside) {
        for member in &part.pool {
            let person = &beside.problem.people[member.person.0];
            let burden = LIMIT + dear(part);
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
fn time(beside: &Beside<'_>) -> Vec<(u32, Repair)> {
    let case = beside.wish();
    let mut found = Vec::new();
    for (_, part, meetings) in asked(beside) {
        for meeting in meetings {
            let (day, times) = (meeting.slot.day, hold(case, meeting.slot, part.prepares));
            for member in &part.pool {
                let grains = times & !beside.problem.people[member.person.0].free[day.0];
                if grains != 0 && !is_held(beside, member.person, day, times) {
                    let person = member.person;
                    let repair = Repair::MoreTime {
                        person,
                        day,
                        grains,
                    };
                    found.push((TIME + dear(part) + grains.count_ones(), repair));
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
fn farther(beside: &Beside<'_>) -> Vec<(u32, Repair)> {
    let found = without(beside, Need::FamilyJourney).into_iter();
    let places = found.filter_map(|meeting| match meeting.place {
        Place::Online => None,
        Place::Room(room) => Some(beside.problem.rooms[room.0].venue),
    });
    let base = beside.wish().base;
    places
        .map(|venue| {
            let minutes = minutes_between(base, beside.problem.venues[venue.0]);
            let repair = Repair::FamilyFarther { minutes };
            (FAMILY + u32::from(minutes), repair)
        })
        .collect()
}
