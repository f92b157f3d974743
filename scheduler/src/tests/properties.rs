//! What holds for every problem.

use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};

use super::{
    oracle,
    random::{TINY, problem},
};
use crate::{Change, Outcome, Proposal, Requirement, SeatRole, apply, check, propose, relax};

/// The same problems on every machine.
fn config(cases: u32) -> Config {
    Config {
        cases,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..Config::default()
    }
}

/// The proposals for a random problem; none when there is no date.
fn proposals(seed: u64, count: usize) -> Vec<Proposal> {
    match propose(&problem(seed, TINY), count).expect("random problems make sense") {
        Outcome::Proposals(proposals) => proposals,
        Outcome::Nothing(_) => Vec::new(),
    }
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn every_proposal_is_sound_and_costs_what_it_says(seed: u64) {
        let problem = problem(seed, TINY);
        for proposal in proposals(seed, 5) {
            prop_assert_eq!(check::violations(&problem, &proposal), []);
            prop_assert_eq!(check::cost(&problem, &proposal), proposal.cost);
        }
    }

    #[test]
    fn proposals_are_ranked_distinct_and_always_the_same(seed: u64) {
        let few = proposals(seed, 5);
        prop_assert_eq!(&few, &proposals(seed, 5));
        prop_assert!(few.is_sorted_by_key(|proposal| proposal.cost.sums()));
        for (position, proposal) in few.iter().enumerate() {
            let is_other = |other: &Proposal| {
                (other.slot, other.place) != (proposal.slot, proposal.place)
            };
            prop_assert!(few[..position].iter().all(is_other));
        }
        let one = proposals(seed, 1);
        prop_assert_eq!(few.first(), one.first());
    }
}

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn no_proposal_is_better_than_the_first(seed: u64) {
        let first = proposals(seed, 3).first().map(|proposal| proposal.cost.sums());
        prop_assert_eq!(first, oracle::least(&problem(seed, TINY)));
    }

    #[test]
    fn the_starts_that_are_left_are_those_of_sound_proposals(seed: u64) {
        let problem = problem(seed, TINY);
        prop_assert_eq!(crate::openings(&problem).unwrap(), oracle::openings(&problem));
    }

    #[test]
    fn a_conflict_is_minimal_and_repairs_open_dates(seed: u64) {
        let problem = problem(seed, TINY);
        let Outcome::Nothing(explanation) = propose(&problem, 1).unwrap() else {
            return Ok(());
        };
        let conflict = &explanation.conflict;
        prop_assert!(!conflict.is_empty());
        prop_assert!(conflict.is_sorted());
        // Everything else dropped, they cannot hold together; one more dropped, they can.
        let others = Requirement::all(&problem).into_iter();
        let others = others.filter(|requirement| !conflict.contains(requirement));
        let alone = others.fold(problem.clone(), |rest, requirement| relax(&rest, requirement));
        prop_assert!(is_nothing(&alone));
        for &requirement in conflict {
            prop_assert!(!is_nothing(&relax(&alone, requirement)), "{:?}", requirement);
        }
        // Each is repaired, or not repairable alone.
        let repaired = explanation.repairs.iter().map(|repair| repair.requirement);
        let unrepairable = explanation.unrepairable.iter().map(|other| other.requirement);
        let mut settled: Vec<Requirement> = repaired.chain(unrepairable).collect();
        settled.sort_unstable();
        prop_assert_eq!(&settled, conflict);
        for repair in &explanation.repairs {
            let openings = oracle::openings(&apply(&problem, &repair.change));
            prop_assert_eq!(openings.first(), Some(&repair.opens), "{:?}", repair);
            prop_assert_eq!(openings.len(), repair.slots);
        }
        for other in &explanation.unrepairable {
            prop_assert!(is_nothing(&relax(&problem, other.requirement)));
            prop_assert!(!other.also.is_empty());
        }
    }

    #[test]
    fn no_less_of_the_same_opens_a_date(seed: u64) {
        let problem = problem(seed, TINY);
        let Outcome::Nothing(explanation) = propose(&problem, 1).unwrap() else {
            return Ok(());
        };
        for repair in &explanation.repairs {
            let less = match repair.change {
                Change::LaterLimit { days } => Change::LaterLimit { days: days - 1 },
                Change::ShorterNotice { days } => Change::ShorterNotice { days: days - 1 },
                Change::FartherTravel { minutes } => Change::FartherTravel { minutes: minutes - 1 },
                _ => continue,
            };
            prop_assert!(is_nothing(&apply(&problem, &less)), "{:?}", repair);
        }
    }
}

fn is_nothing(problem: &crate::Problem) -> bool {
    matches!(propose(problem, 1).unwrap(), Outcome::Nothing(_))
}

/// How often each thing happens in the random problems: a property about nothing proves nothing.
#[test]
fn random_problems_exercise_what_they_should() {
    let (mut nothing, mut optional_empty, mut interpreted, mut online, mut authority) =
        (0, 0, 0, 0, 0);
    for seed in 0..1_000 {
        let problem = problem(seed, TINY);
        match propose(&problem, 1).unwrap() {
            Outcome::Nothing(_) => nothing += 1,
            Outcome::Proposals(proposals) => {
                let best = &proposals[0];
                optional_empty += usize::from(best.seats.contains(&None));
                interpreted += usize::from(1 < best.interpreters.len());
                online += usize::from(best.place == crate::Place::Online);
                let decides = problem.request.seats.iter().any(|seat| {
                    seat.role == SeatRole::LocalAuthority && problem.request.domains != 0
                });
                authority += usize::from(decides);
            }
        }
    }
    let counts = [
        nothing,
        1_000 - nothing,
        optional_empty,
        interpreted,
        online,
        authority,
    ];
    assert!(counts.iter().all(|&count| 10 <= count), "{counts:?}");
}
