//! Facilitation: an annual review, a team around the child, or a draft plan, with somebody to chair.

mod step;

use chrono::NaiveDate;
use entities::case::{self, Kind};
use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::certificate::NotDue;
use super::change::ClosureCode;
use super::closed::{State as _, named, refusals, states};
use super::dates::Correction;
use super::kinds::{Facilitation, Product};

pub use step::step;

/// Where the order of steps comes from.
pub(in crate::lifecycle) const ORDER: &str =
    "order of steps of a facilitation; regulations 13, 20, 21 and 22";

states! {
    /// How far a facilitation has come.
    State {
        Requested "REQUESTED" "the facilitation has only been asked for";
        Scoped "SCOPED" "aim and people are clear and nobody facilitates yet";
        FacilitatorAssigned "FACILITATOR_ASSIGNED" "a facilitator is found and nobody was asked for dates";
        Collecting "COLLECTING" "people are being asked when they can meet";
        ReadyToSolve "READY_TO_SOLVE" "dates are being looked for";
        Proposed "PROPOSED" "dates are proposed";
        Scheduled "SCHEDULED" "the meeting has a date and no agenda";
        AgendaDrafted "AGENDA_DRAFTED" "the agenda is drafted and no papers are sent";
        PapersCirculated "PAPERS_CIRCULATED" "the papers are sent and the meeting is to come";
        Held "HELD" "the meeting was held and no notes are written";
        NotesDraft "NOTES_DRAFT" "the notes are a draft that nobody has seen";
        CommentWindow "COMMENT_WINDOW" "everybody may still comment on the notes";
        NotesFinal "NOTES_FINAL" "the notes are final and no action is tracked";
        ActionsTracked "ACTIONS_TRACKED" "the actions are tracked";
    } ends {
        Closed "CLOSED" "the case is closed";
        Withdrawn "WITHDRAWN" "the facilitation is no longer wanted";
    }
}

impl State {
    /// The states before the meeting.
    const BEFORE_THE_MEETING: &'static [Self] = &[
        Self::Requested,
        Self::Scoped,
        Self::FacilitatorAssigned,
        Self::Collecting,
        Self::ReadyToSolve,
        Self::Proposed,
        Self::Scheduled,
        Self::AgendaDrafted,
        Self::PapersCirculated,
    ];

    /// The word it is stored as: a date that is agreed has the same word in every life-cycle.
    #[must_use]
    pub fn stored(self) -> case::State {
        match self {
            Self::Requested => case::State::Requested,
            Self::Scoped => case::State::Scoped,
            Self::FacilitatorAssigned => case::State::FacilitatorAssigned,
            Self::Collecting => case::State::Collecting,
            Self::ReadyToSolve => case::State::ReadyToSolve,
            Self::Proposed => case::State::Proposed,
            Self::Scheduled => case::State::Booked,
            Self::AgendaDrafted => case::State::AgendaDrafted,
            Self::PapersCirculated => case::State::PapersCirculated,
            Self::Held => case::State::Held,
            Self::NotesDraft => case::State::NotesDraft,
            Self::CommentWindow => case::State::CommentWindow,
            Self::NotesFinal => case::State::NotesFinal,
            Self::ActionsTracked => case::State::ActionsTracked,
            Self::Closed => case::State::Closed,
            Self::Withdrawn => case::State::Withdrawn,
        }
    }

    /// What a stored word means in this life-cycle.
    #[must_use]
    pub fn of(kind: Kind, stored: case::State) -> Option<Self> {
        let found = Self::ALL.iter().find(|state| state.stored() == stored);
        match Product::from(kind) {
            Product::Facilitation(_) => found.copied(),
            Product::Advice | Product::Mediation(_) | Product::Resolution(_) => None,
        }
    }

    /// Whether time may be held or booked for a meeting in this state.
    fn has_time(self) -> bool {
        match self {
            Self::Proposed | Self::Scheduled | Self::AgendaDrafted | Self::PapersCirculated => true,
            Self::Requested
            | Self::Scoped
            | Self::FacilitatorAssigned
            | Self::Collecting
            | Self::ReadyToSolve
            | Self::Held
            | Self::NotesDraft
            | Self::CommentWindow
            | Self::NotesFinal
            | Self::ActionsTracked
            | Self::Closed
            | Self::Withdrawn => false,
        }
    }
}

