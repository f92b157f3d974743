//! What a step changes, and all that may follow from it.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use entities::participant::Role;
use entities::{case, meeting};

use super::certificate::Basis;
use super::closed::named;
use super::dates::{Correction, Dated, Moment};
use super::invitation;
use super::session::Outcome;
use crate::law::Rule;

/// What a step changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<S> {
    /// The state after it; the same one when only something is recorded.
    pub to: S,
    /// What must follow, in this order.
    pub effects: Vec<Effect>,
}

impl<S> Change<S> {
    /// A change from which nothing follows but the new state.
    pub(super) fn to(to: S) -> Self {
        Self::with(to, [])
    }

    /// A change with what follows.
    pub(super) fn with(to: S, effects: impl IntoIterator<Item = Effect>) -> Self {
        let effects = effects.into_iter().collect();
        Self { to, effects }
    }

    /// The same, and more follows.
    pub(super) fn and(mut self, more: impl IntoIterator<Item = Effect>) -> Self {
        self.effects.extend(more);
        self
    }

    /// The same state, and a date set right.
    pub(super) fn corrected(state: S, correction: &Correction) -> Self {
        let clocks = correction.of().clocks().iter();
        let again = clocks.map(|&clock| Effect::ClockRecomputed {
            clock,
            from: correction.is(),
        });
        Self::with(state, [Effect::Corrected(correction.clone())]).and(again)
    }
}

/// Something that must follow from a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A clock starts with an event of that day. One that runs from that day already is the same.
    ClockStarts {
        /// Which.
        clock: Rule,
        /// The day of the event.
        on: NaiveDate,
    },
    /// A clock ends: what was owed was done.
    ClockEnds {
        /// Which.
        clock: Rule,
        /// The day on which it was done.
        on: NaiveDate,
    },
    /// A clock, if it runs, is computed again from another start.
    ClockRecomputed {
        /// Which.
        clock: Rule,
        /// Its start.
        from: Moment,
    },
    /// A date is set right; the old one and the reason are kept.
    Corrected(Correction),
    /// The start of the 30 days is stamped (regulations 35 and 36).
    T0(DateTime<Utc>),
    /// The instant of something is kept as evidence.
    Evidence {
        /// Of what.
        of: Dated,
        /// When it happened.
        at: DateTime<Utc>,
    },
    /// A document is owed to somebody.
    Owed {
        /// Which.
        document: Document,
        /// To whom.
        to: Audience,
    },
    /// Somebody has something to do.
    Task {
        /// Who.
        doer: Doer,
        /// What.
        duty: Duty,
    },
    /// A flag is raised until somebody lowers it.
    Raised(Flag),
    /// The law was broken, and by whom.
    Breach {
        /// What was broken.
        of: Broken,
        /// By whom.
        by: Role,
    },
    /// A certificate becomes due to the family.
    CertificateDue(Basis),
    /// The certificate is issued: number, basis and date are fixed from now on.
    CertificateIssued {
        /// On which basis.
        basis: Basis,
        /// Its date.
        on: NaiveDate,
    },
    /// The time of everybody and everything that the meeting needs.
    Time(Hold),
    /// A postponement is counted for whoever caused it; no clock is reset.
    Counted {
        /// Who caused it.
        by: meeting::CancelSide,
        /// Why.
        cause: meeting::CancelCause,
        /// How many days before the meeting it was told; negative afterwards.
        notice_days: Option<i64>,
    },
    /// What came of the meeting.
    Outcome(Outcome),
    /// Another case of the same matter is opened.
    Opens(case::Kind),
    /// The case ends, and why.
    Closes(ClosureCode),
    /// Somebody may attend, and on which basis.
    MayAttend(invitation::Basis),
    /// All but a minimal record is deleted.
    Erased,
    /// A safeguarding record is opened beside the case.
    SafeguardingRecord,
}

