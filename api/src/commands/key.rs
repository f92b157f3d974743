//! `concord key`.

use std::path::PathBuf;

use anyhow::Context as _;

use super::{Trouble, open_for_service, say};
use crate::config::Config;
use crate::domain::vault;
use crate::vault::chance::RandomChance;
use crate::vault::masters;

/// What to do with the keys that confidential texts are sealed with.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(super) struct Arguments {
    /// Writes a new key to a new file, readable by its owner alone.
    #[arg(long, value_name = "FILE")]
    new: Option<PathBuf>,
    /// Puts a new key before those of a file; they still open what they have sealed.
    #[arg(long, value_name = "FILE")]
    add: Option<PathBuf>,
    /// Seals with the first key what later ones have sealed, while the service runs.
    #[arg(long)]
    rotate: bool,
}

/// Makes a key, or seals with a new one.
pub(super) async fn run(arguments: Arguments) -> Result<(), Trouble> {
    if let Some(path) = &arguments.new {
        let shown = path.display();
        masters::write_new(path, &RandomChance)
            .with_context(|| format!("the key cannot be written to {shown}"))?;
    }
    if let Some(path) = &arguments.add {
        let shown = path.display();
        masters::add(path, &RandomChance)
            .with_context(|| format!("no key can be added to {shown}"))?;
    }
    if arguments.rotate {
        let config = Config::from_env()?;
        let app = open_for_service(&config).await?;
        let sealed = vault::rotate(&app)
            .await
            .context("the keys cannot be sealed")?;
        let old = vault::still_old(&app)
            .await
            .context("the keys cannot be counted")?;
        say(&format!(
            "{sealed} keys of cases and people are sealed with the current key, {old} with another."
        ));
    }
    Ok(())
}
