//! Words of starts say the same as solving.

use super::{
    super::draw::{self, Chance},
    cases, oracle, planned, put,
};
use crate::plan::{
    CaseIx, Plan, Problem,
    explain::{Need, beside::Beside, conflict, need},
    model::DayIx,
};

/// Asks both whether a case can meet, with many sets of needs thought away; how often it could, could
/// not, and had no quick answer.
fn compare(problem: &Problem, plan: &Plan, case: CaseIx, chance: &mut Chance) -> [usize; 3] {
    let mut told = [0; 3];
    let beside = Beside::new(problem, plan, case);
    if beside.quick().is_none() {
        told[2] += 1;
        return told;
    }
    let all = need::all(&beside);
    for one_in in [2, 3, 6, 100] {
        let loose: Vec<Need> = all
            .iter()
            .copied()
            .filter(|_| chance.below(one_in) == 0)
            .collect();
        let day = chance.below(problem.days.len());
        let start = u8::try_from(chance.below(usize::from(problem.grains))).unwrap();
        for when in [
            None,
            Some((DayIx(day), None)),
            Some((DayIx(day), Some(start))),
        ] {
            let is = beside.is_possible(&loose, when);
            assert_eq!(
                is,
                beside.is_solved(&loose, when),
                "{case:?} {loose:?} {when:?}"
            );
            told[usize::from(!is)] += 1;
        }
        let slots = beside.slots(&loose);
        for day in (0..problem.days.len()).map(DayIx) {
            for start in 0..problem.grains {
                let is_listed = slots
                    .iter()
                    .any(|slot| slot.day == day && slot.start == start);
                let when = Some((day, Some(start)));
                assert_eq!(is_listed, beside.is_possible(&loose, when));
            }
        }
    }
    told
}

#[test]
fn words_and_solving_agree() {
    let mut told = [0; 3];
    let mut chance = Chance(3);
    for (_, problem, plan) in planned() {
        // Cases of which none has parts that depend on one another are rare among random ones.
        let problem = loosened(&problem);
        for case in cases(&problem) {
            for plan in [&plan, &put(&plan, case, None)] {
                let found = compare(&problem, plan, case, &mut chance);
                for (all, found) in told.iter_mut().zip(found) {
                    *all += found;
                }
            }
        }
    }
    assert!(told.iter().all(|count| 100 < *count), "{told:?}");
}

/// The problem without most of what ties the parts of a case together.
fn loosened(problem: &Problem) -> Problem {
    let mut problem = problem.clone();
    for case in &mut problem.cases {
        case.domains = 0;
        case.apart.clear();
        (case.fewest, case.most) = (0, u8::MAX);
        case.chairs = crate::plan::Chairs::Fixed(0);
    }
    problem
}

#[test]
fn a_quick_conflict_is_minimal_too() {
    let (mut quick, mut taken) = (0, 0);
    for problem in (0..400).map(draw::problem) {
        let problem = loosened(&problem);
        let (_, plan) = oracle::cheapest(&problem);
        for case in cases(&problem).filter(|case| plan.meetings[case.0].is_none()) {
            let beside = Beside::new(&problem, &plan, case);
            let Some(conflict) = conflict(&problem, &plan, case) else {
                continue;
            };
            quick += usize::from(beside.quick().is_some());
            let all = need::all(&beside);
            assert!(!beside.is_solved(&need::others(&all, &conflict), None));
            for gone in &conflict {
                let mut rest = conflict.clone();
                rest.retain(|need| need != gone);
                assert!(
                    beside.is_solved(&need::others(&all, &rest), None),
                    "{gone:?}"
                );
                taken += usize::from(matches!(gone, Need::Taken(_)));
            }
        }
    }
    assert!(50 < quick && 20 < taken, "{quick} {taken}");
}
