//! Where a meeting could be, and how far that is from anywhere.

use crate::{
    cost::Sums,
    grid::{grains, later, starts},
    model::{Commitment, Place, Point, Problem, Room, RoomIx, VenueIx, Whereabouts},
    wishes,
};

/// A venue with the rooms that suit, or online.
pub(crate) struct Spot {
    /// Where it is; `None` online.
    pub(crate) at: Option<Point>,
    /// The rooms that suit, the cheapest first; none online.
    pub(crate) rooms: Vec<(RoomIx, Sums)>,
    /// Minutes that the family travels; 0 online.
    pub(crate) family_minutes: u16,
    /// What the family's journey costs.
    pub(crate) cost: Sums,
}

impl Spot {
    /// The places at this spot, the cheapest first, with what they cost.
    pub(crate) fn places(&self) -> impl Iterator<Item = (Place, Sums)> {
        let online = self.at.is_none().then_some((Place::Online, self.cost));
        let rooms = self.rooms.iter();
        online
            .into_iter()
            .chain(rooms.map(|&(room, cost)| (Place::Room(room), self.cost + cost)))
    }
}

/// The spots that the family accepts and where some room suits, room calendars aside.
pub(crate) fn spots(problem: &Problem) -> Vec<Spot> {
    let request = &problem.request;
    let mut spots = Vec::new();
    if request.in_person {
        let mut rooms_by_venue = vec![Vec::new(); problem.venues.len()];
        for (ix, room) in problem.rooms.iter().enumerate() {
            if is_suitable(problem, room) {
                let cost = wishes::sums(|tell| wishes::of_room(room, tell));
                rooms_by_venue[room.venue.0].push((RoomIx(ix), cost));
            }
        }
        for (venue, mut rooms) in rooms_by_venue.into_iter().enumerate() {
            let at = problem.venues[venue].at;
            let minutes = minutes_between(request.family_base, at);
            if !rooms.is_empty() && minutes <= request.family_max_minutes {
                rooms.sort_by_key(|&(ix, cost)| (cost, ix));
                spots.push(spot(Some(at), rooms, minutes));
            }
        }
    }
    if request.online {
        spots.push(spot(None, Vec::new(), 0));
    }
    spots
}

/// A spot that is so many minutes from the family.
fn spot(at: Option<Point>, rooms: Vec<(RoomIx, Sums)>, family_minutes: u16) -> Spot {
    let cost = wishes::sums(|tell| wishes::of_family_journey(family_minutes, tell));
    Spot {
        at,
        rooms,
        family_minutes,
        cost,
    }
}

/// Whether a room has what is needed (H10, H11); its size is looked at with the team.
fn is_suitable(problem: &Problem, room: &Room) -> bool {
    let request = &problem.request;
    room.is_private
        && !room.is_staff_room
        && room.features & request.needs == request.needs
        && request.breakout_rooms <= room.breakout_rooms
}

/// The starts at which a room can be held for `len` quarters of an hour, `lead` of them before.
pub(crate) fn room_starts(free: u64, lead: u8, len: u8) -> u64 {
    later(starts(free, lead + len), lead)
}

/// Minutes of travel between two points: none at the same point, else ten and 156 for 100 km.
pub(crate) fn minutes_between(one: Point, other: Point) -> u16 {
    if one == other {
        return 0;
    }
    let east = u64::from(one.east.abs_diff(other.east));
    let north = u64::from(one.north.abs_diff(other.north));
    let squared = (east * east).saturating_add(north * north);
    // Within England it fits the shorter word, whose root is found in a fraction of the time.
    let distance = u32::try_from(squared)
        .map_or_else(|_| squared.isqrt(), |squared| u64::from(squared.isqrt()));
    u16::try_from(10 + distance * 156 / 1000).unwrap_or(u16::MAX)
}

/// Quarters of an hour to get from a commitment to a spot, or back.
pub(crate) fn way_grains(problem: &Problem, spot: &Spot, commitment: &Commitment) -> u32 {
    let there = match commitment.place {
        Whereabouts::Venue(VenueIx(venue)) => Some(problem.venues[venue].at),
        Whereabouts::Elsewhere(point) => Some(point),
        Whereabouts::Online => None,
    };
    match (spot.at, there) {
        (Some(here), Some(there)) => grains(u32::from(minutes_between(here, there))),
        (None, None) => 0,
        (Some(_), None) | (None, Some(_)) => u32::from(problem.policy.online_gap),
    }
}
