//! `CSPLib` prob046: agents attend meetings of one slot each, at places some slots apart.
//!
//! Two meetings that share an agent, at places `d` slots apart, are held at `t` and `u` with
//! `|t − u| > d`: the meeting itself takes a slot and the way takes `d`. Asked is whether so many
//! slots are enough, and here also how many are.

mod check;
mod read;
mod search;
mod tests;
