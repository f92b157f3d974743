//! Is the plan an answer to this problem at all?

use super::{Violation, meetings, room_of};
use crate::plan::model::{PartIx, Plan, Problem};

/// Why a plan is no answer to the problem.
pub(super) fn violations(problem: &Problem, plan: &Plan) -> Vec<Violation> {
    if plan.meetings.len() != problem.cases.len() {
        return vec![Violation::EntryCount];
    }
    let mut found = Vec::new();
    for (case, meeting) in meetings(plan) {
        let parts = &problem.cases[case.0].parts;
        if problem.days.len() <= meeting.slot.day.0 {
            found.push(Violation::NoSuchDay(case));
        }
        if room_of(meeting).is_some_and(|room| problem.rooms.len() <= room.0) {
            found.push(Violation::NoSuchRoom(case));
        }
        if meeting.team.len() != parts.len() {
            found.push(Violation::TeamLength(case));
            continue;
        }
        for (position, (part, taker)) in parts.iter().zip(&meeting.team).enumerate() {
            if let Some(person) = *taker
                && !part.pool.iter().any(|member| member.person == person)
            {
                found.push(Violation::Stranger(case, PartIx(position)));
            }
        }
    }
    found
}
