//! A clock of the law that runs, or ran, in a case.

use sea_orm::entity::prelude::*;

use crate::CaseId;

/// A row of `case_clock` (decision D10): the rule, the version of it that was in force, where it
/// started, where it ends, and how that was reached.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_clock")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The rule, by its number in the clock table: `C8`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub rule: String,
    /// The day from which the version of the rule was in force.
    pub rule_from_on: Date,
    /// The day of the event that started it.
    pub started_on: Date,
    /// The last day.
    pub due_on: Date,
    /// Where the rule is written.
    pub citation: String,
    /// How the last day was reached: a sentence a line.
    pub trace: String,
    /// The day on which what was owed was done; null while it runs.
    pub met_on: Option<Date>,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
