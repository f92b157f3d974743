//! Parts of all plans, told apart by which cases are left without a meeting.
//!
//! Where decision-makers are scarce, the linear program leaves half of one case and half of another;
//! no plan does. So plans are told apart by how many cases are left, first of all cases, then of
//! those that weigh alike, then by single cases. Such a decision changes nothing about meetings: it
//! adds to what it costs to leave a case, so pricing stays as it is.

use std::collections::BTreeMap;

use super::world::World;

/// Some of all plans.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// None of its plans costs less, in parts.
    pub(super) parts: i128,
    /// Cases whose fate is decided.
    pub(super) fates: BTreeMap<usize, Fate>,
    /// By set, how many of its cases are left.
    pub(super) counts: Vec<Count>,
}

/// What becomes of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It meets.
    Meets,
    /// It is left without a meeting.
    Left,
}

/// How many: at least, and at most when that is limited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) least: i64,
    pub(super) most: Option<i64>,
}

impl Count {
    /// Whether it says anything.
    pub(super) fn binds(self) -> bool {
        0 < self.least || self.most.is_some()
    }
}

/// The sets of cases that are counted: all that could be left, and those that weigh alike.
pub(super) fn sets(world: &World<'_>) -> Vec<Vec<usize>> {
    let mut alike = BTreeMap::<i64, Vec<usize>>::new();
    let mut all = Vec::new();
    for (ix, case) in world.cases.iter().enumerate() {
        if !case.is_pinned {
            alike.entry(case.unplaced).or_default().push(ix);
            all.push(ix);
        }
    }
    let mut sets = vec![all];
    if 1 < alike.len() {
        sets.extend(alike.into_values().filter(|set| 1 < set.len()));
    }
    sets
}

impl Node {
    /// All plans.
    pub(super) fn all(sets: usize, parts: i128) -> Self {
        Self {
            parts,
            fates: BTreeMap::new(),
            counts: vec![Count::default(); sets],
        }
    }

    /// Splits into two at what a solution leaves in part, given how much of each case it leaves;
    /// `None` when it leaves whole cases only.
    pub(super) fn split(&self, sets: &[Vec<usize>], left: &[f64]) -> Option<[Self; 2]> {
        for (ix, set) in sets.iter().enumerate() {
            let sum: f64 = set.iter().map(|&case| left[case]).sum();
            // What is excluded already, the solution does at the price of a penalty.
            let is_open = |whole: &i64| {
                let Count { least, most } = self.counts[ix];
                least <= *whole && most.is_none_or(|most| *whole < most)
            };
            if let Some(whole) = between(sum).filter(is_open) {
                let (mut fewer, mut more) = (self.clone(), self.clone());
                fewer.counts[ix].most = Some(whole);
                more.counts[ix].least = whole + 1;
                return Some([more, fewer]);
            }
        }
        let half = |case: usize| (left[case] - 0.5).abs();
        let case = (0..left.len())
            .filter(|&case| between(left[case]).is_some() && !self.fates.contains_key(&case))
            .min_by(|&one, &other| half(one).total_cmp(&half(other)))?;
        Some([Fate::Left, Fate::Meets].map(|fate| {
            let mut node = self.clone();
            node.fates.insert(case, fate);
            node
        }))
    }
}

/// The whole number below, when a number lies well between two.
#[expect(clippy::cast_possible_truncation, reason = "it counts cases")]
fn between(number: f64) -> Option<i64> {
    const WELL: f64 = 1e-4;
    let part = number - number.floor();
    (WELL < part && part < 1.0 - WELL).then(|| number.floor() as i64)
}

/// What it costs to leave each case, as far as some plans go.
pub(super) struct Leaving {
    /// By case, in parts of a point.
    pub(super) nones: Vec<i64>,
    /// By case: it has no meeting.
    pub(super) is_left: Vec<bool>,
    /// What is added to the cost of every plan.
    pub(super) parts: i128,
}

impl Leaving {
    /// As the problem says.
    pub(super) fn free(world: &World<'_>) -> Self {
        Self {
            nones: world
                .cases
                .iter()
                .map(|case| case.none(world.unit))
                .collect(),
            is_left: vec![false; world.cases.len()],
            parts: 0,
        }
    }

    /// As some plans have it, at a price for each set that is what one more case left of it would
    /// save. Leaving a case that meets costs the `penalty` on top, in points.
    pub(super) fn of(
        world: &World<'_>,
        node: &Node,
        sets: &[Vec<usize>],
        prices: &[i64],
        penalty: i64,
    ) -> Self {
        let mut leaving = Self::free(world);
        for (&case, fate) in &node.fates {
            match fate {
                Fate::Meets => leaving.nones[case] += penalty * world.unit,
                Fate::Left => leaving.is_left[case] = true,
            }
        }
        for ((set, count), &price) in sets.iter().zip(&node.counts).zip(prices) {
            let number = if 0 < price {
                Some(count.least)
            } else {
                count.most
            };
            // What may be left without limit has no price.
            let Some(number) = number else { continue };
            leaving.parts += i128::from(price) * i128::from(number);
            for &case in set {
                leaving.nones[case] -= price;
            }
        }
        leaving
    }
}
