//! Planning runs: the meetings of many cases planned together, and accepted one by one.

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use entities::{
    CaseId, PersonId, PlanningRunId, participant, planned_meeting, planning_run, unplaced_case,
};
use uuid::Uuid;

use super::ahead;
use super::case::Case;
use super::enums::{Mode, PlanningRunFailure, PlanningRunState, UnplacedReason};
use super::error::{UserError, settle};
use super::id::{self, Kind};
use super::loaders::{Loaders, OrganisationBy, PlannedOf, RoomBy, SeatsOf, SeenCase, UnplacedOf};
use super::meeting::{Meeting, MeetingHoldErrorCode, hold_code};
use super::organisation::Organisation;
use super::page::{self, Window};
use super::person::{self, Person};
use super::proposal::ProposedAttendee;
use super::venue::Room;
use crate::app::App;
use crate::auth::{Actor, Standing};
use crate::domain;
use crate::domain::planning::rules::item;
use crate::domain::planning::{
    AcceptRefused, CancelRefused, ItemRefused, Order, Position, Slice, StartRefused, shown,
};
use crate::domain::proposal::Draft;

/// One attempt to plan the meetings of many cases together, and what came of it.
pub struct PlanningRun(pub(super) planning_run::Model);

/// One attempt to plan the meetings of many cases together, and what came of it.
#[Object]
impl PlanningRun {
    /// Names the run; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
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

/// A meeting that a plan has for a case. It is held for nobody yet.
pub struct PlannedMeeting(planned_meeting::Model);

/// A meeting that a plan has for a case. It is held for nobody yet.
#[Object]
impl PlannedMeeting {
    /// The case; null when the viewer may no longer know of it.
    async fn case(&self, ctx: &Context<'_>) -> Option<Result<Case>> {
        seen_case(ctx, self.0.case_id).await.transpose()
    }

    /// When the parties arrive.
    async fn starts_at(&self) -> DateTime<Utc> {
        self.0.starts_at
    }

    /// When everything is signed.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.0.ends_at
    }

    /// How people would meet.
    async fn mode(&self) -> Mode {
        self.0.mode.into()
    }

    /// The room; null by video.
    async fn room(&self, ctx: &Context<'_>) -> Option<Result<Room>> {
        let id = self.0.room_id?;
        let found = async { Ok(ctx.data::<Loaders>()?.load_one(RoomBy(id)).await?.map(Room)) };
        found.await.transpose()
    }

    /// Who would mediate.
    async fn mediator(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.0.mediator_id, Standing::Coordinator)
            .await
            .transpose()
    }

    /// Who would come, and as what; the mediator and interpreters are among them.
    async fn attendees(&self, ctx: &Context<'_>) -> Result<Vec<ProposedAttendee>> {
        let loaders = ctx.data::<Loaders>()?;
        let seats = loaders
            .load_one(SeatsOf(self.0.case_id))
            .await?
            .unwrap_or_default();
        let comers = comers(&self.0, &seats).into_iter();
        Ok(comers
            .map(|(role, person)| ProposedAttendee { role, person })
            .collect())
    }
}

/// Who would come to a planned meeting, and as what.
pub(super) fn comers(
    row: &planned_meeting::Model,
    seats: &[participant::Model],
) -> Vec<(participant::Role, PersonId)> {
    let Some(draft) = Draft::open(&row.draft) else {
        return Vec::new();
    };
    let seated = draft.seats.iter().filter_map(|&(seat, taker)| {
        let seat = seats.iter().find(|row| row.id == seat)?;
        Some((seat.role, taker?))
    });
    let interpreters = draft.interpreters.iter();
    seated
        .chain([(participant::Role::Mediator, draft.mediator)])
        .chain(interpreters.map(|&person| (participant::Role::Interpreter, person)))
        .collect()
}

/// A case that a plan has no meeting for.
pub struct UnplacedCase(unplaced_case::Model);

/// A case that a plan has no meeting for.
#[Object]
impl UnplacedCase {
    /// The case; null when the viewer may no longer know of it.
    async fn case(&self, ctx: &Context<'_>) -> Option<Result<Case>> {
        seen_case(ctx, self.0.case_id).await.transpose()
    }

