//! A proof: by a bound, by listing what a better plan could have, and by telling plans apart.

use super::{
    bound,
    branch::{Leaving, Node, sets},
    chance::Chance,
    master::Master,
    pipeline::{At, Line},
    pool::Pool,
    relax::{Known, Relaxed},
    report::Stage,
    rows::{Duals, Rows},
    team::Column,
};

/// A solver chooses among so much fewer meetings as long as there is another way to go on, by listing
/// them or by telling plans apart.
const FEWER: usize = 6;
/// Meetings of each case that are listed first when not all can be.
const FIRST_LISTED: usize = 60;
/// Nodes a solver searches to settle some of all plans.
const NODES: u32 = 2_000;

impl Line<'_, '_> {
    /// Bounds, chooses and proves.
    pub(super) fn prove(&mut self, chance: &mut Chance) {
        let world = self.world;
        self.stage = Stage::Bounding;
        let mut known = Known {
            master: Master::new(world, Rows::new(world)),
            pool: None,
            sets: sets(world),
        };
        self.start(&mut known.master);
        let mut root = Node::all(known.sets.len(), i128::MIN);
        if let Some(relaxed) = self.settled(&mut known, &mut root, chance) {
            self.branch(&mut known, &root, &relaxed, chance);
            if !self.is_over() {
                // Nothing is left to tell plans apart by: a solver has what time there is.
                let most = self.settings.listed.min(2 * self.settings.columns);
                let bound = self.look(&mut known, &root, 0, &relaxed, |line, at| {
                    line.settle(at, most, None, chance)
                });
                self.bounded(bound.unwrap_or(i64::MIN));
            }
        }
        self.found.effort.columns = known.master.columns.len() as u64;
        self.found.effort.rows = known.master.lines() as u64;
    }

    /// Settles all plans at once, if it can; what is known of them when they are not settled and there
    /// is time left.
    fn settled(
        &mut self,
        known: &mut Known<'_, '_>,
        root: &mut Node,
        chance: &mut Chance,
    ) -> Option<Relaxed> {
        let mut relaxed = self.bounds(known, root)?;
        let most = self.settings.columns / FEWER;
        let bound = self.look(known, root, 0, &relaxed, |line, at| {
            line.promising(at, None, chance);
            line.settle(at, most, None, chance)
        });
        while bound.is_none_or(|bound| bound < self.found.cost) && !self.is_over() {
            if !self.list(known, root, &relaxed) {
                return Some(relaxed);
            }
            relaxed = self.bounds(known, root)?;
            if self.look(known, root, 0, &relaxed, |line, at| line.choose(at, chance)) {
                break;
            }
        }
        self.bounded(bound.unwrap_or(i64::MIN));
        None
    }

    /// What the linear program says of all plans.
    fn bounds(&mut self, known: &mut Known<'_, '_>, root: &mut Node) -> Option<Relaxed> {
        self.stage = Stage::Bounding;
        let relaxed = self.relax(known, root, 0)?;
        root.parts = root.parts.max(relaxed.parts);
        (!self.is_over()).then_some(relaxed)
    }

    /// Lists the meetings that a better plan could have, or the cheapest when there are too many;
    /// answers whether more is known than before.
    fn list(&mut self, known: &mut Known<'_, '_>, root: &Node, relaxed: &Relaxed) -> bool {
        let world = self.world;
        let (slack, all, some) = self.look(known, root, 0, relaxed, |line, at| {
            let slack = line.exact(at);
            let is_listed = at.pool.is_some_and(|pool| pool.is_complete);
            let all = if is_listed {
                None
            } else {
                at.within(slack, line.settings.listed)
            };
            let is_first = all.is_none() && at.pool.is_none();
            (
                slack,
                all,
                is_first.then(|| at.cheapest(slack, FIRST_LISTED)),
            )
        });
        let Known { master, pool, .. } = known;
        let is_complete = all.is_some();
        let Some(columns) = all.or(some) else {
            if let Some(pool) = pool.as_mut().filter(|pool| pool.is_complete) {
                pool.retain(slack, world);
                master.keep(pool);
            }
            return false;
        };
        let pool = pool.get_or_insert_with(|| Pool::new(world));
        pool.add(world, &mut master.rows, columns);
        if is_complete {
            pool.is_complete = true;
            master.keep(pool);
        } else {
            pool.add(world, &mut master.rows, master.columns.clone());
        }
        true
    }

