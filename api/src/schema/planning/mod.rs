//! Planning runs: the meetings of many cases planned together, and accepted one by one.
//!
//! | module     | what it shows                                  |
//! |------------|------------------------------------------------|
//! | `run`      | a run, and what its plan costs                 |
//! | `planned`  | the meetings of a plan                         |
//! | `unplaced` | the cases without one                          |
//! | `explained`| why this meeting, why none, why not that date  |
//! | `start`    | what is asked of beginning and calling off     |
//! | `accept`   | what is asked of accepting                     |

mod accept;
mod explained;
mod planned;
mod run;
mod start;
mod unplaced;

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{Context, ID, Object, Result};
use chrono::DateTime;
use entities::{CaseId, planning_run};
use uuid::Uuid;

use super::ahead;
use super::case::Case;
use super::error::{UserError, settle};
use super::id::{self, Kind};
use super::loaders::{Loaders, SeenCase};
use super::meeting::Meeting;
use super::page::{self, Window};
use crate::app::App;
use crate::auth::{Action, Actor, may};
use crate::domain;
use crate::domain::planning::rules::item;
use crate::domain::planning::{Position, Slice};

pub use accept::{PlanAcceptErrorCode, PlanAcceptInput, PlanAcceptPayload};
pub use explained::{
    PlanAlternative, PlanDifference, PlanNeed, PlanNeedCode, PlanRepair, PlanRepairCode,
    PlanWhyNot, PlanWhyNotVerdict, PlannedMeetingExplanation, PlannedMeetingPiece,
    PlannedMeetingPieceKind, UnplacedCaseExplanation,
};
pub use planned::PlannedMeeting;
pub use run::{PlanCost, PlanningRun};
pub use start::{
    PlanningRunCancelErrorCode, PlanningRunCancelInput, PlanningRunCancelPayload,
    PlanningRunStartErrorCode, PlanningRunStartInput, PlanningRunStartPayload,
};
pub use unplaced::UnplacedCase;

pub(super) use planned::comers;
pub(super) use run::find;

use accept::{accept_code, item_code};
use start::{cancel_code, start_code};

/// A case, as far as the viewer may see.
async fn seen_case(ctx: &Context<'_>, id: CaseId) -> Result<Option<Case>> {
    let seen = ctx.data::<Loaders>()?.load_one(SeenCase(id)).await?;
    Ok(seen.map(|(row, standing)| Case { row, standing }))
}

/// Whether the viewer may read why a plan has this meeting for a case, or none.
async fn is_explained(ctx: &Context<'_>, id: CaseId) -> Result<bool> {
    let seen = seen_case(ctx, id).await?;
    Ok(seen.is_some_and(|case| may(case.standing, Action::SeeProposals)))
}

/// The cases that ids name, or the position of the first that names none.
fn read_cases(ids: &[ID]) -> Result<Vec<CaseId>, usize> {
    let read = ids.iter().enumerate();
    read.map(|(ix, id)| id::decode_as(Kind::Case, id).ok_or(ix))
        .collect()
}

/// Queries about planning runs.
#[derive(Default)]
pub struct PlanningQueries;

/// Queries about planning runs.
#[Object]
impl PlanningQueries {
    /// One planning run; null for one that is unknown or not for the viewer.
    async fn planning_run(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The run's id.")] id: ID,
    ) -> Option<Result<PlanningRun>> {
        find(ctx, id::decode_as(Kind::PlanningRun, &id)?)
            .await
            .transpose()
    }

    /// The planning runs of the services the viewer arranges meetings for, newest first.
    #[graphql(
        complexity = "first.or(last).unwrap_or(page::DEFAULT).max(1) as usize * child_complexity"
    )]
    async fn planning_runs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<String, PlanningRun, EmptyFields, EmptyFields>> {
        let page = Window {
            first,
            after,
            last,
            before,
        }
        .read(position)?;
        // One more than asked for tells whether there is more.
        let slice = Slice {
            limit: page.count as u64 + 1,
            is_backwards: page.is_backwards,
            after: page.after,
            before: page.before,
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let mut found = domain::planning::list(app, actor, &slice).await?;
        let has_more = page.count < found.len();
        if has_more && page.is_backwards {
            found.remove(0);
        } else {
            found.truncate(page.count);
        }
        ahead::of_runs(ctx, &found).await?;
        let (before, after) = if page.is_backwards {
            (has_more, page.before.is_some())
        } else {
            (page.after.is_some(), has_more)
        };
        let mut connection = Connection::new(before, after);
        let edges = found
            .into_iter()
            .map(|row| Edge::new(page::seal(&written(&row)), PlanningRun(row)));
        connection.edges.extend(edges);
        Ok(connection)
    }
}

