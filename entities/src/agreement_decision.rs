//! Something that the parties of a case decided.

use sea_orm::entity::prelude::*;

use crate::{AgreementDecisionId, AgreementId, IssueId, Personal};

/// A row of `agreement_decision`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement_decision")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementDecisionId,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The position among its edition's decisions, from 1.
    pub position: i32,
    /// What was decided.
    pub text: Personal,
    /// The issue it settles, where it is one of the case's.
    pub issue_id: Option<IssueId>,
    /// Whether it goes back to the authority's panel before it is final.
    pub is_for_panel: bool,
    /// The day of that panel; null where it is not known, or there is none.
    pub panel_on: Option<Date>,
    /// The edition it first stood in.
    pub from_edition: i32,
    /// The edition it last stood in; null while it is in force.
    pub until_edition: Option<i32>,
    /// The agreement.
    #[sea_orm(belongs_to, from = "agreement_id", to = "id")]
    pub agreement: BelongsTo<super::agreement::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
