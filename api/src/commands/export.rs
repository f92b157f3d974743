//! `concord export`.

use anyhow::Context as _;

use super::{Trouble, open_for_service, say, token};
use crate::config::Config;
use crate::domain::record;

/// Whose record is printed.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Whose: an id as the API gives it, or a UUID.
    #[arg(value_name = "PERSON")]
    person: String,
    /// On one line, for programs.
    #[arg(long)]
    json: bool,
}

/// Prints what the service holds about somebody.
pub(super) async fn run(arguments: Arguments) -> Result<(), Trouble> {
    let config = Config::from_env()?;
    let wrong = || Trouble::Usage("PERSON is neither an id of ours nor a UUID".to_owned());
    let id = token::person(&arguments.person).ok_or_else(wrong)?;
    let app = open_for_service(&config).await?;
    let record = record::by_operator(&app, id).await;
    let record = record
        .context("the record cannot be read")?
        .ok_or_else(|| Trouble::Usage("there is no such person".to_owned()))?;
    say(&if arguments.json {
        record.to_string()
    } else {
        serde_json::to_string_pretty(&record).context("a record is JSON")?
    });
    Ok(())
}
