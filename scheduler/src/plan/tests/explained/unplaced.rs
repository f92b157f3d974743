//! Conflicts are minimal, and repairs open a meeting.

use super::{super::simple, beside, cases, cost, planned, put};
use crate::plan::{
    CaseIx, Plan,
    check::violations,
    explain::{Need, Repair, Unplaced, apply, beside::Beside, need, unplaced},
};

#[test]
fn a_case_is_possible_exactly_when_brute_force_places_it() {
    let mut impossible = 0;
    for (seed, problem, plan) in planned() {
        for case in cases(&problem).filter(|case| !problem.cases[case.0].is_pinned) {
            let without = put(&plan, case, None);
            let all = beside(&problem, &without, case);
            match unplaced(&problem, &without, case) {
                Unplaced::Possible { meeting, more } => {
                    let least = all.iter().map(|(cost, _)| *cost).min();
                    let with = put(&without, case, Some(&meeting));
                    assert_eq!(violations(&problem, &with), [], "seed {seed}");
                    assert_eq!(Some(cost(&problem, &with)), least, "seed {seed}");
                    assert_eq!(cost(&problem, &without) + more, cost(&problem, &with));
                }
                Unplaced::Impossible { .. } => {
                    assert_eq!(all, [], "seed {seed} {case:?}");
                    impossible += 1;
                }
            }
        }
    }
    assert!(100 < impossible, "{impossible}");
}

#[test]
fn a_conflict_is_minimal_and_repairs_open_a_meeting() {
    let (mut taken, mut kinds) = (0, std::collections::BTreeSet::new());
    for (seed, problem, plan) in planned() {
        for case in cases(&problem).filter(|case| plan.meetings[case.0].is_none()) {
            let Unplaced::Impossible { conflict, openings } = unplaced(&problem, &plan, case)
            else {
                continue;
            };
            let beside = Beside::new(&problem, &plan, case);
            let all = need::all(&beside);
            assert!(!beside.is_solved(&need::others(&all, &conflict), None));
            for gone in &conflict {
                let mut rest = conflict.clone();
                rest.retain(|need| need != gone);
                let loose = need::others(&all, &rest);
                assert!(beside.is_solved(&loose, None), "seed {seed} {gone:?}");
            }
            let is_taken = conflict.iter().any(|need| matches!(need, Need::Taken(_)));
            assert_eq!(is_taken, beside.is_solved(&beside.all_taken(), None));
            taken += usize::from(is_taken);
            assert!(openings.len() <= 5 && openings.is_sorted_by_key(|one| one.burden));
            for opening in openings {
                let repaired = apply(&problem, case, opening.repair);
                assert_eq!(violations(&repaired, &opening.plan), [], "seed {seed}");
                assert!(opening.plan.meetings[case.0].is_some());
                for other in cases(&problem).filter(|other| *other != case) {
                    let (before, after) =
                        (&plan.meetings[other.0], &opening.plan.meetings[other.0]);
                    let may_move = opening.repair == Repair::Move(other);
                    assert!(before == after || (may_move && after.is_some()));
                }
                kinds.insert(kind(opening.repair));
            }
        }
    }
    assert!(20 < taken, "{taken}");
    let common = [
        "a day", "a week", "farther", "member", "move", "pay", "time",
    ];
    assert!(common.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
}

#[test]
fn a_closed_room_can_be_opened() {
    let mut problem = simple::problem();
    problem.cases[0].online = false;
    for room in &mut problem.rooms {
        room.free.fill(0b1);
    }
    let plan = Plan {
        meetings: vec![None, None],
    };
    let Unplaced::Impossible { conflict, openings } = unplaced(&problem, &plan, CaseIx(0)) else {
        panic!("both rooms are closed");
    };
    assert_eq!(conflict, [Need::Place]);
    let first = openings[0].repair;
    let Repair::OpenRoom { grains, .. } = first else {
        panic!("{first:?} asks for more than a room");
    };
    // Set-up has the first half-hour already.
    assert_eq!(grains, 0b110);
}

/// What kind of repair it is.
fn kind(repair: Repair) -> &'static str {
    match repair {
        Repair::Move(_) => "move",
        Repair::OpenRoom { .. } => "room",
        Repair::PayOneMore(_) => "pay",
        Repair::OneMoreMember { .. } => "member",
        Repair::OneMoreADay(_) => "a day",
        Repair::OneMoreAWeek(_) => "a week",
        Repair::MoreTime { .. } => "time",
        Repair::FamilyFarther { .. } => "farther",
    }
}
