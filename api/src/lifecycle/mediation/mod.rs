//! Mediation: from the family's wish, through dates and the day, to the last kept promise.

mod ending;
mod step;

use chrono::{DateTime, NaiveDate, Utc};
use entities::case::{self, Kind};
use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::appeal;
use super::certificate::{self, Basis, Certificate, NotDue, Question};
use super::change::{ClosureCode, Effect};
use super::closed::{State as _, refusals, states};
use super::dates::Correction;
use super::kinds::{Mediation, Product};
use super::session::{Arrival, NotAdmitted, Outcome, Preparation};
use crate::app::day_of;

pub use step::step;

/// Where the order of steps comes from.
pub(in crate::lifecycle) const ORDER: &str = "order of steps of a mediation; regulations 32 to 42";

states! {
    /// How far a mediation has come.
    State {
        Requested "REQUESTED" "whoever arranges the mediation has not been told yet";
        Arranging "ARRANGING" "the mediation is to be arranged and nobody was asked for dates";
        Collecting "COLLECTING" "people are being asked when they can meet";
        ReadyToSolve "READY_TO_SOLVE" "dates are being looked for";
        Proposed "PROPOSED" "dates are proposed";
        Booked "BOOKED" "the meeting is booked";
        Prepared "PREPARED" "the meeting is prepared";
        Rearrange "REARRANGE" "the meeting has to be arranged again";
        InSession "IN_SESSION" "the meeting is going on";
        Adjourned "ADJOURNED" "the meeting is adjourned";
        Concluded "CONCLUDED" "the mediation has ended";
        FollowUp "FOLLOW_UP" "the agreement is being followed up";
    } ends {
        Closed "CLOSED" "the case is closed";
        Withdrawn "WITHDRAWN" "the family has withdrawn";
    }
}

impl State {
    /// The states from which a meeting is still to come, once somebody was told.
    const BEFORE_THE_MEETING: &'static [Self] = &[
        Self::Arranging,
        Self::Collecting,
        Self::ReadyToSolve,
        Self::Proposed,
        Self::Booked,
        Self::Prepared,
        Self::Rearrange,
    ];

    /// Those in which no session has begun yet.
    const BEFORE_THE_SESSION: &'static [Self] = &[
        Self::Requested,
        Self::Arranging,
        Self::Collecting,
        Self::ReadyToSolve,
        Self::Proposed,
        Self::Booked,
        Self::Prepared,
        Self::Rearrange,
    ];

    /// The word it is stored as.
    #[must_use]
    pub fn stored(self) -> case::State {
        match self {
            Self::Requested => case::State::Requested,
            Self::Arranging => case::State::Arranging,
            Self::Collecting => case::State::Collecting,
            Self::ReadyToSolve => case::State::ReadyToSolve,
            Self::Proposed => case::State::Proposed,
            Self::Booked => case::State::Booked,
            Self::Prepared => case::State::Prepared,
            Self::Rearrange => case::State::Rearrange,
            Self::InSession => case::State::InSession,
            Self::Adjourned => case::State::Adjourned,
            Self::Concluded => case::State::Concluded,
            Self::FollowUp => case::State::FollowUp,
            Self::Closed => case::State::Closed,
            Self::Withdrawn => case::State::Withdrawn,
        }
    }

    /// What a stored word means in this life-cycle.
    #[must_use]
    pub fn of(kind: Kind, stored: case::State) -> Option<Self> {
        let found = Self::ALL.iter().find(|state| state.stored() == stored);
        match Product::from(kind) {
            Product::Mediation(_) => found.copied(),
            Product::Advice | Product::Resolution(_) | Product::Facilitation(_) => None,
        }
    }

    /// Whether time may be held or booked for a meeting in this state.
    fn has_time(self) -> bool {
        match self {
            Self::Proposed | Self::Booked | Self::Prepared => true,
            Self::Requested
            | Self::Arranging
            | Self::Collecting
            | Self::ReadyToSolve
            | Self::Rearrange
            | Self::InSession
            | Self::Adjourned
            | Self::Concluded
            | Self::FollowUp
            | Self::Closed
            | Self::Withdrawn => false,
        }
    }
}

/// Whether those who come may together decide every issue (regulation 37(1), H04).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coverage {
    /// Not known.
    Unknown,
    /// Known, and there is a gap.
    Gap,
    /// Known, and every issue is covered.
    Full,
}

/// What the family wants when a body comes without authority, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// Another day.
    Rearrange,
    /// To go on all the same.
    Proceed,
}

/// Whether people have sat together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Met {
    /// Not yet.
    NotYet,
    /// In a session that has begun.
    Once,
}

