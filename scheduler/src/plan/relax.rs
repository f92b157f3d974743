//! The bound of a linear program over all meetings, or over those that are listed.

use super::{
    bound::{self, Bound},
    branch::{Leaving, Node},
    clique, halves,
    master::{Master, Solved},
    pipeline::Line,
    pool::Pool,
    rows::Duals,
    search::State,
    team::{Column, Pricer},
};

/// Meetings of one case that are added to the linear program at a time.
const COLUMNS_A_ROUND: usize = 30;
/// Meetings of each case that the linear program starts with.
const FIRST_COLUMNS: usize = 15;

/// What a proof works with.
pub(super) struct Known<'w, 'p> {
    pub(super) master: Master<'w, 'p>,
    /// Meetings of better plans, once they are listed.
    pub(super) pool: Option<Pool>,
    /// Sets of cases of which is counted how many are left.
    pub(super) sets: Vec<Vec<usize>>,
}

/// The best prices found for some plans.
pub(super) struct Relaxed {
    pub(super) parts: i128,
    pub(super) prices: Vec<i64>,
    /// By set of cases.
    pub(super) counts: Vec<i64>,
    /// By case, how much of it the last solution leaves.
    pub(super) left: Vec<f64>,
}

/// The bounds of the rounds so far, in parts.
struct Rounds(Vec<i128>);

impl Rounds {
    /// Rounds that may gain too little, one after the other: of all plans, and of some.
    const PATIENCE: (usize, usize) = (12, 4);
    /// The part of what is left to gain that so many rounds must gain at least.
    const ENOUGH: i128 = 25;

    /// Whether it is worth while to look for rows that are broken: the last rounds gained something.
    fn gain(&self, node: &Node, dearest: i128) -> bool {
        let (all, some) = Self::PATIENCE;
        let patience = if node.is_all() { all } else { some };
        let Some(earlier) = self.0.len().checked_sub(patience).filter(|&len| 0 < len) else {
            return true;
        };
        let best = |bounds: &[i128]| bounds.iter().max().copied().unwrap_or(i128::MIN);
        let (before, now) = (best(&self.0[..earlier]), best(&self.0[earlier..]));
        dearest - now < now.saturating_sub(before).saturating_mul(Self::ENOUGH)
    }
}

impl Line<'_, '_> {
    /// The meetings the linear program starts with.
    pub(super) fn start(&self, master: &mut Master<'_, '_>) {
        let world = self.world;
        let free = Duals::new(world, &master.rows, vec![0; master.rows.caps.len()]);
        let pricer = Pricer {
            world,
            prices: &free,
            unit: 1,
        };
        let mut columns = Vec::new();
        for (case, ready) in world.cases.iter().enumerate() {
            let starts = (0..ready.starts.len())
                .filter_map(|start| pricer.cheapest(case, start, ready.unplaced));
            let mut cheap: Vec<_> = starts.collect();
            cheap.sort();
            columns.extend(
                cheap
                    .into_iter()
                    .take(FIRST_COLUMNS)
                    .map(|(_, column)| column),
            );
        }
        drop(free);
        for column in columns.iter().chain(self.found.meetings.iter().flatten()) {
            master.add(column);
        }
        master.activate_used();
    }

