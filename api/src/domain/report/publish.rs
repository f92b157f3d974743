//! What of a tally is published: totals, shares, middles and breakdowns, without small counts.

use super::hide::{self, Cells, gives_away, is_small};
use super::key::{Key, Unit};
use super::tally::{Axis, Breakdown, Tally};

/// A figure as it is shown to whoever may read the report.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Which figure.
    pub key: Key,
    /// How many met the aim; `None` where that is not asked, or is left out.
    pub numerator: Option<u64>,
    /// How many were counted; `None` where that is left out.
    pub denominator: Option<u64>,
    /// Per hundred of a share; the middle of days and kilometres; the mean of pence.
    pub value: Option<f64>,
    /// What nine of ten do not exceed, in days and kilometres.
    pub p90: Option<f64>,
    /// Whether something of it is left out because few are behind it.
    pub is_suppressed: bool,
    /// Why there is no figure: nothing of the kind is recorded.
    pub not_recorded: Option<&'static str>,
    /// What else a reader must know.
    pub note: Option<&'static str>,
    /// The breakdowns.
    pub parts: Vec<Part>,
}

/// A breakdown as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// By what.
    pub axis: Axis,
    /// Whether all of it is left out, because any row would give away a small count.
    pub is_withheld: bool,
    /// The rows that have something in them, largest first.
    pub rows: Vec<Row>,
}

/// A row of a breakdown as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is called.
    pub label: String,
    /// How many met the aim; `None` where that is not asked, or is left out.
    pub numerator: Option<u64>,
    /// How many were counted; `None` where that is left out.
    pub denominator: Option<u64>,
    /// Per hundred; `None` without both.
    pub value: Option<f64>,
    /// Whether something of it is left out because few are behind it.
    pub is_suppressed: bool,
}

/// Rows of one breakdown at most; what is beyond goes to the others.
const MOST_ROWS: usize = 50;
/// What rows with names are called when they are put together.
const OTHERS: &str = "Others together";
/// Fewest values of which the tenth from above is told: of fewer it is the highest.
const LEAST_FOR_P90: usize = 10;

/// Leaves out what is too small to show.
pub(super) fn published(tally: &Tally) -> Figure {
    let mut figure = Figure {
        key: tally.key,
        numerator: None,
        denominator: None,
        value: None,
        p90: None,
        is_suppressed: false,
        not_recorded: tally.not_recorded,
        note: tally.note,
        parts: Vec::new(),
    };
    if tally.not_recorded.is_some() {
        return figure;
    }
    let all = count(tally.counted.len());
    let whole = tally.within.map(count);
    if is_small(all) || whole.is_some_and(|whole| gives_away(all, whole)) {
        figure.is_suppressed = true;
        return figure;
    }
    match tally.key.unit() {
        Unit::Share => share(tally, &mut figure),
        Unit::Count => figure.denominator = Some(all),
        Unit::Days | Unit::Kilometres | Unit::Pence => amounts(tally, &mut figure),
    }
    let is_split = tally.key.unit() == Unit::Share && figure.numerator.is_some();
    let parts = tally.breakdowns.iter();
    figure.parts = parts
        .map(|part| broken_down(tally, *part, is_split))
        .collect();
    let left_out = |part: &Part| part.is_withheld || part.rows.iter().any(|row| row.is_suppressed);
    figure.is_suppressed |= figure.parts.iter().any(left_out);
    figure
}

fn count(len: usize) -> u64 {
    len as u64
}

/// How many met the aim, of how many.
fn share(tally: &Tally, figure: &mut Figure) {
    if let Some(most) = tally.most {
        figure.denominator = Some(most);
        figure.numerator = Some(count(tally.counted.len()));
        figure.value = per_hundred(figure.numerator, figure.denominator);
        return;
    }
    let met = count(tally.counted.iter().filter(|one| one.is_met).count());
    let all = count(tally.counted.len());
    figure.denominator = Some(all);
    if gives_away(met, all) {
        figure.is_suppressed = true;
    } else {
        figure.numerator = Some(met);
        figure.value = per_hundred(Some(met), Some(all));
    }
}

