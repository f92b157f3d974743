use crate::{
    cost::Cost,
    model::{Problem, Proposal},
};
/// What a proposal costs.
#[must_use]
pub fn cost(problem: &Problem, proposal: &Proposal) -> Cost {
    todo!("{problem:?}{proposal:?}")
}
