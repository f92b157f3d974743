//! The best dates, and a few that differ.

use crate::{
    explain::Explanation,
    mistake::Mistake,
    model::{Problem, Proposal},
};

/// What came of looking for dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Sound proposals, the best first; at least one.
    Proposals(Vec<Proposal>),
    /// There is no sound proposal, and why.
    Nothing(Explanation),
}

/// Finds up to `count` dates: the best there is, and others that differ from it in day, half of
/// the day, venue and decision-maker (P17); they are listed the best first.
///
/// The same problem always gets the same answer.
///
/// # Errors
///
/// All [`Mistake`]s of a problem that makes no sense.
pub fn propose(problem: &Problem, count: usize) -> Result<Outcome, Vec<Mistake>> {
    todo!("{problem:?} {count}")
}
