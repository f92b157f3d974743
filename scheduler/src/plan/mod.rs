//! Plans many meetings together, to a proof.
//!
//! [`propose`](crate::propose()) finds the best dates of one case; [`plan()`] finds one meeting for as
//! many cases as it can, so that all of them together cost least, and says how far from the best
//! possible the answer can be at most.
//!
//! Read the modules in this order:
//!
//! | module       | question it answers                                              |
//! |--------------|------------------------------------------------------------------|
//! | [`points`]   | whose wishes come first, and what a point counts for             |
//! | [`model`]    | what is being asked, and answered                                |
//! | [`report`]   | how much effort may it take, and what is known about the answer? |
//! | `world`      | what could each case do by itself?                               |
//! | `team`       | which is the cheapest team at given prices?                      |
//! | `rows`       | what do meetings share?                                          |
//! | `search`     | is there a good plan near this one?                              |
//! | `bound`      | what does any plan cost at least?                                |
//! | `master`     | which prices give a good bound?                                  |
//! | `branch`     | which cases are left without a meeting?                          |
//! | `pool`       | which meetings could a better plan have?                         |
//! | `clique`     | which of them exclude one another?                               |
//! | `halves`     | what follows from several rows together?                         |
//! | `relax`      | what do the best prices say?                                     |
//! | `statement`  | what does a solver choose among?                                 |
//! | `choose`     | which is the best plan made of these meetings?                   |
//! | `prove`      | is there really no better plan?                                  |
//! | `pipeline`   | in which order is all that asked?                                |
//! | `levels`     | is what counts most settled before what counts less?             |
//! | `work`       | who waits for it, and for how long?                              |
//! | [`region`]   | how do cases of their own become one joint problem, and back?    |
//!
//! [`explain`] says why a plan is as it is, [`again`] plans again when something has changed, and
//! [`prices()`] says what its dates are worth to its cases, for those who look for a date of another.
//!
//! [`mistake`] says beforehand what makes no sense, and [`check`] verifies every plan before it leaves,
//! from the problem alone: neither shares code with the planner.

pub mod again;
#[cfg_attr(
    not(feature = "highs"),
    expect(dead_code, reason = "prices need HiGHS")
)]
mod bound;
#[cfg_attr(
    not(feature = "highs"),
    expect(dead_code, reason = "plans are told apart by prices")
)]
mod branch;
mod chance;
pub mod check;
#[cfg_attr(
    not(feature = "highs"),
    expect(dead_code, reason = "prices need HiGHS")
)]
mod choose;
#[cfg(feature = "highs")]
mod clique;
pub mod explain;
#[cfg(feature = "highs")]
mod halves;
mod levels;
#[cfg(feature = "highs")]
mod master;
pub mod mistake;
pub mod model;
mod pipeline;
pub mod points;
#[cfg_attr(
    not(feature = "highs"),
    expect(dead_code, reason = "prices need HiGHS")
)]
mod pool;
mod price;
#[cfg(feature = "highs")]
mod prove;
pub mod region;
#[cfg(feature = "highs")]
mod relax;
pub mod report;
#[cfg_attr(
    not(feature = "highs"),
    expect(dead_code, reason = "prices need HiGHS")
)]
mod rows;
#[cfg_attr(
    not(feature = "highs"),
    expect(dead_code, reason = "prices need HiGHS")
)]
mod search;
mod statement;
mod team;
mod work;
mod world;

pub use check::{Engagement, Violation};
pub use mistake::Mistake;
pub use model::{
    AllowanceIx, Balance, Case, CaseIx, Chairs, DayOffer, Grades, Meeting, Member, Part, PartIx,
    Person, Plan, Problem, Room, Welcome,
};
pub use points::{BeyondScale, Level, Points, Scale};
pub use price::prices;
pub use region::{Asked, ContractIx, EVERY_START, HALF_HOURS, Region, Unlike, meeting, proposal};
pub use report::{Budget, Effort, Patient, Planned, Progress, Stage, Status, Watch};
#[cfg(feature = "microlp")]
pub use work::second_opinion;
pub use work::{Refused, plan};

#[cfg(test)]
mod tests;
