//! Queries about planning runs.

use chrono::{DateTime, Days, Utc};
use entities::{
    CaseId, OrganisationId, PlanningRunId, case, meeting, plan_prices, planned_meeting,
    planning_run, unplaced_case,
};
use sea_orm::sea_query::{LockType, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait,
    DatabaseTransaction, DbErr, EntityTrait, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select, SqlErr,
};

use crate::domain::case::rules::is_arranging;
use crate::planning::prices::Stored;
use crate::planning::read::live;

/// States in which a run is not over.
const UNDER_WAY: [planning_run::State; 2] =
    [planning_run::State::Queued, planning_run::State::Running];

/// Where in the list a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// The run.
    pub id: PlanningRunId,
}

/// The part of the list that is asked for.
#[derive(Clone, Debug)]
pub struct Slice {
    /// At most so many.
    pub limit: u64,
    /// Counted from the back of the list.
    pub is_backwards: bool,
    /// Only after this.
    pub after: Option<Position>,
    /// Only before this.
    pub before: Option<Position>,
}

/// One run.
pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    id: PlanningRunId,
) -> Result<Option<planning_run::Model>, DbErr> {
    planning_run::Entity::find_by_id(id).one(db).await
}

/// A part of the runs of some services, newest first.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    providers: &[OrganisationId],
    slice: &Slice,
) -> Result<Vec<planning_run::Model>, DbErr> {
    let direction = if slice.is_backwards {
        Order::Asc
    } else {
        Order::Desc
    };
    let mut query = planning_run::Entity::find()
        .filter(planning_run::Column::ProviderId.is_in(providers.iter().copied()));
    for (position, is_after) in [(slice.after, true), (slice.before, false)] {
        if let Some(position) = position {
            query = query.filter(beyond(position, is_after));
        }
    }
    let mut rows = query
        .order_by(planning_run::Column::RequestedAt, direction.clone())
        .order_by(planning_run::Column::Id, direction)
        .limit(slice.limit)
        .all(db)
        .await?;
    if slice.is_backwards {
        rows.reverse();
    }
    Ok(rows)
}

/// What stands after (or before) a position: newest first, so what comes after is older.
fn beyond(Position { requested_at, id }: Position, is_after: bool) -> Condition {
    use planning_run::Column;
    let same = Condition::all().add(Column::RequestedAt.eq(requested_at));
    if is_after {
        Condition::any()
            .add(Column::RequestedAt.lt(requested_at))
            .add(same.add(Column::Id.lt(id)))
    } else {
        Condition::any()
            .add(Column::RequestedAt.gt(requested_at))
            .add(same.add(Column::Id.gt(id)))
    }
}

/// The meetings these runs found, earliest first.
pub(crate) async fn planned_of(
    db: &impl ConnectionTrait,
    ids: &[PlanningRunId],
) -> Result<Vec<planned_meeting::Model>, DbErr> {
    planned_meeting::Entity::find()
        .filter(planned_meeting::Column::RunId.is_in(ids.iter().copied()))
        .order_by_asc(planned_meeting::Column::StartsAt)
        .order_by_asc(planned_meeting::Column::CaseId)
        .all(db)
        .await
}

/// The cases these runs found no meeting for, in a fixed order.
pub(crate) async fn unplaced_of(
    db: &impl ConnectionTrait,
    ids: &[PlanningRunId],
) -> Result<Vec<unplaced_case::Model>, DbErr> {
    unplaced_case::Entity::find()
        .filter(unplaced_case::Column::RunId.is_in(ids.iter().copied()))
        .order_by_asc(unplaced_case::Column::Reason)
        .order_by_asc(unplaced_case::Column::CaseId)
        .all(db)
        .await
}

/// The cases that wait for a meeting.
fn waiting_now(now: DateTime<Utc>) -> Select<case::Entity> {
    use sea_orm::Iterable as _;
    let arranging = case::State::iter().filter(|&state| is_arranging(state));
    let meeting = Query::select()
        .column(meeting::Column::CaseId)
        .from(meeting::Entity)
        .cond_where(live(now))
        .to_owned();
    case::Entity::find()
        .select_only()
        .column(case::Column::Id)
        .filter(case::Column::State.is_in(arranging))
        .filter(case::Column::Id.not_in_subquery(meeting))
}

/// The cases of a service that wait for a meeting, those with the earliest limits first.
pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    provider: OrganisationId,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<CaseId>, DbErr> {
    waiting_now(now)
        .filter(case::Column::ProviderId.eq(provider))
        // Cases without a limit come last, on both databases.
        .order_by_asc(case::Column::ArrangeByOn.is_null())
        .order_by_asc(case::Column::ArrangeByOn)
        .order_by_asc(case::Column::Id)
        .limit(most)
        .into_tuple()
        .all(db)
        .await
}

/// How many days a plan is asked what a date takes from others.
const DAYS_ASKED: Days = Days::new(7);

/// What the last plan of a service gave to its cases.
pub(crate) struct Priced {
    /// When it was made.
    pub(crate) planned_at: DateTime<Utc>,
    /// What they hold and need.
    pub(crate) prices: Stored,
    /// Those of them that are still the service's and wait for a meeting.
    pub(crate) waiting: Vec<CaseId>,
}

