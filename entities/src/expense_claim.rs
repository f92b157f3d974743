//! A family's claim for the expenses of attending a mediation (regulation 41).

use sea_orm::entity::prelude::*;

use crate::{CaseId, ExpenseClaimId, OrganisationId, PersonId, Personal};

/// How far a claim has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It is made.
    Claimed,
    /// The payer agreed to pay what is allowed.
    Agreed,
    /// The payer refused it.
    Refused,
}

/// A row of `expense_claim`. No bank details are kept: the payer asks for them itself.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "expense_claim")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExpenseClaimId,
    /// The mediation.
    pub case_id: CaseId,
    /// Who spent the money.
    pub claimant_id: PersonId,
    /// The body that arranges the mediation, and so pays.
    pub payer_id: OrganisationId,
    /// How far it has come.
    pub state: State,
    /// What the rates allow, in pence.
    pub allowed_pence: i32,
    /// When it was made.
    pub claimed_at: DateTimeUtc,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// When the payer decided; null while it has not.
    pub decided_at: Option<DateTimeUtc>,
    /// Who recorded the decision.
    pub decided_by: Option<PersonId>,
    /// Why it was refused.
    pub reason: Option<Personal>,
    /// The mediation.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
