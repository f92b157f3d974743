//! Counts one line of the law from one event, and says each step.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::calendar::Calendar;
use super::rules::{Roll, Text, Unit, Way};
use super::words::{day_off, length, written};

/// What came of counting.
pub(super) struct Reckoned {
    /// The last day.
    pub(super) on: NaiveDate,
    /// A sentence a step; the last begins with `on`.
    pub(super) trace: Vec<String>,
    /// The last day of which it mattered whether it is a working day.
    pub(super) looked_at: Option<NaiveDate>,
}

/// Counts `text` from `start`.
pub(super) fn reckon(text: &Text, start: NaiveDate, calendar: &Calendar) -> Reckoned {
    let end = counted(text, start, calendar);
    let mut trace = vec![counting(text, start, end)];
    let cleared = cleared(text, end, calendar, &mut trace);
    let on = rolled(text.roll, cleared, calendar, &mut trace);
    let looked_at = match (text.unit, text.roll) {
        (Unit::WorkingDays | Unit::ClearWorkingDays | Unit::TribunalDays, _)
        | (_, Roll::Earlier | Roll::Tribunal) => Some(on.max(end).max(start)),
        (
            Unit::CalendarDays | Unit::Weeks | Unit::CalendarMonths | Unit::DaysBefore { .. },
            Roll::None,
        ) => None,
    };
    Reckoned {
        on,
        trace,
        looked_at,
    }
}

/// The day the bare count ends.
fn counted(text: &Text, start: NaiveDate, calendar: &Calendar) -> NaiveDate {
    let count = text.length;
    match text.unit {
        Unit::CalendarDays => moved(text.way, start, u64::from(count)),
        Unit::Weeks => moved(text.way, start, u64::from(count) * 7),
        Unit::WorkingDays | Unit::ClearWorkingDays => match text.way {
            Way::After => calendar.add_working(start, count),
            Way::Including => calendar.add_working(start - Days::new(1), count),
            Way::Before => calendar.take_working(start, count),
        },
        Unit::TribunalDays => tribunal_days(start, count, calendar),
        Unit::CalendarMonths => match text.way {
            Way::After => start + Months::new(count),
            Way::Including => months_including(start, count),
            Way::Before => start - Months::new(count),
        },
        Unit::DaysBefore { month, day } => {
            let named = NaiveDate::from_ymd_opt(start.year(), month, day);
            named.unwrap_or(start) - Days::new(u64::from(count))
        }
    }
}

/// So many calendar days on or back.
fn moved(way: Way, start: NaiveDate, days: u64) -> NaiveDate {
    match way {
        Way::After => start + Days::new(days),
        Way::Including => start + Days::new(days.saturating_sub(1)),
        Way::Before => start - Days::new(days),
    }
}

/// The last day of a period of months that starts with `start`: the day before the corresponding
/// date, or the last day of a month that has none.
fn months_including(start: NaiveDate, count: u32) -> NaiveDate {
    let corresponding = start + Months::new(count);
    if corresponding.day() == start.day() {
        corresponding - Days::new(1)
    } else {
        corresponding
    }
}

/// The `count`th working day after `start` that is not in the Tribunal's vacations.
fn tribunal_days(start: NaiveDate, count: u32, calendar: &Calendar) -> NaiveDate {
    let mut day = start;
    for _ in 0..count {
        day = calendar.next_working(day);
        while is_vacation(day) {
            day = calendar.next_working(day);
        }
    }
    day
}

/// The sentence for the bare count.
fn counting(text: &Text, start: NaiveDate, end: NaiveDate) -> String {
    let end = match text.part {
        Some(part) => format!("{}, for {part}", written(end)),
        None => written(end),
    };
    let (start, clause, cited) = (written(start), text.event.clause(), text.cited);
    let plain = match text.unit {
        // Whether the days are clear is the next step.
        Unit::ClearWorkingDays => Unit::WorkingDays,
        unit @ (Unit::CalendarDays
        | Unit::WorkingDays
        | Unit::TribunalDays
        | Unit::Weeks
        | Unit::CalendarMonths
        | Unit::DaysBefore { .. }) => unit,
    };
    let length = length(&Text {
        unit: plain,
        ..*text
    });
    match (text.unit, text.way) {
        (Unit::DaysBefore { .. }, _) => {
            format!("{end}: {length} in the year in which {clause}, {start} ({cited})")
        }
        (_, Way::After) => format!("{end}: {length} from {start}, when {clause} ({cited})"),
        (_, Way::Including) => {
            format!("{end}: {length} starting with {start}, when {clause} ({cited})")
        }
        (_, Way::Before) => format!("{end}: {length} before {start}, when {clause} ({cited})"),
    }
}

/// The day that leaves all counted days clear; a step is added to the trace.
fn cleared(text: &Text, end: NaiveDate, calendar: &Calendar, trace: &mut Vec<String>) -> NaiveDate {
    let (on, what) = match (text.unit, text.way) {
        (Unit::ClearWorkingDays, Way::After | Way::Including) => {
            (calendar.next_working(end), "after")
        }
        (Unit::ClearWorkingDays, Way::Before) => (calendar.take_working(end, 1), "before"),
        (
            Unit::CalendarDays
            | Unit::WorkingDays
            | Unit::TribunalDays
            | Unit::Weeks
            | Unit::CalendarMonths
            | Unit::DaysBefore { .. },
            _,
        ) => return end,
    };
    trace.push(format!(
        "{}: the working day {what}, so that the days are clear: neither the day of the notice nor \
         that of the meeting counts",
        written(on)
    ));
    on
}

/// The day after any roll; a step is added to the trace.
fn rolled(roll: Roll, end: NaiveDate, calendar: &Calendar, trace: &mut Vec<String>) -> NaiveDate {
    let (on, why) = match roll {
        Roll::None => return end,
        Roll::Earlier if calendar.is_working(end) => return end,
        Roll::Earlier => {
            let why = format!(
                "the last working day in that time, since {} is {}",
                written(end),
                day_off(end)
            );
            (calendar.last_working(end), why)
        }
        Roll::Tribunal if is_vacation(end) => {
            let (on, eve) = after_vacation(end, calendar);
            let why = format!("the first working day after {eve} (Tribunal rule 12(3))");
            (on, why)
        }
        Roll::Tribunal if calendar.is_working(end) => return end,
        Roll::Tribunal => {
            let why = format!(
                "the next working day, since {} is {} (Tribunal rule 12(2))",
                written(end),
                day_off(end)
            );
            (calendar.first_working(end), why)
        }
    };
    trace.push(format!("{}: {why}", written(on)));
    on
}

/// The first working day after a vacation of the Tribunal, and the vacation's last day in words.
fn after_vacation(end: NaiveDate, calendar: &Calendar) -> (NaiveDate, &'static str) {
    let mut day = end;
    while is_vacation(day) {
        day = day + Days::new(1);
    }
    let eve = if end.month() == 8 {
        "31 August"
    } else {
        "1 January"
    };
    (calendar.first_working(day), eve)
}

/// A day in August, or from 25 December to 1 January (Tribunal rule 12(3)).
fn is_vacation(day: NaiveDate) -> bool {
    match (day.month(), day.day()) {
        (8, _) | (12, 25..) | (1, 1) => true,
        (_, _) => false,
    }
}
