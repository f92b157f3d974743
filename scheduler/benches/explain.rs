//! How long it takes to say why a case of a plan has a meeting or none, on the files of the tests, and
//! to plan again after somebody has withdrawn.

use std::{hint::black_box, time::Duration};

use criterion::{Criterion, criterion_group, criterion_main};
use scheduler::{
    file::{File, Solution, Withdrawal},
    plan::{
        Budget, CaseIx, Plan, Problem, Progress, Watch,
        explain::{conflict, forecast, openings, placed, survives},
        plan,
    },
};

/// A file's problem with its plan.
struct Example {
    name: &'static str,
    problem: Problem,
    plan: Plan,
}

fn example(name: &'static str, file: &[u8], solution: &[u8]) -> Example {
    let file = File::read(file).expect("nothing is wrong with the file");
    let solution = Solution::read(solution).expect("it is a solution");
    Example {
        name,
        problem: file.problem(),
        plan: file.plan(&solution).expect("it breaks no rule"),
    }
}

fn examples() -> [Example; 2] {
    [
        example(
            "M-1",
            include_bytes!("../tests/data/M-1.json"),
            include_bytes!("../tests/data/M-1.solution.json"),
        ),
        example(
            "L-1",
            include_bytes!("../tests/data/L-1.json"),
            include_bytes!("../tests/data/L-1.solution.json"),
        ),
    ]
}

/// Measures the average of all cases it is asked about.
fn benches(criterion: &mut Criterion) {
    for Example {
        name,
        problem,
        plan,
    } in examples()
    {
        let cases = || (0..problem.cases.len()).map(CaseIx);
        let has_meeting = |case: &CaseIx| plan.meetings[case.0].is_some();
        let unplaced: Vec<CaseIx> = cases().filter(|case| !has_meeting(case)).collect();
        let some: Vec<CaseIx> = cases().filter(has_meeting).take(20).collect();
        let mut each = |what: &str, cases: &[CaseIx], ask: &dyn Fn(CaseIx)| {
            let title = format!("{name}: {what}, one of {} cases", cases.len());
            let mut turn = cases.iter().cycle();
            criterion.bench_function(&title, |bencher| {
                bencher.iter(|| ask(*turn.next().expect("there are cases")));
            });
        };
        each("conflict", &unplaced, &|case| {
            black_box(conflict(&problem, &plan, case));
        });
        each("repairs", &unplaced, &|case| {
            black_box(openings(&problem, &plan, case));
        });
        each("why this date", &some, &|case| {
            black_box(placed(&problem, &plan, case));
        });
        criterion.bench_function(&format!("{name}: forecast of all cases"), |bencher| {
            bencher.iter(|| forecast(black_box(&problem), &plan));
        });
        criterion.bench_function(&format!("{name}: what survives a withdrawal"), |bencher| {
            bencher.iter(|| survives(black_box(&problem), &plan));
        });
    }
}

/// Waits for as long as it takes.
struct Patience;

impl Watch for Patience {
    fn left(&self) -> Option<Duration> {
        None
    }

    fn tell(&self, _: &Progress) {}
}

/// Measures planning again after a mediator, or one who decides, has withdrawn altogether.
fn again(criterion: &mut Criterion) {
    let file = File::read(include_bytes!("../tests/data/L-1.json")).expect("nothing is wrong");
    let solution = Solution::read(include_bytes!("../tests/data/L-1.solution.json"))
        .expect("it is a solution");
    let instance = file.instance();
    for kind in ["mediator", "decision_maker"] {
        let mut people = (0_i64..).zip(&instance.people);
        let (person, _) = people
            .find(|(_, person)| person.kind == kind)
            .expect("there is one of each kind");
        let after = file
            .after(&solution, &[Withdrawal { person, day: None }])
            .expect("there is such a person");
        let problem = after.problem();
        let budget = Budget {
            seed: 1,
            rounds: None,
            threads: 1,
            memory_mib: 1_000,
            watch: &Patience,
        };
        criterion.bench_function(&format!("L-1: plan again without one {kind}"), |bencher| {
            bencher.iter(|| plan(black_box(&problem), &budget));
        });
    }
}

criterion_group! {
    name = all;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = benches, again
}
criterion_main!(all);
