//! Queries about days.

use chrono::NaiveDate;
use entities::calendar_day;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
};

/// The bank holidays, in order.
pub(super) async fn bank_holidays(db: &impl ConnectionTrait) -> Result<Vec<NaiveDate>, DbErr> {
    let rows = calendar_day::Entity::find()
        .filter(calendar_day::Column::OrganisationId.is_null())
        .filter(calendar_day::Column::Kind.eq(calendar_day::Kind::BankHoliday))
        .order_by_asc(calendar_day::Column::DayOn)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.day_on).collect())
}

/// Adds days; one that another process adds at the same moment is left to it.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    rows: Vec<calendar_day::ActiveModel>,
) -> Result<(), DbErr> {
    calendar_day::Entity::insert_many(rows)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
