//! Places mediation meetings: who mediates, in which room, starting when.

pub mod grid;
