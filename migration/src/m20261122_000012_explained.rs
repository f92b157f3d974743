//! Why each case of a plan has the meeting it has, or none.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

/// Explanations of planned meetings and of cases without one, made with the plan they are about.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What a plan says about its cases.
const TABLES: [&str; 2] = ["planned_meeting", "unplaced_case"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            let mut change = Table::alter();
            change.table(table).add_column(text_null("explained"));
            manager.alter_table(change).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            let mut change = Table::alter();
            change.table(table).drop_column("explained");
            manager.alter_table(change).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
