//! The clocks of a case: which run, from when, until when.

use chrono::{DateTime, NaiveDate, Utc};
use entities::{CaseId, PersonId, case, case_clock};
use sea_orm::{DatabaseTransaction, DbErr};

use super::store;
use crate::app::{App, day_of};
use crate::law::entries::Form;
use crate::law::{Due, Rule, calculator};

/// Starts the clocks that run already when a case comes to the service: those from the notice of the
/// decision, and from the word to the authority.
pub(super) async fn start_what_runs(
    app: &App,
    tx: &DatabaseTransaction,
    row: &case::Model,
) -> Result<(), DbErr> {
    let notice = row.notice_sent_on;
    let (arranging, told) = match row.kind {
        case::Kind::MedH => (Rule::HealthMediation, row.icb_informed_at),
        _ => (Rule::Mediation, row.la_informed_at),
    };
    let contact = notice.filter(|_| row.kind == case::Kind::Mia);
    let running = [
        (Rule::AdviserContact, contact),
        (Rule::Appeal, notice),
        (arranging, told.map(day_of)),
    ];
    let known = store::clocks(tx, row.id).await?;
    for (clock, on) in running {
        let name = clock.to_string();
        if let Some(on) = on
            && !known.iter().any(|known| known.rule == name)
        {
            put(app, tx, row, clock, on).await?;
        }
    }
    Ok(())
}

/// The two days that everybody asks for, from what the case now says.
pub(super) fn deadlines(app: &App, row: &mut case::Model) {
    let told = match row.kind {
        case::Kind::MedH => (Rule::HealthMediation, row.icb_informed_at),
        _ => (Rule::Mediation, row.la_informed_at),
    };
    if let (clock, Some(at)) = told {
        let due = due(app, row, clock, day_of(at)).map(|due| due.on);
        row.arrange_by_on = due.or(row.arrange_by_on);
    }
    if let Some(sent_on) = row.notice_sent_on {
        let due = due(app, row, Rule::Appeal, sent_on).map(|due| due.on);
        row.appeal_by_on = due.or(row.appeal_by_on);
    }
}

/// Until when a clock runs; `None` where the law sets no length for it.
pub(super) fn due(app: &App, row: &case::Model, clock: Rule, on: NaiveDate) -> Option<Due> {
    let events = match clock.entry().form {
        // A clock of a case that could start with what was done or end with what is to come ends with
        // it: notice is reckoned back from the meeting.
        Form::Start(event) | Form::Either(_, event) => vec![(event, on)],
        // The time to appeal is the later of two, whichever of its events was last.
        Form::Later(first, second) => {
            let mut events = vec![(first, row.notice_sent_on?)];
            events.extend(row.certificate_issued_on.map(|on| (second, on)));
            events
        }
        Form::Written(..) | Form::Open(_) => return None,
    };
    calculator::due(clock, &events, &app.calendar).ok()
}

/// Starts a clock, unless it runs already; a new question for dates has a day of its own.
pub(super) async fn start(
    app: &App,
    tx: &DatabaseTransaction,
    row: &case::Model,
    clock: Rule,
    on: NaiveDate,
) -> Result<(), DbErr> {
    let name = clock.to_string();
    let runs = store::clocks(tx, row.id).await?;
    let is_it = |other: &case_clock::Model| other.rule == name && other.met_on.is_none();
    if clock != Rule::Reply && runs.iter().any(is_it) {
        return Ok(());
    }
    put(app, tx, row, clock, on).await
}

/// Computes a clock again from another start, if it runs or has run.
pub(super) async fn restart(
    app: &App,
    tx: &DatabaseTransaction,
    row: &case::Model,
    clock: Rule,
    on: NaiveDate,
) -> Result<(), DbErr> {
    let name = clock.to_string();
    let runs = store::clocks(tx, row.id).await?;
    let Some(known) = runs.into_iter().find(|other| other.rule == name) else {
        return Ok(());
    };
    put(app, tx, row, clock, on).await?;
    let Some(met_on) = known.met_on else {
        return Ok(());
    };
    // What was met stays met; only the day by which it had to be changes.
    let again = store::clocks(tx, row.id).await?;
    match again.into_iter().find(|other| other.rule == name) {
        Some(again) => {
            let met = case_clock::Model {
                met_on: Some(met_on),
                ..again
            };
            store::put_clock(tx, met).await
        }
        None => Ok(()),
    }
}

/// Writes a clock, and moves what is owed by its end.
async fn put(
    app: &App,
    tx: &DatabaseTransaction,
    row: &case::Model,
    clock: Rule,
    on: NaiveDate,
) -> Result<(), DbErr> {
    let Some(due) = due(app, row, clock, on) else {
        return Ok(());
    };
    let rule = clock.to_string();
    store::move_by_rule(tx, row.id, &rule, due.on).await?;
    let clock = case_clock::Model {
        case_id: row.id,
        rule,
        rule_from_on: due.version,
        started_on: on,
        due_on: due.on,
        citation: due.citation.to_owned(),
        trace: due.trace.join("\n"),
        met_on: None,
    };
    store::put_clock(tx, clock).await
}

/// Takes a running clock away, and what was owed by its end: what it was for is not to come.
pub(super) async fn lapse(tx: &DatabaseTransaction, id: CaseId, clock: Rule) -> Result<(), DbErr> {
    store::remove_clock(tx, id, clock.id()).await?;
    store::remove_owed(tx, id, clock.id()).await
}

/// Nobody waits for answers any more once a case has gone on from asking for dates.
pub(super) async fn stop_asking(
    app: &App,
    tx: &DatabaseTransaction,
    id: CaseId,
    (from, to): (case::State, case::State),
    by: PersonId,
) -> Result<(), DbErr> {
    if from != case::State::Collecting || to == case::State::Collecting {
        return Ok(());
    }
    let now = app.now();
    end(tx, id, Rule::Reply.id(), day_of(now), by, now).await
}

/// Ends a clock, if it runs, and with it what was owed by then.
pub(super) async fn end(
    tx: &DatabaseTransaction,
    id: CaseId,
    name: &str,
    on: NaiveDate,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let runs = store::clocks(tx, id).await?;
    let is_it = |other: &case_clock::Model| other.rule == name && other.met_on.is_none();
    if let Some(running) = runs.into_iter().find(is_it) {
        let met = case_clock::Model {
            met_on: Some(on),
            ..running
        };
        store::put_clock(tx, met).await?;
    }
    store::complete_by_rule(tx, id, name, by, now).await
}

/// Sets right when a clock ended, if it has.
pub(super) async fn met_anew(
    tx: &DatabaseTransaction,
    id: CaseId,
    clock: Rule,
    on: NaiveDate,
) -> Result<(), DbErr> {
    let runs = store::clocks(tx, id).await?;
    let is_it = |other: &case_clock::Model| other.rule == clock.id() && other.met_on.is_some();
    match runs.into_iter().find(is_it) {
        Some(met) => {
            let met_on = Some(on);
            store::put_clock(tx, case_clock::Model { met_on, ..met }).await
        }
        None => Ok(()),
    }
}
