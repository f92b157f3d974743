//! A bound holds at any prices, and no meeting of the best plan is priced out.

use super::{
    draw::{self, Chance},
    oracle,
};
use crate::plan::{
    Meeting, Problem,
    bound::{bound, within},
    branch::Leaving,
    model::{DayIx, Slot},
    rows::{Duals, Rows},
    team::{Column, NOBODY},
    world::{World, place_of},
};

/// A meeting as the problem writes it.
fn meeting(problem: &Problem, world: &World<'_>, column: &Column) -> Meeting {
    let case = column.case as usize;
    let start = &world.cases[case].starts[column.start as usize];
    let team = column.team.iter().zip(&problem.cases[case].parts);
    Meeting {
        slot: Slot {
            day: DayIx(usize::from(start.day)),
            start: start.at,
        },
        place: place_of(start.places[usize::from(column.place)].place),
        team: team
            .map(|(&member, part)| {
                (member != NOBODY).then(|| part.pool[usize::from(member)].person)
            })
            .collect(),
    }
}

/// Every meeting that every case could have.
fn all(world: &World<'_>) -> Vec<Column> {
    let rows = Rows::new(world);
    let free = Duals::new(world, &rows, vec![0; rows.caps.len()]);
    let leaving = Leaving::free(world);
    let far = 1 << 50;
    within(world, &free, &leaving, &leaving.nones, far, usize::MAX).expect("there is no limit")
}

/// Prices for all rows, most of them nothing.
fn prices(world: &World<'_>, rows: &Rows, chance: &mut Chance) -> Vec<i64> {
    let highest = [world.unit / 2, 3 * world.unit, 40 * world.unit][chance.below(3)];
    let mut prices: Vec<i64> = (0..rows.caps.len())
        .map(|_| {
            let price = i64::try_from(chance.below(usize::try_from(highest).unwrap())).unwrap();
            if chance.below(3) == 0 { price } else { 0 }
        })
        .collect();
    // Beyond what the dearest meeting too many costs, a price of a fair share makes no sense.
    let further = world.problem.scale.cost(world.problem.balance.further) * world.unit;
    for row in rows.shares() {
        prices[row as usize] = prices[row as usize].min(further);
    }
    prices
}

#[test]
fn bounds_hold_at_any_prices_and_the_best_meetings_stay() {
    let (mut priced, mut ways) = (0, 0);
    for seed in 0..600 {
        let problem = draw::problem(seed);
        let (cost, cheapest) = oracle::cheapest(&problem);
        let world = World::new(&problem);
        let columns = all(&world);
        let mut rows = Rows::new(&world);
        let refs: Vec<&Column> = columns.iter().collect();
        for (person, day, travel) in rows.ways(&world, &refs) {
            ways += usize::from(rows.travel(person, day, travel).1);
        }
        let leaving = Leaving::free(&world);
        let mut chance = Chance(seed);
        for _ in 0..4 {
            let duals = Duals::new(&world, &rows, prices(&world, &rows, &mut chance));
            let found = bound(&world, &rows, &duals, &leaving, None, 0);
            assert!(
                found.cost(world.unit) <= cost,
                "seed {seed}: {} {cost}",
                found.cost(world.unit)
            );
            let slack = i128::from(cost * world.unit) - found.parts;
            let slack = i64::try_from(slack).expect("costs are small");
            let left = within(&world, &duals, &leaving, &found.least, slack, usize::MAX);
            let left = left.expect("there is no limit");
            priced += usize::from(left.len() < columns.len());
            let meets = cheapest.meetings.iter().enumerate();
            for (case, best) in meets.filter_map(|(case, best)| Some((case, best.as_ref()?))) {
                let is_best = |column: &Column| {
                    column.case as usize == case && meeting(&problem, &world, column) == *best
                };
                assert!(left.iter().any(is_best), "seed {seed}, case {case}");
            }
        }
    }
    assert!(500 < priced && 500 < ways, "{priced} {ways}");
}
