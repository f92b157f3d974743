//! Where people could meet.

use chrono::{Datelike, NaiveDate};
use entities::{AccessFeature, VenueId, booking, room};
use scheduler::Room;
use scheduler::grid::{FIRST_HOUR, GRAIN_MINUTES, GRAINS, span};

use super::bits::feature_bit;
use super::{World, small};

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
        self.offered_rooms()
            .map(|row| {
                let features = self
                    .rows
                    .features
                    .iter()
                    .filter(|has| has.room_id == row.id)
                    .map(|has| has.feature);
                let booked = self.rows.bookings.iter().filter(|(booking, _)| {
                    booking.resource_kind == booking::ResourceKind::Room
                        && booking.resource_id == row.id.into()
                });
                let taken = self
                    .horizon
                    .words(booked.map(|(booking, _)| (booking.starts_at, booking.ends_at)));
                let open = self.open(row.venue_id);
                Room {
                    venue: self.venues[&row.venue_id],
                    capacity: small(row.capacity),
                    breakout_rooms: small(row.breakout_rooms),
                    features: self.feature_bits(features, row.venue_id),
                    is_private: row.is_private,
                    is_staff_room: row.is_staff_room,
                    free: open
                        .iter()
                        .zip(taken)
                        .map(|(open, taken)| open & !taken)
                        .collect(),
                    cost_pence: u32::try_from(row.cost_pence).unwrap_or(0),
                }
            })
            .collect()
    }

    fn open(&self, venue: VenueId) -> Vec<u64> {
        let hours = |day: &NaiveDate| {
            let weekday = i32::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
            self.rows
                .opening_hours
                .iter()
                .filter(|row| row.venue_id == venue && row.weekday == weekday)
                .fold(0, |word, row| {
                    let grid = |minutes: i32| {
                        small((minutes - i32::from(FIRST_HOUR) * 60) / i32::from(GRAIN_MINUTES))
                    };
                    word | span(
                        grid(row.opens_min + 14).min(GRAINS),
                        grid(row.closes_min).min(GRAINS),
                    )
                })
        };
        self.horizon.days().iter().map(hours).collect()
    }

    fn feature_bits(&self, features: impl Iterator<Item = AccessFeature>, venue: VenueId) -> u32 {
        let row = self.rows.venues.iter().find(|row| row.id == venue);
        let away_from_school = row.is_some_and(|row| !row.is_school);
        let bits = features.map(feature_bit).fold(0, |bits, bit| bits | bit);
        bits | if away_from_school {
            feature_bit(AccessFeature::NoSchoolBuilding)
        } else {
            0
        }
    }
}
