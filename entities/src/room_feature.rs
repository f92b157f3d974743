//! A feature that a room offers to people who need it.

use sea_orm::entity::prelude::*;

use crate::{AccessFeature, RoomId};

/// A row of `room_feature`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "room_feature")]
pub struct Model {
    /// The room.
    #[sea_orm(primary_key, auto_increment = false)]
    pub room_id: RoomId,
    /// What it offers.
    #[sea_orm(primary_key, auto_increment = false)]
    pub feature: AccessFeature,
    /// The room.
    #[sea_orm(belongs_to, from = "room_id", to = "id")]
    pub room: BelongsTo<super::room::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
