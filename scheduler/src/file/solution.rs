//! Solution files, and plans as such.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    format::{Case, Instance, MEDIATOR, ONLINE, at},
    translate::position,
};
use crate::plan::{
    Meeting, Plan,
    model::{DayIx, PersonIx, Place, RoomIx, Slot},
};

/// One meeting for each case, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Solution {
    /// Each case once.
    pub cases: Vec<Booking>,
}

/// The meeting of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Booking {
    /// The case.
    pub case: i64,
    /// Grains since the first day began, every day having the same number; `None` for no meeting.
    pub start: Option<i64>,
    /// The room, or [`ONLINE`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<i64>,
    /// Who does what.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub assigned: BTreeMap<String, i64>,
}

impl Booking {
    /// Who mediates.
    #[must_use]
    pub fn mediator(&self) -> Option<i64> {
        self.assigned.get(MEDIATOR).copied()
    }
}

/// A plan as a solution.
pub(super) fn solution(instance: &Instance, plan: &Plan) -> Solution {
    let cases = instance.cases.iter().zip(&plan.meetings).zip(0..);
    let cases = cases.map(|((case, meeting), number)| {
        let Some(meeting) = meeting else {
            return Booking {
                case: number,
                ..Booking::default()
            };
        };
        let grains = instance.calendar.grains_per_day;
        let takers = meeting.team.iter().skip(case.required.len());
        let assigned = case.roles.iter().zip(takers).filter_map(|(role, taker)| {
            let person = number_of(taker.as_ref()?.0);
            Some((role.role.clone(), person))
        });
        Booking {
            case: number,
            start: Some(number_of(meeting.slot.day.0) * grains + i64::from(meeting.slot.start)),
            place: Some(match meeting.place {
                Place::Room(room) => number_of(room.0),
                Place::Online => ONLINE,
            }),
            assigned: assigned.collect(),
        }
    });
    Solution {
        cases: cases.collect(),
    }
}

/// A solution that is valid as a plan.
pub(super) fn plan(instance: &Instance, solution: &Solution) -> Plan {
    let mut meetings = vec![None; instance.cases.len()];
    for booking in &solution.cases {
        let case = at(&instance.cases, booking.case);
        if let (Some(case), Some(start), Some(place)) = (case, booking.start, booking.place) {
            let meeting = meeting(instance, case, start, place, &booking.assigned);
            meetings[position(booking.case)] = Some(meeting);
        }
    }
    Plan { meetings }
}

/// A meeting of a case as the planner has it: everybody required, then a taker of each role.
pub(super) fn meeting(
    instance: &Instance,
    case: &Case,
    start: i64,
    place: i64,
    assigned: &BTreeMap<String, i64>,
) -> Meeting {
    let grains = instance.calendar.grains_per_day;
    let person = |&person: &i64| PersonIx(position(person));
    let required = case.required.iter().map(|number| Some(person(number)));
    let takers = case.roles.iter().map(|role| assigned.get(&role.role));
    Meeting {
        slot: Slot {
            day: DayIx(position(start / grains)),
            start: u8::try_from(start % grains).expect("a day has at most 64 grains"),
        },
        place: usize::try_from(place).map_or(Place::Online, |room| Place::Room(RoomIx(room))),
        team: required
            .chain(takers.map(|taker| taker.map(person)))
            .collect(),
    }
}

fn number_of(position: usize) -> i64 {
    i64::try_from(position).expect("positions count things in memory")
}
