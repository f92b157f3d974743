//! The draft of an agreement: written down while the session goes on, written anew until it is signed,
//! or given up.

use entities::{
    AgreementId, CaseId, PersonId, agreement, agreement_action, agreement_decision,
    agreement_edition, agreement_signatory, case, participant,
};
use sea_orm::DatabaseTransaction;

use super::around::Around;
use super::due::checked;
use super::{AgreementRefused, Terms, enter, locked, rules, store};
use crate::app::App;
use crate::auth::{Action, Actor};
use crate::database::{begin, insert_all};
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint, fingerprint_all};
use crate::domain::casework::{self, Recorded};
use crate::lifecycle::agreement::{Event, step};

/// Writes down what is agreed, in the place of an earlier draft.
///
/// # Errors
///
/// [`AgreementRefused`], or the database fails.
pub async fn record(
    app: &App,
    actor: &Actor,
    case: CaseId,
    expected_version: i32,
    terms: Terms,
) -> Result<Recorded, Failure<AgreementRefused>> {
    let subject = Subject::case(Deed::AgreementRecord, case);
    let work = recording(app, actor, subject, (case, expected_version), terms);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn recording(
    app: &App,
    actor: &Actor,
    subject: Subject,
    (case, expected_version): (CaseId, i32),
    terms: Terms,
) -> Result<Recorded, Failure<AgreementRefused>> {
    let (somebody, standing) = enter(app, actor, case, &[Action::RunSession]).await?;
    let tx = begin(&app.db).await?;
    let (row, before) = locked(&tx, case, expected_version).await?;
    if !rules::may_agree(&row) {
        return Err(AgreementRefused::NotInSession.into());
    }
    if before
        .as_ref()
        .is_some_and(|row| row.state != agreement::State::Drafting)
    {
        return Err(AgreementRefused::NotADraft.into());
    }
    let around = Around::read(app, &tx, row.clone()).await?;
    let id = before.as_ref().map(|before| before.id);
    let id = id.unwrap_or_else(|| AgreementId(app.ids.next()));
    let draft = drafted(app, &around, (id, somebody.id), &terms)?;
    let mut was = None;
    if let Some(before) = &before {
        let actions = store::actions_of(&tx, &[before.id]).await?;
        was = Some(fingerprint_all(&actions));
        store::delete_draft(&tx, before.id).await?;
    }
    let after = fingerprint_all(&draft.actions);
    draft.insert(&tx).await?;
    let happened = ("what is agreed is written down", app.today());
    let row = casework::enact(app, &tx, somebody.id, row, happened, Vec::new()).await?;
    let change = Change {
        before: was,
        after: Some(after),
    };
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok((row, standing))
}

/// The rows of a draft.
struct Draft {
    agreement: agreement::Model,
    edition: agreement_edition::Model,
    decisions: Vec<agreement_decision::Model>,
    actions: Vec<agreement_action::Model>,
    signatories: Vec<agreement_signatory::Model>,
}

impl Draft {
    async fn insert(self, tx: &DatabaseTransaction) -> Result<(), sea_orm::DbErr> {
        insert_all(tx, vec![self.agreement]).await?;
        insert_all(tx, vec![self.edition]).await?;
        insert_all(tx, self.decisions).await?;
        insert_all(tx, self.actions).await?;
        insert_all(tx, self.signatories).await
    }
}

/// The draft that terms make, as it could be signed.
fn drafted(
    app: &App,
    around: &Around,
    (id, by): (AgreementId, PersonId),
    terms: &Terms,
) -> Result<Draft, AgreementRefused> {
    let agreed_on = around.agreed_on;
    let place = rules::Place {
        id,
        parties: terms.parties,
        edition: 1,
        agreed_on,
        after: 0,
        around,
        ids: app.ids.as_ref(),
        calendar: &app.calendar,
    };
    if terms.actions.iter().any(|action| action.replaces.is_some()) {
        return Err(AgreementRefused::NoSuchAction);
    }
    let signing = rules::signing_roles(around, &terms.signatories)?;
    let roles: Vec<_> = signing.iter().map(|(_, role)| *role).collect();
    rules::sides(&around.row, terms.parties, &roles)?;
    let decisions = rules::decisions(&place, &terms.decisions)?;
    let actions = rules::actions(&place, &terms.actions, &decisions)?;
    let check = checked(agreed_on, terms.check_on, &app.calendar)?;
    let agreement = agreement::Model {
        id,
        case_id: around.row.id,
        state: agreement::State::Drafting,
        parties: terms.parties,
        edition: 1,
        agreed_on,
        signed_on: None,
        typed_sent_on: None,
    };
    can_be_signed(app, &around.row, &agreement, (&actions, signing.len()))?;
    Ok(Draft {
        edition: agreement_edition::Model {
            agreement_id: id,
            edition: 1,
            agreed_on,
            check_how: rules::text(&terms.check_how, "checkHow")?,
            check_on: check.on,
            check_trace: check.trace.join("\n"),
            reason: None,
            recorded_at: app.now(),
            recorded_by: by,
        },
        signatories: signatories(id, 1, &signing),
        agreement,
        decisions,
        actions,
    })
}

/// Whether the life-cycle would let a draft be signed: who promises, and by when.
fn can_be_signed(
    app: &App,
    row: &case::Model,
    agreement: &agreement::Model,
    (actions, signatures): (&[agreement_action::Model], usize),
) -> Result<(), AgreementRefused> {
    let event = Event::Signed {
        on: agreement.agreed_on,
        signatures,
        promises: rules::promises(actions),
    };
    let facts = rules::facts(row, agreement);
    let signed = step(rules::state(agreement), &event, &facts, app.now());
    let signed = signed.map(|_| ());
    signed.map_err(|refused| AgreementRefused::against("actions", &refused))
}

/// The rows of those who agree to an edition.
pub(super) fn signatories(
    id: AgreementId,
    edition: i32,
    signing: &[(PersonId, participant::Role)],
) -> Vec<agreement_signatory::Model> {
    let rows = signing.iter();
    rows.map(|&(person_id, role)| agreement_signatory::Model {
        agreement_id: id,
        edition,
        person_id,
        role,
        signed_on: None,
    })
    .collect()
}

/// Gives a draft up: nothing is agreed after all.
///
/// # Errors
///
/// [`AgreementRefused`], or the database fails.
pub async fn abandon(
    app: &App,
    actor: &Actor,
    case: CaseId,
    expected_version: i32,
) -> Result<Recorded, Failure<AgreementRefused>> {
    let subject = Subject::case(Deed::AgreementAbandon, case);
    let work = abandoning(app, actor, subject, (case, expected_version));
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn abandoning(
    app: &App,
    actor: &Actor,
    subject: Subject,
    (case, expected_version): (CaseId, i32),
) -> Result<Recorded, Failure<AgreementRefused>> {
    let (somebody, standing) = enter(app, actor, case, &[Action::RunSession]).await?;
    let tx = begin(&app.db).await?;
    let (row, before) = locked(&tx, case, expected_version).await?;
    let before = before.ok_or(AgreementRefused::NoAgreement)?;
    let event = Event::Abandoned;
    let facts = rules::facts(&row, &before);
    let change = step(rules::state(&before), &event, &facts, app.now())
        .map_err(|refused| AgreementRefused::against("caseId", &refused))?;
    let after = agreement::Model {
        state: rules::stored(change.to),
        ..before.clone()
    };
    store::update(&tx, after.clone()).await?;
    let happened = (event.words(), app.today());
    let row = casework::enact(app, &tx, somebody.id, row, happened, change.effects).await?;
    let change = Change::from(fingerprint(&before), &after);
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok((row, standing))
}
