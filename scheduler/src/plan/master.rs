//! The linear program over the meetings that matter, kept and grown in `HiGHS`.
//!
//! Rows are added when a solution breaks them and meetings when their price is below what they save,
//! so the program stays small. What it says is only advice: bounds are computed from rounded prices
//! in whole numbers, and hold whatever the program did.

use std::collections::HashSet;

use highs::{Col, ColProblem, HighsModelStatus, Model, Row as Line, Sense};

use super::{
    branch::{Count, Fate, Node},
    rows::{Row, Rows, Travel},
    team::Column,
    world::World,
};

/// The program in the making.
pub(super) struct Master<'w, 'p> {
    world: &'w World<'p>,
    pub(super) rows: Rows,
    pub(super) columns: Vec<Column>,
    known: HashSet<Column>,
    /// By column: its rows.
    of: Vec<Vec<Row>>,
    /// By row: its columns.
    users: Vec<Vec<u32>>,
    model: Option<Model>,
    lines: Vec<Line>,
    /// By row: its line in the program, once it has one, and that line's position.
    active: Vec<Option<(Line, usize)>>,
    line_count: usize,
    /// Position in the program of each column's variable.
    variables: Vec<(Col, usize)>,
    variable_count: usize,
    /// By case: the variable that leaves it, and its position; `None` when it must meet.
    leave: Vec<Option<(Col, usize)>>,
    /// By set of cases: the line that counts how many are left, and the variable that is the count.
    counts: Vec<Option<Counted>>,
    /// What the program is restricted to.
    fates: std::collections::BTreeMap<usize, Fate>,
    /// Costs are divided by this in the program.
    shrink: f64,
    pub(super) solves: u64,
}

/// How many cases of a set are left, in the program.
#[derive(Clone, Copy)]
struct Counted {
    line: usize,
    count: Col,
}

/// An optimal solution of the program as it stands.
pub(super) struct Solved {
    /// By column, how much of it is chosen.
    pub(super) chosen: Vec<f64>,
    /// By row, what one more would save; never negative.
    pub(super) prices: Vec<f64>,
    /// By case, what one more case like it would cost.
    pub(super) worth: Vec<f64>,
    /// By case, how much of it is left without a meeting.
    pub(super) left: Vec<f64>,
    /// By set of cases, what one more case left would save; negative when it would cost.
    pub(super) counts: Vec<f64>,
}

impl<'w, 'p> Master<'w, 'p> {
    pub(super) fn new(world: &'w World<'p>, rows: Rows) -> Self {
        let mut model = ColProblem::default().optimise(Sense::Minimise);
        model.make_quiet();
        model.set_option("threads", 1);
        model.set_option("presolve", "off");
        let highest = world
            .cases
            .iter()
            .filter(|case| !case.is_pinned)
            .map(|case| case.unplaced)
            .max()
            .unwrap_or(1);
        let shrink = (float(highest) / 100_000.0).max(1.0);
        let mut lines = Vec::new();
        let mut variable_count = 0;
        let mut leave = Vec::new();
        for case in &world.cases {
            let line = model.add_row(1.0..=1.0, []);
            leave.push((!case.is_pinned).then(|| {
                let col = model.add_col(float(case.unplaced) / shrink, 0.0.., [(line, 1.0)]);
                variable_count += 1;
                (col, variable_count - 1)
            }));
            lines.push(line);
        }
        let count = rows.caps.len();
        Self {
            world,
            rows,
            columns: Vec::new(),
            known: HashSet::new(),
            of: Vec::new(),
            users: vec![Vec::new(); count],
            model: Some(model),
            line_count: lines.len(),
            lines,
            active: vec![None; count],
            variables: Vec::new(),
            variable_count,
            leave,
            counts: Vec::new(),
            fates: std::collections::BTreeMap::new(),
            shrink,
            solves: 0,
        }
    }

