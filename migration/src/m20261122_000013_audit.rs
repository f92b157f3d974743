//! What was done or refused, kept so that nobody can change it unseen.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, integer, text, text_null, timestamp_with_time_zone, uuid_null,
};
use sea_orm_migration::sea_orm::DbBackend;

use crate::table::{create, drop, index, rule};

/// The audit events and the end of their chain.
///
/// Events are only ever added. PostgreSQL and SQLite both refuse to change or delete one, under the
/// name `audit_event_is_append_only`; what somebody changes who may drop a trigger, the chain of
/// hashes shows.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What the hash before the first event is.
const NOTHING: &str = "INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, \
    '0000000000000000000000000000000000000000000000000000000000000000')";

const SQLITE: [&str; 2] = [
    "CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event \
        BEGIN SELECT RAISE(ABORT, 'audit_event_is_append_only'); END",
    "CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event \
        BEGIN SELECT RAISE(ABORT, 'audit_event_is_append_only'); END",
];

const POSTGRES: [&str; 3] = [
    "CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS \
        $$ BEGIN RAISE EXCEPTION 'audit_event_is_append_only'; END $$",
    "CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event \
        FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()",
    "CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event \
        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let guards = match manager.get_database_backend() {
            DbBackend::Postgres => &POSTGRES[..],
            DbBackend::Sqlite => &SQLITE[..],
            _ => {
                return Err(DbErr::Migration(
                    "the audit log needs PostgreSQL or SQLite".to_owned(),
                ));
            }
        };
        create(
            manager,
            "audit_event",
            "What was done or refused, by whom, as a link of a chain that shows later changes",
            Table::create()
                .col(big_integer("sequence").primary_key())
                .col(timestamp_with_time_zone("at"))
                .col(uuid_null("actor_id"))
                .col(text("acting_as"))
                .col(uuid_null("case_id"))
                .col(text("action"))
                .col(uuid_null("object_id"))
                .col(text("purpose"))
                .col(text("outcome"))
                .col(text_null("refusal"))
                .col(text_null("before_hash"))
                .col(text_null("after_hash"))
                .col(text("previous_hash"))
                .col(text("hash"))
                .check(rule(
                    "audit_event_refused_for_a_reason",
                    "(outcome = 'refused') = (refusal IS NOT NULL)",
                )),
        )
        .await?;
        index(manager, "audit_event", &["case_id", "sequence"]).await?;
        create(
            manager,
            "audit_head",
            "Where the chain of audit events ends: one row",
            Table::create()
                .col(integer("id").primary_key())
                .col(big_integer("sequence"))
                .col(text("hash")),
        )
        .await?;
        let connection = manager.get_connection();
        connection.execute_unprepared(NOTHING).await?;
        for guard in guards {
            connection.execute_unprepared(guard).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["audit_event", "audit_head"]).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => {
                let function = "DROP FUNCTION audit_event_refuse()";
                let connection = manager.get_connection();
                connection.execute_unprepared(function).await.map(|_| ())
            }
            _ => Ok(()),
        }
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
