//! What somebody who was there says of the draft notes of a facilitated meeting.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId, Sealed};

/// A row of `note_comment`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "note_comment")]
pub struct Model {
    /// The facilitation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The position among the comments, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Who comments.
    pub person_id: PersonId,
    /// In their words; null for somebody who agrees to the notes as they are.
    pub text: Option<Sealed>,
    /// When they commented.
    pub commented_at: DateTimeUtc,
    /// The facilitation.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