    /// Hands what is known of some plans to `with`.
    fn look<T>(
        &mut self,
        known: &mut Known<'_, '_>,
        node: &Node,
        penalty: i64,
        relaxed: &Relaxed,
        with: impl FnOnce(&mut Self, &At<'_>) -> T,
    ) -> T {
        let world = self.world;
        let rows = &known.master.rows;
        let mut prices = relaxed.prices.clone();
        prices.resize(rows.caps.len(), 0);
        let leaving = Leaving::of(world, node, &known.sets, &relaxed.counts, penalty);
        let listed = known
            .pool
            .as_mut()
            .map(|pool| pool.bound(world, rows, &prices, &leaving, None, 0));
        let duals = Duals::new(world, rows, prices);
        let mut bound =
            listed.unwrap_or_else(|| bound::bound(world, rows, &duals, &leaving, None, 0));
        if let Some(pool) = known.pool.as_ref().filter(|pool| !pool.is_complete) {
            let is_listed = |column: &Column| pool.has(column);
            let least = &bound.least;
            bound.lower(bound::escaped(world, &duals, &leaving, least, 1, is_listed));
        }
        let sets = known.sets.iter().map(Vec::as_slice);
        let counts = sets.zip(node.counts.clone());
        let at = At {
            world,
            rows,
            duals: &duals,
            leaving: &leaving,
            bound: &bound,
            counts: counts.filter(|(_, count)| count.binds()).collect(),
            pool: known.pool.as_ref(),
        };
        with(self, &at)
    }

    /// Tells plans apart, those that could be cheapest first, until none is left that could be better
    /// than the best.
    fn branch(
        &mut self,
        known: &mut Known<'_, '_>,
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
            .split(&known.sets, &relaxed.left)
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
            known.master.restrict(&node, &known.sets, penalty);
            let Some(relaxed) = self.relax(known, &node, penalty) else {
                // Out of time, or the solver gave up and has nothing to go on from: what was known stays.
                return;
            };
            node.parts = node.parts.max(relaxed.parts);
            if dearer(self.found.cost - 1) < node.parts {
                continue;
            }
            let settled = self.look(known, &node, penalty, &relaxed, |line, at| {
                line.settle(at, few, Some(NODES), chance)
            });
            if settled.is_some_and(|bound| self.found.cost <= bound) {
                continue;
            }
            match node.split(&known.sets, &relaxed.left) {
                Some(both) => open.extend(both),
                None => unsettled = unsettled.min(settled.map_or(node.parts, dearer)),
            }
        }
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
    fn planned(problem: &Problem, columns: usize, listed: usize) -> Found {
        let settings = Settings {
            seed: 0,
            rounds: Some(0),
            columns,
            listed,
        };
        run(&World::new(problem), settings, &Patient)
    }

    /// The linear program leaves half of each case in a ring, a plan more than half of an odd number. No
    /// integer program may choose among more than one meeting, so that something else must settle it.
    fn settled(rings: usize, len: usize, listed: usize) -> Found {
        let found = planned(&simple::rings(rings, len), 1, listed);
        let left = i64::try_from(rings * len.div_ceil(2)).unwrap();
        assert_eq!((found.cost, found.bound), (10 * left, 10 * left));
        found
    }

    #[test]
    fn what_excludes_one_another_in_a_ring_of_three_is_a_clique() {
        for rings in 1..4 {
            assert_eq!(settled(rings, 3, 1_000).effort.nodes, 0);
        }
    }

    #[test]
    fn half_the_sum_of_the_rows_of_an_odd_ring_is_a_row() {
        for (rings, len) in [(1, 5), (1, 7), (3, 5), (2, 9)] {
            assert_eq!(settled(rings, len, 1_000).effort.nodes, 0);
        }
    }

    #[test]
    fn rings_are_settled_whatever_is_listed() {
        for (rings, len) in [(1, 3), (2, 3), (1, 5), (2, 4)] {
            settled(rings, len, 0);
        }
    }

    #[test]
    fn plans_told_apart_are_bounded_and_never_lost() {
        let mut proven = 0;
        for seed in 0..150 {
            let problem = draw::problem(seed);
            let (cheapest, _) = oracle::cheapest(&problem);
            for (columns, listed) in [(3, 0), (3, 20), (3, 100_000), (60, 0)] {
                let found = planned(&problem, columns, listed);
                assert!(cheapest <= found.cost, "seed {seed}: {cheapest}");
                assert!(found.bound <= cheapest, "seed {seed}: {}", found.bound);
                proven += u32::from(found.cost == found.bound);
            }
        }
        assert!(500 < proven, "{proven}");
    }
}