named! {
    /// The classes of people who are invited to an annual review (regulation 20(2)).
    Class {
        Family "the parent or the young person";
        Setting "the head of the school or setting";
        LocalAuthority "an officer of the local authority for special educational needs";
        Health "a health professional";
        SocialCare "an officer for social care";
    }
}

/// The dates that the law sets for a meeting, as the law module computed them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// An annual review: the last days for notice (C26) and for papers (C27).
    Review {
        /// The last day for notice.
        notify_by_on: NaiveDate,
        /// The last day for papers.
        papers_by_on: NaiveDate,
    },
    /// A draft plan: the window for representations (C4).
    Draft {
        /// The day on which the draft was served.
        served_on: NaiveDate,
        /// The last day of the window.
        window_ends_on: NaiveDate,
        /// Whether the authority has extended the window.
        is_extended: bool,
    },
    /// None.
    None,
}

/// Something that happens in a facilitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// It is clear what it is for and who is invited.
    Scoped {
        /// Whether the aim is written down.
        has_aim: bool,
        /// Whom the invitations reach.
        invited: Vec<Class>,
    },
    /// Somebody facilitates.
    FacilitatorAssigned,
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
    /// All required accept a date, and everybody is invited.
    Scheduled {
        /// The day of the meeting.
        meeting_on: NaiveDate,
        /// What the law sets for this day.
        limits: Limits,
        /// Whom the invitations reach.
        invited: Vec<Class>,
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
    /// The agenda is drafted.
    AgendaDrafted {
        /// How many things stand on it.
        items: usize,
    },
    /// The papers are sent to everybody.
    PapersCirculated {
        /// The day.
        on: NaiveDate,
        /// What the law sets for the meeting.
        limits: Limits,
    },
    /// The meeting is put off.
    Postponed {
        /// Whose side caused it.
        by: CancelSide,
        /// Why.
        cause: CancelCause,
        /// The day on which it was told.
        told_on: NaiveDate,
    },
    /// The meeting was held.
    Held {
        /// The day.
        on: NaiveDate,
    },
    /// The notes are written.
    NotesDrafted {
        /// Whether there is a text.
        has_text: bool,
    },
    /// The notes go out, marked Draft.
    CommentsOpened {
        /// The last day for comments.
        until_on: NaiveDate,
    },
    /// The notes are made final.
    NotesFinalised {
        /// The day.
        on: NaiveDate,
        /// How many have neither commented nor agreed.
        silent: usize,
    },
    /// The next steps are agreed in writing.
    ActionsAgreed {
        /// How many of them have no owner.
        unowned: usize,
    },
    /// Nothing is left to do.
    ActionsDone {
        /// How many are not done.
        open_actions: usize,
    },
    /// Somebody who is needed no longer wants it.
    Withdrew {
        /// Who.
        by: Role,
        /// The day.
        on: NaiveDate,
    },
    /// Somebody asks for a certificate.
    CertificateAsked,
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
            Self::Scoped { .. } => "aim and people are clear",
            Self::FacilitatorAssigned => "somebody facilitates",
            Self::AvailabilityAsked { .. } => "everybody is asked for dates",
            Self::AvailabilityEnough => "enough dates are known",
            Self::SlotsProposed { .. } => "dates are proposed",
            Self::Scheduled { .. } => "everybody accepts a date and is invited",
            Self::Rejected { .. } => "somebody rejects the dates",
            Self::HoldExpired => "the held dates expire",
            Self::AgendaDrafted { .. } => "the agenda is drafted",
            Self::PapersCirculated { .. } => "the papers are sent",
            Self::Postponed { .. } => "the meeting is postponed",
            Self::Held { .. } => "the meeting is held",
            Self::NotesDrafted { .. } => "the notes are drafted",
            Self::CommentsOpened { .. } => "the draft notes go out for comments",
            Self::NotesFinalised { .. } => "the notes are made final",
            Self::ActionsAgreed { .. } => "the next steps are agreed in writing",
            Self::ActionsDone { .. } => "nothing is left to do",
            Self::Withdrew { .. } => "somebody needed no longer wants it",
            Self::CertificateAsked => "somebody asks for a certificate",
            Self::Closed(_) => "the case is closed before a meeting",
            Self::Corrected(_) => "a date is corrected",
        }
    }
}

