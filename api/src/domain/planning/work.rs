//! A planning run in the background: it waits for its turn, reads, plans, and writes what it found.
//!
//! Whoever starts the work has answered long before it ends, so nothing is returned: what became of
//! it stands in the run's row.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entities::{CaseId, PlanningRunId, planning_run};
use scheduler::plan::{Progress, Watch};
use sea_orm::DbErr;

use super::solve::{self, Answer, Task};
use super::{rules, store};
use crate::app::App;
use crate::clock::Clock;
use crate::database::begin as begin_writing;
use crate::planning;
use crate::reach;
use crate::runs::Flag;

/// Begins to work on a run of these cases.
pub(super) fn begin(app: &App, run: &planning_run::Model, cases: Vec<CaseId>) {
    let flag = app.runs.enter(run.id);
    let (app, run) = (app.clone(), run.clone());
    // It plans around everybody's meetings, for whomever it was started.
    tokio::spawn(reach::as_service(async move {
        let id = run.id;
        if let Err(error) = work(&app, run, cases, flag).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a planning run broke"
            );
            let failure = planning_run::Failure::Internal;
            if let Err(error) = store::fail(&app.db, id, failure, app.now()).await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "and nobody could be told"
                );
            }
        }
        app.runs.leave(id);
    }));
}

/// Works on a run.
async fn work(
    app: &App,
    run: planning_run::Model,
    cases: Vec<CaseId>,
    flag: Flag,
) -> Result<(), DbErr> {
    let turn = app.runs.turn().await;
    let now = app.now();
    if !store::begin(&app.db, run.id, now).await? {
        return Ok(());
    }
    let rows = planning::read_apart(app, &cases, now).await?;
    let id = run.id;
    let task = Task {
        seed: u64::try_from(run.seed).unwrap_or(0),
        horizon_days: usize::try_from(run.horizon_days).unwrap_or(0),
        run: id,
        calendar: Arc::clone(&app.calendar),
        watch: Watcher {
            clock: Arc::clone(&app.clock),
            until: app.now() + TimeDelta::seconds(i64::from(run.time_limit_secs)),
            flag,
        },
    };
    let solved = tokio::task::spawn_blocking(move || solve::solve(rows, &task)).await;
    drop(turn);
    match solved {
        Ok(Ok(answer)) => write(app, id, answer).await,
        Ok(Err(failure)) => store::fail(&app.db, id, failure, app.now()).await.map(drop),
        Err(panicked) => Err(DbErr::Custom(format!("the planner broke off: {panicked}"))),
    }
}

/// Writes what a run found.
async fn write(app: &App, id: PlanningRunId, answer: Answer) -> Result<(), DbErr> {
    let tx = begin_writing(&app.db).await?;
    let done = rules::done(&answer.verdict, app.now());
    if store::finish(&tx, id, done, answer.found).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Ends a plan when its time is up or when it is called off.
pub(super) struct Watcher {
    clock: Arc<dyn Clock>,
    until: DateTime<Utc>,
    flag: Flag,
}

impl Watch for Watcher {
    fn left(&self) -> Option<Duration> {
        if self.flag.is_up() {
            return Some(Duration::ZERO);
        }
        let left = (self.until - self.clock.now()).to_std();
        Some(left.unwrap_or(Duration::ZERO))
    }

    fn tell(&self, progress: &Progress) {
        tracing::debug!(?progress, "planning");
    }
}
