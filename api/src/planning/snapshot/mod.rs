//! How the planner sees one case: rows in, a [`Problem`] out, and the lists that lead back.
//!
//! | module    | question it answers                                    |
//! |-----------|---------------------------------------------------------|
//! | `people`  | who could come, and when                                |
//! | `rooms`   | where they could meet                                   |
//! | `request` | what the meeting asks for                               |
//! | `bits`    | which bit stands for which domain, feature or case type |

mod bits;
mod people;
mod request;
mod rooms;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use entities::{Mode, OrganisationId, ParticipantId, PersonId, RoomId, VenueId};
use scheduler::grid::{GRAIN_MINUTES, GRAINS, Week};
use scheduler::{
    Day, DayIx, OrganisationIx, PersonIx, Point, Policy, Problem, Slot, Venue, VenueIx,
};

use super::horizon::Horizon;
use super::local::instant;
use super::read::{HORIZON_DAYS, Rows};
use crate::app::day_of;
use crate::geography;
use crate::law::Calendar;

pub use bits::{domains, features};
pub use request::{clock_started, notice, speaks_for};

/// Quarters of an hour, setting up aside, over which a signed meeting needs two signers (H13).
pub(crate) const SIGN_PAIR_OVER_QUARTERS: u8 = 8;

/// The service's own limits on a meeting (`docs/scheduling.md` says where they come from).
const POLICY: Policy = Policy {
    min_people: 3,
    max_people: 10,
    online_gap: 2,
    sign_pair_over: SIGN_PAIR_OVER_QUARTERS,
};

/// What whoever asks for dates wishes, within what the case allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Only in person, or only by video; `None` for whatever the case allows.
    pub mode: Option<Mode>,
    /// Only in the rooms of this venue.
    pub venue: Option<VenueId>,
}

/// A problem, and the lists that lead from its positions back to rows.
pub struct Snapshot {
    /// What the planner gets.
    pub problem: Problem,
    /// `DayIx` to day.
    pub days: Vec<NaiveDate>,
    /// `PersonIx` to person.
    pub people: Vec<PersonId>,
    /// `VenueIx` to venue.
    pub venues: Vec<VenueId>,
    /// `RoomIx` to room.
    pub rooms: Vec<RoomId>,
    /// `SeatIx` to seat.
    pub seats: Vec<ParticipantId>,
}

impl Snapshot {
    /// The instant a slot begins.
    #[must_use]
    pub fn instant(&self, slot: Slot) -> DateTime<Utc> {
        instant(self.days[slot.day.0], slot.start)
    }

    /// The slot that begins at an instant; `None` when it is off the grid or out of sight.
    #[must_use]
    pub fn slot(&self, starts_at: DateTime<Utc>) -> Option<Slot> {
        let day = self.days.iter().position(|&day| day == day_of(starts_at))?;
        let start = (0..GRAINS).find(|&grain| instant(self.days[day], grain) == starts_at)?;
        Some(Slot {
            day: DayIx(day),
            start,
        })
    }
}

/// Translates.
#[must_use]
pub fn build(rows: &Rows, calendar: &Calendar, wish: Wish) -> Snapshot {
    let horizon = Horizon::new(rows.today, HORIZON_DAYS);
    let world = World::new(rows, &horizon, wish);
    let problem = Problem {
        days: horizon
            .days()
            .iter()
            .map(|&day| world.day(day, calendar))
            .collect(),
        venues: rows
            .venues
            .iter()
            .map(|row| Venue {
                at: centre(&row.outcode),
            })
            .collect(),
        rooms: world.rooms(),
        people: world.people(),
        request: world.request(calendar),
        policy: POLICY,
    };
    Snapshot {
        problem,
        people: rows.people.iter().map(|row| row.id).collect(),
        venues: rows.venues.iter().map(|row| row.id).collect(),
        rooms: world.offered_rooms().map(|row| row.id).collect(),
        seats: world.seated().map(|seat| seat.id).collect(),
        days: horizon.days().to_vec(),
    }
}

