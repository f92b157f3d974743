//! A time that a person would rather avoid, such as a Friday prayer or a festival.

use sea_orm::entity::prelude::*;

use crate::{ObservanceId, PersonId};

/// A row of `observance`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "observance")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObservanceId,
    /// Whose time it is.
    pub person_id: PersonId,
    /// Its first instant.
    pub starts_at: DateTimeUtc,
    /// The first instant after it.
    pub ends_at: DateTimeUtc,
    /// Whose time it is.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
