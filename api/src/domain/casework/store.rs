//! Casework in the database.

use chrono::{DateTime, Utc};
use entities::{
    CaseId, MatterId, NextStepId, PersonId, case, case_clock, case_event, case_record, certificate,
    issue, next_step, participant,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait as _,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use crate::database::insert_all;
use crate::law::Rule;

/// What a case's events have left behind.
pub(super) async fn record_of(
    tx: &DatabaseTransaction,
    row: &case::Model,
) -> Result<case_record::Model, DbErr> {
    let found = case_record::Entity::find_by_id(row.id).one(tx).await?;
    found.ok_or_else(|| DbErr::RecordNotFound("a case has no record".to_owned()))
}

/// Gives a case its record.
pub(super) async fn insert_record(
    tx: &DatabaseTransaction,
    record: case_record::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![record]).await
}

/// The cases of the matter of a case, itself among them, by id.
pub(super) async fn matter_of(tx: &DatabaseTransaction, id: CaseId) -> Result<Vec<CaseId>, DbErr> {
    let record = case_record::Entity::find_by_id(id).one(tx).await?;
    let Some(record) = record else {
        return Ok(vec![id]);
    };
    let records = case_record::Entity::find()
        .filter(case_record::Column::MatterId.eq(record.matter_id))
        .order_by_asc(case_record::Column::CaseId)
        .all(tx)
        .await?;
    Ok(records.into_iter().map(|record| record.case_id).collect())
}

/// The cases of a matter, in the order in which they were opened.
pub(super) async fn matter(
    db: &impl ConnectionTrait,
    id: MatterId,
) -> Result<Vec<case::Model>, DbErr> {
    let records = case_record::Entity::find()
        .filter(case_record::Column::MatterId.eq(id))
        .all(db)
        .await?;
    case::Entity::find()
        .filter(case::Column::Id.is_in(records.iter().map(|record| record.case_id)))
        .order_by_asc(case::Column::OpenedAt)
        .order_by_asc(case::Column::Id)
        .all(db)
        .await
}

/// Writes a record as it now is.
pub(super) async fn update_record(
    tx: &DatabaseTransaction,
    record: case_record::Model,
) -> Result<(), DbErr> {
    let record = record.into_active_model().reset_all();
    record.update(tx).await.map(|_| ())
}

/// Writes a case as it now is, at its next version.
pub(super) async fn update_case(
    tx: &DatabaseTransaction,
    mut row: case::Model,
) -> Result<case::Model, DbErr> {
    row.version += 1;
    row.into_active_model().reset_all().update(tx).await
}

/// Opens a case of its own kind beside another.
pub(super) async fn insert_case(
    tx: &DatabaseTransaction,
    row: case::Model,
    record: case_record::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await?;
    insert_record(tx, record).await
}

/// Takes the issues of a case away.
pub(super) async fn remove_issues(tx: &DatabaseTransaction, case: CaseId) -> Result<(), DbErr> {
    issue::Entity::delete_many()
        .filter(issue::Column::CaseId.eq(case))
        .exec(tx)
        .await
        .map(|_| ())
}

/// Adds issues.
pub(super) async fn insert_issues(
    tx: &DatabaseTransaction,
    rows: Vec<issue::Model>,
) -> Result<(), DbErr> {
    insert_all(tx, rows).await
}

/// Writes an issue as it now is.
pub(super) async fn update_issue(tx: &DatabaseTransaction, row: issue::Model) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    row.update(tx).await.map(|_| ())
}

/// Adds seats.
pub(super) async fn insert_seats(
    tx: &DatabaseTransaction,
    rows: Vec<participant::Model>,
) -> Result<(), DbErr> {
    insert_all(tx, rows).await
}

/// Whoever sits in a role is needed no longer; they may still come.
pub(super) async fn excuse(
    tx: &DatabaseTransaction,
    id: CaseId,
    role: participant::Role,
) -> Result<(), DbErr> {
    use participant::{Column, Requirement};
    participant::Entity::update_many()
        .col_expr(Column::Requirement, Expr::value(Requirement::Optional))
        .filter(Column::CaseId.eq(id))
        .filter(Column::Role.eq(role))
        .filter(Column::Requirement.eq(Requirement::Required))
        .exec(tx)
        .await
        .map(|_| ())
}

/// The position after the last event of a case.
pub(super) async fn next_sequence(tx: &DatabaseTransaction, id: CaseId) -> Result<i32, DbErr> {
    let last = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(id))
        .order_by_desc(case_event::Column::Sequence)
        .one(tx)
        .await?;
    Ok(last.map_or(0, |event| event.sequence) + 1)
}

/// Adds an event.
pub(super) async fn insert_event(
    tx: &DatabaseTransaction,
    event: case_event::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![event]).await
}

/// Adds what is owed.
pub(super) async fn insert_duties(
    tx: &DatabaseTransaction,
    duties: Vec<next_step::Model>,
) -> Result<(), DbErr> {
    insert_all(tx, duties).await
}

/// The clocks of a case.
pub(super) async fn clocks(
    tx: &DatabaseTransaction,
    id: CaseId,
) -> Result<Vec<case_clock::Model>, DbErr> {
    clocks_of(tx, &[id]).await
}

/// Writes a clock, in the place of the one of the same rule.
pub(super) async fn put_clock(
    tx: &DatabaseTransaction,
    clock: case_clock::Model,
) -> Result<(), DbErr> {
    use case_clock::Column;
    let mut anew = OnConflict::columns([Column::CaseId, Column::Rule]);
    anew.update_columns([
        Column::RuleFromOn,
        Column::StartedOn,
        Column::DueOn,
        Column::Citation,
        Column::Trace,
        Column::MetOn,
    ]);
    case_clock::Entity::insert(clock.into_active_model())
        .on_conflict(anew)
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}

