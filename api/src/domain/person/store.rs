//! Queries about people.

use chrono::NaiveDate;
use entities::{
    AccessFeature, CaseId, OrganisationId, PersonId, access_need, attendee, case, meeting,
    organisation, participant, person, person_language, pool_member, role,
};
use sea_orm::sea_query::{Expr, LockType, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::auth::Role;

/// The roles a person has on `today`; `None` when there is no such person, or when `unless` finds
/// anything.
pub(super) async fn roles_in_force(
    db: &impl ConnectionTrait,
    id: PersonId,
    today: NaiveDate,
    unless: Option<SelectStatement>,
) -> Result<Option<Vec<Role>>, DbErr> {
    let mut wanted = person::Entity::find_by_id(id);
    if let Some(unless) = unless {
        wanted = wanted.filter(Condition::all().not().add(Expr::exists(unless)));
    }
    let found = wanted.find_with_related(role::Entity).all(db).await?.pop();
    Ok(found.map(|(_, roles)| {
        roles
            .iter()
            .filter(|row| is_in_force(row, today))
            .map(read)
            .collect()
    }))
}

fn is_in_force(row: &role::Model, today: NaiveDate) -> bool {
    row.from_on <= today && row.until_on.is_none_or(|until| today <= until)
}

fn read(row: &role::Model) -> Role {
    Role {
        kind: row.kind,
        organisation: row.organisation_id,
    }
}

/// The people with these ids, in no order.
pub(crate) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[PersonId],
) -> Result<Vec<person::Model>, DbErr> {
    person::Entity::find()
        .filter(person::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// The languages of these people, each person's in alphabetical order.
pub(crate) async fn languages_of(
    db: &impl ConnectionTrait,
    ids: &[PersonId],
) -> Result<Vec<person_language::Model>, DbErr> {
    person_language::Entity::find()
        .filter(person_language::Column::PersonId.is_in(ids.iter().copied()))
        .order_by_asc(person_language::Column::Language)
        .all(db)
        .await
}

/// What these people need of a place.
pub(crate) async fn needs_of(
    db: &impl ConnectionTrait,
    ids: &[PersonId],
) -> Result<Vec<access_need::Model>, DbErr> {
    access_need::Entity::find()
        .filter(access_need::Column::PersonId.is_in(ids.iter().copied()))
        .order_by_asc(access_need::Column::Feature)
        .all(db)
        .await
}

/// The roles that these people hold in an organisation on a day.
pub(crate) async fn works_for(
    db: &impl ConnectionTrait,
    ids: &[PersonId],
    body: OrganisationId,
    today: NaiveDate,
) -> Result<Vec<(PersonId, role::Kind)>, DbErr> {
    let rows = role::Entity::find()
        .filter(role::Column::PersonId.is_in(ids.iter().copied()))
        .filter(role::Column::OrganisationId.eq(body))
        .all(db)
        .await?;
    let in_force = rows.iter().filter(|row| is_in_force(row, today));
    Ok(in_force.map(|row| (row.person_id, row.kind)).collect())
}

/// Reads a person and keeps others from changing them until `tx` ends.
pub(super) async fn lock(
    tx: &DatabaseTransaction,
    id: PersonId,
) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find_by_id(id)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await
}

/// Writes somebody as they now are.
pub(super) async fn update(
    tx: &DatabaseTransaction,
    row: person::Model,
) -> Result<person::Model, DbErr> {
    row.into_active_model().reset_all().update(tx).await
}

/// Writes the languages somebody speaks or signs in the place of those recorded.
pub(super) async fn replace_languages(
    tx: &DatabaseTransaction,
    id: PersonId,
    languages: &[String],
) -> Result<(), DbErr> {
    person_language::Entity::delete_many()
        .filter(person_language::Column::PersonId.eq(id))
        .exec(tx)
        .await?;
    for language in languages {
        let row = person_language::Model {
            person_id: id,
            language: language.clone(),
        };
        person_language::Entity::insert(row.into_active_model())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Writes what somebody needs of a place in the place of what is recorded.
pub(super) async fn replace_needs(
    tx: &DatabaseTransaction,
    id: PersonId,
    needs: &[AccessFeature],
) -> Result<(), DbErr> {
    access_need::Entity::delete_many()
        .filter(access_need::Column::PersonId.eq(id))
        .exec(tx)
        .await?;
    for &feature in needs {
        let row = access_need::Model {
            person_id: id,
            feature,
        };
        access_need::Entity::insert(row.into_active_model())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// The roles of one person with the organisations they are held in.
pub(crate) async fn roles_of(
    db: &impl ConnectionTrait,
    id: PersonId,
    today: NaiveDate,
) -> Result<Vec<(Role, organisation::Model)>, DbErr> {
    let rows = role::Entity::find()
        .filter(role::Column::PersonId.eq(id))
        .find_also_related(organisation::Entity)
        .order_by_asc(role::Column::Kind)
        .order_by_asc(role::Column::Id)
        .all(db)
        .await?;
    let in_force = rows.into_iter().filter(|(row, _)| is_in_force(row, today));
    Ok(in_force
        .filter_map(|(row, organisation)| Some((read(&row), organisation?)))
        .collect())
}

/// The providers that have to do with a person: by a role there, or by a case.
pub(super) async fn providers_of(
    db: &impl ConnectionTrait,
    id: PersonId,
    today: NaiveDate,
) -> Result<Vec<OrganisationId>, DbErr> {
    let by_role = role::Entity::find()
        .filter(role::Column::PersonId.eq(id))
        .all(db)
        .await?;
    let by_case: Vec<OrganisationId> = case::Entity::find()
        .select_only()
        .column(case::Column::ProviderId)
        .distinct()
        .filter(case::Column::Id.in_subquery(cases_with(id, true)))
        .into_tuple()
        .all(db)
        .await?;
    let in_force = by_role.into_iter().filter(|row| is_in_force(row, today));
    Ok(in_force
        .map(|row| row.organisation_id)
        .chain(by_case)
        .collect())
}

/// The cases in which a person has a seat or comes to a live meeting; not those where the person
/// could take a seat, which is for arrangers to know.
pub(super) async fn cases_of(
    db: &impl ConnectionTrait,
    id: PersonId,
) -> Result<Vec<CaseId>, DbErr> {
    case::Entity::find()
        .select_only()
        .column(case::Column::Id)
        .filter(case::Column::Id.in_subquery(cases_with(id, false)))
        .into_tuple()
        .all(db)
        .await
}

/// The cases somebody has to do with; `pools` also counts seats that the person could take.
fn cases_with(id: PersonId, pools: bool) -> SelectStatement {
    let seats_in_a_pool = Query::select()
        .column(pool_member::Column::ParticipantId)
        .from(pool_member::Entity)
        .and_where(pool_member::Column::PersonId.eq(id))
        .to_owned();
    let attended = Query::select()
        .column(attendee::Column::MeetingId)
        .from(attendee::Entity)
        .and_where(attendee::Column::PersonId.eq(id))
        .to_owned();
    let by_meeting = Query::select()
        .column(meeting::Column::CaseId)
        .from(meeting::Entity)
        .and_where(meeting::Column::Id.in_subquery(attended))
        .and_where(
            meeting::Column::State.is_in([meeting::State::Confirmed, meeting::State::Completed]),
        )
        .to_owned();
    let by_child = Query::select()
        .column(entities::child::Column::Id)
        .from(entities::child::Entity)
        .and_where(entities::child::Column::PersonId.eq(id))
        .to_owned();
    let mut seat = Condition::any().add(participant::Column::PersonId.eq(id));
    if pools {
        seat = seat.add(participant::Column::Id.in_subquery(seats_in_a_pool));
    }
    let by_seat = Query::select()
        .column(participant::Column::CaseId)
        .from(participant::Entity)
        .cond_where(seat)
        .to_owned();
    Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .cond_where(
            Condition::any()
                .add(case::Column::Id.in_subquery(by_seat))
                .add(case::Column::Id.in_subquery(by_meeting))
                .add(case::Column::ChildId.in_subquery(by_child)),
        )
        .to_owned()
}