/// The middle and the tenth from above, or the mean. How many there are is told only where other figures
/// tell it too: of a part of what they count it could be subtracted.
fn amounts(tally: &Tally, figure: &mut Figure) {
    let mut amounts: Vec<i64> = tally.counted.iter().filter_map(|one| one.amount).collect();
    amounts.sort_unstable();
    let is_whole = tally
        .within
        .is_none_or(|whole| whole == tally.counted.len());
    figure.denominator = is_whole.then_some(count(tally.counted.len()));
    let scale = match tally.key.unit() {
        Unit::Kilometres => 10.0,
        Unit::Share | Unit::Count | Unit::Days | Unit::Pence => 1.0,
    };
    if tally.key.unit() == Unit::Pence {
        figure.value = mean(&amounts).map(rounded);
        return;
    }
    figure.value = median(&amounts).map(|value| rounded(value / scale));
    if LEAST_FOR_P90 <= amounts.len() {
        figure.p90 = ninth_tenth(&amounts).map(|value| rounded(value / scale));
    }
}

/// One breakdown.
fn broken_down(tally: &Tally, breakdown: Breakdown, is_split: bool) -> Part {
    let axis = breakdown.axis;
    let rows = rows(tally, axis);
    let of_share = tally.key.unit() == Unit::Share;
    let shares = of_share && is_split && axis.has_shares();
    let in_all: u64 = rows.iter().map(|(_, cells)| cells.all()).sum();
    let all = count(tally.counted.len());
    if breakdown.overlaps {
        return overlapping(axis, &rows, all);
    }
    // Rows of a part whose size is not told cannot be shown: their sum would tell it.
    let is_part = in_all != all;
    let cells: Vec<Cells> = if is_split && !axis.is_blind() {
        rows.iter().map(|(_, cells)| *cells).collect()
    } else {
        rows.iter().map(|(_, cells)| cells.joined()).collect()
    };
    let is_told = !is_part || is_split && rows.iter().all(|(_, cells)| cells.met == 0);
    let hidden = if is_told { hide::hidden(&cells) } else { None };
    let Some(hidden) = hidden else {
        return Part {
            axis,
            is_withheld: !rows.is_empty(),
            rows: Vec::new(),
        };
    };
    let mut shown: Vec<(String, Cells, bool)> = Vec::new();
    let mut others = Cells::default();
    for (ix, (label, cells)) in rows.into_iter().enumerate() {
        let is_hidden = hidden.contains(&ix);
        if axis.is_open() && (is_hidden || MOST_ROWS <= shown.len()) {
            others.met += cells.met;
            others.missed += cells.missed;
        } else {
            shown.push((label, cells, is_hidden));
        }
    }
    if 0 < others.all() {
        shown.push((OTHERS.to_owned(), others, false));
    }
    let rows = shown
        .into_iter()
        .map(|(label, cells, is_hidden)| row(label, cells, is_hidden, shares));
    Part {
        axis,
        is_withheld: false,
        rows: rows.collect(),
    }
}

/// A breakdown in which one thing may stand in several rows: each row is a part of the whole by itself.
fn overlapping(axis: Axis, rows: &[(String, Cells)], all: u64) -> Part {
    let rows = rows.iter().map(|(label, cells)| {
        let is_hidden = gives_away(cells.all(), all);
        row(label.clone(), *cells, is_hidden, false)
    });
    Part {
        axis,
        is_withheld: false,
        rows: rows.collect(),
    }
}

fn row(label: String, cells: Cells, is_hidden: bool, shares: bool) -> Row {
    let numerator = (shares && !is_hidden).then_some(cells.met);
    let denominator = (!is_hidden).then_some(cells.all());
    Row {
        label,
        numerator,
        denominator,
        value: per_hundred(numerator, denominator),
        is_suppressed: is_hidden,
    }
}

/// The rows of an axis, the largest first.
fn rows(tally: &Tally, axis: Axis) -> Vec<(String, Cells)> {
    let mut rows: std::collections::BTreeMap<&str, Cells> = std::collections::BTreeMap::new();
    for one in &tally.counted {
        for label in one.labels_on(axis) {
            let cells = rows.entry(label).or_default();
            if one.is_met {
                cells.met += 1;
            } else {
                cells.missed += 1;
            }
        }
    }
    let mut rows: Vec<(String, Cells)> = rows
        .into_iter()
        .map(|(label, cells)| (label.to_owned(), cells))
        .collect();
    if axis.is_open() {
        // Where labels are few and known, an order by size would tell of rows that are left out.
        rows.sort_by_key(|(_, cells)| std::cmp::Reverse(cells.all()));
    }
    rows
}

