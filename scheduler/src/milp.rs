//! A second opinion on the best date, from a mathematical program.

use std::fmt;

use crate::{cost::Sums, mistake::Mistake, model::Problem};

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solver {
    /// `HiGHS`, in C++.
    #[cfg(feature = "highs")]
    Highs,
    /// microlp, in Rust.
    #[cfg(feature = "microlp")]
    Microlp,
}

/// Why there is no second opinion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SolverFault {
    /// The problem makes no sense.
    Mistakes(Vec<Mistake>),
    /// The solver gave up; this is its message.
    GaveUp(String),
}

impl fmt::Display for SolverFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mistakes(mistakes) => write!(f, "the problem has {} mistakes", mistakes.len()),
            Self::GaveUp(message) => write!(f, "the solver gave up: {message}"),
        }
    }
}

impl std::error::Error for SolverFault {}

/// What the best proposal costs, level by level; `None` when there is none.
///
/// # Errors
///
/// A [`SolverFault`] when the problem makes no sense or the solver gives up.
pub fn second_opinion(problem: &Problem, solver: Solver) -> Result<Option<Sums>, SolverFault> {
    todo!("{problem:?} {solver:?}")
}
