//! One meeting: held, confirmed, locked, and what became of the day.

use chrono::{DateTime, NaiveDate, Utc};
use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;

use super::change::{Audience, Change, Document, Doer, Duty, Effect, Hold, owed, task};
use super::closed::{State as _, in_turn, named, refusals, states};
use super::dates::{Correction, Dated, past};
use super::session::{counted, ended_on};
use crate::app::day_of;

/// Where the order of steps comes from.
pub(super) const ORDER: &str = "order of steps of a meeting; nobody is booked twice, and a locked \
                                meeting moves only by somebody's decision";

states! {
    /// How far a meeting has come.
    State {
        Draft "DRAFT" "the meeting is a draft";
        Held "HELD" "the time is held";
        Confirmed "CONFIRMED" "the meeting is confirmed";
        Locked "LOCKED" "the meeting is confirmed and close";
        InProgress "IN_PROGRESS" "the meeting is going on";
    } ends {
        Completed "COMPLETED" "the meeting was held";
        Partial "PARTIAL" "the meeting was held in part";
        NoShow "NO_SHOW" "somebody needed did not come";
        Cancelled "CANCELLED" "the meeting is cancelled";
        Adjourned "ADJOURNED" "the meeting was adjourned";
        Lapsed "LAPSED" "the hold has run out";
    }
}

named! {
    /// What must be held together before a meeting is confirmed (H27).
    Needed {
        Mediator "the mediator";
        Participants "everybody required";
        Place "the room or the link";
        Interpreters "every interpreter";
    }
}

/// Something that happens to a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The time is held.
    Held {
        /// When the hold runs out.
        expires_at: DateTime<Utc>,
    },
    /// The hold has run out.
    HoldExpired,
    /// The meeting is made firm.
    Confirmed {
        /// What is held together.
        held: Vec<Needed>,
    },
    /// It is so close that it stands.
    Locked,
    /// It begins.
    Started {
        /// The day.
        on: NaiveDate,
    },
    /// It ends as it was meant to.
    Completed {
        /// The day.
        on: NaiveDate,
    },
    /// It ends with something left, or without somebody for a part.
    EndedInPart {
        /// The day.
        on: NaiveDate,
    },
    /// It is adjourned.
    Adjourned {
        /// The day.
        on: NaiveDate,
    },
    /// Somebody needed does not come.
    NoShow {
        /// Who.
        by: Role,
        /// The day.
        on: NaiveDate,
    },
    /// It is called off.
    Cancelled {
        /// Whose side caused it.
        by: CancelSide,
        /// Why.
        cause: CancelCause,
        /// The day on which it was told.
        told_on: NaiveDate,
    },
    /// A date is set right.
    Corrected(Correction),
}

impl Event {
    /// A clause that says it to people.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Held { .. } => "the time is held",
            Self::HoldExpired => "the hold runs out",
            Self::Confirmed { .. } => "the meeting is confirmed",
            Self::Locked => "the meeting is locked",
            Self::Started { .. } => "the meeting begins",
            Self::Completed { .. } => "the meeting ends",
            Self::EndedInPart { .. } => "the meeting ends in part",
            Self::Adjourned { .. } => "the meeting is adjourned",
            Self::NoShow { .. } => "somebody needed does not come",
            Self::Cancelled { .. } => "the meeting is cancelled",
            Self::Corrected(_) => "a date is corrected",
        }
    }
}

/// What stands when an event comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The day of the meeting.
    pub meeting_on: NaiveDate,
    /// The first day on which it is locked; a threshold of the service.
    pub lock_from_on: NaiveDate,
    /// When the hold runs out.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether agencies disagree among themselves, so that no family is told anything.
    pub is_between_agencies: bool,
}

