//! The work queue: which case is nearest to a breach.

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use chrono::NaiveDate;

use super::ahead;
use super::case::Case;
use super::casework::{CaseRecordPayload, CaseStepInput};
use super::id::{self, Kind};
use super::page::{self, Window};
use crate::app::App;
use crate::auth::Actor;
use crate::domain::queue::{self, Forecast, Item, Risk};

/// How near a case is to a breach of the law. Where a meeting is to be arranged it is told by the lawful
/// starts that are still open, never by the days left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Risk")]
pub enum BreachRisk {
    /// The law is broken, or will be unless somebody makes room.
    Red,
    /// The last two days at which the meeting is possible, or the last two working days of a clock.
    Amber,
    /// Nobody can say before somebody who is needed has told their times.
    Unknown,
    /// There is time.
    Green,
}

/// How near a case is to a breach of the law, and why.
pub struct BreachForecast(pub(super) Forecast);

/// How near a case is to a breach of the law, and why.
#[Object]
impl BreachForecast {
    /// How near.
    async fn risk(&self) -> BreachRisk {
        self.0.risk.into()
    }

    /// Why, in a sentence: roles are named, people and their reasons are not.
    async fn reason(&self) -> String {
        self.0.because.to_string()
    }

    /// The starts, on the quarter of an hour, at which everybody needed could lawfully meet until the last
    /// day; null where they cannot be counted or the meeting has a date.
    async fn starts_left(&self) -> Option<usize> {
        self.0.left.as_ref().map(|left| left.starts)
    }

    /// On how many days they are.
    async fn days_left(&self) -> Option<usize> {
        self.0.left.as_ref().map(|left| left.days)
    }

    /// The last of these days; null when none is left.
    async fn last_start_on(&self) -> Option<NaiveDate> {
        self.0.left.as_ref().and_then(|left| left.last_on)
    }

    /// The next last day of a clock that others than the family must keep; null where none runs.
    async fn due_on(&self) -> Option<NaiveDate> {
        self.0.due_on
    }

    /// The rule of that clock, by its number.
    async fn rule(&self) -> Option<&str> {
        self.0.rule.as_deref()
    }
}

/// A case that waits for somebody to do something.
#[derive(SimpleObject)]
pub struct WorkItem {
    /// The case.
    case: Case,
    /// How near it is to a breach of the law.
    forecast: BreachForecast,
}

/// The work queue.
#[derive(Default)]
pub struct QueueQueries;

/// The work queue.
#[Object]
impl QueueQueries {
    /// The open cases of the services the viewer arranges meetings for, the one nearest to a breach of the
    /// law first; empty for everybody else. At most the 1,000 whose time to meet ends first are looked at.
    #[graphql(
        complexity = "first.or(last).unwrap_or(page::DEFAULT).max(1) as usize * child_complexity"
    )]
    async fn work_queue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that are so near a breach, or nearer.")] at_least: Option<
            BreachRisk,
        >,
    ) -> Result<Connection<String, WorkItem, EmptyFields, EmptyFields>> {
        let page = Window {
            first,
            after,
            last,
            before,
        }
        .read(|text| Some(text.to_owned()))?;
        let nearest = at_least.map_or(Risk::Green, Risk::from);
        let mut items = queue::queue(ctx.data::<App>()?, ctx.data::<Actor>()?).await?;
        items.retain(|(_, _, forecast)| forecast.risk <= nearest);
        let key = |(row, _, _): &Item| row.id.to_string();
        let (items, more_before, more_after) = page::cut(&page, items, key)?;
        ahead::of_queue(ctx, items.iter().map(|(row, _, _)| row)).await?;
        let mut connection = Connection::new(more_before, more_after);
        let edges = items.into_iter().map(|item| {
            let cursor = page::seal(&key(&item));
            Edge::new(cursor, work_item(item))
        });
        connection.edges.extend(edges);
        Ok(connection)
    }
}

fn work_item((row, standing, forecast): Item) -> WorkItem {
    WorkItem {
        case: Case { row, standing },
        forecast: BreachForecast(forecast),
    }
}

/// What follows from the work queue.
#[derive(Default)]
pub struct QueueMutations;

/// What follows from the work queue.
#[Object]
impl QueueMutations {
    /// Asks the local authority to say that it cannot arrange the mediation in time (regulation 39(2)): refused
    /// unless no lawful start is left. The record says until which day, and whose times were looked at.
    async fn inability_notice_ask(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = id::decode_as(Kind::Case, &input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(
            queue::ask_inability_notice(app, actor, case, input.expected_version).await,
        )
    }
}
