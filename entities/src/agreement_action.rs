//! Something promised in an agreement: what, by whom, by when.

use sea_orm::entity::prelude::*;

use crate::{
    AgreementActionId, AgreementDecisionId, AgreementId, CaseId, IssueId, OrganisationId, PersonId,
    Personal,
};

/// What the law calls a promise: it decides by when it is kept (SEND Regulations 2014, regulations 42
/// and 44).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Category {
    /// C16: something that no appeal could have ordered.
    Promise,
    /// C18: to assess, or assess again: the family is told so.
    Assess,
    /// C19: to assess: the family is told that there will be no plan.
    AssessNoPlan,
    /// C20: to assess: the final plan.
    AssessPlan,
    /// C21: to issue a plan: the draft.
    DraftPlan,
    /// C21: to issue a plan: the final plan.
    FinalPlan,
    /// C22: to think again.
    Reconsider,
    /// C23: to amend needs or provision (sections B and F).
    Amend,
    /// C24: to change the placement (section I).
    Placement,
}

/// How far a promise has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It is not due yet.
    Open,
    /// It is nearly due.
    DueSoon,
    /// It is late.
    Overdue,
    /// The lateness was taken further.
    Escalated,
    /// There is a complaint about it.
    Complaint,
    /// It is kept.
    Done,
}

/// A row of `agreement_action`. An amendment ends a row at its edition and adds another; what was
/// promised before stays to be read.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement_action")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementActionId,
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The case of the agreement.
    pub case_id: CaseId,
    /// The position among its edition's actions, from 1.
    pub position: i32,
    /// What will be done.
    pub what: Personal,
    /// The decision it carries out, if one was named.
    pub decision_id: Option<AgreementDecisionId>,
    /// The issue it is about, where it is one of the case's.
    pub issue_id: Option<IssueId>,
    /// The person who does it; null where a body does.
    pub owner_person_id: Option<PersonId>,
    /// The body that does it; null where a person does.
    pub owner_organisation_id: Option<OrganisationId>,
    /// What the law calls it; null outside mediation, where the law sets no time.
    pub category: Option<Category>,
    /// The day from which its time is counted.
    pub agreed_on: Date,
    /// Another last day that the parties agreed in writing (regulation 42(5)); null where they did not.
    pub agreed_override_on: Option<Date>,
    /// The last day; null where neither the law nor the parties set one.
    pub due_on: Option<Date>,
    /// The rule that set the last day, by its number: `C21`, or `C25` for a day of the parties' own;
    /// null where no rule did.
    pub rule: Option<String>,
    /// Where that rule is written.
    pub citation: Option<String>,
    /// How the last day was reached: a sentence a line.
    pub trace: Option<String>,
    /// How far it has come.
    pub state: State,
    /// The day on which it was done; null until then.
    pub done_on: Option<Date>,
    /// The edition it first stood in.
    pub from_edition: i32,
    /// The edition it last stood in; null while it is in force.
    pub until_edition: Option<i32>,
    /// The agreement.
    #[sea_orm(belongs_to, from = "agreement_id", to = "id")]
    pub agreement: BelongsTo<super::agreement::Entity>,
    /// The case of the agreement.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
