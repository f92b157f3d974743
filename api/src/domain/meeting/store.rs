//! Queries about meetings.

use chrono::{DateTime, Utc};
use entities::{
    CaseId, MeetingId, OrganisationId, PersonId, ResourceId, RoomId, attendee, booking, contract,
    meeting, person, room,
};
use sea_orm::sea_query::{Expr, LockType, OnConflict, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::rules::{Held, Wanted};

/// One meeting.
pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    id: MeetingId,
) -> Result<Option<meeting::Model>, DbErr> {
    meeting::Entity::find_by_id(id).one(db).await
}

/// Reads a meeting and keeps others from changing it until `tx` ends.
pub(super) async fn lock(
    tx: &DatabaseTransaction,
    id: MeetingId,
) -> Result<Option<meeting::Model>, DbErr> {
    meeting::Entity::find_by_id(id)
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await
}

/// The meetings of some cases, earliest first.
pub(crate) async fn of_cases(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<meeting::Model>, DbErr> {
    meeting::Entity::find()
        .filter(meeting::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(meeting::Column::StartsAt)
        .order_by_asc(meeting::Column::Id)
        .all(db)
        .await
}

/// Who comes to some meetings, in a fixed order.
pub(crate) async fn attendees_of(
    db: &impl ConnectionTrait,
    ids: &[MeetingId],
) -> Result<Vec<attendee::Model>, DbErr> {
    attendee::Entity::find()
        .filter(attendee::Column::MeetingId.is_in(ids.iter().copied()))
        .order_by_asc(attendee::Column::Role)
        .order_by_asc(attendee::Column::Id)
        .all(db)
        .await
}

/// Keeps other transactions from booking any of these until `tx` ends.
pub(super) async fn lock_resources(
    tx: &DatabaseTransaction,
    wanted: &[Wanted],
) -> Result<(), DbErr> {
    let of = |kind: booking::ResourceKind| {
        wanted
            .iter()
            .filter(move |want| want.kind == kind)
            .map(|want| want.resource.0)
    };
    person::Entity::find()
        .filter(person::Column::Id.is_in(of(booking::ResourceKind::Person).map(PersonId)))
        .order_by_asc(person::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(tx)
        .await?;
    room::Entity::find()
        .filter(room::Column::Id.is_in(of(booking::ResourceKind::Room).map(RoomId)))
        .lock(LockType::NoKeyUpdate)
        .all(tx)
        .await?;
    Ok(())
}

/// Lets go of what expired holds still have of these, and of the case's own expired holds.
pub(super) async fn lapse_expired(
    tx: &DatabaseTransaction,
    case: CaseId,
    wanted: &[Wanted],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let on_these = Query::select()
        .column(booking::Column::MeetingId)
        .from(booking::Entity)
        .and_where(booking::Column::ResourceId.is_in(resources(wanted)))
        .and_where(booking::Column::Status.eq(booking::Status::Held))
        .to_owned();
    let expired: Vec<MeetingId> = meeting::Entity::find()
        .filter(meeting::Column::State.eq(meeting::State::Held))
        .filter(meeting::Column::ExpiresAt.lte(now))
        .filter(
            Condition::any()
                .add(meeting::Column::CaseId.eq(case))
                .add(meeting::Column::Id.in_subquery(on_these)),
        )
        .order_by_asc(meeting::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(tx)
        .await?
        .into_iter()
        .map(|row| row.id)
        .collect();
    if expired.is_empty() {
        return Ok(());
    }
    meeting::Entity::update_many()
        .col_expr(meeting::Column::State, Expr::value(meeting::State::Lapsed))
        .col_expr(
            meeting::Column::ExpiresAt,
            Expr::value(None::<DateTime<Utc>>),
        )
        .col_expr(
            meeting::Column::Version,
            Expr::col(meeting::Column::Version).add(1),
        )
        .filter(meeting::Column::Id.is_in(expired.clone()))
        .exec(tx)
        .await?;
    booking::Entity::update_many()
        .col_expr(
            booking::Column::Status,
            Expr::value(booking::Status::Released),
        )
        .filter(booking::Column::MeetingId.is_in(expired))
        .exec(tx)
        .await?;
    Ok(())
}

/// Live bookings that overlap what is wanted.
pub(super) async fn overlapping(
    tx: &DatabaseTransaction,
    wanted: &[Wanted],
) -> Result<Vec<booking::Model>, DbErr> {
    let clash = wanted.iter().fold(Condition::any(), |clash, want| {
        clash.add(
            Condition::all()
                .add(booking::Column::ResourceId.eq(want.resource))
                .add(booking::Column::StartsAt.lt(want.ends_at))
                .add(booking::Column::EndsAt.gt(want.starts_at)),
        )
    });
    booking::Entity::find()
        .filter(booking::Column::Status.ne(booking::Status::Released))
        .filter(clash)
        .order_by_asc(booking::Column::ResourceKind)
        .order_by_asc(booking::Column::Id)
        .all(tx)
        .await
}

fn resources(wanted: &[Wanted]) -> impl Iterator<Item = ResourceId> {
    wanted.iter().map(|want| want.resource)
}

/// The case's meeting that is held or confirmed.
pub(super) async fn live_of(
    tx: &DatabaseTransaction,
    id: CaseId,
) -> Result<Option<meeting::Model>, DbErr> {
    meeting::Entity::find()
        .filter(meeting::Column::CaseId.eq(id))
        .filter(meeting::Column::State.is_in([meeting::State::Held, meeting::State::Confirmed]))
        .one(tx)
        .await
}

/// Adds a held meeting with everybody and everything it takes; `None` when one of them was taken in
/// the same moment, and nothing must then be committed.
///
/// Rows that the constraint refuses are skipped and counted, in the order of their resources: plain
/// inserts that race for a slot can end in a deadlock on PostgreSQL, these cannot.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    held: Held,
) -> Result<Option<meeting::Model>, DbErr> {
    let row = held.meeting.insert(tx).await?;
    attendee::Entity::insert_many(held.attendees)
        .exec(tx)
        .await?;
    let wanted = held.bookings.len() as u64;
    let booked = booking::Entity::insert_many(held.bookings)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await;
    match booked {
        Ok(booked) if booked == wanted => Ok(Some(row)),
        Ok(_) => Ok(None),
        Err(error) if booking::is_overlap(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Changes the status of a meeting's live bookings; answers how many there were.
pub(super) async fn set_bookings(
    tx: &DatabaseTransaction,
    id: MeetingId,
    status: booking::Status,
) -> Result<u64, DbErr> {
    let result = booking::Entity::update_many()
        .col_expr(booking::Column::Status, Expr::value(status))
        .filter(booking::Column::MeetingId.eq(id))
        .filter(booking::Column::Status.ne(booking::Status::Released))
        .exec(tx)
        .await?;
    Ok(result.rows_affected)
}

/// Keeps two meetings from taking the last one of a service's contracts until `tx` ends.
pub(super) async fn lock_contracts(
    tx: &DatabaseTransaction,
    provider: OrganisationId,
) -> Result<(), DbErr> {
    contract::Entity::find()
        .filter(contract::Column::ProviderId.eq(provider))
        .filter(contract::Column::VolumeCap.is_not_null())
        .order_by_asc(contract::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(tx)
        .await?;
    Ok(())
}

/// Writes a changed meeting.
pub(super) async fn update(
    tx: &DatabaseTransaction,
    row: meeting::ActiveModel,
) -> Result<meeting::Model, DbErr> {
    row.update(tx).await
}
