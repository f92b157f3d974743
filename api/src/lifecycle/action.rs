//! A promised action: open, nearly due, done, or late and taken further.

use chrono::{DateTime, NaiveDate, Utc};

use super::change::{Audience, Change, Document, Doer, Duty, Effect, ends, owed, starts, task};
use super::closed::{State as _, in_turn, refusals, states};
use super::dates::{Correction, Dated, follows, past};
use crate::app::day_of;
use crate::law::Rule;

/// Where the order of steps comes from.
pub(super) const ORDER: &str = "order of steps of a promised action; regulations 42 and 44";

states! {
    /// How far a promised action has come.
    State {
        Open "OPEN" "the action is not due yet";
        DueSoon "DUE_SOON" "the action is nearly due";
        Overdue "OVERDUE" "the action is late";
        Escalated "ESCALATED" "the lateness was taken further";
        Complaint "COMPLAINT" "there is a complaint about it";
    } ends {
        Done "DONE" "the action is done";
    }
}

/// Something that happens to an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A day has come on which it is looked at.
    DayCame,
    /// It is done.
    Done {
        /// The day.
        on: NaiveDate,
    },
    /// The parties agree another time in writing.
    Rescheduled {
        /// The day of that agreement.
        on: NaiveDate,
        /// The new last day.
        due_on: NaiveDate,
        /// Whether in writing.
        is_in_writing: bool,
    },
    /// The lateness is taken further.
    Escalated,
    /// Somebody complains about it.
    ComplaintMade,
    /// A date is set right.
    Corrected(Correction),
}

impl Event {
    /// A clause that says it to people.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::DayCame => "the day of the reminder or the last day has passed",
            Self::Done { .. } => "the action is done",
            Self::Rescheduled { .. } => "another time is agreed in writing",
            Self::Escalated => "the lateness is taken further",
            Self::ComplaintMade => "somebody complains about it",
            Self::Corrected(_) => "a date is corrected",
        }
    }
}

/// What stands when an event comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Its clock.
    pub clock: Rule,
    /// The day of the agreement.
    pub agreed_on: NaiveDate,
    /// The last day, as the law module computed it or as agreed.
    pub due_on: NaiveDate,
    /// The first day on which its owner is reminded.
    pub remind_from_on: NaiveDate,
    /// Whether agencies agreed it among themselves, so that no family is told anything.
    pub is_between_agencies: bool,
}

refusals! {
    /// Why an action does not move.
    Refusal {
        NotYet "NOT_DUE_YET" "Neither the day of the reminder nor the last day has passed (regulations 42 and 44).";
        NotInWriting "NOT_IN_WRITING" "Another time is agreed in writing (regulation 42(5)).";
    }
}

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    const OPEN: &[State] = &[
        State::Open,
        State::DueSoon,
        State::Overdue,
        State::Escalated,
        State::Complaint,
    ];
    match event {
        Event::DayCame => &[State::Open, State::DueSoon],
        Event::Done { .. } | Event::Rescheduled { .. } => OPEN,
        Event::Escalated => &[State::Overdue],
        Event::ComplaintMade => &[State::Escalated],
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
        Event::DayCame => day_came(state, facts, day_of(now)),
        Event::Done { on } => {
            past(Dated::Done, *on, now)?;
            let agreed_on = Some(facts.agreed_on);
            follows((Dated::Done, *on), (Dated::Signature, agreed_on))?;
            Ok(Change::with(State::Done, [ends(facts.clock, *on)]))
        }
        Event::Rescheduled {
            is_in_writing: false,
            ..
        } => Err(Refusal::NotInWriting),
        Event::Rescheduled { on, due_on, .. } => {
            past(Dated::Amendment, *on, now)?;
            let agreed_on = Some(facts.agreed_on);
            follows((Dated::Amendment, *on), (Dated::Signature, agreed_on))?;
            follows((Dated::Done, *due_on), (Dated::Amendment, Some(*on)))?;
            Ok(Change::with(State::Open, [starts(Rule::AgreedTime, *on)]))
        }
        Event::Escalated => Ok(Change::with(
            State::Escalated,
            [task(Doer::ServiceManager, Duty::EscalateAction)],
        )),
        Event::ComplaintMade => Ok(Change::with(
            State::Complaint,
            [task(Doer::ServiceManager, Duty::HandleComplaint)],
        )),
        Event::Corrected(correction) => Ok(Change::corrected(state, correction)),
    }
}

/// The owner is reminded before the last day; after it the coordinator, and then the family.
fn day_came(state: State, facts: &Facts, today: NaiveDate) -> Result<Change<State>, Refusal> {
    let remind = |to| owed(Document::ActionReminder, to);
    if facts.due_on < today {
        let family = remind(Audience::FamilyAboutAction);
        let late = [remind(Audience::Owner), remind(Audience::Coordinator)];
        let tells_family = (!facts.is_between_agencies).then_some(family);
        return Ok(Change::with(State::Overdue, late).and(tells_family));
    }
    if state == State::Open && facts.remind_from_on <= today {
        let reminder: [Effect; 1] = [remind(Audience::Owner)];
        return Ok(Change::with(State::DueSoon, reminder));
    }
    Err(Refusal::NotYet)
}
