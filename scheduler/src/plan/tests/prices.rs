//! A test for each price: the sound plan costs nothing, and after one change exactly that.

use super::simple::{HERE, MEDIATOR, OFFICER, PARENTS, STRANGER, THERE, plan, problem};
use crate::plan::{
    Balance, CaseIx, Level, Meeting, Part, Plan, Points, Problem, Welcome,
    check::{case_points, points},
    model::{Commitment, DayIx, Place, RoomIx, Whereabouts},
};

/// What the sound plan costs after a change. The cases' own costs add up to it without balance.
fn after(change: impl FnOnce(&mut Problem, &mut Plan)) -> Points {
    let (mut problem, mut plan) = (problem(), plan());
    assert_eq!(points(&problem, &plan), Points::NONE);
    change(&mut problem, &mut plan);
    let all = points(&problem, &plan);
    problem.balance = Balance::default();
    let cases = plan.meetings.iter().enumerate();
    let alone = cases.map(|(case, meeting)| match meeting {
        Some(meeting) => case_points(&problem, CaseIx(case), meeting),
        None => problem.cases[case].unplaced,
    });
    assert_eq!(points(&problem, &plan), alone.sum());
    all
}

/// Points that are different on each level.
const fn p(others: u32) -> Points {
    Points {
        unplaced: 0,
        late: 3,
        family: 7 * others,
        others,
    }
}

/// The meeting of a case.
fn of(plan: &mut Plan, case: usize) -> &mut Meeting {
    plan.meetings[case].as_mut().unwrap()
}

/// The mediator's part in the first case.
fn mediating(problem: &mut Problem) -> &mut Part {
    &mut problem.cases[0].parts[0]
}

#[test]
fn no_meeting_costs_what_it_says() {
    let cost = after(|problem, plan| {
        problem.cases[1].unplaced = Points::at(Level::Unplaced, 9);
        plan.meetings[1] = None;
    });
    assert_eq!(cost, Points::at(Level::Unplaced, 9));
}

#[test]
fn the_day_costs_what_was_offered() {
    let cost = after(|problem, plan| {
        for (day, points) in [p(1), p(2), p(3)].into_iter().enumerate() {
            problem.cases[0].days[day].as_mut().unwrap().points = points;
        }
        of(plan, 0).slot.day = DayIx(1);
    });
    assert_eq!(cost, p(2));
}

#[test]
fn the_room_costs_each_meeting() {
    let cost = after(|problem, _| problem.rooms[0].points = p(1));
    assert_eq!(cost, p(1) + p(1));
    let cost = after(|problem, plan| {
        problem.rooms[0].points = p(1);
        of(plan, 1).place = Place::Online;
    });
    assert_eq!(cost, p(1));
}

#[test]
fn the_familys_journey_costs_each_step_begun() {
    let travels = |place| {
        after(|problem, plan| {
            problem.cases[0].journey = p(1);
            of(plan, 0).place = place;
        })
    };
    assert_eq!(travels(Place::Room(RoomIx(0))), Points::NONE);
    // 56 minutes.
    assert_eq!(travels(Place::Room(RoomIx(1))), p(1).times(4));
    assert_eq!(travels(Place::Online), Points::NONE);
}

#[test]
fn a_takers_journey_costs_each_step_begun() {
    let travels = |base, place| {
        after(|problem, plan| {
            mediating(problem).journey = p(1);
            problem.people[MEDIATOR.0].base = base;
            of(plan, 0).place = place;
        })
    };
    let there = Place::Room(RoomIx(1));
    assert_eq!(travels(Some(HERE), there), p(1).times(4));
    assert_eq!(travels(Some(THERE), there), Points::NONE);
    assert_eq!(travels(None, there), Points::NONE);
    assert_eq!(travels(Some(HERE), Place::Online), Points::NONE);
}

#[test]
fn the_choice_of_a_member_costs() {
    let cost = after(|problem, plan| {
        let mut other = mediating(problem).pool[0];
        (other.person, other.points) = (STRANGER, p(5));
        mediating(problem).pool.push(other);
        of(plan, 0).team[0] = Some(STRANGER);
    });
    assert_eq!(cost, p(5));
}

#[test]
fn an_undone_part_costs() {
    let cost = after(|problem, plan| {
        problem.cases[0].parts[2].absence = Some(p(4));
        problem.cases[1].parts[2].absence = Some(p(8));
        of(plan, 0).team[2] = None;
    });
    assert_eq!(cost, p(4));
}

