//! Instance files as they are written: numbers are whatever the file says.
//!
//! Lists of numbers in the file are structs here; their fields stand in the file's order. Fields that
//! are not named here are passed over.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The role whose taker prepares the meeting, travels and shares the work fairly.
pub const MEDIATOR: &str = "mediator";
/// The kind of those who belong to the family, of whom is asked last to make a meeting possible.
pub const FAMILY: &str = "parent";
/// The place of a meeting by video.
pub const ONLINE: i64 = -1;

/// One problem: a calendar, who and what there is, and the cases.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Instance {
    /// What people call it.
    #[serde(default)]
    pub name: String,
    /// Which version of the format it is; nothing is the first.
    #[serde(default)]
    pub generator: Option<String>,
    /// The days.
    pub calendar: Calendar,
    /// What each wish is worth.
    pub weights: Weights,
    /// Grains between a meeting by video and one in person of one person on one day.
    pub gap_online: i64,
    /// Where rooms are.
    pub venues: Vec<Venue>,
    /// The rooms.
    pub rooms: Vec<Room>,
    /// Everybody who might attend.
    pub people: Vec<Person>,
    /// What wants a meeting.
    pub cases: Vec<Case>,
}

/// The days on which meetings may be held.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Calendar {
    /// Their dates.
    pub days: Vec<String>,
    /// The calendar week of each.
    pub week: Vec<i64>,
    /// Grains in a day.
    #[serde(default = "eighteen")]
    pub grains_per_day: i64,
    /// Minutes in a grain.
    #[serde(default = "thirty")]
    pub grain_minutes: i64,
    /// When a day begins, as hours and minutes.
    #[serde(default = "nine")]
    pub day_start: String,
}

fn eighteen() -> i64 {
    18
}

fn thirty() -> i64 {
    30
}

fn nine() -> String {
    "09:00".to_owned()
}

/// What each wish is worth.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Weights {
    /// A case without a meeting, by priority.
    pub unplaced: Vec<i64>,
    /// A meeting after its deadline.
    pub late_fixed: i64,
    /// Each day after the deadline.
    pub late_per_day: i64,
    /// Each day of waiting, once more for each step of priority.
    pub day: i64,
    /// Each minute of the family's journey.
    pub family_min: i64,
    /// Each minute of the mediator's journey.
    pub mediator_min: i64,
    /// What a room's cost is divided by.
    pub room_cost_div: i64,
    /// A grade of somebody's time, by grade.
    pub level: Vec<i64>,
    /// Each of a mediator's first few meetings beyond a fair share.
    pub balance1: i64,
    /// Each further one.
    pub balance2: i64,
    /// How many are the first few.
    pub balance1_cap: i64,
    /// Another start or place than now.
    pub moved: i64,
    /// Another mediator than now.
    pub moved_mediator: i64,
    /// Somebody else than now in another role.
    pub moved_other: i64,
}

/// A building with rooms.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Venue {
    /// Its position in the list.
    #[serde(default)]
    pub id: Option<i64>,
    /// Units of 100 m to the east.
    pub x: i64,
    /// Units of 100 m to the north.
    pub y: i64,
}

/// A room.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Room {
    /// Its position in the list.
    #[serde(default)]
    pub id: Option<i64>,
    /// The building.
    pub venue: i64,
    /// Private rooms let with it.
    pub breakouts: i64,
    /// Can be reached without steps.
    pub accessible: bool,
    /// Chairs.
    pub capacity: i64,
    /// What it costs.
    pub cost: i64,
    /// When it can be booked.
    pub open: Vec<Open>,
}

/// A time at which a room can be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Open {
    /// The day.
    pub day: i64,
    /// The first grain.
    pub from: i64,
    /// The first grain that is no longer open.
    pub to: i64,
}

/// Somebody who may attend.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Person {
    /// The position in the list.
    #[serde(default)]
    pub id: Option<i64>,
    /// As what this person usually comes; no plan depends on it, only what is said of it ([`FAMILY`]).
    #[serde(default)]
    pub kind: String,
    /// Meetings at most on one day.
    pub max_day: i64,
    /// Meetings at most in one calendar week.
    pub max_week: i64,
    /// When this person can come.
    pub avail: Vec<Available>,
    /// For mediators: units of 100 m to the east.
    #[serde(default)]
    pub x: Option<i64>,
    /// For mediators: units of 100 m to the north.
    #[serde(default)]
    pub y: Option<i64>,
    /// For mediators: the longest journey, in minutes.
    #[serde(default)]
    pub max_travel: Option<i64>,
    /// For mediators: meetings that nobody would call too many.
    #[serde(default)]
    pub fair_share: Option<i64>,
}

/// A time at which somebody can come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Available {
    /// The day.
    pub day: i64,
    /// The first grain.
    pub from: i64,
    /// The first grain that is no longer free.
    pub to: i64,
    /// The grade: 1 if need be, 2 free, 3 preferred.
    pub level: i64,
}

/// Something that wants one meeting.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Case {
    /// Its position in the list.
    #[serde(default)]
    pub id: Option<i64>,
    /// Where the family lives: units of 100 m to the east.
    pub x: i64,
    /// Units of 100 m to the north.
    pub y: i64,
    /// 0, 1 or 2: how much worse than usual it is to wait.
    pub priority: i64,
    /// Grains that everybody attends.
    pub duration: i64,
    /// Grains before, for which room and mediator are held.
    pub pre: i64,
    /// How it may be held.
    pub mode: Mode,
    /// The first day on which it may be held.
    pub earliest_day: i64,
    /// The last day on which it is in time.
    pub deadline_day: i64,
    /// It is not held after that day at all.
    pub deadline_hard: bool,
    /// Everybody who must come.
    pub required: Vec<i64>,
    /// What one of a pool must do.
    pub roles: Vec<Role>,
    /// People who are welcome, and what it costs that each cannot come.
    pub optional: Vec<Welcome>,
    /// Private rooms needed.
    pub breakouts: i64,
    /// Needs a room without steps.
    pub accessible: bool,
    /// Chairs needed.
    pub headcount: i64,
    /// The family's longest journey, in minutes.
    pub max_family_min: i64,
    /// The meeting it has now.
    #[serde(default)]
    pub current: Option<Current>,
    /// That meeting stays exactly as it is.
    #[serde(default)]
    pub pinned: bool,
}

/// How a meeting may be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// In a room.
    InPerson,
    /// By video.
    Online,
    /// In a room or by video.
    Either,
}

/// Something that one of a pool does.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Role {
    /// What.
    pub role: String,
    /// Who can.
    pub pool: Vec<i64>,
}

/// Somebody who is welcome but never waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Welcome {
    /// Who.
    pub person: i64,
    /// What it costs that this person cannot come.
    pub weight: i64,
}

/// A meeting that is already booked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Current {
    /// Grains since the first day began, every day having the same number.
    pub start: i64,
    /// The room, or [`ONLINE`].
    pub place: i64,
    /// Who does what.
    pub assigned: BTreeMap<String, i64>,
}

/// The item at a position that a file named.
pub(super) fn at<T>(list: &[T], position: i64) -> Option<&T> {
    usize::try_from(position)
        .ok()
        .and_then(|position| list.get(position))
}
