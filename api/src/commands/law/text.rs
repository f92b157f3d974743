//! What is said to people, in lines of at most eighty columns.

use chrono::NaiveDate;

use crate::commands::planner::indented;
use crate::law::entries::{Entry, Form};
use crate::law::rules::Text;
use crate::law::texts::TEXTS;
use crate::law::{Due, Rule, words};

/// A date, the steps to it and its source.
pub(super) fn due(due: &Due) -> String {
    let mut said = format!("{}\n", due.on.format("%A %-d %B %Y"));
    for part in &due.parts {
        let line = format!("{}: {}", part.name, words::written(part.on));
        said += &indented("  ", &line);
    }
    said += "\n";
    said += &indented(&lead(due.rule.id()), due.rule.entry().purpose);
    for step in &due.trace {
        said += &indented("  - ", step);
    }
    said += "\n";
    said += &indented("", &format!("Source: {}.", due.citation));
    said + "This is a calculation, not legal advice.\n"
}

/// Every rule: its number and purpose, how long it is, where that is written.
pub(super) fn list() -> String {
    let rules: Vec<String> = Rule::all().map(listed).collect();
    let first_day = first_day().map_or_else(String::new, words::written);
    rules.join("\n")
        + "\n"
        + &indented(
            "",
            &format!("The rules are used for days from {first_day}, if they name no later one."),
        )
        + "A date is worked out by `concord law due RULE name=date …`, for example\n\
           concord law due C14 notice_sent=2026-01-12\n"
}

fn listed(rule: Rule) -> String {
    let entry = rule.entry();
    let mut said = indented(&lead(entry.id), entry.purpose);
    let mut add = |line: &str| said += &indented(GAP, line);
    match entry.form {
        Form::Open(why) => add(&format!("No date: {why}.")),
        Form::Written(agreed, other) => {
            let (agreed, other) = (agreed.name(), other.name());
            add(&format!("{other}, as written in the agreement of {agreed}"));
        }
        Form::Start(_) | Form::Either(..) | Form::Later(..) => {}
    }
    for (ix, text) in rule.all_texts().enumerate() {
        add(&length(entry, ix, text));
    }
    if let Some(roll) = rule.all_texts().find_map(words::roll) {
        add(roll);
    }
    if let Some(besides) = entry.besides {
        add(&format!("may be told besides: {}", besides.name()));
    }
    let mut sources: Vec<String> = rule.all_texts().map(source).collect();
    sources.dedup();
    for source in sources {
        add(&source);
    }
    said
}

/// Where a line is written, and from which day it is used where that is not the first of all.
fn source(text: &Text) -> String {
    if Some(text.from) == first_day() {
        return text.citation.to_owned();
    }
    format!("{}; from {}", text.citation, words::written(text.from))
}

/// The day from which the oldest rules are used.
fn first_day() -> Option<NaiveDate> {
    TEXTS.iter().map(|text| text.from).min()
}

/// A length, with how it goes with those before it.
fn length(entry: &Entry, ix: usize, text: &Text) -> String {
    let said = words::rule(text);
    let said = match text.part {
        Some(part) => format!("{part}: {said}"),
        None => said,
    };
    match (entry.form, ix) {
        (Form::Later(..), 1..) => format!("or {said}, if that is later"),
        (Form::Either(..), 1..) => format!("or {said}"),
        (_, _) => said,
    }
}

/// Where the second column begins.
const GAP: &str = "     ";

fn lead(id: &str) -> String {
    format!("{id:<5}")
}
