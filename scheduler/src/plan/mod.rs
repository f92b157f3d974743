//! Plans many meetings together, to a proof.
//!
//! [`propose`](crate::propose()) finds the best dates of one case; [`plan()`] finds one meeting for as
//! many cases as it can, so that all of them together cost least, and says how far from the best
//! possible the answer can be at most.

pub mod check;
mod greedy_stub;
pub mod mistake;
pub mod model;
pub mod points;
pub mod report;

pub use check::{Engagement, Violation};
pub use greedy_stub::plan;
pub use mistake::Mistake;
pub use model::{
    AllowanceIx, Balance, Case, CaseIx, Chairs, DayOffer, Grades, Meeting, Member, Part, PartIx,
    Person, Plan, Problem, Room, Welcome,
};
pub use points::{Level, Points, Scale};
pub use report::{Budget, Effort, Patient, Planned, Progress, Stage, Status, Watch};

#[cfg(test)]
mod tests;
