//! Working days in England, and how to count them.
//!
//! A working day is any day but a Saturday, a Sunday or a bank holiday of England and Wales (which
//! include Christmas Day and Good Friday). The SEND Regulations 2014 do not define the term.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The bank holidays that the project carries: see `docs/data.md`.
const BANK_HOLIDAYS: &str = include_str!("../../data/bank_holidays.csv");

/// Knows the bank holidays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    holidays: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// A calendar with these bank holidays.
    pub fn new(holidays: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self {
            holidays: holidays.into_iter().collect(),
        }
    }

    /// The bank holidays of England and Wales as the project carries them, with their names.
    pub fn england() -> impl Iterator<Item = (NaiveDate, &'static str)> {
        BANK_HOLIDAYS.lines().skip(1).filter_map(|line| {
            let (day, name) = line.split_once(',')?;
            Some((day.parse().ok()?, name.trim_matches('"')))
        })
    }

    /// Neither a weekend nor a bank holiday.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.holidays.contains(&day)
    }

    /// The first working day after `day`.
    #[must_use]
    pub fn next_working(&self, day: NaiveDate) -> NaiveDate {
        self.first_working(tomorrow(day))
    }

    /// `day` when it is a working day, else the first working day after it.
    #[must_use]
    pub fn first_working(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        while !self.is_working(day) {
            day = tomorrow(day);
        }
        day
    }

    /// `day` when it is a working day, else the last working day before it.
    #[must_use]
    pub fn last_working(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        while !self.is_working(day) {
            day = day - Days::new(1);
        }
        day
    }

    /// The `count`th working day after `day`; `day` itself when `count` is 0.
    #[must_use]
    pub fn add_working(&self, day: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(day, |day, _| self.next_working(day))
    }

    /// Working days after `from`, up to and including `to`; 0 when `to` is not later.
    #[must_use]
    pub fn working_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        let mut day = from;
        let mut count = 0;
        while day < to {
            day = tomorrow(day);
            count += u32::from(self.is_working(day));
        }
        count
    }
}

/// The day after.
fn tomorrow(day: NaiveDate) -> NaiveDate {
    day + Days::new(1)
}
