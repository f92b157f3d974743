//! `concord demo`.

use std::io::IsTerminal as _;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use chrono::{NaiveDate, TimeDelta};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tokio::net::TcpListener;

use super::{Trouble, migrate_up, open, say, start_logging, token};
use crate::app::{App, day_of};
use crate::auth::token::{Purpose, Scope};
use crate::clock::{Clock, ManualClock, SystemClock};
use crate::config::Config;
use crate::demo::{self, Region};
use crate::ids::{RandomIds, SeededIds};
use crate::planning::local::instant;
use crate::server;

/// The seed of the region's ids; its people and times have one of their own.
const SEED: u64 = 20_140_901;

/// How to show it.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stops after the table.
    #[arg(long)]
    once: bool,
    /// Makes the region as it would be on this day; implies --once.
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<NaiveDate>,
    /// Prints JSON instead of a table.
    #[arg(long)]
    json: bool,
}

/// Fills an empty database, shows proposed dates, and serves.
pub(super) async fn run(arguments: Arguments) -> Result<(), Trouble> {
    let config = Config::from_env()?;
    start_logging(&config.log);
    migrate_up(&config.database_url).await?;
    let today = arguments.today.unwrap_or_else(|| day_of(SystemClock.now()));
    // The region comes into being at nine in the morning, whenever it is made.
    let nine = ManualClock::new(instant(today, 8));
    let app = open(&config, Arc::new(nine), Arc::new(SeededIds::new(SEED))).await?;
    if !demo::is_empty(&app)
        .await
        .context("the database cannot be read")?
    {
        let said = "the database is not empty; the demo fills only an empty one";
        return Err(Trouble::Failed(anyhow::anyhow!(said)));
    }
    let region = fill(&app).await?;
    say(&demo::show(&app, &region, arguments.json).await?);
    if arguments.once || arguments.today.is_some() {
        return Ok(());
    }
    serve(&config, app, &region).await?;
    Ok(())
}

/// Fills the database behind a progress bar.
async fn fill(app: &App) -> anyhow::Result<Region> {
    let bar = ProgressBar::new(0);
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let style = ProgressStyle::with_template("Making a fictional region {bar:40} {pos}/{len}");
    bar.set_style(style.context("the bar's template is wrong")?);
    let region = demo::fill(app, &|done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    })
    .await?;
    bar.finish_and_clear();
    Ok(region)
}

/// Serves the region, and says how to try it.
async fn serve(config: &Config, app: App, region: &Region) -> anyhow::Result<()> {
    let app = App {
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds),
        ..app
    };
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    let address = listener
        .local_addr()
        .context("the listener has no address")?;
    say(&format!("Serving http://{address} (Ctrl-C ends it)"));
    if config.explorer {
        say(&format!("  Explorer: http://{address}/explorer"));
    }
    say("\nTokens, good for an hour (`concord token --person ID` makes another):");
    for (who, person) in region.people() {
        let minted = token::mint(
            &config.keys,
            person,
            Purpose::Session,
            Scope::Admin,
            Some(TimeDelta::minutes(60)),
            app.now(),
            app.ids.next(),
        );
        match minted {
            Ok(token) => say(&format!("\n{who}:\n{token}")),
            Err(refused) => bail!("no token can be made: {refused}"),
        }
    }
    say("\nThree queries to paste:");
    for (title, document) in demo::queries(region) {
        say(&format!("\n# {title}\n{document}"));
    }
    let runs = Arc::clone(&app.runs);
    let offer = config.offer();
    let router = server::routes(app, config.key_ring(), &offer).await;
    server::serve(listener, router, offer.proxies).await;
    runs.call_off_all();
    Ok(())
}
