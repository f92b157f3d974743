//! The days that are special everywhere in England.

mod store;

use entities::{CalendarDayId, calendar_day};
use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseConnection, DbErr};

use crate::database::begin;
use crate::ids::Ids;
use crate::law::Calendar;

/// Reads the bank holidays, after adding those the project carries and the database lacks.
///
/// A holiday that was proclaimed since, and added by hand, stays.
///
/// # Errors
///
/// The database fails.
pub async fn prepare(db: &DatabaseConnection, ids: &dyn Ids) -> Result<Calendar, DbErr> {
    let known = store::bank_holidays(db).await?;
    let missing: Vec<_> = Calendar::england()
        .filter(|(day, _)| !known.contains(day))
        .map(|(day, name)| calendar_day::ActiveModel {
            id: Set(CalendarDayId(ids.next())),
            organisation_id: Set(None),
            day_on: Set(day),
            kind: Set(calendar_day::Kind::BankHoliday),
            name: Set(name.to_owned()),
        })
        .collect();
    if !missing.is_empty() {
        let tx = begin(db).await?;
        store::insert(&tx, missing).await?;
        tx.commit().await?;
    }
    Ok(Calendar::new(store::bank_holidays(db).await?))
}
