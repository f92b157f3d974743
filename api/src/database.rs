//! Connections and transactions, the same on SQLite and PostgreSQL.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection,
    DatabaseTransaction, DbBackend, DbErr, EntityTrait, IntoActiveModel, IsolationLevel,
    ModelTrait, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::reach::{self, Login};

/// How long the service waits for the database before it gives up on a request.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a connection of the pool.
    pub connection: Duration,
    /// For SQLite's one writer.
    pub writer: Duration,
    /// For a statement on PostgreSQL, the locks it waits for included.
    pub statement: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connection: Duration::from_secs(10),
            writer: Duration::from_secs(5),
            statement: Duration::from_secs(4),
        }
    }
}

/// Rows that SQLite's thread may read ahead of who waits for them: no read of ours is longer, and
/// handing rows over a few at a time costs more than reading them.
const ROWS_AHEAD: usize = 4_096;

/// Prepared statements a connection keeps: the same question about more people is another one.
const STATEMENTS: usize = 500;

/// Connects to a database.
///
/// SQLite runs in WAL mode with foreign keys on and is created when it is not there. On PostgreSQL every
/// connection is told who asks ([`crate::reach`]).
///
/// # Errors
///
/// The database cannot be reached, or nobody may log in so.
pub async fn connect(
    url: &str,
    max_connections: u32,
    patience: Patience,
    login: Login,
) -> Result<DatabaseConnection, DbErr> {
    let statement = patience.statement.as_millis().to_string();
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(max_connections)
        .acquire_timeout(patience.connection)
        .test_before_acquire_if_idle_for(Duration::from_secs(30))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(patience.writer)
                // What is deleted is written over, and not left in free pages.
                .pragma("secure_delete", "ON")
                .row_buffer_size(ROWS_AHEAD)
                .statement_cache_capacity(STATEMENTS)
        })
        .map_sqlx_postgres_opts(move |postgres| {
            postgres
                .options([("statement_timeout", statement.as_str())])
                .statement_cache_capacity(STATEMENTS)
        });
    reach::tell(&mut options, login);
    Database::connect(options).await
}

/// Whether the database itself keeps rows from whoever is not tied to them: on PostgreSQL, when the
/// service's login neither owns the tables nor is above their policies. SQLite has no such lock.
///
/// # Errors
///
/// The database fails.
pub async fn is_locked_twice(db: &DatabaseConnection) -> Result<bool, DbErr> {
    match db.get_database_backend() {
        DbBackend::Postgres => {
            let asked = "SELECT row_security_active('cases') AS active";
            let asked = Statement::from_string(DbBackend::Postgres, asked);
            let row = db.query_one_raw(asked).await?;
            row.map_or(Ok(false), |row| row.try_get("", "active"))
        }
        _ => Ok(false),
    }
}

/// Begins a transaction that will write.
///
/// On SQLite it takes the write lock at once: a transaction that reads first and wants to write later
/// fails when somebody else wrote in between, and no waiting helps.
///
/// The transaction is the service's own: who may change what was decided before, and what is booked or
/// counted must be seen whoever it belongs to.
///
/// # Errors
///
/// The database fails, or SQLite's writer is busy for longer than the time-out.
pub async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        isolation_level: None,
        access_mode: None,
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
    };
    reach::as_service(db.begin_with_options(options)).await
}

/// Begins a transaction that sees one state of the database throughout, and writes nothing.
///
/// It is the service's own, as that of [`begin`]: plans, forecasts and reports reckon with what belongs to
/// others.
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
    reach::as_service(db.begin_with_options(options)).await
}

/// Takes what was deleted out of SQLite's log as well, once it is committed: until then, rows as they were
/// stand in it. While others read, as much as they let go of; the next call does the rest. PostgreSQL keeps
/// no log that its readers see.
///
/// # Errors
///
/// The database fails.
pub async fn leave_no_trace(db: &DatabaseConnection) -> Result<(), DbErr> {
    match db.get_database_backend() {
        DbBackend::Sqlite => db
            .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
            .await
            .map(|_| ()),
        _ => Ok(()),
    }
}

/// Adds rows, if there are any.
///
/// # Errors
///
/// The database fails, or refuses a row.
pub async fn insert_all<M>(tx: &DatabaseTransaction, rows: Vec<M>) -> Result<(), DbErr>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: Send,
{
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    M::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}
