//! Why the calculator gives no date.

use chrono::NaiveDate;

use super::events::Event;
use super::rules::Rule;

/// Why a question in writing cannot be read. One line each, for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No rule has that number.
    #[error("there is no rule {}; the rules are C1 to C37, and `concord law list` shows them", quoted(.0))]
    Rule(String),
    /// What was given is not a name and a date.
    #[error("{} is not an event and a date, such as notice_sent=2026-01-12", quoted(.0))]
    Event(String),
    /// No event has that name.
    #[error("there is no event {}; {}", quoted(.name), takes(*.rule))]
    Name {
        /// The rule asked for.
        rule: Rule,
        /// The name given.
        name: String,
    },
    /// What was given is no date.
    #[error("{} is not a date for {}; write it as 2026-01-12", quoted(.given), .event.name())]
    Date {
        /// Whose date it should be.
        event: Event,
        /// What was given.
        given: String,
    },
}

/// Why the calculator gives no date. One line each, for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The event has nothing to do with the rule.
    #[error("{} does not depend on {}; {}", .rule.id(), .event.name(), takes(*.rule))]
    OtherEvent {
        /// The rule asked for.
        rule: Rule,
        /// The event given.
        event: Event,
    },
    /// The same event is given twice.
    #[error("{} is given twice", .0.name())]
    Repeated(Event),
    /// Two events are given that answer different questions.
    #[error("give {} or {}, not both: each has an answer of its own", .0.name(), .1.name())]
    Either(Event, Event),
    /// An event is missing.
    #[error("an event is missing: {}", takes(*.0))]
    Missing(Rule),
    /// The day is too far away to be meant.
    #[error("{} on {on} is out of reach: days up to {LAST_DAY} can be worked with", .event.name())]
    OutOfReach {
        /// What happened.
        event: Event,
        /// When.
        on: NaiveDate,
    },
    /// The rule did not exist on that day.
    #[error("{} on {on} is out of reach: {} is in force since {from}", .event.name(), .rule.id())]
    NotInForce {
        /// The rule asked for.
        rule: Rule,
        /// What happened.
        event: Event,
        /// When.
        on: NaiveDate,
        /// The first day of the rule's first version.
        from: NaiveDate,
    },
    /// Something is said to have happened before what it follows from.
    #[error(
        "{} on {on} cannot be: it follows {}, which was on {cause_on}",
        .event.name(),
        .cause.name()
    )]
    BeforeCause {
        /// What happened.
        event: Event,
        /// When.
        on: NaiveDate,
        /// What must come first.
        cause: Event,
        /// When that happened.
        cause_on: NaiveDate,
    },
    /// The rule gives no date.
    #[error("{} gives no date: {why}", .rule.id())]
    Open {
        /// The rule asked for.
        rule: Rule,
        /// Why.
        why: &'static str,
    },
}

/// The last day that the calculator works with: no calendar is planned further.
pub const LAST_DAY: NaiveDate =
    NaiveDate::from_ymd_opt(2099, 12, 31).expect("31 December 2099 exists");

/// Characters of somebody's words that are said back.
const MOST_SAID_BACK: usize = 40;

/// Somebody's words, on one line and not too many.
fn quoted(words: &str) -> String {
    let short: String = words.chars().take(MOST_SAID_BACK).collect();
    let more = if short.len() < words.len() { "…" } else { "" };
    format!("\"{}{more}\"", short.escape_debug())
}

/// Which events a rule needs, in words.
fn takes(rule: Rule) -> String {
    use super::entries::Form;
    let needs = match rule.entry().form {
        Form::Start(event) => event.name().to_owned(),
        Form::Either(one, other) => format!("{} or {}", one.name(), other.name()),
        Form::Later(first, second) => {
            format!("{}, and {} once there is one", first.name(), second.name())
        }
        Form::Written(first, second) => format!("{} and {}", first.name(), second.name()),
        Form::Open(_) => return format!("{} depends on no event", rule.id()),
    };
    let besides = match rule.entry().besides {
        Some(event) => format!(", and may be given {}", event.name()),
        None => String::new(),
    };
    format!("{} needs {needs}{besides}", rule.id())
}
