//! What a person is in an organisation, and for how long; the same person may hold several.

use sea_orm::entity::prelude::*;

use crate::{OrganisationId, PersonId, RoleId};

/// What a person is in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Runs the service; may override where the law allows.
    ServiceManager,
    /// Takes cases in and books meetings.
    Coordinator,
    /// Gives the information about mediation and issues certificates.
    Adviser,
    /// Mediates or facilitates.
    Mediator,
    /// Acts for a local authority.
    LaOfficer,
    /// Acts for an integrated care board or another health body.
    HealthOfficer,
    /// Acts for social care.
    SocialCareOfficer,
    /// Works at a school or another setting.
    SchoolStaff,
    /// Supports or advises a family.
    Supporter,
    /// Interprets or signs.
    Interpreter,
    /// Manages a contract; sees no case.
    Commissioner,
    /// Looks after rooms; sees times and needs only.
    VenueContact,
    /// Reviews what was done, for a limited time.
    Auditor,
}

/// A row of `roles`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roles")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleId,
    /// Who holds it.
    pub person_id: PersonId,
    /// For whom they act.
    pub organisation_id: OrganisationId,
    /// What they are there.
    pub kind: Kind,
    /// The first day it holds.
    pub from_on: Date,
    /// The last day it holds; open while null.
    pub until_on: Option<Date>,
    /// Who holds it.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
    /// For whom they act.
    #[sea_orm(belongs_to, from = "organisation_id", to = "id")]
    pub organisation: BelongsTo<super::organisation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
