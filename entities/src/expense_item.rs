//! One thing that a family spent money on to attend a mediation.

use sea_orm::entity::prelude::*;

use crate::{ExpenseClaimId, Personal};

/// What money was spent on, as the table of regulation 41 lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// A fare by public transport, in standard class.
    PublicTransport,
    /// Miles by car or motorcycle.
    Mileage,
    /// A taxi.
    Taxi,
    /// Earnings lost.
    LossOfEarnings,
    /// A registered carer of a child or young person.
    Carer,
    /// A night in inner London.
    NightInnerLondon,
    /// A night elsewhere.
    NightElsewhere,
    /// A night with family or friends.
    NightWithFriends,
}

/// A row of `expense_item`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "expense_item")]
pub struct Model {
    /// The claim.
    #[sea_orm(primary_key, auto_increment = false)]
    pub claim_id: ExpenseClaimId,
    /// The position in the claim, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// What on.
    pub kind: Kind,
    /// The day on which it was spent or lost.
    pub spent_on: Date,
    /// What was spent or lost, in pence; null for miles.
    pub amount_pence: Option<i32>,
    /// Miles, nights, or minutes of care; null for what is not counted.
    pub quantity: Option<i32>,
    /// How many were cared for; null for what is no care.
    pub cared_for: Option<i32>,
    /// What shows it, in words: "train ticket"; null where nothing is said.
    pub evidence: Option<Personal>,
    /// The day on which the payer agreed beforehand; null where it did not.
    pub agreed_on: Option<Date>,
    /// What the rates allow, in pence.
    pub allowed_pence: i32,
    /// How that was reached.
    pub trace: String,
    /// The claim.
    #[sea_orm(belongs_to, from = "claim_id", to = "id")]
    pub claim: BelongsTo<super::expense_claim::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