/// Per hundred, to a tenth.
#[expect(clippy::cast_precision_loss, reason = "counts of cases are small")]
fn per_hundred(part: Option<u64>, whole: Option<u64>) -> Option<f64> {
    let (part, whole) = part.zip(whole)?;
    (whole != 0).then(|| rounded(part as f64 * 100.0 / whole as f64))
}

/// To a tenth.
fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The middle of sorted values: of an even number, halfway between the two.
#[expect(clippy::cast_precision_loss, reason = "days and pence are small")]
fn median(sorted: &[i64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    Some((upper + lower) as f64 / 2.0)
}

/// The smallest of sorted values that nine of ten do not exceed.
#[expect(clippy::cast_precision_loss, reason = "days are small")]
fn ninth_tenth(sorted: &[i64]) -> Option<f64> {
    let rank = (sorted.len() * 9).div_ceil(10);
    sorted.get(rank.checked_sub(1)?).map(|value| *value as f64)
}

#[expect(clippy::cast_precision_loss, reason = "pence are small")]
fn mean(values: &[i64]) -> Option<f64> {
    let sum: i64 = values.iter().sum();
    (!values.is_empty()).then(|| sum as f64 / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use entities::CaseId;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::super::tally::Counted;
    use super::*;

    fn one(is_met: bool) -> Counted {
        let on = NaiveDate::from_ymd_opt(2025, 5, 1).unwrap();
        Counted::new(CaseId(Uuid::nil()), on, is_met, "it happened")
    }

    /// A tally with so many who met the aim, and so many who did not, in each row.
    fn tally(key: Key, axis: Axis, rows: &[(&str, u64, u64)]) -> Tally {
        let counted = rows.iter().flat_map(|&(label, met, missed)| {
            let met = (0..met).map(move |_| one(true).labelled(axis, label));
            met.chain((0..missed).map(move |_| one(false).labelled(axis, label)))
        });
        Tally::of(key, counted).by(&[axis])
    }

    /// Total and rows, as they are shown.
    fn shown(tally: &Tally) -> String {
        let count = |count: Option<u64>| count.map_or("-".to_owned(), |count| count.to_string());
        let figure = published(tally);
        let mut said = vec![format!(
            "{} of {}",
            count(figure.numerator),
            count(figure.denominator)
        )];
        for part in &figure.parts {
            if part.is_withheld {
                said.push("withheld".to_owned());
            }
            said.extend(part.rows.iter().map(|row| {
                let (met, all) = (count(row.numerator), count(row.denominator));
                format!("{} {met} of {all}", row.label)
            }));
        }
        said.join("; ")
    }

    #[test]
    fn what_is_shown_of_a_share() {
        let by_kind = |rows: &[(&str, u64, u64)]| shown(&tally(Key::K3, Axis::Kind, rows));
        for (rows, expected) in [
            (&[][..], "0 of 0"),
            // Nobody can be told of four.
            (&[("a", 4, 0)], "- of -"),
            (&[("a", 5, 0)], "5 of 5; a 5 of 5"),
            // Of 22 in time of 24, the two others could be worked out.
            (
                &[("a", 12, 2), ("b", 10, 0)],
                "- of 24; a - of 14; b - of 10",
            ),
            // One row alone could be worked out; both can be shown together only.
            (&[("a", 20, 0), ("b", 3, 7)], "23 of 30; a - of -; b - of -"),
            (
                &[("a", 20, 8), ("b", 3, 7), ("c", 6, 5)],
                "29 of 49; a 20 of 28; b - of -; c - of -",
            ),
        ] {
            assert_eq!(by_kind(rows), expected, "{rows:?}");
        }
    }

    #[test]
    fn names_with_few_behind_them_are_put_together() {
        let rows = [
            ("Hilltop", 9, 6),
            ("Lowfield", 2, 1),
            ("Mead", 5, 5),
            ("Nook", 0, 1),
        ];
        // Three of Lowfield, one of Nook, and Mead's ten, because four together are few.
        assert_eq!(
            shown(&tally(Key::K6, Axis::Organisation, &rows)),
            "16 of 29; Hilltop 9 of 15; Others together 7 of 14"
        );
    }

    #[test]
    fn a_part_that_all_but_a_few_belong_to_is_left_out() {
        let all = |whole| tally(Key::K18, Axis::Language, &[("bsl", 6, 5)]).within(whole);
        assert_eq!(shown(&all(11)), "6 of 11; bsl 6 of 11");
        assert_eq!(shown(&all(13)), "- of -");
        assert_eq!(shown(&all(16)), "6 of 11; bsl 6 of 11");
    }

    #[test]
    fn rows_of_a_part_are_shown_only_where_its_size_is() {
        let cause = |met, causes: &[(&str, u64)]| {
            let late = causes.iter().flat_map(|&(label, count)| {
                (0..count).map(move |_| one(false).labelled(Axis::Cause, label))
            });
            let held = (0..met).map(|_| one(true));
            Tally::of(Key::K3, held.chain(late)).by(&[Axis::Cause])
        };
        assert_eq!(
            shown(&cause(9, &[("a", 5), ("b", 6)])),
            "9 of 20; a - of 5; b - of 6"
        );
        assert_eq!(shown(&cause(9, &[("a", 3)])), "- of 12; withheld");
        assert_eq!(shown(&cause(9, &[])), "9 of 9");
    }

    #[test]
    fn the_middle_and_the_tenth_from_above() {
        let days = |amounts: &[i64]| {
            let counted = amounts.iter().map(|&days| one(true).amounting(days));
            let figure = published(&Tally::of(Key::K4, counted));
            (figure.value, figure.p90)
        };
        assert_eq!(days(&[1, 2, 3, 4]), (None, None));
        assert_eq!(days(&[9, 1, 5, 3, 7]), (Some(5.0), None));
        assert_eq!(days(&[9, 1, 5, 3, 7, 8]), (Some(6.0), None));
        assert_eq!(
            days(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
            (Some(5.5), Some(9.0))
        );
        let eleven: Vec<i64> = (1..=11).collect();
        assert_eq!(days(&eleven), (Some(6.0), Some(10.0)));
    }

    /// Every number from 1 to 4 that the numbers of a figure give away by themselves, or as what a shown
    /// number, or all shown rows, leave of a total.
    fn small_numbers(figure: &Figure) -> Vec<u64> {
        let mut found = Vec::new();
        let mut pairs = vec![(figure.numerator, figure.denominator)];
        for part in &figure.parts {
            pairs.extend(part.rows.iter().map(|row| (row.numerator, row.denominator)));
            let rows = part.rows.iter();
            let left = |total: Option<u64>, of: fn(&Row) -> Option<u64>| {
                let sum: u64 = rows.clone().filter_map(of).sum();
                total.map(|total| total - sum)
            };
            if !part.rows.is_empty() {
                found.extend(left(figure.denominator, |row| row.denominator));
                if part.axis.has_shares() {
                    found.extend(left(figure.numerator, |row| row.numerator));
                }
            }
        }
        for (part, whole) in pairs {
            found.extend(part);
            found.extend(whole);
            found.extend(whole.zip(part).map(|(whole, part)| whole - part));
        }
        found.retain(|&count| is_small(count));
        found
    }

    proptest! {
        /// No number shown is small, nor what it leaves of a total, whatever the table.
        #[test]
        fn no_figure_gives_away_a_small_count(
            rows in prop::collection::vec((0_u64..14, 0_u64..14), 0..7),
            key in prop::sample::select(vec![Key::K3, Key::K10, Key::K8, Key::K6, Key::K25]),
            axis in prop::sample::select(vec![Axis::Kind, Axis::Organisation, Axis::Dates, Axis::Role]),
        ) {
            let labels = ["a", "b", "c", "d", "e", "f", "g"];
            let rows: Vec<(&str, u64, u64)> = labels.into_iter().zip(rows)
                .map(|(label, (met, missed))| (label, met, missed)).collect();
            let figure = published(&tally(key, axis, &rows));
            prop_assert_eq!(small_numbers(&figure), Vec::<u64>::new(), "{:?} {:#?}", rows, figure);
        }
    }
}
