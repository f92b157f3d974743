//! Where people could meet.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use entities::{AccessFeature, ResourceId, RoomId, VenueId, booking, room, venue};
use scheduler::Room;
use scheduler::grid::{FIRST_HOUR, GRAIN_MINUTES, GRAINS, span};

use super::bits::feature_bit;
use super::{World, small};
use crate::planning::read::Taken;

impl<'a> World<'a> {
    /// The rooms that may be proposed, in a fixed order.
    pub(super) fn offered_rooms(&self) -> impl Iterator<Item = &'a room::Model> {
        let wish = self.wish;
        self.rows
            .rooms
            .iter()
            .filter(move |row| wish.venue.is_none_or(|venue| venue == row.venue_id))
    }

    /// The same rooms as the planner sees them.
    pub(super) fn rooms(&self) -> Vec<Room> {
        let venues: BTreeMap<VenueId, Place> = self
            .rows
            .venues
            .iter()
            .map(|row| (row.id, self.place(row)))
            .collect();
        let mut features: BTreeMap<RoomId, u32> = BTreeMap::new();
        for has in self.rows.features.iter() {
            *features.entry(has.room_id).or_default() |= feature_bit(has.feature);
        }
        let mut booked: BTreeMap<ResourceId, Vec<&Taken>> = BTreeMap::new();
        for taken in self.rows.bookings.iter() {
            if taken.resource_kind == booking::ResourceKind::Room {
                booked.entry(taken.resource_id).or_default().push(taken);
            }
        }
        self.offered_rooms()
            .map(|row| {
                let venue = &venues[&row.venue_id];
                let booked = booked.get(&row.id.into()).into_iter().flatten();
                let taken = self
                    .horizon
                    .words(booked.map(|taken| (taken.starts_at, taken.ends_at)));
                Room {
                    venue: self.venues[&row.venue_id],
                    capacity: small(row.capacity),
                    breakout_rooms: small(row.breakout_rooms),
                    features: venue.features | features.get(&row.id).copied().unwrap_or(0),
                    is_private: row.is_private,
                    is_staff_room: row.is_staff_room,
                    free: venue
                        .open
                        .iter()
                        .zip(taken)
                        .map(|(open, taken)| open & !taken)
                        .collect(),
                    cost_pence: u32::try_from(row.cost_pence).unwrap_or(0),
                }
            })
            .collect()
    }

    /// What all rooms of a venue have in common.
    fn place(&self, venue: &venue::Model) -> Place {
        let grid = |minutes: i32| {
            small((minutes - i32::from(FIRST_HOUR) * 60) / i32::from(GRAIN_MINUTES)).min(GRAINS)
        };
        let mut week = [0; 7];
        let hours = self.rows.opening_hours.iter();
        for row in hours.filter(|row| row.venue_id == venue.id) {
            let weekday = usize::try_from(row.weekday).ok();
            if let Some(word) = weekday.and_then(|weekday| week.get_mut(weekday)) {
                *word |= span(grid(row.opens_min + 14), grid(row.closes_min));
            }
        }
        let on = |day: &NaiveDate| week[day.weekday().num_days_from_monday() as usize];
        Place {
            open: self.horizon.days().iter().map(on).collect(),
            features: if venue.is_school {
                0
            } else {
                feature_bit(AccessFeature::NoSchoolBuilding)
            },
        }
    }
}

/// What all rooms of a venue have in common.
struct Place {
    /// A word a day: when the venue is open.
    open: Vec<u64>,
    /// What every room there offers.
    features: u32,
}
