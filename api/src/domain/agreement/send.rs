//! The typed copy, to everybody.

use chrono::NaiveDate;
use entities::{CaseId, agreement, agreement_copy};

use super::around::Around;
use super::{AgreementRefused, enter, locked, rules, store};
use crate::app::App;
use crate::auth::{Action, Actor};
use crate::database::{begin, insert_all};
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::casework::{self, Recorded};
use crate::lifecycle::agreement::{Event, step};
use crate::lifecycle::change::Document;

/// Records that the agreement, as it now reads, was sent typed to everybody who gets it, and to whom.
///
/// # Errors
///
/// [`AgreementRefused`], or the database fails.
pub async fn send_typed(
    app: &App,
    actor: &Actor,
    case: CaseId,
    expected_version: i32,
    on: NaiveDate,
) -> Result<Recorded, Failure<AgreementRefused>> {
    let subject = Subject::case(Deed::TypedAgreementSend, case);
    let work = sending(app, actor, subject, (case, expected_version), on);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn sending(
    app: &App,
    actor: &Actor,
    subject: Subject,
    (case, expected_version): (CaseId, i32),
    on: NaiveDate,
) -> Result<Recorded, Failure<AgreementRefused>> {
    let (somebody, standing) = enter(app, actor, case, &[Action::RunSession]).await?;
    let tx = begin(&app.db).await?;
    let (row, before) = locked(&tx, case, expected_version).await?;
    let before = before.ok_or(AgreementRefused::NoAgreement)?;
    let event = Event::TypedSent { on };
    let facts = rules::facts(&row, &before);
    let change = step(rules::state(&before), &event, &facts, app.now())
        .map_err(|refused| AgreementRefused::against("sentOn", &refused))?;
    let after = agreement::Model {
        state: rules::stored(change.to),
        typed_sent_on: Some(on),
        ..before.clone()
    };
    store::update(&tx, after.clone()).await?;
    let around = Around::read(app, &tx, row.clone()).await?;
    let signatories = store::signatories_of(&tx, &[before.id]).await?;
    let actions = store::actions_of(&tx, &[before.id]).await?;
    let recipients = rules::recipients(&before, &around.there, &signatories, &actions);
    let copies = recipients
        .into_iter()
        .map(|person_id| agreement_copy::Model {
            agreement_id: before.id,
            edition: before.edition,
            person_id,
            sent_on: on,
            sent_by: somebody.id,
        });
    insert_all(&tx, copies.collect()).await?;
    let happened = (event.words(), on);
    let row = casework::enact(app, &tx, somebody.id, row, happened, change.effects).await?;
    // What was owed is sent.
    for document in [
        Document::Agreement,
        Document::TypedAgreement,
        Document::AmendedAgreement,
    ] {
        let what = document.to_string();
        casework::tick_off(app, &tx, somebody.id, row.id, &what).await?;
    }
    let change = Change::from(fingerprint(&before), &after);
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok((row, standing))
}
