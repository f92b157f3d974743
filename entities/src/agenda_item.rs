//! One thing to talk about at a facilitated meeting.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId, Personal, participant};

/// A row of `agenda_item`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agenda_item")]
pub struct Model {
    /// The facilitation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The position on the agenda, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// What to talk about.
    pub title: Personal,
    /// Who opens it; null for the facilitator.
    pub opened_by: Option<participant::Role>,
    /// Minutes set aside for it; null when none are.
    pub minutes: Option<i32>,
    /// When it was added.
    pub added_at: DateTimeUtc,
    /// Who added it.
    pub added_by: PersonId,
    /// The facilitation.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
