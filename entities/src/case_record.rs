//! What a case's events have left behind that its next steps depend on.

use sea_orm::entity::prelude::*;

use crate::{CaseId, MatterId, participant};

/// Why a family has, or is owed, a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Basis {
    /// It declined mediation (Children and Families Act 2014, section 55(4)).
    Declined,
    /// It took part (section 55(5)).
    TakenPart,
    /// It is treated as having taken part: the authority could not arrange in time (SEND
    /// Regulations 2014, regulation 39(3)).
    Deemed,
}

/// What came of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Outcome {
    /// Everything was agreed.
    Full,
    /// Something was agreed.
    Partial,
    /// Nothing was agreed.
    Nothing,
}

/// Why a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Closure {
    /// It was completed.
    Completed,
    /// A case of another type of the same matter follows.
    TypeChanged,
    /// The family did not reply any more.
    NoReply,
    /// It was settled without a meeting.
    SettledBefore,
    /// It was opened in error.
    OpenedInError,
}

/// A row of `case_record`: one for each case.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_record")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The matter: cases that follow from one another share it.
    pub matter_id: MatterId,
    /// When the family made contact with the adviser, kept as evidence (regulation 33).
    pub contacted_at: Option<DateTimeUtc>,
    /// Whether the family thinks of an appeal; asked where health alone is in dispute.
    pub is_appeal_contemplated: bool,
    /// On which basis a certificate is due; null while none is.
    pub certificate_basis: Option<Basis>,
    /// The day of the event that entitles the family to it.
    pub certificate_due_from_on: Option<Date>,
    /// How often the local authority has caused a postponement.
    pub la_postponements: i32,
    /// Without whom the family wants to go on.
    pub proceeds_without: Option<participant::Role>,
    /// Whether the case stands still for a safeguarding concern.
    pub is_suspended: bool,
    /// The last day for comments on the notes of a facilitation; null until they go out.
    pub comments_until_on: Option<Date>,
    /// What came of the meeting; null until it has ended.
    pub outcome: Option<Outcome>,
    /// Why the case ended; null until it has.
    pub closure: Option<Closure>,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
