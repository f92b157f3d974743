//! Accepting meetings of a plan: what is asked, and what came of it.

use async_graphql::{Enum, ID, InputObject, SimpleObject};

use crate::domain::planning::{AcceptRefused, ItemRefused};
use crate::schema::error::UserError;
use crate::schema::meeting::{Meeting, MeetingHoldErrorCode, hold_code};

/// Which meetings of a plan to accept.
#[derive(InputObject)]
pub struct PlanAcceptInput {
    /// The run that made the plan.
    pub(super) run_id: ID,
    /// The cases whose meetings to accept, 1 to 25.
    pub(super) case_ids: Vec<ID>,
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
    /// The case has not come so far: nobody has told the authority or the board, somebody required has
    /// not agreed to take part, or nobody facilitates.
    NotYet,
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

pub(super) fn accept_code(refusal: &AcceptRefused) -> PlanAcceptErrorCode {
    match refusal {
        AcceptRefused::NotFound => PlanAcceptErrorCode::NotFound,
        AcceptRefused::NoPlan => PlanAcceptErrorCode::NoPlan,
        AcceptRefused::Count => PlanAcceptErrorCode::OutOfRange,
    }
}

pub(super) fn item_code(refusal: &ItemRefused) -> PlanAcceptErrorCode {
    use PlanAcceptErrorCode as Code;
    match refusal {
        ItemRefused::NotPlanned => Code::NotPlanned,
        ItemRefused::NotHeld(refusal) => match hold_code(refusal) {
            MeetingHoldErrorCode::NotFound => Code::NotFound,
            MeetingHoldErrorCode::MalformedId => Code::MalformedId,
            MeetingHoldErrorCode::NotYet => Code::NotYet,
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
    pub(super) meetings: Vec<Meeting>,
    /// Why others are not held, each about one of the cases; empty when all went well.
    pub(super) user_errors: Vec<UserError<PlanAcceptErrorCode>>,
}
