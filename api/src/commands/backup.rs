//! `concord backup` and `concord restore`.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::ArgGroup;
use serde_json::json;

use super::{Trouble, migrate, open_for_service, say};
use crate::backup::{self, Label};
use crate::config::Config;
use crate::domain::{audit, operator};

/// Where a backup goes, and who can read it.
#[derive(Debug, clap::Args)]
#[group(skip)]
#[command(group = ArgGroup::new("what").required(true))]
pub(super) struct TakeArguments {
    /// The file to write; there must be none of that name.
    #[arg(long, value_name = "FILE", group = "what", requires = "key")]
    to: Option<PathBuf>,
    /// The key that backups are sealed with.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Writes a new key to a file instead, readable by its owner alone.
    #[arg(long, value_name = "FILE", group = "what", conflicts_with = "key")]
    new_key: Option<PathBuf>,
    /// Answers in JSON.
    #[arg(long)]
    json: bool,
}

/// Which backup is put back.
#[derive(Debug, clap::Args)]
pub(super) struct PutBackArguments {
    /// The backup.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The key that it was sealed with.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Answers in JSON.
    #[arg(long)]
    json: bool,
}

/// Takes a backup, or makes a key.
pub(super) async fn take(arguments: TakeArguments) -> Result<(), Trouble> {
    if let Some(path) = &arguments.new_key {
        let shown = path.display();
        backup::write_new_key(path)
            .with_context(|| format!("the key cannot be written to {shown}"))?;
        return Ok(());
    }
    let (Some(into), Some(key)) = (&arguments.to, &arguments.key) else {
        return Err(Trouble::Usage(
            "--to FILE and --key FILE are both needed".to_owned(),
        ));
    };
    let key = backup::read_key(key)?;
    let config = Config::from_env()?;
    migrate::must_be_current(&config.database_url).await?;
    let app = open_for_service(&config).await?;
    operator::took_backup(&app)
        .await
        .context("the database failed")?;
    let label = backup::take(&app.db, &config.database_url, &key, into, app.now()).await?;
    say(&told(&label, arguments.json, "Backed up"));
    Ok(())
}

/// Puts a backup back, makes every token of before worth nothing, and reads the audit log.
pub(super) async fn put_back(arguments: PutBackArguments) -> Result<(), Trouble> {
    let key = backup::read_key(&arguments.key)?;
    let config = Config::from_env()?;
    let label = backup::put_back(&config.database_url, &key, &arguments.from).await?;
    super::migrate_up(&config.database_url).await?;
    let app = open_for_service(&config).await?;
    operator::put_back(&app)
        .await
        .context("the database failed")?;
    let known = (label.position, label.hash.clone());
    let verdict = audit::verify(&app.db, Some(&known)).await;
    if let Some(flaw) = verdict.context("the audit log cannot be read")?.flaw {
        let said = anyhow::anyhow!("the audit log that was put back is not whole: {flaw}");
        return Err(Trouble::Failed(said));
    }
    say(&told(&label, arguments.json, "Put back"));
    Ok(())
}

fn told(label: &Label, in_json: bool, done: &str) -> String {
    let Label {
        taken_at,
        events,
        position,
        hash,
        ..
    } = label;
    if in_json {
        return json!({ "takenAt": taken_at, "events": events, "head": format!("{position}:{hash}") })
            .to_string();
    }
    format!(
        "{done}: {events} events, as of {taken_at}. The audit log's end then is\n{position}:{hash}"
    )
}
