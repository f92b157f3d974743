//! What was agreed: written down, signed, sent typed, amended in writing.

pub mod codes;
pub mod seen;

use async_graphql::{Context, ID, InputObject, Object, OneofObject, Result};
use chrono::NaiveDate;
use entities::agreement::Parties;

pub use seen::{
    Agreement, AgreementAction, AgreementCopy, AgreementDecision, AgreementEdition,
    AgreementSignatory,
};
pub(super) use seen::{apart, of_case};

use self::codes::{AgreementActionCategory, AgreementParties};
use super::casework::{CaseRecordPayload, CaseStepInput};
use super::id::{self, Kind};
use super::session::{all, maybe};
use crate::app::App;
use crate::auth::Actor;
use crate::domain::agreement::{self, Amendment, NewAction, NewDecision, Owner, Terms};

/// Something decided.
#[derive(InputObject)]
pub struct AgreementDecisionInput {
    /// What.
    text: String,
    /// The issue it settles, where it is one of the case's.
    issue_id: Option<ID>,
    /// Whether it goes back to the authority's panel before it is final.
    #[graphql(default)]
    is_for_panel: bool,
    /// The day of that panel, where it is known.
    panel_on: Option<NaiveDate>,
}

/// Who does something that was promised: a person or a body.
#[derive(OneofObject)]
pub enum AgreementOwnerInput {
    /// The person.
    PersonId(ID),
    /// The body.
    OrganisationId(ID),
}

/// Something promised.
#[derive(InputObject)]
pub struct AgreementActionInput {
    /// What will be done.
    what: String,
    /// The decision it carries out, by its position among those given with it, from 1.
    decision: Option<u32>,
    /// The issue it is about, where it is one of the case's.
    issue_id: Option<ID>,
    /// Who does it. An action without an owner is refused (SEND reg 42 and 44).
    owner: Option<AgreementOwnerInput>,
    /// What the law calls it; it decides by when it is done. Null outside a mediation, and where the
    /// parties set the day.
    category: Option<AgreementActionCategory>,
    /// Another last day that the parties agreed in writing (SEND reg 42(5)); goes before the law's.
    agreed_override_on: Option<NaiveDate>,
    /// The action it takes the place of; in an amendment.
    replaces_id: Option<ID>,
}

/// What is agreed, in which case.
#[derive(InputObject)]
pub struct AgreementRecordInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Between whom.
    #[graphql(default_with = "AgreementParties::All")]
    parties: AgreementParties,
    /// What was decided; at most 40.
    #[graphql(default)]
    decisions: Vec<AgreementDecisionInput>,
    /// What was promised; at most 40, at least one.
    actions: Vec<AgreementActionInput>,
    /// How it will be checked that the agreement works.
    check_how: String,
    /// The day of that check; null for the service's usual time, six weeks.
    check_on: Option<NaiveDate>,
    /// Those who agree, and so sign: of at least two sides, and at the meeting.
    signatory_ids: Vec<ID>,
}

/// Who signs, when.
#[derive(InputObject)]
pub struct AgreementSignInput {
    /// The case.
    case_id: ID,
    /// Who; null for the viewer. Another's signature, on paper, is for those who run the session to note.
    person_id: Option<ID>,
    /// The day.
    signed_on: NaiveDate,
}

/// When the typed agreement was sent.
#[derive(InputObject)]
pub struct TypedAgreementSendInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day.
    sent_on: NaiveDate,
}

/// What is agreed otherwise.
#[derive(InputObject)]
pub struct AgreementAmendInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day on which it was agreed; the times of what is new are counted from it.
    agreed_on: NaiveDate,
    /// Whether in writing; otherwise it is refused (SEND reg 42(5)).
    is_in_writing: bool,
    /// Why.
    reason: String,
    /// Who agreed: everybody who signed before.
    agreed_by_ids: Vec<ID>,
    /// What was decided besides.
    #[graphql(default)]
    decisions: Vec<AgreementDecisionInput>,
    /// What is promised besides, or in the place of another action.
    #[graphql(default)]
    actions: Vec<AgreementActionInput>,
    /// The actions that are no longer promised.
    #[graphql(default)]
    withdrawn_ids: Vec<ID>,
    /// How it is checked from now on; null where that stays.
    check_how: Option<String>,
    /// The day of that check; null where that stays.
    check_on: Option<NaiveDate>,
}

/// What was decided, as given; `None` when an id is none of ours.
fn decided(input: Vec<AgreementDecisionInput>) -> Option<Vec<NewDecision>> {
    let one = |decision: AgreementDecisionInput| {
        Some(NewDecision {
            issue: maybe(Kind::Issue, decision.issue_id.as_ref()).ok()?,
            text: decision.text,
            is_for_panel: decision.is_for_panel,
            panel_on: decision.panel_on,
        })
    };
    input.into_iter().map(one).collect()
}

