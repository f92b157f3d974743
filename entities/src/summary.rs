//! What a party wants the others to know before the day: the disagreement as it sees it, and its aims.

use sea_orm::entity::prelude::*;

use crate::{CaseId, ParticipantId, PersonId, Sealed, SummaryId};

/// How a summary came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Way {
    /// The party wrote it.
    Party,
    /// The mediator wrote it after the call.
    Mediator,
    /// There is none this time.
    NoneThisTime,
}

/// A row of `summary`: at most one for each seat. Nobody but the party and the mediator reads it before
/// the mediator exchanges the summaries.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "summary")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SummaryId,
    /// The case.
    pub case_id: CaseId,
    /// Whose it is.
    #[sea_orm(unique)]
    pub participant_id: ParticipantId,
    /// How it came about.
    pub way: Way,
    /// What it says; null where there is none this time.
    pub text: Option<Sealed>,
    /// Who wrote it.
    pub written_by: PersonId,
    /// When it was last written.
    pub written_at: DateTimeUtc,
    /// When the others were given it; null until then.
    pub exchanged_at: Option<DateTimeUtc>,
    /// Who gave it to them.
    pub exchanged_by: Option<PersonId>,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
    /// To whom it was given.
    #[sea_orm(has_many)]
    pub readers: HasMany<super::summary_reader::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
