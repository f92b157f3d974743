//! Places mediation meetings: who mediates, in which room, starting when.
//!
//! The crate is one pure function, [`propose()`]: a [`Problem`] goes in, an [`Outcome`] comes out:
//! proposals, or an [`Explanation`] why there are none. It reads no clock, no database and no
//! environment, takes no chances and knows no names: people are positions.
//!
//! Read the modules in this order; each imports only the ones above it.
//!
//! | module          | question it answers                                       |
//! |-----------------|-----------------------------------------------------------|
//! | [`grid`]        | which quarters of an hour are free, as bits               |
//! | [`weights`]     | what each wish is worth                                   |
//! | [`cost`]        | whose wishes come first, and how costs compare            |
//! | [`model`]       | what is being asked, and answered                         |
//! | [`mistake`]     | does the question make sense?                             |
//! | [`rules`]       | what must hold, by name and by sentence                   |
//! | [`requirement`] | which pieces does the question consist of?                |
//! | [`change`]      | what could somebody do about it?                          |
//! | [`prices`]      | what would each case of a plan lose?                      |
//! | [`toll`]        | what of that does a proposal take?                        |
//! | `tariff`        | the same, ready to be looked up                           |
//! | `wishes`        | what does each part of a proposal cost?                   |
//! | `spots`         | where could it be, and how far is that?                   |
//! | `roles`         | who could take which part when, each alone?               |
//! | `team`          | who of them should, together?                             |
//! | `candidates`    | which is the best team for each start and place?          |
//! | [`explain`]     | why is there no date, and what would open one?            |
//! | [`mod@propose`] | which few dates to offer?                                 |
//!
//! [`check`] stands apart on purpose: it verifies a finished proposal from the question alone, so
//! that a bug in the search cannot hide in it. It imports only `model`, `rules`, `weights` and
//! `cost`. `milp` stands apart as well: it asks a mathematical program what the best date costs,
//! trusting only `check`, and only it names a solver; without a solver it is absent.

mod candidates;
pub mod change;
pub mod check;
pub mod cost;
pub mod explain;
#[cfg(feature = "files")]
pub mod file;
pub mod grid;
#[cfg(any(feature = "highs", feature = "microlp"))]
pub mod milp;
pub mod mistake;
pub mod model;
pub mod plan;
pub mod prices;
pub mod propose;
pub mod requirement;
mod roles;
pub mod rules;
mod spots;
mod tariff;
mod team;
pub mod toll;
pub mod weights;
mod wishes;

pub use change::{Change, Times, apply};
pub use check::{Shape, Subject, Violation};
pub use cost::{Cost, Level, Preference, Sums};
pub use explain::{Explanation, Repair, Unrepairable};
#[cfg(any(feature = "highs", feature = "microlp"))]
pub use milp::{Solver, SolverFault, second_opinion};
pub use mistake::Mistake;
pub use model::{
    Block, ChildAgreed, Commitment, Contract, Day, DayIx, Interpreting, Mediator, Member, Need,
    OrganisationIx, Party, Person, PersonIx, Place, Point, Policy, Problem, Proposal, Request,
    Room, RoomIx, Seat, SeatIx, SeatRole, Slot, Venue, VenueIx, Whereabouts,
};
pub use prices::{Claim, Claimed, Loss, OtherIx, Prices, Waiting};
pub use propose::{Outcome, openings, propose, propose_beside};
pub use requirement::{Requirement, relax};
pub use rules::Rule;
pub use toll::{Scarce, Toll};

#[cfg(test)]
mod tests;
