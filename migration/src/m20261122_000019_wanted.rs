//! Which health provision a family wants that its plan does not name.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

/// The provision a family wants, with the issue that it is missing (CFA s.52(4)).
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change
            .table("case_issues")
            .add_column(text_null("wanted_provision"));
        manager.alter_table(change).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change.table("case_issues").drop_column("wanted_provision");
        manager.alter_table(change).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
