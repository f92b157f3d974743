//! Dates that stand beside a case, set right where they are kept: of its agreement, of an appeal, of the
//! papers of a facilitation.

use chrono::NaiveDate;
use entities::{PersonId, case};
use sea_orm::DatabaseTransaction;

use super::{RecordRefused, clocks, store, write};
use crate::app::App;
use crate::domain::agreement::AgreementRefused;
use crate::domain::{Failure, Refusal as _, agreement, follow_up, pack};
use crate::law::Rule;
use crate::lifecycle::change::{Effect, Flag};
use crate::lifecycle::dates::Dated;

/// Puts a corrected date where it is kept, when that is neither the case nor its record, and what hangs
/// on it.
pub(super) async fn beside(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    (what, is): (Dated, NaiveDate),
) -> Result<case::Model, Failure<RecordRefused>> {
    match what {
        Dated::Signature => {
            let made = agreement::made_on(app, tx, &row, is).await;
            made.map_err(of_agreement)?;
            Ok(row)
        }
        Dated::Papers => {
            pack::recirculate(tx, row.id, is).await?;
            clocks::met_anew(tx, row.id, Rule::ReviewPapers, is).await?;
            Ok(row)
        }
        Dated::Appeal => appealed(app, tx, by, row, is).await,
        Dated::Referral
        | Dated::NoticeSent
        | Dated::Contact
        | Dated::Information
        | Dated::Choice
        | Dated::LaInformed
        | Dated::IcbInformed
        | Dated::InabilityNotice
        | Dated::CertificateIssued
        | Dated::Request
        | Dated::Meeting
        | Dated::Conclusion
        | Dated::DraftServed
        | Dated::Signing
        | Dated::TypedCopy
        | Dated::Amendment
        | Dated::Done
        | Dated::Postponement
        | Dated::Withdrawal => Ok(row),
    }
}

/// The day of an appeal: its clock ended on it in every case of the matter, and whether it came late is
/// judged again.
async fn appealed(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    on: NaiveDate,
) -> Result<case::Model, Failure<RecordRefused>> {
    follow_up::lodged_on(tx, row.id, on).await?;
    for id in store::matter_of(tx, row.id).await? {
        clocks::met_anew(tx, id, Rule::Appeal, on).await?;
    }
    let flag = Flag::LateAppeal.to_string();
    let owed = store::owed_of(tx, &[row.id]).await?;
    let is_flagged = owed.iter().any(|step| step.what == flag);
    let is_late = row.appeal_by_on.is_some_and(|by_on| by_on < on);
    match (is_flagged, is_late) {
        (true, false) => {
            super::tick_off(app, tx, by, row.id, &flag).await?;
            Ok(row)
        }
        (false, true) => {
            let words = "the appeal came after the last day".to_owned();
            let raised = [Effect::Raised(Flag::LateAppeal)];
            Ok(write::remark(app, tx, by, row, words, &raised).await?)
        }
        (true, true) | (false, false) => Ok(row),
    }
}

/// Why the day of an agreement is not set right.
fn of_agreement(failure: Failure<AgreementRefused>) -> Failure<RecordRefused> {
    match failure {
        Failure::Refused(refused) => RecordRefused::Wrong {
            field: "on",
            code: refused.code(),
            sentence: refused.to_string(),
        }
        .into(),
        Failure::Broken(error) => Failure::Broken(error),
    }
}
