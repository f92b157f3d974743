//! What time it is: the only place that asks.
//!
//! An operation reads the clock once and passes `now` down, so a rule is a function of values and a
//! test or the demonstration can stand at any instant it likes.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The current instant, in whole microseconds.
    ///
    /// `PostgreSQL` keeps microseconds and `SQLite` whatever text it is given; an instant that is
    /// already whole microseconds reads back equal from both.
    fn now(&self) -> DateTime<Utc>;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the one place that asks the time"
        )]
        whole_microseconds(Utc::now())
    }
}

/// A clock that moves only when told to, for tests and the demonstration.
#[derive(Debug)]
pub struct ManualClock {
    now: Mutex<DateTime<Utc>>,
}

impl ManualClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            now: Mutex::new(whole_microseconds(now)),
        }
    }

    /// Moves the clock to `now`, forwards or backwards.
    pub fn set(&self, now: DateTime<Utc>) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = whole_microseconds(now);
    }

    /// Moves the clock on by `step`.
    pub fn advance(&self, step: TimeDelta) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now = whole_microseconds(*now + step);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        // A thread that panicked while holding the lock cannot have left half an instant behind.
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Drops what is finer than a microsecond.
fn whole_microseconds(instant: DateTime<Utc>) -> DateTime<Utc> {
    instant.trunc_subsecs(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let clock = ManualClock::new(start);
        assert_eq!(clock.now(), start);

        clock.advance(TimeDelta::minutes(90));
        assert_eq!(clock.now(), start + TimeDelta::minutes(90));

        clock.set(start);
        assert_eq!(clock.now(), start);
    }

    #[test]
    fn no_clock_tells_more_than_microseconds() {
        let fine = DateTime::from_timestamp(1_800_000_000, 123_456_789).unwrap();
        assert_eq!(
            ManualClock::new(fine).now().timestamp_subsec_nanos(),
            123_456_000
        );
        assert_eq!(SystemClock.now().timestamp_subsec_nanos() % 1_000, 0);
    }
}
