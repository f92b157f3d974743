//! Planning runs: the meetings of many cases planned together, and accepted one by one.
//!
//! | module  | question it answers                                    |
//! |---------|--------------------------------------------------------|
//! | `rules` | what may be asked, and what became of a run            |
//! | `store` | what does the database hold                            |
//! | `work`  | what happens in the background                         |
//! | `solve` | which meetings go well together, and why some cases have none |
//! | [`explained`] | why a case has the meeting it has, or none, as it is stored |
//! | `why`   | the same, when the plan is made                        |
//! | `standing` | what does a plan say of a date today                |
//! | `words` | the same in sentences                                  |

pub mod explained;
pub(crate) mod rules;
mod solve;
mod standing;
mod store;
mod why;
mod words;
mod work;

use std::sync::Arc;

use chrono::NaiveDate;
use entities::{
    CaseId, OrganisationId, PlanningRunId, case, meeting, planned_meeting, planning_run,
};
use sea_orm::DbErr;

use crate::app::App;
use crate::auth::{Action, Actor, Somebody, Standing, may, may_plan};
use crate::database::{begin, begin_reading};
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::meeting::HoldRefused;
use crate::domain::{Failure, Refusal, path};

pub use rules::shown;
pub use standing::{Verdict, WhyNotSaid};
pub use store::{Position, Slice};
pub(crate) use store::{Priced, planned_of, priced_of, unplaced_of};

/// Cases planned together at most.
pub const MOST: usize = 100;
/// Planned meetings accepted at once at most: each is held on its own, within one request.
pub const MOST_ACCEPTED: usize = 25;
/// Fewest days planned for: less than the notice that is owed makes no sense.
pub const LEAST_DAYS: i32 = 7;
/// Seconds that a plan may take at most.
pub const MOST_SECONDS: i32 = 60;

/// What to plan.
#[derive(Clone, Debug)]
pub struct Order {
    /// The cases; `None` for all that wait for a meeting, those with the earliest limits first.
    pub cases: Option<Vec<CaseId>>,
    /// The service; `None` for the one of the cases, or the only one the actor arranges for.
    pub provider: Option<OrganisationId>,
    /// Days planned for, the first included.
    pub horizon_days: i32,
    /// Seconds the search may take.
    pub time_limit_secs: i32,
    /// Seeds every choice that is not forced.
    pub seed: i32,
}

/// Why nothing is planned.
#[derive(Debug, thiserror::Error)]
pub enum StartRefused {
    /// One of the cases is not there, or the actor does not arrange its meetings.
    #[error("there is no such case")]
    NoSuchCase(usize),
    /// There is no such service, or none the actor arranges for.
    #[error("there is no such service")]
    NoSuchService,
    /// The actor arranges for several services.
    #[error("you arrange meetings for several services. Maybe say which one is to be planned")]
    WhichService,
    /// The cases belong to several services.
    #[error("these cases belong to different services. Maybe plan one service at a time")]
    DifferentServices(usize),
    /// The number of cases is out of bounds.
    #[error("plan 1 to {MOST} cases at once")]
    CaseCount,
    /// The number of days is out of bounds.
    #[error("plan for {LEAST_DAYS} to {} days", rules::most_days())]
    Horizon,
    /// The time limit is out of bounds.
    #[error("give it 1 to {MOST_SECONDS} seconds")]
    TimeLimit,
    /// The seed is negative.
    #[error("a seed is not negative")]
    Seed,
    /// No case waits for a meeting.
    #[error("no case waits for a meeting")]
    NothingToPlan,
    /// The service has a run under way.
    #[error("this service is being planned already. Maybe wait for that run, or cancel it")]
    AlreadyRunning,
}

