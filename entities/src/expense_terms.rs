//! What a body that arranges mediations asks before it pays expenses (regulation 41(2)).

use sea_orm::entity::prelude::*;

use crate::{OrganisationId, PersonId};

/// A row of `expense_terms`; a body without one asks for neither.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "expense_terms")]
pub struct Model {
    /// The service that works for it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider_id: OrganisationId,
    /// The body that arranges, and so pays.
    #[sea_orm(primary_key, auto_increment = false)]
    pub body_id: OrganisationId,
    /// Whether it must agree before money is spent (regulation 41(2)(a)).
    pub needs_prior_agreement: bool,
    /// Whether it must see satisfactory evidence (regulation 41(2)(b)).
    pub needs_evidence: bool,
    /// When that was recorded.
    pub recorded_at: DateTimeUtc,
    /// Who recorded it.
    pub recorded_by: PersonId,
}

impl ActiveModelBehavior for ActiveModel {}
