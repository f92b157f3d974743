//! When the set is read again, decided from instants.

use chrono::{DateTime, TimeDelta, Utc};

/// From this age on nobody is answered by the keys of an earlier reading while a new one is under
/// way: with the five seconds a reading may take, a retired key is refused within a minute.
const OLDEST: TimeDelta = TimeDelta::seconds(55);

/// Why somebody would like the set to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// It was read some time ago.
    Age,
    /// A token names a key that is not in it.
    UnknownKey,
}

/// How often the set is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How old a reading may be.
    pub age: TimeDelta,
    /// How long after a reading for an unknown key there is another one.
    pub unknown: TimeDelta,
}

impl Pace {
    /// For a file: looking costs next to nothing.
    pub const FILE: Self = Self {
        age: TimeDelta::seconds(5),
        unknown: TimeDelta::seconds(1),
    };
    /// For an address: half the minute in which a retired key must be refused (T4), and one reading
    /// a minute for unknown keys, however many there are.
    pub const URL: Self = Self {
        age: TimeDelta::seconds(30),
        unknown: TimeDelta::seconds(60),
    };

    /// Whether the set is to be read now. A clock that was put back is a reason of its own.
    pub(super) fn is_due(self, readings: Readings, reason: Reason, now: DateTime<Utc>) -> bool {
        let (last, gap) = match reason {
            Reason::Age => (readings.last_at, self.age),
            Reason::UnknownKey => (readings.unknown_at, self.unknown),
        };
        last.is_none_or(|last| now < last || gap <= now - last)
    }
}

/// When the set was read, whether or not that went well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Readings {
    /// The last time.
    last_at: Option<DateTime<Utc>>,
    /// The last time for an unknown key.
    unknown_at: Option<DateTime<Utc>>,
}

impl Readings {
    /// These and one more.
    pub(super) fn and(self, reason: Reason, now: DateTime<Utc>) -> Self {
        Self {
            last_at: Some(now),
            unknown_at: match reason {
                Reason::Age => self.unknown_at,
                Reason::UnknownKey => Some(now),
            },
        }
    }

    /// Whether the keys of the last reading may still be used while they are read again.
    pub(super) fn are_fresh(self, now: DateTime<Utc>) -> bool {
        self.last_at
            .is_some_and(|last| last <= now && now - last < OLDEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    #[test]
    fn a_set_is_read_when_it_is_old_and_not_before() {
        let none = Readings::default();
        assert!(Pace::URL.is_due(none, Reason::Age, at(0)));
        let read = none.and(Reason::Age, at(0));
        for (second, is_due) in [
            (0, false),
            (29, false),
            (30, true),
            (3_600, true),
            (-1, true),
        ] {
            assert_eq!(
                Pace::URL.is_due(read, Reason::Age, at(second)),
                is_due,
                "{second}"
            );
        }
        for (second, is_due) in [(4, false), (5, true)] {
            assert_eq!(
                Pace::FILE.is_due(read, Reason::Age, at(second)),
                is_due,
                "{second}"
            );
        }
    }

    #[test]
    fn unknown_keys_have_a_minute_of_their_own() {
        let read = Readings::default().and(Reason::Age, at(0));
        assert!(Pace::URL.is_due(read, Reason::UnknownKey, at(1)));
        let again = read.and(Reason::UnknownKey, at(1)).and(Reason::Age, at(31));
        for (second, is_due) in [(32, false), (60, false), (61, true)] {
            let due = Pace::URL.is_due(again, Reason::UnknownKey, at(second));
            assert_eq!(due, is_due, "{second}");
        }
    }

    #[test]
    fn keys_serve_during_a_reading_for_less_than_a_minute() {
        assert!(!Readings::default().are_fresh(at(0)));
        let read = Readings::default().and(Reason::Age, at(0));
        for (second, are) in [(0, true), (54, true), (55, false), (-1, false)] {
            assert_eq!(read.are_fresh(at(second)), are, "{second}");
        }
    }
}