refusals! {
    /// Why a meeting does not move.
    Refusal {
        HoldPast "HOLD_IN_THE_PAST" "A hold runs out later than now (order of steps of a meeting).";
        HoldStands "HOLD_STANDS" "The hold has not run out yet (order of steps of a meeting).";
        HoldExpired "HOLD_EXPIRED" "The hold has run out, so the date is proposed again before it is confirmed (order of steps of a meeting).";
        NotAllHeld(Needed) "NOT_ALL_HELD" "A meeting is confirmed when everything for it is held together; {0} is missing (nobody is booked twice).";
        NotCloseYet "NOT_CLOSE_YET" "The meeting is not so close yet that it is locked (threshold of the service).";
        NotTheDay "NOT_THE_DAY" "A meeting begins, and somebody fails to come, on its own day (record of events).";
    }
}

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    match event {
        Event::Held { .. } => &[State::Draft],
        Event::HoldExpired | Event::Confirmed { .. } => &[State::Held],
        Event::Locked => &[State::Confirmed],
        Event::Started { .. } => &[State::Locked],
        Event::Completed { .. } | Event::EndedInPart { .. } | Event::Adjourned { .. } => {
            &[State::InProgress]
        }
        Event::NoShow { .. } => &[State::Locked, State::InProgress],
        Event::Cancelled { .. } => &[State::Held, State::Confirmed, State::Locked],
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
        Event::Held { expires_at } if *expires_at <= now => Err(Refusal::HoldPast),
        Event::Held { .. } => Ok(Change::with(State::Held, [Effect::Time(Hold::Held)])),
        Event::HoldExpired if !has_expired(facts, now) => Err(Refusal::HoldStands),
        Event::HoldExpired => Ok(Change::with(State::Lapsed, [Effect::Time(Hold::Released)])),
        Event::Confirmed { .. } if has_expired(facts, now) => Err(Refusal::HoldExpired),
        Event::Confirmed { held } => match Needed::ALL.iter().find(|need| !held.contains(need)) {
            Some(missing) => Err(Refusal::NotAllHeld(*missing)),
            None => Ok(Change::with(State::Confirmed, [Effect::Time(Hold::Booked)])),
        },
        Event::Locked if day_of(now) < facts.lock_from_on => Err(Refusal::NotCloseYet),
        Event::Locked => Ok(Change::to(State::Locked)),
        Event::Started { on } => {
            on_its_day(*on, facts, now)?;
            Ok(Change::to(State::InProgress))
        }
        Event::Completed { on } => ended(State::Completed, *on, facts, now),
        Event::EndedInPart { on } => ended(State::Partial, *on, facts, now),
        Event::Adjourned { on } => ended(State::Adjourned, *on, facts, now)
            .map(|change| change.and([task(Doer::Coordinator, Duty::FindSecondDate)])),
        Event::NoShow { on, .. } => {
            on_its_day(*on, facts, now)?;
            Ok(Change::with(
                State::NoShow,
                [
                    Effect::Time(Hold::Released),
                    task(Doer::Coordinator, Duty::ArrangeAgain),
                ],
            ))
        }
        Event::Cancelled { by, cause, told_on } => {
            past(Dated::Postponement, *told_on, now)?;
            Ok(cancelled(state, (*by, *cause), *told_on, facts))
        }
        Event::Corrected(correction) => Ok(Change::corrected(state, correction)),
    }
}

fn has_expired(facts: &Facts, now: DateTime<Utc>) -> bool {
    facts.expires_at.is_some_and(|expires| expires <= now)
}

fn on_its_day(on: NaiveDate, facts: &Facts, now: DateTime<Utc>) -> Result<(), Refusal> {
    past(Dated::Meeting, on, now)?;
    if on == facts.meeting_on {
        Ok(())
    } else {
        Err(Refusal::NotTheDay)
    }
}

fn ended(
    to: State,
    on: NaiveDate,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<State>, Refusal> {
    ended_on(on, Some(facts.meeting_on), now)?;
    Ok(Change::to(to))
}

/// A hold that is let go was nobody's business but the arrangers'; a booking was everybody's.
fn cancelled(
    state: State,
    caused: (CancelSide, CancelCause),
    told_on: NaiveDate,
    facts: &Facts,
) -> Change<State> {
    let released = Change::with(State::Cancelled, [Effect::Time(Hold::Released)]);
    if state == State::Held {
        return released;
    }
    let whom = if facts.is_between_agencies {
        Audience::Agencies
    } else {
        Audience::Everybody
    };
    released.and([
        counted(caused, told_on, Some(facts.meeting_on)),
        owed(Document::CancellationNotice, whom),
    ])
}
