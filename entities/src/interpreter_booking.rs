//! Interpreters or signers booked for a case.

use sea_orm::entity::prelude::*;

use crate::{CaseId, InterpreterBookingId, OrganisationId, PersonId};

/// What is booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Interpreters of a spoken language.
    Interpreter,
    /// Interpreters of British Sign Language.
    Bsl,
    /// Lipspeakers.
    Lipspeaker,
    /// Note-takers for somebody who cannot hear or write.
    Notetaker,
}

/// A row of `interpreter_booking`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "interpreter_booking")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InterpreterBookingId,
    /// The case.
    pub case_id: CaseId,
    /// What is booked.
    pub kind: Kind,
    /// `bsl`, or the ISO 639 code in lower case.
    pub language: String,
    /// How many people.
    pub count: i32,
    /// How many days ahead they must be booked.
    pub lead_days: i32,
    /// From which agency; null for the own people of the service.
    pub agency_id: Option<OrganisationId>,
    /// The first day on which they can come.
    pub ready_from_on: Date,
    /// Who booked.
    pub booked_by: PersonId,
    /// When.
    pub booked_at: DateTimeUtc,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
