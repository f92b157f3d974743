//! A case for which a planning run found no meeting, and why.

use sea_orm::entity::prelude::*;

use crate::{CaseId, Personal, PlanningRunId};

/// Why a case has no meeting in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Reason {
    /// It has a meeting already, held or confirmed.
    HasMeeting,
    /// It lacks something that planning needs.
    CannotBePlanned,
    /// It could not meet even if no other case did.
    NoDate,
    /// Other cases need whom or what it needs.
    Contended,
    /// None was found in the time there was.
    NotFoundInTime,
}

/// A row of `unplaced_case`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unplaced_case")]
pub struct Model {
    /// The run that found none.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: PlanningRunId,
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// Why.
    pub reason: Reason,
    /// Why, in a sentence for those who arrange the meeting; it may name people.
    pub sentence: Personal,
    /// What stands in the way and what would open a meeting, as JSON for the same: typed values and
    /// sentences. Null when the case was not planned together with others.
    pub explained: Option<Personal>,
    /// The run that found none.
    #[sea_orm(belongs_to, from = "run_id", to = "id")]
    pub run: BelongsTo<super::planning_run::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