    /// Solves the linear program of some plans; the best prices found. `None` when there is no time,
    /// nothing left to find, or the solver gave up.
    pub(super) fn relax(
        &mut self,
        known: &mut Known<'_, '_>,
        node: &Node,
        penalty: i64,
    ) -> Option<Relaxed> {
        let world = self.world;
        let unit = world.unit;
        let mut best: Option<Relaxed> = None;
        let mut rounds = Rounds(Vec::new());
        loop {
            if self.is_over() {
                return None;
            }
            let solved = known.master.solve()?;
            self.found.effort.rounds += 1;
            let may_cut = rounds.gain(node, i128::from(self.found.cost) * i128::from(unit));
            let added = separate(known, &solved, may_cut);
            let mut prices = bound::rounded(world, &known.master.rows, &solved.prices);
            prices.resize(known.master.rows.caps.len(), 0);
            let counts: Vec<i64> = solved
                .counts
                .iter()
                .map(|&price| bound::parts(price, unit) - bound::parts(-price, unit))
                .chain(std::iter::repeat(0))
                .take(known.sets.len())
                .collect();
            let leaving = Leaving::of(world, node, &known.sets, &counts, penalty);
            // A hundredth of a point is nothing.
            let worth: Vec<i64> = solved
                .worth
                .iter()
                .map(|worth| bound::parts(*worth, unit) - unit / 100)
                .collect();
            let (bound, prices) = self.priced(known, prices, &leaving, &worth);
            rounds.0.push(bound.parts);
            if node.is_all() {
                self.bounded(bound.cost(unit));
            }
            if best.as_ref().is_none_or(|best| best.parts < bound.parts) {
                best = Some(Relaxed {
                    parts: bound.parts,
                    prices,
                    counts,
                    left: Vec::new(),
                });
            }
            self.whole(&known.master, &solved);
            if self.is_over() {
                return None;
            }
            let is_new = bound
                .columns
                .iter()
                .filter(|column| known.master.add(column))
                .count();
            let is_settled = self.found.cost <= bound.cost(unit);
            if is_settled || (added == 0 && is_new == 0) {
                let best = best?;
                return Some(Relaxed {
                    left: solved.left,
                    ..best
                });
            }
        }
    }

    /// The bound at some prices. What costs less than any listed meeting is listed first, as long as
    /// there is room and time; after that it counts as it is.
    fn priced(
        &self,
        known: &mut Known<'_, '_>,
        mut prices: Vec<i64>,
        leaving: &Leaving,
        worth: &[i64],
    ) -> (Bound, Vec<i64>) {
        let world = self.world;
        let (rows, most) = (&mut known.master.rows, COLUMNS_A_ROUND);
        let Some(pool) = &mut known.pool else {
            let duals = Duals::new(world, rows, prices);
            let bound = bound::bound(world, rows, &duals, leaving, Some(worth), most);
            return (bound, duals.into_prices());
        };
        loop {
            let mut bound = pool.bound(world, rows, &prices, leaving, Some(worth), most);
            if pool.is_complete {
                return (bound, prices);
            }
            let duals = Duals::new(world, rows, prices);
            let is_listed = |column: &Column| pool.has(column);
            let escaped = bound::escaped(world, &duals, leaving, &bound.least, most, is_listed);
            prices = duals.into_prices();
            if escaped.is_empty() {
                return (bound, prices);
            }
            if self.settings.listed <= pool.len() || self.is_over() {
                bound.lower(escaped);
                return (bound, prices);
            }
            pool.add(world, rows, escaped.into_iter().map(|(_, column)| column));
        }
    }

    /// Takes a solution of the linear program as a plan when it is one, or close to one.
    fn whole(&mut self, master: &Master<'_, '_>, solved: &Solved) {
        let world = self.world;
        let mut order: Vec<usize> = (0..master.columns.len())
            .filter(|&ix| 0.2 < solved.chosen[ix])
            .collect();
        order.sort_by(|&one, &other| {
            solved.chosen[other]
                .total_cmp(&solved.chosen[one])
                .then(one.cmp(&other))
        });
        let mut state = State::new(world);
        for ix in order {
            state.put_if_it_fits(&master.columns[ix]);
        }
        for case in 0..world.cases.len() {
            if state.meetings[case].is_none() {
                state.settle(case);
            }
        }
        self.better(&state);
    }
}

/// Adds the rows that a solution breaks; answers how many.
fn separate(known: &mut Known<'_, '_>, solved: &Solved, may_cut: bool) -> usize {
    let Known { master, pool, .. } = known;
    let mut added = master.separate(solved);
    let Some(pool) = pool else { return added };
    if may_cut {
        added += clique::separate(pool, master, solved);
        if added == 0 {
            added += halves::separate(pool, master, solved);
        }
    }
    pool.renew(master.world, &mut master.rows);
    added
}
