//! What is known of an appeal to the Tribunal.

use chrono::{DateTime, NaiveDate, Utc};

use super::change::{Change, Effect, Flag, ends};
use super::closed::{State as _, in_turn, refusals, states};
use super::dates::{Correction, Dated, follows, past};
use crate::app::day_of;
use crate::law::Rule;

/// Where the order of steps comes from.
pub(super) const ORDER: &str = "order of steps of the appeal watch; CFA s.51, Tribunal rule 20";

states! {
    /// What is known of an appeal.
    State {
        NotKnown "NOT_KNOWN" "it is not known whether the family appeals";
        NotLodged "NOT_LODGED" "the family has not appealed in time";
    } ends {
        Lodged "LODGED" "the family has appealed";
    }
}

/// Something that is learnt of an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The family has appealed.
    Lodged {
        /// The day.
        on: NaiveDate,
    },
    /// The family has not appealed by the last day.
    NotLodged,
    /// A date is set right.
    Corrected(Correction),
}

impl Event {
    /// A clause that says it to people.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Lodged { .. } => "the family has appealed",
            Self::NotLodged => "no appeal came by the last day",
            Self::Corrected(_) => "a date is corrected",
        }
    }
}

/// What stands when an event comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The day on which the notice of the decision was sent.
    pub notice_sent_on: Option<NaiveDate>,
    /// The last day to appeal, as the law module computed it (C14).
    pub appeal_by_on: Option<NaiveDate>,
}

refusals! {
    /// Why what is known of an appeal does not change.
    Refusal {
        DeadlineUnknown "APPEAL_DEADLINE_UNKNOWN" "The last day to appeal is not known, because the day the notice was sent is not (Tribunal rule 20(1)(c)).";
        StillTime "TIME_TO_APPEAL" "The last day to appeal has not passed (Tribunal rule 20(1)(c) and rule 12).";
    }
}

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    match event {
        Event::Lodged { .. } => &[State::NotKnown, State::NotLodged],
        Event::NotLodged => &[State::NotKnown],
        Event::Corrected(_) => State::ALL,
    }
}

/// One step. A late appeal is one too: the Tribunal may give leave.
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
        Event::Lodged { on } => {
            past(Dated::Appeal, *on, now)?;
            follows(
                (Dated::Appeal, *on),
                (Dated::NoticeSent, facts.notice_sent_on),
            )?;
            let is_late = facts.appeal_by_on.is_some_and(|by_on| by_on < *on);
            let flag = is_late.then_some(Effect::Raised(Flag::LateAppeal));
            Ok(Change::with(State::Lodged, [ends(Rule::Appeal, *on)]).and(flag))
        }
        Event::NotLodged => {
            let by_on = facts.appeal_by_on.ok_or(Refusal::DeadlineUnknown)?;
            if day_of(now) <= by_on {
                return Err(Refusal::StillTime);
            }
            Ok(Change::to(State::NotLodged))
        }
        Event::Corrected(correction) => Ok(Change::corrected(state, correction)),
    }
}
