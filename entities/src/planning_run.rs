//! One attempt to plan the meetings of many cases together, and what came of it.

use sea_orm::entity::prelude::*;

use crate::{OrganisationId, PersonId, PlanningRunId};

/// How far a planning run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It waits for its turn.
    Queued,
    /// It is being worked on.
    Running,
    /// There is a plan.
    Done,
    /// There is none, because something went wrong.
    Failed,
    /// Somebody called it off.
    Cancelled,
}

/// Why a planning run failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Failure {
    /// The process that worked on it ended.
    Interrupted,
    /// There are too many cases, or too many possible meetings.
    TooLarge,
    /// The planner cannot make sense of the cases.
    IllFormed,
    /// A planned meeting did not stand up to the second check.
    Unsound,
    /// Something of ours is broken.
    Internal,
}

/// A row of `planning_run`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "planning_run")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanningRunId,
    /// The service whose cases are planned.
    pub provider_id: OrganisationId,
    /// How far it has come.
    pub state: State,
    /// Who asked for it.
    pub requested_by: PersonId,
    /// When it was asked for.
    pub requested_at: DateTimeUtc,
    /// When work on it began.
    pub started_at: Option<DateTimeUtc>,
    /// When it ended.
    pub finished_at: Option<DateTimeUtc>,
    /// Days planned for, the first included.
    pub horizon_days: i32,
    /// Seconds that the search may take.
    pub time_limit_secs: i32,
    /// Seeds every choice that is not forced.
    pub seed: i32,
    /// Points for cases without a meeting.
    pub unplaced_points: Option<i32>,
    /// Points for meetings after their limit.
    pub late_points: Option<i32>,
    /// Points for wishes of families that are not met.
    pub family_points: Option<i32>,
    /// Points for wishes of everybody else that are not met.
    pub others_points: Option<i32>,
    /// What the plan costs, in the single number that was minimised.
    pub cost: Option<i64>,
    /// No plan costs less than this.
    pub bound: Option<i64>,
    /// The same for the same input, in hexadecimal digits.
    pub problem_hash: Option<String>,
    /// What found the plan, with its versions.
    pub versions: Option<String>,
    /// Set when `state` is `Failed`.
    pub failure: Option<Failure>,
    /// The meetings it found.
    #[sea_orm(has_many)]
    pub meetings: HasMany<super::planned_meeting::Entity>,
    /// The cases it found none for.
    #[sea_orm(has_many)]
    pub unplaced: HasMany<super::unplaced_case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
