//! A bound by linear programming, and a proof by telling plans apart.

use super::{
    bound,
    branch::{Leaving, Node, sets},
    chance::Chance,
    master::{Master, Solved},
    pipeline::{At, Line},
    report::Stage,
    rows::{Duals, Rows},
    search::State,
    team::Pricer,
};

/// Meetings of one case that are added to the linear program at a time.
const COLUMNS_A_ROUND: usize = 30;
/// Meetings of each case that the linear program starts with.
const FIRST_COLUMNS: usize = 15;
/// Some of all plans are settled among so much fewer meetings than all plans are: to choose among more
/// takes longer than telling plans apart.
const FEWER: usize = 3;
/// Nodes a solver searches to settle some of all plans.
const NODES: u32 = 2_000;

/// The best prices found for some plans.
struct Relaxed {
    parts: i128,
    prices: Vec<i64>,
    /// By set of cases.
    counts: Vec<i64>,
    /// By case, how much of it the last solution leaves.
    left: Vec<f64>,
}

impl Line<'_, '_> {
    /// Bounds, chooses and proves.
    pub(super) fn prove(&mut self, chance: &mut Chance) {
        let world = self.world;
        self.stage = Stage::Bounding;
        let sets = sets(world);
        let mut master = Master::new(world, Rows::new(world));
        self.start(&mut master);
        let mut root = Node::all(sets.len(), i128::MIN);
        let relaxed = self.relax(&mut master, &root, &sets, 0);
        self.count(&master);
        let Some(relaxed) = relaxed else { return };
        if self.is_over() {
            return;
        }
        root.parts = relaxed.parts;
        if !self.look(&master, &root, &sets, 0, &relaxed, |line, at| {
            line.choose(at, chance)
        }) {
            self.branch(&mut master, &sets, &root, &relaxed, chance);
            self.count(&master);
        }
    }

    fn count(&mut self, master: &Master<'_, '_>) {
        self.found.effort.columns = master.columns.len() as u64;
        self.found.effort.rows = master.lines() as u64;
    }

