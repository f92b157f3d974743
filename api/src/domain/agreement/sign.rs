//! Signatures: one by one, on the day; with the last, the agreement is signed and its times run.

use chrono::NaiveDate;
use entities::{CaseId, PersonId, agreement, agreement_signatory, case, case_clock};
use sea_orm::DatabaseTransaction;

use super::around::Around;
use super::due::checked;
use super::{AgreementRefused, enter, rules, store};
use crate::app::App;
use crate::auth::{Action, Actor, may};
use crate::database::begin;
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::case::rules::FOR_BODIES;
use crate::domain::casework::{self, Recorded};
use crate::law::Rule;
use crate::lifecycle::agreement::{Event, step};
use crate::lifecycle::change::{Document, Effect};

/// Records that somebody who agrees has signed: themselves, or whoever runs the session, with a
/// signature on paper before them.
///
/// # Errors
///
/// [`AgreementRefused`], or the database fails.
pub async fn sign(
    app: &App,
    actor: &Actor,
    case: CaseId,
    person: Option<PersonId>,
    on: NaiveDate,
) -> Result<Recorded, Failure<AgreementRefused>> {
    let object = person.map(|person| person.0);
    let subject = Subject::object(Deed::AgreementSign, Some(case), object);
    let work = signing(app, actor, subject, case, (person, on));
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn signing(
    app: &App,
    actor: &Actor,
    subject: Subject,
    case: CaseId,
    (person, on): (Option<PersonId>, NaiveDate),
) -> Result<Recorded, Failure<AgreementRefused>> {
    let actions = [Action::TakePart, Action::RunSession];
    let (somebody, standing) = enter(app, actor, case, &actions).await?;
    let person = person.unwrap_or(somebody.id);
    if person != somebody.id && !may(standing, Action::RunSession) {
        return Err(AgreementRefused::NotFound("personId").into());
    }
    let tx = begin(&app.db).await?;
    let row = crate::domain::case::lock(&tx, case).await?;
    let row = row.ok_or(AgreementRefused::NotFound("caseId"))?;
    let agreement = store::of_cases(&tx, &[case]).await?.pop();
    let agreement = agreement.ok_or(AgreementRefused::NoAgreement)?;
    let around = Around::read(app, &tx, row.clone()).await?;
    let mut signatories = store::signatories_of(&tx, &[agreement.id]).await?;
    signatories.retain(|row| row.edition == agreement.edition);
    let (before, after) = signed(&around, &agreement, &signatories, (person, on))?;
    for row in &mut signatories {
        if row.person_id == person {
            *row = after.clone();
        }
    }
    store::update_signatory(&tx, after.clone()).await?;
    let row = if signatories.iter().all(|row| row.signed_on.is_some()) {
        complete(app, &tx, somebody.id, row, &agreement, &signatories).await?
    } else {
        // So far nothing follows from it, but a day that cannot be is refused now.
        last(app, &row, &agreement, &tx, &signatories).await?;
        let words = "somebody signs the agreement";
        casework::mention(app, &tx, somebody.id, &row, words).await?;
        row
    };
    let change = Change::from(fingerprint(&before), &after);
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok((row, standing))
}

/// The signature of somebody who agrees, before and after.
fn signed(
    around: &Around,
    agreement: &agreement::Model,
    signatories: &[agreement_signatory::Model],
    (person, on): (PersonId, NaiveDate),
) -> Result<(agreement_signatory::Model, agreement_signatory::Model), AgreementRefused> {
    let mut rows = signatories.iter();
    let before = rows.find(|row| row.person_id == person);
    let before = before.ok_or(AgreementRefused::NotASignatory)?;
    if before.signed_on.is_some() {
        return Err(AgreementRefused::SignedAlready);
    }
    if agreement.state != agreement::State::Drafting {
        return Err(AgreementRefused::NotADraft);
    }
    if FOR_BODIES.contains(&before.role) && !around.has_mandate(person) {
        return Err(AgreementRefused::NoMandate);
    }
    let after = agreement_signatory::Model {
        signed_on: Some(on),
        ..before.clone()
    };
    Ok((before.clone(), after))
}

/// What the life-cycle says to the signatures there are.
async fn last(
    app: &App,
    row: &case::Model,
    agreement: &agreement::Model,
    tx: &DatabaseTransaction,
    signatories: &[agreement_signatory::Model],
) -> Result<Signed, Failure<AgreementRefused>> {
    let days = signatories.iter().filter_map(|row| row.signed_on);
    let on = days.max().unwrap_or(agreement.agreed_on);
    let first = signatories.iter().filter_map(|row| row.signed_on).min();
    let actions = store::actions_of(tx, &[agreement.id]).await?;
    let facts = rules::facts(row, agreement);
    // The first day is not before the meeting, and the last is not to come.
    let mut answer = None;
    for on in first.into_iter().chain([on]) {
        let event = Event::Signed {
            on,
            signatures: signatories.len(),
            promises: rules::promises(&actions),
        };
        let change = step(rules::state(agreement), &event, &facts, app.now())
            .map_err(|refused| AgreementRefused::against("signedOn", &refused))?;
        answer = Some((change, event.words()));
    }
    let (change, words) = answer.ok_or(AgreementRefused::NoAgreement)?;
    Ok(Signed {
        on,
        change,
        words,
        actions,
    })
}

/// An agreement that everybody who agrees has signed.
struct Signed {
    on: NaiveDate,
    change: crate::lifecycle::Change<crate::lifecycle::agreement::State>,
    words: &'static str,
    actions: Vec<entities::agreement_action::Model>,
}

/// Writes down that everybody has signed: copies are owed, and the times of what was promised run.
async fn complete(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    agreement: &agreement::Model,
    signatories: &[agreement_signatory::Model],
) -> Result<case::Model, Failure<AgreementRefused>> {
    let signed = last(app, &row, agreement, tx, signatories).await?;
    let after = agreement::Model {
        state: rules::stored(signed.change.to),
        signed_on: Some(signed.on),
        ..agreement.clone()
    };
    store::update(tx, after).await?;
    let happened = (signed.words, signed.on);
    let effects = signed.change.effects.into_iter();
    let effects = effects.filter(|effect| !is_owed_at_the_end(&row, effect));
    let effects = effects.collect();
    let row = casework::enact(app, tx, by, row, happened, effects).await?;
    let mut clocks = rules::clocks(&signed.actions);
    clocks.extend(check_clock(app, tx, agreement).await?);
    casework::put_promised(tx, row.id, clocks).await?;
    Ok(row)
}

/// Whether an effect is the copy on paper that the end of a session owes as well.
fn is_owed_at_the_end(row: &case::Model, effect: &Effect) -> bool {
    let is_copy = matches!(
        effect,
        Effect::Owed {
            document: Document::Agreement,
            ..
        }
    );
    is_copy && [case::State::InSession, case::State::Adjourned].contains(&row.state)
}

/// The clock of the check that the agreement works, as its edition sets it.
pub(super) async fn check_clock(
    app: &App,
    tx: &DatabaseTransaction,
    agreement: &agreement::Model,
) -> Result<Option<case_clock::Model>, Failure<AgreementRefused>> {
    let editions = store::editions_of(tx, &[agreement.id]).await?;
    let edition = editions.into_iter().max_by_key(|row| row.edition);
    let Some(edition) = edition else {
        return Ok(None);
    };
    let due = checked(edition.agreed_on, Some(edition.check_on), &app.calendar)?;
    Ok(Some(case_clock::Model {
        case_id: agreement.case_id,
        rule: Rule::FollowUp.id().to_owned(),
        rule_from_on: due.version,
        started_on: edition.agreed_on,
        due_on: edition.check_on,
        citation: due.citation.to_owned(),
        trace: edition.check_trace,
        met_on: None,
    }))
}
