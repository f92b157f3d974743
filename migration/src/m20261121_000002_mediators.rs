//! Who may mediate what, where, and for whom not.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    date, integer, pk_uuid, text, text_null, timestamp_with_time_zone, uuid, uuid_null,
};

use crate::table::{create, drop, index, key, refers, refers_to, rule};

/// Who may mediate what, where, and for whom not.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        mediator(manager).await?;
        mediator_accreditation(manager).await?;
        mediator_area(manager).await?;
        mediator_employer(manager).await?;
        conflict_of_interest(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &[
                "conflict_of_interest",
                "mediator_employer",
                "mediator_area",
                "mediator_accreditation",
                "mediator",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn mediator(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "mediator",
        "What qualifies a person to mediate, and how much they take on",
        Table::create()
            .col(uuid("person_id"))
            .col(text_null("register_no"))
            .col(text_null("register_body"))
            .col(date("accredited_until_on"))
            .col(date("insured_until_on"))
            .col(date("checked_until_on"))
            .col(integer("max_day"))
            .col(integer("max_week"))
            .col(integer("min_gap_minutes"))
            .primary_key(&mut key(&["person_id"]))
            .foreign_key(&mut refers("person_id", "person"))
            .check(rule(
                "mediator_limits_are_not_negative",
                "max_day >= 0 AND max_week >= 0 AND min_gap_minutes >= 0",
            )),
    )
    .await
}

async fn mediator_accreditation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "mediator_accreditation",
        "A kind of work that a mediator is accredited for",
        Table::create()
            .col(uuid("person_id"))
            .col(text("family"))
            .primary_key(&mut key(&["person_id", "family"]))
            .foreign_key(&mut refers_to("person_id", "mediator", "person_id")),
    )
    .await
}

async fn mediator_area(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "mediator_area",
        "A local authority in whose area a mediator works",
        Table::create()
            .col(uuid("person_id"))
            .col(uuid("organisation_id"))
            .primary_key(&mut key(&["person_id", "organisation_id"]))
            .foreign_key(&mut refers_to("person_id", "mediator", "person_id"))
            .foreign_key(&mut refers("organisation_id", "organisation")),
    )
    .await?;
    index(manager, "mediator_area", &["organisation_id"]).await
}

async fn mediator_employer(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "mediator_employer",
        "An organisation that employs a mediator",
        Table::create()
            .col(uuid("person_id"))
            .col(uuid("organisation_id"))
            .primary_key(&mut key(&["person_id", "organisation_id"]))
            .foreign_key(&mut refers_to("person_id", "mediator", "person_id"))
            .foreign_key(&mut refers("organisation_id", "organisation")),
    )
    .await
}

async fn conflict_of_interest(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "conflict_of_interest",
        "A reason why a mediator must not meet a person, or anybody of an organisation",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("mediator_id"))
            .col(uuid_null("person_id"))
            .col(uuid_null("organisation_id"))
            .col(text("reason_code"))
            .col(timestamp_with_time_zone("declared_at"))
            .foreign_key(&mut refers_to("mediator_id", "mediator", "person_id"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("organisation_id", "organisation"))
            .check(rule(
                "conflict_concerns_one_party",
                "(person_id IS NULL) <> (organisation_id IS NULL)",
            )),
    )
    .await?;
    index(manager, "conflict_of_interest", &["mediator_id"]).await
}
