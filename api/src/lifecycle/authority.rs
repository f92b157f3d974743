//! The authority of somebody who comes for a body: declared, confirmed, and found on the day
//! (regulation 37(1)).

use chrono::{DateTime, NaiveDate, Utc};
use entities::issue::Domain;
use entities::participant::Role;

use super::change::{Broken, Change, Doer, Duty, Effect, task};
use super::closed::{State as _, in_turn, refusals, states};
use super::dates::Correction;
use super::session::ended_on;

/// Where the order of steps comes from.
pub(super) const ORDER: &str = "order of steps of a declaration of authority; regulation 37(1)";

states! {
    /// How far a declaration of authority has come.
    State {
        Unknown "UNKNOWN" "nothing is known of the person's authority";
        Declared "DECLARED" "the person has said what they may decide";
        ConfirmedByMediator "CONFIRMED_BY_MEDIATOR" "the mediator has confirmed what they may decide";
    } ends {
        Present "PRESENT" "somebody with authority was there";
        Missing "MISSING" "nobody with authority was there";
    }
}

/// Up to where somebody may decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limits {
    /// They sign on the day without going back to anybody.
    None,
    /// They decide up to a limit that is written down.
    Written,
    /// They must go back to somebody: that is no authority to resolve the issues.
    MustAsk,
}

/// Something that happens to a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The person says what they may decide.
    Declared {
        /// On which issues.
        scope: Vec<Domain>,
        /// Up to where.
        limits: Limits,
    },
    /// The mediator confirms it before the day.
    Confirmed,
    /// The person is there on the day, and may decide.
    FoundPresent {
        /// The day.
        on: NaiveDate,
    },
    /// The person is not there on the day, or may not decide.
    FoundMissing {
        /// The day.
        on: NaiveDate,
    },
    /// A date is set right.
    Corrected(Correction),
}

impl Event {
    /// A clause that says it to people.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Declared { .. } => "the person says what they may decide",
            Self::Confirmed => "the mediator confirms it",
            Self::FoundPresent { .. } => "somebody with authority is there",
            Self::FoundMissing { .. } => "nobody with authority is there",
            Self::Corrected(_) => "a date is corrected",
        }
    }
}

/// What stands when an event comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// For which body the person comes.
    pub role: Role,
    /// Whether it is a mediation, where the law asks for authority; elsewhere it is good practice.
    pub is_mediation: bool,
    /// The day of the meeting.
    pub meeting_on: Option<NaiveDate>,
    /// Whether what the person may decide covers every open issue that is theirs to decide.
    pub is_wide_enough: bool,
}

refusals! {
    /// Why a declaration does not move.
    Refusal {
        ScopeMissing "SCOPE_MISSING" "Who declares authority says on which issues (regulation 37(1)).";
        TooNarrow "AUTHORITY_TOO_NARROW" "Authority is there where what the person declared, and the mediator confirmed, covers every open issue that is theirs to decide; if not, it is missing (regulation 37(1)).";
        MustAsk "NO_AUTHORITY_TO_RESOLVE" "Who has to go back to somebody has no authority to resolve the issues (regulation 37(1)).";
    }
}

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    const BEFORE: &[State] = &[State::Unknown, State::Declared, State::ConfirmedByMediator];
    match event {
        Event::Declared { .. } | Event::FoundMissing { .. } => BEFORE,
        Event::Confirmed => &[State::Declared],
        Event::FoundPresent { .. } => &[State::ConfirmedByMediator],
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
        Event::Declared { scope, .. } if scope.is_empty() => Err(Refusal::ScopeMissing),
        Event::Declared {
            limits: Limits::MustAsk,
            ..
        } => Err(Refusal::MustAsk),
        Event::Declared {
            limits: Limits::None | Limits::Written,
            ..
        } => Ok(Change::with(
            State::Declared,
            [task(Doer::Mediator, Duty::ConfirmAuthority)],
        )),
        Event::Confirmed => Ok(Change::to(State::ConfirmedByMediator)),
        Event::FoundPresent { on } => {
            ended_on(*on, facts.meeting_on, now)?;
            if !facts.is_wide_enough {
                return Err(Refusal::TooNarrow);
            }
            Ok(Change::to(State::Present))
        }
        Event::FoundMissing { on } => {
            ended_on(*on, facts.meeting_on, now)?;
            let breach = Effect::Breach {
                of: Broken::Authority,
                by: facts.role,
            };
            Ok(Change::to(State::Missing).and(facts.is_mediation.then_some(breach)))
        }
        Event::Corrected(correction) => Ok(Change::corrected(state, correction)),
    }
}