impl Refusal for StartRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::NoSuchCase(ix) | Self::DifferentServices(ix) => rules::item(*ix),
            Self::CaseCount => path(&["caseIds"]),
            Self::NoSuchService | Self::WhichService => path(&["providerId"]),
            Self::Horizon => path(&["horizonDays"]),
            Self::TimeLimit => path(&["timeLimitSeconds"]),
            Self::Seed => path(&["seed"]),
            Self::NothingToPlan | Self::AlreadyRunning => Vec::new(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchCase(_) | Self::NoSuchService => "NOT_FOUND",
            Self::WhichService => "WHICH_SERVICE",
            Self::DifferentServices(_) => "DIFFERENT_SERVICES",
            Self::CaseCount | Self::Horizon | Self::TimeLimit | Self::Seed => "OUT_OF_RANGE",
            Self::NothingToPlan => "NOTHING_TO_PLAN",
            Self::AlreadyRunning => "ALREADY_RUNNING",
        }
    }
}

/// Begins to plan in the background, and answers at once.
///
/// # Errors
///
/// [`StartRefused`], or the database fails.
pub async fn start(
    app: &App,
    actor: &Actor,
    order: Order,
) -> Result<planning_run::Model, Failure<StartRefused>> {
    let subject = Subject::object(Deed::PlanningRunStart, None, None);
    audit::watched(
        app,
        actor,
        subject,
        Box::pin(start_watched(app, actor, order, subject)),
    )
    .await
}

/// The same, its refusals written down elsewhere.
async fn start_watched(
    app: &App,
    actor: &Actor,
    order: Order,
    subject: Subject,
) -> Result<planning_run::Model, Failure<StartRefused>> {
    rules::can_be_asked(&order)?;
    let somebody = actor.somebody().ok_or(StartRefused::NoSuchService)?;
    let (provider, cases) = match &order.cases {
        Some(ids) => chosen(app, actor, &order, ids).await?,
        None => waiting(app, somebody, &order).await?,
    };
    let now = app.now();
    let tx = begin(&app.db).await?;
    for lost in store::under_way(&tx, provider).await? {
        if rules::is_lost(&lost, now) {
            store::fail(&tx, lost.id, planning_run::Failure::Interrupted, now).await?;
        }
    }
    let queued = rules::queued(
        PlanningRunId(app.ids.next()),
        somebody.id,
        provider,
        &order,
        now,
    );
    let run = store::insert(&tx, queued)
        .await?
        .ok_or(StartRefused::AlreadyRunning)?;
    let subject = Subject {
        object: Some(run.id.0),
        ..subject
    };
    audit::done(
        app,
        &tx,
        actor,
        Capacity::Service,
        subject,
        Change::new(&run),
    )
    .await?;
    tx.commit().await?;
    work::begin(app, &run, cases);
    Ok(run)
}

/// The cases asked for, and their service.
async fn chosen(
    app: &App,
    actor: &Actor,
    order: &Order,
    ids: &[CaseId],
) -> Result<(OrganisationId, Vec<CaseId>), Failure<StartRefused>> {
    let seen = super::case::seen(app, actor, ids).await?;
    let mut provider = order.provider;
    let mut cases = Vec::new();
    for (ix, &id) in ids.iter().enumerate() {
        let arranges = |(row, standing): &&(case::Model, Standing)| {
            row.id == id && may(*standing, Action::Arrange)
        };
        let (row, _) = seen
            .iter()
            .find(arranges)
            .ok_or(StartRefused::NoSuchCase(ix))?;
        if *provider.get_or_insert(row.provider_id) != row.provider_id {
            return Err(StartRefused::DifferentServices(ix).into());
        }
        if !cases.contains(&id) {
            cases.push(id);
        }
    }
    let provider = provider.ok_or(StartRefused::CaseCount)?;
    Ok((provider, cases))
}

/// The cases of a service that wait for a meeting.
async fn waiting(
    app: &App,
    somebody: &Somebody,
    order: &Order,
) -> Result<(OrganisationId, Vec<CaseId>), Failure<StartRefused>> {
    let provider = rules::service(&services(somebody), order.provider)?;
    let cases = store::waiting(&app.db, provider, app.now(), MOST as u64).await?;
    if cases.is_empty() {
        return Err(StartRefused::NothingToPlan.into());
    }
    Ok((provider, cases))
}

