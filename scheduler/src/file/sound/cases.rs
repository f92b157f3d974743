//! Mistakes in the cases.

use std::collections::BTreeSet;

use super::{
    DEAREST, GRAINS, LONGEST, MOST, PARTS,
    path::{Found, Path},
    place,
};
use crate::file::{
    format::{Case, Current, Instance, MEDIATOR, ONLINE, Role, at},
    mistake::{Thing, Wrong},
};

/// Mistakes in every case.
pub(super) fn mistakes(instance: &Instance, found: &mut Found) {
    let root = Path::Root;
    let list = root.field("cases");
    for (position, case) in instance.cases.iter().enumerate() {
        let path = list.item(position);
        found.own(path, position, case.id);
        numbers(instance, case, path, found);
        people(instance, case, path, found);
        match &case.current {
            Some(current) => {
                in_current(instance, case, current, path.field("current"), found);
            }
            None if case.pinned => found.add(path, Wrong::PinnedToNothing),
            None => {}
        }
    }
    mediators(instance, found);
}

fn numbers(instance: &Instance, case: &Case, path: Path<'_>, found: &mut Found) {
    let grains = instance.calendar.grains_per_day;
    place(path, case.x, case.y, found);
    found.number(path.field("priority"), case.priority, 0..=2);
    found.number(path.field("duration"), case.duration, 1..=GRAINS);
    found.number(path.field("pre"), case.pre, 0..=GRAINS);
    if grains < case.duration.saturating_add(case.pre) {
        found.add(path.field("duration"), Wrong::LeavesDay(grains));
    }
    for (name, day) in [
        ("earliest_day", case.earliest_day),
        ("deadline_day", case.deadline_day),
    ] {
        found.position(path.field(name), Thing::Day, &instance.calendar.week, day);
    }
    found.number(path.field("breakouts"), case.breakouts, 0..=MOST);
    found.number(path.field("headcount"), case.headcount, 0..=MOST);
    let longest = path.field("max_family_min");
    found.number(longest, case.max_family_min, 0..=LONGEST);
}

fn people(instance: &Instance, case: &Case, path: Path<'_>, found: &mut Found) {
    let parts = case.required.len() + case.roles.len();
    found.length(path.field("required"), parts, 0..=PARTS);
    found.people(path.field("required"), &instance.people, &case.required);
    for (position, role) in case.roles.iter().enumerate() {
        let list = path.field("roles");
        let path = list.item(position);
        let is_there = |other: &Role| other.role == role.role;
        if case.roles[..position].iter().any(is_there) {
            found.add(path.field("role"), Wrong::SameRole(role.role.clone()));
        }
        if role.pool.is_empty() {
            found.add(path.field("pool"), Wrong::NobodyCan(role.role.clone()));
        }
        found.people(path.field("pool"), &instance.people, &role.pool);
    }
    let welcome: Vec<i64> = case.optional.iter().map(|welcome| welcome.person).collect();
    let path = path.field("optional");
    found.people(path, &instance.people, &welcome);
    for (position, welcome) in case.optional.iter().enumerate() {
        found.number(path.item(position), welcome.weight, 0..=DEAREST);
    }
}

/// Mistakes in the meeting that a case has now. It may break rules unless it is pinned.
fn in_current(
    instance: &Instance,
    case: &Case,
    current: &Current,
    path: Path<'_>,
    found: &mut Found,
) {
    // No more days than there are weeks, and no more grains than a word has bits.
    let grains = instance.calendar.grains_per_day.clamp(1, GRAINS);
    if at(&instance.calendar.week, current.start.div_euclid(grains)).is_none() {
        let what = Wrong::NoSuch(Thing::Start, current.start);
        found.add(path.field("start"), what);
    }
    if current.place != ONLINE {
        let place = path.field("place");
        found.position(place, Thing::Room, &instance.rooms, current.place);
    }
    let path = path.field("assigned");
    for role in &case.roles {
        if !current.assigned.contains_key(&role.role) {
            found.add(path, Wrong::RoleEmpty(role.role.clone()));
        }
    }
    for (name, &person) in &current.assigned {
        found.position(path, Thing::Person, &instance.people, person);
        if case.roles.iter().all(|role| role.role != *name) {
            found.add(path, Wrong::NoSuchRole(name.clone()));
        }
    }
}

/// Mediators have what the others need not have, and do nothing else.
fn mediators(instance: &Instance, found: &mut Found) {
    let (mut mediators, mut others) = (BTreeSet::new(), BTreeSet::new());
    for case in &instance.cases {
        others.extend(&case.required);
        for role in &case.roles {
            let people = if role.role == MEDIATOR {
                &mut mediators
            } else {
                &mut others
            };
            people.extend(&role.pool);
        }
    }
    let root = Path::Root;
    let list = root.field("people");
    for &number in &mediators {
        let Some(person) = at(&instance.people, number) else {
            continue;
        };
        let position = usize::try_from(number).expect("somebody was found there");
        for (name, value) in [
            ("x", person.x),
            ("y", person.y),
            ("max_travel", person.max_travel),
            ("fair_share", person.fair_share),
        ] {
            if value.is_none() {
                found.add(list.item(position), Wrong::MediatorLacks(name));
            }
        }
        if others.contains(&number) {
            found.add(list.item(position), Wrong::MediatesAndMore);
        }
    }
}
