//! What is said to programs: docs/law.md lists the fields.

use serde::Serialize;

use crate::law::entries::Form;
use crate::law::{Due, Event, Rule, words};

/// A date and how it was reached.
#[derive(Serialize)]
struct Answer<'a> {
    rule: &'static str,
    due_on: String,
    citation: &'static str,
    trace: &'a [String],
    version: String,
    parts: Vec<Part>,
    warnings: &'a [String],
}

#[derive(Serialize)]
struct Part {
    name: &'static str,
    due_on: String,
}

/// One time limit.
#[derive(Serialize)]
struct Listed {
    rule: &'static str,
    purpose: &'static str,
    events: Vec<&'static str>,
    lengths: Vec<Length>,
    no_date: Option<&'static str>,
}

#[derive(Serialize)]
struct Length {
    event: &'static str,
    text: String,
    roll: Option<&'static str>,
    part: Option<&'static str>,
    version: String,
    citation: &'static str,
}

/// One JSON object.
pub(super) fn due(due: &Due) -> String {
    let parts = due.parts.iter().map(|part| Part {
        name: part.name,
        due_on: part.on.to_string(),
    });
    printed(&Answer {
        rule: due.rule.id(),
        due_on: due.on.to_string(),
        citation: due.citation,
        trace: &due.trace,
        version: due.version.to_string(),
        parts: parts.collect(),
        warnings: &due.warnings,
    })
}

/// One JSON array.
pub(super) fn list() -> String {
    printed(&Rule::all().map(listed).collect::<Vec<_>>())
}

fn listed(rule: Rule) -> Listed {
    let entry = rule.entry();
    let lengths = rule.all_texts().map(|text| Length {
        event: text.event.name(),
        text: words::rule(text),
        roll: words::roll(text),
        part: text.part,
        version: text.from.to_string(),
        citation: text.citation,
    });
    Listed {
        rule: entry.id,
        purpose: entry.purpose,
        events: entry.events().map(Event::name).collect(),
        lengths: lengths.collect(),
        no_date: match entry.form {
            Form::Open(why) => Some(why),
            Form::Start(_) | Form::Either(..) | Form::Later(..) | Form::Written(..) => None,
        },
    }
}

fn printed(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("names and dates are always JSON")
}
