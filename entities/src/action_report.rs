//! Something that was said of a promised action: done, not kept, taken further.

use sea_orm::entity::prelude::*;

use crate::{AgreementActionId, PersonId, Personal};

/// What was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// It is done.
    Done,
    /// It is not kept, as somebody in the agreement sees it.
    NotKept,
    /// Its lateness is taken further.
    Escalated,
    /// There is a complaint about it.
    Complaint,
    /// Its last day was moved, on a ground of regulation 44(3) of the SEND Regulations 2014.
    Extended,
}

/// A row of `action_report`. Reports are added and never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "action_report")]
pub struct Model {
    /// The action.
    #[sea_orm(primary_key, auto_increment = false)]
    pub action_id: AgreementActionId,
    /// The position among the reports on it, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i32,
    /// What was said.
    pub kind: Kind,
    /// The day on which it happened.
    pub happened_on: Date,
    /// When it was recorded.
    pub recorded_at: DateTimeUtc,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// What shows it or its ground, or what is wrong, in words.
    pub text: Option<Personal>,
    /// The action.
    #[sea_orm(belongs_to, from = "action_id", to = "id")]
    pub action: BelongsTo<super::agreement_action::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
