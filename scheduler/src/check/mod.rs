//! Is this proposal sound, and what does it cost?
//!
//! Slow, obvious and alone: everything is read from the problem again, a quarter of an hour at a
//! time. Nothing here comes from the modules that look for proposals, so that a bug there cannot
//! hide here. Where three lines say the same as there, they are written twice on purpose.

mod cost;
mod people;
mod place;
mod shape;

use crate::{
    model::{PersonIx, Problem, Proposal, RoomIx, SeatIx},
    rules::Rule,
};

pub use cost::cost;
pub use place::family_minutes;

/// What is wrong with a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Violation {
    /// It is no answer to this problem; its rules are then not looked at.
    Shape(Shape),
    /// It breaks a rule.
    Broken {
        /// The rule.
        rule: Rule,
        /// Who or what breaks it.
        by: Subject,
    },
}

/// Who or what breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The meeting as a whole.
    Meeting,
    /// One of those who would attend.
    Person(PersonIx),
    /// A seat, as it is taken or left empty.
    Seat(SeatIx),
    /// The room.
    Room(RoomIx),
}

/// Why a proposal is no answer to a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// It is on a day that is not there.
    UnknownDay,
    /// It is in a room that is not there.
    UnknownRoom,
    /// It has more or fewer seats than the request.
    SeatCount,
    /// Somebody mediates, sits or interprets who is not in the pool for it.
    Stranger(PersonIx),
    /// It says that the family travels longer or shorter than it does.
    FamilyMinutes,
}

/// Everything that is wrong with a proposal; nothing for a sound one.
///
/// Its [`cost`](Proposal::cost) is not compared; see [`cost()`].
#[must_use]
pub fn violations(problem: &Problem, proposal: &Proposal) -> Vec<Violation> {
    let shape = shape::violations(problem, proposal);
    if !shape.is_empty() {
        return shape.into_iter().map(Violation::Shape).collect();
    }
    let mut broken = Vec::new();
    place::day(problem, proposal, &mut broken);
    place::place(problem, proposal, &mut broken);
    people::seats(problem, proposal, &mut broken);
    people::mediator(problem, proposal, &mut broken);
    people::interpreters(problem, proposal, &mut broken);
    people::together(problem, proposal, &mut broken);
    people::calendars(problem, proposal, &mut broken);
    broken
        .into_iter()
        .map(|(rule, by)| Violation::Broken { rule, by })
        .collect()
}

/// The quarters of an hour for which mediator and room are held, set-up included: from, and up to.
fn hours(problem: &Problem, proposal: &Proposal) -> (i32, i32) {
    let block = problem.request.block;
    let start = i32::from(proposal.slot.start);
    let parts = [block.pre_meetings, block.session, block.signing];
    let length: i32 = parts.into_iter().map(i32::from).sum();
    (start - i32::from(block.setup), start + length)
}