/// Takes clocks away that no longer run for anything.
pub(super) async fn clear_clocks(
    tx: &DatabaseTransaction,
    id: CaseId,
    rules: &[Rule],
) -> Result<(), DbErr> {
    case_clock::Entity::delete_many()
        .filter(case_clock::Column::CaseId.eq(id))
        .filter(case_clock::Column::Rule.is_in(rules.iter().map(|rule| rule.id())))
        .filter(case_clock::Column::MetOn.is_null())
        .exec(tx)
        .await
        .map(|_| ())
}

/// What is owed by a clock's end is done.
pub(super) async fn complete_by_rule(
    tx: &DatabaseTransaction,
    case: CaseId,
    rule: &str,
    by: PersonId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    next_step::Entity::update_many()
        .col_expr(next_step::Column::DoneAt, Expr::value(at))
        .col_expr(next_step::Column::DoneBy, Expr::value(by.0))
        .filter(next_step::Column::CaseId.eq(case))
        .filter(next_step::Column::Rule.eq(rule))
        .filter(next_step::Column::DoneAt.is_null())
        .exec(tx)
        .await
        .map(|_| ())
}

/// The last day of what is owed by a clock moves with it.
pub(super) async fn move_by_rule(
    tx: &DatabaseTransaction,
    case: CaseId,
    rule: &str,
    due_on: chrono::NaiveDate,
) -> Result<(), DbErr> {
    next_step::Entity::update_many()
        .col_expr(next_step::Column::DueOn, Expr::value(due_on))
        .filter(next_step::Column::CaseId.eq(case))
        .filter(next_step::Column::Rule.eq(rule))
        .filter(next_step::Column::DoneAt.is_null())
        .exec(tx)
        .await
        .map(|_| ())
}

/// Takes a running clock away.
pub(super) async fn remove_clock(
    tx: &DatabaseTransaction,
    case: CaseId,
    rule: &str,
) -> Result<(), DbErr> {
    case_clock::Entity::delete_many()
        .filter(case_clock::Column::CaseId.eq(case))
        .filter(case_clock::Column::Rule.eq(rule))
        .filter(case_clock::Column::MetOn.is_null())
        .exec(tx)
        .await
        .map(|_| ())
}

/// Takes away what is owed by the end of a clock and not done.
pub(super) async fn remove_owed(
    tx: &DatabaseTransaction,
    case: CaseId,
    rule: &str,
) -> Result<(), DbErr> {
    next_step::Entity::delete_many()
        .filter(next_step::Column::CaseId.eq(case))
        .filter(next_step::Column::Rule.eq(rule))
        .filter(next_step::Column::DoneAt.is_null())
        .exec(tx)
        .await
        .map(|_| ())
}

/// Takes away what is still owed in these words.
pub(super) async fn remove_owed_as(
    tx: &DatabaseTransaction,
    case: CaseId,
    words: &[String],
) -> Result<(), DbErr> {
    next_step::Entity::delete_many()
        .filter(next_step::Column::CaseId.eq(case))
        .filter(next_step::Column::What.is_in(words))
        .filter(next_step::Column::DoneAt.is_null())
        .exec(tx)
        .await
        .map(|_| ())
}

/// Adds a certificate.
pub(super) async fn insert_certificate(
    tx: &DatabaseTransaction,
    row: certificate::Model,
) -> Result<(), DbErr> {
    insert_all(tx, vec![row]).await
}

/// Something owed.
pub(super) async fn next_step(
    db: &impl ConnectionTrait,
    id: NextStepId,
) -> Result<Option<next_step::Model>, DbErr> {
    next_step::Entity::find_by_id(id).one(db).await
}

/// Notes that something owed was done; `None` when it was before.
pub(super) async fn complete(
    tx: &DatabaseTransaction,
    id: NextStepId,
    by: PersonId,
    at: DateTime<Utc>,
) -> Result<Option<next_step::Model>, DbErr> {
    let found = next_step::Entity::find_by_id(id).lock_exclusive();
    let Some(row) = found.one(tx).await? else {
        return Ok(None);
    };
    if row.done_at.is_some() {
        return Ok(None);
    }
    let mut row = row.into_active_model();
    row.done_at = Set(Some(at));
    row.done_by = Set(Some(by));
    row.update(tx).await.map(Some)
}

/// What happened in some cases, in order.
pub(crate) async fn events_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<case_event::Model>, DbErr> {
    case_event::Entity::find()
        .filter(case_event::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(case_event::Column::CaseId)
        .order_by_asc(case_event::Column::Sequence)
        .all(db)
        .await
}

/// The clocks of some cases, the one that ends first first.
pub(crate) async fn clocks_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<case_clock::Model>, DbErr> {
    case_clock::Entity::find()
        .filter(case_clock::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(case_clock::Column::DueOn)
        .order_by_asc(case_clock::Column::Rule)
        .all(db)
        .await
}

/// What is owed in some cases and not done, what is due first first and what has no day last.
pub(crate) async fn owed_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<next_step::Model>, DbErr> {
    next_step::Entity::find()
        .filter(next_step::Column::CaseId.is_in(ids.iter().copied()))
        .filter(next_step::Column::DoneAt.is_null())
        .order_by_asc(Expr::col(next_step::Column::DueOn).is_null())
        .order_by_asc(next_step::Column::DueOn)
        .order_by_asc(next_step::Column::EventSequence)
        .order_by_asc(next_step::Column::Id)
        .all(db)
        .await
}

/// The certificates of some cases.
pub(crate) async fn certificates_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<certificate::Model>, DbErr> {
    certificate::Entity::find()
        .filter(certificate::Column::CaseId.is_in(ids.iter().copied()))
        .all(db)
        .await
}
