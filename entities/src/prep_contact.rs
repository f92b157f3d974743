//! A mediator's contact with somebody before the day.

use sea_orm::entity::prelude::*;

use crate::{MeetingId, PersonId, PrepContactId, Sealed};

/// How a mediator and somebody were in touch before the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Way {
    /// By telephone.
    Phone,
    /// By video.
    Video,
    /// They met.
    InPerson,
    /// They wrote to one another.
    Written,
    /// The person wants no such contact.
    NotWanted,
}

/// A row of `prep_contact`. Its note is read by the mediator who wrote it and by nobody else.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "prep_contact")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PrepContactId,
    /// The meeting it prepares.
    pub meeting_id: MeetingId,
    /// The mediator.
    pub mediator_id: PersonId,
    /// With whom.
    pub person_id: PersonId,
    /// How.
    pub way: Way,
    /// When it was.
    pub contacted_at: DateTimeUtc,
    /// How long it took.
    pub minutes: i32,
    /// What the mediator wants to remember; null where nothing.
    pub note: Option<Sealed>,
    /// The meeting.
    #[sea_orm(belongs_to, from = "meeting_id", to = "id")]
    pub meeting: BelongsTo<super::meeting::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
