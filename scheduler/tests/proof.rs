//! Files of cases are planned to a proof.

use scheduler::{
    file::File,
    plan::{Budget, Patient, Status, plan},
};

/// Plans a file, and wants to know its best cost, and how many cases have a meeting then.
fn is_proven(file: &[u8], cost: i64, placed: usize) {
    let file = File::read(file).expect("nothing is wrong with the file");
    let problem = file.problem();
    let budget = Budget {
        seed: 1,
        rounds: None,
        threads: 1,
        memory_mib: 1_000,
        watch: &Patient,
    };
    let planned = plan(&problem, &budget).expect("it can be planned");
    assert_eq!(planned.status, Status::Optimal);
    assert_eq!((planned.cost, planned.bound), (cost, cost));
    // By the file alone, which knows nothing of the planner.
    let judgement = file.judge(&file.solution(&planned.plan));
    assert_eq!(judgement.broken, []);
    assert_eq!((judgement.objective(), judgement.placed), (cost, placed));
}

#[test]
fn fifty_cases_are_proven_optimal() {
    is_proven(include_bytes!("data/M-1.json"), 46_590, 44);
}

#[test]
fn three_hundred_cases_are_proven_optimal() {
    is_proven(include_bytes!("data/L-1.json"), 241_955, 271);
}

/// Decision-makers are so scarce that the linear program is 1 % off without rows of a list.
#[test]
fn cases_that_compete_for_the_same_afternoons_are_proven_optimal() {
    is_proven(include_bytes!("data/L-tight.json"), 522_827, 265);
}