/// What the last plan of a service gave to its cases; `None` when it has none of the last days.
pub(crate) async fn priced_of(
    db: &impl ConnectionTrait,
    provider: OrganisationId,
    now: DateTime<Utc>,
) -> Result<Option<Priced>, DbErr> {
    let asked = now - DAYS_ASKED;
    let found: Option<(Option<DateTime<Utc>>, String)> = plan_prices::Entity::find()
        .select_only()
        .column(planning_run::Column::FinishedAt)
        .column(plan_prices::Column::Prices)
        .join(
            JoinType::InnerJoin,
            plan_prices::Relation::PlanningRun.def(),
        )
        .filter(planning_run::Column::ProviderId.eq(provider))
        .filter(planning_run::Column::State.eq(planning_run::State::Done))
        .filter(planning_run::Column::FinishedAt.gt(asked))
        .order_by_desc(planning_run::Column::FinishedAt)
        .order_by_desc(planning_run::Column::Id)
        .into_tuple()
        .one(db)
        .await?;
    let Some((Some(planned_at), text)) = found else {
        return Ok(None);
    };
    let Some(prices) = Stored::open(&text) else {
        return Ok(None);
    };
    let waiting = waiting_now(now)
        .filter(case::Column::ProviderId.eq(provider))
        .filter(case::Column::Id.is_in(prices.cases()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(Some(Priced {
        planned_at,
        prices,
        waiting,
    }))
}

/// The runs of a service that are not over, kept from changing until `tx` ends.
pub(super) async fn under_way(
    tx: &DatabaseTransaction,
    provider: OrganisationId,
) -> Result<Vec<planning_run::Model>, DbErr> {
    planning_run::Entity::find()
        .filter(planning_run::Column::ProviderId.eq(provider))
        .filter(planning_run::Column::State.is_in(UNDER_WAY))
        .lock(LockType::NoKeyUpdate)
        .all(tx)
        .await
}

/// Adds a run; `None` when its service has one that is not over, and nothing must then be committed.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    run: planning_run::ActiveModel,
) -> Result<Option<planning_run::Model>, DbErr> {
    match run.insert(tx).await {
        Ok(row) => Ok(Some(row)),
        Err(error) => match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Ok(None),
            _ => Err(error),
        },
    }
}

/// Changes a run if it is in one of these states still; answers whether it was.
async fn change(
    db: &impl ConnectionTrait,
    id: PlanningRunId,
    from: &[planning_run::State],
    to: planning_run::ActiveModel,
) -> Result<bool, DbErr> {
    let changed = planning_run::Entity::update_many()
        .set(to)
        .filter(planning_run::Column::Id.eq(id))
        .filter(planning_run::Column::State.is_in(from.iter().copied()))
        .exec(db)
        .await?;
    Ok(0 < changed.rows_affected)
}

/// Notes that work on a run begins, unless it was called off.
pub(super) async fn begin(
    db: &impl ConnectionTrait,
    id: PlanningRunId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let running = planning_run::ActiveModel {
        state: Set(planning_run::State::Running),
        started_at: Set(Some(now)),
        ..Default::default()
    };
    change(db, id, &[planning_run::State::Queued], running).await
}

/// Notes that a run is called off, unless it is over.
pub(super) async fn cancel(
    db: &impl ConnectionTrait,
    id: PlanningRunId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let cancelled = planning_run::ActiveModel {
        state: Set(planning_run::State::Cancelled),
        finished_at: Set(Some(now)),
        ..Default::default()
    };
    change(db, id, &UNDER_WAY, cancelled).await
}

/// Notes that a run failed, unless it is over.
pub(super) async fn fail(
    db: &impl ConnectionTrait,
    id: PlanningRunId,
    failure: planning_run::Failure,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    change(db, id, &UNDER_WAY, failed(failure, now)).await
}

/// Notes that every run that is not over was interrupted.
pub(super) async fn interrupt_all(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let interrupted = planning_run::Entity::update_many()
        .set(failed(planning_run::Failure::Interrupted, now))
        .filter(planning_run::Column::State.is_in(UNDER_WAY))
        .exec(db)
        .await?;
    Ok(interrupted.rows_affected)
}

/// The change that failing makes.
fn failed(failure: planning_run::Failure, now: DateTime<Utc>) -> planning_run::ActiveModel {
    planning_run::ActiveModel {
        state: Set(planning_run::State::Failed),
        finished_at: Set(Some(now)),
        failure: Set(Some(failure)),
        ..Default::default()
    }
}

/// The rows of what a run found.
pub(super) struct Found {
    /// The meetings.
    pub(super) planned: Vec<planned_meeting::Model>,
    /// The cases without one.
    pub(super) unplaced: Vec<unplaced_case::Model>,
    /// What the cases hold and need.
    pub(super) prices: Option<plan_prices::Model>,
}

/// Writes what a run found, unless it was called off meanwhile; answers whether it did.
pub(super) async fn finish(
    tx: &DatabaseTransaction,
    id: PlanningRunId,
    done: planning_run::ActiveModel,
    found: Found,
) -> Result<bool, DbErr> {
    use sea_orm::IntoActiveModel;
    if !change(tx, id, &[planning_run::State::Running], done).await? {
        return Ok(false);
    }
    if !found.planned.is_empty() {
        let rows = found
            .planned
            .into_iter()
            .map(IntoActiveModel::into_active_model);
        planned_meeting::Entity::insert_many(rows.collect::<Vec<_>>())
            .exec_without_returning(tx)
            .await?;
    }
    if let Some(prices) = found.prices {
        plan_prices::Entity::insert(prices.into_active_model())
            .exec_without_returning(tx)
            .await?;
    }
    if !found.unplaced.is_empty() {
        let rows = found
            .unplaced
            .into_iter()
            .map(IntoActiveModel::into_active_model);
        unplaced_case::Entity::insert_many(rows.collect::<Vec<_>>())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(true)
}
