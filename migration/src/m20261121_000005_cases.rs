//! Cases: what is in dispute, who is needed, and what they may decide.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date_null, integer, pk_uuid, text, text_null, text_uniq, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::table::{create, drop, index, key, part_of, refers, rule};

/// Cases: what is in dispute, who is needed, and what they may decide.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        cases(manager).await?;
        case_issues(manager).await?;
        case_participants(manager).await?;
        pool_member(manager).await?;
        authority(manager).await?;
        kept_apart(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &[
                "kept_apart",
                "authority",
                "pool_member",
                "case_participants",
                "case_issues",
                "cases",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn cases(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "cases",
        "One case, from first contact to the end of follow-up",
        Table::create()
            .col(pk_uuid("id"))
            .col(text_uniq("reference"))
            .col(text("kind"))
            .col(text("state"))
            .col(uuid("provider_id"))
            .col(uuid("la_id"))
            .col(uuid("child_id"))
            .col(timestamp_with_time_zone("opened_at"))
            .col(date_null("notice_sent_on"))
            .col(timestamp_with_time_zone_null("la_informed_at"))
            .col(timestamp_with_time_zone_null("icb_informed_at"))
            .col(date_null("certificate_issued_on"))
            .col(date_null("arrange_by_on"))
            .col(date_null("appeal_by_on"))
            .col(timestamp_with_time_zone_null("inability_notice_at"))
            .col(timestamp_with_time_zone_null("short_notice_agreed_at"))
            .col(boolean("non_working_days_agreed"))
            .col(text("mode"))
            .col(integer("pre_meeting_minutes"))
            .col(integer("session_minutes"))
            .col(integer("signing_minutes"))
            .col(integer("setup_minutes"))
            .col(integer("breakout_rooms"))
            .col(integer("extra_people"))
            .col(boolean("is_size_overridden"))
            .col(text("family_outcode"))
            .col(integer("family_max_minutes"))
            .col(text_null("interpreter_language"))
            .col(integer("version"))
            .foreign_key(&mut refers("provider_id", "organisation"))
            .foreign_key(&mut refers("la_id", "organisation"))
            .foreign_key(&mut refers("child_id", "child"))
            .check(rule("case_session_lasts", "session_minutes > 0"))
            .check(rule(
                "case_preparation_is_not_negative",
                "pre_meeting_minutes >= 0 AND setup_minutes >= 0",
            ))
            .check(rule("case_signing_is_not_negative", "signing_minutes >= 0"))
            .check(rule(
                "case_travel_is_not_negative",
                "family_max_minutes >= 0",
            ))
            .check(rule(
                "case_counts_are_not_negative",
                "breakout_rooms >= 0 AND extra_people >= 0",
            )),
    )
    .await?;
    index(manager, "cases", &["provider_id", "arrange_by_on"]).await?;
    index(manager, "cases", &["la_id"]).await?;
    index(manager, "cases", &["child_id"]).await?;
    index(manager, "cases", &["state"]).await
}

async fn case_issues(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "case_issues",
        "One thing in dispute in a case",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(text("domain"))
            .col(boolean("is_appealable"))
            .col(text_null("text"))
            .col(text("status"))
            .foreign_key(&mut part_of("case_id", "cases")),
    )
    .await?;
    index(manager, "case_issues", &["case_id"]).await
}

async fn case_participants(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "case_participants",
        "A seat at the table of a case, filled by a named person or by any one of a pool",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(text("role"))
            .col(text("requirement"))
            .col(uuid_null("person_id"))
            .col(uuid_null("organisation_id"))
            .col(boolean("is_first_mediation"))
            .col(timestamp_with_time_zone_null("parent_agreed_at"))
            .col(timestamp_with_time_zone_null("mediator_agreed_at"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("organisation_id", "organisation")),
    )
    .await?;
    index(manager, "case_participants", &["case_id"]).await?;
    index(manager, "case_participants", &["person_id"]).await
}

async fn pool_member(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "pool_member",
        "A person who may fill a seat",
        Table::create()
            .col(uuid("participant_id"))
            .col(uuid("person_id"))
            .col(integer("rank"))
            .primary_key(&mut key(&["participant_id", "person_id"]))
            .foreign_key(&mut part_of("participant_id", "case_participants"))
            .foreign_key(&mut refers("person_id", "person")),
    )
    .await?;
    index(manager, "pool_member", &["person_id"]).await
}

async fn authority(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "authority",
        "A domain of issues that a person may decide in a seat",
        Table::create()
            .col(uuid("participant_id"))
            .col(uuid("person_id"))
            .col(text("domain"))
            .primary_key(&mut key(&["participant_id", "person_id", "domain"]))
            .foreign_key(&mut part_of("participant_id", "case_participants"))
            .foreign_key(&mut refers("person_id", "person")),
    )
    .await
}

async fn kept_apart(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "kept_apart",
        "Two people of a case whom a court has barred from contact",
        Table::create()
            .col(uuid("case_id"))
            .col(uuid("person_id"))
            .col(uuid("other_id"))
            .primary_key(&mut key(&["case_id", "person_id", "other_id"]))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("other_id", "person"))
            .check(rule("kept_apart_are_two_people", "person_id <> other_id")),
    )
    .await
}