/// What stands when an event comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which facilitation it is.
    pub facilitation: Facilitation,
    /// The day on which it was asked for.
    pub requested_on: NaiveDate,
    /// The day of the meeting.
    pub meeting_on: Option<NaiveDate>,
    /// The day on which its date was agreed.
    pub agreed_on: Option<NaiveDate>,
    /// The last day for comments on the notes.
    pub comments_until_on: Option<NaiveDate>,
}

refusals! {
    /// Why a facilitation does not move.
    Refusal {
        AimMissing "AIM_MISSING" "A facilitation has an aim that is written down (practice of the service).";
        ClassNotInvited(Class) "INVITEE_MISSING" "Everybody in regulation 20(2) is invited to an annual review, and {0} is not (regulations 20(2) and 21(2)).";
        LimitsMissing "LIMITS_MISSING" "A meeting of this type is set against the dates of the law: an annual review against notice and papers, a draft plan against the window for representations (regulations 13(1)(a), 20(3), 20(4) and 22(2)(c)).";
        NoticeTooShort "NOTICE_UNDER_TWO_WEEKS" "An annual review has at least two weeks' notice (regulations 20(3) and 21(3)).";
        PapersTooEarly "PAPERS_BEFORE_THE_DATE" "Papers are sent for a meeting whose date is agreed, and not dated before it was (a step follows its cause; regulations 20(4) and 21(4)).";
        PapersTooLate "PAPERS_UNDER_TWO_WEEKS" "The papers of an annual review are sent at least two weeks before it (regulations 20(4) and 21(4)).";
        OutsideWindow "OUTSIDE_REPRESENTATION_WINDOW" "A draft plan is talked about within the window for representations, unless the authority extends it (regulations 13(1)(a) and 22(2)(c)).";
        NotAParty "NOT_A_PARTY" "Only the family or a body that is invited stops a facilitation; who facilitates, interprets or supports does not end it (practice of the service).";
        NoSlot "NO_DATE_PROPOSED" "At least one date is proposed (order of steps of a facilitation).";
        AcceptanceMissing(usize) "ACCEPTANCE_MISSING" "A date is set when all required have accepted; {0} have not (facilitation is voluntary for all).";
        MeetingPast "MEETING_IN_THE_PAST" "A meeting is set for today or later (order of steps of a facilitation).";
        AgendaEmpty "AGENDA_EMPTY" "An agenda has at least one thing to talk about (practice of the service).";
        NotesEmpty "NOTES_EMPTY" "Notes are drafted when there is a text of them (practice of the service).";
        WindowPast "COMMENT_WINDOW_PAST" "Everybody has until a day that is still to come for comments on the notes (practice of the service).";
        CommentsOpen(usize) "COMMENTS_OPEN" "The notes are final when the time for comments is over or all have answered; {0} have not (practice of the service).";
        ActionUnowned(usize) "ACTION_WITHOUT_OWNER" "Every action has an owner, and {0} have none (practice of the service).";
        ActionsOpen(usize) "ACTIONS_OPEN" "A case is followed up until every action is done; {0} are open (practice of the service).";
    } and {
        NotDue;
    }
}