/// Where a run stands, as text inside a cursor.
fn written(row: &planning_run::Model) -> String {
    format!("{}|{}", row.requested_at.timestamp_micros(), row.id)
}

/// The position in a cursor; `None` when it is none of this list's.
fn position(text: &str) -> Option<Position> {
    let (at, id) = text.split_once('|')?;
    let requested_at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
    let requested_at = Some(requested_at).filter(|at| crate::app::is_in_reach(at.date_naive()))?;
    Some(Position {
        requested_at,
        id: Uuid::try_parse(id).ok()?.into(),
    })
}

/// Mutations about planning runs.
#[derive(Default)]
pub struct PlanningMutations;

/// Mutations about planning runs.
#[Object]
impl PlanningMutations {
    /// Begins to plan the meetings of many cases together, and answers at once. Nobody is booked: the
    /// plan's meetings are accepted one by one.
    async fn planning_run_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to plan.")] input: PlanningRunStartInput,
    ) -> Result<PlanningRunStartPayload> {
        let refused = |error| PlanningRunStartPayload {
            planning_run: None,
            user_errors: vec![error],
        };
        let order = match input.read() {
            Ok(order) => order,
            Err(error) => return Ok(refused(error)),
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let started = domain::planning::start(app, actor, order).await;
        Ok(match settle(started)? {
            Ok(run) => PlanningRunStartPayload {
                planning_run: Some(PlanningRun(run)),
                user_errors: Vec::new(),
            },
            Err(refusal) => refused(UserError::of(&refusal, start_code)),
        })
    }

    /// Calls a planning run off; whatever it has found is thrown away.
    async fn planning_run_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which run.")] input: PlanningRunCancelInput,
    ) -> Result<PlanningRunCancelPayload> {
        let refused = |error| PlanningRunCancelPayload {
            planning_run: None,
            user_errors: vec![error],
        };
        let Some(id) = id::decode_as(Kind::PlanningRun, &input.run_id) else {
            let error = id::malformed(PlanningRunCancelErrorCode::MalformedId, &["runId"]);
            return Ok(refused(error));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let cancelled = domain::planning::cancel(app, actor, id).await;
        Ok(match settle(cancelled)? {
            Ok(run) => PlanningRunCancelPayload {
                planning_run: Some(PlanningRun(run)),
                user_errors: Vec::new(),
            },
            Err(refusal) => refused(UserError::of(&refusal, cancel_code)),
        })
    }

    /// Turns meetings of a plan into tentative meetings, one after the other, each as holding a
    /// proposed date does: wholly or not at all. What cannot be held any more is said case by case.
    async fn plan_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meetings.")] input: PlanAcceptInput,
    ) -> Result<PlanAcceptPayload> {
        let refused = |error| PlanAcceptPayload {
            meetings: Vec::new(),
            user_errors: vec![error],
        };
        let Some(run) = id::decode_as(Kind::PlanningRun, &input.run_id) else {
            let error = id::malformed(PlanAcceptErrorCode::MalformedId, &["runId"]);
            return Ok(refused(error));
        };
        let cases = match read_cases(&input.case_ids) {
            Ok(cases) => cases,
            Err(ix) => {
                let mut error = id::malformed(PlanAcceptErrorCode::MalformedId, &[]);
                error.field = item(ix);
                return Ok(refused(error));
            }
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let accepted = domain::planning::accept(app, actor, run, &cases).await;
        Ok(match settle(accepted)? {
            Ok(accepted) => PlanAcceptPayload {
                meetings: accepted
                    .meetings
                    .into_iter()
                    .map(|(row, standing)| Meeting { row, standing })
                    .collect(),
                user_errors: accepted
                    .refused
                    .into_iter()
                    .map(|(ix, refusal)| UserError {
                        code: item_code(&refusal),
                        message: refusal.to_string(),
                        field: item(ix),
                    })
                    .collect(),
            },
            Err(refusal) => refused(UserError::of(&refusal, accept_code)),
        })
    }
}
