//! How long what is kept is kept, and why: dated lines of data, periods that a controller may set, and the
//! page `docs/privacy.md` shows of them. Nothing here reads a row or a clock.

mod page;
mod settings;
mod table;

use chrono::{Datelike as _, Days, Months, NaiveDate};

pub use page::page;
pub use settings::Settings;
pub use table::{APPEAL_HOLD, Category, Counted, Fate, Rule, TABLE};

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// So many days.
    Days(u32),
    /// So many months of the calendar.
    Months(u32),
    /// So many years.
    Years(u32),
}

impl Period {
    /// The day on which it is over, when it begins on `day`. A day that no calendar has is never reached.
    #[must_use]
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        let over = match self {
            Self::Days(days) => day.checked_add_days(Days::new(u64::from(days))),
            Self::Months(months) => day.checked_add_months(Months::new(months)),
            Self::Years(years) => day.checked_add_months(Months::new(years.saturating_mul(12))),
        };
        over.unwrap_or(NaiveDate::MAX)
    }

    /// In words, as "90 days".
    #[must_use]
    pub fn words(self) -> String {
        let (number, unit) = match self {
            Self::Days(days) => (days, "day"),
            Self::Months(months) => (months, "month"),
            Self::Years(years) => (years, "year"),
        };
        let plural = if number == 1 { "" } else { "s" };
        format!("{number} {unit}{plural}")
    }
}

/// The line about a category that is in force on a day: the last that had begun by then.
#[must_use]
pub fn in_force(category: Category, today: NaiveDate) -> Option<&'static Rule> {
    let of = TABLE.iter().filter(|rule| rule.category == category);
    of.filter(|rule| rule.from_on <= today)
        .max_by_key(|rule| rule.from_on)
}

/// The day on which something becomes due whose event was on `event_on`, and from which on it goes.
#[must_use]
pub fn due_on(counted: Counted, period: Period, event_on: NaiveDate) -> NaiveDate {
    let from = match counted {
        Counted::DaySpokenOf
        | Counted::EndOfCase
        | Counted::Finished
        | Counted::Answered
        | Counted::Asked
        | Counted::Resolved
        | Counted::Raised => event_on,
        Counted::EndOfTaxYear => end_of_tax_year(event_on),
    };
    period.after(from)
}

/// The last day of the tax year that a day lies in: 5 April (Income Tax Act 2007, section 4(3)).
fn end_of_tax_year(day: NaiveDate) -> NaiveDate {
    let of = |year| NaiveDate::from_ymd_opt(year, 4, 5).unwrap_or(NaiveDate::MAX);
    let this = of(day.year());
    if day <= this {
        this
    } else {
        of(day.year() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_end_on_days_of_the_calendar() {
        for (period, from, over) in [
            (Period::Days(90), "2026-03-02", "2026-05-31"),
            (Period::Months(1), "2027-01-31", "2027-02-28"),
            (Period::Years(6), "2024-02-29", "2030-02-28"),
            (Period::Years(1), "2027-02-28", "2028-02-28"),
        ] {
            assert_eq!(period.after(on(from)), on(over), "{}", period.words());
        }
        assert_eq!(
            Period::Years(u32::MAX).after(on("2026-03-02")),
            NaiveDate::MAX
        );
    }

    #[test]
    fn a_tax_year_ends_on_the_fifth_of_april() {
        for (day, end) in [
            ("2026-04-05", "2026-04-05"),
            ("2026-04-06", "2027-04-05"),
            ("2026-12-31", "2027-04-05"),
            ("2027-01-01", "2027-04-05"),
        ] {
            assert_eq!(end_of_tax_year(on(day)), on(end), "{day}");
        }
        let six = due_on(Counted::EndOfTaxYear, Period::Years(6), on("2026-04-06"));
        assert_eq!(six, on("2033-04-05"));
    }

    #[test]
    fn every_category_has_a_line_and_every_line_a_reason() {
        for category in Category::ALL {
            let of: Vec<_> = TABLE
                .iter()
                .filter(|rule| rule.category == category)
                .collect();
            assert!(!of.is_empty(), "{}", category.key());
            for rule in of {
                assert!(!rule.reason.is_empty() && !rule.source.is_empty());
                assert!(on("2026-03-02") < due_on(rule.counted, rule.period, on("2026-03-02")));
            }
            assert!(in_force(category, on("2026-03-02")).is_some());
            assert!(in_force(category, on("2000-01-01")).is_none());
            assert_eq!(Category::of(category.key()), Some(category));
        }
        assert_eq!(Category::of("audit"), None);
    }
}
