//! Planning again after somebody has withdrawn.

use std::path::Path;

use scheduler::{
    file::{File, Withdrawal},
    plan::{
        Budget, CaseIx, Plan, Planned, Problem, Refused,
        again::{Disruption, Replanned, replan},
    },
};
use serde_json::{Value, json};

use crate::commands::{
    Trouble, files,
    planner::{grouped, indented},
};

/// What is planned again.
pub(super) struct Replanning {
    /// What there is to plan, after the withdrawals.
    pub(super) file: File,
    before: Plan,
    withdrawals: Vec<Withdrawal>,
    most_moved: Option<usize>,
}

/// What changes, and why.
pub(super) struct Changes {
    withdrawals: Vec<Withdrawal>,
    most_moved: Option<usize>,
    disruption: Disruption,
}

impl Replanning {
    /// Reads the plan before; all that is wrong with it and with the withdrawals is told at once.
    pub(super) fn new(
        file: &File,
        path: &Path,
        without: &[String],
        most_moved: Option<usize>,
    ) -> Result<Self, Trouble> {
        let mut mistakes = Vec::new();
        let solution = files::solution(file, path);
        if let Err(wrong) = &solution {
            mistakes.extend(wrong.iter().cloned());
        }
        let mut withdrawals = Vec::new();
        for text in without {
            match withdrawal(file, text) {
                Ok(withdrawal) => withdrawals.push(withdrawal),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        let Some(solution) = solution.ok().filter(|_| mistakes.is_empty()) else {
            return Err(Trouble::Usage(files::lines(&mistakes)));
        };
        let usage = |mistakes: Vec<String>| Trouble::Usage(files::lines(&mistakes));
        let said = |wrong: &dyn ToString| wrong.to_string();
        let before = file.plan(&solution);
        let after = file.after(&solution, &withdrawals);
        Ok(Self {
            before: before.map_err(|wrong| usage(wrong.iter().map(|one| said(one)).collect()))?,
            file: after.map_err(|wrong| usage(wrong.iter().map(|one| said(one)).collect()))?,
            withdrawals,
            most_moved,
        })
    }

    /// Plans again. When nothing keeps to the limit, that is why there is no plan.
    pub(super) fn done(
        self,
        problem: &Problem,
        budget: &Budget<'_>,
    ) -> Result<Result<(Planned, Changes), Trouble>, Refused> {
        let replanned = replan(problem, &self.before, budget, self.most_moved)?;
        Ok(match replanned {
            Replanned::Within(planned, disruption) => Ok((
                *planned,
                Changes {
                    withdrawals: self.withdrawals,
                    most_moved: self.most_moved,
                    disruption,
                },
            )),
            Replanned::Over { people } => Err(Trouble::Failed(anyhow::anyhow!(
                "no plan was found in which something changes for so few people; the least was {people}"
            ))),
        })
    }
}

/// Somebody, and perhaps a day.
fn withdrawal(file: &File, text: &str) -> Result<Withdrawal, String> {
    let instance = file.instance();
    let (person, day) = match text.split_once(':') {
        None => (text, None),
        Some((person, day)) => (person, Some(day)),
    };
    let listed = |text: &str, count: usize| {
        let number = text.parse::<usize>().ok().filter(|&number| number < count);
        number.and_then(|number| i64::try_from(number).ok())
    };
    let no_such = |thing, named| format!("--without {text}: there is no {thing} {named}");
    let who = listed(person, instance.people.len()).ok_or_else(|| no_such("person", person))?;
    let on =
        day.map(|day| listed(day, instance.calendar.week.len()).ok_or_else(|| no_such("day", day)));
    Ok(Withdrawal {
        person: who,
        day: on.transpose()?,
    })
}

impl Changes {
    /// Its part of the JSON object.
    pub(super) fn json(&self) -> Value {
        let differs = &self.disruption;
        let cases = |cases: &[CaseIx]| -> Vec<usize> { cases.iter().map(|case| case.0).collect() };
        let withdrawn: Vec<Value> = self
            .withdrawals
            .iter()
            .map(|one| json!({ "person": one.person, "day": one.day }))
            .collect();
        let people: [Vec<usize>; 2] = [&differs.family, &differs.others]
            .map(|people| people.iter().map(|person| person.0).collect());
        json!({
            "withdrawn": withdrawn,
            "most_moved": self.most_moved,
            "people": differs.people(),
            "family": people[0],
            "others": people[1],
            "moved": cases(&differs.moved),
            "changed": cases(&differs.changed),
            "opened": cases(&differs.opened),
            "lost": cases(&differs.lost),
        })
    }

    /// A few lines for people.
    pub(super) fn text(&self) -> String {
        let differs = &self.disruption;
        let people = i64::try_from(differs.people()).unwrap_or(i64::MAX);
        let limit = self
            .most_moved
            .map(|most| format!(" (at most {most} allowed)"));
        let mut text = indented(
            "",
            &format!(
                "something changes for {} people, {} of them of families{}",
                grouped(people),
                differs.family.len(),
                limit.unwrap_or_default()
            ),
        );
        for (said, cases) in [
            ("another time or place: case", &differs.moved),
            (
                "the same time and place with others: case",
                &differs.changed,
            ),
            ("has a meeting now: case", &differs.opened),
            ("has no meeting any more: case", &differs.lost),
        ] {
            if !cases.is_empty() {
                let cases: Vec<String> = cases.iter().map(|case| case.0.to_string()).collect();
                text += &indented("  ", &format!("{said} {}", cases.join(", ")));
            }
        }
        text
    }
}
