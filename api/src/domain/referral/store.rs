//! Queries about referrals, attempts to reach a family, and enquiries.

use entities::{
    CaseId, ChildId, OrganisationId, PersonId, case, child, contact_attempt, enquiry, issue,
    participant, person, pool_member, referral, referral_avenue, role,
};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, Order as Direction, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::enquiry::{Position, Slice};
use crate::database::insert_all;

/// Adds a case.
pub(super) async fn insert_case(tx: &DatabaseTransaction, row: case::Model) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// Adds how a case came.
pub(super) async fn insert_referral(
    tx: &DatabaseTransaction,
    row: referral::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// Adds what was tried before.
pub(super) async fn insert_avenue(
    tx: &DatabaseTransaction,
    row: referral_avenue::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// Adds an issue.
pub(super) async fn insert_issue(tx: &DatabaseTransaction, row: issue::Model) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// Adds an attempt to reach a family.
pub(super) async fn insert_attempt(
    tx: &DatabaseTransaction,
    row: contact_attempt::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// Adds an enquiry.
pub(super) async fn insert_enquiry(
    tx: &DatabaseTransaction,
    row: enquiry::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// Adds a child.
pub(super) async fn insert_child(tx: &DatabaseTransaction, row: child::Model) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// Writes a child as it now is.
pub(super) async fn update_child(tx: &DatabaseTransaction, row: child::Model) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}

/// Writes how a case came, as it now is.
pub(super) async fn update_referral(
    tx: &DatabaseTransaction,
    row: referral::Model,
) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}

/// How a case came; `None` for one that was opened otherwise.
pub(super) async fn referral(
    tx: &DatabaseTransaction,
    id: CaseId,
) -> Result<Option<referral::Model>, DbErr> {
    referral::Entity::find_by_id(id).one(tx).await
}

/// How these cases came.
pub(crate) async fn referrals_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<referral::Model>, DbErr> {
    referral::Entity::find()
        .filter(referral::Column::CaseId.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// What was tried before these cases came.
pub(crate) async fn avenues_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<referral_avenue::Model>, DbErr> {
    referral_avenue::Entity::find()
        .filter(referral_avenue::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(referral_avenue::Column::Avenue)
        .all(db)
        .await
}

/// How often the families of these cases were tried to be reached, the first first.
pub(crate) async fn attempts_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<contact_attempt::Model>, DbErr> {
    contact_attempt::Entity::find()
        .filter(contact_attempt::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(contact_attempt::Column::AttemptedAt)
        .order_by_asc(contact_attempt::Column::Id)
        .all(db)
        .await
}

/// The child that is this person.
pub(super) async fn child_of(
    tx: &DatabaseTransaction,
    person: PersonId,
) -> Result<Option<child::Model>, DbErr> {
    child::Entity::find()
        .filter(child::Column::PersonId.eq(person))
        .one(tx)
        .await
}

/// A child by its id.
pub(super) async fn child(
    tx: &DatabaseTransaction,
    id: ChildId,
) -> Result<Option<child::Model>, DbErr> {
    child::Entity::find_by_id(id).one(tx).await
}

/// The cases of a service with an authority, each with its child's name.
pub(super) async fn cases_with_names(
    tx: &DatabaseTransaction,
    provider: OrganisationId,
    la: OrganisationId,
) -> Result<Vec<(case::Model, Option<person::Model>)>, DbErr> {
    let rows = case::Entity::find()
        .filter(case::Column::ProviderId.eq(provider))
        .filter(case::Column::LaId.eq(la))
        .filter(case::Column::State.is_not_in([
            case::State::Closed,
            case::State::Withdrawn,
            case::State::Declined,
            case::State::Lapsed,
        ]))
        .find_also_related(child::Entity)
        .order_by_asc(case::Column::Reference)
        .all(tx)
        .await?;
    let people = rows.iter().filter_map(|(_, child)| child.as_ref());
    let people: Vec<_> = people.map(|child| child.person_id).collect();
    let people = crate::domain::person::by_ids(tx, &people).await?;
    let name = |child: Option<child::Model>| {
        let id = child?.person_id;
        people.iter().find(|person| person.id == id).cloned()
    };
    Ok(rows
        .into_iter()
        .map(|(row, child)| (row, name(child)))
        .collect())
}

/// Whether somebody has to do with any other case than this one, or works for anybody.
pub(super) async fn is_known_elsewhere(
    tx: &DatabaseTransaction,
    id: PersonId,
    case: CaseId,
) -> Result<bool, DbErr> {
    let pooled = Query::select()
        .column(pool_member::Column::ParticipantId)
        .from(pool_member::Entity)
        .and_where(pool_member::Column::PersonId.eq(id))
        .to_owned();
    let children = Query::select()
        .column(child::Column::Id)
        .from(child::Entity)
        .and_where(child::Column::PersonId.eq(id))
        .to_owned();
    let seats = participant::Entity::find()
        .filter(participant::Column::CaseId.ne(case))
        .filter(
            Condition::any()
                .add(participant::Column::PersonId.eq(id))
                .add(participant::Column::Id.in_subquery(pooled)),
        )
        .count(tx)
        .await?;
    let cases = case::Entity::find()
        .filter(case::Column::Id.ne(case))
        .filter(case::Column::ChildId.in_subquery(children))
        .count(tx)
        .await?;
    let roles = role::Entity::find()
        .filter(role::Column::PersonId.eq(id))
        .count(tx)
        .await?;
    Ok(0 < seats + cases + roles)
}

/// Erases what hangs from a case: who took part, what is in dispute, what was tried, and how often the
/// family was tried to be reached.
pub(super) async fn erase_parts(tx: &DatabaseTransaction, id: CaseId) -> Result<(), DbErr> {
    participant::Entity::delete_many()
        .filter(participant::Column::CaseId.eq(id))
        .exec(tx)
        .await?;
    issue::Entity::delete_many()
        .filter(issue::Column::CaseId.eq(id))
        .exec(tx)
        .await?;
    entities::case_clock::Entity::delete_many()
        .filter(entities::case_clock::Column::CaseId.eq(id))
        .exec(tx)
        .await?;
    referral_avenue::Entity::delete_many()
        .filter(referral_avenue::Column::CaseId.eq(id))
        .exec(tx)
        .await?;
    contact_attempt::Entity::delete_many()
        .filter(contact_attempt::Column::CaseId.eq(id))
        .exec(tx)
        .await?;
    entities::childs_view::Entity::delete_many()
        .filter(entities::childs_view::Column::CaseId.eq(id))
        .exec(tx)
        .await?;
    entities::attendance_proposal::Entity::delete_many()
        .filter(entities::attendance_proposal::Column::CaseId.eq(id))
        .exec(tx)
        .await?;
    entities::alternative_person::Entity::delete_many()
        .filter(entities::alternative_person::Column::CaseId.eq(id))
        .exec(tx)
        .await?;
    entities::interpreter_booking::Entity::delete_many()
        .filter(entities::interpreter_booking::Column::CaseId.eq(id))
        .exec(tx)
        .await?;
    entities::kept_apart::Entity::delete_many()
        .filter(entities::kept_apart::Column::CaseId.eq(id))
        .exec(tx)
        .await
        .map(|_| ())
}

/// A part of the enquiries to some services, newest first.
pub(super) async fn enquiries(
    db: &impl ConnectionTrait,
    providers: &[OrganisationId],
    slice: &Slice,
) -> Result<Vec<enquiry::Model>, DbErr> {
    use enquiry::Column;
    let mut query =
        enquiry::Entity::find().filter(Column::ProviderId.is_in(providers.iter().copied()));
    let older = |position: &Position| {
        Condition::any()
            .add(Column::RecordedAt.lt(position.recorded_at))
            .add(
                Condition::all()
                    .add(Column::RecordedAt.eq(position.recorded_at))
                    .add(Column::Id.lt(position.id)),
            )
    };
    let newer = |position: &Position| {
        Condition::any()
            .add(Column::RecordedAt.gt(position.recorded_at))
            .add(
                Condition::all()
                    .add(Column::RecordedAt.eq(position.recorded_at))
                    .add(Column::Id.gt(position.id)),
            )
    };
    if let Some(after) = &slice.after {
        query = query.filter(older(after));
    }
    if let Some(before) = &slice.before {
        query = query.filter(newer(before));
    }
    let direction = if slice.is_backwards {
        Direction::Asc
    } else {
        Direction::Desc
    };
    let mut rows = query
        .order_by(Column::RecordedAt, direction.clone())
        .order_by(Column::Id, direction)
        .limit(slice.limit)
        .all(db)
        .await?;
    if slice.is_backwards {
        rows.reverse();
    }
    Ok(rows)
}
