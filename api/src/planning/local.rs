//! Instants and the planning grid: 07:00 to 23:00 in England, in quarters of an hour.
//!
//! Clocks change at 01:00, outside the grid, so every quarter of an hour on it exists exactly once.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Timelike, Utc};
use chrono_tz::Europe::London;
use scheduler::grid::{FIRST_HOUR, GRAIN_MINUTES, GRAINS};

/// A stretch of one day's grid: quarters of an hour `from..to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The day in England.
    pub day: NaiveDate,
    /// First quarter of an hour.
    pub from: u8,
    /// First quarter of an hour after it.
    pub to: u8,
}

/// The instant at which a quarter of an hour begins.
#[must_use]
pub fn instant(day: NaiveDate, grain: u8) -> DateTime<Utc> {
    let minutes = u32::from(FIRST_HOUR) * 60 + u32::from(grain) * u32::from(GRAIN_MINUTES);
    let time = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)
        .expect("the grid ends at 23:00, before midnight");
    London
        .from_local_datetime(&day.and_time(time))
        .single()
        .expect("clocks change at 01:00, outside the grid")
        .with_timezone(&Utc)
}

/// The quarters of an hour that a busy time touches on one day, cut to the grid; `None` when it
/// touches none.
#[must_use]
pub fn touched(day: NaiveDate, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Option<Span> {
    let from = starts_at.max(instant(day, 0));
    let to = ends_at.min(instant(day, GRAINS));
    if to <= from {
        return None;
    }
    let minutes = |at: DateTime<Utc>| (at - instant(day, 0)).num_minutes();
    let grain = i64::from(GRAIN_MINUTES);
    let last = minutes(to) + i64::from(to.second() > 0);
    Some(Span {
        day,
        from: u8::try_from(minutes(from) / grain).ok()?,
        to: u8::try_from((last + grain - 1) / grain).ok()?.min(GRAINS),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_grid_follows_the_clock_on_the_wall() {
        for (day, grain, expected) in [
            ("2026-01-15", 0, "2026-01-15T07:00:00Z"),
            ("2026-07-15", 0, "2026-07-15T06:00:00Z"),
            ("2026-03-29", 8, "2026-03-29T08:00:00Z"),
            ("2026-10-25", 8, "2026-10-25T09:00:00Z"),
            ("2026-10-25", 64, "2026-10-25T23:00:00Z"),
        ] {
            assert_eq!(
                instant(day.parse().unwrap(), grain),
                at(expected),
                "{day} {grain}"
            );
        }
    }

    #[test]
    fn a_busy_time_takes_every_quarter_it_touches() {
        let day = "2026-01-15".parse().unwrap();
        for (from, to, expected) in [
            (
                "2026-01-15T09:00:00Z",
                "2026-01-15T10:00:00Z",
                Some((8, 12)),
            ),
            (
                "2026-01-15T09:07:00Z",
                "2026-01-15T09:16:00Z",
                Some((8, 10)),
            ),
            (
                "2026-01-15T09:00:00Z",
                "2026-01-15T09:15:01Z",
                Some((8, 10)),
            ),
            (
                "2026-01-14T12:00:00Z",
                "2026-01-16T12:00:00Z",
                Some((0, 64)),
            ),
            ("2026-01-15T05:00:00Z", "2026-01-15T06:59:00Z", None),
        ] {
            let span = touched(day, at(from), at(to)).map(|span| (span.from, span.to));
            assert_eq!(span, expected, "{from} {to}");
        }
    }
}
