//! Mistakes in one case.

use super::{Mistake, leaves_day};
use crate::plan::model::{
    AllowanceIx, Case, CaseIx, DayIx, Meeting, Part, PartIx, PersonIx, Place, Problem,
};

/// Mistakes in one case.
pub(super) fn in_case(problem: &Problem, ix: CaseIx, found: &mut Vec<Mistake>) {
    let case = &problem.cases[ix.0];
    if case.attended == 0 {
        found.push(Mistake::AttendedNothing(ix));
    }
    if leaves_day(problem, case.starts) {
        found.push(Mistake::StartBits(ix));
    }
    if !case.in_person && !case.online {
        found.push(Mistake::NoMode(ix));
    }
    if case.most < case.fewest {
        found.push(Mistake::SizeLimits(ix));
    }
    in_days(problem, ix, case, found);
    for (position, part) in case.parts.iter().enumerate() {
        in_part(problem, ix, PartIx(position), part, found);
    }
    for &(one, other) in &case.apart {
        if one == other {
            found.push(Mistake::ApartFromSelf(ix, one));
        }
        is_person(problem, ix, one, found);
        is_person(problem, ix, other, found);
    }
    for welcome in &case.welcome {
        is_person(problem, ix, welcome.person, found);
    }
    match &case.current {
        Some(current) => in_current(problem, ix, case, current, found),
        None => {
            if case.is_pinned {
                found.push(Mistake::PinnedNothing(ix));
            }
        }
    }
}

/// Mistakes in the days that a case is offered.
fn in_days(problem: &Problem, ix: CaseIx, case: &Case, found: &mut Vec<Mistake>) {
    if case.days.len() != problem.days.len() {
        found.push(Mistake::CaseDays(ix));
    }
    for AllowanceIx(allowance) in case
        .days
        .iter()
        .flatten()
        .filter_map(|offer| offer.allowance)
    {
        if problem.allowances.len() <= allowance {
            found.push(Mistake::NoSuchAllowance(ix, AllowanceIx(allowance)));
        }
    }
}

/// Mistakes in one part.
fn in_part(problem: &Problem, ix: CaseIx, part_ix: PartIx, part: &Part, found: &mut Vec<Mistake>) {
    if part.pool.is_empty() && part.absence.is_none() {
        found.push(Mistake::EmptyPool(ix, part_ix));
    }
    for member in &part.pool {
        is_person(problem, ix, member.person, found);
        if let Some(last) = member.until {
            is_day(problem, ix, last, found);
        }
    }
    let mut people: Vec<PersonIx> = part.pool.iter().map(|member| member.person).collect();
    people.sort_unstable();
    for pair in people.windows(2) {
        if pair[0] == pair[1] {
            found.push(Mistake::NamedTwice(ix, part_ix, pair[0]));
        }
    }
}

/// Mistakes in the meeting that a case has.
fn in_current(
    problem: &Problem,
    ix: CaseIx,
    case: &Case,
    current: &Meeting,
    found: &mut Vec<Mistake>,
) {
    is_day(problem, ix, current.slot.day, found);
    match current.place {
        Place::Room(room) => {
            if problem.rooms.len() <= room.0 {
                found.push(Mistake::NoSuchRoom(ix, room));
            }
        }
        Place::Online => {}
    }
    if current.team.len() != case.parts.len() {
        found.push(Mistake::CurrentTeam(ix));
    }
    for &person in current.team.iter().flatten() {
        is_person(problem, ix, person, found);
    }
}

/// Says so when a person is not there.
fn is_person(problem: &Problem, ix: CaseIx, person: PersonIx, found: &mut Vec<Mistake>) {
    if problem.people.len() <= person.0 {
        found.push(Mistake::NoSuchPerson(ix, person));
    }
}

/// Says so when a day is not there.
fn is_day(problem: &Problem, ix: CaseIx, day: DayIx, found: &mut Vec<Mistake>) {
    if problem.days.len() <= day.0 {
        found.push(Mistake::NoSuchDay(ix, day));
    }
}
