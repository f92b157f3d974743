//! How a plan is asked for and what is said about it.

use std::time::Duration;

use super::{CaseIx, Plan, Points};

/// How much effort a plan may take.
#[derive(Clone, Copy)]
pub struct Budget<'a> {
    /// Seeds every choice that is not forced: the same seed, problem and `rounds` give the same plan.
    pub seed: u64,
    /// Rounds of neighbourhood search at most; `None` chooses by size.
    pub rounds: Option<u64>,
    /// Threads at most.
    pub threads: u8,
    /// Memory at most, in MiB; a plan that is estimated to need more is refused before it starts.
    pub memory_mib: u64,
    /// Who is told, and says when to stop.
    pub watch: &'a dyn Watch,
}

/// Follows a plan in the making. The crate has no clock of its own: this is it.
pub trait Watch: Sync {
    /// The time left; `None` when there is no limit, nothing when planning must end now.
    fn left(&self) -> Option<Duration>;

    /// Is told what there is so far, whenever there is something new.
    fn tell(&self, progress: &Progress);
}

/// Neither tells nor stops.
pub struct Patient;

impl Watch for Patient {
    fn left(&self) -> Option<Duration> {
        None
    }

    fn tell(&self, _: &Progress) {}
}

/// What there is so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// The cost of the best plan so far.
    pub incumbent: Option<i64>,
    /// No plan costs less than this.
    pub bound: Option<i64>,
    /// Cases that the best plan so far places.
    pub placed: usize,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Looking for what each case could do by itself.
    Preparing,
    /// A first plan, and better ones near it.
    Searching,
    /// A bound on what any plan costs.
    Bounding,
    /// The best plan made of promising meetings.
    Choosing,
    /// Showing that there is no better one.
    Proving,
    /// Over.
    Done,
}

/// How good the plan is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// No plan costs less.
    Optimal,
    /// No plan costs less than the bound.
    Feasible,
}

/// A plan, and what is known about it.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The plan; `check` found nothing wrong with it.
    pub plan: Plan,
    /// How good it is known to be.
    pub status: Status,
    /// What it costs, in the single number that was minimised.
    pub cost: i64,
    /// The same by level.
    pub points: Points,
    /// No plan costs less than this.
    pub bound: i64,
    /// Cases that cannot meet even if nobody else does: no plan places them.
    pub impossible: Vec<CaseIx>,
    /// Numbers about the work done.
    pub effort: Effort,
    /// FNV-1a of the problem: equal problems have equal numbers.
    pub problem_hash: u64,
    /// What found it: this crate and the solver below it, with their versions.
    pub versions: String,
}

impl Planned {
    /// How far the plan can be from the best, as a part of its cost; 0 when it is optimal.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
    pub fn gap(&self) -> f64 {
        if self.cost <= self.bound {
            return 0.0;
        }
        (self.cost - self.bound) as f64 / (self.cost.abs().max(1)) as f64
    }
}

/// Numbers about the work done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Cases and starts at which the case could meet.
    pub starts: u64,
    /// Meetings that were weighed one against the other in the linear program.
    pub columns: u64,
    /// Its rows.
    pub rows: u64,
    /// Times it was solved.
    pub rounds: u64,
    /// Nodes of the search for a proof.
    pub nodes: u64,
}
