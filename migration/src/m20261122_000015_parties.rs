//! Referral, consent and parties: how a case came, who attends on what basis, and who speaks for the
//! child.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, boolean_null, date, date_null, integer, pk_uuid, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::table::{create, drop, index, key, part_of, refers, rule};

/// Referral, consent and parties.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        referral(manager).await?;
        contact(manager).await?;
        seat_basis(manager).await?;
        proposals(manager).await?;
        child(manager).await?;
        interpreter_booking(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "interpreter_booking",
            "alternative_person",
            "childs_view",
            "attendance_answer",
            "attendance_proposal",
            "seat_basis",
            "enquiry",
            "contact_attempt",
            "referral_avenue",
            "referral",
        ];
        drop(manager, &tables).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn referral(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "referral",
        "How a case came to the service, and what the family said to it",
        Table::create()
            .col(uuid("case_id").primary_key())
            .col(text("referrer"))
            .col(uuid_null("referrer_person_id"))
            .col(uuid_null("referrer_organisation_id"))
            .col(uuid("recorded_by"))
            .col(text("stage"))
            .col(boolean("is_family_told"))
            .col(boolean("is_looked_after_asked"))
            .col(boolean("is_duplicate_confirmed"))
            .col(boolean_null("wants_support"))
            .col(text_null("identity"))
            .col(text_null("consent"))
            .col(date_null("consent_on"))
            .col(text_null("signposted_to"))
            .col(timestamp_with_time_zone_null("accepted_at"))
            .col(timestamp_with_time_zone_null("erased_at"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("referrer_person_id", "person"))
            .foreign_key(&mut refers("referrer_organisation_id", "organisation"))
            .foreign_key(&mut refers("recorded_by", "person"))
            .check(rule(
                "referral_consent_has_its_day",
                "(consent IS NULL) = (consent_on IS NULL)",
            ))
            .check(rule(
                "referral_goes_one_way",
                "accepted_at IS NULL OR (signposted_to IS NULL AND erased_at IS NULL)",
            )),
    )
    .await?;
    create(
        manager,
        "referral_avenue",
        "A local way of settling the dispute that was tried before a referral",
        Table::create()
            .col(uuid("case_id"))
            .col(text("avenue"))
            .primary_key(&mut key(&["case_id", "avenue"]))
            .foreign_key(&mut part_of("case_id", "cases")),
    )
    .await
}

async fn contact(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "contact_attempt",
        "An attempt to reach a family that has not answered",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(timestamp_with_time_zone("attempted_at"))
            .col(text("way"))
            .col(text("outcome"))
            .col(text_null("note"))
            .col(uuid("recorded_by"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("recorded_by", "person")),
    )
    .await?;
    index(manager, "contact_attempt", &["case_id"]).await?;
    create(
        manager,
        "enquiry",
        "A confidential question to the service that is no case: nobody is named in it",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("provider_id"))
            .col(uuid("la_id"))
            .col(text("topic"))
            .col(text("answer"))
            .col(date("asked_on"))
            .col(uuid("recorded_by"))
            .col(timestamp_with_time_zone("recorded_at"))
            .foreign_key(&mut refers("provider_id", "organisation"))
            .foreign_key(&mut refers("la_id", "organisation"))
            .foreign_key(&mut refers("recorded_by", "person")),
    )
    .await?;
    index(manager, "enquiry", &["provider_id", "recorded_at"]).await
}

async fn seat_basis(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "seat_basis",
        "On what basis somebody with a seat may attend, and what they are to the child",
        Table::create()
            .col(uuid("participant_id").primary_key())
            .col(text("basis"))
            .col(text_null("relationship"))
            .col(boolean_null("wants_support"))
            .foreign_key(&mut part_of("participant_id", "case_participants")),
    )
    .await
}

async fn proposals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "attendance_proposal",
        "Somebody more who wishes to attend: no seat until admitted",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(uuid("person_id"))
            .col(text("role"))
            .col(date("asked_on"))
            .col(text("state"))
            .col(uuid("proposed_by"))
            .col(uuid_null("decided_by"))
            .col(timestamp_with_time_zone_null("decided_at"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("proposed_by", "person"))
            .foreign_key(&mut refers("decided_by", "person"))
            .check(rule(
                "attendance_proposal_is_decided_by_somebody",
                "(decided_by IS NULL) = (decided_at IS NULL)",
            )),
    )
    .await?;
    index(manager, "attendance_proposal", &["case_id"]).await?;
    create(
        manager,
        "attendance_answer",
        "What one party says to somebody more who wishes to attend",
        Table::create()
            .col(uuid("proposal_id"))
            .col(uuid("participant_id"))
            .col(boolean("is_consent"))
            .col(date("answered_on"))
            .col(uuid("recorded_by"))
            .primary_key(&mut key(&["proposal_id", "participant_id"]))
            .foreign_key(&mut part_of("proposal_id", "attendance_proposal"))
            .foreign_key(&mut part_of("participant_id", "case_participants"))
            .foreign_key(&mut refers("recorded_by", "person")),
    )
    .await
}

async fn child(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "childs_view",
        "What the child thinks, as somebody has taken it down",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(text("method"))
            .col(text("obtained_by"))
            .col(date("obtained_on"))
            .col(text("text"))
            .col(text("scope"))
            .col(uuid("recorded_by"))
            .col(timestamp_with_time_zone("recorded_at"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("recorded_by", "person")),
    )
    .await?;
    index(manager, "childs_view", &["case_id"]).await?;
    create(
        manager,
        "alternative_person",
        "Who stands in place of a young person who lacks capacity",
        Table::create()
            .col(uuid("case_id").primary_key())
            .col(uuid("person_id"))
            .col(text("basis"))
            .col(date("named_on"))
            .col(uuid("named_by"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("named_by", "person")),
    )
    .await
}

async fn interpreter_booking(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "interpreter_booking",
        "Interpreters or signers booked for a case",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(text("kind"))
            .col(text("language"))
            .col(integer("count"))
            .col(integer("lead_days"))
            .col(uuid_null("agency_id"))
            .col(date("ready_from_on"))
            .col(uuid("booked_by"))
            .col(timestamp_with_time_zone("booked_at"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("agency_id", "organisation"))
            .foreign_key(&mut refers("booked_by", "person"))
            .check(rule("interpreter_booking_is_for_somebody", "count > 0"))
            .check(rule("interpreter_lead_is_not_negative", "lead_days >= 0")),
    )
    .await?;
    index(manager, "interpreter_booking", &["case_id"]).await
}
