//! `concord report`.

mod json;
mod text;

use std::sync::Arc;

use anyhow::Context as _;
use chrono::NaiveDate;

use super::{Trouble, migrate, say};
use crate::app::App;
use crate::clock::SystemClock;
use crate::config::DatabaseUrl;
use crate::domain;
use crate::domain::report::{self, Order, ReportRefused};
use crate::domain::{Failure, Refusal as _};
use crate::ids::RandomIds;
use crate::vault::Vault;
use crate::vault::chance::RandomChance;
use crate::vault::masters::Masters;

/// Whose report, for which days, and how to print it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Who pays, by its official code (ONS code of an authority, ODS code of a health body) or its id.
    #[arg(long, value_name = "CODE_OR_ID")]
    commissioner: String,
    /// The service, where several work for the commissioner: its code or id.
    #[arg(long, value_name = "CODE_OR_ID")]
    provider: Option<String>,
    /// The first day, as 2026-04-01.
    #[arg(long, value_name = "DATE")]
    from: String,
    /// The last day, as 2026-06-30.
    #[arg(long, value_name = "DATE")]
    to: String,
    /// Prints the authority's return to the Department for Education instead of the figures.
    #[arg(long = "return")]
    is_return: bool,
    /// Prints one JSON object instead of text.
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Prints CSV instead of text.
    #[arg(long)]
    csv: bool,
}

/// Makes the report and prints it. What makes no sense ends with status 2 and one line.
pub(super) async fn run(arguments: Arguments) -> Result<(), Trouble> {
    let days = (day("from", &arguments.from)?, day("to", &arguments.to)?);
    let app = open().await?;
    let order = order(&app, &arguments, days).await?;
    let printed = if arguments.is_return {
        let found = report::dfe_return_of_service(&app, order).await;
        let found = found.map_err(|failure| trouble(failure, &arguments))?;
        match (arguments.json, arguments.csv) {
            (true, _) => json::dfe_return(&found),
            (_, true) => report::csv::dfe_return(&found),
            _ => text::dfe_return(&found),
        }
    } else {
        let found = report::of_service(&app, order).await;
        let found = found.map_err(|failure| trouble(failure, &arguments))?;
        match (arguments.json, arguments.csv) {
            (true, _) => json::report(&found),
            (_, true) => report::csv::report(&found),
            _ => text::report(&found),
        }
    };
    say(printed.trim_end());
    Ok(())
}

/// A day, or one line that says what is no day.
fn day(name: &str, text: &str) -> Result<NaiveDate, Trouble> {
    let day = text.parse::<NaiveDate>();
    day.map_err(|_| Trouble::Usage(format!("--{name}: {text:?} is no date, like 2026-04-01")))
}

/// The database of the settings, and nothing else of them.
async fn open() -> Result<App, Trouble> {
    let url = DatabaseUrl::from_env()?;
    migrate::must_be_current(&url).await?;
    let db = migrate::connect(&url).await?;
    let ids = Arc::new(RandomIds);
    let calendar = domain::calendar::prepare(&db, ids.as_ref())
        .await
        .context("the bank holidays cannot be read")?;
    Ok(App {
        db,
        clock: Arc::new(SystemClock),
        ids,
        calendar: Arc::new(calendar),
        hold_life: chrono::Duration::hours(48),
        runs: Arc::default(),
        // A report counts, and reads no text.
        vault: Arc::new(Vault::new(
            Masters::none(),
            Arc::new(RandomChance),
            Arc::new(RandomIds),
        )),
        retention: Arc::default(),
        known: Arc::default(),
    })
}

/// What is asked for.
async fn order(
    app: &App,
    arguments: &Arguments,
    (from_on, to_on): (NaiveDate, NaiveDate),
) -> Result<Order, Trouble> {
    let provider = match &arguments.provider {
        Some(name) => Some(body(app, "provider", name).await?),
        None => None,
    };
    Ok(Order {
        commissioner: body(app, "commissioner", &arguments.commissioner).await?,
        provider,
        from_on,
        to_on,
    })
}

/// A body by its code or id, or one line that says that there is none.
async fn body(app: &App, name: &str, text: &str) -> Result<entities::OrganisationId, Trouble> {
    let found = report::named(app, text).await;
    let found = found.context("the database failed")?;
    found
        .ok_or_else(|| Trouble::Usage(format!("--{name}: there is no body with the code {text:?}")))
}

/// Why there is no report, on one line.
fn trouble(failure: Failure<ReportRefused>, arguments: &Arguments) -> Trouble {
    match failure {
        Failure::Refused(refusal) => {
            let about = match refusal.field().first().map(String::as_str) {
                Some("commissionerId") => format!("--commissioner {}: ", arguments.commissioner),
                Some("providerId") => "--provider: ".to_owned(),
                Some(_) | None => String::new(),
            };
            Trouble::Usage(format!("{about}{refusal}"))
        }
        Failure::Broken(error) => {
            Trouble::Failed(anyhow::Error::new(error).context("the database failed"))
        }
    }
}
