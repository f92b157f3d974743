//! What one party says to somebody more who wishes to attend.

use sea_orm::entity::prelude::*;

use crate::{AttendanceProposalId, ParticipantId, PersonId};

/// A row of `attendance_answer`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance_answer")]
pub struct Model {
    /// Who wishes to attend.
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal_id: AttendanceProposalId,
    /// The seat of the party.
    #[sea_orm(primary_key, auto_increment = false)]
    pub participant_id: ParticipantId,
    /// Whether the party consents.
    pub is_consent: bool,
    /// The day.
    pub answered_on: Date,
    /// Who entered it.
    pub recorded_by: PersonId,
    /// Who wishes to attend.
    #[sea_orm(belongs_to, from = "proposal_id", to = "id")]
    pub proposal: BelongsTo<super::attendance_proposal::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
