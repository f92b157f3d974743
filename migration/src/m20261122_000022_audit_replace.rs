//! An audit event is not replaced by another in its place.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// SQLite deletes what `INSERT OR REPLACE` replaces without asking the triggers that guard against
/// deleting, unless recursive triggers are switched on by the connection. A sequence that is there is
/// therefore refused before it is written. PostgreSQL has no such statement: what it does in its place
/// is an update, which is refused already.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const GUARD: &str = "CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_event \
    WHEN EXISTS (SELECT 1 FROM audit_event WHERE sequence = NEW.sequence) \
    BEGIN SELECT RAISE(ABORT, 'audit_event_is_append_only'); END";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_sqlite(manager, GUARD).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_sqlite(manager, "DROP TRIGGER audit_event_no_replace").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Runs a statement on SQLite alone.
async fn on_sqlite(manager: &SchemaManager<'_>, statement: &str) -> Result<(), DbErr> {
    match manager.get_database_backend() {
        DbBackend::Sqlite => {
            let connection = manager.get_connection();
            connection.execute_unprepared(statement).await.map(|_| ())
        }
        _ => Ok(()),
    }
}
