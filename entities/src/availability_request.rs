//! That a person was asked when they can come.

use sea_orm::entity::prelude::*;

use crate::{AvailabilityRequestId, CaseId, ParticipantId, PersonId};

/// A row of `availability_request`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "availability_request")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AvailabilityRequestId,
    /// For which case.
    pub case_id: CaseId,
    /// For which seat.
    pub participant_id: ParticipantId,
    /// Who was asked.
    pub person_id: PersonId,
    /// When they were asked.
    pub sent_at: DateTimeUtc,
    /// The day an answer is expected by.
    pub due_on: Date,
    /// When they answered.
    pub answered_at: Option<DateTimeUtc>,
    /// How often they were reminded.
    pub reminder_count: i32,
    /// For which case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
