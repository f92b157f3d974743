//! A feature that a person needs of every place where they are to meet.

use sea_orm::entity::prelude::*;

use crate::{AccessFeature, PersonId};

/// A row of `access_need`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_need")]
pub struct Model {
    /// Who needs it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// What they need.
    #[sea_orm(primary_key, auto_increment = false)]
    pub feature: AccessFeature,
    /// Who needs it.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
