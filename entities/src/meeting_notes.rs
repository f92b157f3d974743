//! The notes of a facilitated meeting: a draft for comments, until they are final.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId, Sealed};

/// A row of `meeting_notes`: one for each facilitation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_notes")]
pub struct Model {
    /// The facilitation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The text, marked as a draft wherever it is shown until it is final.
    pub text: Sealed,
    /// When it was written last.
    pub written_at: DateTimeUtc,
    /// Who wrote it last.
    pub written_by: PersonId,
    /// The facilitation.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