    /// Why, for programs. New reasons may be added.
    async fn reason(&self) -> UnplacedReason {
        self.0.reason.into()
    }

    /// Why, in a sentence for those who arrange the meeting. It never says why somebody is not free.
    async fn message(&self) -> &str {
        self.0.sentence.reveal()
    }
}

/// A case, as far as the viewer may see.
async fn seen_case(ctx: &Context<'_>, id: CaseId) -> Result<Option<Case>> {
    let seen = ctx.data::<Loaders>()?.load_one(SeenCase(id)).await?;
    Ok(seen.map(|(row, standing)| Case { row, standing }))
}

/// One run, as far as the viewer may see.
pub(super) async fn find(ctx: &Context<'_>, id: PlanningRunId) -> Result<Option<PlanningRun>> {
    let found = domain::planning::see(ctx.data::<App>()?, ctx.data::<Actor>()?, id).await?;
    Ok(found.map(PlanningRun))
}

/// What to plan.
#[derive(InputObject)]
pub struct PlanningRunStartInput {
    /// The cases, 1 to 100; when left out, all that wait for a meeting, at most the 100 with the
    /// earliest limits.
    case_ids: Option<Vec<ID>>,
    /// The service; can be left out when cases are named, or by those who arrange for one alone.
    provider_id: Option<ID>,
    /// Days planned for, today included, 7 to 70.
    #[graphql(default = 70)]
    horizon_days: i32,
    /// Seconds the search may take, 1 to 60.
    #[graphql(default = 10)]
    time_limit_seconds: i32,
    /// Seeds every choice that is not forced; not negative.
    #[graphql(default = 0)]
    seed: i32,
}

/// Why nothing is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PlanningRunStartErrorCode {
    /// There is no such case or service, or none the viewer arranges for.
    NotFound,
    /// An id is none of ours.
    MalformedId,
    /// The viewer arranges for several services and names none.
    WhichService,
    /// The cases belong to several services.
    DifferentServices,
    /// A number is out of bounds.
    OutOfRange,
    /// No case waits for a meeting.
    NothingToPlan,
    /// The service has a run under way.
    AlreadyRunning,
}

fn start_code(refusal: &StartRefused) -> PlanningRunStartErrorCode {
    use PlanningRunStartErrorCode as Code;
    match refusal {
        StartRefused::NoSuchCase(_) | StartRefused::NoSuchService => Code::NotFound,
        StartRefused::WhichService => Code::WhichService,
        StartRefused::DifferentServices(_) => Code::DifferentServices,
        StartRefused::CaseCount
        | StartRefused::Horizon
        | StartRefused::TimeLimit
        | StartRefused::Seed => Code::OutOfRange,
        StartRefused::NothingToPlan => Code::NothingToPlan,
        StartRefused::AlreadyRunning => Code::AlreadyRunning,
    }
}

impl PlanningRunStartInput {
    /// Reads the ids.
    fn read(self) -> Result<Order, UserError<PlanningRunStartErrorCode>> {
        let malformed = |field: Vec<String>| {
            let mut error = id::malformed(PlanningRunStartErrorCode::MalformedId, &[]);
            error.field = field;
            error
        };
        let cases = self.case_ids.map(|ids| read_cases(&ids)).transpose();
        let provider = self.provider_id.map(|id| {
            id::decode_as(Kind::Organisation, &id)
                .ok_or_else(|| malformed(vec!["providerId".to_owned()]))
        });
        Ok(Order {
            cases: cases.map_err(|ix| malformed(item(ix)))?,
            provider: provider.transpose()?,
            horizon_days: self.horizon_days,
            time_limit_secs: self.time_limit_seconds,
            seed: self.seed,
        })
    }
}

/// The cases that ids name, or the position of the first that names none.
fn read_cases(ids: &[ID]) -> Result<Vec<CaseId>, usize> {
    let read = ids.iter().enumerate();
    read.map(|(ix, id)| id::decode_as(Kind::Case, id).ok_or(ix))
        .collect()
}

