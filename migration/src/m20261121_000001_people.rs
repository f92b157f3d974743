//! Organisations, the people in them, and what meetings must respect about people.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date, date_null, integer_null, pk_uuid, text, text_null, timestamp_with_time_zone,
    uuid, uuid_null, uuid_uniq,
};

use crate::table::{create, drop, index, key, part_of, refers, rule};

/// Organisations, the people in them, and what meetings must respect about people.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        organisation(manager).await?;
        person(manager).await?;
        roles(manager).await?;
        child(manager).await?;
        access_need(manager).await?;
        person_language(manager).await?;
        observance(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &[
                "observance",
                "person_language",
                "access_need",
                "child",
                "roles",
                "person",
                "organisation",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn organisation(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "organisation",
        "A body that takes part: an authority, a school, a service, an owner of rooms",
        Table::create()
            .col(pk_uuid("id"))
            .col(text("kind"))
            .col(text("name"))
            .col(text_null("code"))
            .col(text_null("outcode")),
    )
    .await?;
    index(manager, "organisation", &["kind"]).await?;
    index(manager, "organisation", &["code"]).await
}

async fn person(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "person",
        "A human being, once, whatever they are to whichever case",
        Table::create()
            .col(pk_uuid("id"))
            .col(text("name"))
            .col(text_null("email"))
            .col(text_null("phone"))
            .col(text("preferred_channel"))
            .col(text_null("outcode"))
            .col(boolean("is_child"))
            .col(timestamp_with_time_zone("created_at")),
    )
    .await
}

async fn roles(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "roles",
        "What a person is in an organisation, and for how long",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("person_id"))
            .col(uuid("organisation_id"))
            .col(text("kind"))
            .col(date("from_on"))
            .col(date_null("until_on"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("organisation_id", "organisation"))
            .check(rule("role_ends_after_it_starts", "until_on >= from_on")),
    )
    .await?;
    index(manager, "roles", &["person_id"]).await?;
    index(manager, "roles", &["organisation_id", "kind"]).await
}

async fn child(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "child",
        "A child or young person whose needs a case is about",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid_uniq("person_id"))
            .col(boolean("is_looked_after"))
            .col(uuid_null("setting_id"))
            .col(integer_null("year_group"))
            .col(date_null("compulsory_school_age_ends_on"))
            .foreign_key(&mut refers("person_id", "person"))
            .foreign_key(&mut refers("setting_id", "organisation")),
    )
    .await
}

async fn access_need(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "access_need",
        "A feature that a person needs of every place where they are to meet",
        Table::create()
            .col(uuid("person_id"))
            .col(text("feature"))
            .primary_key(&mut key(&["person_id", "feature"]))
            .foreign_key(&mut part_of("person_id", "person")),
    )
    .await
}

async fn person_language(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "person_language",
        "A language that a person speaks or signs",
        Table::create()
            .col(uuid("person_id"))
            .col(text("language"))
            .primary_key(&mut key(&["person_id", "language"]))
            .foreign_key(&mut part_of("person_id", "person")),
    )
    .await
}

async fn observance(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "observance",
        "A time that a person would rather avoid",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("person_id"))
            .col(timestamp_with_time_zone("starts_at"))
            .col(timestamp_with_time_zone("ends_at"))
            .foreign_key(&mut part_of("person_id", "person"))
            .check(rule(
                "observance_ends_after_it_starts",
                "ends_at > starts_at",
            )),
    )
    .await?;
    index(manager, "observance", &["person_id", "starts_at"]).await
}
