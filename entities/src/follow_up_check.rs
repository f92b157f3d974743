//! A check that an agreement works: somebody was asked, and what they said.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId, Personal, participant};

/// How well what was agreed works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Working {
    /// It works well.
    Well,
    /// Some of it does.
    Partly,
    /// It does not.
    Badly,
}

/// How the people of the dispute get on with one another since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Relationship {
    /// Better than before the meeting.
    Better,
    /// As before.
    Same,
    /// Worse than before.
    Worse,
    /// They were asked and did not say.
    NotSaid,
}

/// A row of `follow_up_check`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follow_up_check")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The position among the checks of the case, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i32,
    /// The day on which somebody was asked.
    pub checked_on: Date,
    /// As what they sit at the table.
    pub asked: participant::Role,
    /// How well it works.
    pub working: Working,
    /// What does not work, in their words.
    pub problems: Option<Personal>,
    /// What is done next.
    pub next: Option<Personal>,
    /// How they get on with the others since.
    pub relationship: Relationship,
    /// When it was recorded.
    pub recorded_at: DateTimeUtc,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
