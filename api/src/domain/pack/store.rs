//! The pack of a facilitated meeting in the database.

use chrono::NaiveDate;
use entities::{CaseId, agenda_item, case_record, meeting_notes, meeting_paper, note_comment};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

/// The agendas of some cases, in order.
pub(crate) async fn agenda_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<agenda_item::Model>, DbErr> {
    agenda_item::Entity::find()
        .filter(agenda_item::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(agenda_item::Column::CaseId)
        .order_by_asc(agenda_item::Column::Position)
        .all(db)
        .await
}

/// The papers of some cases, in order.
pub(crate) async fn papers_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<meeting_paper::Model>, DbErr> {
    meeting_paper::Entity::find()
        .filter(meeting_paper::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(meeting_paper::Column::CaseId)
        .order_by_asc(meeting_paper::Column::Position)
        .all(db)
        .await
}

/// The notes of some cases.
pub(crate) async fn notes_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<meeting_notes::Model>, DbErr> {
    meeting_notes::Entity::find()
        .filter(meeting_notes::Column::CaseId.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// The comments on the notes of some cases, in order.
pub(crate) async fn comments_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<note_comment::Model>, DbErr> {
    note_comment::Entity::find()
        .filter(note_comment::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(note_comment::Column::CaseId)
        .order_by_asc(note_comment::Column::Position)
        .all(db)
        .await
}

/// The last day for comments.
pub(super) async fn comments_until(
    tx: &DatabaseTransaction,
    id: CaseId,
) -> Result<Option<NaiveDate>, DbErr> {
    let record = case_record::Entity::find_by_id(id).one(tx).await?;
    Ok(record.and_then(|record| record.comments_until_on))
}

/// Notes that the papers of a case were sent on a day.
pub(crate) async fn circulate(
    tx: &DatabaseTransaction,
    id: CaseId,
    on: NaiveDate,
) -> Result<(), DbErr> {
    meeting_paper::Entity::update_many()
        .col_expr(meeting_paper::Column::CirculatedOn, Expr::value(on))
        .filter(meeting_paper::Column::CaseId.eq(id))
        .filter(meeting_paper::Column::CirculatedOn.is_null())
        .exec(tx)
        .await
        .map(|_| ())
}

/// Sets right on which day the papers of a case were sent.
pub(crate) async fn recirculate(
    tx: &DatabaseTransaction,
    id: CaseId,
    on: NaiveDate,
) -> Result<(), DbErr> {
    meeting_paper::Entity::update_many()
        .col_expr(meeting_paper::Column::CirculatedOn, Expr::value(on))
        .filter(meeting_paper::Column::CaseId.eq(id))
        .filter(meeting_paper::Column::CirculatedOn.is_not_null())
        .exec(tx)
        .await
        .map(|_| ())
}

/// Writes notes, in the place of what was written before.
pub(super) async fn put_notes(
    tx: &DatabaseTransaction,
    row: meeting_notes::Model,
) -> Result<(), DbErr> {
    use meeting_notes::Column;
    let mut anew = OnConflict::column(Column::CaseId);
    anew.update_columns([Column::Text, Column::WrittenAt, Column::WrittenBy]);
    meeting_notes::Entity::insert(row.into_active_model())
        .on_conflict(anew)
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}
