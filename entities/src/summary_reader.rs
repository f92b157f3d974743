//! Somebody to whom a summary was given when the summaries were exchanged.

use sea_orm::entity::prelude::*;

use crate::{PersonId, SummaryId};

/// A row of `summary_reader`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "summary_reader")]
pub struct Model {
    /// The summary.
    #[sea_orm(primary_key, auto_increment = false)]
    pub summary_id: SummaryId,
    /// Who was given it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// The summary.
    #[sea_orm(belongs_to, from = "summary_id", to = "id")]
    pub summary: BelongsTo<super::summary::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
