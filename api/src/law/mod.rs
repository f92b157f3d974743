//! The law's clocks, as dated data and pure functions (decision D10).
//!
//! | module         | question it answers                                                |
//! |----------------|--------------------------------------------------------------------|
//! | [`calendar`]   | which days are working days, and counting them                     |
//! | [`events`]     | what happened, from which is counted?                              |
//! | [`rules`]      | which rules are there, and how did one read on a day?              |
//! | [`entries`]    | what is each rule for, and which events does it need?              |
//! | [`texts`]      | how long is each, since when, and where is that written?           |
//! | `reckon`       | counting one line from one event                                   |
//! | [`clock`]      | until when, and by which steps                                     |
//! | [`changes`]    | … when people agree on another time, or an exception is granted    |
//! | [`calculator`] | the same from names and dates, for anybody                         |
//! | [`expenses`]   | what a family is paid for attending a mediation                     |
//! | [`refused`]    | … and why there is no date                                         |
//! | [`age`]        | when does the young person become the party?                       |
//! | [`words`]      | dates and lengths in words                                         |
//!
//! Nothing here reads a clock or a database: events and the list of bank holidays come in as values,
//! a date and the trace of how it was reached go out. `docs/law.md` says how texts are read.

pub mod age;
pub mod calculator;
pub mod calendar;
pub mod changes;
pub mod clock;
pub mod entries;
pub mod events;
pub mod expenses;
mod reckon;
pub mod refused;
pub mod rules;
pub mod texts;
pub mod words;

#[cfg(test)]
mod tests;

pub use calendar::Calendar;
pub use clock::Due;
pub use events::Event;
pub use rules::Rule;
