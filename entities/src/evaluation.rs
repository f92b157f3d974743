//! What somebody thinks of the service after a meeting: asked for, and perhaps answered.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId, Personal, participant};

/// How an evaluation came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Channel {
    /// On a form at the meeting.
    OnDay,
    /// Later, electronically.
    Electronic,
}

/// A row of `evaluation`: one for each person invited. Scores are from 1 (poor) to 5 (very good).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// Who is asked.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// As what they took part.
    pub role: participant::Role,
    /// When they were invited.
    pub invited_at: DateTimeUtc,
    /// When they answered; null while they have not.
    pub submitted_at: Option<DateTimeUtc>,
    /// How the answer came in.
    pub channel: Option<Channel>,
    /// The service as a whole.
    pub service: Option<i32>,
    /// The mediator or facilitator.
    pub mediator: Option<i32>,
    /// The preparation.
    pub preparation: Option<i32>,
    /// Whether it was fair.
    pub fairness: Option<i32>,
    /// Whether they were heard.
    pub heard: Option<i32>,
    /// What came of it.
    pub outcome: Option<i32>,
    /// In their words.
    pub text: Option<Personal>,
    /// Whether their words may be quoted without their name.
    pub may_quote: bool,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
