//! Casework: what happened in a case, which clocks run, what is owed, and the certificate.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date, date_null, integer, pk_uuid, text, text_null, text_uniq,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null, uuid_uniq,
};

use crate::table::{create, drop, index, key, part_of, refers, rule};

/// Casework: what happened in a case, which clocks run, what is owed, and the certificate.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Every case there is gets its record: a matter of its own.
const RECORDS: &str = "INSERT INTO case_record (case_id, matter_id, is_appeal_contemplated, \
    la_postponements, is_suspended) SELECT id, id, notice_sent_on IS NOT NULL, 0, FALSE FROM cases";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        case_record(manager).await?;
        case_event(manager).await?;
        case_clock(manager).await?;
        next_step(manager).await?;
        certificate(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "certificate",
            "next_step",
            "case_clock",
            "case_event",
            "case_record",
        ];
        drop(manager, &tables).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn case_record(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "case_record",
        "What the events of a case have left behind that its next steps depend on",
        Table::create()
            .col(uuid("case_id").primary_key())
            .col(uuid("matter_id"))
            .col(timestamp_with_time_zone_null("contacted_at"))
            .col(boolean("is_appeal_contemplated"))
            .col(text_null("certificate_basis"))
            .col(date_null("certificate_due_from_on"))
            .col(integer("la_postponements"))
            .col(text_null("proceeds_without"))
            .col(boolean("is_suspended"))
            .col(date_null("comments_until_on"))
            .col(text_null("outcome"))
            .col(text_null("closure"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .check(rule(
                "case_record_owes_a_certificate_since_a_day",
                "(certificate_basis IS NULL) = (certificate_due_from_on IS NULL)",
            )),
    )
    .await?;
    index(manager, "case_record", &["matter_id"]).await?;
    let connection = manager.get_connection();
    connection.execute_unprepared(RECORDS).await.map(|_| ())
}

async fn case_event(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "case_event",
        "Something that happened in a case, as it was recorded",
        Table::create()
            .col(uuid("case_id"))
            .col(integer("sequence"))
            .col(text("words"))
            .col(date("happened_on"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(uuid("recorded_by"))
            .col(text("from_state"))
            .col(text("to_state"))
            .col(text_null("corrects"))
            .col(date_null("corrected_from_on"))
            .col(date_null("corrected_to_on"))
            .col(text_null("reason"))
            .primary_key(&mut key(&["case_id", "sequence"]))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("recorded_by", "person"))
            .check(rule(
                "case_event_corrects_a_date_for_a_reason",
                "(corrects IS NULL) = (reason IS NULL) \
                    AND (corrects IS NULL) = (corrected_from_on IS NULL) \
                    AND (corrects IS NULL) = (corrected_to_on IS NULL)",
            )),
    )
    .await
}

async fn case_clock(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "case_clock",
        "A clock of the law that runs, or ran, in a case",
        Table::create()
            .col(uuid("case_id"))
            .col(text("rule"))
            .col(date("rule_from_on"))
            .col(date("started_on"))
            .col(date("due_on"))
            .col(text("citation"))
            .col(text("trace"))
            .col(date_null("met_on"))
            .primary_key(&mut key(&["case_id", "rule"]))
            .foreign_key(&mut part_of("case_id", "cases")),
    )
    .await
}

async fn next_step(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "next_step",
        "Something owed in a case: a task, or a document",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(integer("event_sequence"))
            .col(text("kind"))
            .col(text("owed_by"))
            .col(text("what"))
            .col(text_null("owed_to"))
            .col(text_null("rule"))
            .col(date_null("due_on"))
            .col(timestamp_with_time_zone_null("done_at"))
            .col(uuid_null("done_by"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("done_by", "person"))
            .check(rule(
                "next_step_is_done_by_somebody",
                "(done_at IS NULL) = (done_by IS NULL)",
            )),
    )
    .await?;
    index(manager, "next_step", &["case_id"]).await
}

async fn certificate(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "certificate",
        "A mediation certificate: to the family alone, once for a decision, never changed",
        Table::create()
            .col(pk_uuid("id"))
            .col(text_uniq("number"))
            .col(uuid_uniq("case_id"))
            .col(text("basis"))
            .col(date("triggered_on"))
            .col(date("due_on"))
            .col(date("issued_on"))
            .col(uuid("issued_by"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("issued_by", "person"))
            .check(rule(
                "certificate_follows_what_entitles_to_it",
                "issued_on >= triggered_on",
            )),
    )
    .await
}
