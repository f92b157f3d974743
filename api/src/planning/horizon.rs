//! The days that are planned for, and where instants lie on their grid.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use scheduler::DayIx;
use scheduler::grid::{GRAIN_MINUTES, GRAINS, span};

use super::local::instant;

/// Consecutive days, with the instant at which each day's grid begins.
pub struct Horizon {
    days: Vec<NaiveDate>,
    dawns: Vec<DateTime<Utc>>,
}

/// Quarters of an hour `from..to` of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The day.
    pub day: DayIx,
    /// First quarter of an hour.
    pub from: u8,
    /// First quarter of an hour after it.
    pub to: u8,
}

impl Horizon {
    /// So many days, the first one included.
    #[must_use]
    pub fn new(first: NaiveDate, count: u64) -> Self {
        let days: Vec<NaiveDate> = (0..count).map(|ahead| first + Days::new(ahead)).collect();
        let dawns = days.iter().map(|&day| instant(day, 0)).collect();
        Self { days, dawns }
    }

    /// The days, in order.
    #[must_use]
    pub fn days(&self) -> &[NaiveDate] {
        &self.days
    }

    /// The position of a day, cut to the days in sight.
    #[must_use]
    pub fn nearest(&self, day: NaiveDate) -> DayIx {
        let ahead = (day - self.days[0]).num_days().max(0);
        DayIx(usize::try_from(ahead).unwrap_or(0).min(self.days.len() - 1))
    }

    /// The quarters of an hour that a time touches, a stretch a day; those off the grid are left out.
    ///
    /// Clocks change at 01:00, so that the hours of one day's grid are evenly long.
    pub fn touched(
        &self,
        starts_at: DateTime<Utc>,
        ends_at: DateTime<Utc>,
    ) -> impl Iterator<Item = Stretch> {
        let day_long = Duration::minutes(i64::from(GRAINS) * i64::from(GRAIN_MINUTES));
        let first = self
            .dawns
            .partition_point(|&dawn| dawn + day_long <= starts_at);
        let dawns = self.dawns.iter().enumerate().skip(first);
        dawns
            .take_while(move |(_, dawn)| **dawn < ends_at)
            .map(move |(day, &dawn)| Stretch {
                day: DayIx(day),
                from: grains_down((starts_at - dawn).num_seconds()),
                to: grains_down((ends_at - dawn).num_seconds() + i64::from(GRAIN_MINUTES) * 60 - 1),
            })
    }

    /// A word a day, with the quarters of an hour that these times touch.
    pub fn words(&self, times: impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)>) -> Vec<u64> {
        let mut words = vec![0; self.days.len()];
        for (starts_at, ends_at) in times {
            for stretch in self.touched(starts_at, ends_at) {
                words[stretch.day.0] |= span(stretch.from, stretch.to);
            }
        }
        words
    }
}

/// Whole quarters of an hour in so many seconds, cut to the grid.
fn grains_down(seconds: i64) -> u8 {
    let grains = seconds.div_euclid(i64::from(GRAIN_MINUTES) * 60);
    u8::try_from(grains.clamp(0, i64::from(GRAINS))).unwrap_or(GRAINS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_takes_every_quarter_it_touches() {
        let horizon = Horizon::new("2026-01-15".parse().unwrap(), 3);
        let lines = [
            ("2026-01-15T09:00:00Z", "2026-01-15T10:00:00Z"),
            ("2026-01-15T09:07:00Z", "2026-01-15T09:16:00Z"),
            ("2026-01-15T09:00:00Z", "2026-01-15T09:15:01Z"),
            ("2026-01-14T12:00:00Z", "2026-01-16T12:00:00Z"),
            ("2026-01-15T05:00:00Z", "2026-01-15T06:59:00Z"),
            ("2026-01-15T23:00:00Z", "2026-01-16T07:00:00Z"),
            ("2026-01-17T22:00:00Z", "2026-01-30T22:00:00Z"),
        ]
        .map(|(from, to)| {
            let touched = horizon.touched(from.parse().unwrap(), to.parse().unwrap());
            let said: Vec<String> = touched
                .map(|stretch| format!("day {} {}..{}", stretch.day.0, stretch.from, stretch.to))
                .collect();
            format!("{from} {to}: {}", said.join(", "))
        });
        insta::assert_snapshot!(lines.join("\n"), @r"
        2026-01-15T09:00:00Z 2026-01-15T10:00:00Z: day 0 8..12
        2026-01-15T09:07:00Z 2026-01-15T09:16:00Z: day 0 8..10
        2026-01-15T09:00:00Z 2026-01-15T09:15:01Z: day 0 8..10
        2026-01-14T12:00:00Z 2026-01-16T12:00:00Z: day 0 0..64, day 1 0..20
        2026-01-15T05:00:00Z 2026-01-15T06:59:00Z: 
        2026-01-15T23:00:00Z 2026-01-16T07:00:00Z: 
        2026-01-17T22:00:00Z 2026-01-30T22:00:00Z: day 2 60..64
        ");
    }

    #[test]
    fn summer_time_moves_no_quarter() {
        let horizon = Horizon::new("2026-03-28".parse().unwrap(), 3);
        let touched = |text: &str| {
            let from: DateTime<Utc> = text.parse().unwrap();
            horizon
                .touched(from, from + Duration::minutes(15))
                .next()
                .unwrap()
        };
        assert_eq!(
            touched("2026-03-28T09:00:00Z"),
            Stretch {
                day: DayIx(0),
                from: 8,
                to: 9
            }
        );
        assert_eq!(
            touched("2026-03-29T08:00:00Z"),
            Stretch {
                day: DayIx(1),
                from: 8,
                to: 9
            }
        );
    }
}
