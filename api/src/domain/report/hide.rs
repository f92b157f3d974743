//! Which rows of a table must not be shown, so that nobody can tell a count under five.
//!
//! A table is published with its totals, so a row that is left out alone can be worked out. Rows are
//! therefore left out until what is left out together is no small count either, and leaves open how much
//! of it each row has.

use std::collections::BTreeSet;

/// The smallest count of people or cases that may be shown, nought aside: nought points to nobody.
pub const LEAST: u64 = 5;

/// Whether a count is too small to show.
#[must_use]
pub(super) fn is_small(count: u64) -> bool {
    (1..LEAST).contains(&count)
}

/// Whether a count, or what it leaves of a total that is shown, is too small to show.
pub(super) fn gives_away(count: u64, total: u64) -> bool {
    is_small(count) || is_small(total.abs_diff(count))
}

/// One row: how many met the aim, and how many did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cells {
    /// How many met the aim.
    pub(super) met: u64,
    /// How many did not.
    pub(super) missed: u64,
}

impl Cells {
    /// How many there are.
    pub(super) fn all(self) -> u64 {
        self.met + self.missed
    }

    /// Both put together in one column, where the other is not shown.
    pub(super) fn joined(self) -> Self {
        Self {
            met: self.all(),
            missed: 0,
        }
    }

    fn columns(self) -> [u64; 2] {
        [self.met, self.missed]
    }
}

/// The rows that must not be shown beside the total of each column; `None` where no row can be. Rows
/// must not overlap, and all of them have somebody in them.
pub(super) fn hidden(rows: &[Cells]) -> Option<BTreeSet<usize>> {
    let small = |row: &Cells| row.columns().into_iter().any(is_small);
    let mut hidden: BTreeSet<usize> = (0..rows.len()).filter(|&ix| small(&rows[ix])).collect();
    let mut others: Vec<usize> = (0..rows.len()).filter(|ix| !hidden.contains(ix)).collect();
    // The smallest first, so that as much as possible is shown.
    others.sort_by_key(|&ix| (rows[ix].all(), ix));
    let mut others = others.into_iter();
    while !is_safe(rows, &hidden) {
        hidden.insert(others.next()?);
    }
    Some(hidden)
}

/// Whether what is left out together can be worked out from the totals without harm.
fn is_safe(rows: &[Cells], hidden: &BTreeSet<usize>) -> bool {
    (0..2).all(|column| {
        let counts = hidden.iter().map(|&ix| rows[ix].columns()[column]);
        let there: Vec<u64> = counts.filter(|&count| 0 < count).collect();
        let together: u64 = there.iter().sum();
        // As many as there are rows would be one in each.
        let is_open = (there.len() as u64) < together;
        there.is_empty() || (LEAST <= together && is_open)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells((met, missed): (u64, u64)) -> Cells {
        Cells { met, missed }
    }

    fn hides(rows: &[(u64, u64)]) -> Option<Vec<usize>> {
        let rows: Vec<Cells> = rows.iter().copied().map(cells).collect();
        hidden(&rows).map(|hidden| hidden.into_iter().collect())
    }

    #[test]
    fn a_table() {
        for (rows, expected) in [
            // Nothing small.
            (&[(10, 0), (6, 5)][..], Some(vec![])),
            // A small row takes the smallest other with it.
            (&[(3, 0), (9, 0), (7, 0)], Some(vec![0, 2])),
            // Two small rows that together are not.
            (&[(3, 0), (9, 0), (4, 0)], Some(vec![0, 2])),
            // Two small rows that together are small.
            (&[(1, 0), (9, 0), (2, 0)], Some(vec![0, 1, 2])),
            // The part that missed the aim is small.
            (&[(20, 3), (30, 8), (9, 40)], Some(vec![0, 1])),
            // Labels that say which column: the small one is among those that met the aim.
            (&[(3, 0), (20, 0), (0, 6)], Some(vec![0, 1, 2])),
            // A row alone.
            (&[(3, 7)], None),
            // Six in five rows leave something open, five do not.
            (
                &[(1, 0), (1, 0), (1, 0), (1, 0), (2, 0)],
                Some(vec![0, 1, 2, 3, 4]),
            ),
            (&[(1, 0), (1, 0), (1, 0), (1, 0), (1, 0)], None),
            (&[], Some(vec![])),
        ] {
            assert_eq!(hides(rows), expected, "{rows:?}");
        }
    }

    /// Every way to spread a sum over some rows.
    fn spread(sum: u64, rows: usize) -> Vec<Vec<u64>> {
        if rows == 1 {
            return vec![vec![sum]];
        }
        let ways = (0..=sum).flat_map(|first| {
            let rest = spread(sum - first, rows - 1);
            rest.into_iter().map(move |mut rest| {
                rest.insert(0, first);
                rest
            })
        });
        ways.collect()
    }

    /// What somebody can work out who knows the totals, the rows shown, and that each other row has
    /// somebody in it: every sum of cells left out that is the same in all tables that fit.
    fn worked_out(rows: &[Cells], hidden: &BTreeSet<usize>) -> Vec<u64> {
        let left_out: Vec<Cells> = hidden.iter().map(|&ix| rows[ix]).collect();
        let sum = |column: usize| left_out.iter().map(|row| row.columns()[column]).sum();
        let mut tables = Vec::new();
        for met in spread(sum(0), left_out.len()) {
            for missed in spread(sum(1), left_out.len()) {
                let cells: Vec<u64> = met.iter().chain(&missed).copied().collect();
                if (0..left_out.len()).all(|ix| 0 < met[ix] + missed[ix]) {
                    tables.push(cells);
                }
            }
        }
        let mut known = Vec::new();
        for subset in 1_usize..1 << (2 * left_out.len()) {
            let sum_in = |table: &Vec<u64>| -> u64 {
                let cells = table.iter().enumerate();
                let chosen = cells.filter(|(ix, _)| subset & (1 << ix) != 0);
                chosen.map(|(_, count)| count).sum()
            };
            let mut sums = tables.iter().map(sum_in);
            let first = sums.next();
            if sums.all(|sum| Some(sum) == first) {
                known.extend(first);
            }
        }
        known
    }

    proptest! {
        /// No sum of cells that can be worked out from what is shown is under five.
        #[test]
        fn nothing_small_can_be_worked_out(
            rows in prop::collection::vec((0_u64..8, 0_u64..8), 1..4)
        ) {
            let rows: Vec<Cells> = rows.into_iter().map(cells).filter(|row| 0 < row.all()).collect();
            let Some(hidden) = hidden(&rows) else { return Ok(()) };
            for (ix, row) in rows.iter().enumerate() {
                let shown = !hidden.contains(&ix);
                prop_assert!(!shown || !row.columns().into_iter().any(is_small), "{rows:?} {hidden:?}");
            }
            if !hidden.is_empty() {
                for sum in worked_out(&rows, &hidden) {
                    prop_assert!(!is_small(sum), "{sum} can be worked out of {rows:?} without {hidden:?}");
                }
            }
        }

        /// Nothing is left out without need.
        #[test]
        fn a_table_without_small_counts_is_shown(
            rows in prop::collection::vec((5_u64..50, 5_u64..50), 0..6)
        ) {
            let rows: Vec<Cells> = rows.into_iter().map(cells).collect();
            prop_assert_eq!(hidden(&rows), Some(BTreeSet::new()));
        }
    }
}
