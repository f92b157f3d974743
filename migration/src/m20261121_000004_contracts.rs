//! Which work is paid for, and by whom.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date, integer_null, pk_uuid, text, uuid};

use crate::table::{create, drop, index, key, part_of, refers, rule};

/// Which work is paid for, and by whom.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        contract(manager).await?;
        contract_kind(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["contract_kind", "contract"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn contract(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "contract",
        "An agreement under which a commissioner pays a provider for cases",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("commissioner_id"))
            .col(uuid("provider_id"))
            .col(date("from_on"))
            .col(date("to_on"))
            .col(integer_null("volume_cap"))
            .foreign_key(&mut refers("commissioner_id", "organisation"))
            .foreign_key(&mut refers("provider_id", "organisation"))
            .check(rule("contract_ends_after_it_starts", "to_on >= from_on"))
            .check(rule("contract_volume_is_not_negative", "volume_cap >= 0")),
    )
    .await?;
    index(manager, "contract", &["commissioner_id", "provider_id"]).await
}

async fn contract_kind(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "contract_kind",
        "A kind of case that a contract covers",
        Table::create()
            .col(uuid("contract_id"))
            .col(text("kind"))
            .primary_key(&mut key(&["contract_id", "kind"]))
            .foreign_key(&mut part_of("contract_id", "contract")),
    )
    .await
}