#[test]
fn the_worst_grain_is_the_grade() {
    let graded = |preferred, if_needed| {
        after(|problem, _| {
            let grades = &mut mediating(problem).grades;
            (grades.preferred, grades.free, grades.if_needed) = (p(1), p(2), p(3));
            problem.people[MEDIATOR.0].preferred[0] = preferred;
            problem.people[MEDIATOR.0].if_needed[0] = if_needed;
        })
    };
    assert_eq!(graded(0b111, 0), p(1));
    // The set-up counts.
    assert_eq!(graded(0b110, 0), p(2));
    assert_eq!(graded(0b111, 0b001), p(3));
    assert_eq!(graded(0b011, 0b100), p(3));
    assert_eq!(graded(0, 0b1000), p(2));
}

#[test]
fn each_grain_of_observance_costs() {
    let cost = after(|problem, _| {
        mediating(problem).grades.observance = p(1);
        problem.people[MEDIATOR.0].observance[0] = 0b1011;
    });
    assert_eq!(cost, p(1).times(2));
    let cost = after(|problem, _| {
        // Not held for the set-up.
        problem.cases[0].parts[1].grades.observance = p(1);
        problem.people[PARENTS[0].0].observance[0] = 0b1011;
    });
    assert_eq!(cost, p(1));
}

#[test]
fn who_is_welcome_and_cannot_come_costs() {
    let welcomed = |change: fn(&mut Problem)| {
        after(|problem, _| {
            let (person, points) = (STRANGER, p(6));
            problem.cases[0].welcome = vec![Welcome { person, points }];
            change(problem);
        })
    };
    assert_eq!(welcomed(|_| ()), Points::NONE);
    assert_eq!(
        welcomed(|problem| problem.people[STRANGER.0].free[0] = !0b100),
        p(6)
    );
    // Not for the set-up.
    let cost = welcomed(|problem| problem.people[STRANGER.0].free[0] = !0b1001);
    assert_eq!(cost, Points::NONE);
    let held = |problem: &mut Problem, day| {
        problem.people[STRANGER.0].commitments = vec![Commitment {
            day: DayIx(day),
            from: 2,
            to: 4,
            place: Whereabouts::Online,
            is_meeting: false,
        }];
    };
    let cost = after(|problem, _| {
        let (person, points) = (STRANGER, p(6));
        problem.cases[0].welcome = vec![Welcome { person, points }];
        held(problem, 0);
    });
    assert_eq!(cost, p(6));
    let cost = after(|problem, _| {
        let (person, points) = (STRANGER, p(6));
        problem.cases[0].welcome = vec![Welcome { person, points }];
        held(problem, 1);
    });
    assert_eq!(cost, Points::NONE);
}

#[test]
fn moving_costs_once() {
    let moved = |change: fn(&mut Meeting)| {
        after(|problem, plan| {
            problem.cases[0].current.clone_from(&plan.meetings[0]);
            problem.cases[0].moved = p(9);
            change(of(plan, 0));
        })
    };
    assert_eq!(moved(|_| ()), Points::NONE);
    assert_eq!(moved(|meeting| meeting.slot.day = DayIx(1)), p(9));
    assert_eq!(moved(|meeting| meeting.slot.start = 2), p(9));
    let cost = moved(|meeting| {
        meeting.slot.start = 2;
        meeting.place = Place::Online;
    });
    assert_eq!(cost, p(9));
    assert_eq!(moved(|meeting| meeting.team[2] = None), Points::NONE);
}

#[test]
fn another_taker_costs_for_each_part() {
    let changed = |now, then| {
        after(|problem, plan| {
            of(plan, 0).team[2] = now;
            problem.cases[0].current.clone_from(&plan.meetings[0]);
            problem.cases[0].parts[2].changed = p(2);
            problem.cases[0].parts[0].changed = p(40);
            of(plan, 0).team[2] = then;
        })
    };
    assert_eq!(changed(Some(OFFICER), Some(OFFICER)), Points::NONE);
    assert_eq!(changed(Some(STRANGER), Some(OFFICER)), p(2));
    assert_eq!(changed(None, Some(OFFICER)), p(2));
    assert_eq!(changed(Some(OFFICER), None), p(2));
    assert_eq!(changed(None, None), Points::NONE);
}

#[test]
fn what_is_beyond_a_fair_share_costs_more_and_more() {
    let shared = |fair_share, few| {
        after(|problem, _| {
            problem.balance = Balance {
                first: p(1),
                few,
                further: p(10),
            };
            problem.people[MEDIATOR.0].fair_share = fair_share;
            // Not a part in which meetings are counted.
            problem.people[OFFICER.0].fair_share = Some(0);
        })
    };
    assert_eq!(shared(None, 1), Points::NONE);
    assert_eq!(shared(Some(2), 1), Points::NONE);
    assert_eq!(shared(Some(1), 1), p(1));
    assert_eq!(shared(Some(0), 1), p(1) + p(10));
    assert_eq!(shared(Some(0), 2), p(1) + p(1));
    assert_eq!(shared(Some(0), 0), p(10) + p(10));
}
