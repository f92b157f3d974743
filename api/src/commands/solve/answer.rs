//! What is said about a plan.

use std::fmt::Write as _;

use anyhow::bail;
use scheduler::{
    file::{File, Judgement, Solution, Term},
    plan::{CaseIx, Level, Planned, Status},
};
use serde_json::{Map, Value, json};

use crate::picture::unplaced;

/// A plan, and how it came about.
pub(super) struct Answer {
    pub(super) planned: Planned,
    pub(super) seed: u64,
    pub(super) seconds: f64,
    /// Somebody stopped it before it was done.
    pub(super) is_stopped: bool,
}

impl Answer {
    /// Judges the plan by the file; a disagreement is a fault and nothing is written.
    pub(super) fn checked(&self, file: &File, solution: &Solution) -> anyhow::Result<Judgement> {
        let judgement = file.judge(solution);
        if let Some(broken) = judgement.broken.first() {
            let more = judgement.broken.len() - 1;
            bail!("the plan is wrong, which is a fault in Concord: {broken} (and {more} more)");
        }
        let (cost, objective) = (self.planned.cost, judgement.objective());
        if cost != objective || cost < self.planned.bound {
            let bound = self.planned.bound;
            bail!(
                "the plan's cost is wrong, which is a fault in Concord: {cost}, by the file \
                 {objective}, and no less than {bound}"
            );
        }
        Ok(judgement)
    }

    /// One JSON object.
    pub(super) fn json(&self, file: &File, solution: &Solution, judgement: &Judgement) -> Value {
        let planned = &self.planned;
        let levels = Level::ALL.map(|level| (level_name(level), planned.points.of(level).into()));
        let terms = Term::ALL.map(|term| (term.name(), judgement.terms.of(term).into()));
        json!({
            "instance": file.instance().name,
            "status": status(planned.status),
            "objective": planned.cost,
            "levels": object(levels),
            "terms": object(terms),
            "bound": planned.bound,
            "gap": planned.gap(),
            "cases": file.instance().cases.len(),
            "placed": judgement.placed,
            "late": judgement.late,
            "unplaced": unplaced(file, solution),
            "impossible": numbers(&planned.impossible),
            "stopped": self.is_stopped,
            "seed": self.seed,
            "versions": planned.versions,
            // As text: other readers of JSON keep 53 bits of a number.
            "problem_hash": format!("{:016x}", planned.problem_hash),
            "seconds": (self.seconds * 1000.0).round() / 1000.0,
        })
    }

    /// A few lines for people.
    pub(super) fn text(&self, file: &File, solution: &Solution) -> String {
        let planned = &self.planned;
        let (cases, without) = (file.instance().cases.len(), unplaced(file, solution));
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}: {} of {cases} cases placed, cost {} (bound {}, gap {}), {:.2} s{}",
            status(planned.status),
            cases - without.len(),
            grouped(planned.cost),
            grouped(planned.bound),
            percent(planned.cost, planned.bound),
            self.seconds,
            if self.is_stopped { ", stopped" } else { "" },
        );
        let levels = Level::ALL.map(|level| {
            let points = i64::from(planned.points.of(level));
            format!("{} {}", level_name(level), grouped(points))
        });
        let _ = writeln!(text, "of it {}", levels.join(", "));
        for (said, cases) in [
            ("without a meeting: case", without),
            (
                "no meeting possible, whatever else is planned: case",
                numbers(&planned.impossible),
            ),
        ] {
            if !cases.is_empty() {
                let cases: Vec<String> = cases.iter().map(ToString::to_string).collect();
                text += &wrapped(&format!("{said} {}", cases.join(", ")));
            }
        }
        text
    }
}

fn object<const N: usize>(entries: [(&'static str, Value); N]) -> Map<String, Value> {
    let entries = entries.into_iter();
    entries
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn numbers(cases: &[CaseIx]) -> Vec<usize> {
    cases.iter().map(|case| case.0).collect()
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Optimal => "optimal",
        Status::Feasible => "feasible",
    }
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Unplaced => "unplaced",
        Level::Late => "late",
        Level::Family => "family",
        Level::Others => "others",
    }
}

/// A number with a comma after each thousand.
pub(super) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-" } else { "" }.to_owned();
    for (position, digit) in digits.chars().enumerate() {
        if 0 < position && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How far a cost can be from the best, as a part of it.
#[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
pub(super) fn percent(cost: i64, bound: i64) -> String {
    let gap = (cost - bound).max(0) as f64 / cost.abs().max(1) as f64;
    format!("{:.3} %", gap * 100.0)
}

/// Text in lines of at most eighty columns.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        if 0 < column && 80 < column + 1 + word.len() {
            lines.push('\n');
            column = 0;
        } else if 0 < column {
            lines.push(' ');
            column += 1;
        }
        lines += word;
        column += word.len();
    }
    lines + "\n"
}
