//! Who asks.

pub mod token;
