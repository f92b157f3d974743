use crate::{
    check::Shape,
    model::{Problem, Proposal},
};
pub(super) fn violations(problem: &Problem, proposal: &Proposal) -> Vec<Shape> {
    todo!("{problem:?}{proposal:?}")
}