    /// Hands what is known of some plans to `with`.
    fn look<T>(
        &mut self,
        master: &Master<'_, '_>,
        node: &Node,
        sets: &[Vec<usize>],
        penalty: i64,
        relaxed: &Relaxed,
        with: impl FnOnce(&mut Self, &At<'_>) -> T,
    ) -> T {
        let world = self.world;
        let mut prices = relaxed.prices.clone();
        prices.resize(master.rows.caps.len(), 0);
        let duals = Duals::new(world, &master.rows, prices);
        let leaving = Leaving::of(world, node, sets, &relaxed.counts, penalty);
        let bound = bound::bound(world, &master.rows, &duals, &leaving, None, 0);
        let counts = sets.iter().map(Vec::as_slice).zip(node.counts.clone());
        let at = At {
            world,
            rows: &master.rows,
            duals: &duals,
            leaving: &leaving,
            bound: &bound,
            counts: counts.filter(|(_, count)| count.binds()).collect(),
        };
        with(self, &at)
    }

    /// Tells plans apart, those that could be cheapest first, until none is left that could be better
    /// than the best.
    fn branch(
        &mut self,
        master: &mut Master<'_, '_>,
        sets: &[Vec<usize>],
        root: &Node,
        relaxed: &Relaxed,
        chance: &mut Chance,
    ) {
        let unit = self.world.unit;
        let few = self.settings.columns / FEWER;
        let dearer = |cost: i64| i128::from(cost) * i128::from(unit);
        // What it costs on top to do what these plans do not: a thousandth of it is more than it is worth.
        let worth = self.found.cost - self.found.bound + 1;
        let penalty = worth.saturating_mul(1_000).min((1 << 57) / unit);
        let mut open: Vec<Node> = root
            .split(sets, &relaxed.left)
            .into_iter()
            .flatten()
            .collect();
        // No plan that could not be settled costs less than this.
        let mut unsettled = if open.is_empty() {
            root.parts
        } else {
            i128::MAX
        };
        loop {
            let least = open.iter().map(|node| node.parts).min();
            let all = least
                .unwrap_or(i128::MAX)
                .min(unsettled)
                .min(dearer(self.found.cost));
            self.bounded(bound::points(all, unit));
            if self.is_over() {
                return;
            }
            let Some(next) = (0..open.len()).rev().min_by_key(|&ix| open[ix].parts) else {
                return;
            };
            let mut node = open.swap_remove(next);
            if unsettled <= node.parts {
                return;
            }
            self.found.effort.nodes += 1;
            master.restrict(&node, sets, penalty);
            let Some(relaxed) = self.relax(master, &node, sets, penalty) else {
                // Out of time, or the solver gave up: what was known of these plans stays.
                unsettled = unsettled.min(node.parts);
                continue;
            };
            node.parts = node.parts.max(relaxed.parts);
            if dearer(self.found.cost - 1) < node.parts {
                continue;
            }
            let settled = self.look(master, &node, sets, penalty, &relaxed, |line, at| {
                line.settle(at, few, Some(NODES), chance)
            });
            if settled.is_some_and(|bound| self.found.cost <= bound) {
                continue;
            }
            match node.split(sets, &relaxed.left) {
                Some(both) => open.extend(both),
                None => unsettled = unsettled.min(settled.map_or(node.parts, dearer)),
            }
        }
    }

    /// The meetings the linear program starts with.
    fn start(&self, master: &mut Master<'_, '_>) {
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

    /// Solves the linear program over all meetings of some plans; the best prices found. `None` when
    /// there is no time, or nothing left to find.
    fn relax(
        &mut self,
        master: &mut Master<'_, '_>,
        node: &Node,
        sets: &[Vec<usize>],
        penalty: i64,
    ) -> Option<Relaxed> {
        let world = self.world;
        let unit = world.unit;
        let is_root = node.parts == i128::MIN;
        let mut best: Option<Relaxed> = None;
        loop {
            if self.is_over() {
                return None;
            }
            let solved = master.solve()?;
            self.found.effort.rounds += 1;
            let added = master.separate(&solved);
            let mut prices = bound::rounded(world, &master.rows, &solved.prices);
            prices.resize(master.rows.caps.len(), 0);
            let duals = Duals::new(world, &master.rows, prices);
            let counts: Vec<i64> = solved
                .counts
                .iter()
                .map(|&price| bound::parts(price, unit) - bound::parts(-price, unit))
                .chain(std::iter::repeat(0))
                .take(sets.len())
                .collect();
            let leaving = Leaving::of(world, node, sets, &counts, penalty);
            // A hundredth of a point is nothing.
            let worth: Vec<i64> = solved
                .worth
                .iter()
                .map(|worth| bound::parts(*worth, unit) - unit / 100)
                .collect();
            let bound = bound::bound(
                world,
                &master.rows,
                &duals,
                &leaving,
                Some(&worth),
                COLUMNS_A_ROUND,
            );
            let prices = duals.into_prices();
            if is_root {
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
            self.whole(master, &solved);
            if self.is_over() {
                return None;
            }
            let is_new = bound
                .columns
                .iter()
                .filter(|column| master.add(column))
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

#[cfg(test)]
mod tests {
    use crate::plan::{
        Patient, Problem,
        pipeline::{Desk, Found, Settings, run},
        tests::{draw, oracle, simple},
        world::World,
    };

    impl Desk for Patient {
        fn news(&self, _: &World<'_>, _: &Found) {}
    }

    /// A plan, when no program may choose among more than so many meetings.
    fn planned(problem: &Problem, columns: usize) -> Found {
        let settings = Settings {
            seed: 0,
            rounds: Some(0),
            columns,
        };
        run(&World::new(problem), settings, &Patient)
    }

    #[test]
    fn what_is_left_of_each_case_in_part_is_left_of_whole_cases() {
        for triangles in 1..4 {
            let problem = simple::triangles(triangles);
            let found = planned(&problem, 1);
            // The linear program leaves half of each case, a plan two of three.
            assert_eq!(found.cost, 20 * i64::try_from(triangles).unwrap());
            assert_eq!(found.bound, found.cost);
            assert!(0 < found.effort.nodes);
        }
    }

    #[test]
    fn plans_told_apart_are_bounded_and_never_lost() {
        let mut proven = 0;
        for seed in 0..150 {
            let problem = draw::problem(seed);
            let (cheapest, _) = oracle::cheapest(&problem);
            for columns in [3, 60] {
                let found = planned(&problem, columns);
                assert!(cheapest <= found.cost, "seed {seed}: {cheapest}");
                assert!(found.bound <= cheapest, "seed {seed}: {}", found.bound);
                proven += u32::from(found.cost == found.bound);
            }
        }
        assert!(200 < proven, "{proven}");
    }
}
