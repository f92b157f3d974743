//! Queries about who takes part in a case.

use entities::{
    AttendanceProposalId, CaseId, ParticipantId, PersonId, alternative_person, attendance_answer,
    attendance_proposal, attendee, authority, availability_request, case, child, childs_view,
    former_family, interpreter_booking, kept_apart, meeting, organisation, participant,
    pool_member, seat_basis,
};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::database::insert_all;

/// Adds a seat and the basis on which whoever has it attends.
pub(super) async fn insert_seat(
    tx: &DatabaseTransaction,
    seat: participant::Model,
    basis: seat_basis::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![seat]).await?;
    insert_all(tx, vec![basis]).await
}

/// Adds a seat as it was elsewhere.
pub(super) async fn copy_seat(
    tx: &DatabaseTransaction,
    seat: participant::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![seat]).await
}

/// Writes a seat as it now is.
pub(super) async fn update_seat(
    tx: &DatabaseTransaction,
    seat: participant::Model,
) -> Result<(), DbErr> {
    let seat = seat.into_active_model().reset_all();
    seat.update(tx).await.map(|_| ())
}

/// Writes the basis of a seat, in the place of the one recorded.
pub(super) async fn put_seat_basis(
    tx: &DatabaseTransaction,
    row: seat_basis::Model,
) -> Result<(), DbErr> {
    seat_basis::Entity::delete_by_id(row.participant_id)
        .exec(tx)
        .await?;
    insert_all(tx, vec![row]).await
}

/// Writes who may fill a seat and what each may decide, in the place of what is recorded.
pub(super) async fn replace_pool(
    tx: &DatabaseTransaction,
    seat: ParticipantId,
    pool: Vec<pool_member::Model>,
    authorities: Vec<authority::Model>,
) -> Result<(), DbErr> {
    remember_family(tx, seat).await?;
    pool_member::Entity::delete_many()
        .filter(pool_member::Column::ParticipantId.eq(seat))
        .exec(tx)
        .await?;
    authority::Entity::delete_many()
        .filter(authority::Column::ParticipantId.eq(seat))
        .exec(tx)
        .await?;
    for row in pool {
        insert_all(tx, vec![row]).await?;
    }
    for row in authorities {
        insert_all(tx, vec![row]).await?;
    }
    Ok(())
}

