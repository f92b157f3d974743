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
//! | `choose`     | which is the best plan made of these meetings?                   |
//! | `pipeline`   | in which order is all that asked?                                |

mod bound;
mod chance;
#[cfg(any(feature = "highs", feature = "microlp"))]
mod choose;
#[cfg(feature = "highs")]
mod master;
pub mod model;
mod pipeline;
pub mod points;
pub mod report;
mod rows;
mod search;
mod team;
mod work;
mod world;

pub use model::{
    AllowanceIx, Balance, Case, CaseIx, Chairs, DayOffer, Grades, Meeting, Member, Part, PartIx,
    Person, Plan, Problem, Room, Welcome,
};
pub use points::{Level, Points, Scale};
pub use report::{Budget, Effort, Patient, Planned, Progress, Stage, Status, Watch};
pub use work::plan;
