//! `concord migrate`.

use anyhow::{Context as _, bail};
use clap::ValueEnum;
use migration::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, TransactionTrait as _};

use super::{Trouble, say};
use crate::config::DatabaseUrl;
use crate::database::{self, Patience};
use crate::reach::Login;

/// What to do with the tables.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What to do.
    #[arg(value_enum, default_value = "up")]
    direction: Direction,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Direction {
    /// Apply what is missing.
    Up,
    /// Take everything back: all data is lost.
    Down,
    /// Say what is missing.
    Status,
}

/// Creates or changes the tables.
pub(super) async fn run(arguments: Arguments) -> Result<(), Trouble> {
    let url = DatabaseUrl::from_env()?;
    match arguments.direction {
        Direction::Up => {
            up(&url).await?;
            say("The tables are up to date.");
        }
        Direction::Down => {
            let db = connect(&url).await?;
            Migrator::down(&db, None)
                .await
                .context("the tables cannot be taken back")?;
            say("The tables are gone.");
        }
        Direction::Status => {
            let db = connect(&url).await?;
            let pending = Migrator::get_pending_migrations(&db).await;
            let pending = pending.context("the tables cannot be looked at")?;
            match pending.len() {
                0 => say("The tables are up to date."),
                count => say(&format!(
                    "{count} changes are missing; run `concord migrate up`."
                )),
            }
        }
    }
    Ok(())
}

/// Applies what is missing. Several processes may do so at once: one works, the others wait.
pub(super) async fn up(url: &DatabaseUrl) -> anyhow::Result<()> {
    let db = connect(url).await?;
    let lock = db.begin().await?;
    if db.get_database_backend() == DbBackend::Postgres {
        // Any number will do as long as nothing else locks it: "concord" on a telephone's keys.
        lock.execute_unprepared("SELECT pg_advisory_xact_lock(2662673)")
            .await?;
    }
    Migrator::up(&db, None)
        .await
        .context("the tables cannot be changed")?;
    lock.commit().await?;
    Ok(())
}

/// Refuses a database whose tables are not up to date.
pub(super) async fn must_be_current(url: &DatabaseUrl) -> anyhow::Result<()> {
    let db = connect(url).await?;
    let pending = Migrator::get_pending_migrations(&db).await;
    match pending.context("the tables cannot be looked at")?.len() {
        0 => Ok(()),
        count => bail!("{count} changes of the tables are missing; run `concord migrate up`"),
    }
}

/// A connection or two, for a command.
pub(super) async fn connect(url: &DatabaseUrl) -> anyhow::Result<DatabaseConnection> {
    database::connect(url.as_str(), 2, Patience::default(), Login::AsNamed)
        .await
        .context("the database cannot be reached")
}
