//! A paper for a facilitated meeting: what it is and from whom, not its text.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId, Personal, participant};

/// A row of `meeting_paper`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_paper")]
pub struct Model {
    /// The facilitation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The position among the papers, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Its title.
    pub title: Personal,
    /// From whom it is.
    pub from_role: participant::Role,
    /// When it was added.
    pub added_at: DateTimeUtc,
    /// Who added it.
    pub added_by: PersonId,
    /// The day on which it was sent to everybody; null while it is not.
    pub circulated_on: Option<Date>,
    /// The facilitation.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
