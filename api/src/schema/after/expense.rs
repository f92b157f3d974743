//! Claims for the expenses of attending a mediation.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{expense_claim, expense_item};

use super::super::casework::CaseRecordPayload;
use super::super::id::{self, Kind};
use super::super::loaders::{ItemsOf, Loaders, OrganisationBy};
use super::super::organisation::Organisation;
use super::super::person::{self, Person};
use super::case_id;
use super::codes::{ExpenseClaimState, ExpenseKind};
use crate::app::App;
use crate::auth::{Actor, Standing};
use crate::domain::expense::{self as domain, Decision, NewItem};
use crate::law::expenses::{Item, Terms};

/// A claim for the expenses of attending a mediation (SEND reg 41). Amounts are in pence.
pub struct ExpenseClaim {
    pub(super) row: expense_claim::Model,
    pub(super) standing: Standing,
}

/// A claim for the expenses of attending a mediation (SEND reg 41). Amounts are in pence.
#[Object]
impl ExpenseClaim {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::ExpenseClaim, self.row.id.0)
    }

    /// Who spent the money.
    async fn claimant(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.claimant_id, self.standing)
            .await
            .transpose()
    }

    /// The body that arranges the mediation, and so pays.
    async fn payer(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        let found = async {
            let loaders = ctx.data::<Loaders>()?;
            let row = loaders.load_one(OrganisationBy(self.row.payer_id)).await?;
            Ok(row.map(Organisation))
        };
        found.await.transpose()
    }

    /// How far it has come.
    async fn state(&self) -> ExpenseClaimState {
        self.row.state.into()
    }

    /// What the rates allow in all, in pence.
    async fn allowed_pence(&self) -> i32 {
        self.row.allowed_pence
    }

    /// When it was made.
    async fn claimed_at(&self) -> DateTime<Utc> {
        self.row.claimed_at
    }

    /// When the payer decided; null while it has not.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.row.decided_at
    }

    /// Why it was refused; null unless it was.
    async fn reason(&self) -> Option<&str> {
        self.row.reason.as_ref().map(entities::Personal::reveal)
    }

    /// What the money was spent on; at most 30.
    async fn items(&self, ctx: &Context<'_>) -> Result<Vec<ExpenseItem>> {
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(ItemsOf(self.row.id)).await?;
        Ok(rows
            .unwrap_or_default()
            .into_iter()
            .map(ExpenseItem)
            .collect())
    }
}

/// One thing that money was spent on.
pub struct ExpenseItem(expense_item::Model);

/// One thing that money was spent on.
#[Object]
impl ExpenseItem {
    /// What on.
    async fn kind(&self) -> ExpenseKind {
        self.0.kind.into()
    }

    /// The day.
    async fn spent_on(&self) -> NaiveDate {
        self.0.spent_on
    }

    /// What was spent or lost, in pence; null where nothing was said.
    async fn amount_pence(&self) -> Option<i32> {
        self.0.amount_pence
    }

    /// Tenths of a mile, nights, or minutes of care; null for what is not counted.
    async fn quantity(&self) -> Option<i32> {
        self.0.quantity
    }

    /// How many were cared for; null for what is no care.
    async fn cared_for(&self) -> Option<i32> {
        self.0.cared_for
    }

    /// What shows it, in words; null where nothing was said.
    async fn evidence(&self) -> Option<&str> {
        self.0.evidence.as_ref().map(entities::Personal::reveal)
    }

    /// The day on which the payer agreed beforehand; null where it did not.
    async fn agreed_on(&self) -> Option<NaiveDate> {
        self.0.agreed_on
    }

    /// What the rates allow, in pence.
    async fn allowed_pence(&self) -> i32 {
        self.0.allowed_pence
    }

    /// How that was reached, in a sentence with its source.
    async fn trace(&self) -> &str {
        &self.0.trace
    }
}

/// One thing that money was spent on.
#[derive(InputObject)]
pub struct ExpenseItemInput {
    /// What on.
    kind: ExpenseKind,
    /// The day.
    spent_on: NaiveDate,
    /// What was spent or lost, in pence; nothing for miles, and for care only where less was spent than the
    /// rate allows.
    amount_pence: Option<u32>,
    /// Miles in tenths: 124 for 12.4 miles; for miles alone.
    tenths_of_a_mile: Option<u32>,
    /// Minutes of care; for care alone.
    minutes: Option<u32>,
    /// How many children or young people were cared for; for care alone.
    cared_for: Option<u32>,
    /// Nights; for nights alone.
    nights: Option<u32>,
    /// Whether a fare by public transport was of standard class.
    #[graphql(default)]
    is_standard_class: bool,
    /// Whether the carer is registered.
    #[graphql(default)]
    is_registered: bool,
    /// What shows it, in words: "train ticket".
    evidence: Option<String>,
    /// The day on which the body that pays agreed beforehand.
    agreed_on: Option<NaiveDate>,
}

