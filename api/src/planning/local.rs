//! Instants and the planning grid: 07:00 to 23:00 in England, in quarters of an hour.
//!
//! Clocks change at 01:00, outside the grid, so every quarter of an hour on it exists exactly once.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::London;
use scheduler::grid::{FIRST_HOUR, GRAIN_MINUTES};

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
}
