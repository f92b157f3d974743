//! The pieces of "this case can meet", each of which can be thought away.

use super::beside::{Beside, When};
use crate::plan::model::{
    AllowanceIx, CaseIx, DayIx, PartIx, PersonIx, Place, Plan, Problem, RoomIx,
};

/// Something a meeting of a case has to keep to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// It is on a day that is offered; without this, any day of the plan would do.
    Day,
    /// It starts at a grain that is offered; without this, at any from which it ends within the day.
    Start,
    /// A contract pays for it (H28).
    Pay,
    /// It is in a manner that is offered, and in person in a room that suits, seats all and is open
    /// (H10); without this it would need no place, and nobody would travel.
    Place,
    /// The family does not travel too far (H23).
    FamilyJourney,
    /// Whoever takes this part is able to: may on that day, is free, gets there, and is within limits;
    /// and somebody takes it when it must be done. Without this, anybody of the pool could at any
    /// time, and nobody would have to.
    Part(PartIx),
    /// Those present may decide all that must be decided (H04).
    Authority,
    /// Nobody meets whom they must not meet (H22).
    Apart,
    /// There are neither too few people nor too many (H09).
    Size,
    /// Nobody takes two parts.
    OnePart,
    /// The meeting that another case has in the plan stays.
    Taken(CaseIx),
}

/// All that a case has to keep to, what is most easily done without first.
pub(in crate::plan) fn all(beside: &Beside<'_>) -> Vec<Need> {
    let mut needs = beside.all_taken();
    needs.extend(own(beside));
    needs
}

/// The same without the other cases.
pub(super) fn own(beside: &Beside<'_>) -> Vec<Need> {
    let mut needs = vec![
        Need::Size,
        Need::OnePart,
        Need::Apart,
        Need::Authority,
        Need::Pay,
        Need::Start,
        Need::FamilyJourney,
        Need::Place,
        Need::Day,
    ];
    needs.extend((0..beside.wish().parts.len()).map(|part| Need::Part(PartIx(part))));
    needs
}

/// Those of `all` that are not in `kept`.
pub(in crate::plan) fn others(all: &[Need], kept: &[Need]) -> Vec<Need> {
    all.iter()
        .copied()
        .filter(|need| !kept.contains(need))
        .collect()
}

/// Needs that cannot all be kept, though all but any one of them can; nothing when the meeting is
/// longer than any day. Each that is left was removed, and the rest found possible.
pub(in crate::plan) fn conflict(beside: &Beside<'_>, when: When) -> Vec<Need> {
    match beside.quick() {
        Some(quick) => quick.conflict(&beside.all_taken(), &own(beside), when),
        None => solved(beside, when),
    }
}

/// The same as [`conflict`], found by solving.
fn solved(beside: &Beside<'_>, when: When) -> Vec<Need> {
    let all = all(beside);
    let mut kept = all.clone();
    // A case that could not even meet alone is not told of others.
    if !beside.is_possible(&beside.all_taken(), when) {
        kept.retain(|need| !matches!(need, Need::Taken(_)));
    }
    fewest(kept, |kept| !beside.is_possible(&others(&all, kept), when))
}

/// As few of these as still do, where more never do less: all but any one of them do not. Larger and
/// then smaller runs are left out, at last one at a time; when even none would do, none are left.
pub(super) fn fewest<T: Copy>(all: Vec<T>, does: impl Fn(&[T]) -> bool) -> Vec<T> {
    let mut kept = all;
    let mut run = kept.len().next_power_of_two();
    loop {
        let mut at = 0;
        while at < kept.len() {
            let end = (at + run).min(kept.len());
            let rest = [&kept[..at], &kept[end..]].concat();
            if does(&rest) {
                kept = rest;
            } else {
                at = end;
            }
        }
        if run <= 1 {
            return kept;
        }
        run /= 2;
    }
}

/// What the meeting of another case holds of all that a case could use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The other case.
    pub case: CaseIx,
    /// When.
    pub day: DayIx,
    /// Whoever of this case's pools takes part in it.
    pub people: Vec<PersonIx>,
    /// The room.
    pub room: Option<RoomIx>,
    /// The contract, when it pays for this case as well.
    pub allowance: Option<AllowanceIx>,
}

/// What another case's meeting in a plan holds of all that a case could use; `None` when the other
/// has no meeting.
///
/// # Panics
///
/// When the plan or a case is not of this problem.
#[must_use]
pub fn taken(problem: &Problem, plan: &Plan, case: CaseIx, other: CaseIx) -> Option<Taken> {
    let meeting = plan.meetings[other.0].as_ref()?;
    let wish = &problem.cases[case.0];
    let pools = || wish.parts.iter().flat_map(|part| &part.pool);
    let people = meeting.team.iter().flatten().copied();
    let paid = problem.cases[other.0].days[meeting.slot.day.0].and_then(|offer| offer.allowance);
    let mut offers = wish.days.iter().flatten();
    let is_shared = offers.any(|offer| offer.allowance.is_some() && offer.allowance == paid);
    Some(Taken {
        case: other,
        day: meeting.slot.day,
        people: people
            .filter(|&person| pools().any(|member| member.person == person))
            .collect(),
        room: match meeting.place {
            Place::Room(room) => Some(room),
            Place::Online => None,
        },
        allowance: paid.filter(|_| is_shared),
    })
}
