//! Meetings that a better plan could have, listed: all of them, or the cheapest.
//!
//! Once a plan is near the best, so few meetings could be part of a better one that they fit into
//! memory: those whose price exceeds the least of their case by no more than the gap. Among listed
//! meetings there are rows that no formula for a person and an instant gives: of meetings of which any
//! two exclude one another, whatever the reasons, a plan has one at most (see `clique`). The linear
//! program with these rows says more than without.

use std::collections::HashMap;

use super::{
    bound::{Bound, shares},
    branch::Leaving,
    rows::{Row, Rows, at},
    team::Column,
    world::{NEVER, World},
};

/// Listed meetings.
pub(super) struct Pool {
    /// No other meeting could be part of a better plan.
    pub(super) is_complete: bool,
    /// Rows that others imply.
    pub(super) halves: Vec<Half>,
    columns: Vec<Column>,
    /// By meeting: its position.
    known: HashMap<Column, usize>,
    /// By meeting: its rows.
    taken: Vec<Vec<Row>>,
    /// By day: the meetings on it.
    days: Vec<Vec<u32>>,
    /// By meeting: what its price exceeded the least of its case by when last asked, in parts.
    over: Vec<i64>,
}

/// A row that half the sum of others implies.
pub(super) struct Half {
    pub(super) row: Row,
    /// The shared ones among the others, in order.
    pub(super) rows: Vec<Row>,
    /// The cases whose rows are among the others, in order.
    pub(super) cases: Vec<usize>,
}

impl Half {
    /// The row, and how many of it a meeting takes that takes these other rows.
    fn of(&self, case: usize, rows: &[Row]) -> (Row, usize) {
        let taken = rows
            .iter()
            .filter(|row| self.rows.binary_search(row).is_ok());
        let taken = taken.count() + usize::from(self.cases.binary_search(&case).is_ok());
        (self.row, taken / 2)
    }
}

/// A listed meeting.
pub(super) struct Listed<'a> {
    /// Its position in the list.
    pub(super) ix: usize,
    /// What its price exceeded the least of its case by when last asked, in parts.
    pub(super) over: i64,
    pub(super) column: &'a Column,
    pub(super) rows: &'a [Row],
}

impl Pool {
    /// An empty list.
    pub(super) fn new(world: &World<'_>) -> Self {
        Self {
            is_complete: false,
            halves: Vec::new(),
            columns: Vec::new(),
            known: HashMap::new(),
            taken: Vec::new(),
            days: vec![Vec::new(); world.problem.days.len()],
            over: Vec::new(),
        }
    }

    /// Lists meetings that are not listed yet.
    pub(super) fn add(
        &mut self,
        world: &World<'_>,
        rows: &mut Rows,
        columns: impl IntoIterator<Item = Column>,
    ) {
        for column in columns {
            if self.known.contains_key(&column) {
                continue;
            }
            self.known.insert(column.clone(), self.columns.len());
            let (_, start) = at(world, &column);
            let ix = u32::try_from(self.columns.len()).expect("fewer columns than 2^32");
            self.days[usize::from(start.day)].push(ix);
            let mut taken = Vec::new();
            rows.of(world, &column, &mut taken);
            for half in &self.halves {
                let (row, often) = half.of(column.case as usize, &taken);
                for _ in 0..often {
                    rows.list_one(row, &column);
                    taken.push(row);
                }
            }
            self.taken.push(taken);
            self.over.push(0);
            self.columns.push(column);
        }
    }

    /// Drops the meetings that exceed the least of their case by more than `slack`.
    pub(super) fn retain(&mut self, slack: i64, world: &World<'_>) {
        let stays: Vec<bool> = self.over.iter().map(|&over| over <= slack).collect();
        kept(&mut self.columns, &stays);
        kept(&mut self.taken, &stays);
        kept(&mut self.over, &stays);
        let numbered = self.columns.iter().cloned().enumerate();
        self.known = numbered.map(|(ix, column)| (column, ix)).collect();
        for day in &mut self.days {
            day.clear();
        }
        for (ix, column) in self.columns.iter().enumerate() {
            let (_, start) = at(world, column);
            self.days[usize::from(start.day)]
                .push(u32::try_from(ix).expect("fewer columns than 2^32"));
        }
    }

    /// Whether a meeting is listed.
    pub(super) fn has(&self, column: &Column) -> bool {
        self.known.contains_key(column)
    }

    /// How many meetings are listed.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// Where a meeting is in the list.
    pub(super) fn position(&self, column: &Column) -> Option<usize> {
        self.known.get(column).copied()
    }

