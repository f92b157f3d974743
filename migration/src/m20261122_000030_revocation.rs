//! Tokens that are worth nothing any more.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{text, timestamp_with_time_zone, timestamp_with_time_zone_null};

use crate::table::{create, drop, key, rule};

/// What is asked at every request: whether this token, this person's tokens or this client's were
/// revoked. The key is the index that the question needs.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(
            manager,
            "revocation",
            "Tokens that are worth nothing any more: one, a person's up to an instant, or a client's",
            Table::create()
                .col(text("kind"))
                .col(text("subject"))
                .col(timestamp_with_time_zone_null("issued_until_at"))
                .col(timestamp_with_time_zone("revoked_at"))
                .primary_key(&mut key(&["kind", "subject"]))
                .check(rule(
                    "revocation_of_a_person_has_an_end",
                    "(kind = 'person') = (issued_until_at IS NOT NULL)",
                )),
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["revocation"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