/// The services whose meetings somebody may plan.
fn services(somebody: &Somebody) -> Vec<OrganisationId> {
    let roles = somebody.roles.iter().filter(|role| may_plan(role.kind));
    let mut services: Vec<OrganisationId> = roles.map(|role| role.organisation).collect();
    services.sort_unstable();
    services.dedup();
    services
}

/// A run the actor may know of; `None` for any other.
///
/// # Errors
///
/// The database fails.
pub async fn see(
    app: &App,
    actor: &Actor,
    id: PlanningRunId,
) -> Result<Option<planning_run::Model>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(None);
    };
    let run = store::by_id(&app.db, id).await?;
    Ok(run.filter(|run| services(somebody).contains(&run.provider_id)))
}

/// Why a case does not meet on a day in the plan of a run the actor may know of, as things stand today;
/// `None` when the run has no plan, the case is none of it, or its dates are not for the actor.
///
/// # Errors
///
/// The database fails.
pub async fn why_not(
    app: &App,
    actor: &Actor,
    run: &planning_run::Model,
    (case, on): (CaseId, NaiveDate),
) -> Result<Option<WhyNotSaid>, DbErr> {
    let seen = super::case::see(app, actor, case).await?;
    let may_ask = seen.is_some_and(|(_, standing)| may(standing, Action::SeeProposals));
    if run.state != planning_run::State::Done || !may_ask {
        return Ok(None);
    }
    let tx = begin_reading(&app.db).await?;
    let planned = store::planned_of(&tx, &[run.id]).await?;
    let unplaced = store::unplaced_of(&tx, &[run.id]).await?;
    let placed = planned.iter().map(|row| row.case_id);
    let mut cases: Vec<CaseId> = placed.collect();
    cases.extend(unplaced.iter().map(|row| row.case_id));
    if !cases.contains(&case) {
        return Ok(None);
    }
    let rows = crate::planning::read_known(&tx, &app.known, &cases, app.now()).await?;
    tx.commit().await?;
    let calendar = Arc::clone(&app.calendar);
    let days = usize::try_from(run.horizon_days).unwrap_or(0);
    let answered = tokio::task::spawn_blocking(move || {
        standing::why_not(rows, &planned, &calendar, days, (case, on))
    });
    match answered.await {
        Ok(said) => Ok(Some(said)),
        Err(panicked) => Err(DbErr::Custom(format!("the planner broke off: {panicked}"))),
    }
}

/// A part of the list of runs the actor may know of, newest first.
///
/// # Errors
///
/// The database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    slice: &Slice,
) -> Result<Vec<planning_run::Model>, DbErr> {
    match actor.somebody().map(services) {
        Some(services) if !services.is_empty() => store::list(&app.db, &services, slice).await,
        _ => Ok(Vec::new()),
    }
}

/// Why a run is not called off.
#[derive(Debug, thiserror::Error)]
pub enum CancelRefused {
    /// There is no such run, or none the actor may know of.
    #[error("there is no such planning run")]
    NotFound,
    /// It is over.
    #[error("this planning run is over")]
    Over,
}

impl Refusal for CancelRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::NotFound | Self::Over => path(&["runId"]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::Over => "OVER",
        }
    }
}

/// Calls a run off; whatever it has found is thrown away.
///
/// # Errors
///
/// [`CancelRefused`], or the database fails.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    id: PlanningRunId,
) -> Result<planning_run::Model, Failure<CancelRefused>> {
    let subject = Subject::object(Deed::PlanningRunCancel, None, Some(id.0));
    audit::watched(
        app,
        actor,
        subject,
        Box::pin(cancel_watched(app, actor, id, subject)),
    )
    .await
}

