//! An attempt to reach a family that has not answered.

use sea_orm::entity::prelude::*;

use crate::{CaseId, ContactAttemptId, PersonId, Personal};

/// How it was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Way {
    /// By a call.
    Phone,
    /// By a text message.
    Sms,
    /// By electronic mail.
    Email,
    /// By letter.
    Post,
    /// By a video call in British Sign Language.
    VideoBsl,
    /// By a visit.
    Visit,
    /// Through somebody the family trusts.
    ThroughSomebody,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Outcome {
    /// The family was reached.
    Reached,
    /// Nobody answered.
    NoAnswer,
    /// A message was left.
    MessageLeft,
    /// The number or address is not theirs.
    WrongDetails,
}

/// A row of `contact_attempt`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact_attempt")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactAttemptId,
    /// The case.
    pub case_id: CaseId,
    /// When.
    pub attempted_at: DateTimeUtc,
    /// How.
    pub way: Way,
    /// What came of it.
    pub outcome: Outcome,
    /// What is to be known for the next time.
    pub note: Option<Personal>,
    /// Who entered it.
    pub recorded_by: PersonId,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
