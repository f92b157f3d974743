//! What end-to-end tests stand on.

pub mod database;