/// The same, its refusals written down elsewhere.
async fn cancel_watched(
    app: &App,
    actor: &Actor,
    id: PlanningRunId,
    subject: Subject,
) -> Result<planning_run::Model, Failure<CancelRefused>> {
    let run = see(app, actor, id).await?.ok_or(CancelRefused::NotFound)?;
    let tx = begin(&app.db).await?;
    if !store::cancel(&tx, run.id, app.now()).await? {
        return Err(CancelRefused::Over.into());
    }
    let change = Change {
        before: Some(fingerprint(&run)),
        after: None,
    };
    audit::done(app, &tx, actor, Capacity::Service, subject, change).await?;
    tx.commit().await?;
    app.runs.call_off(id);
    let run = store::by_id(&app.db, id).await?;
    Ok(run.ok_or(CancelRefused::NotFound)?)
}

/// Why nothing of a plan is accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptRefused {
    /// There is no such run, or none the actor may know of.
    #[error("there is no such planning run")]
    NotFound,
    /// It has no plan, or none yet.
    #[error("this planning run has no plan")]
    NoPlan,
    /// The number of cases is out of bounds.
    #[error("accept 1 to {MOST_ACCEPTED} meetings at once")]
    Count,
}

impl Refusal for AcceptRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::NotFound | Self::NoPlan => path(&["runId"]),
            Self::Count => path(&["caseIds"]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NoPlan => "NO_PLAN",
            Self::Count => "OUT_OF_RANGE",
        }
    }
}

/// Why one meeting of a plan is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum ItemRefused {
    /// The plan has no meeting for the case.
    #[error("this plan has no meeting for this case")]
    NotPlanned,
    /// It cannot be held.
    #[error(transparent)]
    NotHeld(HoldRefused),
}

/// What came of accepting: the meetings held, and what was refused, by position in the list asked for.
#[derive(Debug, Default)]
pub struct Accepted {
    /// Each is tentative now.
    pub meetings: Vec<(meeting::Model, Standing)>,
    /// Each is as it was before.
    pub refused: Vec<(usize, ItemRefused)>,
}

/// Holds meetings of a plan, one after the other, each wholly or not at all: what changed since the
/// plan was made is found here, as it is for any proposed date.
///
/// # Errors
///
/// [`AcceptRefused`], or the database fails.
pub async fn accept(
    app: &App,
    actor: &Actor,
    id: PlanningRunId,
    cases: &[CaseId],
) -> Result<Accepted, Failure<AcceptRefused>> {
    let subject = Subject::object(Deed::PlanAccept, None, Some(id.0));
    audit::watched(
        app,
        actor,
        subject,
        Box::pin(accept_watched(app, actor, id, cases)),
    )
    .await
}

/// The same, its refusals written down elsewhere.
async fn accept_watched(
    app: &App,
    actor: &Actor,
    id: PlanningRunId,
    cases: &[CaseId],
) -> Result<Accepted, Failure<AcceptRefused>> {
    if !(1..=MOST_ACCEPTED).contains(&cases.len()) {
        return Err(AcceptRefused::Count.into());
    }
    let run = see(app, actor, id).await?.ok_or(AcceptRefused::NotFound)?;
    if run.state != planning_run::State::Done {
        return Err(AcceptRefused::NoPlan.into());
    }
    let planned = store::planned_of(&app.db, &[run.id]).await?;
    let mut accepted = Accepted::default();
    for (ix, &case) in cases.iter().enumerate() {
        let found: Option<&planned_meeting::Model> =
            planned.iter().find(|meeting| meeting.case_id == case);
        let Some(found) = found else {
            accepted.refused.push((ix, ItemRefused::NotPlanned));
            continue;
        };
        match super::meeting::hold(app, actor, case, &found.draft).await {
            Ok(held) => accepted.meetings.push(held),
            Err(Failure::Refused(refused)) => {
                accepted.refused.push((ix, ItemRefused::NotHeld(refused)));
            }
            Err(Failure::Broken(error)) => return Err(Failure::Broken(error)),
        }
    }
    Ok(accepted)
}

/// Ends the runs that a process left unfinished when it ended. For the start of the server, which is
/// the only one that works on runs.
///
/// # Errors
///
/// The database fails.
pub async fn recover(app: &App) -> Result<u64, DbErr> {
    store::interrupt_all(&app.db, app.now()).await
}
