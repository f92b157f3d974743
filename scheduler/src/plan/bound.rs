//! A bound on what any plan costs, from prices of what is shared.
//!
//! Put a price of at least 0 on each row. A plan then pays, for each case, at least the cheapest
//! meeting of the case with the prices added; and it gets back no more than price times allowance of
//! each row. The difference is a lower bound whatever the prices are, so they are rounded to whole
//! numbers and everything is computed exactly: no error of a floating-point solver can make it wrong.

use super::{
    rows::{Duals, Rows},
    team::{Column, Pricer},
    world::World,
};

/// Parts of one point of cost: prices are whole numbers of these.
pub(super) const UNIT: i64 = 1024;

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
    /// No plan costs less: the bound in whole points.
    pub(super) fn cost(&self) -> i64 {
        let unit = i128::from(UNIT);
        i64::try_from((self.parts + unit - 1).div_euclid(unit)).unwrap_or(i64::MAX)
    }
}

/// Prices in parts, none higher than makes sense for a fair share.
pub(super) fn rounded(world: &World<'_>, rows: &Rows, prices: &[f64]) -> Vec<i64> {
    let mut rounded: Vec<i64> = prices.iter().map(|price| parts(*price)).collect();
    let further = world.problem.scale.cost(world.problem.balance.further) * UNIT;
    for row in rows.shares() {
        let price = &mut rounded[row as usize];
        *price = (*price).min(further);
    }
    rounded
}

/// A price in parts.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "any whole number near it will do"
)]
pub(super) fn parts(price: f64) -> i64 {
    (price.max(0.0) * UNIT as f64).round().min(1e15) as i64
}

/// The bound at some prices, with up to `most` meetings of each case that cost less than `worth`.
pub(super) fn bound(
    world: &World<'_>,
    rows: &Rows,
    duals: &Duals<'_>,
    worth: Option<&[i64]>,
    most: usize,
) -> Bound {
    let pricer = Pricer {
        world,
        prices: duals,
        unit: UNIT,
    };
    let mut bound = Bound {
        least: Vec::with_capacity(world.cases.len()),
        parts: -duals.rent(),
        columns: Vec::new(),
    };
    for (case, ready) in world.cases.iter().enumerate() {
        let none = ready.unplaced * UNIT;
        let mut least = none;
        let mut cheap = Vec::new();
        for start in 0..ready.starts.len() {
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
    let balance = world.problem.balance;
    let first = world.problem.scale.cost(balance.first) * UNIT;
    for row in rows.shares() {
        let saved = (first - duals.price(row)).min(0);
        bound.parts += i128::from(balance.few) * i128::from(saved);
    }
    bound
}

/// All meetings whose price exceeds the least of their case by no more than `slack`; `None` when there
/// are more than `most`.
pub(super) fn within(
    world: &World<'_>,
    duals: &Duals<'_>,
    least: &[i64],
    slack: i64,
    most: usize,
) -> Option<Vec<Column>> {
    let pricer = Pricer {
        world,
        prices: duals,
        unit: UNIT,
    };
    let mut columns = Vec::new();
    for (case, &least) in least.iter().enumerate() {
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
    least: &[i64],
    slack: i64,
    count: usize,
) -> Vec<Column> {
    let pricer = Pricer {
        world,
        prices: duals,
        unit: UNIT,
    };
    let mut columns = Vec::new();
    for (case, &least) in least.iter().enumerate() {
        // Widen until there are enough: most cases need no more than the first step or two.
        let mut step = UNIT * 4;
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
