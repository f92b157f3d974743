//! Two readings of each rule and each cost: the file's own judge, and the planner's check of the
//! translated problem. They share no code, so a slip in the translation shows as a difference.

use super::{Example, example, m1, t1};
use crate::{
    file::{Booking, solution},
    plan::{
        Level, Problem,
        check::{points, violations},
        mistake::mistakes,
    },
};

/// Compares both readings of a solution; says whether it is valid.
fn compared(example: &Example, problem: &Problem) -> bool {
    let judgement = example.file.judge(&example.solution);
    let plan = solution::plan(example.file.instance(), &example.solution);
    let found = violations(problem, &plan);
    let broken = &judgement.broken;
    assert_eq!(broken.is_empty(), found.is_empty(), "{broken:?} {found:?}");
    if broken.is_empty() {
        let points = points(problem, &plan);
        for level in Level::ALL {
            let judged = judgement.terms.at(level);
            assert_eq!(i64::from(points.of(level)), judged, "{level:?}");
        }
    }
    broken.is_empty()
}

/// Other meetings for a case, near the one it has, and none.
fn others(example: &Example, booking: &Booking) -> Vec<Booking> {
    let instance = example.file.instance();
    let case = &instance.cases[usize::try_from(booking.case).unwrap()];
    let grains = instance.calendar.grains_per_day;
    let last = grains * i64::try_from(instance.calendar.week.len()).unwrap();
    let mut all = vec![Booking {
        case: booking.case,
        ..Booking::default()
    }];
    let Some(start) = booking.start else {
        return all;
    };
    for step in [-6, -2, -1, 1, 2, 6, -grains, grains, 5 * grains] {
        let start = Some(start + step).filter(|start| (0..last).contains(start));
        all.extend(start.map(|start| Booking {
            start: Some(start),
            ..booking.clone()
        }));
    }
    for place in -1..i64::try_from(instance.rooms.len()).unwrap() {
        all.push(Booking {
            place: Some(place),
            ..booking.clone()
        });
    }
    for role in &case.roles {
        for &person in &role.pool {
            let mut other = booking.clone();
            other.assigned.insert(role.role.clone(), person);
            all.push(other);
        }
    }
    all
}

/// Compares the solution and everything that differs from it in one meeting; counts the valid ones.
fn all_compared(mut example: Example) -> (usize, usize) {
    let problem = example.file.problem();
    assert_eq!(mistakes(&problem), []);
    assert!(compared(&example, &problem));
    let (mut valid, mut broken) = (0, 0);
    for position in 0..example.solution.cases.len() {
        let best = example.solution.cases[position].clone();
        for other in others(&example, &best) {
            example.solution.cases[position] = other;
            if compared(&example, &problem) {
                valid += 1;
            } else {
                broken += 1;
            }
        }
        example.solution.cases[position] = best;
    }
    (valid, broken)
}

#[test]
fn both_readings_agree_about_the_example() {
    let (valid, broken) = all_compared(example());
    assert!(0 < valid && 0 < broken);
}

#[test]
fn both_readings_agree_about_eight_cases() {
    let (valid, broken) = all_compared(t1());
    assert!(50 < valid && 50 < broken, "{valid} {broken}");
}

#[test]
fn both_readings_agree_about_fifty_cases() {
    let (valid, broken) = all_compared(m1());
    assert!(300 < valid && 300 < broken, "{valid} {broken}");
}
