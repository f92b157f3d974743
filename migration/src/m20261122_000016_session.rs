//! How a meeting is prepared, who was there, and what was agreed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date, date_null, integer, integer_null, pk_uuid, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null, uuid_uniq,
};

use crate::table::{create, drop, index, key, part_of, refers, rule};

/// How a meeting is prepared, who was there, and what was agreed.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        mediator_introduction(manager).await?;
        prep_contact(manager).await?;
        summary(manager).await?;
        summary_reader(manager).await?;
        authority_declaration(manager).await?;
        ground_rules_signature(manager).await?;
        attendance(manager).await?;
        agreement(manager).await?;
        agreement_edition(manager).await?;
        agreement_decision(manager).await?;
        agreement_action(manager).await?;
        agreement_signatory(manager).await?;
        agreement_copy(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "agreement_copy",
            "agreement_signatory",
            "agreement_action",
            "agreement_decision",
            "agreement_edition",
            "agreement",
            "attendance",
            "ground_rules_signature",
            "authority_declaration",
            "summary_reader",
            "summary",
            "prep_contact",
            "mediator_introduction",
        ];
        drop(manager, &tables).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn mediator_introduction(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "mediator_introduction",
        "That a mediator got in touch with everybody who comes to a meeting",
        Table::create()
            .col(uuid("meeting_id").primary_key())
            .col(uuid("mediator_id"))
            .col(date("introduced_on"))
            .col(timestamp_with_time_zone("recorded_at"))
            .foreign_key(&mut part_of("meeting_id", "meeting"))
            .foreign_key(&mut refers("mediator_id", "person")),
    )
    .await
}

async fn prep_contact(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "prep_contact",
        "A mediator's contact with somebody before the day; the note is for that mediator alone",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("meeting_id"))
            .col(uuid("mediator_id"))
            .col(uuid("person_id"))
            .col(text("way"))
            .col(timestamp_with_time_zone("contacted_at"))
            .col(integer("minutes"))
            .col(text_null("note"))
            .foreign_key(&mut part_of("meeting_id", "meeting"))
            .foreign_key(&mut refers("mediator_id", "person"))
            .foreign_key(&mut refers("person_id", "person"))
            .check(rule("prep_contact_takes_time_or_none", "minutes >= 0")),
    )
    .await?;
    index(manager, "prep_contact", &["meeting_id"]).await
}

async fn summary(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "summary",
        "What a party wants the others to know before the day",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(uuid_uniq("participant_id"))
            .col(text("way"))
            .col(text_null("text"))
            .col(uuid("written_by"))
            .col(timestamp_with_time_zone("written_at"))
            .col(timestamp_with_time_zone_null("exchanged_at"))
            .col(uuid_null("exchanged_by"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut part_of("participant_id", "case_participants"))
            .foreign_key(&mut refers("written_by", "person"))
            .foreign_key(&mut refers("exchanged_by", "person"))
            .check(rule(
                "summary_has_a_text_or_is_none",
                "(text IS NULL) = (way = 'none_this_time')",
            ))
            .check(rule(
                "summary_is_exchanged_by_somebody",
                "(exchanged_at IS NULL) = (exchanged_by IS NULL)",
            )),
    )
    .await?;
    index(manager, "summary", &["case_id"]).await
}

async fn summary_reader(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "summary_reader",
        "Somebody to whom a summary was given when the summaries were exchanged",
        Table::create()
            .col(uuid("summary_id"))
            .col(uuid("person_id"))
            .primary_key(&mut key(&["summary_id", "person_id"]))
            .foreign_key(&mut part_of("summary_id", "summary"))
            .foreign_key(&mut refers("person_id", "person")),
    )
    .await
}

async fn authority_declaration(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "authority_declaration",
        "What somebody who comes for a body has said they may decide and sign",
        Table::create()
            .col(uuid("participant_id"))
            .col(uuid("person_id"))
            .col(text("state"))
            .col(text("limits"))
            .col(text_null("limit_text"))
            .col(boolean("may_sign"))
            .col(timestamp_with_time_zone("declared_at"))
            .col(uuid("declared_by"))
            .col(timestamp_with_time_zone_null("confirmed_at"))
            .col(uuid_null("confirmed_by"))
            .col(date_null("found_on"))
            .primary_key(&mut key(&["participant_id", "person_id"]))
            .foreign_key(&mut part_of("participant_id", "case_participants"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("declared_by", "person"))
            .foreign_key(&mut refers("confirmed_by", "person"))
            .check(rule(
                "authority_declaration_writes_its_limit",
                "(limit_text IS NOT NULL) = (limits = 'written')",
            ))
            .check(rule(
                "authority_declaration_is_confirmed_by_somebody",
                "(confirmed_at IS NULL) = (confirmed_by IS NULL)",
            )),
    )
    .await
}

async fn ground_rules_signature(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "ground_rules_signature",
        "That somebody signed the ground rules for a meeting",
        Table::create()
            .col(uuid("meeting_id"))
            .col(uuid("person_id"))
            .col(text("wording"))
            .col(timestamp_with_time_zone("signed_at"))
            .col(uuid("recorded_by"))
            .primary_key(&mut key(&["meeting_id", "person_id"]))
            .foreign_key(&mut part_of("meeting_id", "meeting"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("recorded_by", "person")),
    )
    .await
}

