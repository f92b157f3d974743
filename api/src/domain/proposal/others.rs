//! What a date takes from other cases, in a coordinator's words.
//!
//! Other cases are counted and never named: not their families, nor why anybody is not free.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use entities::PersonId;
use scheduler::grid::NOON;
use scheduler::{Loss, OtherIx, Proposal, Scarce, Toll};

use super::Dates;
use super::words::{Words, counted};
use crate::app::day_of;
use crate::law::words::written;

/// What other cases would lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// Their meetings.
    Meeting,
    /// Days more after their limits.
    Days,
    /// Wishes of their families.
    Family,
    /// Wishes of everybody else.
    Others,
}

impl Lost {
    const fn of(loss: Loss) -> Self {
        match loss {
            Loss::Meeting(_) => Self::Meeting,
            Loss::Days(_) => Self::Days,
            Loss::Family(_) => Self::Family,
            Loss::Others(_) => Self::Others,
        }
    }

    /// "1 other case would have no meeting".
    fn said(self, cases: usize) -> String {
        let cases = counted(cases, "other case");
        match self {
            Self::Meeting => format!("{cases} would have no meeting"),
            Self::Days => format!("{cases} would meet later than its limit"),
            Self::Family => format!("{cases} would meet in a way that suits the family less"),
            Self::Others => format!("{cases} would meet in a way that suits others less"),
        }
    }
}

/// Somebody who has no more free half-days than other cases need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// Who.
    pub person: PersonId,
    /// Free half-days left, the one used included.
    pub half_days: usize,
    /// Other cases that cannot meet without this person and must do so by then.
    pub cases: usize,
    /// The last day on which the latest of them can meet in time.
    pub by: NaiveDate,
}

/// What a date takes from other cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OthersCost {
    /// When the plan was made.
    pub planned_at: DateTime<Utc>,
    /// All that they would lose, as it counts beside the wishes of those who are no family.
    pub points: u32,
    /// How many cases would lose what, the worst for each case.
    pub losses: Vec<(Lost, usize)>,
    /// Whose last free half-days it uses.
    pub needed: Vec<Needed>,
    /// All that in words.
    pub message: String,
}

impl OthersCost {
    /// What a proposal takes from others; `None` when there is no plan to ask.
    pub(super) fn of(dates: &Dates, proposal: &Proposal) -> Option<Self> {
        let plan = dates.plan.as_ref()?;
        let snapshot = &dates.snapshot;
        let toll = plan.prices.toll(&snapshot.problem, proposal);
        let losses = losses(&toll);
        let words = Words::new(&dates.rows, snapshot);
        let is_afternoon = NOON <= proposal.slot.start;
        let mut said: Vec<String> = toll
            .scarce
            .iter()
            .map(|scarce| uses(&words, scarce, is_afternoon))
            .collect();
        let taken: Vec<String> = losses
            .iter()
            .map(|&(lost, cases)| lost.said(cases))
            .collect();
        if !taken.is_empty() {
            let day = written(day_of(plan.planned_at));
            said.push(format!(
                "Takes what the plan of {day} gave to others: {}",
                taken.join(", ")
            ));
        }
        if said.is_empty() {
            said.push("Takes nothing that other cases need".to_owned());
        }
        let needed = toll.scarce.iter().map(|scarce| Needed {
            person: snapshot.people[scarce.person.0],
            half_days: scarce.half_days,
            cases: scarce.cases,
            by: snapshot.days[scarce.by.0],
        });
        Some(Self {
            planned_at: plan.planned_at,
            points: toll.points,
            needed: needed.collect(),
            losses,
            message: said.join(". "),
        })
    }
}

/// How many cases would lose what, the worst for each case.
fn losses(toll: &Toll) -> Vec<(Lost, usize)> {
    let mut worst: BTreeMap<OtherIx, Lost> = BTreeMap::new();
    for claim in &toll.taken {
        let lost = Lost::of(claim.loss);
        let known = worst.entry(claim.case).or_insert(lost);
        *known = lost.min(*known);
    }
    let mut counts: BTreeMap<Lost, usize> = BTreeMap::new();
    for lost in worst.into_values() {
        *counts.entry(lost).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// "Uses the last free afternoon of Ann Field before the limits of 3 other cases".
fn uses(words: &Words<'_>, scarce: &Scarce, is_afternoon: bool) -> String {
    let free = match (scarce.half_days, is_afternoon) {
        (1, true) => "the last free afternoon".to_owned(),
        (1, false) => "the last free morning".to_owned(),
        (many, _) => format!("one of the last {many} free half-days"),
    };
    let limits = match scarce.cases {
        1 => "the limit of 1 other case that cannot meet".to_owned(),
        many => format!("the limits of {many} other cases that cannot meet"),
    };
    let person = words.person(scarce.person);
    format!("Uses {free} of {person} before {limits} without this person")
}
