//! Random joint problems, an oracle that tries everything, and a test for each rule, price and
//! mistake.

mod bounds;
mod claims;
pub(super) mod draw;
mod explained;
mod mistakes;
mod optimal;
pub(super) mod oracle;
mod prices;
mod properties;
mod rules;
pub(super) mod simple;
mod taken;
mod tidy;
