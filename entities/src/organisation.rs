//! A body that takes part in the work: an authority, a school, a service, an owner of rooms.

use sea_orm::entity::prelude::*;

use crate::OrganisationId;

/// What sort of body an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// A local authority.
    La,
    /// An integrated care board.
    Icb,
    /// NHS England.
    Nhse,
    /// A school.
    School,
    /// An early years setting.
    EarlyYears,
    /// A further education college.
    Fe,
    /// A special post-16 institution.
    Spi,
    /// A SEND information, advice and support service.
    Sendiass,
    /// A provider of mediation, such as the service itself.
    Provider,
    /// An agency of interpreters.
    InterpreterAgency,
    /// Whoever owns a place to meet.
    VenueOwner,
    /// A firm of solicitors.
    LawFirm,
    /// A charity.
    Charity,
}

/// A row of `organisation`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// What sort of body it is.
    pub kind: Kind,
    /// What people call it.
    pub name: String,
    /// Its official code: ONS code of an authority, URN of a school, ODS code of a health body.
    pub code: Option<String>,
    /// Outward part of its postcode.
    pub outcode: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
