//! A language that a person speaks or signs.

use sea_orm::entity::prelude::*;

use crate::PersonId;

/// A row of `person_language`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_language")]
pub struct Model {
    /// Who speaks it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// `bsl`, or the ISO 639 code in lower case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub language: String,
    /// Who speaks it.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
