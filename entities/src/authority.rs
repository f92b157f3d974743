//! A domain of issues that a person may decide in a seat (SEND Regulations 2014, regulation 37(1)).

use sea_orm::entity::prelude::*;

use crate::{ParticipantId, PersonId};

/// A row of `authority`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authority")]
pub struct Model {
    /// The seat.
    #[sea_orm(primary_key, auto_increment = false)]
    pub participant_id: ParticipantId,
    /// Who may decide.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// What they may decide.
    #[sea_orm(primary_key, auto_increment = false)]
    pub domain: super::issue::Domain,
    /// The seat.
    #[sea_orm(belongs_to, from = "participant_id", to = "id")]
    pub participant: BelongsTo<super::participant::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
