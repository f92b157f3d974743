//! The command line: every role of a deployment is a subcommand of one binary.

mod backup;
mod demo;
mod explain;
mod export;
mod files;
mod guide;
mod key;
mod law;
mod lifecycles;
mod migrate;
mod planner;
mod report;
mod retention;
mod revoke;
mod schema;
mod serve;
mod solve;
mod token;
mod verify;

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::app::App;
use crate::clock::{Clock, SystemClock};
use crate::config::{Config, DatabaseKind, DatabaseUrl};
use crate::database::Patience;
use crate::ids::{Ids, RandomIds};
use crate::reach::{self, Login};
use crate::vault::Vault;
use crate::vault::chance::RandomChance;
use crate::{database, domain};

/// Concord: meeting dates for SEND mediation that everybody needed can keep.
///
/// Settings come from variables whose names begin with CONCORD_; docs/settings.md lists them.
#[derive(Debug, Parser)]
#[command(name = "concord", version, max_term_width = 80)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the GraphQL API.
    Serve,
    /// Creates or changes the database's tables.
    Migrate(migrate::Arguments),
    /// Fills an empty database with a fictional region, shows proposed dates, and serves.
    Demo(demo::Arguments),
    /// Says why a case of a file has the meeting it has in a plan, or what keeps it from one.
    Explain(explain::Arguments),
    /// Prints what the service holds about somebody, to be handed to them.
    Export(export::Arguments),
    /// Shows what people are told, and what words mean; needs no settings and no database.
    Guide(guide::Arguments),
    /// Makes the keys that confidential texts are sealed with, and seals with a new one.
    Key(key::Arguments),
    /// Works out the law's time limits, and lists them; needs no settings and no database.
    Law(law::Arguments),
    /// Prints the life-cycles of cases as the page docs/lifecycles.md.
    #[command(hide = true)]
    Lifecycles,
    /// Prints the figures of a period for a commissioner, or its return to the Department for Education.
    Report(report::Arguments),
    /// Counts or removes what has been kept for as long as it may be.
    Retention(retention::Arguments),
    /// Revokes tokens: one, all that a person was given so far, or a client's.
    Revoke(revoke::Arguments),
    /// Prints the GraphQL schema.
    Schema,
    /// Plans the meetings of a file together, and says how far from the best plan the answer can be.
    Solve(solve::Arguments),
    /// Makes a bearer token, or a key to sign tokens with, for development.
    Token(token::Arguments),
    /// Takes a backup of everything into one sealed file, or makes a key to seal with.
    Backup(backup::TakeArguments),
    /// Puts a backup back where there is no database yet.
    Restore(backup::PutBackArguments),
    /// Reads the audit log from its beginning and says whether anybody has changed it.
    Verify(verify::Arguments),
}

/// Why a command did not do what it was asked.
enum Trouble {
    /// The settings or arguments are wrong: exit status 2.
    Usage(String),
    /// Something failed: exit status 1.
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for Trouble {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<crate::config::ConfigErrors> for Trouble {
    fn from(errors: crate::config::ConfigErrors) -> Self {
        Self::Usage(errors.to_string())
    }
}

/// Stack of a worker thread. Documents are limited before they are parsed; this is the second line.
const STACK_BYTES: usize = 8 * 1024 * 1024;

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK_BYTES)
        .enable_all()
        .build();
    match runtime {
        // Whoever gives a command does so for the service; a request reaches as far as who asks.
        Ok(runtime) => runtime.block_on(reach::as_service(run())),
        Err(error) => {
            complain(&format!("concord: no threads can be started: {error}"));
            ExitCode::FAILURE
        }
    }
}

async fn run() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Serve => serve::run().await,
        Command::Migrate(arguments) => migrate::run(arguments).await,
        Command::Demo(arguments) => demo::run(arguments).await,
        Command::Explain(arguments) => explain::run(arguments).await,
        Command::Export(arguments) => export::run(arguments).await,
        Command::Guide(arguments) => guide::run(&arguments),
        Command::Key(arguments) => key::run(arguments).await,
        Command::Law(arguments) => law::run(&arguments),
        Command::Lifecycles => lifecycles::run(),
        Command::Report(arguments) => report::run(arguments).await,
        Command::Retention(arguments) => retention::run(arguments).await,
        Command::Revoke(arguments) => revoke::run(arguments).await,
        Command::Schema => schema::run(),
        Command::Solve(arguments) => solve::run(arguments).await,
        Command::Token(arguments) => token::run(arguments).await,
        Command::Backup(arguments) => backup::take(arguments).await,
        Command::Restore(arguments) => backup::put_back(arguments).await,
        Command::Verify(arguments) => verify::run(arguments).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Trouble::Usage(said)) => {
            complain(&said);
            ExitCode::from(2)
        }
        Err(Trouble::Failed(error)) => {
            complain(&format!("concord: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Prints a line for people. A reader that has gone away is no reason to fail.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Sends logs to standard error: as JSON, unless somebody sits in front of it.
fn start_logging(filter: &str) {
    use std::io::IsTerminal as _;
    let logs = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        logs.init();
    } else {
        logs.json().init();
    }
}

/// The application in front of a migrated database.
async fn open(config: &Config, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> anyhow::Result<App> {
    use anyhow::{Context as _, bail};
    let db = database::connect(
        config.database_url.as_str(),
        config.max_connections,
        Patience::default(),
        Login::AsService,
    )
    .await
    .context("the database cannot be reached")?;
    if config.database_url.kind() == DatabaseKind::Postgres
        && !database::is_locked_twice(&db)
            .await
            .context("the database cannot be asked")?
    {
        bail!(
            "the service's login sees every row (docs/security.md, A second lock); run `concord migrate up`"
        );
    }
    let calendar = domain::calendar::prepare(&db, ids.as_ref())
        .await
        .context("the bank holidays cannot be read; has `concord migrate up` been run?")?;
    Ok(App {
        db,
        clock,
        ids,
        calendar: Arc::new(calendar),
        hold_life: config.hold_life,
        runs: Arc::default(),
        vault: Arc::new(Vault::new(
            config.field_keys.clone(),
            Arc::new(RandomChance),
            Arc::new(RandomIds),
        )),
        retention: Arc::new(config.retention.clone()),
        known: Arc::default(),
    })
}

/// The application as it runs for a service.
async fn open_for_service(config: &Config) -> anyhow::Result<App> {
    open(config, Arc::new(SystemClock), Arc::new(RandomIds)).await
}

/// Brings the tables of a database up to date.
async fn migrate_up(url: &DatabaseUrl) -> anyhow::Result<()> {
    migrate::up(url).await
}
