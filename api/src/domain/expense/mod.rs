//! Claims for the expenses of attending a mediation (regulation 41): made by the family, paid by the body
//! that arranges the mediation, worked out by `law::expenses`.

mod rules;
mod store;

use entities::{CaseId, ExpenseClaimId, PersonId, Personal, expense_claim, expense_terms};

use crate::app::App;
use crate::auth::{Actor, Afterwards, may_afterwards};
use crate::database::insert_all;
use crate::domain::audit::{self, Change, Deed, Subject, fingerprint};
use crate::domain::casework::{self, RecordRefused, Recorded};
use crate::domain::{Failure, case, meeting, prose, session};
use crate::law::expenses;

pub use rules::reads_claim;
pub(crate) use store::{claims_of, items_of};

/// What the body that arranges the mediation of a case asks before it pays, recorded for all its cases
/// with the service.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn set_terms(
    app: &App,
    actor: &Actor,
    id: CaseId,
    terms: expenses::Terms,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("expenseTermsRecord"), id);
    let work = setting_terms(app, actor, subject, id, terms);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn setting_terms(
    app: &App,
    actor: &Actor,
    subject: Subject,
    id: CaseId,
    terms: expenses::Terms,
) -> Result<Recorded, Failure<RecordRefused>> {
    let entered = casework::enter(app, actor, id, |standing| {
        may_afterwards(standing, Afterwards::RunExpenses)
    })
    .await?;
    let seats = case::participants_of(&entered.tx, &[id]).await?;
    let body_id = rules::payer(&entered.row, &seats)?;
    let before = store::terms(&entered.tx, entered.row.provider_id, body_id).await?;
    let row = expense_terms::Model {
        provider_id: entered.row.provider_id,
        body_id,
        needs_prior_agreement: terms.prior_agreement,
        needs_evidence: terms.evidence,
        recorded_at: app.now(),
        recorded_by: entered.by(),
    };
    store::put_terms(&entered.tx, row.clone()).await?;
    let change = Change {
        before: before.as_ref().map(fingerprint),
        ..Change::new(&row)
    };
    entered.leave(app, actor, subject, None, change).await
}

/// One thing money was spent on, as it is claimed.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// What the rates are worked out from.
    pub item: expenses::Item,
    /// What shows it, in words.
    pub evidence: Option<String>,
}

/// Records what somebody of the family claims, and works out what is allowed.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn claim(
    app: &App,
    actor: &Actor,
    id: CaseId,
    claimant: Option<PersonId>,
    items: Vec<NewItem>,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("expenseClaim"), id);
    let work = claiming(app, actor, subject, id, (claimant, items));
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn claiming(
    app: &App,
    actor: &Actor,
    subject: Subject,
    id: CaseId,
    (claimant, items): (Option<PersonId>, Vec<NewItem>),
) -> Result<Recorded, Failure<RecordRefused>> {
    let entered = casework::enter(app, actor, id, |standing| {
        may_afterwards(standing, Afterwards::ClaimExpenses)
            || may_afterwards(standing, Afterwards::RunExpenses)
    })
    .await?;
    let (tx, row) = (&entered.tx, &entered.row);
    let seats = case::participants_of(tx, &[id]).await?;
    let payer_id = rules::payer(row, &seats)?;
    let claimant_id = rules::claimant(entered.standing, entered.by(), claimant, &seats)?;
    let meetings = meeting::of_cases(tx, &[id]).await?;
    let ids: Vec<_> = meetings.iter().map(|meeting| meeting.id).collect();
    let known = session::attendance_of(tx, &ids).await?;
    let met = rules::was_there(claimant_id, &meetings, &known)?;
    let terms = store::terms(tx, row.provider_id, payer_id).await?;
    let before = store::earnings_before(tx, id, claimant_id).await?;
    let plain: Vec<expenses::Item> = items.iter().map(|new| new.item.clone()).collect();
    let worked_out = rules::worked_out(&plain, terms.as_ref(), before, app.today())?;
    rules::is_of_the_meeting(&plain, &met)?;
    let claim = expense_claim::Model {
        id: ExpenseClaimId(app.ids.next()),
        case_id: id,
        claimant_id,
        payer_id,
        state: expense_claim::State::Claimed,
        allowed_pence: rules::total(&worked_out),
        claimed_at: app.now(),
        recorded_by: entered.by(),
        decided_at: None,
        decided_by: None,
        reason: None,
    };
    let mut rows = Vec::new();
    for ((position, new), allowed) in (1..).zip(items).zip(worked_out) {
        let evidence = evidence(new.evidence.as_deref())?;
        rows.push(rules::row(claim.id, position, &new.item, evidence, allowed));
    }
    insert_all(tx, vec![claim.clone()]).await?;
    insert_all(tx, rows).await?;
    let words = "expenses are claimed";
    entered
        .leave(app, actor, subject, Some(words), Change::new(&claim))
        .await
}

fn evidence(text: Option<&str>) -> Result<Option<Personal>, RecordRefused> {
    prose::maybe(text, prose::LINES, "items")
}

/// What the payer decides on a claim.
#[derive(Clone, Debug)]
pub enum Decision {
    /// It pays what is allowed.
    Agree,
    /// It does not pay, and why.
    Refuse(String),
}

/// Records what the payer decides: somebody of that body does, or who runs the case writes it down.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn decide(
    app: &App,
    actor: &Actor,
    id: ExpenseClaimId,
    decision: Decision,
) -> Result<Recorded, Failure<RecordRefused>> {
    let found = store::claim(&app.db, id).await?;
    let case = found.map(|row| row.case_id);
    let subject = Subject::object(Deed::CaseRecord("expenseClaimDecide"), case, Some(id.0));
    let work = deciding(app, actor, subject, (id, case), decision);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn deciding(
    app: &App,
    actor: &Actor,
    subject: Subject,
    (id, case): (ExpenseClaimId, Option<CaseId>),
    decision: Decision,
) -> Result<Recorded, Failure<RecordRefused>> {
    let case = case.ok_or(RecordRefused::NotFound)?;
    let entered = casework::enter(app, actor, case, |standing| {
        may_afterwards(standing, Afterwards::PayExpenses)
            || may_afterwards(standing, Afterwards::RunExpenses)
    })
    .await?;
    let row = store::claim(&entered.tx, id).await?;
    let row = row
        .filter(|row| rules::may_decide(entered.standing, entered.somebody, row))
        .ok_or(RecordRefused::NotFound)?;
    rules::is_open(&row)?;
    let before = fingerprint(&row);
    let (state, reason, words) = match decision {
        Decision::Agree => (expense_claim::State::Agreed, None, "expenses are agreed"),
        Decision::Refuse(reason) => (
            expense_claim::State::Refused,
            Some(prose::text(&reason, prose::LINES, "reason")?),
            "expenses are refused",
        ),
    };
    let row = expense_claim::Model {
        state,
        reason,
        decided_at: Some(app.now()),
        decided_by: Some(entered.by()),
        ..row
    };
    store::update_claim(&entered.tx, row.clone()).await?;
    let change = Change::from(before, &row);
    entered
        .leave(app, actor, subject, Some(words), change)
        .await
}
