//! Concord, end to end.

mod access;
mod audit;
mod availability;
mod casework;
mod commands;
mod explain;
mod law;
mod lists;
mod meeting;
mod parties;
mod planning;
mod proposals;
mod queue;
mod reading;
mod schema;
mod sdl;
mod session;
mod solve;
mod statements;
mod tidy;
mod tokens;
