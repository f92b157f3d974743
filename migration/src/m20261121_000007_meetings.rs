//! Meetings and who comes to them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    integer, pk_uuid, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null,
    uuid, uuid_null,
};

use crate::table::{create, drop, index, part_of, refers, refers_to, rule};

/// A case has one confirmed meeting at a time; tentative ones may compete.
const ONE_CONFIRMED: &str = "CREATE UNIQUE INDEX meeting_confirmed_once_per_case \
    ON meeting (case_id) WHERE state = 'confirmed'";

/// Nobody attends a meeting twice, in whatever seats.
const ATTENDS_ONCE: &str = "CREATE UNIQUE INDEX meeting_attended_once_per_person \
    ON meeting_attendee (meeting_id, person_id)";

/// Meetings and who comes to them.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        meeting(manager).await?;
        meeting_attendee(manager).await?;
        let db = manager.get_connection();
        db.execute_unprepared(ONE_CONFIRMED).await?;
        db.execute_unprepared(ATTENDS_ONCE).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["meeting_attendee", "meeting"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn meeting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "meeting",
        "One meeting of a case: a time, a place and a mediator, tentative or agreed",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(text("state"))
            .col(text("mode"))
            .col(timestamp_with_time_zone("starts_at"))
            .col(timestamp_with_time_zone("ends_at"))
            .col(uuid_null("room_id"))
            .col(uuid("mediator_id"))
            .col(timestamp_with_time_zone("held_at"))
            .col(uuid("held_by"))
            .col(timestamp_with_time_zone_null("expires_at"))
            .col(timestamp_with_time_zone_null("confirmed_at"))
            .col(timestamp_with_time_zone_null("cancelled_at"))
            .col(uuid_null("cancelled_by"))
            .col(text_null("cancel_cause"))
            .col(text_null("cancel_side"))
            .col(integer("version"))
            .foreign_key(&mut refers("case_id", "cases"))
            .foreign_key(&mut refers("room_id", "room"))
            .foreign_key(&mut refers_to("mediator_id", "mediator", "person_id"))
            .foreign_key(&mut refers("held_by", "person"))
            .foreign_key(&mut refers("cancelled_by", "person"))
            .check(rule("meeting_ends_after_it_starts", "ends_at > starts_at"))
            .check(rule("meeting_mode_is_settled", "mode <> 'either'"))
            .check(rule(
                "meeting_hold_expires",
                "state <> 'held' OR expires_at IS NOT NULL",
            ))
            .check(rule(
                "meeting_cancellation_has_a_time",
                "state <> 'cancelled' OR cancelled_at IS NOT NULL",
            ))
            .check(rule(
                "meeting_cancellation_has_a_cause",
                "state <> 'cancelled' OR cancel_cause IS NOT NULL",
            )),
    )
    .await?;
    index(manager, "meeting", &["case_id"]).await?;
    index(manager, "meeting", &["mediator_id", "starts_at"]).await?;
    index(manager, "meeting", &["state", "expires_at"]).await
}

async fn meeting_attendee(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "meeting_attendee",
        "A person who comes to a meeting, and as what",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("meeting_id"))
            .col(uuid_null("participant_id"))
            .col(uuid("person_id"))
            .col(text("role"))
            .foreign_key(&mut part_of("meeting_id", "meeting"))
            .foreign_key(&mut refers("participant_id", "case_participants"))
            .foreign_key(&mut refers("person_id", "person")),
    )
    .await?;
    index(manager, "meeting_attendee", &["person_id"]).await
}
