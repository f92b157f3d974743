//! What the cases of a planning run hold and need: what a date of another case would take from them.

use sea_orm::entity::prelude::*;

use crate::PlanningRunId;

/// A row of `plan_prices`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_prices")]
pub struct Model {
    /// The run.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: PlanningRunId,
    /// All of it, as JSON: ids, times and points.
    pub prices: String,
    /// The run.
    #[sea_orm(belongs_to, from = "run_id", to = "id")]
    pub run: BelongsTo<super::planning_run::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
