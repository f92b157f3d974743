//! Evaluations in the database.

use chrono::{DateTime, Utc};
use entities::participant::Role;
use entities::{CaseId, PersonId, attendee, case, evaluation, meeting};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::rules::Scope;

/// The invitations and answers of some cases, in the order of who was invited first.
pub(crate) async fn of_cases(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<evaluation::Model>, DbErr> {
    evaluation::Entity::find()
        .filter(evaluation::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(evaluation::Column::InvitedAt)
        .order_by_asc(evaluation::Column::PersonId)
        .all(db)
        .await
}

/// Writes an answer.
pub(super) async fn update(tx: &DatabaseTransaction, row: evaluation::Model) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}

/// What came in between two instants about cases of some services and authorities.
pub(super) async fn submitted(
    db: &impl ConnectionTrait,
    between: (DateTime<Utc>, DateTime<Utc>),
    scope: Scope,
) -> Result<Vec<evaluation::Model>, DbErr> {
    let cases = Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .cond_where(
            Condition::any()
                .add(case::Column::ProviderId.is_in(scope.providers))
                .add(case::Column::LaId.is_in(scope.authorities)),
        )
        .to_owned();
    within(db, between, cases).await
}

/// What came in between two instants about meetings that somebody mediated.
pub(super) async fn mediated(
    db: &impl ConnectionTrait,
    between: (DateTime<Utc>, DateTime<Utc>),
    mediator: PersonId,
) -> Result<Vec<evaluation::Model>, DbErr> {
    let meetings = Query::select()
        .column(attendee::Column::MeetingId)
        .from(attendee::Entity)
        .and_where(attendee::Column::PersonId.eq(mediator))
        .and_where(attendee::Column::Role.eq(Role::Mediator))
        .to_owned();
    let cases = Query::select()
        .column(meeting::Column::CaseId)
        .from(meeting::Entity)
        .and_where(meeting::Column::State.eq(meeting::State::Completed))
        .and_where(meeting::Column::Id.in_subquery(meetings))
        .to_owned();
    within(db, between, cases).await
}

async fn within(
    db: &impl ConnectionTrait,
    (from_at, until_at): (DateTime<Utc>, DateTime<Utc>),
    cases: SelectStatement,
) -> Result<Vec<evaluation::Model>, DbErr> {
    evaluation::Entity::find()
        .filter(evaluation::Column::SubmittedAt.gte(from_at))
        .filter(evaluation::Column::SubmittedAt.lt(until_at))
        .filter(evaluation::Column::CaseId.in_subquery(cases))
        .all(db)
        .await
}
