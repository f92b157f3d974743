//! From files to problems, and from plans to files.

use super::{Example, example, m1, t1};
use crate::{
    file::{Broken, CaseRule, Solution},
    plan::{
        Level, Points,
        model::{PersonIx, Place, Point, RoomIx, VenueIx},
    },
};

#[test]
fn a_plan_and_its_solution_say_the_same() {
    for Example { file, mut solution } in [example(), t1(), m1()] {
        let plan = file.plan(&solution).unwrap();
        for booking in &mut solution.cases {
            if booking.start.is_none() {
                booking.place = None;
                booking.assigned.clear();
            }
        }
        solution.cases.sort_by_key(|booking| booking.case);
        assert_eq!(file.solution(&plan), solution);
        let again = Solution::read(solution.text().as_bytes()).unwrap();
        assert_eq!(again, solution);
    }
}

#[test]
fn a_broken_solution_is_no_plan() {
    let Example { file, mut solution } = example();
    solution.cases[2].start = None;
    let pinned = Broken::Case {
        case: 2,
        rule: CaseRule::PinnedUnplaced,
    };
    assert_eq!(file.plan(&solution), Err(vec![pinned]));
}

#[test]
fn people_and_rooms_are_where_and_when_the_file_says() {
    let problem = example().file.problem();
    assert_eq!(problem.people[0].base, Some(Point { east: 10, north: 0 }));
    assert_eq!(problem.people[0].max_minutes, Some(45));
    assert_eq!(problem.people[0].fair_share, Some(2));
    assert_eq!(problem.people[2].base, None);
    let parent = &problem.people[3];
    assert_eq!(parent.free[1], 0b1111_1111_1100);
    assert_eq!(parent.preferred[1], 0b1111_1111_1100);
    assert_eq!((parent.free[2], parent.if_needed[2]), (0x3_FFFF, 0x3_FFFF));
    assert_eq!((parent.free[0], parent.preferred[2]), (0, 0));
    let room = &problem.rooms[1];
    assert_eq!(room.venue, VenueIx(1));
    assert_eq!(room.free, [0x3_FFFF, 0x3_FFFF, 0x3_FE00, 0, 0, 0]);
    assert_eq!((room.features, problem.rooms[0].features), (0, 1));
    assert_eq!(problem.rooms[0].points, Points::at(Level::Others, 20));
}

#[test]
fn overlapping_times_count_by_the_better_grade() {
    let mut instance = example().instance();
    let mut worse = instance.people[3].avail[0];
    (worse.from, worse.to, worse.level) = (8, 14, 1);
    instance.people[3].avail.push(worse);
    let problem = crate::file::File::of(instance).unwrap().problem();
    let parent = &problem.people[3];
    assert_eq!(parent.free[1], 0b11_1111_1111_1100);
    assert_eq!(parent.preferred[1], 0b1111_1111_1100);
    assert_eq!(parent.if_needed[1], 0b11_0000_0000_0000);
}

#[test]
fn days_cost_what_waiting_and_lateness_cost() {
    let problem = example().file.problem();
    let offers = |case: usize| problem.cases[case].days.clone();
    // The first case may be held on days 1 to 3 and no later.
    let possible: Vec<bool> = offers(0).iter().map(Option::is_some).collect();
    assert_eq!(possible, [false, true, true, true, false, false]);
    let third = offers(0)[3].unwrap().points;
    assert_eq!(third, Points::at(Level::Family, 10 * 2 * 2));
    // The second one is late from day 1 on.
    assert_eq!(offers(1)[0].unwrap().points, Points::NONE);
    let late = Points::at(Level::Late, 1500 + 2 * 50);
    let waiting = Points::at(Level::Family, 20);
    assert_eq!(offers(1)[2].unwrap().points, late + waiting);
    assert_eq!(problem.cases[1].unplaced, Points::at(Level::Unplaced, 5000));
}

#[test]
fn meetings_start_where_their_set_up_and_length_fit() {
    let problem = example().file.problem();
    let case = &problem.cases[0];
    assert_eq!((case.setup, case.attended), (1, 4));
    assert_eq!(case.starts, 0x7FFE);
    assert_eq!(problem.cases[2].starts, 0x3FFE);
}

#[test]
fn parts_are_the_required_people_and_then_the_roles() {
    let problem = example().file.problem();
    let parts = &problem.cases[1].parts;
    let pools: Vec<Vec<usize>> = parts
        .iter()
        .map(|part| part.pool.iter().map(|member| member.person.0).collect())
        .collect();
    assert_eq!(pools, [vec![4], vec![0, 1], vec![2]]);
    let prepares: Vec<bool> = parts.iter().map(|part| part.prepares).collect();
    assert_eq!(prepares, [false, true, false]);
    let changed: Vec<u32> = parts.iter().map(|part| part.changed.others).collect();
    assert_eq!(changed, [0, 50, 20]);
    assert_eq!(parts[1].grades.if_needed, Points::at(Level::Others, 20));
    let now = problem.cases[1].current.clone().unwrap();
    assert_eq!((now.slot.day.0, now.slot.start), (2, 2));
    assert_eq!(now.place, Place::Room(RoomIx(1)));
    assert_eq!(now.team, [4, 1, 2].map(|person| Some(PersonIx(person))));
    assert_eq!(
        problem.cases[2].current.clone().unwrap().place,
        Place::Online
    );
}
