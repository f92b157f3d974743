//! For which days a report is made.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};

use crate::app::{day_of, is_in_reach};

/// Years a report may span at most.
const MOST_YEARS: u32 = 5;

/// The days of a report, in England: an event just after midnight in London belongs to the new day,
/// whatever the day in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    from_on: NaiveDate,
    to_on: NaiveDate,
}

/// Why two days are no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoPeriod {
    /// The last day is before the first.
    Backwards,
    /// A day is before 2014 or after 2100.
    OutOfReach,
    /// It is longer than five years.
    TooLong,
}

impl Period {
    /// The days from the first to the last, both included.
    pub(super) fn new(from_on: NaiveDate, to_on: NaiveDate) -> Result<Self, NoPeriod> {
        if !is_in_reach(from_on) || !is_in_reach(to_on) {
            return Err(NoPeriod::OutOfReach);
        }
        if to_on < from_on {
            return Err(NoPeriod::Backwards);
        }
        if from_on + Months::new(12 * MOST_YEARS) <= to_on {
            return Err(NoPeriod::TooLong);
        }
        Ok(Self { from_on, to_on })
    }

    /// The first day.
    #[must_use]
    pub fn from_on(self) -> NaiveDate {
        self.from_on
    }

    /// The last day.
    #[must_use]
    pub fn to_on(self) -> NaiveDate {
        self.to_on
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn has(self, day: NaiveDate) -> bool {
        (self.from_on..=self.to_on).contains(&day)
    }

    /// Whether the day of an instant in England lies in it.
    #[must_use]
    pub fn has_at(self, at: DateTime<Utc>) -> bool {
        self.has(day_of(at))
    }

    /// Whether it is one quarter of a calendar year: from 1 January, April, July or October. Quarters
    /// share no day, so that no two of them can be subtracted from one another.
    #[must_use]
    pub fn is_a_quarter(self) -> bool {
        let begins = self.from_on.day() == 1 && self.from_on.month0().is_multiple_of(3);
        begins && self.from_on + Months::new(3) == self.to_on + Days::new(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn period(from: &str, to: &str) -> Result<Period, NoPeriod> {
        Period::new(day(from), day(to))
    }

    #[test]
    fn a_period_ends_at_midnight_in_england() {
        let summer = period("2026-04-01", "2026-06-30").unwrap();
        let winter = period("2026-01-01", "2026-03-31").unwrap();
        for (at, in_summer, in_winter) in [
            ("2026-03-31T22:59:59Z", false, true),
            ("2026-03-31T23:00:00Z", true, false),
            ("2026-06-30T22:59:59Z", true, false),
            ("2026-06-30T23:00:00Z", false, false),
            ("2025-12-31T23:59:59Z", false, false),
            ("2026-01-01T00:00:00Z", false, true),
        ] {
            let at: DateTime<Utc> = at.parse().unwrap();
            assert_eq!(
                (summer.has_at(at), winter.has_at(at)),
                (in_summer, in_winter),
                "{at}"
            );
        }
    }

    #[test]
    fn only_whole_quarters_are_quarters() {
        for (from, to, is_one) in [
            ("2026-01-01", "2026-03-31", true),
            ("2026-10-01", "2026-12-31", true),
            ("2026-02-01", "2026-04-30", false),
            ("2026-01-01", "2026-03-30", false),
            ("2026-01-01", "2026-12-31", false),
            ("2026-01-02", "2026-03-31", false),
        ] {
            let period = period(from, to).unwrap();
            assert_eq!(period.is_a_quarter(), is_one, "{from} to {to}");
        }
    }

    #[test]
    fn days_that_are_no_period_are_refused() {
        for (from, to, no) in [
            ("2026-03-31", "2026-03-30", Some(NoPeriod::Backwards)),
            ("2026-03-31", "2026-03-31", None),
            ("2013-12-31", "2014-03-30", Some(NoPeriod::OutOfReach)),
            ("2100-12-01", "2101-01-01", Some(NoPeriod::OutOfReach)),
            ("2020-01-01", "2025-01-01", Some(NoPeriod::TooLong)),
            ("2020-01-01", "2024-12-31", None),
        ] {
            assert_eq!(period(from, to).err(), no, "{from} to {to}");
        }
    }
}
