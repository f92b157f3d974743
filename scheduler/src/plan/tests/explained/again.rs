//! Planning again disrupts as little as is said.

use super::{cases, oracle, planned, put, unpinned};
use crate::plan::{
    Budget, Level, PartIx, Patient, Plan, Points, Problem,
    again::{Replanned, disruption, keeping, replan, substitute},
    check::violations,
};

/// Patience without end.
const BUDGET: Budget<'static> = Budget {
    seed: 0,
    rounds: None,
    threads: 1,
    memory_mib: 1_000,
    watch: &Patient,
};

#[test]
fn substitutes_are_all_who_could() {
    let mut found = 0;
    for (seed, problem, plan) in planned() {
        let problem = unpinned(&problem);
        for case in cases(&problem).filter(|case| plan.meetings[case.0].is_some()) {
            for (part, wish) in problem.cases[case.0].parts.iter().enumerate() {
                let all = substitute(&problem, &plan, case, PartIx(part));
                for member in &wish.pool {
                    let mut other = plan.clone();
                    let meeting = other.meetings[case.0].as_mut().unwrap();
                    meeting.team[part] = Some(member.person);
                    let could = other != plan && violations(&problem, &other).is_empty();
                    let said = all.iter().find(|one| one.person == member.person);
                    assert_eq!(said.is_some(), could, "seed {seed}");
                    if let Some(said) = said {
                        assert_eq!(
                            said.more,
                            super::cost(&problem, &other) - super::cost(&problem, &plan)
                        );
                        found += 1;
                    }
                }
                assert!(all.is_sorted_by_key(|one| one.more));
            }
        }
    }
    assert!(50 < found, "{found}");
}

/// The problem in which only what is pinned has a meeting now.
fn fresh(problem: &Problem) -> Problem {
    let mut problem = problem.clone();
    for case in problem.cases.iter_mut().filter(|case| !case.is_pinned) {
        case.current = None;
    }
    problem
}

/// What a change costs when there is hardly a reason not to.
const LITTLE: Points = Points::at(Level::Others, 1);

#[test]
fn nothing_moves_when_nothing_has_changed() {
    for (seed, problem, _) in planned().take(80) {
        let problem = fresh(&problem);
        let (_, before) = oracle::cheapest(&problem);
        let kept = keeping(&problem, &before, LITTLE, LITTLE);
        let Ok(Replanned::Within(planned, differs)) = replan(&kept, &before, &BUDGET, Some(0))
        else {
            panic!("seed {seed}: nothing has changed");
        };
        let Replanned::Within(free, free_differs) = replan(&kept, &before, &BUDGET, None).unwrap()
        else {
            panic!("seed {seed}: there is no limit");
        };
        assert_eq!(
            (differs.people(), free_differs.people()),
            (0, 0),
            "seed {seed}"
        );
        assert_eq!((differs.lost, differs.moved), (vec![], vec![]));
        assert_eq!(planned.plan, free.plan);
    }
}

/// The problem after somebody withdraws from the first day with a meeting; what that meeting had
/// pinned is free.
fn withdrawn(problem: &Problem, before: &Plan) -> Option<Problem> {
    let meeting = before.meetings.iter().flatten().next()?;
    let person = meeting.team.iter().flatten().next()?;
    let mut problem = problem.clone();
    problem.people[person.0].free[meeting.slot.day.0] = 0;
    for (case, meeting) in problem.cases.iter_mut().zip(&before.meetings) {
        let takes = |meeting: &crate::plan::Meeting| meeting.team.contains(&Some(*person));
        case.is_pinned &= !meeting.as_ref().is_some_and(takes);
    }
    Some(problem)
}

#[test]
fn the_limit_on_people_holds() {
    let (mut within, mut over) = (0, 0);
    for (seed, problem, _) in planned().take(80) {
        let problem = fresh(&problem);
        let (_, before) = oracle::cheapest(&problem);
        let Some(changed) = withdrawn(&problem, &before) else {
            continue;
        };
        let kept = keeping(&changed, &before, LITTLE, LITTLE);
        for most in 0..4 {
            match replan(&kept, &before, &BUDGET, Some(most)).expect("it makes sense") {
                Replanned::Within(planned, differs) => {
                    assert_eq!(violations(&kept, &planned.plan), [], "seed {seed}");
                    assert_eq!(disruption(&kept, &before, &planned.plan), differs);
                    assert!(differs.people() <= most);
                    within += 1;
                }
                Replanned::Over { people } => {
                    assert!(most < people);
                    over += 1;
                }
            }
        }
    }
    assert!(50 < within && 20 < over, "{within} {over}");
}

#[test]
fn people_are_counted_once_and_the_family_first() {
    let mut problem = super::super::simple::problem();
    problem.cases[0].parts[1].grades.free = Points::at(Level::Family, 1);
    let before = super::super::simple::plan();
    let mut after = before.clone();
    after.meetings[0].as_mut().unwrap().slot.day.0 = 1;
    let differs = disruption(&problem, &before, &after);
    assert_eq!(differs.moved.len(), 1);
    assert_eq!((differs.family.len(), differs.others.len()), (1, 2));
    let none = put(
        &put(&before, crate::plan::CaseIx(0), None),
        crate::plan::CaseIx(1),
        None,
    );
    assert_eq!(disruption(&problem, &none, &before).people(), 0);
    assert_eq!(disruption(&problem, &before, &none).people(), 4);
}
