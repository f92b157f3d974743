//! Throw-away databases: migrated, empty, one per test, gone when the test ends.
//!
//! On PostgreSQL the schema is migrated once into a template, which every test clones; test
//! processes that run at the same time share it. Tests never skip: without a server they fail and
//! say how to get one.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use migration::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};
use tempfile::TempDir;

mod template;

/// A database that Concord runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file; what a newcomer gets.
    Sqlite,
    /// A server; what a service runs.
    Postgres,
}

/// A migrated database of one test, removed when this is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    /// A pool of connections to it.
    pub db: DatabaseConnection,
    /// Where it is, for whoever wants to connect on their own.
    pub url: String,
    /// What it is.
    pub engine: Engine,
    _guard: Guard,
}

/// What must be removed.
#[derive(Debug)]
enum Guard {
    Folder { _folder: TempDir },
    Server { name: String },
}

/// A migrated database without rows.
///
/// # Panics
///
/// When there is no database to be had; a test cannot go on without one.
pub async fn fresh(engine: Engine) -> TestDatabase {
    match engine {
        Engine::Sqlite => sqlite().await.expect("SQLite must give a database"),
        Engine::Postgres => postgres().await.expect("PostgreSQL must give a database"),
    }
}

/// Where a database without tables is, removed when this is dropped.
#[derive(Debug)]
pub struct EmptyPlace {
    /// Where.
    pub url: String,
    _guard: Guard,
}

/// A place for a database: on SQLite no file yet, on PostgreSQL a database without tables.
///
/// # Panics
///
/// When there is none to be had.
pub async fn empty(engine: Engine) -> EmptyPlace {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    match engine {
        Engine::Sqlite => {
            let folder = TempDir::new().expect("a temporary folder can be made");
            let file = folder.path().join("concord.db");
            EmptyPlace {
                url: format!("sqlite://{}?mode=rwc", file.display()),
                _guard: Guard::Folder { _folder: folder },
            }
        }
        Engine::Postgres => {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("concord_empty_{}_{count}", std::process::id());
            let server = maintenance().await.expect("PostgreSQL can be reached");
            let made = format!("CREATE DATABASE {name}");
            let made = server.execute_unprepared(&made).await;
            made.expect("PostgreSQL must give a database");
            EmptyPlace {
                url: url_of(&name),
                _guard: Guard::Server { name },
            }
        }
    }
}

/// How Concord connects: on SQLite readers beside one writer, who waits for 5 seconds before giving
/// up and whose commits survive a power cut.
#[must_use]
pub fn connect_options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(8)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5))
        });
    options
}

async fn sqlite() -> Result<TestDatabase, DbErr> {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let url = format!("sqlite://{}", folder.path().join("concord.db").display());
    let db = Database::connect(connect_options(&url)).await?;
    Migrator::up(&db, None).await?;
    Ok(TestDatabase {
        db,
        url,
        engine: Engine::Sqlite,
        _guard: Guard::Folder { _folder: folder },
    })
}

async fn postgres() -> Result<TestDatabase, DbErr> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("concord_test_{}_{count}", std::process::id());
    template::clone_to(&name).await?;
    let url = url_of(&name);
    let db = Database::connect(connect_options(&url)).await?;
    Ok(TestDatabase {
        db,
        url,
        engine: Engine::Postgres,
        _guard: Guard::Server { name },
    })
}

/// A connection to the server's maintenance database; one session, so that locks stay held.
async fn maintenance() -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(server_url());
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await
}

#[expect(
    clippy::disallowed_methods,
    reason = "only a variable tells where the test server is"
)]
fn server_url() -> String {
    std::env::var("CONCORD_TEST_POSTGRES_URL")
        .expect("CONCORD_TEST_POSTGRES_URL must name a PostgreSQL server: script/test starts one")
}

/// The server's URL with another database in it.
fn url_of(name: &str) -> String {
    let url = server_url();
    let (path, query) = url
        .split_once('?')
        .map_or((&*url, None), |(path, query)| (path, Some(query)));
    let (server, _) = path
        .rsplit_once('/')
        .expect("the URL ends with a database's name");
    match query {
        Some(query) => format!("{server}/{name}?{query}"),
        None => format!("{server}/{name}"),
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let Self::Server { name } = self else { return };
        let drop_it = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        // A thread of its own, because a runtime cannot wait inside another one.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            let _ = runtime
                .expect("a runtime can be built")
                .block_on(async { maintenance().await?.execute_unprepared(&drop_it).await });
        });
        // A database left behind is no reason to fail a test that is over.
        let _ = dropping.join();
    }
}

/// Runs each test on both databases, as `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($($argument:tt)*) $body:block)*) => {$(
        $(#[$meta])*
        async fn $name($($argument)*) $body

        mod $name {
            use $crate::database::{Engine, fresh};

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(fresh(Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name(fresh(Engine::Postgres).await).await;
            }
        }
    )*};
}