/// What came of beginning to plan.
#[derive(Default, SimpleObject)]
pub struct PlanningRunStartPayload {
    /// The run; null when there is none. Ask for it again to see how far it has come.
    planning_run: Option<PlanningRun>,
    /// Why nothing is planned; empty when all went well.
    user_errors: Vec<UserError<PlanningRunStartErrorCode>>,
}

/// Which run to call off.
#[derive(InputObject)]
pub struct PlanningRunCancelInput {
    /// The run.
    run_id: ID,
}

/// Why a run is not called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PlanningRunCancelErrorCode {
    /// There is no such run, or none the viewer may see.
    NotFound,
    /// The id is none of ours.
    MalformedId,
    /// It is over.
    Over,
}

fn cancel_code(refusal: &CancelRefused) -> PlanningRunCancelErrorCode {
    match refusal {
        CancelRefused::NotFound => PlanningRunCancelErrorCode::NotFound,
        CancelRefused::Over => PlanningRunCancelErrorCode::Over,
    }
}

/// What came of calling a run off.
#[derive(Default, SimpleObject)]
pub struct PlanningRunCancelPayload {
    /// The run; null when it was not called off.
    planning_run: Option<PlanningRun>,
    /// Why it was not called off; empty when all went well.
    user_errors: Vec<UserError<PlanningRunCancelErrorCode>>,
}

/// Which meetings of a plan to accept.
#[derive(InputObject)]
pub struct PlanAcceptInput {
    /// The run that made the plan.
    run_id: ID,
    /// The cases whose meetings to accept, 1 to 25.
    case_ids: Vec<ID>,
}

/// Why a meeting of a plan is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PlanAcceptErrorCode {
    /// There is no such run or case, or none the viewer arranges.
    NotFound,
    /// An id is none of ours.
    MalformedId,
    /// The run has no plan, or none yet.
    NoPlan,
    /// The number of cases is out of bounds.
    OutOfRange,
    /// The plan has no meeting for the case.
    NotPlanned,
    /// The case has a meeting.
    CaseHasMeeting,
    /// The mediator has been booked meanwhile.
    MediatorTaken,
    /// The room has been booked meanwhile.
    RoomTaken,
    /// Somebody needed has been booked meanwhile.
    PersonTaken,
    /// Part of the date has been booked a moment ago.
    SlotTaken,
    /// It was possible when it was planned, and is no longer.
    StalePlan,
    /// The case cannot be planned any more.
    CannotBePlanned,
}

fn accept_code(refusal: &AcceptRefused) -> PlanAcceptErrorCode {
    match refusal {
        AcceptRefused::NotFound => PlanAcceptErrorCode::NotFound,
        AcceptRefused::NoPlan => PlanAcceptErrorCode::NoPlan,
        AcceptRefused::Count => PlanAcceptErrorCode::OutOfRange,
    }
}

fn item_code(refusal: &ItemRefused) -> PlanAcceptErrorCode {
    use PlanAcceptErrorCode as Code;
    match refusal {
        ItemRefused::NotPlanned => Code::NotPlanned,
        ItemRefused::NotHeld(refusal) => match hold_code(refusal) {
            MeetingHoldErrorCode::NotFound => Code::NotFound,
            MeetingHoldErrorCode::MalformedId => Code::MalformedId,
            MeetingHoldErrorCode::CaseHasMeeting => Code::CaseHasMeeting,
            MeetingHoldErrorCode::MediatorTaken => Code::MediatorTaken,
            MeetingHoldErrorCode::RoomTaken => Code::RoomTaken,
            MeetingHoldErrorCode::PersonTaken => Code::PersonTaken,
            MeetingHoldErrorCode::SlotTaken => Code::SlotTaken,
            MeetingHoldErrorCode::NotAProposal | MeetingHoldErrorCode::StaleProposal => {
                Code::StalePlan
            }
            MeetingHoldErrorCode::CannotBePlanned => Code::CannotBePlanned,
        },
    }
}

/// What came of accepting.
#[derive(Default, SimpleObject)]
pub struct PlanAcceptPayload {
    /// The tentative meetings, in the order of the cases.
    meetings: Vec<Meeting>,
    /// Why others are not held, each about one of the cases; empty when all went well.
    user_errors: Vec<UserError<PlanAcceptErrorCode>>,
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
