//! What a joint plan is made from, and what it consists of.
//!
//! A [`Problem`] holds one calendar for everybody and any number of [`Case`]s that want one meeting
//! each. What a case may do and what it costs are numbers here: whoever builds the problem has turned
//! law and wishes into them. As in [`crate::model`], everything is a position and nothing has a name.

use super::points::{Points, Scale};
use crate::grid::Week;
pub use crate::model::{
    Commitment, DayIx, PersonIx, Place, Point, RoomIx, Slot, VenueIx, Whereabouts,
};

/// A position in [`Problem::cases`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseIx(pub usize);

/// A position in [`Case::parts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartIx(pub usize);

/// A position in [`Problem::allowances`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AllowanceIx(pub usize);

/// Meetings to plan together, and the calendars they share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The days in order, each with the calendar week it lies in.
    pub days: Vec<Week>,
    /// Grains in a day, 1 to 64: one bit each.
    pub grains: u8,
    /// Minutes in a grain.
    pub grain_minutes: u8,
    /// Grains between a meeting by video and one in person of the same person on the same day.
    pub online_gap: u8,
    /// Minutes in one step of a journey: [`Case::journey`] and [`Part::journey`] are paid a step.
    pub journey_minutes: u8,
    /// Where the venues are.
    pub venues: Vec<Point>,
    /// The rooms in them.
    pub rooms: Vec<Room>,
    /// Everybody who might attend.
    pub people: Vec<Person>,
    /// How many meetings each contract still pays for (H28).
    pub allowances: Vec<u32>,
    /// What wants a meeting.
    pub cases: Vec<Case>,
    /// What uneven work costs (P12).
    pub balance: Balance,
    /// How the levels of cost compare.
    pub scale: Scale,
}

/// A room that can be booked, one meeting at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// The building.
    pub venue: VenueIx,
    /// Seats.
    pub capacity: u8,
    /// Private rooms let with it.
    pub breakout_rooms: u8,
    /// What it offers, one bit each, the same bits as [`Case::needs`].
    pub features: u32,
    /// Open and not booked: one word a day, one bit a grain.
    pub free: Vec<u64>,
    /// What a meeting in it costs.
    pub points: Points,
}

/// Somebody who may attend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Where this person's journeys start; `None` when they cost nothing.
    pub base: Option<Point>,
    /// The longest journey this person makes, in minutes; `None` is no limit.
    pub max_minutes: Option<u16>,
    /// Grains that are possible: one word a day.
    pub free: Vec<u64>,
    /// Those of `free` that suit well.
    pub preferred: Vec<u64>,
    /// Those of `free` to be used only if there is nothing better.
    pub if_needed: Vec<u64>,
    /// Times of observance, better avoided (P15).
    pub observance: Vec<u64>,
    /// What this person is held to outside this plan (H08).
    pub commitments: Vec<Commitment>,
    /// Meetings at most on one day; `None` is no limit (H26).
    pub max_day: Option<u8>,
    /// Meetings at most in one calendar week; `None` is no limit (H26).
    pub max_week: Option<u8>,
    /// Grains of rest between two meetings, before travel (H26).
    pub rest: u8,
    /// Meetings in this plan beyond which [`Balance`] asks a price; `None` never asks.
    pub fair_share: Option<u32>,
}

/// What it costs that somebody has more meetings than a fair share (P12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Each of the first `few` meetings too many.
    pub first: Points,
    /// How many are few.
    pub few: u32,
    /// Each further one; it costs no less than one of the first.
    pub further: Points,
}

/// Something that wants one meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Grains before the start for which the room, and whoever has a part that prepares, are held.
    pub setup: u8,
    /// Grains from the start that everybody attends; at least one.
    pub attended: u8,
    /// The grains of a day at which the meeting may start.
    pub starts: u64,
    /// Which days are possible, and what they cost: one entry a day.
    pub days: Vec<Option<DayOffer>>,
    /// May be held in person.
    pub in_person: bool,
    /// May be held by video.
    pub online: bool,
    /// Where the family's journey starts.
    pub base: Point,
    /// The farthest the family goes, in minutes (H23).
    pub max_minutes: u16,
    /// What each step of the family's journey costs (P04).
    pub journey: Points,
    /// Private rooms needed beside the main one.
    pub breakout_rooms: u8,
    /// What the room must offer (H10): the same bits as [`Room::features`].
    pub needs: u32,
    /// How many chairs the room must have.
    pub chairs: Chairs,
    /// Fewest takers of parts (H09).
    pub fewest: u8,
    /// Most takers of parts (H09).
    pub most: u8,
    /// Who attends.
    pub parts: Vec<Part>,
    /// What somebody present must be able to decide (H04): one bit each.
    pub domains: u32,
    /// Pairs that must not meet (H22).
    pub apart: Vec<(PersonIx, PersonIx)>,
    /// People who are welcome but never held: it costs something when they are not free.
    pub welcome: Vec<Welcome>,
    /// What it costs to leave the case without a meeting.
    pub unplaced: Points,
    /// The meeting it has now.
    pub current: Option<Meeting>,
    /// The meeting it has now stays as it is (H24).
    pub is_pinned: bool,
    /// What it costs to give it another start or place than now (P18).
    pub moved: Points,
}

/// A day on which a case may meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayOffer {
    /// What meeting on this day costs.
    pub points: Points,
    /// The contract that pays (H28).
    pub allowance: Option<AllowanceIx>,
}

/// How many chairs a meeting needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chairs {
    /// So many, whoever comes.
    Fixed(u8),
    /// One for each taker of a part, and so many more.
    TakersAnd(u8),
}

/// Something to do at a meeting, done by any one of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Who can do it.
    pub pool: Vec<Member>,
    /// What it costs to leave it undone; `None` when it must be done.
    pub absence: Option<Points>,
    /// The taker prepares: is held for [`Case::setup`] as well.
    pub prepares: bool,
    /// What each step of the taker's journey costs.
    pub journey: Points,
    /// What the taker's grade of the time costs (P03).
    pub grades: Grades,
    /// Meetings count towards the taker's fair share (P12).
    pub is_shared: bool,
    /// What it costs that somebody else than now takes it (P18).
    pub changed: Points,
}

/// What times of different grades cost. The grade of a meeting is that of its worst grain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grades {
    /// All of it suits well.
    pub preferred: Points,
    /// It is free.
    pub free: Points,
    /// Some of it was offered only if there is nothing better.
    pub if_needed: Points,
    /// Each grain of observance (P15).
    pub observance: Points,
}

/// One of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonIx,
    /// What choosing this person costs, whenever and wherever.
    pub points: Points,
    /// What this person may decide (H04): the same bits as [`Case::domains`].
    pub authority: u32,
    /// The last day on which this person may do it (H07); `None` is no limit.
    pub until: Option<DayIx>,
}

/// Somebody who is welcome but never held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Welcome {
    /// Who.
    pub person: PersonIx,
    /// What it costs that this person is not free for all of what everybody attends.
    pub points: Points,
}

/// A meeting of one case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Meeting {
    /// When the parties arrive; [`Slot::start`] counts this problem's grains.
    pub slot: Slot,
    /// Where.
    pub place: Place,
    /// Who does what, in the order of [`Case::parts`]; `None` for what is left undone.
    pub team: Vec<Option<PersonIx>>,
}

/// At most one meeting for each case, in the order of [`Problem::cases`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Plan {
    /// The meetings; `None` for a case without one.
    pub meetings: Vec<Option<Meeting>>,
}
