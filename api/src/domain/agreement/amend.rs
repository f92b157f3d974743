//! Another wording of a signed agreement, in writing: the one before stays to be read.

use chrono::NaiveDate;
use entities::{
    AgreementActionId, CaseId, PersonId, agreement, agreement_action, agreement_edition,
    agreement_signatory, case, case_clock,
};
use sea_orm::DatabaseTransaction;

use super::around::Around;
use super::due::checked;
use super::sign::check_clock;
use super::{AgreementRefused, NewAction, NewDecision, enter, locked, rules, store};
use crate::app::App;
use crate::auth::{Action, Actor};
use crate::database::{begin, insert_all};
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::casework::{self, Recorded};
use crate::lifecycle::agreement::{Event, step};

/// What is agreed otherwise.
#[derive(Clone, Debug)]
pub struct Amendment {
    /// The day on which it was agreed.
    pub on: NaiveDate,
    /// Whether in writing.
    pub is_in_writing: bool,
    /// Why.
    pub reason: String,
    /// Who agreed: everybody who signed before.
    pub agreed_by: Vec<PersonId>,
    /// What was decided besides.
    pub decisions: Vec<NewDecision>,
    /// What is promised besides, or in the place of another action.
    pub actions: Vec<NewAction>,
    /// What is no longer promised.
    pub withdrawn: Vec<AgreementActionId>,
    /// How it is checked from now on; `None` where that stays.
    pub check_how: Option<String>,
    /// The day of that check; `None` where that stays.
    pub check_on: Option<NaiveDate>,
}