/// A date that everybody has accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The day of the meeting.
    pub meeting_on: NaiveDate,
    /// The last day for telling the family, as the law module computed it (C12).
    pub notify_by_on: NaiveDate,
    /// Whether the family agreed to shorter notice (regulation 37(2)).
    pub is_short_notice_agreed: bool,
    /// Whether the mediator is free.
    pub is_mediator_free: bool,
    /// How many of those required have not accepted.
    pub waiting: usize,
}

/// Something that happens in a mediation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The local authority is told that the family wants mediation.
    LaInformed {
        /// When.
        at: DateTime<Utc>,
    },
    /// An integrated care board receives the authority's notice of the health issues.
    IcbInformed {
        /// When.
        at: DateTime<Utc>,
    },
    /// Everybody required is asked for dates.
    AvailabilityAsked {
        /// The day.
        on: NaiveDate,
    },
    /// Enough have answered, or have been asked often enough.
    AvailabilityEnough {
        /// What is known of their authority.
        authority: Coverage,
    },
    /// Dates are proposed and their time is held.
    SlotsProposed {
        /// How many.
        count: usize,
    },
    /// The family and all required accept a date.
    Accepted(Accepted),
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
    /// A body comes without authority, or does not come.
    AuthorityMissing {
        /// Which.
        by: Role,
        /// What the family wants.
        family: Choice,
    },
    /// The day has come: who came has signed, and the session begins.
    DayStarted {
        /// The day.
        on: NaiveDate,
        /// Who is to be admitted.
        arrivals: Vec<Arrival>,
    },
    /// The mediation ends.
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
        /// Whether everybody was invited to evaluate.
        is_evaluation_invited: bool,
    },
    /// Nothing is left to follow up.
    FollowUpDone {
        /// How many promises are not kept yet.
        open_actions: usize,
        /// Whether the check that the agreement works was made.
        is_check_done: bool,
        /// What is known of an appeal.
        appeal: appeal::State,
    },
    /// Somebody does not want the mediation.
    Withdrew {
        /// Who.
        by: Role,
        /// The day.
        on: NaiveDate,
    },
    /// The local authority says that it cannot arrange the mediation in time.
    LaCannotArrange {
        /// The day on which it told the adviser.
        told_on: NaiveDate,
    },
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
            Self::LaInformed { .. } => "the local authority is told",
            Self::IcbInformed { .. } => "the integrated care board receives the notice",
            Self::AvailabilityAsked { .. } => "everybody is asked for dates",
            Self::AvailabilityEnough { .. } => "enough dates are known",
            Self::SlotsProposed { .. } => "dates are proposed",
            Self::Accepted(_) => "everybody accepts a date",
            Self::Rejected { .. } => "somebody rejects the dates",
            Self::HoldExpired => "the held dates expire",
            Self::Prepared { .. } => "everything is prepared",
            Self::Postponed { .. } => "the meeting is postponed",
            Self::AuthorityMissing { .. } => "a body comes without authority or not at all",
            Self::DayStarted { .. } => "the session begins",
            Self::Ended { .. } => "the mediation ends",
            Self::Adjourned { .. } => "the session is adjourned",
            Self::SecondDateWanted => "a second date is wanted",
            Self::FollowUpStarted { .. } => "what is owed after the meeting is done",
            Self::FollowUpDone { .. } => "nothing is left to follow up",
            Self::Withdrew { .. } => "the family withdraws",
            Self::LaCannotArrange { .. } => "the mediation cannot be arranged in time",
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which mediation it is.
    pub mediation: Mediation,
    /// When the local authority was told.
    pub la_informed_at: Option<DateTime<Utc>>,
    /// When the first integrated care board received the authority's notice.
    pub icb_informed_at: Option<DateTime<Utc>>,
    /// How far the certificate for the decision has come.
    pub certificate: Certificate,
    /// Whether section I alone is in dispute (section 55(2)).
    pub is_section_i_only: bool,
    /// Whether the family thinks of an appeal; asked where health alone is in dispute.
    pub is_appeal_contemplated: bool,
    /// The day of the booked meeting, or of the last one.
    pub meeting_on: Option<NaiveDate>,
    /// Whether a session has begun, this one or one before.
    pub met: Met,
    /// How often the local authority has caused a postponement before.
    pub la_postponements: u32,
    /// Without whom the family wants to go on.
    pub proceeds_without: Option<Role>,
    /// Whether the case stands still for a safeguarding concern.
    pub is_suspended: bool,
    /// What came of the meeting, once it has ended.
    pub outcome: Option<Outcome>,
}

