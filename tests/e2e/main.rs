//! Concord, end to end.

mod schema;
