//! A planning run, and what its plan costs.

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{PlanningRunId, planning_run};

use super::{PlanWhyNot, PlannedMeeting, UnplacedCase};
use crate::app::App;
use crate::auth::{Actor, Standing};
use crate::domain;
use crate::domain::planning::shown;
use crate::schema::ahead;
use crate::schema::enums::{PlanningRunFailure, PlanningRunState};
use crate::schema::id::{self, Kind};
use crate::schema::loaders::{Loaders, OrganisationBy, PlannedOf, UnplacedOf};
use crate::schema::organisation::Organisation;
use crate::schema::person::{self, Person};

/// One attempt to plan the meetings of many cases together, and what came of it.
pub struct PlanningRun(pub(in crate::schema) planning_run::Model);

/// One attempt to plan the meetings of many cases together, and what came of it.
#[Object]
impl PlanningRun {
    /// Names the run; clients must not look inside.
    pub(in crate::schema) async fn id(&self) -> ID {
        id::encode(Kind::PlanningRun, self.0.id.0)
    }

    /// How far it has come.
    #[expect(
        clippy::unused_async,
        reason = "the macro wants resolvers to be asynchronous"
    )]
    async fn state(&self, ctx: &Context<'_>) -> Result<PlanningRunState> {
        Ok(shown(&self.0, ctx.data::<App>()?.now()).0.into())
    }

    /// Why it failed; null unless it did.
    #[expect(
        clippy::unused_async,
        reason = "the macro wants resolvers to be asynchronous"
    )]
    async fn failure(&self, ctx: &Context<'_>) -> Result<Option<PlanningRunFailure>> {
        let (_, failure) = shown(&self.0, ctx.data::<App>()?.now());
        Ok(failure.map(Into::into))
    }

    /// The service whose cases are planned.
    async fn provider(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        let id = self.0.provider_id;
        let found = async { Ok(ctx.data::<Loaders>()?.load_one(OrganisationBy(id)).await?) };
        let found: Result<Option<_>> = found.await;
        found.map(|row| row.map(Organisation)).transpose()
    }

    /// Who asked for it.
    async fn requested_by(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.0.requested_by, Standing::Coordinator)
            .await
            .transpose()
    }

    /// When it was asked for.
    async fn requested_at(&self) -> DateTime<Utc> {
        self.0.requested_at
    }

    /// When work on it began; null while it waits for its turn.
    async fn started_at(&self) -> Option<DateTime<Utc>> {
        self.0.started_at
    }

    /// When it ended; null while it has not.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }

    /// Days planned for, the day it was asked for included.
    async fn horizon_days(&self) -> i32 {
        self.0.horizon_days
    }

    /// Seconds the search may take.
    async fn time_limit_seconds(&self) -> i32 {
        self.0.time_limit_secs
    }

    /// Seeds every choice that is not forced.
    async fn seed(&self) -> i32 {
        self.0.seed
    }

    /// What the plan costs, and how good it is known to be; null while there is none.
    async fn cost(&self) -> Option<PlanCost> {
        PlanCost::of(&self.0)
    }

    /// Sixteen digits that are the same for the same cases, calendars and wishes; null while there is
    /// no plan.
    async fn problem_hash(&self) -> Option<&str> {
        self.0.problem_hash.as_deref()
    }

    /// What found the plan, with its versions; null while there is none.
    async fn versions(&self) -> Option<&str> {
        self.0.versions.as_deref()
    }

    /// The meetings it found, earliest first, at most 100; they are held for nobody yet.
    #[graphql(complexity = "10 * child_complexity")]
    async fn meetings(&self, ctx: &Context<'_>) -> Result<Vec<PlannedMeeting>> {
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders
            .load_one(PlannedOf(self.0.id))
            .await?
            .unwrap_or_default();
        ahead::of_planned(ctx, &rows).await?;
        Ok(rows.into_iter().map(PlannedMeeting).collect())
    }

    /// Why a case of the run does not meet on some day, as things stand today; null when the run has
    /// no plan, the case is none of it, or its dates are not for the viewer.
    #[graphql(complexity = "50 + child_complexity")]
    async fn why_not(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The case.")] case_id: ID,
        #[graphql(desc = "The day.")] on: NaiveDate,
    ) -> Option<Result<PlanWhyNot>> {
        let case = id::decode_as(Kind::Case, &case_id)?;
        let found = async {
            let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
            Ok(domain::planning::why_not(app, actor, &self.0, (case, on)).await?)
        };
        let found: Result<Option<_>> = found.await;
        found.map(|said| said.map(PlanWhyNot)).transpose()
    }

    /// The cases it found no meeting for, at most 100, and why.
    #[graphql(complexity = "10 * child_complexity")]
    async fn unplaced(&self, ctx: &Context<'_>) -> Result<Vec<UnplacedCase>> {
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders
            .load_one(UnplacedOf(self.0.id))
            .await?
            .unwrap_or_default();
        ahead::of_unplaced(ctx, &rows).await?;
        Ok(rows.into_iter().map(UnplacedCase).collect())
    }
}

/// What a plan costs. No sum of points of a later level outweighs one of an earlier; of the last two
/// that is so within each case, and points of different cases add up.
#[derive(SimpleObject)]
pub struct PlanCost {
    /// Points for cases that could meet and have no meeting in the plan: the nearer the limit, the
    /// more.
    unplaced: i32,
    /// Points for meetings after their limit, where it had to be lifted.
    late: i32,
    /// Points for wishes of families that are not met.
    family: i32,
    /// Points for wishes of everybody else that are not met.
    others: i32,
    /// All of it in the single number that was minimised.
    total: f64,
    /// No plan costs less than this.
    bound: f64,
    /// How far the plan can be from the best there is, as a part of its cost; 0 when it is the best.
    gap: f64,
    /// No plan costs less.
    is_optimal: bool,
}

impl PlanCost {
    fn of(run: &planning_run::Model) -> Option<Self> {
        let (cost, bound) = (run.cost?, run.bound?);
        // Costs stay below 2 to the power of 50: such numbers lose nothing.
        #[expect(
            clippy::cast_precision_loss,
            reason = "costs are below 2 to the power of 50"
        )]
        let wide = |number: i64| number as f64;
        let gap = if cost <= bound {
            0.0
        } else {
            wide(cost - bound) / wide(cost.abs().max(1))
        };
        Some(Self {
            unplaced: run.unplaced_points?,
            late: run.late_points?,
            family: run.family_points?,
            others: run.others_points?,
            total: wide(cost),
            bound: wide(bound),
            gap,
            is_optimal: cost <= bound,
        })
    }
}

/// One run, as far as the viewer may see.
pub(in crate::schema) async fn find(
    ctx: &Context<'_>,
    id: PlanningRunId,
) -> Result<Option<PlanningRun>> {
    let found = domain::planning::see(ctx.data::<App>()?, ctx.data::<Actor>()?, id).await?;
    Ok(found.map(PlanningRun))
}
