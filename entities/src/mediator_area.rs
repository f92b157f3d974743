//! A local authority in whose area a mediator works.

use sea_orm::entity::prelude::*;

use crate::{OrganisationId, PersonId};

/// A row of `mediator_area`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mediator_area")]
pub struct Model {
    /// The mediator.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// The local authority.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// The mediator.
    #[sea_orm(belongs_to, from = "person_id", to = "person_id")]
    pub mediator: BelongsTo<super::mediator::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
