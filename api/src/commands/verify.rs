//! `concord verify`.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use serde_json::json;

use super::{Trouble, migrate, say};
use crate::config::DatabaseUrl;
use crate::domain::audit::{self, Verdict};

/// What to compare with, and how to answer.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The end of the log as it was printed at an earlier time, POSITION:HASH: it must still be there.
    #[arg(long, value_name = "POSITION:HASH", value_parser = known)]
    known: Option<(i64, String)>,
    /// A file kept elsewhere: the end it names last must still be there, and the new end is added to it.
    #[arg(long, value_name = "FILE", conflicts_with = "known")]
    keep: Option<PathBuf>,
    /// Answers in JSON.
    #[arg(long)]
    json: bool,
}

/// A position and the hash that was there.
fn known(text: &str) -> Result<(i64, String), String> {
    let wrong = || "this is not a position and a hash, like 12:9f86d0…".to_owned();
    let (position, hash) = text.split_once(':').ok_or_else(wrong)?;
    let position: i64 = position.parse().map_err(|_| wrong())?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if position < 0 || !is_hash {
        return Err(wrong());
    }
    Ok((position, hash.to_ascii_lowercase()))
}

/// The end that a file names last; `None` if there is no file yet.
fn kept_last(path: &Path) -> Result<Option<(i64, String)>, String> {
    let shown = path.display();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("{shown} cannot be read: {error}")),
    };
    let last = text.lines().rfind(|line| !line.trim().is_empty());
    // A file that lost its last line must not pass for a new one.
    let last = last.ok_or_else(|| format!("{shown} is empty; expected ends of the log"))?;
    known(last.trim())
        .map(Some)
        .map_err(|wrong| format!("the last line of {shown}: {wrong}"))
}

/// Adds the end of the log to a file.
fn keep(path: &Path, (position, hash): &(i64, String)) -> Result<(), anyhow::Error> {
    let shown = path.display();
    let file = OpenOptions::new().append(true).create(true).open(path);
    let mut file = file.with_context(|| format!("{shown} cannot be written"))?;
    writeln!(file, "{position}:{hash}").with_context(|| format!("{shown} cannot be written"))?;
    file.sync_all()
        .with_context(|| format!("{shown} cannot be written"))
}

/// Reads the log. One that is not whole ends with status 1.
pub(super) async fn run(arguments: Arguments) -> Result<(), Trouble> {
    let kept = match &arguments.keep {
        Some(path) => kept_last(path).map_err(Trouble::Usage)?,
        None => arguments.known.clone(),
    };
    let url = DatabaseUrl::from_env()?;
    migrate::must_be_current(&url).await?;
    let db = migrate::connect(&url).await?;
    let verdict = audit::verify(&db, kept.as_ref()).await;
    let verdict = verdict.context("the audit log cannot be read")?;
    say(&if arguments.json {
        in_json(&verdict)
    } else {
        in_words(&verdict)
    });
    match verdict.flaw {
        None => match arguments.keep {
            Some(path) if kept.as_ref() != Some(&verdict.head) => {
                keep(&path, &verdict.head)?;
                Ok(())
            }
            Some(_) | None => Ok(()),
        },
        Some(flaw) => Err(Trouble::Failed(anyhow!(
            "the audit log is not whole: {flaw}"
        ))),
    }
}

fn in_words(verdict: &Verdict) -> String {
    let (position, hash) = &verdict.head;
    let said = match verdict.flaw {
        None => "The audit log is whole",
        Some(_) => "The audit log was changed",
    };
    format!(
        "{said}: {} events read. Its end is\n{position}:{hash}",
        verdict.events
    )
}

fn in_json(verdict: &Verdict) -> String {
    let (position, hash) = &verdict.head;
    json!({
        "events": verdict.events,
        "head": format!("{position}:{hash}"),
        "isWhole": verdict.flaw.is_none(),
        "flaw": verdict.flaw.as_ref().map(ToString::to_string),
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_a_position_and_a_hash() {
        let hash = "Ab".repeat(32);
        assert_eq!(known(&format!("7:{hash}")), Ok((7, "ab".repeat(32))));
        for wrong in [
            "",
            "7",
            "7:",
            "x:y",
            &format!("-1:{hash}"),
            &format!("7:{hash}0"),
        ] {
            assert!(known(wrong).is_err(), "{wrong}");
        }
    }
}
