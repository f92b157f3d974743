//! A person who may fill a seat.

use sea_orm::entity::prelude::*;

use crate::{ParticipantId, PersonId};

/// A row of `pool_member`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pool_member")]
pub struct Model {
    /// The seat.
    #[sea_orm(primary_key, auto_increment = false)]
    pub participant_id: ParticipantId,
    /// Who may fill it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Who is preferred, 0 first.
    pub rank: i32,
    /// The seat.
    #[sea_orm(belongs_to, from = "participant_id", to = "id")]
    pub participant: BelongsTo<super::participant::Entity>,
    /// Who may fill it.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
