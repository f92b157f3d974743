//! Meetings of one day that exclude one another, for whatever reasons.

use super::{
    master::{Master, SLIGHT, Solved},
    pool::Pool,
    rows::{Rows, Task, at, late, room_of, tasks},
    team::Column,
    world::World,
};

/// Meetings of a clique at most. The more there are the more the row says, but pairs are tried.
const LARGEST: usize = 10_000;
/// Cliques added at a time.
const CLIQUES: usize = 24;
/// How much more than one of a clique must be chosen for it to be worth a row.
const BROKEN: f64 = 1e-3;

/// Adds cliques that a solution breaks to the program; answers how many.
pub(super) fn separate(pool: &mut Pool, master: &mut Master<'_, '_>, solved: &Solved) -> usize {
    let world = master.world;
    let mut days = vec![Vec::new(); world.problem.days.len()];
    for (column, &chosen) in master.columns.iter().zip(&solved.chosen) {
        if SLIGHT < chosen && chosen < 1.0 - SLIGHT {
            let held = Held::of(world, column);
            days[usize::from(held.day)].push((held, chosen));
        }
    }
    let mut broken = Vec::new();
    for (day, held) in days.iter().enumerate() {
        for (sum, clique) in heaviest(world, held) {
            if 1.0 + BROKEN < sum {
                let clique: Vec<&Held> = clique.into_iter().map(|ix| &held[ix].0).collect();
                broken.push((sum, day, clique));
            }
        }
    }
    broken.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    broken.truncate(CLIQUES.max(world.cases.len() / 10));
    pool.renew(world, &mut master.rows);
    let mut added = std::collections::BTreeSet::new();
    for (_, day, clique) in &broken {
        let members = lifted(pool, &master.rows, world, *day, clique);
        if added.insert(members.clone()) {
            let row = pool.list(&mut master.rows, 1, &members);
            master.list(row);
        }
    }
    added.len()
}

/// A clique, with as many meetings of its day as exclude all of it and one another, the cheapest first;
/// their positions in order.
fn lifted(pool: &Pool, rows: &Rows, world: &World<'_>, day: usize, clique: &[&Held]) -> Vec<usize> {
    // Most have nothing to do with the clique, which is soon seen by the first of it.
    let first = clique[0];
    let mut near: Vec<(i64, usize, Held)> = Vec::new();
    let mut is_taken = vec![false; rows.caps.len()];
    let mut out = Vec::new();
    rows.of(world, &first.column, &mut out);
    for &row in &out {
        is_taken[row as usize] = true;
    }
    for listed in pool.on(day) {
        let (ix, over, column) = (listed.ix, listed.over, listed.column);
        let is_near =
            column.case == first.case || listed.rows.iter().any(|&row| is_taken[row as usize]);
        if !is_near {
            continue;
        }
        let held = Held::of(world, column);
        if clique.iter().all(|other| exclude(world, &held, other)) {
            near.push((over, ix, held));
        }
    }
    near.sort_by_key(|&(over, ix, _)| (over, ix));
    let own = clique.iter().filter_map(|held| pool.position(&held.column));
    let own: Vec<usize> = own.collect();
    let mut members: Vec<(usize, Held)> = Vec::new();
    for (_, ix, held) in near {
        if LARGEST <= members.len() {
            break;
        }
        if own.contains(&ix) {
            continue;
        }
        if members
            .iter()
            .all(|(_, other)| exclude(world, &held, other))
        {
            members.push((ix, held));
        }
    }
    let mut all: Vec<usize> = members.into_iter().map(|(ix, _)| ix).chain(own).collect();
    all.sort_unstable();
    all
}

/// What a meeting takes of its day.
#[derive(Clone)]
struct Held {
    column: Column,
    day: u16,
    case: u32,
    /// Who, in order.
    tasks: Vec<Task>,
    /// 0 by video, else a room's position plus one; and the grains it is held for.
    room: (u16, u8, u8),
}

impl Held {
    /// What a meeting takes.
    fn of(world: &World<'_>, column: &Column) -> Self {
        let mut tasks: Vec<Task> = tasks(world, column).collect();
        tasks.sort_unstable_by_key(|task| task.person);
        Self {
            column: column.clone(),
            day: at(world, column).1.day,
            case: column.case,
            tasks,
            room: room_of(world, column),
        }
    }
}

/// Whether no plan has both of two meetings of one day.
fn exclude(world: &World<'_>, one: &Held, other: &Held) -> bool {
    if one.case == other.case {
        return true;
    }
    let ((room, from, to), (other_room, other_from, other_to)) = (one.room, other.room);
    if room != 0 && room == other_room && from < other_to && other_from < to {
        return true;
    }
    let mut others = other.tasks.iter().peekable();
    one.tasks.iter().any(|task| {
        while others.next_if(|other| other.person < task.person).is_some() {}
        others
            .peek()
            .is_some_and(|other| other.person == task.person && clash(world, task, other))
    })
}

/// Whether one person cannot do both of two tasks of one day.
fn clash(world: &World<'_>, one: &Task, other: &Task) -> bool {
    let overlap = one.from < other.to && other.from < one.to;
    let person = &world.problem.people[one.person as usize];
    overlap
        || late(world, one, other)
        || late(world, other, one)
        || World::day_cap(person, usize::from(one.day)) == Some(1)
}

/// For each of some meetings of one day the heaviest clique that begins with it, with its weight.
fn heaviest(world: &World<'_>, held: &[(Held, f64)]) -> Vec<(f64, Vec<usize>)> {
    let mut search = Search {
        weights: held.iter().map(|(_, weight)| *weight).collect(),
        beside: vec![Vec::new(); held.len()],
        best: (0.0, Vec::new()),
        clique: Vec::new(),
        steps: 0,
    };
    for one in 0..held.len() {
        for other in one + 1..held.len() {
            if exclude(world, &held[one].0, &held[other].0) {
                search.beside[one].push(other);
            }
        }
    }
    (0..held.len())
        .map(|first| {
            search.best = (0.0, Vec::new());
            search.steps = 0;
            search.clique = vec![first];
            let rest = search.beside[first].clone();
            search.grow(search.weights[first], &rest);
            std::mem::take(&mut search.best)
        })
        .collect()
}

/// Looking for a heavy clique.
struct Search {
    weights: Vec<f64>,
    /// By meeting: those after it that it excludes, in order.
    beside: Vec<Vec<usize>>,
    best: (f64, Vec<usize>),
    clique: Vec<usize>,
    steps: usize,
}

/// Steps of one search at most: a good clique will do.
const STEPS: usize = 20_000;

impl Search {
    /// Adds to the clique from `rest`, of which each excludes all in the clique.
    fn grow(&mut self, weight: f64, rest: &[usize]) {
        self.steps += 1;
        if self.best.0 < weight {
            self.best = (weight, self.clique.clone());
        }
        let mut left: f64 = rest.iter().map(|&ix| self.weights[ix]).sum();
        for (position, &next) in rest.iter().enumerate() {
            if weight + left <= self.best.0 + 1e-9 || STEPS < self.steps {
                return;
            }
            left -= self.weights[next];
            let beside = &self.beside[next];
            let further: Vec<usize> = rest[position + 1..]
                .iter()
                .copied()
                .filter(|ix| beside.binary_search(ix).is_ok())
                .collect();
            self.clique.push(next);
            self.grow(weight + self.weights[next], &further);
            self.clique.pop();
        }
    }
}