    /// Adds a meeting, unless it is there; answers whether it is new.
    pub(super) fn add(&mut self, column: &Column) -> bool {
        if !self.known.insert(column.clone()) {
            return false;
        }
        let mut rows = Vec::new();
        self.rows.of(self.world, column, &mut rows);
        let ix = u32::try_from(self.columns.len()).expect("fewer columns than 2^32");
        for &row in &rows {
            self.users[row as usize].push(ix);
        }
        let lines = rows
            .iter()
            .filter_map(|&row| self.active[row as usize].map(|(line, _)| (line, 1.0)));
        let factors: Vec<_> = std::iter::once((self.lines[column.case as usize], 1.0))
            .chain(lines)
            .collect();
        let model = self
            .model
            .as_mut()
            .expect("the program is put back after each solve");
        let col = model.add_col(float(column.cost) / self.shrink, 0.0.., factors);
        self.variables.push((col, self.variable_count));
        self.variable_count += 1;
        self.columns.push(column.clone());
        self.of.push(rows);
        true
    }

    /// Restricts the program to some plans. What they must not do costs a `penalty`, in points, so that
    /// there is always a solution.
    pub(super) fn restrict(&mut self, node: &Node, sets: &[Vec<usize>], penalty: i64) {
        let mut model = self
            .model
            .take()
            .expect("the program is put back after each solve");
        let before = std::mem::replace(&mut self.fates, node.fates.clone());
        for &case in before.keys().chain(node.fates.keys()) {
            let Some((col, _)) = self.leave[case] else {
                continue;
            };
            let fate = node.fates.get(&case);
            let extra = if fate == Some(&Fate::Meets) {
                penalty
            } else {
                0
            };
            let cost = self.world.cases[case].unplaced + extra;
            model.change_column_cost(col, float(cost) / self.shrink);
            let least = if fate == Some(&Fate::Left) { 1.0 } else { 0.0 };
            model.change_column_bounds(col, least..);
        }
        self.counts.resize(sets.len(), None);
        for ((set, count), counted) in sets.iter().zip(&node.counts).zip(&mut self.counts) {
            if counted.is_none() && count.binds() {
                let left = set.iter().filter_map(|&case| self.leave[case]);
                let factors: Vec<_> = left.map(|(col, _)| (col, 1.0)).collect();
                let line = model.add_row(0.0..=0.0, factors);
                let added = model.add_col(0.0, 0.0.., [(line, -1.0)]);
                model.add_col(float(penalty) / self.shrink, 0.0.., [(line, -1.0)]);
                self.variable_count += 2;
                *counted = Some(Counted {
                    line: self.line_count,
                    count: added,
                });
                self.line_count += 1;
            }
            if let Some(counted) = counted {
                let Count { least, most } = *count;
                let most = most.map_or(f64::INFINITY, float);
                model.change_column_bounds(counted.count, float(least)..=most);
            }
        }
        self.model = Some(model);
    }

    /// Gives a row a line in the program.
    fn activate(&mut self, row: Row) {
        let at = row as usize;
        if self.active[at].is_some() {
            return;
        }
        let cap = float(self.rows.caps[at]);
        let factors: Vec<_> = self.users[at]
            .iter()
            .map(|&column| (self.variables[column as usize].0, 1.0))
            .collect();
        let model = self
            .model
            .as_mut()
            .expect("the program is put back after each solve");
        let line = model.add_row(..=cap, factors);
        self.active[at] = Some((line, self.line_count));
        self.line_count += 1;
        if self.rows.shares().any(|share| share == row) {
            let balance = self.world.problem.balance;
            let scale = self.world.problem.scale;
            for (cost, most) in [
                (scale.cost(balance.first), f64::from(balance.few)),
                (scale.cost(balance.further), f64::INFINITY),
            ] {
                model.add_col(float(cost) / self.shrink, 0.0..=most, [(line, -1.0)]);
                self.variable_count += 1;
            }
        }
    }

    /// Gives every row that two of the present meetings of different cases use a line.
    pub(super) fn activate_used(&mut self) {
        for row in 0..self.users.len() {
            let mut cases: Vec<u32> = self.users[row]
                .iter()
                .map(|&column| self.columns[column as usize].case)
                .collect();
            cases.dedup();
            if i64::try_from(cases.len()).unwrap_or(i64::MAX) > self.rows.caps[row] {
                self.activate(Row::try_from(row).expect("fewer rows than 2^32"));
            }
        }
    }

