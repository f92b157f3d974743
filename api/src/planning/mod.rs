//! Rows become a [`scheduler::Problem`], and proposals become rows again: the only place that
//! translates.
//!
//! | module       | question it answers                                      |
//! |--------------|-----------------------------------------------------------|
//! | [`local`]    | which quarter of an hour is an instant, in England        |
//! | [`horizon`]  | where do instants lie on the grid of the days planned for? |
//! | [`mod@read`] | what does the database know about one case's meeting       |
//! | [`snapshot`] | how does the planner see it                               |
//!
//! Local time exists here and in words for people, nowhere else.

pub mod horizon;
pub mod local;
pub mod read;
pub mod snapshot;

pub use read::read;
pub use snapshot::{Snapshot, Wish};
