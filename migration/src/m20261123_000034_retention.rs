//! Whom and what the service no longer knows.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{text, timestamp_with_time_zone, uuid, uuid_null};
use sea_orm_migration::sea_orm::DbBackend;

use crate::table::{create, drop, key, rule};

/// What of an erased case or person stays: that it was erased, when, by whom and on what ground. It refers
/// to no other table and holds no text, so that it can be kept for as long as any backup of before.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Nobody reads it but the service itself.
const LOCK: &str = "
ALTER TABLE erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY reach ON erasure USING ((SELECT reach_is_service())) WITH CHECK ((SELECT reach_is_service()))";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "erasure",
            "That a case or a person was erased: when, by whom and on what ground",
            Table::create()
                .col(text("owner"))
                .col(uuid("owner_id"))
                .col(text("reason"))
                .col(timestamp_with_time_zone("erased_at"))
                .col(uuid_null("erased_by"))
                .primary_key(&mut key(&["owner", "owner_id"]))
                .check(rule(
                    "erasure_is_of_a_case_or_a_person",
                    "owner IN ('case', 'person')",
                )),
        )
        .await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => {
                let connection = manager.get_connection();
                connection.execute_unprepared(LOCK).await.map(|_| ())
            }
            _ => Ok(()),
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["erasure"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
