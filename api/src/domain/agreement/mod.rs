//! What was agreed: decisions, and actions with an owner and a last day each; signed on the day, typed
//! for everybody, and amended only in writing.
//!
//! How an agreement moves is for [`crate::lifecycle::agreement`] to say, and until when an action is
//! due for [`crate::law`]. What was agreed before an amendment stays: each decision and action knows in
//! which editions it stood.

mod amend;
mod around;
mod correct;
mod due;
pub mod reading;
mod record;
mod refused;
mod rules;
mod send;
mod sign;
mod store;

use entities::agreement_action::Category;
use entities::{AgreementActionId, CaseId, IssueId, OrganisationId, PersonId, agreement, case};
use sea_orm::{DatabaseTransaction, DbErr};

use chrono::NaiveDate;

use crate::app::App;
use crate::auth::{Action, Actor, Somebody, Standing, may};
use crate::domain::Failure;

pub use amend::{Amendment, amend};
pub(crate) use correct::{days, made_on};
pub use record::{abandon, record};
pub use refused::AgreementRefused;
pub(crate) use rules::clocks;
pub use send::send_typed;
pub use sign::sign;
pub(crate) use store::{
    actions_of, copies_of, decisions_of, editions_of, of_cases, signatories_of,
};

/// Who does something that was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A person.
    Person(PersonId),
    /// A body.
    Organisation(OrganisationId),
}

/// Something decided.
#[derive(Clone, Debug)]
pub struct NewDecision {
    /// What.
    pub text: String,
    /// The issue it settles.
    pub issue: Option<IssueId>,
    /// Whether it goes back to the authority's panel before it is final.
    pub is_for_panel: bool,
    /// The day of that panel, where it is known.
    pub panel_on: Option<NaiveDate>,
}

/// Something promised.
#[derive(Clone, Debug)]
pub struct NewAction {
    /// What will be done.
    pub what: String,
    /// The decision it carries out, by its position among those given with it, from 1.
    pub decision: Option<usize>,
    /// The issue it is about.
    pub issue: Option<IssueId>,
    /// Who does it; an action without an owner is refused.
    pub owner: Option<Owner>,
    /// What the law calls it.
    pub category: Option<Category>,
    /// Another last day that the parties agreed in writing.
    pub agreed_override_on: Option<NaiveDate>,
    /// The action it takes the place of; in an amendment.
    pub replaces: Option<AgreementActionId>,
}

/// What is agreed.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Between whom.
    pub parties: agreement::Parties,
    /// What was decided.
    pub decisions: Vec<NewDecision>,
    /// What was promised.
    pub actions: Vec<NewAction>,
    /// How it will be checked that the agreement works.
    pub check_how: String,
    /// The day of that check; `None` for the service's usual time.
    pub check_on: Option<NaiveDate>,
    /// Those who agree, and so sign.
    pub signatories: Vec<PersonId>,
}

/// Somebody in a case, and what they have to do with it; refused where one of these actions is not
/// theirs.
async fn enter<'a>(
    app: &App,
    actor: &'a Actor,
    id: CaseId,
    actions: &[Action],
) -> Result<(&'a Somebody, Standing), Failure<AgreementRefused>> {
    let nowhere = || AgreementRefused::NotFound("caseId");
    let somebody = actor.somebody().ok_or_else(nowhere)?;
    let seen = super::case::see(app, actor, id).await?;
    let is_theirs = |standing: Standing| actions.iter().any(|&action| may(standing, action));
    let seen = seen.filter(|(_, standing)| is_theirs(*standing));
    let (_, standing) = seen.ok_or_else(nowhere)?;
    Ok((somebody, standing))
}

/// The case as the actor saw it, locked, and its agreement, if there is one.
async fn locked(
    tx: &DatabaseTransaction,
    id: CaseId,
    expected_version: i32,
) -> Result<(case::Model, Option<agreement::Model>), Failure<AgreementRefused>> {
    let row = super::casework::locked(tx, id, expected_version).await;
    let row = row.map_err(AgreementRefused::of_step)?;
    let agreement = store::of_cases(tx, &[id]).await?.pop();
    Ok((row, agreement))
}

/// How many have signed the agreement of a locked case; none while somebody who agrees has not.
pub(crate) async fn signatures(tx: &DatabaseTransaction, case: CaseId) -> Result<usize, DbErr> {
    let Some(agreement) = store::of_cases(tx, &[case]).await?.pop() else {
        return Ok(0);
    };
    let signatories = store::signatories_of(tx, &[agreement.id]).await?;
    Ok(rules::signatures(&agreement, &signatories))
}

/// Whether somebody reads the agreement of a case, and so what it promises.
pub(crate) async fn is_read_by(
    tx: &DatabaseTransaction,
    case: CaseId,
    (standing, viewer): (Standing, &Somebody),
) -> Result<bool, DbErr> {
    let Some(agreement) = store::of_cases(tx, &[case]).await?.pop() else {
        return Ok(false);
    };
    let parts = reading::Parts {
        actions: &store::actions_of(tx, &[agreement.id]).await?,
        signatories: &store::signatories_of(tx, &[agreement.id]).await?,
        copies: &store::copies_of(tx, &[agreement.id]).await?,
    };
    Ok(reading::may_read(standing, viewer, &agreement, parts))
}

/// Whether somebody has signed the draft of a locked case, and somebody who agrees has not.
pub(crate) async fn is_partly_signed(
    tx: &DatabaseTransaction,
    case: CaseId,
) -> Result<bool, DbErr> {
    let Some(agreement) = store::of_cases(tx, &[case]).await?.pop() else {
        return Ok(false);
    };
    let signatories = store::signatories_of(tx, &[agreement.id]).await?;
    Ok(rules::is_partly_signed(&agreement, &signatories))
}

/// Gives up the draft of an agreement in a locked case in which nothing was agreed after all.
pub(crate) async fn abandon_draft(tx: &DatabaseTransaction, case: CaseId) -> Result<(), DbErr> {
    let draft = store::of_cases(tx, &[case]).await?.pop();
    let draft = draft.filter(|row| row.state == agreement::State::Drafting);
    let Some(draft) = draft else {
        return Ok(());
    };
    let abandoned = agreement::Model {
        state: agreement::State::Abandoned,
        ..draft
    };
    store::update(tx, abandoned).await
}
