//! A day that is not like others: a bank holiday, a school holiday, an INSET day.

use sea_orm::entity::prelude::*;

use crate::{CalendarDayId, OrganisationId};

/// What sort of day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// A bank holiday: not a working day.
    BankHoliday,
    /// A holiday of a school.
    SchoolHoliday,
    /// A day of staff training without pupils.
    Inset,
}

/// A row of `calendar_day`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_day")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CalendarDayId,
    /// Whose calendar; all of England while null.
    pub organisation_id: Option<OrganisationId>,
    /// The day.
    pub day_on: Date,
    /// What sort of day.
    pub kind: Kind,
    /// What people call it.
    pub name: String,
}

impl ActiveModelBehavior for ActiveModel {}
