//! One type per kind of id, so that a room cannot be booked where a person was meant.

use std::fmt;
use std::str::FromStr;

use sea_orm::entity::prelude::*;
use sea_orm::{DbErr, DeriveValueType, TryFromU64};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        // SeaORM asks this of every primary key; ours never come from a counter.
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

id! {
    /// Names one organisation.
    OrganisationId;
    /// Names one person.
    PersonId;
    /// Names one role of a person in an organisation.
    RoleId;
    /// Names one child or young person.
    ChildId;
    /// Names one time better avoided for a person.
    ObservanceId;
    /// Names one contract between a commissioner and a provider.
    ContractId;
    /// Names one declared conflict of interest.
    ConflictId;
    /// Names one venue.
    VenueId;
    /// Names one room.
    RoomId;
    /// Names one case.
    CaseId;
    /// Names one matter: the cases that follow from one another.
    MatterId;
    /// Names one thing owed in a case.
    NextStepId;
    /// Names one mediation certificate.
    CertificateId;
    /// Names one issue of a case.
    IssueId;
    /// Names one seat at the table of a case.
    ParticipantId;
    /// Names one stretch of a person's availability.
    WindowId;
    /// Names one request for availability.
    AvailabilityRequestId;
    /// Names one day of a calendar.
    CalendarDayId;
    /// Names one meeting.
    MeetingId;
    /// Names one person's attendance at a meeting.
    AttendeeId;
    /// Names one contact of a mediator with somebody before a meeting.
    PrepContactId;
    /// Names one party's summary.
    SummaryId;
    /// Names one agreement.
    AgreementId;
    /// Names one decision of an agreement.
    AgreementDecisionId;
    /// Names one action of an agreement.
    AgreementActionId;
    /// Names one complaint.
    ComplaintId;
    /// Names one safeguarding concern.
    SafeguardingConcernId;
    /// Names one claim for expenses.
    ExpenseClaimId;
    /// Names one booking of a person or a room.
    BookingId;
    /// Names one plan of many meetings.
    PlanningRunId;
    /// Names one attempt to reach a family.
    ContactAttemptId;
    /// Names one enquiry without a case.
    EnquiryId;
    /// Names one question whether somebody more may attend.
    AttendanceProposalId;
    /// Names one record of a child's views.
    ChildsViewId;
    /// Names one booking of interpreters or signers.
    InterpreterBookingId;
    /// Names one key of confidential texts.
    DataKeyId;
    /// Names whatever can be booked once: a person or a room.
    ResourceId;
}

impl From<PersonId> for ResourceId {
    fn from(person: PersonId) -> Self {
        Self(person.0)
    }
}

impl From<RoomId> for ResourceId {
    fn from(room: RoomId) -> Self {
        Self(room.0)
    }
}
