//! The stages of planning, one after the other; see the module's documentation.

use super::{
    bound::{self, Bound, UNIT},
    chance::Chance,
    choose::{self, Chosen, Effort as Patience, Shared, Statement},
    report::{Effort, Progress, Stage, Watch},
    rows::{Duals, Rows},
    search::{State, first},
    team::{Column, Pricer},
    world::{PINNED, World},
};

/// What planning has found so far.
pub(super) struct Found {
    /// By case.
    pub(super) meetings: Vec<Option<Column>>,
    pub(super) cost: i64,
    pub(super) bound: i64,
    pub(super) effort: Effort,
}

/// Who is told, and hears of better plans and bounds.
pub(super) trait Desk: Watch {
    /// A better plan, or a better bound.
    fn news(&self, world: &World<'_>, found: &Found);
}

/// How to plan.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    pub(super) seed: u64,
    pub(super) rounds: Option<u64>,
}

/// Meetings in one integer program at most.
const MOST_COLUMNS: usize = 60_000;
/// What a promising meeting exceeds the least of its case by at most, in parts of a point.
const PROMISING: i64 = 6 * UNIT;
/// Meetings of one case that are added to the linear program at a time.
const COLUMNS_A_ROUND: usize = 30;
/// Meetings of each case that the linear program starts with.
const FIRST_COLUMNS: usize = 15;

/// Plans.
pub(super) fn run(world: &World<'_>, settings: Settings, desk: &dyn Desk) -> Found {
    let mut line = Line {
        world,
        settings,
        desk,
        stage: Stage::Searching,
        found: sure(world),
    };
    let mut chance = Chance::new(settings.seed);
    let mut state = first(world);
    line.better(&state);
    let rounds = settings.rounds.unwrap_or(2_000);
    state.improve(rounds, &mut chance, desk);
    line.better(&state);
    if !line.is_over() {
        line.prove(&mut chance);
    }
    line.found
}

/// What is known before anything is done.
fn sure(world: &World<'_>) -> Found {
    let rows = Rows::new(world);
    let duals = Duals::new(world, &rows, vec![0; rows.caps.len()]);
    let bound = bound::bound(world, &rows, &duals, None, 0);
    Found {
        meetings: vec![None; world.cases.len()],
        cost: i64::MAX,
        bound: bound.cost(),
        effort: Effort {
            starts: world
                .cases
                .iter()
                .map(|case| case.starts.len() as u64)
                .sum(),
            ..Effort::default()
        },
    }
}

/// The cases that could not meet even if nobody else did.
pub(super) fn impossible(world: &World<'_>) -> Vec<usize> {
    let rows = Rows::new(world);
    let duals = Duals::new(world, &rows, vec![0; rows.caps.len()]);
    let pricer = Pricer {
        world,
        prices: &duals,
        unit: 1,
    };
    (0..world.cases.len())
        .filter(|&case| !pricer.is_possible(case))
        .collect()
}

/// Planning under way.
struct Line<'w, 'p> {
    world: &'w World<'p>,
    settings: Settings,
    desk: &'w dyn Desk,
    stage: Stage,
    found: Found,
}

impl Line<'_, '_> {
    /// Whether there is nothing left to do, or no time.
    fn is_over(&self) -> bool {
        self.found.cost <= self.found.bound || self.desk.left().is_some_and(|left| left.is_zero())
    }

    /// Keeps a plan when it is better.
    fn better(&mut self, state: &State<'_, '_>) {
        if state.cost < self.found.cost {
            self.found.cost = state.cost;
            self.found.meetings.clone_from(&state.meetings);
            self.desk.news(self.world, &self.found);
        }
        self.tell();
    }

    /// Keeps a bound when it is better.
    fn bounded(&mut self, bound: i64) {
        if self.found.bound < bound {
            self.found.bound = bound.min(self.found.cost);
            self.desk.news(self.world, &self.found);
        }
        self.tell();
    }

    fn tell(&self) {
        self.desk.tell(&Progress {
            stage: self.stage,
            incumbent: (self.found.cost < i64::MAX).then_some(self.found.cost),
            bound: Some(self.found.bound),
            placed: self.found.meetings.iter().flatten().count(),
        });
    }

    /// Bounds, chooses and proves.
    #[cfg(feature = "highs")]
    fn prove(&mut self, chance: &mut Chance) {
        use super::master::Master;

        let world = self.world;
        self.stage = Stage::Bounding;
        let mut master = Master::new(world, Rows::new(world));
        self.start(&mut master);
        let Some((rows, prices)) = self.relax(&mut master) else {
            return;
        };
        self.found.effort.columns = master.columns.len() as u64;
        self.found.effort.rows = master.lines() as u64;
        drop(master);
        if self.is_over() {
            return;
        }
        self.stage = Stage::Choosing;
        let duals = Duals::new(world, &rows, prices);
        let bound = bound::bound(world, &rows, &duals, None, 0);
        self.choose(&rows, &duals, &bound, chance);
    }

