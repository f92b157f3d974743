//! Beginning to plan, and calling a run off: what is asked, and what came of it.

use async_graphql::{Enum, ID, InputObject, SimpleObject};

use super::{PlanningRun, read_cases};
use crate::domain::planning::rules::item;
use crate::domain::planning::{CancelRefused, Order, StartRefused};
use crate::schema::error::UserError;
use crate::schema::id::{self, Kind};

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

pub(super) fn start_code(refusal: &StartRefused) -> PlanningRunStartErrorCode {
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
    pub(super) fn read(self) -> Result<Order, UserError<PlanningRunStartErrorCode>> {
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

/// What came of beginning to plan.
#[derive(Default, SimpleObject)]
pub struct PlanningRunStartPayload {
    /// The run; null when there is none. Ask for it again to see how far it has come.
    pub(super) planning_run: Option<PlanningRun>,
    /// Why nothing is planned; empty when all went well.
    pub(super) user_errors: Vec<UserError<PlanningRunStartErrorCode>>,
}

/// Which run to call off.
#[derive(InputObject)]
pub struct PlanningRunCancelInput {
    /// The run.
    pub(super) run_id: ID,
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

pub(super) fn cancel_code(refusal: &CancelRefused) -> PlanningRunCancelErrorCode {
    match refusal {
        CancelRefused::NotFound => PlanningRunCancelErrorCode::NotFound,
        CancelRefused::Over => PlanningRunCancelErrorCode::Over,
    }
}

/// What came of calling a run off.
#[derive(Default, SimpleObject)]
pub struct PlanningRunCancelPayload {
    /// The run; null when it was not called off.
    pub(super) planning_run: Option<PlanningRun>,
    /// Why it was not called off; empty when all went well.
    pub(super) user_errors: Vec<UserError<PlanningRunCancelErrorCode>>,
}
