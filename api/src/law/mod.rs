//! The law's clocks, as dated data and pure functions (decision D10).
//!
//! | module       | question it answers                                             |
//! |--------------|-----------------------------------------------------------------|
//! | [`calendar`] | which days are working days, and counting them                  |
//! | [`rules`]    | which rule was in force on a day: its length, unit and citation |
//! | [`clock`]    | until when, and by which steps                                  |
//!
//! Nothing here reads a clock or a database: events and the list of bank holidays come in as values,
//! a date and the trace of how it was reached go out.

pub mod calendar;
pub mod clock;
pub mod rules;

pub use calendar::Calendar;
pub use clock::Due;
pub use rules::Rule;