    /// Adds the rows that a solution breaks; answers how many.
    pub(super) fn separate(&mut self, solved: &Solved) -> usize {
        let used: Vec<usize> = (0..self.columns.len())
            .filter(|&ix| SLIGHT < solved.chosen[ix])
            .collect();
        let mut sums = std::collections::BTreeMap::<Row, f64>::new();
        for &ix in &used {
            for &row in &self.of[ix] {
                if self.active[row as usize].is_none() {
                    *sums.entry(row).or_default() += solved.chosen[ix];
                }
            }
        }
        let mut added = 0;
        for (row, sum) in sums {
            if float(self.rows.caps[row as usize]) + 1e-6 < sum {
                self.activate(row);
                added += 1;
            }
        }
        let columns: Vec<&Column> = used.iter().map(|&ix| &self.columns[ix]).collect();
        let ways = self.rows.ways(self.world, &columns);
        for (person, day, travel) in ways {
            let sum: f64 = used
                .iter()
                .map(|&ix| solved.chosen[ix] * self.takes(ix, person, day, travel))
                .sum();
            if 1.0 + 1e-6 < sum {
                added += usize::from(self.travel(person, day, travel));
            }
        }
        added
    }

    /// How often a column takes part in a clique of ways.
    fn takes(&self, column: usize, person: u32, day: u16, travel: Travel) -> f64 {
        let mut tasks = super::rows::tasks(self.world, &self.columns[column]);
        let is_in = tasks.any(|task| {
            task.person == person && task.day == day && travel.takes(self.world, &task)
        });
        if is_in { 1.0 } else { 0.0 }
    }

    /// Adds the row of a way; answers whether it is new.
    fn travel(&mut self, person: u32, day: u16, travel: Travel) -> bool {
        let (row, is_new) = self.rows.travel(person, day, travel);
        if is_new {
            let mut users = Vec::new();
            for ix in 0..self.columns.len() {
                if 0.0 < self.takes(ix, person, day, travel) {
                    users.push(u32::try_from(ix).expect("fewer columns than 2^32"));
                    self.of[ix].push(row);
                }
            }
            self.users.push(users);
            self.active.push(None);
            self.activate(row);
        }
        is_new
    }

    /// Solves the program as it stands; `None` when the solver gives up.
    pub(super) fn solve(&mut self) -> Option<Solved> {
        self.solves += 1;
        let model = self
            .model
            .take()
            .expect("the program is put back after each solve");
        let solved = model.try_solve().ok()?;
        let is_solved = solved.status() == HighsModelStatus::Optimal;
        let answer = is_solved.then(|| {
            let solution = solved.get_solution();
            let values = solution.columns();
            let duals = solution.dual_rows();
            Solved {
                chosen: self.variables.iter().map(|&(_, at)| values[at]).collect(),
                prices: self
                    .active
                    .iter()
                    .map(|line| line.map_or(0.0, |(_, at)| (-duals[at]).max(0.0) * self.shrink))
                    .collect(),
                worth: duals[..self.lines.len()]
                    .iter()
                    .map(|dual| dual * self.shrink)
                    .collect(),
                left: self
                    .leave
                    .iter()
                    .map(|leave| leave.map_or(0.0, |(_, at)| values[at]))
                    .collect(),
                counts: self
                    .counts
                    .iter()
                    .map(|counted| counted.map_or(0.0, |counted| duals[counted.line] * self.shrink))
                    .collect(),
            }
        });
        self.model = Some(Model::from(solved));
        answer
    }

    /// Rows of the program.
    pub(super) fn lines(&self) -> usize {
        self.line_count
    }
}

/// Less than this much of a meeting is nothing.
pub(super) const SLIGHT: f64 = 1e-9;

#[expect(clippy::cast_precision_loss, reason = "costs are below 2^52")]
fn float(number: i64) -> f64 {
    number as f64
}
