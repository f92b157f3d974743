//! Asking the authority to say that it cannot arrange in time, when no lawful start is left.

use chrono::NaiveDate;
use entities::participant::{Requirement, Role};
use entities::{CaseId, case};

use super::{Because, forecasts};
use crate::app::App;
use crate::auth::{Action, Actor};
use crate::database;
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::casework::{self, RecordRefused, Recorded};
use crate::domain::proposal::words::role;
use crate::law::words::written;
use crate::lifecycle::change::{Doer, Duty, Effect};
use crate::lifecycle::kinds::{Mediation, Product};

/// Records that no lawful start is left, whose times were looked at, and that the authority has to say so
/// (regulation 39(2)).
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn ask(
    app: &App,
    actor: &Actor,
    id: CaseId,
    expected_version: i32,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::InabilityNoticeAsk, id);
    let work = asking(app, actor, id, expected_version, subject);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn asking(
    app: &App,
    actor: &Actor,
    id: CaseId,
    expected_version: i32,
    subject: Subject,
) -> Result<Recorded, Failure<RecordRefused>> {
    let (somebody, standing) = casework::runner(app, actor, id, |_| Action::RunCase)
        .await?
        .ok_or(RecordRefused::NotFound)?;
    let seen = super::super::case::see(app, actor, id).await?;
    let (row, _) = seen.ok_or(RecordRefused::NotFound)?;
    if row.version != expected_version {
        return Err(RecordRefused::StaleVersion(row.version).into());
    }
    let until = may_be_asked(&row)?;
    let found = forecasts(app, std::slice::from_ref(&row)).await?;
    if found.get(&id).map(|found| &found.because) != Some(&Because::NoStart) {
        return Err(against(
            "DATES_ARE_LEFT",
            "It is not shown that no lawful start is left, so there is nothing yet to say (regulation \
             39(2)).",
        )
        .into());
    }
    let tx = database::begin(&app.db).await?;
    let row = casework::locked(&tx, id, expected_version).await?;
    let before = fingerprint(&row);
    let seats = super::super::case::participants_of(&tx, &[id]).await?;
    let required = seats
        .iter()
        .filter(|seat| seat.requirement == Requirement::Required && seat.role != Role::Mediator);
    let mut looked_at: Vec<&str> = required.map(|seat| role(seat.role)).collect();
    looked_at.dedup();
    let words = format!(
        "no lawful start is left until {}; looked at: the times of {}, of all mediators who may take \
         the case, and of all rooms",
        written(until),
        looked_at.join(", ")
    );
    let task = Effect::Task {
        doer: Doer::LocalAuthority,
        duty: Duty::ConsiderInability,
    };
    let row = casework::remark(app, &tx, somebody.id, row, words, &[task]).await?;
    let change = Change::from(before, &row);
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok((row, standing))
}

/// The last day until which the authority has to arrange, where regulation 39 lets it say that it cannot.
fn may_be_asked(row: &case::Model) -> Result<NaiveDate, RecordRefused> {
    match Product::from(row.kind) {
        Product::Mediation(Mediation::Education | Mediation::Mixed) => {}
        Product::Mediation(Mediation::Health)
        | Product::Advice
        | Product::Resolution(_)
        | Product::Facilitation(_) => return Err(RecordRefused::OtherType),
    }
    row.arrange_by_on.ok_or_else(|| {
        against(
            "CLOCK_NOT_STARTED",
            "The authority has not been told that the family wants mediation, so no time runs yet \
             (regulation 36(2)).",
        )
    })
}

fn against(code: &'static str, sentence: &str) -> RecordRefused {
    RecordRefused::Against {
        code,
        sentence: sentence.to_owned(),
    }
}
