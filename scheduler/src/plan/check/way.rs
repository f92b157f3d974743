//! Times and ways, a grain and a minute at a time.

use crate::plan::model::{Place, Point, Problem, Whereabouts};

/// Whether a grain is set; those outside the word never are.
pub(super) fn is_set(word: u64, grain: i32) -> bool {
    (0..64).contains(&grain) && word >> grain & 1 == 1
}

/// Where a place is; nowhere by video.
pub(super) fn point_of(problem: &Problem, place: Place) -> Option<Point> {
    match place {
        Place::Room(room) => Some(problem.venues[problem.rooms[room.0].venue.0]),
        Place::Online => None,
    }
}

/// Where somebody is who has something on there; nowhere at a screen.
pub(super) fn point_of_commitment(problem: &Problem, place: Whereabouts) -> Option<Point> {
    match place {
        Whereabouts::Venue(venue) => Some(problem.venues[venue.0]),
        Whereabouts::Elsewhere(point) => Some(point),
        Whereabouts::Online => None,
    }
}

/// Minutes of travel: ten, and 1.56 for each kilometre as the crow flies; none at the same point.
pub(super) fn minutes_between(one: Point, other: Point) -> u16 {
    if one == other {
        return 0;
    }
    let square = |from: i32, to: i32| {
        let distance = u64::from(from.abs_diff(to));
        distance * distance
    };
    let east = square(one.east, other.east);
    let hundred_metres = east.saturating_add(square(one.north, other.north)).isqrt();
    u16::try_from(10 + hundred_metres * 156 / 1000).unwrap_or(u16::MAX)
}

/// Grains it takes to get from one to the other, where nowhere is at a screen.
pub(super) fn way_grains(problem: &Problem, one: Option<Point>, other: Option<Point>) -> i32 {
    match (one, other) {
        (None, None) => 0,
        (None, Some(_)) | (Some(_), None) => i32::from(problem.online_gap),
        (Some(one), Some(other)) => {
            let (minutes, grain) = (minutes_between(one, other), problem.grain_minutes);
            i32::from(minutes.div_ceil(u16::from(grain)))
        }
    }
}
