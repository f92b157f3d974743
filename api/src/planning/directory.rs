//! What hardly ever changes and every search needs: places, a provider's mediators and contracts.
//!
//! It is read once and kept until it changes. The database renews a mark with every change, in the
//! transaction that makes it; a reading asks for the mark in the same state of the database as for
//! everything else, and takes what was kept only under that mark. So an answer rests on one state of
//! the database whether something was kept or not, and whichever server process wrote last.
//!
//! Nothing here depends on who asks: what somebody may see is decided later, from the rows.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use entities::{
    OrganisationId, PersonId, conflict_of_interest, directory, mediator, mediator_accreditation,
    mediator_area, mediator_employer, opening_hours, organisation, role, room, room_feature, venue,
};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::contracts::{self, Bought};
use super::read::Shared;

/// The directory as one provider uses it on one day.
pub(super) struct Directory {
    pub(super) mediators: Shared<mediator::Model>,
    pub(super) accreditations: Shared<mediator_accreditation::Model>,
    pub(super) areas: Shared<mediator_area::Model>,
    pub(super) employers: Shared<(mediator_employer::Model, Option<organisation::Model>)>,
    pub(super) conflicts: Shared<conflict_of_interest::Model>,
    pub(super) contracts: Vec<Bought>,
    pub(super) venues: Shared<venue::Model>,
    pub(super) rooms: Shared<room::Model>,
    pub(super) features: Shared<room_feature::Model>,
    pub(super) opening_hours: Shared<opening_hours::Model>,
}

/// The directories that this process keeps: one for each provider it has planned for.
#[derive(Default)]
pub struct Known(Mutex<BTreeMap<OrganisationId, Kept>>);

/// A directory, and what it was read at.
struct Kept {
    mark: Uuid,
    today: NaiveDate,
    directory: Arc<Directory>,
}

impl Known {
    fn find(
        &self,
        provider: OrganisationId,
        mark: Uuid,
        today: NaiveDate,
    ) -> Option<Arc<Directory>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = known.get(&provider)?;
        (kept.mark == mark && kept.today == today).then(|| Arc::clone(&kept.directory))
    }

    fn keep(&self, provider: OrganisationId, kept: Kept) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(provider, kept);
    }
}

/// The directory of a provider, from what is known where that is still so.
///
/// `reading` must see one state of the database throughout, and nothing that is not committed:
/// elsewhere a mark and the rows after it could be of two states.
pub(super) async fn recall(
    reading: &impl ConnectionTrait,
    known: &Known,
    provider: OrganisationId,
    today: NaiveDate,
) -> Result<Arc<Directory>, DbErr> {
    let mark: Option<Uuid> = directory::Entity::find()
        .select_only()
        .column(directory::Column::Mark)
        .into_tuple()
        .one(reading)
        .await?;
    if let Some(found) = mark.and_then(|mark| known.find(provider, mark, today)) {
        return Ok(found);
    }
    let directory = Arc::new(read(reading, provider, today).await?);
    if let Some(mark) = mark {
        let kept = Kept {
            mark,
            today,
            directory: Arc::clone(&directory),
        };
        known.keep(provider, kept);
    }
    Ok(directory)
}

/// Reads the directory of a provider.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    provider: OrganisationId,
    today: NaiveDate,
) -> Result<Directory, DbErr> {
    let mediators = mediators_of(db, provider, today).await?;
    let people: Vec<PersonId> = mediators.iter().map(|row| row.person_id).collect();
    Ok(Directory {
        accreditations: mediator_accreditation::Entity::find()
            .filter(mediator_accreditation::Column::PersonId.is_in(people.clone()))
            .all(db)
            .await?
            .into(),
        areas: mediator_area::Entity::find()
            .filter(mediator_area::Column::PersonId.is_in(people.clone()))
            .all(db)
            .await?
            .into(),
        employers: mediator_employer::Entity::find()
            .filter(mediator_employer::Column::PersonId.is_in(people.clone()))
            .find_also_related(organisation::Entity)
            .all(db)
            .await?
            .into(),
        conflicts: conflict_of_interest::Entity::find()
            .filter(conflict_of_interest::Column::MediatorId.is_in(people))
            .all(db)
            .await?
            .into(),
        contracts: contracts::of_provider(db, provider).await?,
        venues: venue::Entity::find()
            .order_by_asc(venue::Column::Id)
            .all(db)
            .await?
            .into(),
        rooms: room::Entity::find()
            .order_by_asc(room::Column::Id)
            .all(db)
            .await?
            .into(),
        features: room_feature::Entity::find().all(db).await?.into(),
        opening_hours: opening_hours::Entity::find().all(db).await?.into(),
        mediators: mediators.into(),
    })
}

/// The provider's mediators.
async fn mediators_of(
    db: &impl ConnectionTrait,
    provider: OrganisationId,
    today: NaiveDate,
) -> Result<Vec<mediator::Model>, DbErr> {
    let theirs = Query::select()
        .column(role::Column::PersonId)
        .from(role::Entity)
        .cond_where(in_force(today))
        .and_where(role::Column::Kind.eq(role::Kind::Mediator))
        .and_where(role::Column::OrganisationId.eq(provider))
        .to_owned();
    mediator::Entity::find()
        .filter(mediator::Column::PersonId.in_subquery(theirs))
        .order_by_asc(mediator::Column::PersonId)
        .all(db)
        .await
}

/// People with a role in force on `today`.
pub(super) fn in_force(today: NaiveDate) -> Condition {
    Condition::all().add(role::Column::FromOn.lte(today)).add(
        Condition::any()
            .add(role::Column::UntilOn.is_null())
            .add(role::Column::UntilOn.gte(today)),
    )
}
