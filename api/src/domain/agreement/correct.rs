//! The day on which an agreement was made, set right: every time that is counted from it is reckoned
//! anew.

use chrono::NaiveDate;
use entities::{CaseId, agreement, agreement_action, agreement_edition, agreement_signatory, case};
use sea_orm::{DatabaseTransaction, DbErr};

use super::due::checked;
use super::{AgreementRefused, amend, rules, store};
use crate::app::App;
use crate::domain::{Failure, casework};
use crate::law::Calendar;
use crate::lifecycle::dates::Dated;

/// The first wording; an amendment has a day of its own.
const FIRST: i32 = 1;

/// The days of the signed agreement of a case, and of what followed it; none while none is signed.
///
/// # Errors
///
/// The database fails.
pub(crate) async fn days(
    tx: &DatabaseTransaction,
    case: CaseId,
) -> Result<Vec<(Dated, Option<NaiveDate>)>, DbErr> {
    let Some(agreement) = store::of_cases(tx, &[case]).await?.pop().filter(is_signed) else {
        return Ok(Vec::new());
    };
    let ids = [agreement.id];
    let editions = store::editions_of(tx, &ids).await?;
    let amended = editions.iter().filter(|row| row.edition != FIRST);
    let actions = store::actions_of(tx, &ids).await?;
    let signatories = store::signatories_of(tx, &ids).await?;
    let later = signatories.iter().filter(|row| row.edition == FIRST);
    let later = later.filter(|row| !moves(&agreement, row));
    Ok(vec![
        (Dated::Signature, Some(agreement.agreed_on)),
        (Dated::Signing, later.filter_map(|row| row.signed_on).min()),
        (Dated::TypedCopy, agreement.typed_sent_on),
        (Dated::Amendment, amended.map(|row| row.agreed_on).min()),
        (
            Dated::Done,
            actions.iter().filter_map(|row| row.done_on).min(),
        ),
    ])
}

/// Whether an agreement was signed, so that its times run.
fn is_signed(row: &agreement::Model) -> bool {
    match row.state {
        agreement::State::SignedOnDay
        | agreement::State::TypedSent
        | agreement::State::AmendedInWriting => true,
        agreement::State::Drafting | agreement::State::Abandoned => false,
    }
}

/// Whether a signature goes with the day of the agreement: who signed on the day it was made still did.
fn moves(agreement: &agreement::Model, row: &agreement_signatory::Model) -> bool {
    row.edition == FIRST && row.signed_on == Some(agreement.agreed_on)
}

/// Sets right on which day the signed agreement of a locked case was made. The order of dates was
/// looked at before.
///
/// # Errors
///
/// Something agreed in it would stand before it, or the database fails.
pub(crate) async fn made_on(
    app: &App,
    tx: &DatabaseTransaction,
    row: &case::Model,
    on: NaiveDate,
) -> Result<(), Failure<AgreementRefused>> {
    let before = store::of_cases(tx, &[row.id]).await?.pop();
    let before = before
        .filter(is_signed)
        .ok_or(AgreementRefused::NoAgreement)?;
    let ids = [before.id];
    for decision in store::decisions_of(tx, &ids).await? {
        let is_early = decision.panel_on.is_some_and(|panel_on| panel_on < on);
        if decision.from_edition == FIRST && is_early {
            let number = usize::try_from(decision.position).unwrap_or_default();
            return Err(AgreementRefused::PanelUnclear(number).into());
        }
    }
    let mut actions = Vec::new();
    for action in store::actions_of(tx, &ids).await? {
        if action.from_edition == FIRST {
            let is_by_law = rules::is_by_law(row, before.parties);
            let action = rules::retimed(action, is_by_law, on, &app.calendar)?;
            store::update_action(tx, action.clone()).await?;
            actions.push(action);
        } else {
            actions.push(action);
        }
    }
    for edition in rechecked(store::editions_of(tx, &ids).await?, on, &app.calendar)? {
        store::update_edition(tx, edition).await?;
    }
    let after = signed_again(tx, &before, on).await?;
    store::update(tx, after.clone()).await?;
    let now: Vec<agreement_action::Model> = rules::in_force(&actions).cloned().collect();
    let clocks = amend::clocks(app, tx, row, &after, &now).await?;
    casework::put_promised(tx, row.id, clocks).await?;
    Ok(())
}

/// The agreement with the signatures of its own day moved along.
async fn signed_again(
    tx: &DatabaseTransaction,
    before: &agreement::Model,
    on: NaiveDate,
) -> Result<agreement::Model, DbErr> {
    let mut last = None;
    for row in store::signatories_of(tx, &[before.id]).await? {
        let mut signed_on = row.signed_on;
        if moves(before, &row) {
            signed_on = Some(on);
            store::update_signatory(tx, agreement_signatory::Model { signed_on, ..row }).await?;
        } else if row.edition != FIRST {
            continue;
        }
        last = last.max(signed_on);
    }
    Ok(agreement::Model {
        agreed_on: on,
        signed_on: last.or(before.signed_on),
        ..before.clone()
    })
}

/// The editions as they are once the first was made on another day. A check on the service's usual day
/// moves along, here and in the editions that kept it; one on a day of the parties' own stays.
fn rechecked(
    editions: Vec<agreement_edition::Model>,
    on: NaiveDate,
    calendar: &Calendar,
) -> Result<Vec<agreement_edition::Model>, AgreementRefused> {
    let first = editions.iter().find(|row| row.edition == FIRST).cloned();
    let first = first.ok_or(AgreementRefused::NoAgreement)?;
    let is_usual = checked(first.agreed_on, None, calendar)?.on == first.check_on;
    let check = checked(on, (!is_usual).then_some(first.check_on), calendar)?;
    let (check_on, check_trace) = (check.on, check.trace.join("\n"));
    let same = editions
        .into_iter()
        .filter(|row| row.check_trace == first.check_trace);
    let moved = same.map(|row| agreement_edition::Model {
        agreed_on: if row.edition == FIRST {
            on
        } else {
            row.agreed_on
        },
        check_on,
        check_trace: check_trace.clone(),
        ..row
    });
    Ok(moved.collect())
}
