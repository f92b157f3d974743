//! What comes after the meeting: kept promises, checks, evaluations, complaints, concerns, expenses; and
//! the pack of a facilitated meeting.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date, date_null, integer, integer_null, pk_uuid, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::table::{create, drop, index, key, part_of, refers, rule};

/// What comes after the meeting, and the pack of a facilitated one.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        follow_up_check(manager).await?;
        appeal_watch(manager).await?;
        evaluation(manager).await?;
        action_report(manager).await?;
        complaint(manager).await?;
        safeguarding_concern(manager).await?;
        safeguarding_reader(manager).await?;
        expense_terms(manager).await?;
        expense_claim(manager).await?;
        expense_item(manager).await?;
        agenda_item(manager).await?;
        meeting_paper(manager).await?;
        meeting_notes(manager).await?;
        note_comment(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "note_comment",
            "meeting_notes",
            "meeting_paper",
            "agenda_item",
            "expense_item",
            "expense_claim",
            "expense_terms",
            "safeguarding_reader",
            "safeguarding_concern",
            "complaint",
            "action_report",
            "evaluation",
            "appeal_watch",
            "follow_up_check",
        ];
        drop(manager, &tables).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn follow_up_check(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "follow_up_check",
        "A check that an agreement works: somebody was asked, and what they said",
        Table::create()
            .col(uuid("case_id"))
            .col(integer("sequence"))
            .col(date("checked_on"))
            .col(text("asked"))
            .col(text("working"))
            .col(text_null("problems"))
            .col(text_null("next"))
            .col(text("relationship"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(uuid("recorded_by"))
            .primary_key(&mut key(&["case_id", "sequence"]))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("recorded_by", "person")),
    )
    .await
}

async fn appeal_watch(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "appeal_watch",
        "What is known of an appeal to the Tribunal",
        Table::create()
            .col(uuid("case_id").primary_key())
            .col(text("known"))
            .col(date_null("lodged_on"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(uuid("recorded_by"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("recorded_by", "person"))
            .check(rule(
                "appeal_watch_dates_an_appeal",
                "(known = 'lodged') = (lodged_on IS NOT NULL)",
            )),
    )
    .await
}

async fn evaluation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "evaluation",
        "What somebody thinks of the service after a meeting: asked for, and perhaps answered",
        Table::create()
            .col(uuid("case_id"))
            .col(uuid("person_id"))
            .col(text("role"))
            .col(timestamp_with_time_zone("invited_at"))
            .col(timestamp_with_time_zone_null("submitted_at"))
            .col(text_null("channel"))
            .col(integer_null("service"))
            .col(integer_null("mediator"))
            .col(integer_null("preparation"))
            .col(integer_null("fairness"))
            .col(integer_null("heard"))
            .col(integer_null("outcome"))
            .col(text_null("text"))
            .col(boolean("may_quote"))
            .primary_key(&mut key(&["case_id", "person_id"]))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("person_id", "person"))
            .check(rule("evaluation_is_answered_whole", "(submitted_at IS NULL) = (channel IS NULL) AND (submitted_at IS NULL) = (service IS NULL) AND (submitted_at IS NULL) = (mediator IS NULL) AND (submitted_at IS NULL) = (preparation IS NULL) AND (submitted_at IS NULL) = (fairness IS NULL) AND (submitted_at IS NULL) = (heard IS NULL) AND (submitted_at IS NULL) = (outcome IS NULL)"))
            .check(rule("evaluation_scores_from_one_to_five", "(service IS NULL OR service BETWEEN 1 AND 5) AND (mediator IS NULL OR mediator BETWEEN 1 AND 5) AND (preparation IS NULL OR preparation BETWEEN 1 AND 5) AND (fairness IS NULL OR fairness BETWEEN 1 AND 5) AND (heard IS NULL OR heard BETWEEN 1 AND 5) AND (outcome IS NULL OR outcome BETWEEN 1 AND 5)")),
    )
    .await?;
    index(manager, "evaluation", &["person_id"]).await?;
    index(manager, "evaluation", &["submitted_at"]).await
}

