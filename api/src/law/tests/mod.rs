//! The law's clocks, from every side.

mod changes;
mod entries;
mod expenses;
mod properties;
mod refusals;
mod table;
mod traces;

use chrono::NaiveDate;

use super::calculator::{due, read};
use super::{Calendar, Due};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What the calculator says to words.
fn answer(rule: &str, events: &[&str]) -> Result<Due, String> {
    let (rule, events) = read(rule, events).map_err(|no| no.to_string())?;
    due(rule, &events, &Calendar::carried()).map_err(|no| no.to_string())
}

fn trace(rule: &str, events: &[&str]) -> String {
    answer(rule, events).unwrap().trace.join("\n")
}
