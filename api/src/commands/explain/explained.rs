//! What there is to say of one case.

use anyhow::bail;
use scheduler::{
    file::File,
    plan::{
        Budget, CaseIx, Meeting, Plan, Planned, Problem, Refused,
        check::points,
        explain::{
            Forecast, Opening, Placed, Taken, Unplaced, WhyNot, apply, forecast, options, placed,
            taken, unplaced, why_not,
        },
        plan,
    },
};

use super::asked::{Asked, Date};
use crate::commands::Trouble;

/// Other dates that are shown for a case with a meeting.
const OTHERS: usize = 4;

/// Everything that is said of one case.
pub(super) struct Explained {
    pub(super) case: CaseIx,
    /// What the file asks.
    pub(super) problem: Problem,
    pub(super) plan: Plan,
    /// What planning found; `None` when the plan was given.
    pub(super) planned: Option<Planned>,
    pub(super) why: Why,
    pub(super) forecast: Forecast,
    /// How many cases are more urgent.
    pub(super) rank: usize,
    pub(super) dates: Vec<(Date, WhyNot)>,
}

/// Why it is as it is.
pub(super) enum Why {
    /// It has a meeting.
    Placed {
        meeting: Meeting,
        placed: Box<Placed>,
        /// Other dates, and what the plan would cost more with each.
        others: Vec<(Meeting, i64)>,
    },
    /// It has none.
    Unplaced {
        unplaced: Unplaced,
        /// For each opening, what the plan would cost more with it.
        more: Vec<i64>,
    },
}

impl Explained {
    /// Plans, unless a plan was given, and explains.
    pub(super) fn new(
        problem: Problem,
        asked: Asked,
        budget: &Budget<'_>,
    ) -> Result<Self, Refused> {
        let Asked { case, dates, plan } = asked;
        let (plan, planned) = if let Some(given) = plan {
            (given, None)
        } else {
            let planned = self::plan(&problem, budget)?;
            (planned.plan.clone(), Some(planned))
        };
        let all = forecast(&problem, &plan);
        let rank = all.iter().position(|one| one.case == case);
        let rank = rank.expect("every case is forecast");
        let why = match placed(&problem, &plan, case) {
            Some(placed) => of_placed(&problem, &plan, case, placed),
            None => of_unplaced(&problem, &plan, case),
        };
        let dates = dates.into_iter().map(|date| {
            let said = why_not(&problem, &plan, case, date.day, date.start);
            (date, said)
        });
        Ok(Self {
            dates: dates.collect(),
            forecast: all[rank].clone(),
            rank,
            why,
            case,
            problem,
            plan,
            planned,
        })
    }

    /// Judges the plan by the file; a disagreement is a fault and nothing is said.
    pub(super) fn is_checked(&self, file: &File) -> Result<(), Trouble> {
        let judgement = file.judge(&file.solution(&self.plan));
        let is_sound = judgement.broken.is_empty() && judgement.objective() == self.cost();
        let check = || -> anyhow::Result<()> {
            if !is_sound {
                bail!("the plan is wrong, which is a fault in Concord");
            }
            Ok(())
        };
        Ok(check()?)
    }

    /// What the plan costs.
    pub(super) fn cost(&self) -> i64 {
        self.problem.scale.cost(points(&self.problem, &self.plan))
    }

    /// What another case's meeting holds of all that this case could use.
    pub(super) fn taken(&self, other: CaseIx) -> Option<Taken> {
        taken(&self.problem, &self.plan, self.case, other)
    }
}

fn of_placed(problem: &Problem, plan: &Plan, case: CaseIx, placed: Placed) -> Why {
    let meeting = plan.meetings[case.0].clone();
    let meeting = meeting.expect("only a case with a meeting is placed");
    let now = problem.scale.cost(placed.points);
    let offers = options(problem, plan, &[case], OTHERS + 1).offers;
    let others = offers
        .into_iter()
        .filter(|offer| offer.meeting.slot != meeting.slot)
        .map(|offer| (offer.meeting, offer.cost - now));
    let others = others.take(OTHERS).collect();
    Why::Placed {
        meeting,
        placed: Box::new(placed),
        others,
    }
}

fn of_unplaced(problem: &Problem, plan: &Plan, case: CaseIx) -> Why {
    let now = problem.scale.cost(points(problem, plan));
    let more = |opening: &Opening| {
        let opened = apply(problem, case, opening.repair);
        opened.scale.cost(points(&opened, &opening.plan)) - now
    };
    let unplaced = unplaced(problem, plan, case);
    let more = match &unplaced {
        Unplaced::Possible { .. } => Vec::new(),
        Unplaced::Impossible { openings, .. } => openings.iter().map(more).collect(),
    };
    Why::Unplaced { unplaced, more }
}
