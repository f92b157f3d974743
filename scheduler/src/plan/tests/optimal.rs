//! No plan is cheaper than the one that is found.

use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};

use super::{draw, oracle};
use crate::plan::{
    Budget, CaseIx, Patient, Planned, Problem, Scale, Status,
    check::{points, violations},
    mistake::mistakes,
    plan,
};

/// Costs are doubled so often, which brings them near the largest there may be.
const LARGE: u32 = 30;

/// The same problems on every machine.
fn config(cases: u32) -> Config {
    Config {
        cases,
        rng_seed: RngSeed::Fixed(3),
        failure_persistence: None,
        ..Config::default()
    }
}

/// The plan of a problem that makes sense.
pub(super) fn planned(problem: &Problem, seed: u64) -> Planned {
    let budget = Budget {
        seed,
        rounds: None,
        threads: 1,
        memory_mib: 1_000,
        watch: &Patient,
    };
    plan(problem, &budget).expect("random problems make sense")
}

/// Makes sure that the plan is sound, costs what it says, and is as cheap as the oracle's.
fn is_optimal(problem: &Problem) -> Result<(), TestCaseError> {
    let planned = planned(problem, 0);
    prop_assert_eq!(violations(problem, &planned.plan), []);
    prop_assert_eq!(points(problem, &planned.plan), planned.points);
    prop_assert_eq!(problem.scale.cost(planned.points), planned.cost);
    let (cost, cheapest) = oracle::cheapest(problem);
    prop_assert_eq!(planned.cost, cost, "rather {:?}", cheapest);
    prop_assert_eq!(planned.status, Status::Optimal);
    prop_assert_eq!(planned.bound, planned.cost);
    let cases = (0..problem.cases.len()).map(CaseIx);
    let impossible: Vec<_> = cases
        .filter(|&case| oracle::meetings(problem, case).is_empty())
        .collect();
    prop_assert_eq!(&planned.impossible, &impossible);
    Ok(())
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn no_plan_is_cheaper(seed: u64) {
        is_optimal(&draw::problem(seed))?;
    }

    #[cfg(feature = "microlp")]
    #[test]
    fn a_second_opinion_costs_the_same(seed: u64) {
        let problem = draw::problem(seed);
        let found = planned(&problem, 0).cost;
        prop_assert_eq!(crate::plan::second_opinion(&problem, 100_000), Ok(Some(found)));
    }

    #[test]
    fn large_costs_are_bounded_and_ordered_like_small_ones(seed: u64) {
        let mut problem = draw::problem(seed);
        let scale = problem.scale;
        problem.scale = Scale {
            unplaced: scale.unplaced << LARGE,
            late: scale.late << LARGE,
            family: scale.family << LARGE,
            others: scale.others << LARGE,
        };
        prop_assume!(mistakes(&problem).is_empty());
        let planned = planned(&problem, 0);
        let (cost, cheapest) = oracle::cheapest(&problem);
        prop_assert_eq!(violations(&problem, &planned.plan), []);
        prop_assert_eq!(planned.cost, cost, "rather {:?}", cheapest);
        prop_assert!(planned.bound <= cost);
        if scale != Scale::FLAT {
            prop_assert_eq!(planned.status, Status::Optimal);
        }
    }

    #[test]
    fn the_same_is_planned_again(seed: u64) {
        let problem = draw::problem(seed);
        let (one, other) = (planned(&problem, 7), planned(&problem, 7));
        prop_assert_eq!(one.plan, other.plan);
        prop_assert_eq!(one.bound, other.bound);
        prop_assert_eq!(one.problem_hash, other.problem_hash);
    }
}
