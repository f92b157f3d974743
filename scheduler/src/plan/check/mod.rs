//! Is this plan sound, and what does it cost?
//!
//! Slow, obvious and alone: everything is read from the problem again, a grain at a time, and nothing
//! here comes from the modules that look for plans, so that a bug there cannot hide here. Where three
//! lines say the same as there, they are written twice on purpose.

mod calendar;
mod display;
mod meeting;
mod price;
mod shape;
mod together;
mod way;

use std::fmt;

use super::model::{AllowanceIx, CaseIx, DayIx, Meeting, PartIx, PersonIx, Plan, Problem, RoomIx};
use crate::grid::Week;

pub use price::{case_points, points};

/// What is wrong with a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Violation {
    /// The plan has more or fewer entries than there are cases.
    EntryCount,
    /// A meeting is on a day that is not there.
    NoSuchDay(CaseIx),
    /// A meeting is in a room that is not there.
    NoSuchRoom(CaseIx),
    /// A team has more or fewer entries than there are parts.
    TeamLength(CaseIx),
    /// A part is taken by somebody who is not in its pool.
    Stranger(CaseIx, PartIx),
    /// A case whose meeting is pinned has none (H24).
    PinnedUnplaced(CaseIx),
    /// A pinned meeting has another start, place or team (H24).
    PinnedChanged(CaseIx),
    /// The case cannot meet on this day.
    DayNotOffered(CaseIx),
    /// The case cannot meet from this grain on.
    StartNotOffered(CaseIx),
    /// The meeting, set-up included, begins before the day does or ends after it.
    OutsideDay(CaseIx),
    /// The case cannot meet in person, or by video.
    Mode(CaseIx),
    /// The family would travel too far (H23).
    FamilyTooFar(CaseIx),
    /// The room offers too little (H10).
    RoomUnsuitable(CaseIx),
    /// The room has too few chairs.
    TooFewChairs(CaseIx),
    /// The room is not free for set-up and meeting.
    RoomNotFree(CaseIx),
    /// Fewer people than the case needs (H09).
    TooFewTakers(CaseIx),
    /// More people than the case bears (H09).
    TooManyTakers(CaseIx),
    /// A part that must be done is not (H03).
    PartUntaken(CaseIx, PartIx),
    /// Somebody takes more than one part of a meeting.
    TakesTwoParts(CaseIx, PersonIx),
    /// The taker of a part may not do it so late (H07).
    AfterLastDay(CaseIx, PartIx),
    /// Nobody present may decide all that must be decided (H04).
    Authority(CaseIx),
    /// Two who must not meet would (H22).
    Apart(CaseIx, PersonIx, PersonIx),
    /// Somebody would travel too far.
    TakerTooFar(CaseIx, PersonIx),
    /// Somebody is not free for all of the time they are held.
    TakerNotFree(CaseIx, PersonIx),
    /// Two meetings are in one room at once, set-up included.
    RoomShared(CaseIx, CaseIx),
    /// Somebody would be in two things at once (H08).
    Overlap(PersonIx, Engagement, Engagement),
    /// Somebody cannot get from one thing to the other in time (H08).
    NoTimeToTravel(PersonIx, Engagement, Engagement),
    /// Somebody gets too little rest between two meetings (H26).
    NoRest(PersonIx, Engagement, Engagement),
    /// Somebody has too many meetings on a day (H26).
    TooManyOnDay(PersonIx, DayIx),
    /// Somebody has too many meetings in a week (H26).
    TooManyInWeek(PersonIx, Week),
    /// A contract pays for fewer meetings (H28).
    Allowance(AllowanceIx),
}

/// What somebody is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Engagement {
    /// A position in [`Person::commitments`](super::Person::commitments).
    Commitment(usize),
    /// The meeting of a case in this plan.
    Case(CaseIx),
}

/// Everything that is wrong with a plan; nothing for a sound one.
///
/// A plan that is no answer to the problem at all (wrong lengths, unknown days, rooms or people) is
/// told so, and the rules are then not looked at.
///
/// # Panics
///
/// May panic when the problem makes no sense: see [`mistakes`](super::mistake::mistakes).
#[must_use]
pub fn violations(problem: &Problem, plan: &Plan) -> Vec<Violation> {
    let mut found = shape::violations(problem, plan);
    if !found.is_empty() {
        return found;
    }
    for (position, meeting) in plan.meetings.iter().enumerate() {
        let case = CaseIx(position);
        meeting::pinned(problem, case, meeting.as_ref(), &mut found);
        if let Some(meeting) = meeting {
            meeting::time(problem, case, meeting, &mut found);
            meeting::place(problem, case, meeting, &mut found);
            meeting::team(problem, case, meeting, &mut found);
            meeting::takers_can(problem, case, meeting, &mut found);
        }
    }
    together::rooms(problem, plan, &mut found);
    together::allowances(problem, plan, &mut found);
    calendar::everybody(problem, plan, &mut found);
    found
}

/// The meetings of a plan, with their cases.
fn meetings(plan: &Plan) -> impl Iterator<Item = (CaseIx, &Meeting)> {
    let meetings = plan.meetings.iter().enumerate();
    meetings.filter_map(|(case, meeting)| Some((CaseIx(case), meeting.as_ref()?)))
}

/// Grains from, and up to: for which the room is held, for which everybody attends.
///
/// They can lie outside the day.
struct Hours {
    /// The first grain of the set-up.
    setup: i32,
    /// The first grain that everybody attends.
    start: i32,
    /// The first grain that is nobody's any more.
    end: i32,
}

/// When a case is held, if it has this meeting.
fn hours(problem: &Problem, case: CaseIx, meeting: &Meeting) -> Hours {
    let case = &problem.cases[case.0];
    let start = i32::from(meeting.slot.start);
    Hours {
        setup: start - i32::from(case.setup),
        start,
        end: start + i32::from(case.attended),
    }
}

/// Somebody who takes a part of a meeting.
struct Taker {
    /// Which part.
    part: PartIx,
    /// Who.
    person: PersonIx,
    /// The first grain for which this person is held.
    from: i32,
    /// The first grain that is this person's own again.
    to: i32,
}

/// Everybody who takes a part of a meeting.
fn takers(problem: &Problem, case: CaseIx, meeting: &Meeting) -> Vec<Taker> {
    let hours = hours(problem, case, meeting);
    let parts = problem.cases[case.0].parts.iter().zip(&meeting.team);
    let takers = parts.enumerate().filter_map(|(position, (part, taker))| {
        Some(Taker {
            part: PartIx(position),
            person: (*taker)?,
            from: if part.prepares {
                hours.setup
            } else {
                hours.start
            },
            to: hours.end,
        })
    });
    takers.collect()
}

/// The room a meeting is in; none by video.
const fn room_of(meeting: &Meeting) -> Option<RoomIx> {
    match meeting.place {
        super::model::Place::Room(room) => Some(room),
        super::model::Place::Online => None,
    }
}

impl fmt::Display for Engagement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Commitment(commitment) => write!(f, "commitment {commitment}"),
            Self::Case(case) => write!(f, "case {}", case.0),
        }
    }
}
