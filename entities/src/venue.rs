//! A place with rooms to meet in.

use sea_orm::entity::prelude::*;

use crate::{OrganisationId, VenueId};

/// A row of `venue`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "venue")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VenueId,
    /// Who owns it.
    pub organisation_id: OrganisationId,
    /// What people call it.
    pub name: String,
    /// Outward part of its postcode; distances start here.
    pub outcode: String,
    /// Where it is, for invitations.
    pub address: Option<String>,
    /// Whether it belongs to a local authority, and so is not neutral ground.
    pub is_la_premises: bool,
    /// Whether it is a school building.
    pub is_school: bool,
    /// When somebody of the service last saw it.
    pub inspected_on: Option<Date>,
    /// Who owns it.
    #[sea_orm(belongs_to, from = "organisation_id", to = "id")]
    pub organisation: BelongsTo<super::organisation::Entity>,
    /// Its rooms.
    #[sea_orm(has_many)]
    pub rooms: HasMany<super::room::Entity>,
    /// When it is open.
    #[sea_orm(has_many)]
    pub opening_hours: HasMany<super::opening_hours::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
