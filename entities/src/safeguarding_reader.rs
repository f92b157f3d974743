//! Somebody who needs to know of a safeguarding concern, and so may read it.

use sea_orm::entity::prelude::*;

use crate::{PersonId, SafeguardingConcernId};

/// A row of `safeguarding_reader`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "safeguarding_reader")]
pub struct Model {
    /// The concern.
    #[sea_orm(primary_key, auto_increment = false)]
    pub concern_id: SafeguardingConcernId,
    /// Who needs to know of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// The concern.
    #[sea_orm(belongs_to, from = "concern_id", to = "id")]
    pub concern: BelongsTo<super::safeguarding_concern::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
