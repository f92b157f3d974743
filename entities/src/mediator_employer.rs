//! An organisation that employs a mediator; a local authority among them bars them from every case.

use sea_orm::entity::prelude::*;

use crate::{OrganisationId, PersonId};

/// A row of `mediator_employer`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mediator_employer")]
pub struct Model {
    /// The mediator.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Who employs them.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// The mediator.
    #[sea_orm(belongs_to, from = "person_id", to = "person_id")]
    pub mediator: BelongsTo<super::mediator::Entity>,
    /// Who employs them.
    #[sea_orm(belongs_to, from = "organisation_id", to = "id")]
    pub organisation: BelongsTo<super::organisation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
