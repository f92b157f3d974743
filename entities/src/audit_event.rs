//! What was done or refused, by whom, as a link of a chain that shows later changes.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId};

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was refused, and nothing was changed.
    Refused,
}

/// Why something was done at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Purpose {
    /// To run a case.
    Casework,
    /// To arrange meetings.
    Arranging,
    /// To say when one can meet.
    Availability,
    /// To plan many meetings.
    Planning,
    /// To decide who may use the service at all.
    Access,
    /// To read what is confidential.
    Reading,
}

/// A row of `audit_event`. It holds ids and fingerprints and no text about people, so that erasing
/// somebody's data leaves the chain whole; that is also why nothing here refers to another table.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// The position in the chain, from 1 without a gap.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// When.
    pub at: DateTimeUtc,
    /// Who; null for somebody not signed in.
    pub actor_id: Option<PersonId>,
    /// As what, in relation to the object.
    pub acting_as: String,
    /// The case it concerns; null when it concerns none.
    pub case_id: Option<CaseId>,
    /// What was attempted, by the name of the operation.
    pub action: String,
    /// The row it was done to; null when there is none, or none yet.
    pub object_id: Option<Uuid>,
    /// What for.
    pub purpose: Purpose,
    /// What came of it.
    pub outcome: Outcome,
    /// The code of the refusal; null when it was done.
    pub refusal: Option<String>,
    /// SHA-256 of the object before, in hexadecimal; null when there was none.
    pub before_hash: Option<String>,
    /// SHA-256 of the object after, in hexadecimal; null when it was not changed.
    pub after_hash: Option<String>,
    /// The `hash` of the event before; 64 zeros for the first.
    pub previous_hash: String,
    /// SHA-256 of `previous_hash` and everything above, in hexadecimal.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
