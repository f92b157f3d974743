//! Random joint problems, an oracle that tries everything, and a test for each rule, price and
//! mistake.

mod claims;
mod draw;
mod explained;
mod mistakes;
mod optimal;
mod oracle;
mod prices;
mod properties;
mod rules;
mod simple;
mod tidy;
