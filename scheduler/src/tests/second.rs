//! A mathematical program agrees about the best date, at sizes where brute force cannot go.

use super::{
    oracle,
    random::{MIDDLING, TINY, problem},
};
use crate::{Outcome, Solver, propose, second_opinion};

/// Every solver that this build has.
const SOLVERS: &[Solver] = &[
    #[cfg(feature = "highs")]
    Solver::Highs,
    #[cfg(feature = "microlp")]
    Solver::Microlp,
];

#[test]
fn the_program_agrees_with_brute_force() {
    for seed in 0..40 {
        let problem = problem(seed, TINY);
        let least = oracle::least(&problem);
        for &solver in SOLVERS {
            let opinion = second_opinion(&problem, solver).unwrap();
            assert_eq!(opinion, least, "seed {seed}, {solver:?}");
        }
    }
}

#[test]
fn the_program_agrees_on_middling_problems() {
    let mut dates = 0;
    for seed in 0..25 {
        let problem = problem(seed, MIDDLING);
        let first = match propose(&problem, 1).unwrap() {
            Outcome::Proposals(proposals) => proposals.first().map(|best| best.cost.sums()),
            Outcome::Nothing(_) => None,
        };
        dates += usize::from(first.is_some());
        for &solver in SOLVERS {
            let opinion = second_opinion(&problem, solver).unwrap();
            assert_eq!(first, opinion, "seed {seed}, {solver:?}");
        }
    }
    assert!(8 <= dates, "too few of the problems have dates: {dates}");
}

#[test]
fn mistakes_are_told() {
    let mut problem = problem(0, TINY);
    problem.request.mediators.clear();
    for &solver in SOLVERS {
        assert!(second_opinion(&problem, solver).is_err(), "{solver:?}");
    }
}
