//! What is known of a family's appeal to the Tribunal; no row while nothing is.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId};

/// What is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Known {
    /// The family has appealed.
    Lodged,
    /// The family has not appealed, and the time is over.
    NotLodged,
}

/// A row of `appeal_watch`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appeal_watch")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// What is known.
    pub known: Known,
    /// The day of the appeal; null when there is none.
    pub lodged_on: Option<Date>,
    /// When it was recorded.
    pub recorded_at: DateTimeUtc,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