/// Amends a signed agreement.
///
/// # Errors
///
/// [`AgreementRefused`], or the database fails.
pub async fn amend(
    app: &App,
    actor: &Actor,
    case: CaseId,
    expected_version: i32,
    amendment: Amendment,
) -> Result<Recorded, Failure<AgreementRefused>> {
    let subject = Subject::case(Deed::AgreementAmend, case);
    let work = amending(app, actor, subject, (case, expected_version), amendment);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn amending(
    app: &App,
    actor: &Actor,
    subject: Subject,
    (case, expected_version): (CaseId, i32),
    amendment: Amendment,
) -> Result<Recorded, Failure<AgreementRefused>> {
    let (somebody, standing) = enter(app, actor, case, &[Action::RunSession]).await?;
    let tx = begin(&app.db).await?;
    let (row, before) = locked(&tx, case, expected_version).await?;
    let before = before.ok_or(AgreementRefused::NoAgreement)?;
    let known = store::actions_of(&tx, &[before.id]).await?;
    let ended = ended(&before, &known, &amendment)?;
    let signatories = store::signatories_of(&tx, &[before.id]).await?;
    let signatories = agreed_by(&before, &signatories, &amendment)?;
    let around = Around::read(app, &tx, row.clone()).await?;
    let editions = store::editions_of(&tx, &[before.id]).await?;
    let edition = next_edition(app, somebody.id, &before, editions, &amendment)?;
    let place = rules::Place {
        id: before.id,
        parties: before.parties,
        edition: edition.edition,
        agreed_on: amendment.on,
        after: known.len(),
        around: &around,
        ids: app.ids.as_ref(),
        calendar: &app.calendar,
    };
    let decisions = rules::decisions(&place, &amendment.decisions)?;
    let actions = rules::actions(&place, &amendment.actions, &decisions)?;
    let stays = |action: &&agreement_action::Model| ended.iter().all(|row| row.id != action.id);
    let mut now: Vec<_> = rules::in_force(&known).filter(stays).cloned().collect();
    now.extend(actions.iter().cloned());
    let event = Event::Amended {
        on: amendment.on,
        is_in_writing: amendment.is_in_writing,
        promises: rules::promises(&now),
    };
    let facts = rules::facts(&row, &before);
    let change = step(rules::state(&before), &event, &facts, app.now())
        .map_err(|refused| AgreementRefused::against("agreedOn", &refused))?;
    let after = agreement::Model {
        state: rules::stored(change.to),
        edition: edition.edition,
        ..before.clone()
    };
    store::update(&tx, after.clone()).await?;
    for row in ended {
        store::update_action(&tx, row).await?;
    }
    insert_all(&tx, vec![edition]).await?;
    insert_all(&tx, decisions).await?;
    insert_all(&tx, actions).await?;
    insert_all(&tx, signatories).await?;
    let happened = (event.words(), amendment.on);
    let row = casework::enact(app, &tx, somebody.id, row, happened, change.effects).await?;
    let clocks = clocks(app, &tx, &row, &after, &now).await?;
    casework::put_promised(&tx, row.id, clocks).await?;
    let change = Change::from(fingerprint(&before), &after);
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok((row, standing))
}

/// The clocks that run for what is promised. The one of the check is left as it is once it was made.
pub(super) async fn clocks(
    app: &App,
    tx: &DatabaseTransaction,
    row: &case::Model,
    after: &agreement::Model,
    now: &[agreement_action::Model],
) -> Result<Vec<case_clock::Model>, Failure<AgreementRefused>> {
    let mut clocks = rules::clocks(now);
    let check = check_clock(app, tx, after).await?;
    let known = casework::clocks_of(tx, &[row.id]).await?;
    let is_made = |clock: &case_clock::Model| {
        let mut known = known.iter();
        known.any(|other| other.rule == clock.rule && other.met_on.is_some())
    };
    clocks.extend(check.filter(|clock| !is_made(clock)));
    Ok(clocks)
}

/// The actions that an amendment ends, as they then are.
fn ended(
    before: &agreement::Model,
    known: &[agreement_action::Model],
    amendment: &Amendment,
) -> Result<Vec<agreement_action::Model>, AgreementRefused> {
    let replaced = amendment
        .actions
        .iter()
        .filter_map(|action| action.replaces);
    let mut ids: Vec<_> = replaced
        .chain(amendment.withdrawn.iter().copied())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let is_check_changed = amendment.check_how.is_some() || amendment.check_on.is_some();
    let is_new = !amendment.actions.is_empty() || !amendment.decisions.is_empty();
    if ids.is_empty() && !is_new && !is_check_changed {
        return Err(AgreementRefused::NothingAmended);
    }
    let rows = ids.into_iter().map(|id| {
        let action = rules::in_force(known).find(|action| action.id == id);
        let action = action.ok_or(AgreementRefused::NoSuchAction)?;
        if action.done_on.is_some() {
            return Err(AgreementRefused::ActionDone);
        }
        Ok(agreement_action::Model {
            until_edition: Some(before.edition),
            ..action.clone()
        })
    });
    rows.collect()
}

/// The signatures of another wording: of everybody who signed the one before.
fn agreed_by(
    before: &agreement::Model,
    signatories: &[agreement_signatory::Model],
    amendment: &Amendment,
) -> Result<Vec<agreement_signatory::Model>, AgreementRefused> {
    let of_edition = signatories.iter();
    let of_edition = of_edition.filter(|row| row.edition == before.edition);
    let rows = of_edition.map(|row| {
        if !amendment.agreed_by.contains(&row.person_id) {
            return Err(AgreementRefused::NotAllAgree);
        }
        Ok(agreement_signatory::Model {
            edition: before.edition + 1,
            signed_on: Some(amendment.on),
            ..row.clone()
        })
    });
    rows.collect()
}

/// The next wording: what is not agreed otherwise stays.
fn next_edition(
    app: &App,
    by: PersonId,
    before: &agreement::Model,
    editions: Vec<agreement_edition::Model>,
    amendment: &Amendment,
) -> Result<agreement_edition::Model, AgreementRefused> {
    let last = editions.into_iter().max_by_key(|row| row.edition);
    let last = last.ok_or(AgreementRefused::NoAgreement)?;
    let (check_on, check_trace) = match amendment.check_on {
        Some(on) => {
            let due = checked(amendment.on, Some(on), &app.calendar)?;
            (due.on, due.trace.join("\n"))
        }
        None => (last.check_on, last.check_trace),
    };
    let check_how = match &amendment.check_how {
        Some(how) => rules::text(how, "checkHow")?,
        None => last.check_how,
    };
    Ok(agreement_edition::Model {
        agreement_id: before.id,
        edition: before.edition + 1,
        agreed_on: amendment.on,
        check_how,
        check_on,
        check_trace,
        reason: Some(rules::text(&amendment.reason, "reason")?),
        recorded_at: app.now(),
        recorded_by: by,
    })
}
