//! Why a case has no meeting.

use super::{
    beside::Beside,
    need::{self, Need},
    repair::{self, Opening},
};
use crate::plan::model::{CaseIx, Meeting, Plan, Problem};

/// Why a case has no meeting in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// It could have one beside the others.
    Possible {
        /// The cheapest.
        meeting: Meeting,
        /// What the plan would cost more with it, in the single number; when that is not positive, the
        /// plan is not the best.
        more: i64,
    },
    /// It could not, unless something is different.
    Impossible {
        /// Needs that cannot all be kept, though all but any one of them can. When the case could
        /// meet alone, some are [`Need::Taken`]. Empty when the meeting is longer than any day.
        conflict: Vec<Need>,
        /// What would open a meeting by itself, at most five, the least burden first.
        openings: Vec<Opening>,
    },
}

/// Why a case has no meeting in a sound plan, and what would open one.
///
/// # Panics
///
/// When the plan is no answer to the problem, or the case is not of it.
#[must_use]
pub fn unplaced(problem: &Problem, plan: &Plan, case: CaseIx) -> Unplaced {
    let beside = Beside::new(problem, plan, case);
    let best = beside
        .is_possible(&[], None)
        .then(|| beside.best(&[], None));
    if let Some((cost, meeting)) = best.flatten() {
        let left = problem.scale.cost(problem.cases[case.0].unplaced);
        return Unplaced::Possible {
            meeting,
            more: cost - left,
        };
    }
    let conflict = need::conflict(&beside, None);
    Unplaced::Impossible {
        openings: repair::openings(&beside, plan, &conflict),
        conflict,
    }
}

/// The needs of [`Unplaced::Impossible`] alone; `None` when a case without a meeting could have one.
///
/// # Panics
///
/// When the plan is no answer to the problem, or the case is not of it.
#[must_use]
pub fn conflict(problem: &Problem, plan: &Plan, case: CaseIx) -> Option<Vec<Need>> {
    let beside = Beside::new(problem, plan, case);
    let is_possible = beside.is_possible(&[], None);
    (!is_possible).then(|| need::conflict(&beside, None))
}

/// The openings of [`Unplaced::Impossible`] alone, for a case that could not meet.
///
/// # Panics
///
/// When the plan is no answer to the problem, or the case is not of it.
#[must_use]
pub fn openings(problem: &Problem, plan: &Plan, case: CaseIx) -> Vec<Opening> {
    let beside = Beside::new(problem, plan, case);
    repair::openings(&beside, plan, &need::conflict(&beside, None))
}
