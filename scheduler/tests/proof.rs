//! Fifty cases of a region are planned to a proof.

use scheduler::{
    file::File,
    plan::{Budget, Patient, Status, plan},
};

#[test]
fn fifty_cases_are_proven_optimal() {
    let file = File::read(include_bytes!("data/M-1.json")).expect("nothing is wrong with the file");
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
    assert_eq!((planned.cost, planned.bound), (46_590, 46_590));
    // By the file alone, which knows nothing of the planner.
    let judgement = file.judge(&file.solution(&planned.plan));
    assert_eq!(judgement.broken, []);
    assert_eq!((judgement.objective(), judgement.placed), (46_590, 44));
}
