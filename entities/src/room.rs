//! A room where a joint session can be held.

use sea_orm::entity::prelude::*;

use crate::{RoomId, VenueId};

/// A row of `room`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "room")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoomId,
    /// Where it is.
    pub venue_id: VenueId,
    /// What people call it.
    pub name: String,
    /// How many people it seats.
    pub capacity: i32,
    /// How many private rooms come with it.
    pub breakout_rooms: i32,
    /// Whether nobody can look in, listen in or walk in.
    pub is_private: bool,
    /// Whether it is a staff room, where no meeting may be held.
    pub is_staff_room: bool,
    /// What one meeting in it costs, in pence.
    pub cost_pence: i32,
    /// Where it is.
    #[sea_orm(belongs_to, from = "venue_id", to = "id")]
    pub venue: BelongsTo<super::venue::Entity>,
    /// What it offers.
    #[sea_orm(has_many)]
    pub features: HasMany<super::room_feature::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
