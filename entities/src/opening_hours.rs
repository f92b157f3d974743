//! When a venue is open on one day of the week; a day without a row is a closed day.

use sea_orm::entity::prelude::*;

use crate::VenueId;

/// A row of `opening_hours`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opening_hours")]
pub struct Model {
    /// The venue.
    #[sea_orm(primary_key, auto_increment = false)]
    pub venue_id: VenueId,
    /// Day of the week, 0 for Monday.
    #[sea_orm(primary_key, auto_increment = false)]
    pub weekday: i32,
    /// Opening time, in minutes after local midnight.
    pub opens_min: i32,
    /// Closing time, in minutes after local midnight.
    pub closes_min: i32,
    /// The venue.
    #[sea_orm(belongs_to, from = "venue_id", to = "id")]
    pub venue: BelongsTo<super::venue::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
