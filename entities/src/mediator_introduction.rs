//! That a mediator got in touch with everybody who comes to a meeting.

use sea_orm::entity::prelude::*;

use crate::{MeetingId, PersonId};

/// A row of `mediator_introduction`: at most one for each meeting.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mediator_introduction")]
pub struct Model {
    /// The meeting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: MeetingId,
    /// The mediator.
    pub mediator_id: PersonId,
    /// The day on which they did.
    pub introduced_on: Date,
    /// When it was recorded.
    pub recorded_at: DateTimeUtc,
    /// The meeting.
    #[sea_orm(belongs_to, from = "meeting_id", to = "id")]
    pub meeting: BelongsTo<super::meeting::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
