//! Why nothing is recorded of a meeting.

use crate::app::OUT_OF_REACH;
use crate::domain::casework::RecordRefused;
use crate::domain::{Failure, Refusal, path};
use crate::lifecycle::Refused;

/// Why nothing is recorded of a meeting.
#[derive(Debug, thiserror::Error)]
pub enum SessionRefused {
    /// There is no such thing, or none that is the actor's to do this with.
    #[error("there is no such case, meeting, seat or person")]
    NotFound(&'static str),
    /// Somebody changed the case since the actor looked.
    #[error("this case has changed since you saw it (it is now version {0})")]
    StaleVersion(i32),
    /// The date is not agreed, or was called off.
    #[error(
        "a meeting is prepared, and attended, once its date is agreed (order of steps of a meeting)"
    )]
    NotAgreed,
    /// The person does not come to the meeting.
    #[error("this person is not among those who come to the meeting (record of attendees)")]
    NotAnAttendee,
    /// Nobody asked the family.
    #[error(
        "summaries go to whoever is neither a party nor an interpreter only with the family's consent \
         (confidentiality of the summaries)"
    )]
    FamilyConsentMissing,
    /// The actor has no seat of their own, or more than one.
    #[error(
        "say for which seat: you have none of your own here, or more than one (seats of a case)"
    )]
    NoSeat,
    /// The seat is no party's.
    #[error(
        "a summary is a party's: the family's, a body's or a school's (exchange of summaries before \
         a meeting)"
    )]
    NotAParty,
    /// The others have read it.
    #[error(
        "this summary was exchanged, and stays as the others have read it (exchange of summaries \
         before a meeting)"
    )]
    Exchanged,
    /// The party wrote it itself.
    #[error(
        "the party wrote this summary itself, and changes it itself (exchange of summaries before a \
         meeting)"
    )]
    OfTheParty,
    /// The session has begun, or the case is over.
    #[error(
        "summaries are written and exchanged before the session (exchange of summaries before a meeting)"
    )]
    TooLate,
    /// There is nothing that the others do not have.
    #[error(
        "there is no summary that has not been exchanged (exchange of summaries before a meeting)"
    )]
    NothingToExchange,
    /// A text that is blank, too long, or no text.
    #[error(
        "write at most {0} characters, and something other than blanks (record of the meeting)"
    )]
    Unreadable(usize, &'static str),
    /// A date or a time that has not come yet.
    #[error("only what has happened is recorded, and this is in the future (record of events)")]
    InTheFuture(&'static str),
    /// A date or a time before what it follows from.
    #[error("this stands before {1}, from which it follows (a step follows its cause)")]
    BeforeItsCause(&'static str, &'static str),
    /// Something of a meeting on another day.
    #[error("people come to a meeting, and leave it, on its own day (record of events)")]
    NotTheDay(&'static str),
    /// Minutes that cannot be meant.
    #[error(
        "a contact takes from 1 to 480 minutes, and none where it is not wanted (record of the \
         mediator's contacts)"
    )]
    Minutes,
    /// Nobody declares authority for themselves.
    #[error("authority is declared by whoever comes for a body (regulation 37(1))")]
    NotForABody,
    /// The limit is not written down, or there is one where there should be none.
    #[error(
        "a limit of somebody's authority is written down where there is one (regulation 37(1))"
    )]
    LimitUnwritten,
    /// The person has signed.
    #[error("this person has signed already (pre-mediation agreement of the service)")]
    SignedAlready,
    /// Presence and times do not go together.
    #[error(
        "whoever was there came at some time, and whoever was not did not (record of attendance; \
         regulation 38)"
    )]
    PresenceUnclear,
    /// The family has not been asked.
    #[error(
        "where nobody with authority comes, the family says whether it goes on or wants another day \
         (regulation 37(1))"
    )]
    FamilyNotAsked,
    /// An issue is settled before the meeting, or after it.
    #[error(
        "what became of an issue is recorded while the session goes on; before it, only that it is \
         withdrawn (record of the issues; regulation 42(1))"
    )]
    NotInSession,
    /// A life-cycle refuses it.
    #[error("{sentence}")]
    Against {
        /// The input it is about.
        field: &'static str,
        /// What is wrong, for programs.
        code: &'static str,
        /// What is wrong, with the rule and its source.
        sentence: String,
    },
    /// The step of the case that goes with it is refused.
    #[error(transparent)]
    Step(RecordRefused),
}

