//! Somebody who was sent the typed copy of an edition of an agreement.

use sea_orm::entity::prelude::*;

use crate::{AgreementId, PersonId};

/// A row of `agreement_copy`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement_copy")]
pub struct Model {
    /// The agreement.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agreement_id: AgreementId,
    /// Which edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: i32,
    /// To whom it was sent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// The day on which it was sent.
    pub sent_on: Date,
    /// Who sent it.
    pub sent_by: PersonId,
    /// The agreement.
    #[sea_orm(belongs_to, from = "agreement_id", to = "id")]
    pub agreement: BelongsTo<super::agreement::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
