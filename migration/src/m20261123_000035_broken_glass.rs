//! Who has broken the glass.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{text, timestamp_with_time_zone, uuid};
use sea_orm_migration::sea_orm::DbBackend;

use crate::table::{create, drop, key, refers, rule};

/// That a manager reads what is kept from managers: in which case, from when until when, and why. Ids alone.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A row is there for whoever reaches the case.
const LOCK: &str = "
ALTER TABLE broken_glass ENABLE ROW LEVEL SECURITY;
ALTER TABLE broken_glass FORCE ROW LEVEL SECURITY;
CREATE POLICY reach ON broken_glass USING ((SELECT reach_is_service())
    OR EXISTS (SELECT FROM cases WHERE cases.id = broken_glass.case_id))
    WITH CHECK ((SELECT reach_is_service()))";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "broken_glass",
            "That a manager reads what is kept from managers, for an hour and for a reason",
            Table::create()
                .col(uuid("case_id"))
                .col(uuid("person_id"))
                .col(timestamp_with_time_zone("broken_at"))
                .col(timestamp_with_time_zone("ends_at"))
                .col(text("reason"))
                .primary_key(&mut key(&["case_id", "person_id", "broken_at"]))
                .foreign_key(&mut refers("case_id", "cases"))
                .foreign_key(&mut refers("person_id", "person"))
                .check(rule(
                    "broken_glass_ends_after_it_began",
                    "broken_at < ends_at",
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
        drop(manager, &["broken_glass"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
