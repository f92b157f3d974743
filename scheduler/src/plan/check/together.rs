//! The rules about meetings that share a room or a contract.

use std::collections::BTreeMap;

use super::{Violation, hours, meetings, room_of};
use crate::plan::model::{AllowanceIx, Plan, Problem};

/// Checks that no room is used twice at once.
pub(super) fn rooms(problem: &Problem, plan: &Plan, found: &mut Vec<Violation>) {
    let mut bookings = BTreeMap::new();
    for (case, meeting) in meetings(plan) {
        if let Some(room) = room_of(meeting) {
            let hours = hours(problem, case, meeting);
            let here: &mut Vec<_> = bookings.entry((room, meeting.slot.day)).or_default();
            here.push((case, hours.setup, hours.end));
        }
    }
    for here in bookings.values() {
        for (position, &(one, from, to)) in here.iter().enumerate() {
            for &(other, other_from, other_to) in &here[position + 1..] {
                if from < other_to && other_from < to {
                    found.push(Violation::RoomShared(one, other));
                }
            }
        }
    }
}

/// Checks that contracts pay for all meetings (H28).
pub(super) fn allowances(problem: &Problem, plan: &Plan, found: &mut Vec<Violation>) {
    let mut used = vec![0_u32; problem.allowances.len()];
    for (case, meeting) in meetings(plan) {
        let offer = problem.cases[case.0].days[meeting.slot.day.0];
        if let Some(allowance) = offer.and_then(|offer| offer.allowance) {
            used[allowance.0] += 1;
        }
    }
    for (position, (used, most)) in used.iter().zip(&problem.allowances).enumerate() {
        if most < used {
            found.push(Violation::Allowance(AllowanceIx(position)));
        }
    }
}
