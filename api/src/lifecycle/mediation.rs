//! Mediation: from the family's wish, through dates and the day, to the last kept promise.

use chrono::{DateTime, NaiveDate, Utc};
use entities::case::{self, Kind};
use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::appeal;
use super::certificate::{self, Basis, Certificate, NotDue, Question};
use super::change::{
    Audience, Broken, Change, ClosureCode, Document, Doer, Duty, Effect, Flag, Hold, ends, owed,
    starts, task,
};
use super::clock::Clock;
use super::closed::{State as _, in_turn, refusals, states};
use super::dates::{Correction, Dated, follows, past, past_instant};
use super::kinds::{Mediation, Product};
use super::session::{
    Arrival, NotAdmitted, Outcome, Preparation, admitted, counted, ended_on, safeguarding,
};
use crate::app::day_of;

/// Where the order of steps comes from.
pub(super) const ORDER: &str = "order of steps of a mediation; regulations 32 to 42";

states! {
    /// How far a mediation has come.
    State {
        Requested "REQUESTED" "nobody has been told yet that the family wants mediation";
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
            Self::SafeguardingRaised { .. } => "somebody has a safeguarding concern",
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
        Suspended "SUSPENDED" "The case stands still while a safeguarding concern is looked into (safeguarding duty of the service).";
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

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    match event {
        Event::LaInformed { .. } => &[State::Requested],
        Event::IcbInformed { .. } => &[
            State::Requested,
            State::Arranging,
            State::Collecting,
            State::ReadyToSolve,
            State::Proposed,
            State::Booked,
            State::Prepared,
            State::Rearrange,
        ],
        Event::AvailabilityAsked { .. } => &[State::Arranging, State::Collecting, State::Rearrange],
        Event::AvailabilityEnough { .. } => &[State::Collecting],
        Event::SlotsProposed { .. } => &[State::ReadyToSolve],
        Event::Accepted(_) | Event::Rejected { .. } | Event::HoldExpired => &[State::Proposed],
        Event::Prepared { .. } => &[State::Booked],
        Event::Postponed { .. } | Event::AuthorityMissing { .. } => {
            &[State::Booked, State::Prepared]
        }
        Event::DayStarted { .. } => &[State::Prepared],
        Event::Ended { .. } => &[State::InSession, State::Adjourned],
        Event::Adjourned { .. } => &[State::InSession],
        Event::SecondDateWanted => &[State::Adjourned],
        Event::FollowUpStarted { .. } => &[State::Concluded],
        Event::FollowUpDone { .. } => &[State::FollowUp],
        Event::Withdrew { .. } => &[
            State::Requested,
            State::Arranging,
            State::Collecting,
            State::ReadyToSolve,
            State::Proposed,
            State::Booked,
            State::Prepared,
            State::Rearrange,
            State::InSession,
            State::Adjourned,
        ],
        Event::LaCannotArrange { .. } => State::BEFORE_THE_MEETING,
        Event::SafeguardingRaised { .. } => &[
            State::Requested,
            State::Arranging,
            State::Collecting,
            State::ReadyToSolve,
            State::Proposed,
            State::Booked,
            State::Prepared,
            State::Rearrange,
            State::InSession,
            State::Adjourned,
            State::Concluded,
            State::FollowUp,
        ],
        Event::Closed(ClosureCode::Completed) => &[],
        Event::Closed(
            ClosureCode::TypeChanged
            | ClosureCode::NoReply
            | ClosureCode::SettledBefore
            | ClosureCode::OpenedInError,
        ) => &[
            State::Requested,
            State::Arranging,
            State::Collecting,
            State::ReadyToSolve,
            State::Proposed,
            State::Booked,
            State::Prepared,
            State::Rearrange,
        ],
        Event::Corrected(_) => State::ALL,
    }
}

/// One step.
///
/// # Errors
///
/// [`Refusal`].
pub fn step(
    state: State,
    event: &Event,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    in_turn(state, allowed(event), event.words(), ORDER)?;
    match event {
        Event::LaInformed { at } => la_informed(*at, facts, now),
        Event::IcbInformed { at } => icb_informed(state, *at, facts, now),
        Event::AvailabilityAsked { on } => asked(*on, facts, now),
        Event::AvailabilityEnough { authority } => enough(*authority, facts),
        Event::SlotsProposed { count: 0 } => Err(Refusal::NoSlot),
        Event::SlotsProposed { .. } => Ok(Change::with(
            State::Proposed,
            [
                Effect::Time(Hold::Held),
                owed(Document::SlotOffer, Audience::Family),
                owed(Document::SlotOffer, Audience::Others),
            ],
        )),
        Event::Accepted(accepted) => book(*accepted, now),
        Event::Rejected { .. } | Event::HoldExpired => Ok(Change::with(
            State::Collecting,
            [Effect::Time(Hold::Released)],
        )),
        Event::Prepared { done } => match Preparation::missing(done) {
            Some(missing) => Err(Refusal::NotPrepared(missing)),
            None => Ok(Change::with(
                State::Prepared,
                [owed(Document::Summaries, Audience::Everybody)],
            )),
        },
        Event::Postponed { by, cause, told_on } => {
            past(Dated::Postponement, *told_on, now)?;
            Ok(postponed((*by, *cause), *told_on, facts))
        }
        Event::AuthorityMissing { by, family } => authority_missing(state, *by, *family, facts),
        Event::DayStarted { on, arrivals } => begin(*on, arrivals, facts, now),
        Event::Ended {
            on,
            outcome,
            signatures,
        } => end((*on, *outcome, *signatures), facts, now),
        Event::Adjourned { on } => {
            ended_on(*on, facts.meeting_on, now)?;
            Ok(Change::with(
                State::Adjourned,
                [task(Doer::Coordinator, Duty::FindSecondDate)],
            ))
        }
        Event::SecondDateWanted => Ok(Change::with(
            State::Collecting,
            [owed(Document::AvailabilityRequest, Audience::Required)],
        )),
        Event::FollowUpStarted {
            is_agreement_sent,
            is_evaluation_invited,
        } => follow_up(*is_agreement_sent, *is_evaluation_invited, facts),
        Event::FollowUpDone {
            open_actions,
            is_check_done,
            appeal,
        } => close(*open_actions, *is_check_done, *appeal),
        Event::Withdrew { by, on } => withdraw(state, *by, *on, facts, now),
        Event::LaCannotArrange { told_on } => cannot_arrange(state, *told_on, facts, now),
        Event::SafeguardingRaised { suspends } => Ok(Change::with(state, safeguarding(*suspends))),
        Event::Closed(code) => Ok(released(state, State::Closed).and([Effect::Closes(*code)])),
        Event::Corrected(correction) => Ok(Change::corrected(state, correction)),
    }
}

/// T0 for education and social care, and mixed; for health alone the authority only passes it on.
fn la_informed(
    at: DateTime<Utc>,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    past_instant(Dated::LaInformed, at, now)?;
    if facts.la_informed_at.is_some() {
        return Err(Refusal::ToldAlready);
    }
    let on = day_of(at);
    let tells_icbs = [
        starts(Clock::C7, on),
        task(Doer::LocalAuthority, Duty::TellIcbs),
    ];
    let stamped = Change::with(
        State::Arranging,
        [
            Effect::T0(at),
            starts(Clock::C8, on),
            owed(Document::MediationRequest, Audience::LocalAuthority),
        ],
    );
    match facts.mediation {
        Mediation::Education => Ok(stamped),
        Mediation::Mixed => Ok(stamped
            .and([owed(Document::MediationRequest, Audience::Icbs)])
            .and(tells_icbs)),
        Mediation::Health => {
            let evidence = Effect::Evidence {
                of: Dated::LaInformed,
                at,
            };
            Ok(Change::with(State::Requested, [evidence]).and(tells_icbs))
        }
    }
}

/// T0 for health alone, at the first board; with others the notice is only noted.
fn icb_informed(
    state: State,
    at: DateTime<Utc>,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    past_instant(Dated::IcbInformed, at, now)?;
    let la_informed_on = facts.la_informed_at.map(day_of);
    let on = day_of(at);
    let is_first = match facts.mediation {
        Mediation::Education => return Err(Refusal::NoHealthIssue),
        Mediation::Mixed => false,
        Mediation::Health => facts.icb_informed_at.is_none(),
    };
    if la_informed_on.is_none() {
        return Err(Refusal::LaNotInformed);
    }
    follows(
        (Dated::IcbInformed, on),
        (Dated::LaInformed, la_informed_on),
    )?;
    let noted = [
        Effect::Evidence {
            of: Dated::IcbInformed,
            at,
        },
        ends(Clock::C7, on),
    ];
    if is_first {
        let to = if state == State::Requested {
            State::Arranging
        } else {
            state
        };
        Ok(Change::with(to, noted).and([
            Effect::T0(at),
            starts(Clock::C9, on),
            owed(Document::MediationRequest, Audience::Icbs),
            task(Doer::Icb, Duty::ArrangeMediation),
        ]))
    } else {
        Ok(Change::with(state, noted))
    }
}

fn asked(on: NaiveDate, facts: &Facts, now: DateTime<Utc>) -> Result<Change<State>, Refusal> {
    past(Dated::Request, on, now)?;
    follows((Dated::Request, on), (Dated::LaInformed, facts.t0_on()))?;
    Ok(Change::with(
        State::Collecting,
        [
            owed(Document::AvailabilityRequest, Audience::Required),
            starts(Clock::C32, on),
        ],
    ))
}

/// Dates are looked for once it is known who may decide what; a gap is shown, not hidden.
fn enough(authority: Coverage, facts: &Facts) -> Result<Change<State>, Refusal> {
    let body = match facts.mediation {
        Mediation::Education | Mediation::Mixed => Doer::LocalAuthority,
        Mediation::Health => Doer::Icb,
    };
    match authority {
        Coverage::Unknown => Err(Refusal::AuthorityUnknown),
        Coverage::Full => Ok(Change::to(State::ReadyToSolve)),
        Coverage::Gap => Ok(Change::with(
            State::ReadyToSolve,
            [
                Effect::Raised(Flag::AuthorityGap),
                task(body, Duty::NameDecisionMaker),
            ],
        )),
    }
}

fn book(accepted: Accepted, now: DateTime<Utc>) -> Result<Change<State>, Refusal> {
    let today = day_of(now);
    if accepted.meeting_on < today {
        return Err(Refusal::MeetingPast);
    }
    if accepted.waiting > 0 {
        return Err(Refusal::AcceptanceMissing(accepted.waiting));
    }
    if !accepted.is_mediator_free {
        return Err(Refusal::MediatorNotFree);
    }
    if accepted.notify_by_on < today && !accepted.is_short_notice_agreed {
        return Err(Refusal::NoticeTooShort);
    }
    Ok(Change::with(
        State::Booked,
        [
            Effect::Time(Hold::Booked),
            owed(Document::NoticeOfDate, Audience::Family),
            owed(Document::NoticeOfDate, Audience::Others),
            ends(Clock::C12, today),
            owed(Document::Introduction, Audience::Everybody),
            task(Doer::Mediator, Duty::IntroduceSelf),
        ],
    ))
}

/// No clock is reset by it: the 30 days go on, whoever caused it.
fn postponed(
    (by, cause): (CancelSide, CancelCause),
    told_on: NaiveDate,
    facts: &Facts,
) -> Change<State> {
    let counted = counted((by, cause), told_on, facts.meeting_on);
    let change = Change::with(
        State::Collecting,
        [
            Effect::Time(Hold::Released),
            counted,
            owed(Document::PostponementNotice, Audience::Everybody),
        ],
    );
    let is_again = by == CancelSide::La && facts.la_postponements > 0;
    let prompts = [
        Effect::Raised(Flag::CancelledTwiceByLa),
        task(Doer::LocalAuthority, Duty::ConsiderInability),
    ];
    if is_again {
        change.and(prompts)
    } else {
        change
    }
}

fn authority_missing(
    state: State,
    by: Role,
    family: Choice,
    facts: &Facts,
) -> Result<Change<State>, Refusal> {
    if by == Role::Family || !facts.required().contains(&by) {
        return Err(Refusal::NotAParty);
    }
    let breach = Effect::Breach {
        of: Broken::Authority,
        by,
    };
    match family {
        Choice::Proceed => Ok(Change::with(state, [breach])),
        Choice::Rearrange => Ok(Change::with(
            State::Rearrange,
            [
                breach,
                Effect::Time(Hold::Released),
                task(Doer::Coordinator, Duty::ArrangeAgain),
            ],
        )),
    }
}

fn begin(
    on: NaiveDate,
    arrivals: &[Arrival],
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    if facts.is_suspended {
        return Err(Refusal::Suspended);
    }
    past(Dated::Meeting, on, now)?;
    follows((Dated::Meeting, on), (Dated::LaInformed, facts.t0_on()))?;
    admitted(arrivals, &facts.required())?;
    let clock = match facts.mediation {
        Mediation::Education | Mediation::Mixed => Clock::C8,
        Mediation::Health => Clock::C9,
    };
    Ok(Change::with(State::InSession, [ends(clock, on)]))
}

fn end(
    (on, outcome, signatures): (NaiveDate, Outcome, usize),
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    ended_on(on, facts.meeting_on, now)?;
    if outcome.has_agreement() && signatures == 0 {
        return Err(Refusal::Unsigned);
    }
    let agreed = [
        owed(Document::Agreement, Audience::Everybody),
        starts(Clock::C33, on),
    ];
    let tells_la = [
        starts(Clock::C17, on),
        task(Doer::Icb, Duty::TellLaOfAgreement),
    ];
    let is_for_health = facts.mediation == Mediation::Health;
    Ok(Change::with(State::Concluded, [Effect::Outcome(outcome)])
        .and(agreed.into_iter().filter(|_| outcome.has_agreement()))
        .and(
            tells_la
                .into_iter()
                .filter(|_| outcome.has_agreement() && is_for_health),
        )
        .and(facts.certificate_due(Basis::TakenPart, on))
        .and([owed(Document::EvaluationInvitation, Audience::Everybody)]))
}

fn follow_up(
    is_agreement_sent: bool,
    is_evaluation_invited: bool,
    facts: &Facts,
) -> Result<Change<State>, Refusal> {
    if let Certificate::Owed(_) = facts.certificate {
        return Err(Refusal::CertificateOwed);
    }
    let was_agreed = facts.outcome.is_some_and(Outcome::has_agreement);
    if was_agreed && !is_agreement_sent {
        return Err(Refusal::AgreementNotSent);
    }
    if !is_evaluation_invited {
        return Err(Refusal::EvaluationNotInvited);
    }
    Ok(Change::with(
        State::FollowUp,
        [task(Doer::Coordinator, Duty::StartFollowUp)],
    ))
}

fn close(
    open_actions: usize,
    is_check_done: bool,
    appeal: appeal::State,
) -> Result<Change<State>, Refusal> {
    if open_actions > 0 {
        return Err(Refusal::ActionsOpen(open_actions));
    }
    if !is_check_done {
        return Err(Refusal::CheckMissing);
    }
    if appeal == appeal::State::NotKnown {
        return Err(Refusal::AppealUnknown);
    }
    Ok(Change::with(
        State::Closed,
        [
            task(Doer::Coordinator, Duty::ReportOutcome),
            Effect::Closes(ClosureCode::Completed),
        ],
    ))
}

/// The family may stop at any time; who has met has taken part, who has not has declined.
fn withdraw(
    state: State,
    by: Role,
    on: NaiveDate,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    if by != Role::Family {
        return Err(Refusal::MayNotDecline);
    }
    past(Dated::Withdrawal, on, now)?;
    follows((Dated::Withdrawal, on), (Dated::LaInformed, facts.t0_on()))?;
    let has_met = state == State::InSession || state == State::Adjourned;
    let basis = if has_met {
        Basis::TakenPart
    } else {
        Basis::Declined
    };
    Ok(released(state, State::Withdrawn).and(facts.certificate_due(basis, on)))
}

/// The certificate is deemed, and the mediation may still follow.
fn cannot_arrange(
    state: State,
    told_on: NaiveDate,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    past(Dated::InabilityNotice, told_on, now)?;
    follows(
        (Dated::InabilityNotice, told_on),
        (Dated::LaInformed, facts.t0_on()),
    )?;
    if facts.mediation == Mediation::Health {
        return Err(NotDue::NotDeemed.into());
    }
    Ok(
        Change::with(state, [Effect::Raised(Flag::InabilityNotified)])
            .and(facts.certificate_due(Basis::Deemed, told_on))
            .and([task(Doer::Coordinator, Duty::KeepArranging)]),
    )
}

/// A change that lets go of the time that is held or booked.
fn released(from: State, to: State) -> Change<State> {
    let time = from.has_time().then_some(Effect::Time(Hold::Released));
    Change::to(to).and(time)
}
