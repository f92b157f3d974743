//! `concord guide`: what people are told, for anybody; no settings and no database.

mod json;
#[cfg(test)]
mod tests;
mod text;

use clap::Subcommand;

use super::{Trouble, say};
use crate::guide::{self, Guide, Topic};

/// What to show.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, Subcommand)]
enum Question {
    /// Lists the texts, and for whom each is.
    List {
        /// Prints one JSON array instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Shows a text: show the-day
    Show {
        /// What it is about, as the list has it.
        #[arg(value_name = "TOPIC")]
        topic: String,
        /// Prints one JSON object instead of text.
        #[arg(long)]
        json: bool,
    },
    /// Says what the words mean, from A to Z.
    Glossary {
        /// Prints one JSON array instead of text.
        #[arg(long)]
        json: bool,
    },
}

/// Answers.
pub(super) fn run(arguments: &Arguments) -> Result<(), Trouble> {
    match &arguments.question {
        Question::List { json: true } => say(&json::list()),
        Question::List { json: false } => say(text::list().trim_end()),
        Question::Show { topic, json } => {
            let guide = named(topic).map_err(Trouble::Usage)?;
            if *json {
                say(&json::guide(guide));
            } else {
                say(text::guide(guide).trim_end());
            }
        }
        Question::Glossary { json: true } => say(&json::glossary()),
        Question::Glossary { json: false } => say(text::glossary().trim_end()),
    }
    Ok(())
}

/// The text of that name; else what is wrong, on one line.
fn named(topic: &str) -> Result<&'static Guide, String> {
    let found = Topic::named(topic).map(guide::of);
    found.ok_or_else(|| {
        format!(
            "there is no guide {}; `concord guide list` lists them",
            topic.escape_debug()
        )
    })
}
