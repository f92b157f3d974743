//! From files to problems, and from plans to files.

use super::{Example, example, m1, t1};
use crate::{
    file::{Broken, CaseRule, File, Solution, Withdrawal},
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

#[test]
fn whoever_withdraws_is_not_available_and_the_rest_is_kept() {
    let Example { file, solution } = t1();
    let placed = solution
        .cases
        .iter()
        .find(|booking| booking.start.is_some());
    let placed = placed.unwrap();
    let (case, mediator) = (position_of(placed.case), placed.mediator().unwrap());
    let day = placed.start.unwrap() / file.instance().calendar.grains_per_day;
    let gone = |day| Withdrawal {
        person: mediator,
        day,
    };
    let all = file.after(&solution, &[gone(None)]).unwrap();
    let one = file.after(&solution, &[gone(Some(day))]).unwrap();
    let who = position_of(mediator);
    assert_eq!(all.instance().people[who].avail, []);
    let left = &one.instance().people[who].avail;
    assert!(left.iter().all(|time| time.day != day));
    assert!(!left.is_empty() && left.len() < file.instance().people[who].avail.len());
    for changed in [&all, &one] {
        let current = changed.instance().cases[case].current.as_ref().unwrap();
        assert_eq!(Some(current.start), placed.start);
        assert_eq!(current.assigned, placed.assigned);
        let broken = changed.judge(&solution).broken;
        assert!(!broken.is_empty(), "the meeting needs somebody else");
    }
    assert_eq!(all.instance().people.len(), file.instance().people.len());
}

#[test]
fn a_pinned_meeting_that_somebody_withdraws_from_is_pinned_no_more() {
    let Example { file, solution } = example();
    let is_pinned = |file: &File| file.instance().cases[2].pinned;
    assert!(is_pinned(&file));
    let required = file.instance().cases[2].required[0];
    let mediator = solution.cases[2].mediator().unwrap();
    for (person, stays) in [(required, false), (mediator, false), (6, true)] {
        let gone = Withdrawal { person, day: None };
        assert_eq!(is_pinned(&file.after(&solution, &[gone]).unwrap()), stays);
    }
    let another_day = Withdrawal {
        person: required,
        day: Some(5),
    };
    assert!(is_pinned(&file.after(&solution, &[another_day]).unwrap()));
}

#[test]
fn nobody_and_no_day_cannot_be_withdrawn_from() {
    let Example { file, solution } = example();
    let wrong = [
        (-1, None),
        (7, None),
        (0, Some(6)),
        (8, Some(-1)),
        (6, Some(5)),
    ];
    let wrong = wrong.map(|(person, day)| Withdrawal { person, day });
    let said = file.after(&solution, &wrong).unwrap_err();
    let said: Vec<String> = said.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "withdrawals[0]: there is no person -1",
            "withdrawals[1]: there is no person 7",
            "withdrawals[2]: there is no day 6",
            "withdrawals[3]: there is no person 8",
            "withdrawals[3]: there is no day -1",
        ]
    );
}

#[test]
fn only_parents_are_asked_as_family() {
    let problem = t1().file.problem();
    let instance = t1().file.instance().clone();
    for (case, wish) in instance.cases.iter().zip(&problem.cases) {
        for (person, part) in case.required.iter().zip(&wish.parts) {
            let is_parent = instance.people[position_of(*person)].kind == "parent";
            assert_eq!(part.grades.observance.of(Level::Family) == 1, is_parent);
        }
    }
    let mut without = problem.clone();
    for part in without.cases.iter_mut().flat_map(|case| &mut case.parts) {
        part.grades.observance = Points::NONE;
    }
    let plan = t1().file.plan(&t1().solution).unwrap();
    let cost = |problem| crate::plan::check::points(problem, &plan);
    assert_eq!(cost(&problem), cost(&without), "it costs nothing");
}

fn position_of(number: i64) -> usize {
    usize::try_from(number).unwrap()
}
