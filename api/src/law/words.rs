//! Dates and lengths in words.

use chrono::{Datelike, NaiveDate, Weekday};

use super::rules::{Roll, Text, Unit, Way};

/// "12 March 2026".
#[must_use]
pub fn written(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// "two months", "five clear working days".
#[must_use]
pub fn length(text: &Text) -> String {
    let unit = match text.unit {
        Unit::CalendarDays => "calendar day",
        Unit::WorkingDays => "working day",
        Unit::ClearWorkingDays => "clear working day",
        Unit::TribunalDays => "working day of the Tribunal",
        Unit::Weeks => "week",
        Unit::CalendarMonths => "month",
        Unit::DaysBefore { month, day } => {
            let named = NaiveDate::from_ymd_opt(2000, month, day).map(|day| day.format("%-d %B"));
            return named.map_or_else(String::new, |named| format!("the day before {named}"));
        }
    };
    let count = number(text.length);
    match (text.length, unit.split_once(' ')) {
        (1, _) => format!("{count} {unit}"),
        (_, Some(("working", "day of the Tribunal"))) => {
            format!("{count} working days of the Tribunal")
        }
        (_, _) => format!("{count} {unit}s"),
    }
}

/// How a length goes with what it is counted from: "two months after `notice_sent`".
#[must_use]
pub fn rule(text: &Text) -> String {
    let name = text.event.name();
    let length = length(text);
    match (text.unit, text.way) {
        (Unit::DaysBefore { .. }, _) => format!("{length} in the year of {name}"),
        (_, Way::After) => format!("{length} after {name}"),
        (_, Way::Including) => format!("{length} starting with {name}"),
        (_, Way::Before) => format!("{length} before {name}"),
    }
}

/// What moves the end of a length, if anything does.
#[must_use]
pub fn roll(text: &Text) -> Option<&'static str> {
    match text.roll {
        Roll::None => None,
        Roll::Earlier => Some("or the last working day before, if that is none"),
        Roll::Tribunal => Some(
            "moved out of August and out of 25 December to 1 January, else to the next working day",
        ),
    }
}

/// "five"; in figures where nothing in the law is so long.
fn number(count: u32) -> String {
    const WORDS: [&str; 21] = [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let word = usize::try_from(count).ok().and_then(|ix| WORDS.get(ix));
    match (count, word) {
        (_, Some(word)) => (*word).to_owned(),
        (30, None) => "thirty".to_owned(),
        (_, None) => count.to_string(),
    }
}

/// Why a day is not a working day: "a Sunday", "a bank holiday".
#[must_use]
pub(super) fn day_off(day: NaiveDate) -> &'static str {
    match day.weekday() {
        Weekday::Sat => "a Saturday",
        Weekday::Sun => "a Sunday",
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => {
            "a bank holiday"
        }
    }
}
