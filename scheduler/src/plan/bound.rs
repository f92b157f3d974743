//! A bound on what any plan costs, from prices of what is shared.
//!
//! Put a price of at least 0 on each row. A plan then pays, for each case, at least the cheapest
//! meeting of the case with the prices added; and it gets back no more than price times allowance of
//! each row. The difference is a lower bound whatever the prices are, so they are rounded to whole
//! numbers and everything is computed exactly: no error of a floating-point solver can make it wrong.

use super::{
    branch::Leaving,
    rows::{Duals, Row, Rows},
    team::{Column, Pricer},
    world::World,
};

/// What prices say.
pub(super) struct Bound {
    /// By case, the least it costs at these prices, in parts.
    pub(super) least: Vec<i64>,
    /// No plan costs less, in parts.
    pub(super) parts: i128,
    /// Meetings that are cheaper than their case's worth.
    pub(super) columns: Vec<Column>,
}

impl Bound {
    /// Takes into account meetings that cost less than the least, with their prices.
    pub(super) fn lower(&mut self, cheaper: Vec<(i64, Column)>) {
        for (price, column) in cheaper {
            let least = &mut self.least[column.case as usize];
            self.parts -= i128::from((*least - price).max(0));
            *least = price.min(*least);
        }
    }

    /// No plan costs less: the bound in whole points.
    pub(super) fn cost(&self, unit: i64) -> i64 {
        points(self.parts, unit)
    }
}

/// Parts in whole points: costs are whole, so a fraction counts for one.
pub(super) fn points(parts: i128, unit: i64) -> i64 {
    let unit = i128::from(unit);
    i64::try_from(parts.saturating_add(unit - 1).div_euclid(unit)).unwrap_or(i64::MAX)
}

/// Prices in parts, none higher than makes sense for a fair share.
pub(super) fn rounded(world: &World<'_>, rows: &Rows, prices: &[f64]) -> Vec<i64> {
    let mut rounded: Vec<i64> = prices
        .iter()
        .map(|price| parts(*price, world.unit))
        .collect();
    let further = world.problem.scale.cost(world.problem.balance.further) * world.unit;
    for row in rows.shares() {
        let price = &mut rounded[row as usize];
        *price = (*price).min(further);
    }
    rounded
}

/// The highest price of a row, in parts: a meeting takes some dozens of rows.
const HIGHEST: i64 = 1 << 55;

/// A price in parts.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "any whole number near it will do"
)]
pub(super) fn parts(price: f64, unit: i64) -> i64 {
    ((price.max(0.0) * unit as f64).round() as i64).min(HIGHEST)
}

/// The bound at some prices, with up to `most` meetings of each case that cost less than `worth`.
pub(super) fn bound(
    world: &World<'_>,
    rows: &Rows,
    duals: &Duals<'_>,
    leaving: &Leaving,
    worth: Option<&[i64]>,
    most: usize,
) -> Bound {
    let pricer = Pricer {
        world,
        prices: duals,
        unit: world.unit,
    };
    let mut bound = Bound {
        least: Vec::with_capacity(world.cases.len()),
        parts: leaving.parts - duals.rent(),
        columns: Vec::new(),
    };
    for (case, ready) in world.cases.iter().enumerate() {
        let mut least = leaving.nones[case];
        let mut cheap = Vec::new();
        let starts = if leaving.is_left[case] {
            0
        } else {
            ready.starts.len()
        };
        for start in 0..starts {
            // Only what beats the worth is of interest, and what beats the least.
            let limit = worth.map_or(least, |worth| least.max(worth[case]));
            if let Some(best) = pricer.best(case, start, limit) {
                least = least.min(best.price);
                if worth.is_some_and(|worth| best.price < worth[case]) {
                    cheap.push((best.price, start));
                }
            }
        }
        cheap.sort_unstable();
        for (price, start) in cheap.into_iter().take(most) {
            bound.columns.extend(
                pricer
                    .cheapest(case, start, price + 1)
                    .map(|(_, column)| column),
            );
        }
        bound.parts += i128::from(least);
        bound.least.push(least);
    }
    bound.parts += shares(world, rows, |row| duals.price(row));
    bound
}

/// What fair shares add to the bound: their rows may be broken, at a cost.
pub(super) fn shares(world: &World<'_>, rows: &Rows, price: impl Fn(Row) -> i64) -> i128 {
    let balance = world.problem.balance;
    let first = world.problem.scale.cost(balance.first) * world.unit;
    let saved = rows.shares().map(|row| (first - price(row)).min(0));
    i128::from(balance.few) * saved.map(i128::from).sum::<i128>()
}

/// Up to `most` meetings of each case that cost less than its `least` and that `is_known` does not know:
/// the cheapest, with their prices.
pub(super) fn escaped(
    world: &World<'_>,
    duals: &Duals<'_>,
    leaving: &Leaving,
    least: &[i64],
    most: usize,
    is_known: impl Fn(&Column) -> bool,
) -> Vec<(i64, Column)> {
    let pricer = Pricer {
        world,
        prices: duals,
        unit: world.unit,
    };
    let mut columns = Vec::new();
    for (case, &least) in least.iter().enumerate() {
        if leaving.is_left[case] {
            continue;
        }
        let mut found = Vec::new();
        pricer.within(case, least - 1, &mut |price, column| {
            if !is_known(&column) {
                found.push((price, column));
            }
        });
        found.sort();
        columns.extend(found.into_iter().take(most));
    }
    columns
}

/// All meetings whose price exceeds the least of their case by no more than `slack`; `None` when there
/// are more than `most`.
pub(super) fn within(
    world: &World<'_>,
    duals: &Duals<'_>,
    leaving: &Leaving,
    least: &[i64],
    slack: i64,
    most: usize,
) -> Option<Vec<Column>> {
    let pricer = Pricer {
        world,
        prices: duals,
        unit: world.unit,
    };
    let mut columns = Vec::new();
    for (case, &least) in least.iter().enumerate() {
        if leaving.is_left[case] {
            continue;
        }
        let mut over = false;
        pricer.within(case, least.saturating_add(slack), &mut |_, column| {
            if columns.len() < most {
                columns.push(column);
            } else {
                over = true;
            }
        });
        if over {
            return None;
        }
    }
    Some(columns)
}

/// The `count` cheapest meetings of each case at these prices that exceed its least by no more than
/// `slack`.
pub(super) fn cheapest(
    world: &World<'_>,
    duals: &Duals<'_>,
    leaving: &Leaving,
    least: &[i64],
    slack: i64,
    count: usize,
) -> Vec<Column> {
    let pricer = Pricer {
        world,
        prices: duals,
        unit: world.unit,
    };
    let mut columns = Vec::new();
    for (case, &least) in least.iter().enumerate() {
        if leaving.is_left[case] {
            continue;
        }
        // Widen until there are enough: most cases need no more than the first step or two.
        let mut step = world.unit * 4;
        loop {
            let limit = step.min(slack);
            let mut found = Vec::new();
            pricer.within(case, least.saturating_add(limit), &mut |price, column| {
                found.push((price, column));
            });
            if count <= found.len() || limit == slack {
                found.sort();
                columns.extend(found.into_iter().take(count).map(|(_, column)| column));
                break;
            }
            step *= 4;
        }
    }
    columns
}
