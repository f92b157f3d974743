//! Why there is no date, and what would open one.
//!
//! A conflict is found by dropping one requirement after the other and solving what is left. The
//! private ones are tried first, so that where several conflicts explain the same, the one that
//! blames the law or the rooms is told rather than the one that blames a person. One conflict is
//! told at a time: where there is another beside it, no single change opens a date, and the
//! explanation says so instead of promising one.

mod repair;

use std::ops::ControlFlow;

use crate::{
    candidates::{Stop, World},
    change::Change,
    model::{Problem, Slot},
    requirement::{Requirement, relax},
};

/// Why a request got no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Requirements that cannot hold together, although they could if any single one of them were
    /// dropped; from the most shared to the most private.
    ///
    /// "Could" leaves aside the requirements that are not listed: a second conflict may hide there.
    pub conflict: Vec<Requirement>,
    /// For each requirement of the conflict the smallest change that opens a date, in the same
    /// order; without those that no change of this requirement alone can repair.
    pub repairs: Vec<Repair>,
    /// The requirements of the conflict without a repair of their own, in the same order.
    ///
    /// This happens when there is a second conflict beside the first: to change one thing is then
    /// not enough.
    pub unrepairable: Vec<Unrepairable>,
}

/// A change that opens a date: the changed problem was solved to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Repair {
    /// What is changed.
    pub requirement: Requirement,
    /// How.
    pub change: Change,
    /// The first date that it opens.
    pub opens: Slot,
    /// How many starts it opens.
    pub slots: usize,
}

/// A requirement that is not all that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unrepairable {
    /// The requirement.
    pub requirement: Requirement,
    /// What cannot hold together even without it: the next conflict.
    pub also: Vec<Requirement>,
}

/// Explains a sound problem that has no date.
pub(crate) fn explain(problem: &Problem) -> Explanation {
    let conflict = conflict(problem);
    let mut explanation = Explanation {
        conflict,
        repairs: Vec::new(),
        unrepairable: Vec::new(),
    };
    for &requirement in &explanation.conflict {
        let without = relax(problem, requirement);
        if !is_possible(&without) {
            let also = self::conflict(&without);
            explanation
                .unrepairable
                .push(Unrepairable { requirement, also });
            continue;
        }
        let change = repair::smallest(problem, &without, requirement);
        let openings = openings(&crate::change::apply(problem, &change));
        let (slots, first) = (openings.len(), openings.first());
        let opens = *first.expect("a repair is only ever one that was found to open a date");
        explanation.repairs.push(Repair {
            requirement,
            change,
            opens,
            slots,
        });
    }
    explanation
}

/// A minimal set of requirements that cannot hold together, in order (a deletion filter).
fn conflict(problem: &Problem) -> Vec<Requirement> {
    let all = Requirement::all(problem);
    let mut conflict = all.clone();
    // Without the requirements found superfluous so far.
    let mut rest = problem.clone();
    for &requirement in all.iter().rev() {
        let without = relax(&rest, requirement);
        if !is_possible(&without) {
            conflict.retain(|&kept| kept != requirement);
            rest = without;
        }
    }
    conflict
}

/// Whether a sound problem has a date.
pub(super) fn is_possible(problem: &Problem) -> bool {
    let mut is_possible = false;
    World::new(problem).search(|_| {
        is_possible = true;
        ControlFlow::Break(Stop::Search)
    });
    is_possible
}

/// The starts at which a sound problem has a date, in the order of time.
pub(crate) fn openings(problem: &Problem) -> Vec<Slot> {
    let mut openings = Vec::new();
    World::new(problem).search(|candidate| {
        openings.push(candidate.slot);
        ControlFlow::Break(Stop::Start)
    });
    openings
}
