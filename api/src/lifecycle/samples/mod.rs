//! One of everything that can happen, with facts that let it through and facts that do not. The
//! diagrams are drawn from walking every state with every sample, and the tests walk the same.

pub(super) mod advice;
mod facilitation;
mod invitation;
pub(super) mod mediation;
mod meeting;
mod people;
mod referral;
mod resolution;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::change::{Change, Effect};
use super::closed::{Refused, State};
use super::dates::{Correction, Dated, Moment};

/// Every life-cycle, walked.
#[must_use]
pub fn walks() -> Vec<Walk> {
    vec![
        referral::walk(),
        advice::walk(),
        mediation::walk(),
        resolution::walk(),
        facilitation::walk(),
        meeting::walk(),
        invitation::walk(),
        people::consent(),
        people::authority(),
        people::agreement(),
        people::action(),
        people::appeal(),
    ]
}

/// A life-cycle, every state of which has met every sample.
#[derive(Clone, Debug)]
pub struct Walk {
    /// What it is the life-cycle of.
    pub title: &'static str,
    /// Where its order of steps comes from.
    pub order: &'static str,
    /// Its states; the first is where it begins.
    pub states: Vec<Known>,
    /// What came of every meeting of a state with a sample.
    pub tries: Vec<Try>,
}

/// A state, as words.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its name.
    pub name: &'static str,
    /// A clause that says it to people.
    pub words: &'static str,
    /// Whether nothing but a correction follows it.
    pub is_end: bool,
}

/// What came of a sample in a state.
#[derive(Clone, Debug)]
pub struct Try {
    /// The state.
    pub from: &'static str,
    /// The name of the sample.
    pub sample: &'static str,
    /// The event, as a clause.
    pub event: &'static str,
    /// What came of it.
    pub answer: Answer,
}

/// A step made or refused.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It was made.
    Made {
        /// The name of the state after it.
        to: String,
        /// What follows.
        effects: Vec<Effect>,
    },
    /// It was refused.
    Refused {
        /// For programs.
        code: &'static str,
        /// For people.
        sentence: String,
    },
}

/// An event with the facts it comes upon.
pub(super) struct Sample<E, F> {
    /// What is special about it.
    pub(super) name: &'static str,
    pub(super) event: E,
    pub(super) facts: F,
}

/// One sample.
pub(super) fn sample<E, F>(name: &'static str, event: E, facts: F) -> Sample<E, F> {
    Sample { name, event, facts }
}

/// The `step` of a machine.
pub(super) type Step<S, E, F, T, R> = fn(S, &E, &F, DateTime<Utc>) -> Result<Change<T>, R>;

/// What a walk needs of a machine.
pub(super) struct Machine<S, E, F, T, R> {
    pub(super) title: &'static str,
    pub(super) order: &'static str,
    pub(super) words: fn(&E) -> &'static str,
    pub(super) step: Step<S, E, F, T, R>,
    pub(super) name: fn(T) -> String,
}

/// Every state meets every sample.
pub(super) fn walk<S: State, E, F, T, R: Refused>(
    machine: &Machine<S, E, F, T, R>,
    samples: &[Sample<E, F>],
) -> Walk {
    let known = |state: &S| Known {
        name: state.name(),
        words: state.words(),
        is_end: state.is_end(),
    };
    let mut tries = Vec::new();
    for &state in S::ALL {
        for sample in samples {
            let answer = match (machine.step)(state, &sample.event, &sample.facts, now()) {
                Ok(change) => Answer::Made {
                    to: (machine.name)(change.to),
                    effects: change.effects,
                },
                Err(refused) => Answer::Refused {
                    code: refused.code(),
                    sentence: refused.to_string(),
                },
            };
            tries.push(Try {
                from: state.name(),
                sample: sample.name,
                event: (machine.words)(&sample.event),
                answer,
            });
        }
    }
    Walk {
        title: machine.title,
        order: machine.order,
        states: S::ALL.iter().map(known).collect(),
        tries,
    }
}

/// The name of a state of the machine itself.
pub(super) fn own<S: State>(state: S) -> String {
    state.name().to_owned()
}

/// The samples' present: noon on Monday 16 March 2026.
pub(super) fn now() -> DateTime<Utc> {
    at(on(3, 16), 12)
}

/// A day of 2026.
pub(super) fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("the samples name days that exist")
}

/// A full hour of a day, in universal time.
pub(super) fn at(day: NaiveDate, hour: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).expect("the samples name hours that exist");
    day.and_time(time).and_utc()
}

/// A date of the third of March that was written down as the second.
pub(super) fn correction(of: Dated) -> Correction {
    let dates = (Moment::On(on(3, 2)), Moment::On(on(3, 3)));
    Correction::new(of, dates, "a slip of the pen", now())
        .expect("a reason is given, and the date is past")
}
