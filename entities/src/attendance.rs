//! Who was at a meeting, on which basis, from when until when.

use sea_orm::entity::prelude::*;

use crate::{MeetingId, PersonId};

/// Why somebody may be at a meeting (SEND Regulations 2014, regulation 38).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Basis {
    /// As a party, or for one.
    Party,
    /// The one supporter that a family brings.
    SupporterByRight,
    /// A child, as the parent and the mediator agreed.
    ChildWithAgreement,
    /// A young person who is not the party, as the alternative person and the mediator agreed.
    YpWithAgreement,
    /// Anybody else, as all parties agreed.
    OtherAllConsent,
    /// Anybody else, as the mediator decided.
    OtherMediatorConsent,
    /// To interpret.
    Interpreter,
    /// To learn.
    ObserverTrainee,
}

/// Whether somebody was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Presence {
    /// For all of it, or so far.
    Attended,
    /// For a part of it.
    Partly,
    /// Not at all.
    Absent,
}

/// Whether somebody who came for a body could decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Authority {
    /// They could.
    Present,
    /// They could not, or were not there.
    Missing,
}

/// A row of `attendance`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance")]
pub struct Model {
    /// The meeting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub meeting_id: MeetingId,
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Whether they were there.
    pub presence: Presence,
    /// On which basis; null while there is none.
    pub basis: Option<Basis>,
    /// When they came; null for whoever was not there.
    pub arrived_at: Option<DateTimeUtc>,
    /// When they left; null while they are there.
    pub left_at: Option<DateTimeUtc>,
    /// Whether they could decide; null for whoever comes for no body.
    pub authority: Option<Authority>,
    /// When it was last recorded.
    pub recorded_at: DateTimeUtc,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// The meeting.
    #[sea_orm(belongs_to, from = "meeting_id", to = "id")]
    pub meeting: BelongsTo<super::meeting::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
