//! Disagreement resolution: everybody agrees to take part first; no 30 days, no certificate. Between
//! agencies the family learns nothing of it.

mod step;

use chrono::NaiveDate;
use entities::case::{self, Kind};
use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::certificate::NotDue;
use super::change::{Audience, ClosureCode};
use super::closed::{State as _, refusals, states};
use super::dates::Correction;
use super::kinds::{Product, Resolution};
use super::session::{Arrival, NotAdmitted, Outcome, Preparation};

pub use step::step;

/// Where the order of steps comes from.
pub(in crate::lifecycle) const ORDER: &str =
    "order of steps of a disagreement resolution; CFA s.57";

states! {
    /// How far a disagreement resolution has come.
    State {
        Referred "REFERRED" "nobody has been asked yet whether they take part";
        ConsentRound "CONSENT_ROUND" "everybody is being asked whether they take part";
        Arranging "ARRANGING" "everybody takes part and nobody was asked for dates";
        Collecting "COLLECTING" "people are being asked when they can meet";
        ReadyToSolve "READY_TO_SOLVE" "dates are being looked for";
        Proposed "PROPOSED" "dates are proposed";
        Booked "BOOKED" "the meeting is booked";
        Prepared "PREPARED" "the meeting is prepared";
        InSession "IN_SESSION" "the meeting is going on";
        Adjourned "ADJOURNED" "the meeting is adjourned";
        Concluded "CONCLUDED" "the meeting has ended";
        FollowUp "FOLLOW_UP" "what was agreed is being followed up";
        NotProceeding "NOT_PROCEEDING" "somebody who is required does not take part";
    } ends {
        Signposted "SIGNPOSTED" "they were told where to turn instead";
        Closed "CLOSED" "the case is closed";
        Withdrawn "WITHDRAWN" "there is no dispute left between those who stayed";
    }
}

impl State {
    /// The states that anybody may leave, and that a concern may suspend.
    const OPEN: &'static [Self] = &[
        Self::Referred,
        Self::ConsentRound,
        Self::Arranging,
        Self::Collecting,
        Self::ReadyToSolve,
        Self::Proposed,
        Self::Booked,
        Self::Prepared,
        Self::InSession,
        Self::Adjourned,
    ];

    /// The word it is stored as.
    #[must_use]
    pub fn stored(self) -> case::State {
        match self {
            Self::Referred => case::State::Referred,
            Self::ConsentRound => case::State::ConsentRound,
            Self::Arranging => case::State::Arranging,
            Self::Collecting => case::State::Collecting,
            Self::ReadyToSolve => case::State::ReadyToSolve,
            Self::Proposed => case::State::Proposed,
            Self::Booked => case::State::Booked,
            Self::Prepared => case::State::Prepared,
            Self::InSession => case::State::InSession,
            Self::Adjourned => case::State::Adjourned,
            Self::Concluded => case::State::Concluded,
            Self::FollowUp => case::State::FollowUp,
            Self::NotProceeding => case::State::NotProceeding,
            Self::Signposted => case::State::Signposted,
            Self::Closed => case::State::Closed,
            Self::Withdrawn => case::State::Withdrawn,
        }
    }

    /// What a stored word means in this life-cycle.
    #[must_use]
    pub fn of(kind: Kind, stored: case::State) -> Option<Self> {
        let found = Self::ALL.iter().find(|state| state.stored() == stored);
        match Product::from(kind) {
            Product::Resolution(_) => found.copied(),
            Product::Advice | Product::Mediation(_) | Product::Facilitation(_) => None,
        }
    }

    /// Whether time may be held or booked for a meeting in this state.
    fn has_time(self) -> bool {
        match self {
            Self::Proposed | Self::Booked | Self::Prepared => true,
            Self::Referred
            | Self::ConsentRound
            | Self::Arranging
            | Self::Collecting
            | Self::ReadyToSolve
            | Self::InSession
            | Self::Adjourned
            | Self::Concluded
            | Self::FollowUp
            | Self::NotProceeding
            | Self::Signposted
            | Self::Closed
            | Self::Withdrawn => false,
        }
    }
}

/// Something that happens in a disagreement resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Everybody is asked whether they take part.
    RoundOpened,
    /// Those required have answered that they do.
    AllAgreed {
        /// How many of them have not answered.
        waiting: usize,
    },
    /// Somebody who is required does not take part.
    Declined {
        /// Who.
        by: Role,
    },
    /// They are told where to turn instead.
    Signposted,
    /// Everybody required is asked for dates.
    AvailabilityAsked {
        /// The day.
        on: NaiveDate,
    },
    /// Enough have answered, or have been asked often enough.
    AvailabilityEnough,
    /// Dates are proposed and their time is held.
    SlotsProposed {
        /// How many.
        count: usize,
    },
    /// All required accept a date.
    Accepted {
        /// The day of the meeting.
        meeting_on: NaiveDate,
        /// Whether the mediator is free.
        is_mediator_free: bool,
        /// How many of those required have not accepted.
        waiting: usize,
    },
    /// Somebody rejects the proposed dates.
    Rejected {
        /// Who.
        by: Role,
    },
    /// Nobody accepted in time.
    HoldExpired,
    /// Everything for the day is done.
    Prepared {
        /// What.
        done: Vec<Preparation>,
    },
    /// The booked meeting is put off.
    Postponed {
        /// Whose side caused it.
        by: CancelSide,
        /// Why.
        cause: CancelCause,
        /// The day on which it was told.
        told_on: NaiveDate,
    },
    /// The day has come: who came has signed, and the session begins.
    DayStarted {
        /// The day.
        on: NaiveDate,
        /// Who is to be admitted.
        arrivals: Vec<Arrival>,
    },
    /// The meeting ends.
    Ended {
        /// The day.
        on: NaiveDate,
        /// What came of it.
        outcome: Outcome,
        /// How many have signed what was agreed.
        signatures: usize,
    },
    /// The session is adjourned.
    Adjourned {
        /// The day.
        on: NaiveDate,
    },
    /// A second date is wanted.
    SecondDateWanted,
    /// What is owed after the meeting was done.
    FollowUpStarted {
        /// Whether the agreement was sent to all.
        is_agreement_sent: bool,
    },
    /// Nothing is left to follow up.
    FollowUpDone {
        /// How many promises are not kept yet.
        open_actions: usize,
    },
    /// Somebody no longer takes part.
    Withdrew {
        /// Who.
        by: Role,
        /// The day.
        on: NaiveDate,
        /// Whether those who stay still have a dispute to resolve.
        rest_has_dispute: bool,
    },
    /// Somebody asks for a certificate.
    CertificateAsked,
    /// Somebody has a safeguarding concern.
    SafeguardingRaised {
        /// Whether the case stands still meanwhile.
        suspends: bool,
    },
    /// The case is closed before it met.
    Closed(ClosureCode),
    /// A date is set right.
    Corrected(Correction),
}

