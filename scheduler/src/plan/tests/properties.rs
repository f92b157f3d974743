//! What holds for random problems, and that they are about something.

use super::{draw, oracle};
use crate::plan::{
    Balance, CaseIx, Plan, Points, Problem,
    check::{case_points, points, violations},
    mistake::mistakes,
};

#[test]
fn random_problems_make_sense() {
    for seed in 0..2_000 {
        let problem = draw::problem(seed);
        assert_eq!(mistakes(&problem), [], "seed {seed}");
        assert_eq!(problem, draw::problem(seed));
    }
}

#[test]
fn the_cheapest_plan_is_sound_and_costs_what_it_says() {
    for seed in 0..200 {
        let problem = draw::problem(seed);
        let (cost, plan) = oracle::cheapest(&problem);
        assert_eq!(violations(&problem, &plan), [], "seed {seed}");
        assert_eq!(problem.scale.cost(points(&problem, &plan)), cost);
        let mut even = problem.clone();
        even.balance = Balance::default();
        let cases = plan.meetings.iter().enumerate();
        let alone: Points = cases
            .map(|(case, meeting)| match meeting {
                Some(meeting) => case_points(&problem, CaseIx(case), meeting),
                None => problem.cases[case].unplaced,
            })
            .sum();
        assert_eq!(points(&even, &plan), alone, "seed {seed}");
    }
}

#[test]
fn no_meeting_that_breaks_a_rule_by_itself_is_sound_among_others() {
    for seed in 0..100 {
        let problem = draw::problem(seed);
        let (_, plan) = oracle::cheapest(&problem);
        for (case, meeting) in plan.meetings.iter().enumerate() {
            let sound = oracle::meetings(&problem, CaseIx(case));
            assert!(
                meeting
                    .as_ref()
                    .is_none_or(|meeting| sound.contains(meeting))
            );
        }
    }
}

/// One thing that problems are about, taken out of a problem.
type Without = fn(&mut Problem);

/// Everything that problems are about.
const FEATURES: [(&str, Without); 28] = [
    ("allowances", |problem| problem.allowances.fill(9)),
    ("apart", |problem| {
        each_case(problem, |case| case.apart.clear());
    }),
    ("domains", |problem| {
        each_case(problem, |case| case.domains = 0);
    }),
    ("fewest", |problem| {
        each_case(problem, |case| case.fewest = 0);
    }),
    ("most", |problem| each_case(problem, |case| case.most = 9)),
    ("needs", |problem| each_case(problem, |case| case.needs = 0)),
    ("breakout rooms", |problem| {
        each_case(problem, |case| case.breakout_rooms = 0);
    }),
    ("chairs", |problem| {
        each_case(problem, |case| case.chairs = crate::plan::Chairs::Fixed(0));
    }),
    ("setup", |problem| each_case(problem, |case| case.setup = 0)),
    ("family limit", |problem| {
        each_case(problem, |case| case.max_minutes = 999);
    }),
    ("starts", |problem| {
        let all = (1 << problem.grains) - 1;
        each_case(problem, |case| case.starts = all);
    }),
    ("moved", |problem| {
        each_case(problem, |case| case.moved = Points::NONE);
    }),
    ("pinned", |problem| {
        each_case(problem, |case| case.is_pinned = false);
    }),
    ("welcome", |problem| {
        each_case(problem, |case| case.welcome.clear());
    }),
    ("family journey", |problem| {
        each_case(problem, |case| case.journey = Points::NONE);
    }),
    ("changed", |problem| {
        each_part(problem, |part| part.changed = Points::NONE);
    }),
    ("grades", |problem| {
        each_part(problem, |part| part.grades.free = Points::NONE);
    }),
    ("if needed", |problem| {
        each_part(problem, |part| part.grades.if_needed = Points::NONE);
    }),
    ("observance", |problem| {
        each_part(problem, |part| part.grades.observance = Points::NONE);
    }),
    ("journeys", |problem| {
        each_part(problem, |part| part.journey = Points::NONE);
    }),
    ("until", |problem| {
        each_part(problem, |part| {
            part.pool.iter_mut().for_each(|member| member.until = None);
        });
    }),
    ("max day", |problem| {
        each_person(problem, |person| person.max_day = None);
    }),
    ("max week", |problem| {
        each_person(problem, |person| person.max_week = None);
    }),
    ("rest", |problem| {
        each_person(problem, |person| person.rest = 0);
    }),
    ("reach", |problem| {
        each_person(problem, |person| person.max_minutes = None);
    }),
    ("commitments", |problem| {
        each_person(problem, |person| person.commitments.clear());
    }),
    ("travel", |problem| {
        (problem.grain_minutes, problem.online_gap) = (255, 0);
    }),
    ("balance", |problem| problem.balance = Balance::default()),
];

