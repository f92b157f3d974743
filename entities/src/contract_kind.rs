//! A kind of case that a contract covers.

use sea_orm::entity::prelude::*;

use crate::ContractId;

/// A row of `contract_kind`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_kind")]
pub struct Model {
    /// The contract.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: ContractId,
    /// The kind of case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: super::case::Kind,
    /// The contract.
    #[sea_orm(belongs_to, from = "contract_id", to = "id")]
    pub contract: BelongsTo<super::contract::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
