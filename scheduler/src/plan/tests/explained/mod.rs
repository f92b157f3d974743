//! What is said about cases of random problems is true.

mod again;
mod ahead;
mod placed;
mod quick;
mod unplaced;

use super::{draw, oracle};
use crate::plan::{
    CaseIx, Meeting, Plan, Problem,
    check::{points, violations},
};

/// Random problems with their cheapest plans.
fn planned() -> impl Iterator<Item = (u64, Problem, Plan)> {
    (0..250).map(|seed| {
        let problem = draw::problem(seed);
        let (_, plan) = oracle::cheapest(&problem);
        (seed, problem, plan)
    })
}

/// The cases of a problem.
fn cases(problem: &Problem) -> impl Iterator<Item = CaseIx> + use<> {
    (0..problem.cases.len()).map(CaseIx)
}

/// The plan with another meeting for a case.
fn put(plan: &Plan, case: CaseIx, meeting: Option<&Meeting>) -> Plan {
    let mut plan = plan.clone();
    plan.meetings[case.0] = meeting.cloned();
    plan
}

/// The problem in which nothing is pinned.
fn unpinned(problem: &Problem) -> Problem {
    let mut problem = problem.clone();
    for case in &mut problem.cases {
        case.is_pinned = false;
    }
    problem
}

/// What a plan costs, in the single number.
fn cost(problem: &Problem, plan: &Plan) -> i64 {
    problem.scale.cost(points(problem, plan))
}

/// Every sound plan in which a case has some meeting beside the others, by brute force.
fn beside(problem: &Problem, plan: &Plan, case: CaseIx) -> Vec<(i64, Meeting)> {
    let meetings = oracle::meetings(problem, case).into_iter();
    let sound = meetings.filter_map(|meeting| {
        let plan = put(plan, case, Some(&meeting));
        let is_sound = violations(problem, &plan).is_empty();
        is_sound.then(|| (cost(problem, &plan), meeting))
    });
    sound.collect()
}