/// Notes who has a seat as the family or the child, before that changes: a dispute between agencies
/// about the child stays closed to them.
async fn remember_family(tx: &DatabaseTransaction, id: ParticipantId) -> Result<(), DbErr> {
    let seat = participant::Entity::find_by_id(id).one(tx).await?;
    let is_family = |seat: &participant::Model| {
        [participant::Role::Family, participant::Role::Child].contains(&seat.role)
    };
    let Some(seat) = seat.filter(is_family) else {
        return Ok(());
    };
    let Some(about) = case::Entity::find_by_id(seat.case_id).one(tx).await? else {
        return Ok(());
    };
    let pool = pool_member::Entity::find()
        .filter(pool_member::Column::ParticipantId.eq(id))
        .all(tx)
        .await?;
    let pooled = pool.into_iter().map(|row| row.person_id);
    for person_id in seat.person_id.into_iter().chain(pooled) {
        let row = former_family::Model {
            child_id: about.child_id,
            person_id,
        };
        former_family::Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Takes a seat away. Who came to a meeting that is over is kept, without the seat.
pub(super) async fn delete_seat(tx: &DatabaseTransaction, id: ParticipantId) -> Result<(), DbErr> {
    remember_family(tx, id).await?;
    attendee::Entity::update_many()
        .col_expr(
            attendee::Column::ParticipantId,
            Expr::value(Option::<ParticipantId>::None),
        )
        .filter(attendee::Column::ParticipantId.eq(id))
        .exec(tx)
        .await?;
    availability_request::Entity::delete_many()
        .filter(availability_request::Column::ParticipantId.eq(id))
        .exec(tx)
        .await?;
    participant::Entity::delete_by_id(id)
        .exec(tx)
        .await
        .map(|_| ())
}

/// The live meetings of a case, and who comes to each.
pub(super) async fn live(
    db: &impl ConnectionTrait,
    case: CaseId,
) -> Result<Vec<(meeting::Model, Vec<attendee::Model>)>, DbErr> {
    meeting::Entity::find()
        .filter(meeting::Column::CaseId.eq(case))
        .filter(meeting::Column::State.is_in([meeting::State::Held, meeting::State::Confirmed]))
        .order_by_asc(meeting::Column::StartsAt)
        .order_by_asc(meeting::Column::Id)
        .find_with_related(attendee::Entity)
        .all(db)
        .await
}

/// On what basis the people with these seats attend.
pub(crate) async fn seat_bases_of(
    db: &impl ConnectionTrait,
    ids: &[ParticipantId],
) -> Result<Vec<seat_basis::Model>, DbErr> {
    seat_basis::Entity::find()
        .filter(seat_basis::Column::ParticipantId.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// Who must not be in contact in these cases.
pub(crate) async fn apart_in(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<kept_apart::Model>, DbErr> {
    kept_apart::Entity::find()
        .filter(kept_apart::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(kept_apart::Column::PersonId)
        .order_by_asc(kept_apart::Column::OtherId)
        .all(db)
        .await
}

/// Keeps two people of a case apart.
pub(super) async fn keep_apart(
    tx: &DatabaseTransaction,
    row: kept_apart::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// No longer keeps two people of a case apart; how many restrictions there were.
pub(super) async fn let_meet(
    tx: &DatabaseTransaction,
    case: CaseId,
    (one, other): (PersonId, PersonId),
) -> Result<u64, DbErr> {
    let either = |first: PersonId, second: PersonId| {
        Condition::all()
            .add(kept_apart::Column::PersonId.eq(first))
            .add(kept_apart::Column::OtherId.eq(second))
    };
    let done = kept_apart::Entity::delete_many()
        .filter(kept_apart::Column::CaseId.eq(case))
        .filter(
            Condition::any()
                .add(either(one, other))
                .add(either(other, one)),
        )
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

/// Who stands in place of a young person in these cases.
pub(crate) async fn alternatives_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<alternative_person::Model>, DbErr> {
    alternative_person::Entity::find()
        .filter(alternative_person::Column::CaseId.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// Names who stands in place of a young person, in the place of whoever was named.
pub(super) async fn put_alternative(
    tx: &DatabaseTransaction,
    row: alternative_person::Model,
) -> Result<(), DbErr> {
    alternative_person::Entity::delete_by_id(row.case_id)
        .exec(tx)
        .await?;
    insert_all(tx, vec![row]).await
}

/// What the child thinks, as it was taken down in these cases, the first first.
pub(crate) async fn views_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<childs_view::Model>, DbErr> {
    childs_view::Entity::find()
        .filter(childs_view::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(childs_view::Column::RecordedAt)
        .order_by_asc(childs_view::Column::Id)
        .all(db)
        .await
}

/// Takes down what the child thinks.
pub(super) async fn insert_view(
    tx: &DatabaseTransaction,
    row: childs_view::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// Who wishes to attend these cases, the first first.
pub(crate) async fn proposals_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<attendance_proposal::Model>, DbErr> {
    attendance_proposal::Entity::find()
        .filter(attendance_proposal::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(attendance_proposal::Column::AskedOn)
        .order_by_asc(attendance_proposal::Column::Id)
        .all(db)
        .await
}

/// What the parties say to these proposals.
pub(crate) async fn answers_of(
    db: &impl ConnectionTrait,
    ids: &[AttendanceProposalId],
) -> Result<Vec<attendance_answer::Model>, DbErr> {
    attendance_answer::Entity::find()
        .filter(attendance_answer::Column::ProposalId.is_in(ids.iter().copied()))
        .order_by_asc(attendance_answer::Column::ParticipantId)
        .all(db)
        .await
}

/// Adds somebody who wishes to attend.
pub(super) async fn insert_proposal(
    tx: &DatabaseTransaction,
    row: attendance_proposal::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// Writes a proposal as it now is.
pub(super) async fn update_proposal(
    tx: &DatabaseTransaction,
    row: attendance_proposal::Model,
) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}

/// Writes what a party says, in the place of what it said before.
pub(super) async fn put_answer(
    tx: &DatabaseTransaction,
    row: attendance_answer::Model,
) -> Result<(), DbErr> {
    attendance_answer::Entity::delete_by_id((row.proposal_id, row.participant_id))
        .exec(tx)
        .await?;
    insert_all(tx, vec![row]).await
}

/// The interpreters booked for these cases, the first first.
pub(crate) async fn interpreters_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<interpreter_booking::Model>, DbErr> {
    interpreter_booking::Entity::find()
        .filter(interpreter_booking::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(interpreter_booking::Column::BookedAt)
        .order_by_asc(interpreter_booking::Column::Id)
        .all(db)
        .await
}

/// Adds a booking of interpreters.
pub(super) async fn insert_interpreters(
    tx: &DatabaseTransaction,
    row: interpreter_booking::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// The child of a case.
pub(crate) async fn child(
    db: &impl ConnectionTrait,
    id: entities::ChildId,
) -> Result<child::Model, DbErr> {
    let found = child::Entity::find_by_id(id).one(db).await?;
    found.ok_or_else(|| DbErr::RecordNotFound("a case has no child".to_owned()))
}

/// A body.
pub(crate) async fn body(
    db: &impl ConnectionTrait,
    id: entities::OrganisationId,
) -> Result<Option<organisation::Model>, DbErr> {
    organisation::Entity::find_by_id(id).limit(1).one(db).await
}
