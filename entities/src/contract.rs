//! An agreement under which a commissioner pays a provider for cases.

use sea_orm::entity::prelude::*;

use crate::{ContractId, OrganisationId};

/// A row of `contract`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContractId,
    /// Who pays; the local authority or health body whose cases it covers.
    pub commissioner_id: OrganisationId,
    /// Who does the work.
    pub provider_id: OrganisationId,
    /// The first day it holds.
    pub from_on: Date,
    /// The last day it holds.
    pub to_on: Date,
    /// Most cases it pays for; without limit while null.
    pub volume_cap: Option<i32>,
    /// The kinds of case it covers.
    #[sea_orm(has_many)]
    pub kinds: HasMany<super::contract_kind::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