impl Event {
    /// A clause that says it to people.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::RoundOpened => "everybody is asked whether they take part",
            Self::AllAgreed { .. } => "all required take part",
            Self::Declined { .. } => "somebody required does not take part",
            Self::Signposted => "they are told where to turn instead",
            Self::AvailabilityAsked { .. } => "everybody is asked for dates",
            Self::AvailabilityEnough => "enough dates are known",
            Self::SlotsProposed { .. } => "dates are proposed",
            Self::Accepted { .. } => "everybody accepts a date",
            Self::Rejected { .. } => "somebody rejects the dates",
            Self::HoldExpired => "the held dates expire",
            Self::Prepared { .. } => "everything is prepared",
            Self::Postponed { .. } => "the meeting is postponed",
            Self::DayStarted { .. } => "the session begins",
            Self::Ended { .. } => "the meeting ends",
            Self::Adjourned { .. } => "the session is adjourned",
            Self::SecondDateWanted => "a second date is wanted",
            Self::FollowUpStarted { .. } => "what is owed after the meeting is done",
            Self::FollowUpDone { .. } => "nothing is left to follow up",
            Self::Withdrew { .. } => "somebody withdraws",
            Self::CertificateAsked => "somebody asks for a certificate",
            // Whom it is about may read it.
            Self::SafeguardingRaised { suspends: true } => "the case is paused",
            Self::SafeguardingRaised { suspends: false } => {
                "something is told to the service manager"
            }
            Self::Closed(_) => "the case is closed before a meeting",
            Self::Corrected(_) => "a date is corrected",
        }
    }
}

/// What stands when an event comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which disagreement resolution it is.
    pub resolution: Resolution,
    /// The day of the referral.
    pub referred_on: NaiveDate,
    /// Who has agreed to take part and must be in the room.
    pub required: Vec<Role>,
    /// The day of the booked meeting, or of the last one.
    pub meeting_on: Option<NaiveDate>,
    /// Whether the case stands still for a safeguarding concern.
    pub is_suspended: bool,
    /// What came of the meeting, once it has ended.
    pub outcome: Option<Outcome>,
}

impl Facts {
    fn has_family(&self) -> bool {
        match self.resolution {
            Resolution::Agencies => false,
            Resolution::Duties
            | Resolution::Provision
            | Resolution::Health
            | Resolution::ContinuingCare => true,
        }
    }

    /// Everybody who takes part: never a family where agencies disagree.
    fn everybody(&self) -> Audience {
        if self.has_family() {
            Audience::Everybody
        } else {
            Audience::Agencies
        }
    }

    /// Everybody required: never a family where agencies disagree.
    fn required_audience(&self) -> Audience {
        if self.has_family() {
            Audience::Required
        } else {
            Audience::RequiredAgencies
        }
    }
}

refusals! {
    /// Why a disagreement resolution does not move.
    Refusal {
        NoFamily "NO_FAMILY_IN_THIS_CASE" "A dispute between agencies has no family, child or supporter in it (CFA s.57(3)(a)).";
        NotAParty "NOT_A_PARTY" "Only a party leaves a disagreement resolution; who mediates, interprets or supports does not end it (CFA s.57).";
        AnswersMissing(usize) "ANSWERS_MISSING" "It goes ahead when everybody required has agreed to take part; {0} have not answered (CFA s.57, disagreement resolution is voluntary for all).";
        NoSlot "NO_DATE_PROPOSED" "At least one date is proposed (order of steps of a disagreement resolution).";
        AcceptanceMissing(usize) "ACCEPTANCE_MISSING" "A date is booked when all required have accepted; {0} have not (CFA s.57).";
        MediatorNotFree "MEDIATOR_NOT_FREE" "The mediator is not free on this date (nobody is booked twice).";
        MeetingPast "MEETING_IN_THE_PAST" "A meeting is booked for today or later (order of steps of a disagreement resolution).";
        NotPrepared(Preparation) "NOT_PREPARED" "The meeting is prepared when everything is done; {0} is missing (practice of the service).";
        Suspended "SUSPENDED" "The case is paused, and nothing is done in it until it goes on (practice of the service).";
        Unsigned "AGREEMENT_UNSIGNED" "What is agreed is put in writing and signed by those who agree, on the day (practice of the service).";
        AgreementNotSent "AGREEMENT_NOT_SENT" "Everybody who took part has a copy of the agreement before follow-up begins (practice of the service).";
        ActionsOpen(usize) "ACTIONS_OPEN" "A case is followed up until every promise is kept; {0} are open (practice of the service).";
    } and {
        NotDue;
        NotAdmitted;
    }
}
