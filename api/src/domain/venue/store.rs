//! Queries about venues.

use entities::{RoomId, VenueId, opening_hours, room, room_feature, venue};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

/// Every venue, in no order.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<venue::Model>, DbErr> {
    venue::Entity::find().all(db).await
}

/// The venues with these ids, in no order.
pub(crate) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[VenueId],
) -> Result<Vec<venue::Model>, DbErr> {
    venue::Entity::find()
        .filter(venue::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// The rooms with these ids, in no order.
pub(crate) async fn rooms_by_ids(
    db: &impl ConnectionTrait,
    ids: &[RoomId],
) -> Result<Vec<room::Model>, DbErr> {
    room::Entity::find()
        .filter(room::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// The rooms of these venues, by name.
pub(crate) async fn rooms_of(
    db: &impl ConnectionTrait,
    ids: &[VenueId],
) -> Result<Vec<room::Model>, DbErr> {
    room::Entity::find()
        .filter(room::Column::VenueId.is_in(ids.iter().copied()))
        .order_by_asc(room::Column::Name)
        .order_by_asc(room::Column::Id)
        .all(db)
        .await
}

/// What these rooms offer, in a fixed order.
pub(crate) async fn features_of(
    db: &impl ConnectionTrait,
    ids: &[RoomId],
) -> Result<Vec<room_feature::Model>, DbErr> {
    room_feature::Entity::find()
        .filter(room_feature::Column::RoomId.is_in(ids.iter().copied()))
        .order_by_asc(room_feature::Column::Feature)
        .all(db)
        .await
}

/// When these venues are open, by weekday.
pub(crate) async fn opening_hours_of(
    db: &impl ConnectionTrait,
    ids: &[VenueId],
) -> Result<Vec<opening_hours::Model>, DbErr> {
    opening_hours::Entity::find()
        .filter(opening_hours::Column::VenueId.is_in(ids.iter().copied()))
        .order_by_asc(opening_hours::Column::Weekday)
        .all(db)
        .await
}
