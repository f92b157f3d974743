//! Whether costs can be counted: no plan may cost more than its numbers can hold.

use super::path::{Found, Path};
use crate::file::{
    format::{Case, Instance, MEDIATOR},
    mistake::Wrong,
};

/// Levels whose worst costs add up to too much.
pub(super) fn mistakes(instance: &Instance, found: &mut Found) {
    let sum = |of: fn(&Instance, &Case) -> i128| -> i128 {
        instance.cases.iter().map(|case| of(instance, case)).sum()
    };
    for (level, worst) in [
        ("unplaced", sum(unplaced)),
        ("late", sum(late)),
        ("family", sum(family)),
        ("others", sum(others)),
    ] {
        if i128::from(u32::MAX) < worst {
            let what = Wrong::CostsTooMuch(level);
            found.add(Path::Root.field("weights"), what);
        }
    }
}

fn unplaced(instance: &Instance, case: &Case) -> i128 {
    let priority = usize::try_from(case.priority).expect("priorities were looked at before");
    i128::from(instance.weights.unplaced[priority])
}

/// Days from the first one on which anything can be to the last one.
fn days(instance: &Instance) -> i128 {
    instance.calendar.week.len() as i128
}

fn late(instance: &Instance, _: &Case) -> i128 {
    let weights = &instance.weights;
    i128::from(weights.late_fixed) + i128::from(weights.late_per_day) * days(instance)
}

fn family(instance: &Instance, case: &Case) -> i128 {
    let weights = &instance.weights;
    let waiting = i128::from(weights.day) * days(instance) * (i128::from(case.priority) + 1);
    waiting + i128::from(weights.family_min) * i128::from(case.max_family_min)
}

fn others(instance: &Instance, case: &Case) -> i128 {
    let weights = &instance.weights;
    let dearest = |costs: &mut dyn Iterator<Item = i64>| i128::from(costs.max().unwrap_or(0));
    let room = dearest(&mut instance.rooms.iter().map(|room| room.cost));
    let level = dearest(&mut weights.level.iter().copied());
    let journey = dearest(
        &mut instance
            .people
            .iter()
            .filter_map(|person| person.max_travel),
    );
    let welcome: i128 = case
        .optional
        .iter()
        .map(|welcome| i128::from(welcome.weight))
        .sum();
    let attending = (case.required.len() + case.roles.len()) as i128;
    let moved: i128 = case
        .roles
        .iter()
        .map(|role| {
            let mediates = role.role == MEDIATOR;
            i128::from(if mediates {
                weights.moved_mediator
            } else {
                weights.moved_other
            })
        })
        .sum();
    room / i128::from(weights.room_cost_div)
        + level * attending
        + i128::from(weights.mediator_min) * journey
        + welcome
        + i128::from(weights.moved)
        + moved
        + i128::from(weights.balance2)
}