impl ExpenseItemInput {
    /// The one number that is counted for its kind, or any that is out of place.
    fn quantity(&self) -> Option<u32> {
        match self.kind {
            ExpenseKind::Mileage => self.tenths_of_a_mile,
            ExpenseKind::Carer => self.minutes,
            ExpenseKind::NightInnerLondon
            | ExpenseKind::NightElsewhere
            | ExpenseKind::NightWithFriends => self.nights,
            ExpenseKind::PublicTransport | ExpenseKind::Taxi | ExpenseKind::LossOfEarnings => {
                self.tenths_of_a_mile.or(self.minutes).or(self.nights)
            }
        }
    }
}

impl From<ExpenseItemInput> for NewItem {
    fn from(input: ExpenseItemInput) -> Self {
        let evidence = input.evidence.as_deref();
        Self {
            item: Item {
                kind: input.kind.into(),
                spent_on: input.spent_on,
                amount_pence: input.amount_pence,
                quantity: input.quantity(),
                cared_for: input.cared_for,
                is_standard_class: input.is_standard_class,
                is_registered: input.is_registered,
                has_evidence: evidence.is_some_and(|text| !text.trim().is_empty()),
                agreed_on: input.agreed_on,
            },
            evidence: input.evidence,
        }
    }
}

/// What the body that arranges a mediation asks before it pays (SEND reg 41(2)).
#[derive(InputObject)]
pub struct ExpenseTermsRecordInput {
    /// A mediation that the body arranges; what it asks holds for all of them.
    case_id: ID,
    /// Whether it must agree before money is spent.
    needs_prior_agreement: bool,
    /// Whether it must see evidence.
    needs_evidence: bool,
}

/// What somebody claims.
#[derive(InputObject)]
pub struct ExpenseClaimInput {
    /// The mediation.
    case_id: ID,
    /// Who spent the money, where who runs the case writes it down; null for the viewer.
    claimant_id: Option<ID>,
    /// What on, from 1 to 30 items.
    items: Vec<ExpenseItemInput>,
}

/// What the payer decides.
#[derive(InputObject)]
pub struct ExpenseClaimDecideInput {
    /// The claim.
    claim_id: ID,
    /// Whether it pays what is allowed.
    agrees: bool,
    /// Why it does not; needed to refuse.
    reason: Option<String>,
}

/// Mutations about expenses.
#[derive(Default)]
pub struct ExpenseMutations;

/// Mutations about expenses.
#[Object]
impl ExpenseMutations {
    /// Records what the body that arranges a mediation asks before it pays expenses: its agreement
    /// beforehand, evidence, both, or neither (SEND reg 41(2)).
    async fn expense_terms_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose mediation, and what is asked.")] input: ExpenseTermsRecordInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let terms = Terms {
            prior_agreement: input.needs_prior_agreement,
            evidence: input.needs_evidence,
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::set_terms(app, actor, case, terms).await)
    }

    /// Claims the expenses of attending a mediation, which the body that arranges it pays (SEND reg
    /// 41(1)). What is allowed is worked out item by item.
    async fn expense_claim(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What somebody claims.")] input: ExpenseClaimInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let claimant = match &input.claimant_id {
            None => None,
            Some(id) => match id::decode_as(Kind::Person, id) {
                Some(person) => Some(person),
                None => return Ok(CaseRecordPayload::malformed("claimantId")),
            },
        };
        let items = input.items.into_iter().map(Into::into).collect();
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::claim(app, actor, case, claimant, items).await)
    }

    /// Records what the payer decides on a claim.
    async fn expense_claim_decide(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which claim, and what is decided.")] input: ExpenseClaimDecideInput,
    ) -> Result<CaseRecordPayload> {
        let Some(claim) = id::decode_as(Kind::ExpenseClaim, &input.claim_id) else {
            return Ok(CaseRecordPayload::malformed("claimId"));
        };
        let decision = if input.agrees {
            Decision::Agree
        } else {
            Decision::Refuse(input.reason.unwrap_or_default())
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::decide(app, actor, claim, decision).await)
    }
}
