//! Who once had a seat as the family of a child.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::uuid;

use crate::table::{create, drop, index, key, part_of};

/// Who was the family of a child in a case and has the seat no longer: a dispute between agencies about
/// that child stays closed to them (CFA s.57(3)(a)).
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "former_family",
            "Somebody who once had a seat as the family or the child in a case about a child",
            Table::create()
                .col(uuid("child_id"))
                .col(uuid("person_id"))
                .primary_key(&mut key(&["child_id", "person_id"]))
                .foreign_key(&mut part_of("child_id", "child"))
                .foreign_key(&mut part_of("person_id", "person")),
        )
        .await?;
        index(manager, "former_family", &["person_id"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["former_family"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