impl Facts {
    /// T0: the start of the 30 days. The authority is told (regulations 35(4) and 36(2)), or for
    /// health alone the care board receives the notice (regulation 35(3)).
    #[must_use]
    pub fn t0(&self) -> Option<DateTime<Utc>> {
        match self.mediation {
            Mediation::Education | Mediation::Mixed => self.la_informed_at,
            Mediation::Health => self.icb_informed_at,
        }
    }

    /// Who must be in the room (sections 53 and 54 of the Act).
    fn required(&self) -> Vec<Role> {
        let all: &[Role] = match self.mediation {
            Mediation::Education => &[Role::Family, Role::LocalAuthority],
            Mediation::Mixed => &[Role::Family, Role::LocalAuthority, Role::Health],
            Mediation::Health => &[Role::Family, Role::Health],
        };
        let needed = all
            .iter()
            .filter(|&&role| role == Role::Family || Some(role) != self.proceeds_without);
        needed.copied().collect()
    }

    fn question(&self) -> Question {
        Question {
            kind: self.mediation.into(),
            certificate: self.certificate,
            is_section_i_only: self.is_section_i_only,
            is_appeal_contemplated: self.is_appeal_contemplated,
        }
    }

    /// What follows for the certificate, where anything does.
    fn certificate_due(&self, basis: Basis, on: NaiveDate) -> Vec<Effect> {
        certificate::falls_due(self.question(), basis, on).unwrap_or_default()
    }

    fn t0_on(&self) -> Option<NaiveDate> {
        self.t0().map(day_of)
    }
}

refusals! {
    /// Why a mediation does not move.
    Refusal {
        ToldAlready "T0_STAMPED_ALREADY" "The 30 days have begun, and only a correction with a reason changes when (regulations 35 and 36(2)).";
        NoHealthIssue "NO_HEALTH_ISSUE" "Health is not in dispute, so no integrated care board is told (regulation 35(1)).";
        LaNotInformed "LA_NOT_INFORMED" "The integrated care board learns of the dispute from the local authority, which has not been told yet (regulation 35(2)).";
        AuthorityUnknown "AUTHORITY_UNKNOWN" "Before dates are looked for it must be known who comes with the authority to resolve the issues (regulation 37(1)).";
        NoSlot "NO_DATE_PROPOSED" "At least one date is proposed (order of steps of a mediation).";
        AcceptanceMissing(usize) "ACCEPTANCE_MISSING" "A date is booked when the family and all required have accepted; {0} have not (CFA s.53 and s.54).";
        MediatorNotFree "MEDIATOR_NOT_FREE" "The mediator is not free on this date (nobody is booked twice).";
        NoticeTooShort "NOTICE_TOO_SHORT" "The family is told date and place at least five working days before, unless it agrees to less (regulation 37(2)).";
        MeetingPast "MEETING_IN_THE_PAST" "A meeting is booked for today or later (order of steps of a mediation).";
        NotPrepared(Preparation) "NOT_PREPARED" "The meeting is prepared when everything is done; {0} is missing (regulation 38(2) and (3); practice of the service).";
        NotAParty "NOT_A_PARTY" "Only a body that arranges or must attend this mediation can fail to bring authority (CFA s.53 and s.54; regulation 37(1)).";
        MayNotDecline "ONLY_THE_FAMILY_MAY_DECLINE" "Only the family may decline a mediation; the local authority and the integrated care board take part when it asks, and ask for no other meeting first (CFA s.53 and s.54; regulations 35 and 36).";
        Suspended "SUSPENDED" "The case is paused, and nothing is done in it until it goes on (practice of the service).";
        Unsigned "AGREEMENT_UNSIGNED" "What is agreed is put in writing and signed by those who agree, on the day (regulation 42(1)).";
        CertificateOwed "CERTIFICATE_OWED" "The certificate is due and not issued yet; follow-up begins when it is (regulation 39(1)).";
        AgreementNotSent "AGREEMENT_NOT_SENT" "Everybody who took part has a copy of the agreement before follow-up begins (regulation 42(1); practice of the service).";
        EvaluationNotInvited "EVALUATION_NOT_INVITED" "Everybody is invited to evaluate before follow-up begins (practice of the service).";
        ActionsOpen(usize) "ACTIONS_OPEN" "A case is followed up until every promise is kept; {0} are open (regulations 42 and 44).";
        CheckMissing "CHECK_NOT_DONE" "A case is closed after the check that the agreement works (practice of the service).";
        AppealUnknown "APPEAL_NOT_KNOWN" "A case is closed when it is known whether the family appealed (CFA s.51).";
    } and {
        NotDue;
        NotAdmitted;
    }
}
