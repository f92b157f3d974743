//! Places to meet, when they are open, and their rooms.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, date_null, integer, pk_uuid, text, text_null, uuid};

use crate::table::{create, drop, index, key, part_of, refers, rule};

/// Places to meet, when they are open, and their rooms.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        venue(manager).await?;
        opening_hours(manager).await?;
        room(manager).await?;
        room_feature(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["room_feature", "room", "opening_hours", "venue"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn venue(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "venue",
        "A place with rooms to meet in",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("organisation_id"))
            .col(text("name"))
            .col(text("outcode"))
            .col(text_null("address"))
            .col(boolean("is_la_premises"))
            .col(boolean("is_school"))
            .col(date_null("inspected_on"))
            .foreign_key(&mut refers("organisation_id", "organisation")),
    )
    .await?;
    index(manager, "venue", &["outcode"]).await
}

async fn opening_hours(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "opening_hours",
        "When a venue is open on one day of the week; no row, closed",
        Table::create()
            .col(uuid("venue_id"))
            .col(integer("weekday"))
            .col(integer("opens_min"))
            .col(integer("closes_min"))
            .primary_key(&mut key(&["venue_id", "weekday"]))
            .foreign_key(&mut part_of("venue_id", "venue"))
            .check(rule(
                "opening_hours_name_a_weekday",
                "weekday BETWEEN 0 AND 6",
            ))
            .check(rule(
                "opening_hours_lie_within_a_day",
                "0 <= opens_min AND opens_min < closes_min AND closes_min <= 1440",
            )),
    )
    .await
}

async fn room(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "room",
        "A room where a joint session can be held",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("venue_id"))
            .col(text("name"))
            .col(integer("capacity"))
            .col(integer("breakout_rooms"))
            .col(boolean("is_private"))
            .col(boolean("is_staff_room"))
            .col(integer("cost_pence"))
            .foreign_key(&mut refers("venue_id", "venue"))
            .check(rule(
                "room_counts_are_not_negative",
                "capacity >= 0 AND breakout_rooms >= 0 AND cost_pence >= 0",
            )),
    )
    .await?;
    index(manager, "room", &["venue_id"]).await
}

async fn room_feature(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "room_feature",
        "A feature that a room offers to people who need it",
        Table::create()
            .col(uuid("room_id"))
            .col(text("feature"))
            .primary_key(&mut key(&["room_id", "feature"]))
            .foreign_key(&mut part_of("room_id", "room")),
    )
    .await
}
