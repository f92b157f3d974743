//! [`App`]: everything an operation may reach for, and the outside world behind it.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use chrono_tz::Europe::London;
use sea_orm::DatabaseConnection;

use crate::clock::Clock;
use crate::ids::Ids;
use crate::law::Calendar;
use crate::planning::Known;
use crate::retention::Settings;
use crate::runs::Runs;
use crate::vault::Vault;

/// What operations share. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: DatabaseConnection,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn Ids>,
    /// Knows the working days, as the database held them when the process started.
    pub calendar: Arc<Calendar>,
    /// How long a tentative meeting is held before it lapses.
    pub hold_life: Duration,
    /// The planning runs this process works on.
    pub runs: Arc<Runs>,
    /// What seals and opens confidential texts.
    pub vault: Arc<Vault>,
    /// How long the controller wants what is kept to be kept.
    pub retention: Arc<Settings>,
    /// What planning has read of the directory, kept until that changes.
    pub known: Arc<Known>,
}

impl App {
    /// The current instant.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The current day in England.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        day_of(self.now())
    }
}

/// Whether a day is one that Concord works with: a date far from today, or one that no database can
/// hold, is refused wherever it comes in.
#[must_use]
pub fn is_in_reach(day: NaiveDate) -> bool {
    (2014..=2100).contains(&day.year())
}

/// Why a date is refused that is not [`is_in_reach`].
pub const OUT_OF_REACH: &str = "Concord works with dates from 2014, when these rules began, to 2100 (SEND \
                                Regulations 2014).";

/// The day in England that an instant lies in. An instant at either end of all that can be written lies
/// a day nearer, because its hour in England may have no name.
#[must_use]
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    let day = Duration::days(1);
    let (first, last) = (
        DateTime::<Utc>::MIN_UTC + day,
        DateTime::<Utc>::MAX_UTC - day,
    );
    let instant = instant.clamp(first, last);
    instant.with_timezone(&London).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_instant_lies_in_a_day() {
        for (instant, day) in [
            ("2026-03-02T23:30:00Z", "2026-03-02"),
            // Summer time.
            ("2026-06-30T23:30:00Z", "2026-07-01"),
        ] {
            let instant: DateTime<Utc> = instant.parse().unwrap();
            assert_eq!(day_of(instant).to_string(), day);
            assert!(is_in_reach(day_of(instant)));
        }
        for far in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
            assert!(!is_in_reach(day_of(far)), "{far}");
            assert!(
                day_of(far)
                    .signed_duration_since(far.date_naive())
                    .num_days()
                    .abs()
                    <= 1
            );
        }
    }
}
