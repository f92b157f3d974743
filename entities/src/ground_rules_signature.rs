//! That somebody signed the ground rules, the pre-mediation agreement, for a meeting.

use sea_orm::entity::prelude::*;

use crate::{MeetingId, PersonId};

/// A row of `ground_rules_signature`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ground_rules_signature")]
pub struct Model {
    /// The meeting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: MeetingId,
    /// Who signed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Which wording of the ground rules, as the service numbers them.
    pub wording: String,
    /// When they signed.
    pub signed_at: DateTimeUtc,
    /// Who recorded it: the person, or whoever took the signature.
    pub recorded_by: PersonId,
    /// The meeting.
    #[sea_orm(belongs_to, from = "meeting_id", to = "id")]
    pub meeting: BelongsTo<super::meeting::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
