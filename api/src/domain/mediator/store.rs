//! Queries about mediators.

use chrono::NaiveDate;
use entities::{
    OrganisationId, PersonId, mediator, mediator_accreditation, mediator_area, person_language,
    role,
};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
};

use super::Filter;

/// The mediators of some providers, by id.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    providers: &[OrganisationId],
    filter: &Filter,
    today: NaiveDate,
) -> Result<Vec<mediator::Model>, DbErr> {
    let theirs = Query::select()
        .column(role::Column::PersonId)
        .from(role::Entity)
        .and_where(role::Column::Kind.eq(role::Kind::Mediator))
        .and_where(role::Column::OrganisationId.is_in(providers.iter().copied()))
        .and_where(role::Column::FromOn.lte(today))
        .cond_where(
            Condition::any()
                .add(role::Column::UntilOn.is_null())
                .add(role::Column::UntilOn.gte(today)),
        )
        .to_owned();
    let mut query = mediator::Entity::find().filter(mediator::Column::PersonId.in_subquery(theirs));
    if let Some(language) = &filter.language {
        let speakers = Query::select()
            .column(person_language::Column::PersonId)
            .from(person_language::Entity)
            .and_where(person_language::Column::Language.eq(language.as_str()))
            .to_owned();
        query = query.filter(mediator::Column::PersonId.in_subquery(speakers));
    }
    if let Some(area) = filter.area {
        let local = Query::select()
            .column(mediator_area::Column::PersonId)
            .from(mediator_area::Entity)
            .and_where(mediator_area::Column::OrganisationId.eq(area))
            .to_owned();
        let bound = Query::select()
            .column(mediator_area::Column::PersonId)
            .from(mediator_area::Entity)
            .to_owned();
        // A mediator without areas works in all of them.
        query = query.filter(
            Condition::any()
                .add(mediator::Column::PersonId.in_subquery(local))
                .add(mediator::Column::PersonId.not_in_subquery(bound)),
        );
    }
    query.order_by_asc(mediator::Column::PersonId).all(db).await
}

/// Where these mediators work.
pub(crate) async fn areas_of(
    db: &impl ConnectionTrait,
    ids: &[PersonId],
) -> Result<Vec<mediator_area::Model>, DbErr> {
    mediator_area::Entity::find()
        .filter(mediator_area::Column::PersonId.is_in(ids.iter().copied()))
        .order_by_asc(mediator_area::Column::OrganisationId)
        .all(db)
        .await
}

/// What these mediators are accredited for.
pub(crate) async fn accreditations_of(
    db: &impl ConnectionTrait,
    ids: &[PersonId],
) -> Result<Vec<mediator_accreditation::Model>, DbErr> {
    mediator_accreditation::Entity::find()
        .filter(mediator_accreditation::Column::PersonId.is_in(ids.iter().copied()))
        .order_by_asc(mediator_accreditation::Column::Family)
        .all(db)
        .await
}
