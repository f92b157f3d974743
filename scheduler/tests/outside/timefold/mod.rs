//! Timefold's meeting scheduling: every meeting gets a start and a room, people are required or
//! preferred, and twelve constraints on three levels say how bad that is.
//!
//! Time is counted in grains, quarters of an hour of the working days one after the other.

mod check;
mod read;
mod search;
mod tests;
