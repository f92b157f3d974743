//! Rows that half the sum of others implies.
//!
//! Add some rows up and halve the sum: what a plan takes of it is whole, so halves are rounded down on
//! both sides, and where the right side was odd a half is gained (Chvátal and Gomory). Which rows to
//! add is a question of even and odd, answered by elimination: the sum must be even, or nearly so,
//! for every meeting that a solution chooses in part, and odd on the right.

use std::collections::BTreeMap;

use super::{
    master::{Master, SLIGHT, Solved},
    pool::{Half, Pool},
    rows::Row,
};

/// Rows added at a time.
const ADDED: usize = 24;
/// Rows that are added up at most: sums of more say little.
const SUMMED: usize = 80;
/// What a solution must break such a row by.
const BROKEN: f64 = 1e-2;

/// A sum of rows, as far as even and odd go.
#[derive(Clone)]
struct Sum {
    /// The chosen meetings of which it takes an odd number.
    odd: Bits,
    is_odd: bool,
    /// What the solution leaves of it.
    slack: f64,
    /// The rows that are added up.
    of: Bits,
}

/// A set of small numbers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Bits(Vec<u64>);

impl Bits {
    fn new(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    fn flip(&mut self, at: usize) {
        self.0[at / 64] ^= 1 << (at % 64);
    }

    fn has(&self, at: usize) -> bool {
        self.0[at / 64] & (1 << (at % 64)) != 0
    }

    fn add(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word ^= other;
        }
    }

    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, &word)| {
            let rest = |&word: &u64| Some(word & (word - 1)).filter(|&word| word != 0);
            std::iter::successors(Some(word).filter(|&word| word != 0), rest)
                .map(move |word| at * 64 + word.trailing_zeros() as usize)
        })
    }

    fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }
}

/// A row of the program: of a case, or shared.
#[derive(Clone, Copy)]
enum Line {
    Case(usize),
    Shared(Row),
}

/// Adds rows that a solution breaks to the program; answers how many.
pub(super) fn separate(pool: &mut Pool, master: &mut Master<'_, '_>, solved: &Solved) -> usize {
    let (lines, sums, weights) = state(master, solved);
    let mut found: Vec<(f64, Bits)> = eliminate(sums, &weights)
        .into_iter()
        .map(|(of, broken)| (broken, of))
        .collect();
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    found.truncate(ADDED.max(master.world.cases.len() / 10));
    // By row and by case: which of the new rows it is added to.
    let mut of_rows: Vec<Vec<usize>> = vec![Vec::new(); master.rows.caps.len()];
    let mut of_cases: Vec<Vec<usize>> = vec![Vec::new(); master.world.cases.len()];
    let mut caps = vec![0; found.len()];
    for (new, (_, of)) in found.iter().enumerate() {
        for line in of.iter().map(|ix| lines[ix]) {
            match line {
                Line::Case(case) => {
                    of_cases[case].push(new);
                    caps[new] += 1;
                }
                Line::Shared(row) => {
                    of_rows[row as usize].push(new);
                    caps[new] += master.rows.caps[row as usize];
                }
            }
        }
    }
    let mut members = vec![Vec::new(); found.len()];
    let mut taken = vec![0; found.len()];
    for (ix, (column, rows)) in pool.all().enumerate() {
        let of = rows.iter().flat_map(|&row| &of_rows[row as usize]);
        for &new in of.chain(&of_cases[column.case as usize]) {
            taken[new] += 1;
        }
        for (taken, members) in taken.iter_mut().zip(&mut members) {
            members.extend(std::iter::repeat_n(ix, std::mem::take(taken) / 2));
        }
    }
    for (new, (members, cap)) in members.iter().zip(caps).enumerate() {
        let row = pool.list(&mut master.rows, cap / 2, members);
        let mut half = Half {
            row,
            rows: Vec::new(),
            cases: Vec::new(),
        };
        for line in found[new].1.iter().map(|ix| lines[ix]) {
            match line {
                Line::Case(case) => half.cases.push(case),
                Line::Shared(row) => half.rows.push(row),
            }
        }
        half.rows.sort_unstable();
        half.cases.sort_unstable();
        pool.halves.push(half);
        master.list(row);
    }
    found.len()
}

