//! An agreement: drafted, signed on the day, typed for everybody, and amended only in writing.

use chrono::{DateTime, NaiveDate, Utc};

use super::change::{Audience, Change, Document, Doer, Duty, Effect, ends, owed, starts, task};
use super::clock;
use super::closed::{State as _, in_turn, refusals, states};
use super::dates::{Correction, Dated, follows, past};
use crate::law::Rule;

/// Where the order of steps comes from.
pub(super) const ORDER: &str = "order of steps of an agreement; regulations 42 to 44";

states! {
    /// How far an agreement has come; it goes on as long as it can be amended.
    State {
        Drafting "DRAFTING" "the agreement is being drafted";
        SignedOnDay "SIGNED_ON_DAY" "the agreement is signed and not typed";
        TypedSent "TYPED_SENT" "everybody has the typed agreement";
        AmendedInWriting "AMENDED_IN_WRITING" "the agreement was amended in writing";
    } ends {
        Abandoned "ABANDONED" "nothing was agreed";
    }
}

/// A promise in an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Whether it says who does it.
    pub has_owner: bool,
    /// Its clock by the law, or C25 where the parties agreed another time in writing.
    pub clock: Option<Rule>,
}

/// Something that happens to an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// It is signed.
    Signed {
        /// The day.
        on: NaiveDate,
        /// How many signed.
        signatures: usize,
        /// What is promised.
        promises: Vec<Promise>,
    },
    /// The typed agreement is sent to everybody.
    TypedSent {
        /// The day.
        on: NaiveDate,
    },
    /// The parties agree something else.
    Amended {
        /// The day.
        on: NaiveDate,
        /// Whether in writing.
        is_in_writing: bool,
        /// What is promised now.
        promises: Vec<Promise>,
    },
    /// Nothing is agreed after all.
    Abandoned,
    /// A date is set right.
    Corrected(Correction),
}

impl Event {
    /// A clause that says it to people.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Signed { .. } => "the agreement is signed",
            Self::TypedSent { .. } => "the typed agreement is sent",
            Self::Amended { .. } => "the agreement is amended",
            Self::Abandoned => "nothing is agreed after all",
            Self::Corrected(_) => "a date is corrected",
        }
    }
}

/// What stands when an event comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether it ends a mediation, where the law sets a clock for each promise.
    pub is_mediation: bool,
    /// Whether the mediation was on health alone, so that the authority is told (regulation 42(4)).
    pub is_health_alone: bool,
    /// Whether agencies disagreed among themselves, so that no family is told anything.
    pub is_between_agencies: bool,
    /// The day of the meeting.
    pub meeting_on: NaiveDate,
    /// The day on which it was signed.
    pub signed_on: Option<NaiveDate>,
}

impl Facts {
    fn everybody(&self) -> Audience {
        if self.is_between_agencies {
            Audience::Agencies
        } else {
            Audience::Everybody
        }
    }
}

refusals! {
    /// Why an agreement does not move.
    Refusal {
        Unsigned "AGREEMENT_UNSIGNED" "An agreement is signed by those who agree, on the day (regulation 42(1)).";
        NothingPromised "NOTHING_PROMISED" "An agreement says what will be done (regulation 42(1)).";
        OwnerMissing(usize) "ACTION_WITHOUT_OWNER" "Every action of an agreement says who does it; number {0} does not (regulations 42 and 44).";
        ClockMissing(usize) "ACTION_WITHOUT_CLOCK" "Every action of a mediation agreement has a time: by its type, two weeks where it cannot be appealed, or another in writing; number {0} has none (regulations 42(3), 42(5) and 44).";
        WrongClock(Rule) "WRONG_CLOCK_FOR_AN_ACTION" "The clock {0} is not one of an agreed action (regulations 42 and 44).";
        NotInWriting "NOT_IN_WRITING" "Other times are agreed in writing (regulation 42(5)).";
    }
}

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    match event {
        Event::Signed { .. } | Event::Abandoned => &[State::Drafting],
        Event::TypedSent { .. } => &[State::SignedOnDay, State::AmendedInWriting],
        Event::Amended { .. } => &[
            State::SignedOnDay,
            State::TypedSent,
            State::AmendedInWriting,
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
        Event::Signed { signatures: 0, .. } => Err(Refusal::Unsigned),
        Event::Signed { on, promises, .. } => {
            past(Dated::Signature, *on, now)?;
            let meeting_on = Some(facts.meeting_on);
            follows((Dated::Signature, *on), (Dated::Meeting, meeting_on))?;
            complete(promises, facts)?;
            Ok(signed(*on, promises, facts))
        }
        Event::TypedSent { on } => {
            past(Dated::TypedCopy, *on, now)?;
            follows((Dated::TypedCopy, *on), (Dated::Signature, facts.signed_on))?;
            Ok(Change::with(
                State::TypedSent,
                [
                    owed(Document::TypedAgreement, facts.everybody()),
                    ends(Rule::TypedAgreement, *on),
                ],
            ))
        }
        Event::Amended {
            is_in_writing: false,
            ..
        } => Err(Refusal::NotInWriting),
        Event::Amended { on, promises, .. } => {
            past(Dated::Amendment, *on, now)?;
            follows((Dated::Amendment, *on), (Dated::Signature, facts.signed_on))?;
            complete(promises, facts)?;
            Ok(Change::with(
                State::AmendedInWriting,
                [owed(Document::AmendedAgreement, facts.everybody())],
            )
            .and(clocks(*on, promises)))
        }
        Event::Abandoned => Ok(Change::to(State::Abandoned)),
        Event::Corrected(correction) => Ok(Change::corrected(state, correction)),
    }
}

/// Whether each promise says who, and by when.
fn complete(promises: &[Promise], facts: &Facts) -> Result<(), Refusal> {
    if promises.is_empty() {
        return Err(Refusal::NothingPromised);
    }
    for (number, promise) in (1..).zip(promises) {
        if !promise.has_owner {
            return Err(Refusal::OwnerMissing(number));
        }
        match promise.clock {
            Some(clock) if !clock::OF_AN_ACTION.contains(&clock) => {
                return Err(Refusal::WrongClock(clock));
            }
            None if facts.is_mediation => return Err(Refusal::ClockMissing(number)),
            Some(_) | None => {}
        }
    }
    Ok(())
}

/// The clock of every promise, from the day of the agreement.
fn clocks(on: NaiveDate, promises: &[Promise]) -> impl IntoIterator<Item = Effect> {
    let clocks = promises.iter().filter_map(|promise| promise.clock);
    clocks.map(move |clock| starts(clock, on))
}

fn signed(on: NaiveDate, promises: &[Promise], facts: &Facts) -> Change<State> {
    let copies = [
        owed(Document::Agreement, facts.everybody()),
        starts(Rule::TypedAgreement, on),
        starts(Rule::FollowUp, on),
        task(Doer::Coordinator, Duty::CheckAgreement),
    ];
    let tells_la = [
        starts(Rule::HealthAgreementNotice, on),
        task(Doer::Icb, Duty::TellLaOfAgreement),
    ];
    Change::with(State::SignedOnDay, copies)
        .and(clocks(on, promises))
        .and(tells_la.into_iter().filter(|_| facts.is_health_alone))
}
