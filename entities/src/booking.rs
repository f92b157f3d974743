//! A stretch of time that a meeting takes of a person or a room; live ones never overlap.

use sea_orm::RuntimeErr;
use sea_orm::entity::prelude::*;

use crate::{BookingId, MeetingId, ResourceId};

/// What a booking takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum ResourceKind {
    /// Somebody's time.
    Person,
    /// A room.
    Room,
}

/// Whether a booking still takes the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// Tentatively.
    Held,
    /// For good.
    Confirmed,
    /// No longer; the time is free again.
    Released,
}

/// A row of `booking`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "booking")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BookingId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// What is taken.
    pub resource_kind: ResourceKind,
    /// Whose time, or which room.
    pub resource_id: ResourceId,
    /// Its first instant; a whole quarter of an hour.
    pub starts_at: DateTimeUtc,
    /// The first instant after it; a whole quarter of an hour.
    pub ends_at: DateTimeUtc,
    /// Whether it still takes the time.
    pub status: Status,
    /// The meeting.
    #[sea_orm(belongs_to, from = "meeting_id", to = "id")]
    pub meeting: BelongsTo<super::meeting::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The constraint on PostgreSQL and the triggers on SQLite that refuse a second booking.
const RULE: &str = "booking_no_overlap";

/// Whether the database refused a booking because the time is already taken.
///
/// PostgreSQL names the violated constraint; SQLite hands on the text that its trigger raised.
///
/// Two inserts that reach PostgreSQL at the same instant may wait for each other instead, until one
/// of them is told of a deadlock, which is no overlap and says nothing about the slot. An insert
/// with `ON CONFLICT DO NOTHING` (no columns named) never does: it writes fewer rows than it was
/// given. Give it all rows of a meeting in one statement, in the order of `resource_id`.
#[must_use]
pub fn is_overlap(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) =
        error
    else {
        return false;
    };
    cause
        .as_database_error()
        .is_some_and(|refusal| refusal.constraint() == Some(RULE) || refusal.message() == RULE)
}
