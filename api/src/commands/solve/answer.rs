//! What is said about a plan.

use std::fmt::Write as _;

use anyhow::bail;
use scheduler::{
    file::{File, Judgement, Solution, Term},
    plan::{CaseIx, Level, Planned},
};
use serde_json::{Map, Value, json};

use super::{again::Changes, sturdy::Sturdy};
use crate::{
    commands::planner::{grouped, indented, level_name, percent, status},
    picture::unplaced,
};

/// A plan, and how it came about.
pub(super) struct Answer {
    pub(super) planned: Planned,
    pub(super) special: Special,
    pub(super) seed: u64,
    pub(super) seconds: f64,
    /// Somebody stopped it before it was done.
    pub(super) is_stopped: bool,
}

/// What is special about a plan.
pub(super) enum Special {
    Nothing,
    /// It prefers days on which a substitute is at hand.
    Sturdy(Sturdy),
    /// It keeps to a plan that there was.
    Again(Changes),
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
        let mut answer = json!({
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
        });
        match &self.special {
            Special::Nothing => {}
            Special::Sturdy(sturdy) => answer["robust"] = sturdy.json(),
            Special::Again(changes) => answer["replan"] = changes.json(),
        }
        answer
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
                text += &indented("", &format!("{said} {}", cases.join(", ")));
            }
        }
        match &self.special {
            Special::Nothing => {}
            Special::Sturdy(sturdy) => text += &sturdy.text(),
            Special::Again(changes) => text += &changes.text(),
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
