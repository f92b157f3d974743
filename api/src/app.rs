//! [`App`]: everything an operation may reach for, and the outside world behind it.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use chrono_tz::Europe::London;
use sea_orm::DatabaseConnection;

use crate::clock::Clock;
use crate::ids::Ids;
use crate::law::Calendar;
use crate::planning::Known;
use crate::runs::Runs;

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

/// The day in England that an instant lies in.
#[must_use]
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&London).date_naive()
}
