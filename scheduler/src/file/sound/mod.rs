//! Whether a file states a problem at all: every mistake with its place.

mod cases;
mod costs;
mod path;

use self::path::{Found, Path};
use super::{
    check,
    format::{Calendar, Instance, Room, Weights},
    mistake::{FileMistake, Thing, Wrong},
    solution::{Booking, Solution},
};

/// The version that files without a name of one are of.
const VERSION: &str = "gen.py v1";
/// The longest list of days.
const MOST_DAYS: usize = 3660;
/// The farthest from the grid's origin, in units of 100 m: no journey there overflows.
const FARTHEST: i64 = 100_000;
/// The largest weight or cost.
const DEAREST: i64 = u32::MAX as i64;
/// The most minutes of a journey, and the most of anything else that is counted in 16 bits.
const LONGEST: i64 = u16::MAX as i64;
/// The most chairs, meetings a day and whatever else is counted in 8 bits.
const MOST: i64 = u8::MAX as i64;
/// Bits in the word of a day.
const GRAINS: i64 = 64;
/// Minutes in a grain.
const MINUTES: i64 = 30;
/// People in a case.
const PARTS: usize = 200;

/// What is wrong with the version that a file says it is of.
pub(super) fn version(generator: Option<&str>) -> Option<FileMistake> {
    let version = generator.filter(|&version| version != VERSION)?;
    Some(FileMistake {
        place: "generator".to_owned(),
        what: Wrong::Version(version.to_owned()),
    })
}

/// Everything that is wrong with an instance, in the order of the file.
///
/// Whether the pinned meetings keep the rules is asked only of an instance in which nothing else is
/// wrong: a rule about a person who does not exist says nothing.
pub(super) fn mistakes(instance: &Instance) -> Vec<FileMistake> {
    let mut found = Found::default();
    found.0.extend(version(instance.generator.as_deref()));
    calendar(&instance.calendar, &mut found);
    weights(&instance.weights, &mut found);
    found.number(
        Path::Root.field("gap_online"),
        instance.gap_online,
        0..=GRAINS,
    );
    for (position, venue) in instance.venues.iter().enumerate() {
        let list = Path::Root.field("venues");
        let path = list.item(position);
        found.own(path, position, venue.id);
        place(path, venue.x, venue.y, &mut found);
    }
    for (position, room) in instance.rooms.iter().enumerate() {
        let list = Path::Root.field("rooms");
        found.own(list.item(position), position, room.id);
        in_room(instance, room, list.item(position), &mut found);
    }
    people(instance, &mut found);
    cases::mistakes(instance, &mut found);
    if found.0.is_empty() {
        costs::mistakes(instance, &mut found);
        pinned(instance, &mut found);
    }
    found.0
}

fn calendar(calendar: &Calendar, found: &mut Found) {
    let root = Path::Root;
    let path = root.field("calendar");
    let days = calendar.days.len();
    found.length(path.field("days"), days, 1..=MOST_DAYS);
    found.length(path.field("week"), calendar.week.len(), days..=days);
    let weeks = path.field("week");
    for (position, &week) in calendar.week.iter().enumerate() {
        found.number(weeks.item(position), week, 0..=i64::from(i32::MAX));
        if 0 < position && week < calendar.week[position - 1] {
            found.add(weeks.item(position), Wrong::WeekGoesBack);
        }
    }
    let grains = path.field("grains_per_day");
    found.number(grains, calendar.grains_per_day, 1..=GRAINS);
    let minutes = path.field("grain_minutes");
    found.number(minutes, calendar.grain_minutes, MINUTES..=MINUTES);
    if minute_of_day(&calendar.day_start).is_none() {
        let text = calendar.day_start.clone();
        found.add(path.field("day_start"), Wrong::NoTime(text));
    }
}