async fn action_report(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "action_report",
        "Something that was said of a promised action: done, not kept, taken further",
        Table::create()
            .col(uuid("action_id"))
            .col(integer("sequence"))
            .col(text("kind"))
            .col(date("happened_on"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(uuid("recorded_by"))
            .col(text_null("text"))
            .primary_key(&mut key(&["action_id", "sequence"]))
            .foreign_key(&mut part_of("action_id", "agreement_action"))
            .foreign_key(&mut refers("recorded_by", "person")),
    )
    .await
}

async fn complaint(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "complaint",
        "A complaint about the service, somebody in it, or a promise not kept",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(uuid("complainant_id"))
            .col(text("about"))
            .col(uuid_null("about_person_id"))
            .col(uuid_null("action_id"))
            .col(text("text"))
            .col(date("made_on"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(uuid("recorded_by"))
            .col(text_null("outcome"))
            .col(timestamp_with_time_zone_null("resolved_at"))
            .col(uuid_null("resolved_by"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("complainant_id", "person"))
            .foreign_key(&mut refers("about_person_id", "person"))
            .foreign_key(&mut refers("action_id", "agreement_action"))
            .foreign_key(&mut refers("recorded_by", "person"))
            .foreign_key(&mut refers("resolved_by", "person"))
            .check(rule("complaint_names_whom_it_is_about", "(about = 'person') = (about_person_id IS NOT NULL)"))
            .check(rule("complaint_names_the_action_it_is_about", "(about = 'action') = (action_id IS NOT NULL)"))
            .check(rule("complaint_is_resolved_whole", "(outcome IS NULL) = (resolved_at IS NULL) AND (outcome IS NULL) = (resolved_by IS NULL)")),
    )
    .await?;
    index(manager, "complaint", &["case_id"]).await
}

async fn safeguarding_concern(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "safeguarding_concern",
        "A concern that somebody may come to harm, for those who need to know of it",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(text("category"))
            .col(text("text"))
            .col(text_null("referred_to"))
            .col(date_null("referred_on"))
            .col(timestamp_with_time_zone("raised_at"))
            .col(uuid("raised_by"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("raised_by", "person"))
            .check(rule(
                "safeguarding_concern_is_referred_on_a_day",
                "(referred_to IS NULL) = (referred_on IS NULL)",
            )),
    )
    .await?;
    index(manager, "safeguarding_concern", &["case_id"]).await
}

async fn safeguarding_reader(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "safeguarding_reader",
        "Somebody who needs to know of a safeguarding concern, and so may read it",
        Table::create()
            .col(uuid("concern_id"))
            .col(uuid("person_id"))
            .primary_key(&mut key(&["concern_id", "person_id"]))
            .foreign_key(&mut part_of("concern_id", "safeguarding_concern"))
            .foreign_key(&mut refers("person_id", "person")),
    )
    .await
}

async fn expense_terms(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "expense_terms",
        "What a body that arranges mediations asks before it pays expenses",
        Table::create()
            .col(uuid("provider_id"))
            .col(uuid("body_id"))
            .col(boolean("needs_prior_agreement"))
            .col(boolean("needs_evidence"))
            .col(timestamp_with_time_zone("recorded_at"))
            .col(uuid("recorded_by"))
            .primary_key(&mut key(&["provider_id", "body_id"]))
            .foreign_key(&mut refers("provider_id", "organisation"))
            .foreign_key(&mut refers("body_id", "organisation"))
            .foreign_key(&mut refers("recorded_by", "person")),
    )
    .await
}

async fn expense_claim(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "expense_claim",
        "A claim for the expenses of attending a mediation",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("case_id"))
            .col(uuid("claimant_id"))
            .col(uuid("payer_id"))
            .col(text("state"))
            .col(integer("allowed_pence"))
            .col(timestamp_with_time_zone("claimed_at"))
            .col(uuid("recorded_by"))
            .col(timestamp_with_time_zone_null("decided_at"))
            .col(uuid_null("decided_by"))
            .col(text_null("reason"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("claimant_id", "person"))
            .foreign_key(&mut refers("payer_id", "organisation"))
            .foreign_key(&mut refers("recorded_by", "person"))
            .foreign_key(&mut refers("decided_by", "person"))
            .check(rule("expense_claim_is_decided_by_somebody", "(state = 'claimed') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)"))
            .check(rule("expense_claim_is_refused_for_a_reason", "(state = 'refused') = (reason IS NOT NULL)")),
    )
    .await?;
    index(manager, "expense_claim", &["case_id"]).await
}

async fn expense_item(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "expense_item",
        "One thing money was spent on to attend a mediation",
        Table::create()
            .col(uuid("claim_id"))
            .col(integer("position"))
            .col(text("kind"))
            .col(date("spent_on"))
            .col(integer_null("amount_pence"))
            .col(integer_null("quantity"))
            .col(integer_null("cared_for"))
            .col(text_null("evidence"))
            .col(date_null("agreed_on"))
            .col(integer("allowed_pence"))
            .col(text("trace"))
            .primary_key(&mut key(&["claim_id", "position"]))
            .foreign_key(&mut part_of("claim_id", "expense_claim"))
            .check(rule(
                "expense_item_pays_something_or_nothing",
                "allowed_pence >= 0",
            )),
    )
    .await
}

async fn agenda_item(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "agenda_item",
        "One thing to talk about at a facilitated meeting",
        Table::create()
            .col(uuid("case_id"))
            .col(integer("position"))
            .col(text("title"))
            .col(text_null("opened_by"))
            .col(integer_null("minutes"))
            .col(timestamp_with_time_zone("added_at"))
            .col(uuid("added_by"))
            .primary_key(&mut key(&["case_id", "position"]))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("added_by", "person")),
    )
    .await
}

async fn meeting_paper(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "meeting_paper",
        "A paper for a facilitated meeting: what it is and from whom",
        Table::create()
            .col(uuid("case_id"))
            .col(integer("position"))
            .col(text("title"))
            .col(text("from_role"))
            .col(timestamp_with_time_zone("added_at"))
            .col(uuid("added_by"))
            .col(date_null("circulated_on"))
            .primary_key(&mut key(&["case_id", "position"]))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("added_by", "person")),
    )
    .await
}

async fn meeting_notes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "meeting_notes",
        "The notes of a facilitated meeting: a draft for comments, until they are final",
        Table::create()
            .col(uuid("case_id").primary_key())
            .col(text("text"))
            .col(timestamp_with_time_zone("written_at"))
            .col(uuid("written_by"))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("written_by", "person")),
    )
    .await
}

async fn note_comment(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "note_comment",
        "What somebody who was there says of the draft notes of a facilitated meeting",
        Table::create()
            .col(uuid("case_id"))
            .col(integer("position"))
            .col(uuid("person_id"))
            .col(text_null("text"))
            .col(timestamp_with_time_zone("commented_at"))
            .primary_key(&mut key(&["case_id", "position"]))
            .foreign_key(&mut part_of("case_id", "cases"))
            .foreign_key(&mut refers("person_id", "person")),
    )
    .await
}