async fn attendance(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "attendance",
        "Who was at a meeting, on which basis, from when until when",
        Table::create()
            .col(uuid("meeting_id"))
            .col(uuid("person_id"))
            .col(text("presence"))
            .col(text_null("basis"))
            .col(timestamp_with_time_zone_null("arrived_at"))
            .col(timestamp_with_time_zone_null("left_at"))
            .col(text_null("authority"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(uuid("recorded_by"))
            .primary_key(&mut key(&["meeting_id", "person_id"]))
            .foreign_key(&mut part_of("meeting_id", "meeting"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("recorded_by", "person"))
            .check(rule(
                "attendance_has_a_time_of_arrival",
                "(arrived_at IS NULL) = (presence = 'absent')",
            ))
            .check(rule(
                "attendance_ends_after_it_begins",
                "left_at IS NULL OR left_at >= arrived_at",
            )),
    )
    .await
}

async fn agreement(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "agreement",
        "What the parties of a case agreed",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid_uniq("case_id"))
            .col(text("state"))
            .col(text("parties"))
            .col(integer("edition"))
            .col(date("agreed_on"))
            .col(date_null("signed_on"))
            .col(date_null("typed_sent_on"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .check(rule("agreement_counts_its_editions", "edition >= 1")),
    )
    .await
}

async fn agreement_edition(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "agreement_edition",
        "One wording of an agreement: the first, or one agreed in writing later",
        Table::create()
            .col(uuid("agreement_id"))
            .col(integer("edition"))
            .col(date("agreed_on"))
            .col(text("check_how"))
            .col(date("check_on"))
            .col(text("check_trace"))
            .col(text_null("reason"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(uuid("recorded_by"))
            .primary_key(&mut key(&["agreement_id", "edition"]))
            .foreign_key(&mut part_of("agreement_id", "agreement"))
            .foreign_key(&mut refers("recorded_by", "person"))
            .check(rule(
                "agreement_edition_amends_for_a_reason",
                "(reason IS NULL) = (edition = 1)",
            )),
    )
    .await
}

async fn agreement_decision(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "agreement_decision",
        "Something that the parties of a case decided",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("agreement_id"))
            .col(integer("position"))
            .col(text("text"))
            .col(uuid_null("issue_id"))
            .col(boolean("is_for_panel"))
            .col(date_null("panel_on"))
            .col(integer("from_edition"))
            .col(integer_null("until_edition"))
            .foreign_key(&mut part_of("agreement_id", "agreement"))
            .foreign_key(&mut refers("issue_id", "case_issues"))
            .check(rule(
                "agreement_decision_has_a_day_only_for_a_panel",
                "is_for_panel OR panel_on IS NULL",
            )),
    )
    .await?;
    index(manager, "agreement_decision", &["agreement_id"]).await
}

async fn agreement_action(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "agreement_action",
        "Something promised in an agreement: what, by whom, by when",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("agreement_id"))
            .col(uuid("case_id"))
            .col(integer("position"))
            .col(text("what"))
            .col(uuid_null("decision_id"))
            .col(uuid_null("issue_id"))
            .col(uuid_null("owner_person_id"))
            .col(uuid_null("owner_organisation_id"))
            .col(text_null("category"))
            .col(date("agreed_on"))
            .col(date_null("agreed_override_on"))
            .col(date_null("due_on"))
            .col(text_null("rule"))
            .col(text_null("citation"))
            .col(text_null("trace"))
            .col(text("state"))
            .col(date_null("done_on"))
            .col(integer("from_edition"))
            .col(integer_null("until_edition"))
            .foreign_key(&mut part_of("agreement_id", "agreement"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("decision_id", "agreement_decision"))
            .foreign_key(&mut refers("issue_id", "case_issues"))
            .foreign_key(&mut refers("owner_person_id", "person"))
            .foreign_key(&mut refers("owner_organisation_id", "organisation"))
            .check(rule(
                "agreement_action_has_one_owner",
                "(owner_person_id IS NULL) <> (owner_organisation_id IS NULL)",
            ))
            .check(rule(
                "agreement_action_shows_how_its_day_was_reached",
                "(due_on IS NULL) = (trace IS NULL) AND (due_on IS NULL) = (citation IS NULL)",
            ))
            .check(rule(
                "agreement_action_is_done_on_a_day",
                "(done_on IS NULL) = (state <> 'done')",
            )),
    )
    .await?;
    index(manager, "agreement_action", &["agreement_id"]).await?;
    index(manager, "agreement_action", &["case_id"]).await?;
    index(manager, "agreement_action", &["due_on"]).await
}

async fn agreement_signatory(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "agreement_signatory",
        "Somebody who agrees, and so signs an edition of an agreement",
        Table::create()
            .col(uuid("agreement_id"))
            .col(integer("edition"))
            .col(uuid("person_id"))
            .col(text("role"))
            .col(date_null("signed_on"))
            .primary_key(&mut key(&["agreement_id", "edition", "person_id"]))
            .foreign_key(&mut part_of("agreement_id", "agreement"))
            .foreign_key(&mut refers("person_id", "person")),
    )
    .await
}

async fn agreement_copy(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "agreement_copy",
        "Somebody who was sent the typed copy of an edition of an agreement",
        Table::create()
            .col(uuid("agreement_id"))
            .col(integer("edition"))
            .col(uuid("person_id"))
            .col(date("sent_on"))
            .col(uuid("sent_by"))
            .primary_key(&mut key(&["agreement_id", "edition", "person_id"]))
            .foreign_key(&mut part_of("agreement_id", "agreement"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("sent_by", "person")),
    )
    .await
}
