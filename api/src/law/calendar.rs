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
    known_until: Option<NaiveDate>,
}

/// Bank holidays that England and Wales have in every year; one proclaimed for an occasion comes on
/// top.
const EVERY_YEAR: usize = 8;

impl Calendar {
    /// A calendar with these bank holidays.
    pub fn new(holidays: impl IntoIterator<Item = NaiveDate>) -> Self {
        let holidays: BTreeSet<NaiveDate> = holidays.into_iter().collect();
        Self {
            known_until: known_until(&holidays),
            holidays,
        }
    }

    /// The last day of the last year whose bank holidays are all known; `None` when those of no year
    /// are. A day after it may be counted as a working day and turn out to be a holiday.
    #[must_use]
    pub fn known_until(&self) -> Option<NaiveDate> {
        self.known_until
    }

    /// The bank holidays of England and Wales as the project carries them, with their names.
    pub fn england() -> impl Iterator<Item = (NaiveDate, &'static str)> {
        BANK_HOLIDAYS.lines().skip(1).filter_map(|line| {
            let (day, name) = line.split_once(',')?;
            Some((day.parse().ok()?, name.trim_matches('"')))
        })
    }

    /// A calendar with the bank holidays that the project carries.
    #[must_use]
    pub fn carried() -> Self {
        Self::new(Self::england().map(|(day, _)| day))
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
            day = yesterday(day);
        }
        day
    }

    /// The `count`th working day after `day`; `day` itself when `count` is 0.
    #[must_use]
    pub fn add_working(&self, day: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(day, |day, _| self.next_working(day))
    }

    /// The `count`th working day before `day`; `day` itself when `count` is 0.
    #[must_use]
    pub fn take_working(&self, day: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(day, |day, _| self.last_working(yesterday(day)))
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

/// The day before.
fn yesterday(day: NaiveDate) -> NaiveDate {
    day - Days::new(1)
}

/// The end of the last year that has its eight holidays.
fn known_until(holidays: &BTreeSet<NaiveDate>) -> Option<NaiveDate> {
    let is_whole = |year: i32| {
        let of_year = holidays.iter().filter(|day| day.year() == year);
        EVERY_YEAR <= of_year.count()
    };
    let years: BTreeSet<i32> = holidays.iter().map(Datelike::year).collect();
    let last = years.into_iter().rev().find(|&year| is_whole(year))?;
    NaiveDate::from_ymd_opt(last, 12, 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_holidays_of_the_years_to_plan_are_there() {
        // From the statutory rules, not from the file: Easter by the Church's computation, Mondays,
        // and substitutes for days that fall on a weekend.
        let expected = [
            "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28",
            "2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28",
            "2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26",
        ];
        for (year, days) in (2026..).zip(expected) {
            let found: Vec<String> = Calendar::england()
                .filter(|(day, _)| day.year() == year)
                .map(|(day, _)| day.to_string())
                .collect();
            assert_eq!(found.join(" "), days);
        }
    }

    #[test]
    fn every_year_that_is_carried_is_whole() {
        assert_eq!(Calendar::carried().known_until(), Some(day("2028-12-31")));
        for year in 2012..=2028 {
            let of_year = Calendar::england().filter(|(day, _)| day.year() == year);
            assert!(EVERY_YEAR <= of_year.count(), "{year}");
        }
    }

    #[test]
    fn a_single_day_of_a_later_year_does_not_make_that_year_known() {
        let days = Calendar::england().map(|(day, _)| day);
        let more = Calendar::new(days.chain([day("2029-06-05")]));
        assert_eq!(more.known_until(), Some(day("2028-12-31")));
        assert_eq!(Calendar::new([day("2029-06-05")]).known_until(), None);
    }

    #[test]
    fn working_days_are_counted_back_as_they_are_counted_on() {
        let calendar = Calendar::carried();
        for (from, count, expected) in [
            ("2027-01-04", 1, "2026-12-31"),
            ("2027-01-04", 5, "2026-12-23"),
            ("2026-04-07", 1, "2026-04-02"), // over Easter
            ("2026-04-05", 1, "2026-04-02"), // from a Sunday
            ("2026-04-05", 0, "2026-04-05"),
        ] {
            assert_eq!(
                calendar.take_working(day(from), count),
                day(expected),
                "{from} {count}"
            );
        }
    }
}
