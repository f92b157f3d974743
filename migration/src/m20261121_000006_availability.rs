//! When people can come, that they were asked, and days unlike others.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    date, integer, pk_uuid, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::table::{create, drop, index, part_of, refers, rule};

/// A day stands once in the calendar of England.
const ONCE_IN_ENGLAND: &str = "CREATE UNIQUE INDEX calendar_day_once_in_england \
    ON calendar_day (day_on, kind) WHERE organisation_id IS NULL";

/// A day stands once in the calendar of an organisation.
const ONCE_PER_ORGANISATION: &str = "CREATE UNIQUE INDEX calendar_day_once_per_organisation \
    ON calendar_day (organisation_id, day_on, kind) WHERE organisation_id IS NOT NULL";

/// When people can come, that they were asked, and days unlike others.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        availability_window(manager).await?;
        availability_request(manager).await?;
        calendar_day(manager).await?;
        let db = manager.get_connection();
        db.execute_unprepared(ONCE_IN_ENGLAND).await?;
        db.execute_unprepared(ONCE_PER_ORGANISATION).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &[
                "calendar_day",
                "availability_request",
                "availability_window",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn availability_window(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "availability_window",
        "A stretch of time for which a person said how available they are",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("person_id"))
            .col(timestamp_with_time_zone("starts_at"))
            .col(timestamp_with_time_zone("ends_at"))
            .col(text("grade"))
            .col(text("source"))
            .col(timestamp_with_time_zone("entered_at"))
            .col(uuid("entered_by"))
            .col(text_null("private_reason"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("entered_by", "person"))
            .check(rule(
                "availability_ends_after_it_starts",
                "ends_at > starts_at",
            )),
    )
    .await?;
    index(manager, "availability_window", &["person_id", "starts_at"]).await
}

async fn availability_request(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "availability_request",
        "That a person was asked when they can come",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(uuid("participant_id"))
            .col(uuid("person_id"))
            .col(timestamp_with_time_zone("sent_at"))
            .col(date("due_on"))
            .col(timestamp_with_time_zone_null("answered_at"))
            .col(integer("reminder_count"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut part_of("participant_id", "case_participants"))
            .foreign_key(&mut refers("person_id", "person"))
            .check(rule(
                "reminder_count_is_not_negative",
                "reminder_count >= 0",
            )),
    )
    .await?;
    index(manager, "availability_request", &["case_id"]).await?;
    index(manager, "availability_request", &["person_id"]).await
}

async fn calendar_day(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "calendar_day",
        "A day that is not like others; all of England while the organisation is null",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid_null("organisation_id"))
            .col(date("day_on"))
            .col(text("kind"))
            .col(text("name"))
            .foreign_key(&mut refers("organisation_id", "organisation")),
    )
    .await
}