/// A line of a table.
impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClockStarts { clock, on } => write!(f, "{clock} starts {on}"),
            Self::ClockEnds { clock, on } => write!(f, "{clock} ends {on}"),
            Self::ClockRecomputed { clock, from } => write!(f, "{clock} again from {}", from.day()),
            Self::Corrected(correction) => write!(f, "corrected {correction}"),
            Self::T0(at) => write!(f, "T0 {}", at.format("%Y-%m-%d %H:%M")),
            Self::Evidence { of, at } => {
                write!(f, "kept: {of} {}", at.format("%Y-%m-%d %H:%M"))
            }
            Self::Owed { document, to } => write!(f, "{document} to {to}"),
            Self::Task { doer, duty } => write!(f, "{doer} to {duty}"),
            Self::Raised(flag) => write!(f, "flag: {flag}"),
            Self::Breach { of, by } => write!(f, "breach of {of} by {}", whom(*by)),
            Self::CertificateDue(basis) => write!(f, "certificate due, {basis}"),
            Self::CertificateIssued { basis, on } => {
                write!(f, "certificate issued {on}, {basis}")
            }
            Self::Time(hold) => write!(f, "time {hold}"),
            Self::Counted {
                by, notice_days, ..
            } => match notice_days {
                Some(days) => write!(f, "counted for {} at {days} days", side(*by)),
                None => write!(f, "counted for {}", side(*by)),
            },
            Self::Outcome(outcome) => write!(f, "outcome {outcome}"),
            Self::Opens(kind) => write!(f, "opens {}", super::kinds::code(*kind)),
            Self::Closes(code) => write!(f, "closes: {code}"),
            Self::MayAttend(basis) => write!(f, "may attend: {basis}"),
            Self::Erased => f.write_str("erased but for a minimal record"),
            Self::SafeguardingRecord => f.write_str("safeguarding record"),
        }
    }
}

/// A document owed.
pub(super) fn owed(document: Document, to: Audience) -> Effect {
    Effect::Owed { document, to }
}

/// A task for somebody.
pub(super) fn task(doer: Doer, duty: Duty) -> Effect {
    Effect::Task { doer, duty }
}

/// A clock that starts.
pub(super) fn starts(clock: Rule, on: NaiveDate) -> Effect {
    Effect::ClockStarts { clock, on }
}

/// A clock that ends.
pub(super) fn ends(clock: Rule, on: NaiveDate) -> Effect {
    Effect::ClockEnds { clock, on }
}

named! {
    /// A document that the service owes, or sees to.
    Document {
        Acknowledgement "acknowledgement";
        ConsentInvitation "invitation to consent";
        AdviceSheet "information sheet";
        Signposting "where to turn instead";
        Certificate "certificate";
        AppealDeadline "notice of the last day to appeal";
        MediationRequest "request for mediation";
        HealthNotice "notice of the health issues";
        ParticipationQuestion "question whether they take part";
        AvailabilityRequest "request for dates";
        SlotOffer "offer of dates";
        NoticeOfDate "notice of date and place";
        Introduction "introduction of the mediator";
        Summaries "exchanged summaries";
        PostponementNotice "notice of the postponement";
        CancellationNotice "notice of the cancellation";
        Agreement "copy of the agreement";
        TypedAgreement "typed agreement";
        AmendedAgreement "amended agreement";
        EvaluationInvitation "invitation to evaluate";
        ActionReminder "reminder of the action";
        Agenda "agenda";
        Papers "papers";
        DraftNotes "notes marked Draft";
        FinalNotes "final notes";
        ReviewReport "report of the review";
        AttendanceInvitation "invitation to attend";
        ConsentQuestion "question whether somebody more may attend";
    }
}

named! {
    /// To whom a document is owed.
    Audience {
        Referrer "the referrer";
        Family "the family";
        LocalAuthority "the local authority";
        Icbs "each integrated care board";
        Agencies "the agencies";
        Required "everybody required";
        RequiredAgencies "every agency required";
        Others "everybody else who comes";
        Everybody "everybody who takes part";
        Invitees "everybody invited";
        Attendees "everybody who came";
        Invited "the person invited";
        Parties "each party";
        Owner "its owner";
        Coordinator "the coordinator";
        FamilyAboutAction "the family that waits for it";
    }
}

