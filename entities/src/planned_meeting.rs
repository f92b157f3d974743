//! A meeting that a planning run found for a case. It is held for nobody yet.

use sea_orm::entity::prelude::*;

use crate::{CaseId, Mode, PersonId, Personal, PlanningRunId, RoomId};

/// A row of `planned_meeting`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "planned_meeting")]
pub struct Model {
    /// The run that found it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: PlanningRunId,
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// When the parties arrive.
    pub starts_at: DateTimeUtc,
    /// When everybody may leave.
    pub ends_at: DateTimeUtc,
    /// In person or by video; never `Either`.
    pub mode: Mode,
    /// Where; null for a video meeting.
    pub room_id: Option<RoomId>,
    /// Who would mediate.
    pub mediator_id: PersonId,
    /// All of it, in the form in which a proposed date is handed back to be held: ids and times.
    pub draft: String,
    /// Why this one, as JSON for those who arrange the meeting: typed values and sentences.
    pub explained: Option<Personal>,
    /// The run that found it.
    #[sea_orm(belongs_to, from = "run_id", to = "id")]
    pub run: BelongsTo<super::planning_run::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
