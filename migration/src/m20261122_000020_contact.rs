//! Who looks after a family, what it agreed to and asked for, and when it was told.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date_null, timestamp_with_time_zone_null, uuid_null};

/// Columns for the named contact, shorter notice, a draft plan, a decision told, and a private word.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The columns by their tables.
fn columns() -> [(&'static str, &'static str, ColumnDef); 5] {
    let person = |name: &'static str| {
        let mut column = uuid_null(name);
        column.extra("REFERENCES \"person\" (\"id\")");
        column
    };
    let asked = "private_word_asked_at";
    [
        ("cases", "contact_id", person("contact_id")),
        (
            "cases",
            "short_notice_agreed_by",
            person("short_notice_agreed_by"),
        ),
        ("cases", "draft_served_on", date_null("draft_served_on")),
        ("cases", "decision_told_on", date_null("decision_told_on")),
        (
            "case_participants",
            asked,
            timestamp_with_time_zone_null(asked),
        ),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, column) in columns() {
            let mut change = Table::alter();
            change.table(table).add_column(column);
            manager.alter_table(change).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name, _) in columns() {
            let mut change = Table::alter();
            change.table(table).drop_column(name);
            manager.alter_table(change).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
