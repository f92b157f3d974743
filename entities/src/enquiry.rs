//! A confidential question to the service that is no case: nobody is named in it.

use sea_orm::entity::prelude::*;

use crate::{EnquiryId, OrganisationId, PersonId, Personal};

/// What was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Topic {
    /// Whether the service is the right one at all.
    Suitability,
    /// Information and advice about mediation, and certificates.
    Advice,
    /// Mediation.
    Mediation,
    /// Disagreement resolution.
    Resolution,
    /// Facilitation.
    Facilitation,
    /// Time limits and appeals.
    Deadlines,
    /// Help of another kind.
    OtherHelp,
}

/// A row of `enquiry`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "enquiry")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EnquiryId,
    /// The service that was asked.
    pub provider_id: OrganisationId,
    /// The local authority it concerns.
    pub la_id: OrganisationId,
    /// What was asked about.
    pub topic: Topic,
    /// What was answered.
    pub answer: Personal,
    /// The day.
    pub asked_on: Date,
    /// Who answered.
    pub recorded_by: PersonId,
    /// When it was entered.
    pub recorded_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