impl SessionRefused {
    /// A life-cycle's "no" about an input.
    pub(super) fn against(field: &'static str, refused: &impl Refused) -> Self {
        Self::Against {
            field,
            code: refused.code(),
            sentence: refused.to_string(),
        }
    }

    /// A date that Concord does not work with.
    pub(super) fn out_of_reach(field: &'static str) -> Self {
        Self::Against {
            field,
            code: "DATE_OUT_OF_REACH",
            sentence: OUT_OF_REACH.to_owned(),
        }
    }

    /// A step's "no", or its fault.
    pub(super) fn of_step(failure: Failure<RecordRefused>) -> Failure<Self> {
        match failure {
            Failure::Refused(RecordRefused::StaleVersion(now)) => Self::StaleVersion(now).into(),
            Failure::Refused(RecordRefused::NotFound) => Self::NotFound("caseId").into(),
            Failure::Refused(refused) => Self::Step(refused).into(),
            Failure::Broken(error) => Failure::Broken(error),
        }
    }
}

impl Refusal for SessionRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::NotFound(field)
            | Self::Unreadable(_, field)
            | Self::InTheFuture(field)
            | Self::BeforeItsCause(field, _)
            | Self::NotTheDay(field)
            | Self::Against { field, .. } => path(&[field]),
            Self::StaleVersion(_) => path(&["expectedVersion"]),
            Self::NotAgreed | Self::NothingToExchange => path(&["meetingId"]),
            Self::NotAnAttendee | Self::SignedAlready => path(&["personId"]),
            Self::FamilyConsentMissing => path(&["isFamilyAgreed"]),
            Self::NoSeat
            | Self::NotAParty
            | Self::NotForABody
            | Self::Exchanged
            | Self::OfTheParty => path(&["participantId"]),
            Self::TooLate => path(&["caseId"]),
            Self::Minutes => path(&["minutes"]),
            Self::LimitUnwritten => path(&["limitText"]),
            Self::PresenceUnclear => path(&["presence"]),
            Self::FamilyNotAsked => path(&["family"]),
            Self::NotInSession => path(&["status"]),
            Self::Step(refused) => refused.field(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "NOT_FOUND",
            Self::StaleVersion(_) => "STALE_VERSION",
            Self::NotAgreed => "MEETING_NOT_AGREED",
            Self::NotAnAttendee => "NOT_AN_ATTENDEE",
            Self::FamilyConsentMissing => "FAMILY_CONSENT_MISSING",
            Self::NoSeat => "NO_SEAT",
            Self::NotAParty => "NOT_A_PARTY",
            Self::Exchanged => "SUMMARY_EXCHANGED",
            Self::OfTheParty => "SUMMARY_OF_THE_PARTY",
            Self::TooLate => "TOO_LATE_FOR_SUMMARIES",
            Self::NothingToExchange => "NOTHING_TO_EXCHANGE",
            Self::Unreadable(..) => "TEXT_UNREADABLE",
            Self::InTheFuture(_) => "DATE_IN_THE_FUTURE",
            Self::BeforeItsCause(..) => "DATE_BEFORE_ITS_CAUSE",
            Self::NotTheDay(_) => "NOT_THE_DAY",
            Self::Minutes => "MINUTES_OUT_OF_REACH",
            Self::NotForABody => "NOT_FOR_A_BODY",
            Self::LimitUnwritten => "LIMIT_UNWRITTEN",
            Self::SignedAlready => "SIGNED_ALREADY",
            Self::PresenceUnclear => "PRESENCE_UNCLEAR",
            Self::FamilyNotAsked => "FAMILY_NOT_ASKED",
            Self::NotInSession => "NOT_IN_SESSION",
            Self::Against { code, .. } => code,
            Self::Step(refused) => refused.code(),
        }
    }
}