/// Minutes after midnight of a text such as `09:00`.
pub(super) fn minute_of_day(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| {
        let is_plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| part.parse::<u16>().ok()).flatten()
    };
    let (hour, minute) = (digits(hour)?, digits(minute)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

fn weights(weights: &Weights, found: &mut Found) {
    let root = Path::Root;
    let path = root.field("weights");
    for (name, list, length) in [
        ("unplaced", &weights.unplaced, 3),
        ("level", &weights.level, 4),
    ] {
        let path = path.field(name);
        found.length(path, list.len(), length..=length);
        for (position, &weight) in list.iter().enumerate() {
            found.number(path.item(position), weight, 0..=DEAREST);
        }
    }
    for (name, weight) in [
        ("late_fixed", weights.late_fixed),
        ("late_per_day", weights.late_per_day),
        ("day", weights.day),
        ("family_min", weights.family_min),
        ("mediator_min", weights.mediator_min),
        ("balance1", weights.balance1),
        ("balance2", weights.balance2),
        ("balance1_cap", weights.balance1_cap),
        ("moved", weights.moved),
        ("moved_mediator", weights.moved_mediator),
        ("moved_other", weights.moved_other),
    ] {
        found.number(path.field(name), weight, 0..=DEAREST);
    }
    let division = path.field("room_cost_div");
    found.number(division, weights.room_cost_div, 1..=DEAREST);
    if weights.balance2 < weights.balance1 {
        found.add(path.field("balance2"), Wrong::BalanceFalls);
    }
}

fn place(path: Path<'_>, x: i64, y: i64, found: &mut Found) {
    found.number(path.field("x"), x, -FARTHEST..=FARTHEST);
    found.number(path.field("y"), y, -FARTHEST..=FARTHEST);
}

fn in_room(instance: &Instance, room: &Room, path: Path<'_>, found: &mut Found) {
    let venue = path.field("venue");
    found.position(venue, Thing::Venue, &instance.venues, room.venue);
    found.number(path.field("breakouts"), room.breakouts, 0..=MOST);
    found.number(path.field("capacity"), room.capacity, 0..=MOST);
    found.number(path.field("cost"), room.cost, 0..=DEAREST);
    let path = path.field("open");
    let days = &instance.calendar.week;
    let mut times = Vec::new();
    for (position, open) in room.open.iter().enumerate() {
        let path = path.item(position);
        found.position(path, Thing::Day, days, open.day);
        found.interval(path, open.from, open.to, instance.calendar.grains_per_day);
        times.push((open.day, open.from, open.to, position));
    }
    times.sort_unstable();
    for pair in times.windows(2) {
        let ((day, _, end, _), (next_day, start, _, position)) = (pair[0], pair[1]);
        if day == next_day && start <= end {
            found.add(path.item(position), Wrong::Touches);
        }
    }
}

fn people(instance: &Instance, found: &mut Found) {
    let root = Path::Root;
    let list = root.field("people");
    for (position, person) in instance.people.iter().enumerate() {
        let path = list.item(position);
        found.own(path, position, person.id);
        found.number(path.field("max_day"), person.max_day, 0..=MOST);
        found.number(path.field("max_week"), person.max_week, 0..=MOST);
        place(path, person.x.unwrap_or(0), person.y.unwrap_or(0), found);
        let travel = person.max_travel.unwrap_or(0);
        found.number(path.field("max_travel"), travel, 0..=LONGEST);
        let share = person.fair_share.unwrap_or(0);
        found.number(path.field("fair_share"), share, 0..=DEAREST);
        let path = path.field("avail");
        for (position, time) in person.avail.iter().enumerate() {
            let path = path.item(position);
            found.position(path, Thing::Day, &instance.calendar.week, time.day);
            found.interval(path, time.from, time.to, instance.calendar.grains_per_day);
            found.number(path, time.level, 1..=3);
        }
    }
}

/// The rules that the pinned meetings break, each by itself and all together.
fn pinned(instance: &Instance, found: &mut Found) {
    let cases = instance.cases.iter().zip(0..).map(|(case, number)| {
        let current = case.current.as_ref().filter(|_| case.pinned);
        Booking {
            case: number,
            start: current.map(|current| current.start),
            place: current.map(|current| current.place),
            assigned: current
                .map(|current| current.assigned.clone())
                .unwrap_or_default(),
        }
    });
    let alone = Solution {
        cases: cases.collect(),
    };
    for broken in check::judge(instance, &alone).broken {
        let root = Path::Root;
        let list = root.field("cases");
        let path = broken.case().map_or(list, |case| list.item(case));
        let path = path.to_string();
        found.0.push(FileMistake {
            place: path,
            what: Wrong::Pinned(broken),
        });
    }
}
