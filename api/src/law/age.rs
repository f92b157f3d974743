//! The end of compulsory school age, from which a young person, and no longer the parent, is the
//! party.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The last day of compulsory school age of somebody born on `born_on`: the last Friday in June of
/// the school year, from 1 September to 31 August, in which the person turns 16.
///
/// Education Act 1996, section 8, and the Education (School Leaving Date) Order 1997. `None` when the
/// day lies beyond all calendars.
#[must_use]
pub fn school_age_ends_on(born_on: NaiveDate) -> Option<NaiveDate> {
    let year = born_on.year().checked_add(16)?;
    let year = if 9 <= born_on.month() {
        year.checked_add(1)?
    } else {
        year
    };
    last_friday_of_june(year)
}

fn last_friday_of_june(year: i32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, 6, 30)?;
    let since = last.weekday().days_since(Weekday::Fri);
    last.checked_sub_days(Days::new(u64::from(since)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn it_ends_on_the_last_friday_of_june() {
        for (born, ends) in [
            ("2010-09-01", "2027-06-25"), // T15: turns 16 on the first day of the school year 2026/27
            ("2011-01-15", "2027-06-25"),
            ("2011-06-25", "2027-06-25"), // on the leaving date itself
            ("2011-08-31", "2027-06-25"), // the youngest of the year, still 15 on the leaving date
            ("2011-09-01", "2028-06-30"), // the oldest of the next; the 30th is a Friday
            ("2010-08-31", "2026-06-26"),
            ("2012-02-29", "2028-06-30"),
        ] {
            assert_eq!(school_age_ends_on(day(born)), Some(day(ends)), "{born}");
        }
    }

    #[test]
    fn a_day_at_the_end_of_all_calendars_is_no_trouble() {
        assert_eq!(school_age_ends_on(NaiveDate::MAX), None);
    }
}
