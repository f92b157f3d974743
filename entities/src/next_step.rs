//! Something owed in a case: a task, or a document.

use sea_orm::entity::prelude::*;

use crate::{CaseId, NextStepId, PersonId};

/// What sort of thing is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Somebody has something to do.
    Task,
    /// The service sends somebody a document.
    Document,
    /// Somebody looks at something until it is dealt with.
    Flag,
}

/// A row of `next_step`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "next_step")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NextStepId,
    /// The case.
    pub case_id: CaseId,
    /// The event it follows from, by its position.
    pub event_sequence: i32,
    /// What sort of thing.
    pub kind: Kind,
    /// Who owes it, in words: "the adviser".
    pub owed_by: String,
    /// What, in words: "issue the certificate".
    pub what: String,
    /// To whom, in words; null for a task.
    pub owed_to: Option<String>,
    /// The clock that it ends, by its number: `C6`; null where the law sets no time.
    pub rule: Option<String>,
    /// The last day; null where the law sets none.
    pub due_on: Option<Date>,
    /// When it was done; null while it is owed.
    pub done_at: Option<DateTimeUtc>,
    /// Who did it.
    pub done_by: Option<PersonId>,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
