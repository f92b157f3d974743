//! A person who comes to a meeting, and as what.

use sea_orm::entity::prelude::*;

use crate::{AttendeeId, MeetingId, ParticipantId, PersonId};

/// A row of `meeting_attendee`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_attendee")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttendeeId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The seat they fill; null for the mediator and others without one.
    pub participant_id: Option<ParticipantId>,
    /// Who comes.
    pub person_id: PersonId,
    /// As what they come.
    pub role: super::participant::Role,
    /// The meeting.
    #[sea_orm(belongs_to, from = "meeting_id", to = "id")]
    pub meeting: BelongsTo<super::meeting::Entity>,
    /// Who comes.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
