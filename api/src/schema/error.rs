//! How a "no" and a fault look to a client (decision D8).

use async_graphql::{OutputType, SimpleObject};

use super::availability::{AvailabilityRequestErrorCode, AvailabilitySubmitErrorCode};
use super::law::LegalDeadlineErrorCode;
use super::meeting::{MeetingCancelErrorCode, MeetingConfirmErrorCode, MeetingHoldErrorCode};
use super::planning::{PlanAcceptErrorCode, PlanningRunCancelErrorCode, PlanningRunStartErrorCode};
use super::proposal::ProposedMeetingDatesErrorCode;
use super::report::ReportErrorCode;
use crate::domain::{Failure, Refusal};
use crate::edge::Code;

/// Something the caller can do something about.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(concrete(
    name = "AvailabilitySubmitUserError",
    params(AvailabilitySubmitErrorCode)
))]
#[graphql(concrete(
    name = "AvailabilityRequestUserError",
    params(AvailabilityRequestErrorCode)
))]
#[graphql(concrete(name = "MeetingHoldUserError", params(MeetingHoldErrorCode)))]
#[graphql(concrete(name = "MeetingConfirmUserError", params(MeetingConfirmErrorCode)))]
#[graphql(concrete(name = "MeetingCancelUserError", params(MeetingCancelErrorCode)))]
#[graphql(concrete(
    name = "ProposedMeetingDatesUserError",
    params(ProposedMeetingDatesErrorCode)
))]
#[graphql(concrete(name = "PlanningRunStartUserError", params(PlanningRunStartErrorCode)))]
#[graphql(concrete(
    name = "PlanningRunCancelUserError",
    params(PlanningRunCancelErrorCode)
))]
#[graphql(concrete(name = "PlanAcceptUserError", params(PlanAcceptErrorCode)))]
#[graphql(concrete(name = "LegalDeadlineUserError", params(LegalDeadlineErrorCode)))]
#[graphql(concrete(name = "ReportUserError", params(ReportErrorCode)))]
pub struct UserError<C: OutputType> {
    /// What is wrong, for programs. New codes may be added.
    pub code: C,
    /// What is wrong, for people, with advice where there is any.
    pub message: String,
    /// The input it is about, from the outside in; empty when it is about none in particular.
    pub field: Vec<String>,
}

impl<C: OutputType> UserError<C> {
    /// Says a refusal word for word.
    pub(super) fn of<R: Refusal>(refusal: &R, code: impl Fn(&R) -> C) -> Self {
        Self {
            code: code(refusal),
            message: refusal.to_string(),
            field: refusal.field(),
        }
    }
}

/// Tells a refusal, which the caller is to read, from a fault, which becomes a masked error.
pub(super) fn settle<T, R: Refusal>(
    result: Result<T, Failure<R>>,
) -> async_graphql::Result<Result<T, R>> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(Failure::Refused(refusal)) => Ok(Err(refusal)),
        Err(Failure::Broken(error)) => Err(error.into()),
    }
}

/// An argument that makes no sense, where there is no payload to say so.
pub(super) fn bad_input(message: &str) -> async_graphql::Error {
    Code::InvalidValue.error(message)
}
