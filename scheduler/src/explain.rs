//! Why there is no date, and what would open one.

use crate::{change::Change, model::Slot, requirement::Requirement};

/// Why a request got no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Requirements that cannot hold together, although they could if any single one of them were
    /// dropped; from the most shared to the most private.
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