    /// All meetings, each with its rows.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Column, &[Row])> {
        self.columns
            .iter()
            .zip(self.taken.iter().map(Vec::as_slice))
    }

    /// The meetings of a day.
    pub(super) fn on(&self, day: usize) -> impl Iterator<Item = Listed<'_>> {
        let meetings = self.days[day].iter().map(|&ix| ix as usize);
        meetings.map(|ix| Listed {
            ix,
            over: self.over[ix],
            column: &self.columns[ix],
            rows: &self.taken[ix],
        })
    }

    /// Adds a row of which the meetings at these positions take one each.
    pub(super) fn list(&mut self, rows: &mut Rows, cap: i64, meetings: &[usize]) -> Row {
        let row = rows.list(cap, meetings.iter().map(|&ix| &self.columns[ix]));
        for &ix in meetings {
            self.taken[ix].push(row);
        }
        row
    }

    /// The bound at some prices, as [`bound`](super::bound::bound) says it, among these meetings.
    pub(super) fn bound(
        &mut self,
        world: &World<'_>,
        rows: &Rows,
        prices: &[i64],
        leaving: &Leaving,
        worth: Option<&[i64]>,
        most: usize,
    ) -> Bound {
        let mut least = leaving.nones.clone();
        let mut cheap = vec![Vec::new(); world.cases.len()];
        for (ix, column) in self.columns.iter().enumerate() {
            let case = column.case as usize;
            if leaving.is_left[case] {
                self.over[ix] = i64::MAX;
                continue;
            }
            let rows = self.taken[ix].iter();
            let price = rows.fold(column.cost * world.unit, |sum, &row| {
                sum.saturating_add(prices[row as usize]).min(NEVER)
            });
            self.over[ix] = price;
            least[case] = least[case].min(price);
            if worth.is_some_and(|worth| price < worth[case]) {
                cheap[case].push((price, ix));
            }
        }
        for (over, column) in self.over.iter_mut().zip(&self.columns) {
            *over = over.saturating_sub(least[column.case as usize]);
        }
        let mut columns = Vec::new();
        for mut cheap in cheap {
            cheap.sort_unstable();
            cheap.truncate(most);
            columns.extend(cheap.into_iter().map(|(_, ix)| self.columns[ix].clone()));
        }
        let rent: i128 = prices
            .iter()
            .zip(&rows.caps)
            .map(|(&price, &cap)| i128::from(price) * i128::from(cap))
            .sum();
        let sum: i128 = least.iter().map(|&least| i128::from(least)).sum();
        let parts = leaving.parts - rent + sum + shares(world, rows, |row| prices[row as usize]);
        Bound {
            least,
            parts,
            columns,
        }
    }

    /// Meetings whose price exceeded the least of their case by no more than `slack` when last asked;
    /// `None` when there are more than `most`.
    pub(super) fn within(&self, slack: i64, most: usize) -> Option<Vec<Column>> {
        let mut columns = Vec::new();
        for (column, &over) in self.columns.iter().zip(&self.over) {
            if over <= slack {
                if columns.len() == most {
                    return None;
                }
                columns.push(column.clone());
            }
        }
        columns.sort_by_key(|column| column.case);
        Some(columns)
    }

    /// The `count` cheapest meetings of each case among those within `slack`.
    pub(super) fn cheapest(&self, cases: usize, slack: i64, count: usize) -> Vec<Column> {
        let mut by_case = vec![Vec::new(); cases];
        for (ix, &over) in self.over.iter().enumerate() {
            if over <= slack {
                by_case[self.columns[ix].case as usize].push((over, ix));
            }
        }
        let mut columns = Vec::new();
        for mut cheap in by_case {
            cheap.sort_unstable();
            cheap.truncate(count);
            columns.extend(cheap.into_iter().map(|(_, ix)| self.columns[ix].clone()));
        }
        columns
    }

    /// Looks up again what meetings take of rows, on days with new ones.
    pub(super) fn renew(&mut self, world: &World<'_>, rows: &mut Rows) {
        let mut out = Vec::new();
        for day in std::mem::take(&mut rows.changed) {
            for &ix in &self.days[usize::from(day)] {
                let ix = ix as usize;
                rows.of(world, &self.columns[ix], &mut out);
                self.taken[ix].clone_from(&out);
            }
        }
    }
}

/// Keeps what stays.
fn kept<T>(all: &mut Vec<T>, stays: &[bool]) {
    let mut stays = stays.iter();
    all.retain(|_| *stays.next().expect("there is an answer for each"));
}