/// The rows a solution uses up, or nearly, by what it chooses of them; and how much it chooses of each.
/// Only those count that have to do with something chosen in part.
fn state(master: &Master<'_, '_>, solved: &Solved) -> (Vec<Line>, Vec<Sum>, Vec<f64>) {
    let mut weights = Vec::new();
    // The case of each, and the columns of each row.
    let mut cases = Vec::new();
    let mut uses: Vec<Vec<usize>> = vec![Vec::new(); master.rows.caps.len()];
    for (ix, &chosen) in solved.chosen.iter().enumerate() {
        if SLIGHT < chosen {
            for &row in &master.of[ix] {
                uses[row as usize].push(weights.len());
            }
            cases.push(master.columns[ix].case as usize);
            weights.push(chosen);
        }
    }
    for (case, &left) in solved.left.iter().enumerate() {
        if SLIGHT < left {
            cases.push(case);
            weights.push(left);
        }
    }
    let is_part = |&at: &usize| weights[at] < 1.0 - SLIGHT;
    let mut is_shared = vec![true; uses.len()];
    for row in master.rows.shares() {
        is_shared[row as usize] = false;
    }
    let mut lines = Vec::new();
    let mut parts = Vec::new();
    let mut is_met = vec![false; master.world.cases.len()];
    for (row, held) in uses.into_iter().enumerate() {
        if !is_shared[row] || !master.is_active(row) || !held.iter().any(is_part) {
            continue;
        }
        let cap = master.rows.caps[row];
        let slack = (float(cap) - held.iter().map(|&at| weights[at]).sum::<f64>()).max(0.0);
        if slack < 1.0 {
            for &at in &held {
                is_met[cases[at]] = true;
            }
            lines.push(Line::Shared(
                Row::try_from(row).expect("fewer rows than 2^32"),
            ));
            parts.push((held, cap, slack));
        }
    }
    let mut held: Vec<Vec<usize>> = vec![Vec::new(); is_met.len()];
    for (at, &case) in cases.iter().enumerate() {
        held[case].push(at);
    }
    for (case, held) in held.into_iter().enumerate() {
        if is_met[case] || held.iter().any(is_part) {
            lines.push(Line::Case(case));
            parts.push((held, 1, 0.0));
        }
    }
    let sums = parts
        .into_iter()
        .enumerate()
        .map(|(ix, (held, cap, slack))| {
            let mut sum = Sum {
                odd: Bits::new(weights.len()),
                is_odd: cap % 2 != 0,
                slack,
                of: Bits::new(lines.len()),
            };
            for at in held {
                sum.odd.flip(at);
            }
            sum.of.flip(ix);
            sum
        });
    let sums = sums.collect();
    (lines, sums, weights)
}

/// The sums that a solution breaks when they are halved, with by how much.
fn eliminate(mut sums: Vec<Sum>, weights: &[f64]) -> BTreeMap<Bits, f64> {
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.retain(|&at| sums.iter().any(|sum| sum.odd.has(at)));
    order.sort_by(|&one, &other| {
        weights[other]
            .total_cmp(&weights[one])
            .then(one.cmp(&other))
    });
    let mut found = BTreeMap::new();
    for at in order {
        collect(&sums, weights, &mut found);
        let pivot = (0..sums.len())
            .filter(|&ix| sums[ix].odd.has(at))
            .min_by(|&one, &other| {
                let (one, other) = (&sums[one], &sums[other]);
                one.slack
                    .total_cmp(&other.slack)
                    .then(one.of.len().cmp(&other.of.len()))
            });
        let Some(pivot) = pivot else { continue };
        let pivot = sums.swap_remove(pivot);
        for sum in &mut sums {
            if sum.odd.has(at) {
                sum.odd.add(&pivot.odd);
                sum.of.add(&pivot.of);
                sum.is_odd ^= pivot.is_odd;
                sum.slack += pivot.slack;
            }
        }
        sums.retain(|sum| sum.slack < 1.0 && sum.of.len() <= SUMMED);
    }
    collect(&sums, weights, &mut found);
    found
}

#[expect(clippy::cast_precision_loss, reason = "it is small")]
fn float(number: i64) -> f64 {
    number as f64
}

/// Keeps the sums that are broken as they are.
fn collect(sums: &[Sum], weights: &[f64], found: &mut BTreeMap<Bits, f64>) {
    for sum in sums.iter().filter(|sum| sum.is_odd) {
        let mut left = 1.0 - sum.slack - 2.0 * BROKEN;
        let is_broken = sum.odd.iter().all(|at| {
            left -= weights[at];
            0.0 < left
        });
        if is_broken && 1 < sum.of.len() {
            found.insert(sum.of.clone(), left / 2.0 + BROKEN);
        }
    }
}
