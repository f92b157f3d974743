//! What the dates of a plan are worth to its cases.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{text, uuid};

use crate::table::{create, drop, key, part_of};

/// The prices of a planning run, in a row of their own: lists of runs do not read them.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "plan_prices",
            "What the cases of a planning run hold and need, for whoever looks for another date",
            Table::create()
                .col(uuid("run_id"))
                .col(text("prices"))
                .primary_key(&mut key(&["run_id"]))
                .foreign_key(&mut part_of("run_id", "planning_run")),
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["plan_prices"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
