//! Queries about availability.

use chrono::{DateTime, Utc};
use entities::{
    AvailabilityRequestId, CaseId, PersonId, WindowId, availability_request, availability_window,
    person,
};
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::database::insert_all;

/// Somebody's windows that lie between two instants, in order.
pub(super) async fn windows(
    db: &impl ConnectionTrait,
    person: PersonId,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<availability_window::Model>, DbErr> {
    availability_window::Entity::find()
        .filter(availability_window::Column::PersonId.eq(person))
        .filter(availability_window::Column::EndsAt.gt(from))
        .filter(availability_window::Column::StartsAt.lt(until))
        .order_by_asc(availability_window::Column::StartsAt)
        .order_by_asc(availability_window::Column::Id)
        .all(db)
        .await
}

/// One window.
pub(super) async fn window(
    db: &impl ConnectionTrait,
    id: WindowId,
) -> Result<Option<availability_window::Model>, DbErr> {
    availability_window::Entity::find_by_id(id).one(db).await
}

/// Keeps others from changing somebody's times until `tx` ends; whether there is such a person.
pub(super) async fn lock_person(tx: &DatabaseTransaction, id: PersonId) -> Result<bool, DbErr> {
    Ok(person::Entity::find_by_id(id)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await?
        .is_some())
}

/// Removes windows.
pub(super) async fn delete(tx: &DatabaseTransaction, ids: Vec<WindowId>) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    availability_window::Entity::delete_many()
        .filter(availability_window::Column::Id.is_in(ids))
        .exec(tx)
        .await?;
    Ok(())
}

/// Adds windows.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    rows: Vec<availability_window::Model>,
) -> Result<(), DbErr> {
    insert_all(tx, rows).await
}

/// Marks every question that waits for somebody as answered.
pub(super) async fn answer_requests(
    tx: &DatabaseTransaction,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    availability_request::Entity::update_many()
        .col_expr(availability_request::Column::AnsweredAt, Expr::value(now))
        .filter(availability_request::Column::PersonId.eq(person))
        .filter(availability_request::Column::AnsweredAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// The questions asked in some cases, in the order of asking.
pub(crate) async fn requests_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<availability_request::Model>, DbErr> {
    availability_request::Entity::find()
        .filter(availability_request::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(availability_request::Column::SentAt)
        .order_by_asc(availability_request::Column::Id)
        .all(db)
        .await
}

/// One question.
pub(super) async fn request(
    db: &impl ConnectionTrait,
    id: AvailabilityRequestId,
) -> Result<Option<availability_request::Model>, DbErr> {
    availability_request::Entity::find_by_id(id).one(db).await
}

/// Adds questions.
pub(super) async fn insert_requests(
    tx: &DatabaseTransaction,
    rows: Vec<availability_request::ActiveModel>,
) -> Result<(), DbErr> {
    if !rows.is_empty() {
        availability_request::Entity::insert_many(rows)
            .exec(tx)
            .await?;
    }
    Ok(())
}
