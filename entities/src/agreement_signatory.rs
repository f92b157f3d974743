//! Somebody who agrees, and so signs an edition of an agreement.

use sea_orm::entity::prelude::*;

use crate::{AgreementId, PersonId};

/// A row of `agreement_signatory`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement_signatory")]
pub struct Model {
    /// The agreement.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agreement_id: AgreementId,
    /// Which edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: i32,
    /// Who agrees.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// As what.
    pub role: super::participant::Role,
    /// The day on which they signed, or agreed in writing; null until then.
    pub signed_on: Option<Date>,
    /// The agreement.
    #[sea_orm(belongs_to, from = "agreement_id", to = "id")]
    pub agreement: BelongsTo<super::agreement::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
