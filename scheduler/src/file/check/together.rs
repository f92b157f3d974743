//! Meetings together.

use std::collections::BTreeMap;

use super::{Judge, Taken, journey};
use crate::file::{broken::Broken, format::at, term::Term};

impl Judge<'_> {
    /// Limits and clashes of each person.
    pub(super) fn people_together(&mut self) {
        let mut weeks = BTreeMap::<_, usize>::new();
        let mut broken = Vec::new();
        for (&(number, day), taken) in &self.people {
            let person = at(&self.instance.people, number).expect("it was found before");
            let week = at(&self.instance.calendar.week, day).expect("it was found before");
            *weeks.entry((number, *week)).or_default() += taken.len();
            if is_more(taken.len(), person.max_day) {
                broken.push(Broken::PersonDay {
                    person: number,
                    day,
                    meetings: taken.len(),
                });
            }
            for (one, other) in pairs(taken) {
                if other.from < one.to + self.gap(one.venue, other.venue) {
                    broken.push(Broken::PersonClash {
                        person: number,
                        day,
                        cases: both(one, other),
                    });
                }
            }
        }
        for ((number, week), meetings) in weeks {
            let person = at(&self.instance.people, number).expect("it was found before");
            if is_more(meetings, person.max_week) {
                broken.push(Broken::PersonWeek {
                    person: number,
                    week,
                    meetings,
                });
            }
        }
        self.result.broken.extend(broken);
    }

    /// Grains from one place to another.
    fn gap(&self, one: Option<i64>, other: Option<i64>) -> i64 {
        let point = |venue| {
            let venue = at(&self.instance.venues, venue).expect("each room has a venue");
            (venue.x, venue.y)
        };
        match (one, other) {
            (None, None) => 0,
            (Some(_), None) | (None, Some(_)) => self.instance.gap_online,
            (Some(one), Some(other)) => {
                let minutes = journey(point(one), point(other));
                let grain = self.instance.calendar.grain_minutes;
                (minutes + grain - 1) / grain
            }
        }
    }

    pub(super) fn rooms_together(&mut self) {
        for (&(room, day), taken) in &self.rooms {
            for (one, other) in pairs(taken) {
                if other.from < one.to {
                    self.result.broken.push(Broken::RoomClash {
                        room,
                        day,
                        cases: both(one, other),
                    });
                }
            }
        }
    }

    /// Meetings beyond each mediator's fair share.
    pub(super) fn balance(&mut self) {
        let weights = &self.instance.weights;
        let mut sum = 0;
        for (&number, &meetings) in &self.mediated {
            let person = at(&self.instance.people, number).expect("it was found before");
            let beyond = (meetings - person.fair_share.unwrap_or(meetings)).max(0);
            let few = beyond.min(weights.balance1_cap);
            sum += weights.balance1 * few + weights.balance2 * (beyond - few);
        }
        self.pay(Term::Balance, sum);
    }
}

fn is_more(meetings: usize, most: i64) -> bool {
    i64::try_from(meetings).is_ok_and(|meetings| most < meetings)
}

/// The cases of two meetings, the smaller number first.
fn both(one: Taken, other: Taken) -> (usize, usize) {
    (one.case.min(other.case), one.case.max(other.case))
}

/// Every two, the one that begins first before the other.
fn pairs(taken: &[Taken]) -> Vec<(Taken, Taken)> {
    let mut sorted = taken.to_vec();
    sorted.sort_by_key(|taken| (taken.from, taken.to, taken.case));
    let mut pairs = Vec::new();
    for (position, &one) in sorted.iter().enumerate() {
        pairs.extend(sorted[position + 1..].iter().map(|&other| (one, other)));
    }
    pairs
}
