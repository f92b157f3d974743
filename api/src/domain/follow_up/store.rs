//! Checks and appeals in the database.

use chrono::NaiveDate;
use entities::{CaseId, appeal_watch, follow_up_check};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

/// The checks of some cases, in order.
pub(crate) async fn checks_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<follow_up_check::Model>, DbErr> {
    follow_up_check::Entity::find()
        .filter(follow_up_check::Column::CaseId.is_in(ids.iter().copied()))
        .order_by_asc(follow_up_check::Column::CaseId)
        .order_by_asc(follow_up_check::Column::Sequence)
        .all(db)
        .await
}

/// What is known of appeals in some cases.
pub(crate) async fn appeals_of(
    db: &impl ConnectionTrait,
    ids: &[CaseId],
) -> Result<Vec<appeal_watch::Model>, DbErr> {
    appeal_watch::Entity::find()
        .filter(appeal_watch::Column::CaseId.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// Sets the day of an appeal right.
pub(crate) async fn lodged_on(
    tx: &DatabaseTransaction,
    id: CaseId,
    on: NaiveDate,
) -> Result<(), DbErr> {
    appeal_watch::Entity::update_many()
        .col_expr(appeal_watch::Column::LodgedOn, Expr::value(on))
        .filter(appeal_watch::Column::CaseId.eq(id))
        .filter(appeal_watch::Column::LodgedOn.is_not_null())
        .exec(tx)
        .await
        .map(|_| ())
}

/// Writes what is known of an appeal, in the place of what was known before.
pub(super) async fn put_appeal(
    tx: &DatabaseTransaction,
    row: appeal_watch::Model,
) -> Result<(), DbErr> {
    use appeal_watch::Column;
    let mut anew = OnConflict::column(Column::CaseId);
    anew.update_columns([
        Column::Known,
        Column::LodgedOn,
        Column::RecordedAt,
        Column::RecordedBy,
    ]);
    appeal_watch::Entity::insert(row.into_active_model())
        .on_conflict(anew)
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}