/// Shows how the planner sees each of some cases that were read together, one after the other.
///
/// People, rooms and days, which are most of it, are translated once.
pub fn each(rows: &[Rows], calendar: &Calendar, mut look: impl FnMut(&Rows, &Snapshot)) {
    let Some(first) = rows.first() else {
        return;
    };
    let mut snapshot = build(first, calendar, Wish::default());
    let horizon = Horizon::new(first.today, HORIZON_DAYS);
    for rows in rows {
        let world = World::new(rows, &horizon, Wish::default());
        let problem = &mut snapshot.problem;
        for (day, &date) in problem.days.iter_mut().zip(horizon.days()) {
            *day = world.day(date, calendar);
        }
        for (person, row) in problem.people.iter_mut().zip(rows.people.iter()) {
            person.is_child_or_relative = world.is_child_or_relative(row);
        }
        problem.request = world.request(calendar);
        snapshot.seats = world.seated().map(|seat| seat.id).collect();
        look(rows, &snapshot);
    }
}

/// The rows, with the look-ups that translation needs.
struct World<'a> {
    rows: &'a Rows,
    horizon: &'a Horizon,
    wish: Wish,
    people: BTreeMap<PersonId, PersonIx>,
    organisations: BTreeMap<OrganisationId, OrganisationIx>,
    venues: BTreeMap<VenueId, VenueIx>,
    closed: BTreeSet<NaiveDate>,
}

impl<'a> World<'a> {
    fn new(rows: &'a Rows, horizon: &'a Horizon, wish: Wish) -> Self {
        let organisations: BTreeSet<OrganisationId> = parties(rows)
            .chain(rows.conflicts.iter().filter_map(|row| row.organisation_id))
            .collect();
        Self {
            rows,
            horizon,
            wish,
            people: positions(rows.people.iter().map(|row| row.id), PersonIx),
            organisations: positions(organisations, OrganisationIx),
            venues: positions(rows.venues.iter().map(|row| row.id), VenueIx),
            closed: rows.closures.iter().map(|row| row.day_on).collect(),
        }
    }

    fn day(&self, day: NaiveDate, calendar: &Calendar) -> Day {
        let number = day_number(day);
        Day {
            number,
            // 1 January 1970 was a Thursday: its week began three days earlier.
            week: Week((number + 3).div_euclid(7)),
            is_working: calendar.is_working(day),
            is_school_holiday: self.closed.contains(&day),
        }
    }

    fn person_ix(&self, id: PersonId) -> Option<PersonIx> {
        self.people.get(&id).copied()
    }
}

/// Numbers things in the order they come.
fn positions<K: Ord, V>(
    keys: impl IntoIterator<Item = K>,
    ix: impl Fn(usize) -> V,
) -> BTreeMap<K, V> {
    keys.into_iter()
        .enumerate()
        .map(|(at, key)| (key, ix(at)))
        .collect()
}

/// The bodies in a case.
fn parties(rows: &Rows) -> impl Iterator<Item = OrganisationId> {
    rows.participants
        .iter()
        .filter_map(|seat| seat.organisation_id)
        .chain([rows.case.la_id])
        .chain(rows.child.setting_id)
}

/// Days since 1 January 1970.
fn day_number(day: NaiveDate) -> i32 {
    day.to_epoch_days()
}

/// Where a postcode district is; the grid's origin, far out at sea, for one that is unknown.
fn centre(outcode: &str) -> Point {
    geography::centre(outcode).unwrap_or(Point { east: 0, north: 0 })
}

/// Minutes in whole quarters of an hour, rounded up.
fn grains(minutes: i32) -> u8 {
    small((minutes + i32::from(GRAIN_MINUTES) - 1) / i32::from(GRAIN_MINUTES))
}

/// A small count, cut to what fits.
fn small(count: i32) -> u8 {
    u8::try_from(count.max(0)).unwrap_or(u8::MAX)
}