fn owner(input: &AgreementOwnerInput) -> Option<Owner> {
    match input {
        AgreementOwnerInput::PersonId(id) => id::decode_as(Kind::Person, id).map(Owner::Person),
        AgreementOwnerInput::OrganisationId(id) => {
            id::decode_as(Kind::Organisation, id).map(Owner::Organisation)
        }
    }
}

/// What was promised, as given; `None` when an id is none of ours.
fn promised(input: Vec<AgreementActionInput>) -> Option<Vec<NewAction>> {
    let one = |action: AgreementActionInput| {
        let owner = match &action.owner {
            Some(given) => Some(owner(given)?),
            None => None,
        };
        Some(NewAction {
            issue: maybe(Kind::Issue, action.issue_id.as_ref()).ok()?,
            replaces: maybe(Kind::AgreementAction, action.replaces_id.as_ref()).ok()?,
            what: action.what,
            decision: action.decision.map(super::casework::session::count),
            owner,
            category: action.category.map(Into::into),
            agreed_override_on: action.agreed_override_on,
        })
    };
    input.into_iter().map(one).collect()
}

/// Mutations about what was agreed.
#[derive(Default)]
pub struct AgreementMutations;

/// Mutations about what was agreed.
#[Object]
impl AgreementMutations {
    /// Writes down what is agreed while the session goes on, in the place of an earlier draft: decisions,
    /// actions with owner and last day, how it is checked, and who signs (SEND reg 42(1)).
    async fn agreement_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is agreed.")] input: AgreementRecordInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = id::decode_as(Kind::Case, &input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let Some(decisions) = decided(input.decisions) else {
            return Ok(CaseRecordPayload::malformed("decisions"));
        };
        let Some(actions) = promised(input.actions) else {
            return Ok(CaseRecordPayload::malformed("actions"));
        };
        let Some(signatories) = all(Kind::Person, &input.signatory_ids) else {
            return Ok(CaseRecordPayload::malformed("signatoryIds"));
        };
        let terms = Terms {
            parties: Parties::from(input.parties),
            decisions,
            actions,
            check_how: input.check_how,
            check_on: input.check_on,
            signatories,
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let version = input.expected_version;
        CaseRecordPayload::told(agreement::record(app, actor, case, version, terms).await)
    }

    /// Gives a draft up: nothing is agreed after all.
    async fn agreement_abandon(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = id::decode_as(Kind::Case, &input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let version = input.expected_version;
        CaseRecordPayload::told(agreement::abandon(app, actor, case, version).await)
    }

    /// Records that somebody who agrees has signed. With the last signature the agreement is made, and its
    /// times run. Whoever comes for a body signs with a mandate that the mediator confirmed.
    async fn agreement_sign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who signs, and when.")] input: AgreementSignInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = id::decode_as(Kind::Case, &input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let Ok(person) = maybe(Kind::Person, input.person_id.as_ref()) else {
            return Ok(CaseRecordPayload::malformed("personId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let on = input.signed_on;
        CaseRecordPayload::told(agreement::sign(app, actor, case, person, on).await)
    }

    /// Records that the agreement, as it now reads, was sent typed to everybody who took part, and to whom.
    async fn typed_agreement_send(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and when.")] input: TypedAgreementSendInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = id::decode_as(Kind::Case, &input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let (version, on) = (input.expected_version, input.sent_on);
        CaseRecordPayload::told(agreement::send_typed(app, actor, case, version, on).await)
    }

    /// Amends a signed agreement in writing; the wording before stays to be read (SEND reg 42(5)).
    async fn agreement_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is agreed otherwise.")] input: AgreementAmendInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = id::decode_as(Kind::Case, &input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let Some(decisions) = decided(input.decisions) else {
            return Ok(CaseRecordPayload::malformed("decisions"));
        };
        let Some(actions) = promised(input.actions) else {
            return Ok(CaseRecordPayload::malformed("actions"));
        };
        let Some(agreed_by) = all(Kind::Person, &input.agreed_by_ids) else {
            return Ok(CaseRecordPayload::malformed("agreedByIds"));
        };
        let Some(withdrawn) = all(Kind::AgreementAction, &input.withdrawn_ids) else {
            return Ok(CaseRecordPayload::malformed("withdrawnIds"));
        };
        let amendment = Amendment {
            on: input.agreed_on,
            is_in_writing: input.is_in_writing,
            reason: input.reason,
            agreed_by,
            decisions,
            actions,
            withdrawn,
            check_how: input.check_how,
            check_on: input.check_on,
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let version = input.expected_version;
        CaseRecordPayload::told(agreement::amend(app, actor, case, version, amendment).await)
    }
}
