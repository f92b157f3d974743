//! Taking something from a plan costs it at most the price of that thing, and what has no price costs it
//! nothing: the joint problem is solved again to see.

use super::{
    claims::{held, without},
    draw,
    optimal::planned,
    oracle,
};
use crate::{
    Claim, Claimed, Loss,
    plan::{CaseIx, Meeting, Problem, Scale, Status, check::points, prices},
};

/// On this scale no smaller wishes overturn a greater one, and plans are made level by level.
const STEEP: Scale = Scale {
    unplaced: 1_000_000_000_000,
    late: 10_000_000,
    family: 1_000,
    others: 1,
};

/// A random problem in which no meeting is pinned, and nobody minds who of the welcome comes: what
/// another meeting of one case does to the welcome of another is not looked at.
fn problem(seed: u64) -> Problem {
    let mut problem = draw::problem(seed);
    problem.scale = STEEP;
    for case in &mut problem.cases {
        case.is_pinned = false;
        case.welcome.clear();
    }
    problem
}

/// The problem in which nobody has any more what a case's meeting holds.
fn taken(problem: &Problem, case: CaseIx, meeting: &Meeting, what: (Claimed, u8)) -> Problem {
    match what.0 {
        Claimed::Contract(spent) => {
            let mut problem = problem.clone();
            problem.allowances[spent] -= 1;
            problem
        }
        Claimed::Person(_) | Claimed::Room(_) => without(problem, case, meeting, what),
    }
}

/// More than a loss on this level can come to, those of lower levels included.
fn ceiling(loss: Loss) -> i64 {
    let (points, weight) = match loss {
        Loss::Meeting(points) => (points, STEEP.unplaced),
        Loss::Days(days) => (days, STEEP.late),
        Loss::Family(points) => (points, STEEP.family),
        Loss::Others(points) => (points, STEEP.others),
    };
    (i64::from(points) + 1) * weight
}

#[test]
fn taking_one_thing_costs_a_plan_at_most_its_price() {
    let (mut free, mut priced, mut exact) = (0, 0, 0);
    for seed in 0..150 {
        let problem = problem(seed);
        let found = planned(&problem, 0);
        assert_eq!(found.status, Status::Optimal, "seed {seed}");
        let least = problem.scale.cost(points(&problem, &found.plan));
        let claims = prices(&problem, &found.plan).claims;
        for (ix, meeting) in found.plan.meetings.iter().enumerate() {
            let Some(meeting) = meeting else { continue };
            let case = CaseIx(ix);
            for what in held(&problem, case, meeting) {
                let is_it = |claim: &&Claim| claim.case.0 == ix && (claim.on, claim.from) == what;
                let (cost, _) = oracle::cheapest(&taken(&problem, case, meeting, what));
                let more = cost - least;
                match claims.iter().find(is_it) {
                    None => {
                        assert_eq!(more, 0, "seed {seed}: {what:?} of {case:?}");
                        free += 1;
                    }
                    Some(claim) => {
                        let ceiling = ceiling(claim.loss);
                        assert!(
                            (0..ceiling).contains(&more),
                            "seed {seed}: {claim:?}, {more}"
                        );
                        priced += 1;
                        exact += i32::from(ceiling <= 2 * more);
                    }
                }
            }
        }
    }
    assert!(
        50 < free && 50 < exact && exact < priced,
        "{free} {priced} {exact}"
    );
}
