//! `concord explain`.

mod asked;
mod explained;
mod json;
mod text;
mod words;

use std::{path::PathBuf, sync::Arc};

use self::{asked::Asked, explained::Explained};
use super::{
    Trouble, files,
    planner::{Effort, Progress, aside, refused},
    say,
};

/// What to explain.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The problem, as docs/files.md describes it.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The case, by its position in the file.
    #[arg(long, value_name = "N")]
    case: u64,
    /// A date to ask about, `6`, `6:3` or `2026-04-27:10:30`: a day, and perhaps a grain or time of
    /// day; may be given several times.
    #[arg(long, value_name = "DAY[:START]")]
    date: Vec<String>,
    /// Explains this plan rather than planning.
    #[arg(long, value_name = "SOLUTION")]
    solution: Option<PathBuf>,
    #[command(flatten)]
    effort: Effort,
    /// Prints one JSON object instead of text.
    #[arg(long)]
    json: bool,
}

/// Plans the meetings of a file, or reads a plan, and says why a case has the meeting it has or none.
pub(super) async fn run(arguments: Arguments) -> Result<(), Trouble> {
    let file = files::problem(&arguments.file)?;
    let asked = Asked::new(&file, &arguments)?;
    let effort = arguments.effort;
    let cases = file.instance().cases.len();
    let progress = Arc::new(Progress::new(effort.limit(), cases));
    let problem = file.problem();
    let explained = aside(effort, &progress, move |budget| {
        Explained::new(problem, asked, budget)
    });
    let explained = explained.await;
    progress.finish();
    let explained = explained?.map_err(refused)?;
    explained.is_checked(&file)?;
    if arguments.json {
        say(&json::of(&file, &explained).to_string());
    } else {
        say(text::of(&file, &explained).trim_end());
    }
    Ok(())
}

#[cfg(test)]
mod tests;