    /// The meetings the linear program starts with.
    #[cfg(feature = "highs")]
    fn start(&self, master: &mut super::master::Master<'_, '_>) {
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

    /// Solves the linear program over all meetings; the best prices found, with all rows.
    #[cfg(feature = "highs")]
    fn relax(&mut self, master: &mut super::master::Master<'_, '_>) -> Option<(Rows, Vec<i64>)> {
        let world = self.world;
        let mut best: Option<(i128, Vec<i64>)> = None;
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
            // A hundredth of a point is nothing.
            let worth: Vec<i64> = solved
                .worth
                .iter()
                .map(|worth| bound::parts(*worth) - UNIT / 100)
                .collect();
            let bound = bound::bound(world, &master.rows, &duals, Some(&worth), COLUMNS_A_ROUND);
            let prices = duals.into_prices();
            self.bounded(bound.cost());
            if best.as_ref().is_none_or(|(parts, _)| *parts < bound.parts) {
                best = Some((bound.parts, prices));
            }
            if self.is_over() {
                return None;
            }
            self.whole(master, &solved);
            let is_new = bound
                .columns
                .iter()
                .filter(|column| master.add(column))
                .count();
            if added == 0 && is_new == 0 {
                break;
            }
        }
        let (_, mut prices) = best?;
        prices.resize(master.rows.caps.len(), 0);
        Some((
            std::mem::replace(&mut master.rows, Rows::new(world)),
            prices,
        ))
    }

