//! Connections and transactions, the same on SQLite and PostgreSQL.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

/// How long a statement waits for SQLite's one writer.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Connects to a database.
///
/// SQLite runs in WAL mode with foreign keys on and is created when it is not there. On PostgreSQL a
/// statement may take four seconds.
///
/// # Errors
///
/// The database cannot be reached.
pub async fn connect(url: &str, max_connections: u32) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(max_connections)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire_if_idle_for(Duration::from_secs(30))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(BUSY_TIMEOUT)
        })
        .map_sqlx_postgres_opts(|postgres| postgres.options([("statement_timeout", "4000")]));
    Database::connect(options).await
}

/// Begins a transaction that will write.
///
/// On SQLite it takes the write lock at once: a transaction that reads first and wants to write later
/// fails when somebody else wrote in between, and no waiting helps.
///
/// # Errors
///
/// The database fails, or SQLite's writer is busy for longer than the time-out.
pub async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    db.begin_with_options(TransactionOptions {
        isolation_level: None,
        access_mode: None,
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
    })
    .await
}

/// Begins a transaction that sees one state of the database throughout, and writes nothing.
///
/// # Errors
///
/// The database fails.
pub async fn begin_reading(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = match db.get_database_backend() {
        DbBackend::Postgres => TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            sqlite_transaction_mode: None,
        },
        _ => TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
        },
    };
    db.begin_with_options(options).await
}
