//! Somebody who once had a seat as the family or the child, in a case that is about a child: kept when
//! the seat is taken away, because a dispute between agencies about that child stays closed to them.

use sea_orm::entity::prelude::*;

use crate::{ChildId, PersonId};

/// A row of `former_family`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "former_family")]
pub struct Model {
    /// The child that the case was about.
    #[sea_orm(primary_key, auto_increment = false)]
    pub child_id: ChildId,
    /// Who had the seat, or could have filled it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// The child that the case was about.
    #[sea_orm(belongs_to, from = "child_id", to = "id")]
    pub child: BelongsTo<super::child::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
