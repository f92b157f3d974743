//! Consent to somebody more at the meeting: each party is asked, and where one refuses the mediator
//! decides (regulation 38(1)(e)).

use chrono::{DateTime, NaiveDate, Utc};
use entities::participant::Role;

use super::change::{Audience, Change, Document, Doer, Duty, Effect, owed, task};
use super::closed::{State as _, in_turn, refusals, states};
use super::dates::{Correction, Dated, follows, past};
use super::invitation::Basis;

/// Where the order of steps comes from.
pub(super) const ORDER: &str = "order of steps of consent to somebody more; regulation 38(1)(e)";

states! {
    /// How far the consent to somebody more has come.
    State {
        Unasked "UNASKED" "nobody has been asked yet";
        Asked "ASKED" "some parties have not answered";
        AllConsent "ALL_CONSENT" "all parties consent";
        MediatorDecides "MEDIATOR_DECIDES" "a party does not consent and the mediator has not decided";
    } ends {
        Admitted "ADMITTED" "the mediator has decided that they may attend";
        NotAdmitted "NOT_ADMITTED" "the mediator has decided that they may not attend";
    }
}

/// Something that happens to the consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Each party is asked.
    Asked {
        /// The day.
        on: NaiveDate,
    },
    /// A party consents.
    Consents {
        /// Which.
        by: Role,
        /// The day.
        on: NaiveDate,
    },
    /// A party refuses, or takes its consent back.
    Refuses {
        /// Which.
        by: Role,
        /// The day.
        on: NaiveDate,
    },
    /// The mediator decides that they may attend.
    MediatorAdmits,
    /// The mediator decides that they may not attend.
    MediatorRefuses,
    /// A date is set right.
    Corrected(Correction),
}

impl Event {
    /// A clause that says it to people.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Asked { .. } => "each party is asked",
            Self::Consents { .. } => "a party consents",
            Self::Refuses { .. } => "a party refuses",
            Self::MediatorAdmits => "the mediator admits the person",
            Self::MediatorRefuses => "the mediator does not admit the person",
            Self::Corrected(_) => "a date is corrected",
        }
    }
}

/// What stands when an event comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The parties of the meeting, each asked on its own.
    pub parties: Vec<Role>,
    /// Those that consent so far.
    pub consenting: Vec<Role>,
    /// The day on which they were asked.
    pub asked_on: Option<NaiveDate>,
}

refusals! {
    /// Why the consent does not move.
    Refusal {
        NotAParty "NOT_A_PARTY" "Only a party of the meeting consents or refuses (regulation 38(1)(e)).";
        NobodyToAsk "NOBODY_TO_ASK" "There is no party to ask (regulation 38(1)(e)).";
    }
}

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    match event {
        Event::Asked { .. } => &[State::Unasked],
        Event::Consents { .. } => &[State::Asked, State::MediatorDecides],
        Event::Refuses { .. } => &[State::Asked, State::AllConsent, State::MediatorDecides],
        Event::MediatorAdmits | Event::MediatorRefuses => &[State::MediatorDecides],
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
        Event::Asked { on } => {
            past(Dated::Request, *on, now)?;
            if facts.parties.is_empty() {
                return Err(Refusal::NobodyToAsk);
            }
            Ok(Change::with(
                State::Asked,
                [owed(Document::ConsentQuestion, Audience::Parties)],
            ))
        }
        Event::Consents { by, on } => {
            answered(*by, *on, facts, now)?;
            let consents = |party: &Role| party == by || facts.consenting.contains(party);
            if state == State::Asked && facts.parties.iter().all(consents) {
                let basis = Effect::MayAttend(Basis::OtherAllConsent);
                Ok(Change::with(State::AllConsent, [basis]))
            } else {
                Ok(Change::to(state))
            }
        }
        Event::Refuses { by, on } => {
            answered(*by, *on, facts, now)?;
            Ok(Change::with(
                State::MediatorDecides,
                [task(Doer::Mediator, Duty::DecideOnAttendance)],
            ))
        }
        Event::MediatorAdmits => Ok(Change::with(
            State::Admitted,
            [Effect::MayAttend(Basis::OtherMediatorConsent)],
        )),
        Event::MediatorRefuses => Ok(Change::to(State::NotAdmitted)),
        Event::Corrected(correction) => Ok(Change::corrected(state, correction)),
    }
}

fn answered(by: Role, on: NaiveDate, facts: &Facts, now: DateTime<Utc>) -> Result<(), Refusal> {
    past(Dated::Choice, on, now)?;
    follows((Dated::Choice, on), (Dated::Request, facts.asked_on))?;
    if facts.parties.contains(&by) {
        Ok(())
    } else {
        Err(Refusal::NotAParty)
    }
}
