//! The work queue: which case is nearest to a breach, and why.

mod inability;
mod rules;

use std::collections::BTreeMap;

use entities::{CaseId, case};
use sea_orm::{DbErr, Iterable as _};

use crate::app::{App, day_of};
use crate::auth::{Action, Actor, Standing, may};
use crate::database::begin_reading;
use crate::domain::case::{Filter, Order, Slice};
use crate::domain::proposal::can_be_planned;
use crate::domain::{casework, meeting};
use crate::lifecycle::Stage;
use crate::planning::read::Rows;
use crate::planning::{Wish, read_known, snapshot};

pub use inability::ask as ask_inability_notice;
pub use rules::{Because, Forecast, Left, Outlook, Risk};

/// Open cases looked at for one queue at most; those whose time to meet ends first are looked at first.
const MOST: u64 = 1_000;

/// A case, what the actor has to do with it, and how near it is to a breach.
pub type Item = (case::Model, Standing, Forecast);

/// The open cases of the services the actor arranges meetings for, the one nearest to a breach first.
///
/// # Errors
///
/// The database fails.
pub async fn queue(app: &App, actor: &Actor) -> Result<Vec<Item>, DbErr> {
    let kinds = || case::Kind::iter();
    let is_open = |state: case::State| {
        kinds().any(|kind| Stage::of(kind, state).is_some_and(|stage| !stage.is_end()))
    };
    let filter = Filter {
        states: case::State::iter()
            .filter(|state| is_open(*state))
            .collect(),
        ..Filter::default()
    };
    let slice = Slice {
        limit: MOST,
        is_backwards: false,
        after: None,
        before: None,
    };
    let cases = super::case::list(app, actor, &filter, Order::ArrangeBy, &slice).await?;
    let cases: Vec<_> = cases
        .into_iter()
        .filter(|(row, standing)| {
            let stage = Stage::of(row.kind, row.state);
            may(*standing, Action::SeeProposals) && stage.is_some_and(|stage| !stage.is_end())
        })
        .collect();
    let rows: Vec<case::Model> = cases.iter().map(|(row, _)| row.clone()).collect();
    let mut forecasts = forecasts(app, &rows).await?;
    let items = cases.into_iter().filter_map(|(row, standing)| {
        let forecast = forecasts.remove(&row.id)?;
        Some((row, standing, forecast))
    });
    let mut items: Vec<Item> = items.collect();
    // Of two that are as near, the one that has waited longer comes first.
    items
        .sort_by_cached_key(|(row, _, forecast)| (rules::urgency(forecast), row.opened_at, row.id));
    Ok(items)
}

/// Forecasts some cases, in a number of statements that does not grow with them.
///
/// # Errors
///
/// The database fails.
pub async fn forecasts(
    app: &App,
    cases: &[case::Model],
) -> Result<BTreeMap<CaseId, Forecast>, DbErr> {
    let now = app.now();
    let ids: Vec<CaseId> = cases.iter().map(|row| row.id).collect();
    let tx = begin_reading(&app.db).await?;
    let meetings = meeting::of_cases(&tx, &ids).await?;
    let clocks = casework::clocks_of(&tx, &ids).await?;
    let owed = casework::owed_of(&tx, &ids).await?;
    let mut outlooks: BTreeMap<CaseId, Outlook> = BTreeMap::new();
    let mut waiting: BTreeMap<_, Vec<CaseId>> = BTreeMap::new();
    for row in cases {
        let own = of(&meetings, row.id, |meeting| meeting.case_id);
        match rules::dated(&own) {
            Some(on) => {
                outlooks.insert(row.id, Outlook::Dated(on));
            }
            None if super::case::rules::is_arranging(row.state) => {
                waiting.entry(row.provider_id).or_default().push(row.id);
            }
            None => {}
        }
    }
    for ids in waiting.into_values() {
        let rows = read_known(&tx, &app.known, &ids, now).await?;
        snapshot::each(&rows, &app.calendar, |rows, snapshot| {
            outlooks.insert(rows.case.id, outlook(rows, snapshot));
        });
    }
    tx.commit().await?;
    let forecasts = cases.iter().map(|row| {
        let outlook = outlooks.remove(&row.id).unwrap_or(Outlook::None);
        let clocks = of(&clocks, row.id, |clock| clock.case_id);
        let owed = of(&owed, row.id, |step| step.case_id);
        let day = (day_of(now), &*app.calendar);
        (row.id, rules::forecast(row, &clocks, &owed, outlook, day))
    });
    Ok(forecasts.collect())
}

/// The rows of one case.
fn of<M: Clone>(rows: &[M], id: CaseId, case: impl Fn(&M) -> CaseId) -> Vec<M> {
    let own = rows.iter().filter(|row| case(row) == id);
    own.cloned().collect()
}

/// How the meeting of a case that waits for one stands.
fn outlook(rows: &Rows, snapshot: &crate::planning::Snapshot) -> Outlook {
    if let Err(refused) = can_be_planned(rows, Wish::default()) {
        return Outlook::NotReady(refused.to_string());
    }
    let silent = rules::silent(rows);
    if !silent.is_empty() {
        return Outlook::TimesMissing(silent);
    }
    match scheduler::openings(&snapshot.problem) {
        Ok(starts) => {
            let last = rows.case.arrange_by_on;
            let days = starts.iter().map(|slot| snapshot.days[slot.day.0]);
            // Past its last day a case may still meet; none of those days is in time.
            let days: Vec<_> = days
                .filter(|day| last.is_none_or(|last| *day <= last))
                .collect();
            Outlook::Open(Left::count(&days))
        }
        Err(mistakes) => {
            let said: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            Outlook::NotReady(said.join("; "))
        }
    }
}