fn each_case(problem: &mut Problem, change: impl FnMut(&mut crate::plan::Case)) {
    problem.cases.iter_mut().for_each(change);
}

fn each_part(problem: &mut Problem, change: impl FnMut(&mut crate::plan::Part)) {
    let cases = problem.cases.iter_mut();
    cases.flat_map(|case| &mut case.parts).for_each(change);
}

fn each_person(problem: &mut Problem, change: impl FnMut(&mut crate::plan::Person)) {
    problem.people.iter_mut().for_each(change);
}

/// How often each thing decides what the cheapest plan costs: a property about nothing proves
/// nothing.
#[test]
fn everything_matters_in_some_problem() {
    let (mut placed, mut unplaced) = (0, 0);
    let mut counts = [0; FEATURES.len()];
    for seed in 0..120 {
        let problem = draw::problem(seed);
        let (cost, plan) = oracle::cheapest(&problem);
        placed += plan.meetings.iter().flatten().count();
        unplaced += plan
            .meetings
            .iter()
            .filter(|meeting| meeting.is_none())
            .count();
        for (count, (_, without)) in counts.iter_mut().zip(FEATURES) {
            let mut less = problem.clone();
            without(&mut less);
            if less != problem {
                *count += usize::from(oracle::cheapest(&less).0 != cost);
            }
        }
    }
    let counts: Vec<_> = FEATURES.iter().map(|(name, _)| name).zip(counts).collect();
    assert!(100 <= placed && 50 <= unplaced, "{placed} {unplaced}");
    assert!(counts.iter().all(|&(_, count)| 2 <= count), "{counts:?}");
}

/// How often meetings that are each best for their own case get in each other's way.
#[test]
fn cases_compete() {
    let mut contested = 0;
    for seed in 0..120 {
        let problem = draw::problem(seed);
        let (cost, _) = oracle::cheapest(&problem);
        let alone = (0..problem.cases.len()).map(|case| alone(&problem, CaseIx(case)));
        contested += usize::from(alone.sum::<i64>() < cost);
    }
    assert!(30 <= contested, "{contested}");
}

/// What a case would cost if there were no other.
fn alone(problem: &Problem, case: CaseIx) -> i64 {
    let meetings = oracle::meetings(problem, case);
    let costs = meetings
        .iter()
        .map(|meeting| case_points(problem, case, meeting));
    let nothing = Some(problem.cases[case.0].unplaced);
    let nothing = nothing.filter(|_| !problem.cases[case.0].is_pinned);
    let all = costs
        .chain(nothing)
        .map(|points| problem.scale.cost(points));
    all.min().expect("what is pinned is sound")
}

#[test]
fn a_plan_without_cases_is_sound() {
    let mut problem = draw::problem(1);
    problem.cases.clear();
    let empty = Plan {
        meetings: Vec::new(),
    };
    assert_eq!(violations(&problem, &empty), []);
    assert_eq!(points(&problem, &empty), Points::NONE);
    assert_eq!(oracle::cheapest(&problem), (0, empty));
}