named! {
    /// Who has something to do.
    Doer {
        Referrer "the referrer";
        Family "the family";
        Coordinator "the coordinator";
        ServiceManager "the service manager";
        Adviser "the adviser";
        Mediator "the mediator";
        Facilitator "the facilitator";
        LocalAuthority "the local authority";
        Icb "the integrated care board";
    }
}

named! {
    /// What somebody has to do.
    Duty {
        AskLookedAfter "ask whether the child is looked after";
        CheckDuplicates "look for another case of the same child";
        TellFamilyFirst "tell the family of the referral";
        ContactFamily "confirm it with the family and explain the next steps";
        ExplainLateAppeal "explain how the Tribunal may give leave to appeal, regulation 34(3)";
        ExplainResolution "explain disagreement resolution";
        IssueCertificate "issue the certificate";
        RemindGently "remind without pressing";
        InformLa "tell the local authority of the wish to mediate";
        TellIcbs "tell each integrated care board of the health issues";
        ArrangeMediation "arrange the mediation";
        NameDecisionMaker "name somebody who may decide";
        IntroduceSelf "introduce themselves and call everybody";
        ConsiderInability "say at once if mediation cannot be arranged in time, regulation 39(2)";
        KeepArranging "keep arranging unless the family stops it";
        FindSecondDate "find a second date";
        StartFollowUp "start the follow-up";
        CheckAgreement "check that the agreement works";
        ReportOutcome "report the outcome by its code";
        LookIntoConcern "look into what they were told";
        DecideOnAttendance "decide whether they may attend, regulation 38(1)(e)";
        ConfirmAuthority "confirm the authority before the day";
        AskWhoTakesPart "ask whether they take part";
        OrganiseMeeting "organise the meeting and draft the agenda";
        TakeNotes "chair and take notes";
        CollectComments "collect comments";
        TrackActions "track the actions";
        EscalateAction "take the matter up with whoever answers for the owner";
        HandleComplaint "handle the complaint";
        ArrangeAgain "arrange the meeting again";
        ReviewAnnually "decide after the review";
        TellLaOfAgreement "tell the local authority what was agreed, regulation 42(4)";
    }
}

named! {
    /// Something that people must see until it is dealt with.
    Flag {
        InabilityNotified "mediation cannot be arranged in time";
        CancelledTwiceByLa "the local authority has cancelled twice";
        AuthorityGap "nobody who comes may decide every issue";
        Suspended "the case is paused";
        LateAppeal "appealed after the last day";
    }
}

named! {
    /// A duty of the law that somebody else can break.
    Broken {
        Authority "regulation 37(1)";
    }
}

named! {
    /// What happens to the time of everybody and everything a meeting needs.
    Hold {
        Held "held";
        Booked "booked";
        Released "released";
    }
}

named! {
    /// Why a case ended.
    ClosureCode {
        Completed "completed";
        TypeChanged "another type of case of the same matter follows";
        NoReply "the family did not reply any more";
        SettledBefore "settled without a meeting";
        OpenedInError "opened in error";
    }
}

/// "the family".
pub(super) fn whom(role: Role) -> &'static str {
    match role {
        Role::Family => "the family",
        Role::Child => "the child or young person",
        Role::LocalAuthority => "the local authority",
        Role::Health => "the integrated care board",
        Role::SocialCare => "social care",
        Role::Education => "the school or setting",
        Role::Supporter => "a supporter",
        Role::Interpreter => "an interpreter",
        Role::Mediator => "the mediator",
        Role::Other => "somebody else",
    }
}

/// "the family".
fn side(side: meeting::CancelSide) -> &'static str {
    match side {
        meeting::CancelSide::Family => "the family",
        meeting::CancelSide::La => "the local authority",
        meeting::CancelSide::Health => "the integrated care board",
        meeting::CancelSide::Education => "the school or setting",
        meeting::CancelSide::Service => "the service",
        meeting::CancelSide::Venue => "the venue",
    }
}
