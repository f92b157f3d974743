//! Which meetings are chosen among, written down for a solver.

use super::{
    branch::{Count, Leaving},
    choose::{Shared, Statement},
    rows::Rows,
    team::Column,
    world::World,
};

/// What is chosen among.
pub(super) struct Choice<'a> {
    pub(super) columns: &'a [Column],
    /// By case, whether it may be left without a meeting.
    pub(super) may_leave: Vec<bool>,
    /// Sets of cases, and how many of each are left.
    pub(super) counts: Vec<(&'a [usize], Count)>,
    /// A plan there is, by case, with what it costs.
    pub(super) known: Option<(&'a [Option<Column>], i64)>,
}

impl<'a> Choice<'a> {
    /// Among some meetings of each case, or none where a better plan could leave it: where that
    /// exceeds the least of its case by no more than `slack`, in parts.
    pub(super) fn among(
        columns: &'a [Column],
        leaving: &Leaving,
        least: &[i64],
        slack: i64,
    ) -> Self {
        let nones = leaving.nones.iter().zip(least);
        Self {
            columns,
            may_leave: nones
                .map(|(&none, least)| none <= least.saturating_add(slack))
                .collect(),
            counts: Vec::new(),
            known: None,
        }
    }
}

/// The program that chooses among some meetings, with every way two of them leave no time for.
pub(super) fn statement(world: &World<'_>, rows: &Rows, choice: &Choice<'_>) -> Statement {
    let columns = choice.columns;
    let cases = world.cases.iter().zip(&choice.may_leave);
    let mut groups: Vec<(Vec<usize>, Option<i64>)> = cases
        .map(|(case, &may_leave)| {
            let none = (may_leave && !case.is_pinned).then_some(case.unplaced);
            (Vec::new(), none)
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
    // One meeting of each case, or none, is chosen: what the cheapest costs is paid whatever happens,
    // and small numbers leave a solver more of its precision.
    let mut costs: Vec<i64> = columns.iter().map(|column| column.cost).collect();
    let mut base = 0;
    for (meetings, none) in &mut groups {
        let least = meetings.iter().map(|&ix| costs[ix]).chain(*none).min();
        let least = least.unwrap_or(0);
        for &ix in &*meetings {
            costs[ix] -= least;
        }
        *none = none.map(|none| none - least);
        base += least;
    }
    // To leave a case that alone makes a plan dearer than the one there is, is no choice.
    let spare = choice.known.map(|(_, cost)| cost - base);
    let beside = groups.into_iter().map(|(meetings, none)| {
        let none =
            none.filter(|&none| meetings.is_empty() || spare.is_none_or(|spare| none <= spare));
        (meetings, none.map(float))
    });
    let known = choice.known.map_or(&[][..], |(meetings, _)| meetings);
    let present: std::collections::HashSet<&Column> = known.iter().flatten().collect();
    let hint: Vec<bool> = columns
        .iter()
        .map(|column| present.contains(column))
        .collect();
    let is_whole = hint.iter().filter(|&&is| is).count() == present.len();
    Statement {
        costs: costs.into_iter().map(float).collect(),
        groups: beside.collect(),
        base: float(base),
        rows: kept,
        shares: fair,
        hint: (choice.known.is_some() && is_whole).then_some(hint),
        counts: choice
            .counts
            .iter()
            .map(|(set, count)| {
                let most = count.most.map_or(f64::INFINITY, float);
                (set.to_vec(), float(count.least), most)
            })
            .collect(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "costs are below 2^52")]
fn float(number: i64) -> f64 {
    number as f64
}
