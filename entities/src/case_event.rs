//! Something that happened in a case, as it was recorded.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId, Personal, case};

/// A row of `case_event`. Events are added and never changed: a wrong date is set right by a further
/// event, which keeps the old one and the reason.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_event")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The position in the case's events, from 1 without a gap.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i32,
    /// What happened, as a clause: "the local authority is told".
    pub words: String,
    /// The day on which it happened.
    pub happened_on: Date,
    /// When it was recorded.
    pub recorded_at: DateTimeUtc,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// The state before.
    pub from_state: case::State,
    /// The state after.
    pub to_state: case::State,
    /// Which date was wrong, in words; null unless this sets one right.
    pub corrects: Option<String>,
    /// The date that was wrong.
    pub corrected_from_on: Option<Date>,
    /// The date as it is.
    pub corrected_to_on: Option<Date>,
    /// Why it was set right, in somebody's words.
    pub reason: Option<Personal>,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
