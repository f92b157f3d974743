//! What is said of placed cases, and of other dates for them, is what brute force finds.

use super::{beside, cases, cost, oracle, planned, put, unpinned};
use crate::plan::{
    CaseIx, Meeting, PartIx, Plan, Points, Problem,
    check::violations,
    explain::{Alternative, WhyNot, placed, why_not},
    model::DayIx,
};

/// The cases with a meeting that is not pinned.
fn moveable(problem: &Problem, plan: &Plan) -> Vec<CaseIx> {
    let is_moveable =
        |case: &CaseIx| plan.meetings[case.0].is_some() && !problem.cases[case.0].is_pinned;
    cases(problem).filter(is_moveable).collect()
}

/// Makes sure that an alternative is as cheap as the best of those brute force finds.
fn is_best<'a>(
    (problem, plan, case): (&Problem, &Plan, CaseIx),
    found: Option<&Alternative>,
    all: impl Iterator<Item = &'a (i64, Meeting)>,
) {
    let now = cost(problem, plan);
    let least = all.map(|(cost, _)| cost - now).min();
    assert_eq!(found.map(|found| found.more), least);
    if let Some(found) = found {
        let with = put(plan, case, Some(&found.meeting));
        assert_eq!(violations(problem, &with), []);
        assert_eq!(cost(problem, &with) - now, found.more);
    }
}

#[test]
fn the_pieces_add_up_and_the_next_best_is_that() {
    for (seed, problem, plan) in planned() {
        for case in moveable(&problem, &plan) {
            let said = placed(&problem, &plan, case).unwrap();
            let sum: Points = said.pieces.iter().map(|(_, points)| *points).sum();
            assert_eq!(sum, said.points, "seed {seed}");
            let left = problem.scale.cost(problem.cases[case.0].unplaced);
            let without = cost(&problem, &put(&plan, case, None)) - left;
            let adds = cost(&problem, &plan) - without;
            assert_eq!(problem.scale.cost(said.points), adds, "seed {seed}");
            let all = beside(&problem, &plan, case);
            let now = plan.meetings[case.0].as_ref().unwrap();
            let what = (&problem, &plan, case);
            let starts = all.iter().filter(|(_, one)| one.slot != now.slot);
            is_best(what, said.next_start.as_ref(), starts);
            let places = all.iter();
            let places = places.filter(|(_, one)| one.slot == now.slot && one.place != now.place);
            is_best(what, said.next_place.as_ref(), places);
            for (part, next) in said.next_takers.iter().enumerate() {
                let takers = all.iter().filter(|(_, one)| {
                    let is_there = one.slot == now.slot && one.place == now.place;
                    is_there && one.team[part] != now.team[part]
                });
                is_best(what, next.as_ref(), takers);
            }
        }
    }
}

#[test]
fn those_who_hold_what_a_case_would_have_alone_are_in_its_way() {
    let mut held = 0;
    for (seed, problem, plan) in planned() {
        for case in moveable(&problem, &plan) {
            let wished = placed(&problem, &plan, case).unwrap().alone.unwrap();
            assert!(wished.alternative.more <= 0, "seed {seed}");
            is_in_the_way(
                &problem,
                &put(&plan, case, Some(&wished.alternative.meeting)),
                &wished.held_by,
            );
            held += wished.held_by.len();
        }
    }
    assert!(20 < held, "{held}");
}

/// Makes sure that a plan is sound without some cases, and without no fewer.
fn is_in_the_way(problem: &Problem, plan: &Plan, gone: &[CaseIx]) {
    let problem = &unpinned(problem);
    let mut without = plan.clone();
    for case in gone {
        without.meetings[case.0] = None;
    }
    assert_eq!(violations(problem, &without), []);
    for case in gone {
        let with = put(&without, *case, plan.meetings[case.0].as_ref());
        assert_ne!(violations(problem, &with), []);
    }
}

#[test]
fn why_not_is_answered_as_brute_force_would() {
    let mut told = [0; 4];
    for (seed, problem, plan) in planned().take(120) {
        for case in cases(&problem).filter(|case| !problem.cases[case.0].is_pinned) {
            let alone = oracle::meetings(&problem, case);
            let all = beside(&problem, &plan, case);
            let starts = (0..problem.grains).map(Some).chain([None]);
            let dates = starts.flat_map(|at| (0..problem.days.len()).map(move |day| (day, at)));
            for (day, at) in dates {
                let is_then = |one: &Meeting| {
                    one.slot.day.0 == day && at.is_none_or(|at| at == one.slot.start)
                };
                let now = cost(&problem, &plan);
                let costs = all.iter().filter(|(_, one)| is_then(one));
                let least = costs.map(|(cost, _)| cost - now).min();
                let is_alone = alone.iter().any(is_then);
                match why_not(&problem, &plan, case, DayIx(day), at) {
                    WhyNot::Chosen => assert!(plan.meetings[case.0].as_ref().is_some_and(is_then)),
                    WhyNot::Possible { meeting, more } => {
                        assert!(is_then(&meeting));
                        assert_eq!(Some(more), least, "seed {seed}");
                        told[0] += 1;
                    }
                    WhyNot::PushesOut { meeting, cases } => {
                        assert!(is_alone && is_then(&meeting) && least.is_none());
                        assert!(!cases.is_empty());
                        is_in_the_way(&problem, &put(&plan, case, Some(&meeting)), &cases);
                        told[1] += 1;
                    }
                    WhyNot::Unmet { each, together } => {
                        assert!(!is_alone && least.is_none(), "seed {seed}");
                        if each.is_empty() {
                            assert!(1 < together.len());
                            told[3] += 1;
                        }
                        told[2] += 1;
                    }
                }
            }
        }
    }
    assert!(told.iter().all(|count| 20 < *count), "{told:?}");
}

#[test]
fn parts_are_named_that_nobody_can_take() {
    let mut problem = super::super::simple::problem();
    problem.people[1].free[0] = 0b11;
    let plan = Plan {
        meetings: vec![None, None],
    };
    let said = why_not(&problem, &plan, CaseIx(0), DayIx(0), Some(4));
    let WhyNot::Unmet { each, together } = said else {
        panic!("the parent is not free: {said:?}");
    };
    let parent = crate::plan::explain::Need::Part(PartIx(1));
    assert_eq!((each, together), (vec![parent], vec![parent]));
}
