//! `concord retention`.

use std::fmt::Write as _;

use anyhow::Context as _;
use serde_json::json;

use super::{Trouble, open_for_service, say};
use crate::config::Config;
use crate::domain::retention::{self, Due};
use crate::retention::{Settings, in_force};

/// What to do with what is due.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    deed: What,
    /// Answers in JSON.
    #[arg(long)]
    json: bool,
}

/// Look, or remove.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct What {
    /// Counts what is due, and changes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Removes what is due.
    #[arg(long)]
    apply: bool,
    /// Prints the table of docs/privacy.md; needs no settings and no database.
    #[arg(long, hide = true)]
    table: bool,
}

/// Looks for what is due, and removes it when asked to.
pub(super) async fn run(arguments: Arguments) -> Result<(), Trouble> {
    if arguments.deed.table {
        say(crate::retention::page().trim_end());
        return Ok(());
    }
    let config = Config::from_env()?;
    let app = open_for_service(&config).await?;
    let due = if arguments.deed.apply {
        retention::apply(&app)
            .await
            .context("what is due cannot be removed")?
    } else {
        retention::due(&app)
            .await
            .context("what is due cannot be read")?
    };
    let done = if arguments.deed.apply {
        "removed"
    } else {
        "due"
    };
    say(&if arguments.json {
        in_json(&due, done, &app.retention, app.today())
    } else {
        in_words(&due, done, &app.retention, app.today())
    });
    Ok(())
}

/// How long a category is kept, in words.
fn period(due: &Due, settings: &Settings, today: chrono::NaiveDate) -> String {
    in_force(due.category, today).map_or_else(String::new, |rule| settings.period(rule).words())
}

/// A line a category.
fn in_words(due: &[Due], done: &str, settings: &Settings, today: chrono::NaiveDate) -> String {
    let mut text = String::new();
    for one in due {
        let (key, kept) = (one.category.key(), period(one, settings, today));
        let count = one.rows.len();
        // Writing to a string does not fail.
        let _ = write!(text, "{key:<20} {kept:<10} {count:>6} {done}");
        if let Some(since) = one.since() {
            let _ = write!(text, ", the first since {since}");
        }
        text.push('\n');
    }
    text.trim_end().to_owned()
}

fn in_json(due: &[Due], done: &str, settings: &Settings, today: chrono::NaiveDate) -> String {
    let categories: Vec<_> = due
        .iter()
        .map(|one| {
            json!({
                "category": one.category.key(),
                "kept": period(one, settings, today),
                done: one.rows.len(),
                "since": one.since(),
            })
        })
        .collect();
    json!({ "today": today, "categories": categories }).to_string()
}
