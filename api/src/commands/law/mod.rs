//! `concord law`: the law's time limits, for anybody; no settings and no database.

mod json;
#[cfg(test)]
mod tests;
mod text;

use clap::Subcommand;

use super::{Trouble, say};
use crate::law::{Calendar, Due, calculator};

/// What to ask of the law.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, Subcommand)]
enum Question {
    /// Lists the time limits, what each is counted from, and where it is written.
    List {
        /// Prints one JSON array instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Works out until when, from what happened: due C14 notice_sent=2026-01-12
    Due {
        /// The rule's number, C1 to C37.
        #[arg(value_name = "RULE")]
        rule: String,
        /// What happened and when: an event's name, as the list has it, and a date.
        #[arg(value_name = "NAME=DATE")]
        events: Vec<String>,
        /// Prints one JSON object instead of text.
        #[arg(long)]
        json: bool,
    },
}

/// Answers.
pub(super) fn run(arguments: &Arguments) -> Result<(), Trouble> {
    match &arguments.question {
        Question::List { json: true } => say(&json::list()),
        Question::List { json: false } => say(text::list().trim_end()),
        Question::Due { rule, events, json } => {
            let due = worked_out(rule, events).map_err(Trouble::Usage)?;
            if *json {
                say(&json::due(&due));
            } else {
                say(text::due(&due).trim_end());
            }
        }
    }
    Ok(())
}

/// The date, by the bank holidays that the program carries; else why there is none, on one line.
fn worked_out<S: AsRef<str>>(rule: &str, events: &[S]) -> Result<Due, String> {
    let (rule, events) = calculator::read(rule, events).map_err(|no| no.to_string())?;
    calculator::due(rule, &events, &Calendar::carried()).map_err(|no| no.to_string())
}
