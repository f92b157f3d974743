//! One meeting of a case: a time, a place and a mediator, held tentatively or agreed.

use sea_orm::entity::prelude::*;

use crate::{CaseId, MeetingId, Mode, PersonId, RoomId};

/// Whether a meeting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Tentative; lapses unless confirmed.
    Held,
    /// Agreed by all who are required.
    Confirmed,
    /// Has taken place.
    Completed,
    /// Called off.
    Cancelled,
    /// The hold ran out.
    Lapsed,
}

/// Why a meeting was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum CancelCause {
    /// The family no longer wants it.
    FamilyWithdrew,
    /// The family cannot come.
    FamilyUnavailable,
    /// The local authority cannot come.
    LaUnavailable,
    /// Nobody with authority can come for the local authority (regulation 37(1)).
    LaNoAuthority,
    /// The health body cannot come.
    HealthUnavailable,
    /// The mediator cannot come.
    MediatorUnavailable,
    /// The room is lost.
    VenueUnavailable,
    /// The interpreter cannot come.
    InterpreterUnavailable,
    /// The dispute was settled before.
    Settled,
    /// Something else.
    Other,
}

/// Whose side caused a cancellation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum CancelSide {
    /// The family.
    Family,
    /// The local authority.
    La,
    /// A health body.
    Health,
    /// A school or another setting.
    Education,
    /// The mediation service.
    Service,
    /// The owner of the room.
    Venue,
}

/// A row of `meeting`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MeetingId,
    /// The case.
    pub case_id: CaseId,
    /// Whether it stands.
    pub state: State,
    /// In person or by video; never `Either`.
    pub mode: Mode,
    /// When the parties arrive.
    pub starts_at: DateTimeUtc,
    /// When everybody may leave.
    pub ends_at: DateTimeUtc,
    /// Where; null for a video meeting.
    pub room_id: Option<RoomId>,
    /// Who mediates.
    pub mediator_id: PersonId,
    /// When it was held.
    pub held_at: DateTimeUtc,
    /// Who held it.
    pub held_by: PersonId,
    /// When a tentative meeting lapses.
    pub expires_at: Option<DateTimeUtc>,
    /// When it was confirmed.
    pub confirmed_at: Option<DateTimeUtc>,
    /// When it was cancelled.
    pub cancelled_at: Option<DateTimeUtc>,
    /// Who recorded the cancellation.
    pub cancelled_by: Option<PersonId>,
    /// Why it was cancelled.
    pub cancel_cause: Option<CancelCause>,
    /// Whose side caused the cancellation.
    pub cancel_side: Option<CancelSide>,
    /// Counts the changes, so that nobody overwrites what they have not seen.
    pub version: i32,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
    /// Where.
    #[sea_orm(belongs_to, from = "room_id", to = "id")]
    pub room: BelongsTo<Option<super::room::Entity>>,
    /// Who comes.
    #[sea_orm(has_many)]
    pub attendees: HasMany<super::attendee::Entity>,
    /// Whose time and which room it takes.
    #[sea_orm(has_many)]
    pub bookings: HasMany<super::booking::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
