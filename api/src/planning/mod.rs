//! Rows become a [`scheduler::Problem`], and proposals become rows again: the only place that
//! translates.
//!
//! | module       | question it answers                                      |
//! |--------------|-----------------------------------------------------------|
//! | [`local`]    | which quarter of an hour is an instant, in England        |
//! | [`horizon`]  | where do instants lie on the grid of the days planned for? |
//! | `contracts`  | which contracts could pay, and how much of each is used   |
//! | [`directory`] | what hardly ever changes, and is kept until it does         |
//! | `windows`    | when can people meet                                      |
//! | [`mod@read`] | what does the database know about the meetings of cases   |
//! | [`snapshot`] | how does the planner see one of them                      |
//! | [`region`]   | how does it see many at once                              |
//! | [`prices`]   | what would a date take from the cases of the last plan    |
//!
//! Local time exists here and in words for people, nowhere else.

mod contracts;
pub mod directory;
pub mod horizon;
pub mod local;
pub mod prices;
pub mod read;
pub mod region;
pub mod snapshot;
mod windows;

pub use directory::Known;
pub use read::{read, read_apart, read_known};
pub use snapshot::{Snapshot, Wish};