    /// Takes a solution of the linear program as a plan when it is one, or close to one.
    #[cfg(feature = "highs")]
    fn whole(&mut self, master: &super::master::Master<'_, '_>, solved: &super::master::Solved) {
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

    /// Chooses among promising meetings until all that could be part of a better plan are few enough
    /// to choose among.
    fn choose(&mut self, rows: &Rows, duals: &Duals<'_>, bound: &Bound, chance: &mut Chance) {
        let world = self.world;
        // Of equal promise first; then so many of each case, for when too many are promising.
        for count in [None, Some(30), Some(80)] {
            if self.is_over() {
                return;
            }
            let exact = self.exact(bound);
            let columns = match count {
                None => bound::within(
                    world,
                    duals,
                    &bound.least,
                    exact.min(PROMISING),
                    MOST_COLUMNS,
                ),
                Some(count) => Some(bound::cheapest(world, duals, &bound.least, exact, count)),
            };
            let columns = columns.filter(|columns| columns.len() <= 2 * MOST_COLUMNS);
            self.stage = Stage::Choosing;
            self.tell();
            if let Some(columns) = columns {
                let chosen = self.solve(rows, &columns);
                self.take(&columns, &chosen, chance);
            }
            if self.settle(rows, duals, bound, chance) {
                return;
            }
        }
    }

    /// How much dearer than the least of its case a meeting of a better plan can be: costs are whole.
    fn exact(&self, bound: &Bound) -> i64 {
        let better = i128::from(self.found.cost - 1) * i128::from(UNIT);
        i64::try_from(better - bound.parts).unwrap_or(i64::MAX)
    }

    /// Chooses among all meetings that a better plan could have, when they are few enough.
    fn settle(
        &mut self,
        rows: &Rows,
        duals: &Duals<'_>,
        bound: &Bound,
        chance: &mut Chance,
    ) -> bool {
        if self.is_over() {
            return true;
        }
        let exact = self.exact(bound);
        let all = bound::within(self.world, duals, &bound.least, exact, MOST_COLUMNS);
        let Some(columns) = all else {
            return false;
        };
        self.stage = Stage::Proving;
        self.tell();
        let chosen = self.solve(rows, &columns);
        self.take(&columns, &chosen, chance);
        if chosen.is_proven {
            self.bounded(self.found.cost);
        } else if let Some(least) = chosen.bound {
            self.bounded(whole(least).min(self.found.cost));
        }
        true
    }

    /// Keeps a choice when it is better, after looking near it.
    fn take(&mut self, columns: &[Column], chosen: &Chosen, chance: &mut Chance) {
        let Some(picks) = &chosen.picks else { return };
        let world = self.world;
        let mut state = State::new(world);
        for &ix in picks {
            state.put(columns[ix].clone());
        }
        self.better(&state);
        if !chosen.is_proven && !self.is_over() {
            state.improve(20_000, chance, self.desk);
            self.better(&state);
        }
    }

    /// The best plan made of some meetings.
    fn solve(&self, rows: &Rows, columns: &[Column]) -> Chosen {
        let statement = statement(self.world, rows, columns, &self.found.meetings);
        let patience = Patience {
            time: self.desk.left(),
            seed: self.settings.seed,
        };
        choose::best(&statement, patience)
    }
}

/// The program that chooses among some meetings, with every way two of them leave no time for.
fn statement(
    world: &World<'_>,
    rows: &Rows,
    columns: &[Column],
    meetings: &[Option<Column>],
) -> Statement {
    let mut groups: Vec<(Vec<usize>, Option<f64>)> = world
        .cases
        .iter()
        .map(|case| {
            (
                Vec::new(),
                (case.unplaced < PINNED).then_some(float(case.unplaced)),
            )
        })
        .collect();
    let mut uses = std::collections::BTreeMap::<u32, Vec<usize>>::new();
    let mut taken = Vec::new();
    for (ix, column) in columns.iter().enumerate() {
        groups[column.case as usize].0.push(ix);
        rows.of(world, column, &mut taken);
        for &row in &taken {
            uses.entry(row).or_default().push(ix);
        }
    }
    let balance = world.problem.balance;
    let scale = world.problem.scale;
    let mut fair = Vec::new();
    for row in rows.shares() {
        fair.extend(uses.remove(&row).map(|meetings| Shared {
            meetings,
            share: float(rows.caps[row as usize]),
            few: f64::from(balance.few),
            first: float(scale.cost(balance.first)),
            further: float(scale.cost(balance.further)),
        }));
    }
    let mut kept = Vec::new();
    for (row, meetings) in uses {
        let mut cases: Vec<u32> = meetings.iter().map(|&ix| columns[ix].case).collect();
        cases.dedup();
        let cap = rows.caps[row as usize];
        if i64::try_from(cases.len()).unwrap_or(i64::MAX) > cap {
            kept.push((meetings, float(cap)));
        }
    }
    kept.extend(
        rows.way_cliques(world, columns)
            .into_iter()
            .map(|meetings| (meetings, 1.0)),
    );
    let present: std::collections::HashSet<&Column> = meetings.iter().flatten().collect();
    let hint: Vec<bool> = columns
        .iter()
        .map(|column| present.contains(column))
        .collect();
    let is_whole = hint.iter().filter(|&&is| is).count() == present.len();
    Statement {
        costs: columns.iter().map(|column| float(column.cost)).collect(),
        groups,
        rows: kept,
        shares: fair,
        hint: is_whole.then_some(hint),
    }
}

/// The cost of the best plan by microlp, all meetings in one program: a second opinion for problems
/// with at most `most` meetings; `None` when there are more or the solver gives up.
#[cfg(feature = "microlp")]
pub(super) fn second_opinion(world: &World<'_>, most: usize) -> Option<i64> {
    let rows = Rows::new(world);
    let duals = Duals::new(world, &rows, vec![0; rows.caps.len()]);
    let none: Vec<i64> = world
        .cases
        .iter()
        .map(|case| case.unplaced * UNIT)
        .collect();
    let columns = bound::within(world, &duals, &none, 0, most)?;
    let statement = statement(world, &rows, &columns, &[]);
    let patience = Patience {
        time: None,
        seed: 0,
    };
    let chosen = super::choose::with_microlp(&statement, patience);
    let picks = chosen.picks.filter(|_| chosen.is_proven)?;
    let mut state = State::new(world);
    for ix in picks {
        state.put(columns[ix].clone());
    }
    Some(state.cost)
}

/// A bound in whole points: costs are whole, so a fraction counts for one.
#[expect(clippy::cast_possible_truncation, reason = "costs are below 2^52")]
fn whole(bound: f64) -> i64 {
    (bound - 1e-4).ceil() as i64
}

#[expect(clippy::cast_precision_loss, reason = "costs are below 2^52")]
fn float(number: i64) -> f64 {
    number as f64
}

#[cfg(not(feature = "highs"))]
impl Line<'_, '_> {
    /// Chooses among all meetings when there are few enough.
    fn prove(&mut self, chance: &mut Chance) {
        let world = self.world;
        let rows = Rows::new(world);
        let duals = Duals::new(world, &rows, vec![0; rows.caps.len()]);
        let bound = bound::bound(world, &rows, &duals, None, 0);
        self.choose(&rows, &duals, &bound, chance);
    }
}
