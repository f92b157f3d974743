//! What solutions cost, and that every rule is noticed when it breaks.

use super::{Example, example, m1, t1};
use crate::file::{
    Booking, Broken,
    Broken::{Case, Listed, PersonClash, PersonDay, PersonWeek, RoomClash},
    CaseRule, File, Instance, Solution, Term,
};

fn terms(example: &Example) -> [i64; 10] {
    let judgement = example.file.judge(&example.solution);
    assert_eq!(judgement.broken, []);
    let terms = Term::ALL.map(|term| judgement.terms.of(term));
    assert_eq!(judgement.objective(), terms.iter().sum::<i64>());
    terms
}

/// The figures were published with the instances.
#[test]
fn the_best_plans_cost_what_was_proved() {
    let small = [5000, 3350, 400, 242, 94, 160, 90, 169, 0, 30];
    assert_eq!(terms(&t1()), small);
    let middle = [37_500, 1600, 3600, 1226, 520, 1015, 500, 614, 0, 15];
    assert_eq!(terms(&m1()), middle);
    let judgement = m1().file.judge(&m1().solution);
    assert_eq!((judgement.placed, judgement.late), (44, 1));
    assert_eq!(judgement.objective(), 46_590);
}

/// Case 0 waits no day, travels 13 minutes, pays half of 40, and misses a supporter; case 1 is a day
/// late, travels 13 minutes and loses time and mediator; case 2 stays.
#[test]
fn the_example_costs_what_one_counts_by_hand() {
    let expected = [
        0,
        1550,
        10 + 30,
        26 + 26,
        20,
        10 + 15 + 10,
        40,
        11 + 40,
        200,
        0,
    ];
    assert_eq!(terms(&example()), expected);
}

#[test]
fn nothing_planned_costs_every_case_and_breaks_what_is_pinned() {
    let file = example().file;
    let nothing = Solution {
        cases: (0..3)
            .map(|case| Booking {
                case,
                ..Booking::default()
            })
            .collect(),
    };
    let judgement = file.judge(&nothing);
    assert_eq!(judgement.objective(), 7500 + 5000 + 10_000);
    assert_eq!(judgement.terms.of(Term::Unplaced), judgement.objective());
    let pinned = Case {
        case: 2,
        rule: CaseRule::PinnedUnplaced,
    };
    assert_eq!(judgement.broken, [pinned]);
}

/// What is wrong with the example after a change to its file or its solution.
fn broken(change: impl FnOnce(&mut Instance, &mut Solution)) -> Vec<Broken> {
    let Example { file, mut solution } = example();
    let mut instance = file.instance().clone();
    change(&mut instance, &mut solution);
    let file = File::of(instance).expect("the file stays sound");
    file.judge(&solution).broken
}

fn rule(case: usize, rule: CaseRule) -> Vec<Broken> {
    vec![Case { case, rule }]
}

#[test]
fn each_case_is_listed_once() {
    let listed = |case, times| vec![Listed { case, times }];
    let missing = broken(|_, solution| drop(solution.cases.remove(0)));
    assert_eq!(missing, listed(0, 0));
    let strange = |case| Booking {
        case,
        ..Booking::default()
    };
    let twice = broken(|_, solution| solution.cases.push(strange(0)));
    assert_eq!(twice, listed(0, 2));
    for nobody in [-1, 3, i64::MAX] {
        let unknown = broken(|_, solution| solution.cases.push(strange(nobody)));
        assert_eq!(unknown, listed(nobody, 1));
    }
}

#[test]
fn pinned_meetings_stay() {
    let moved = broken(|_, solution| solution.cases[2].start = Some(57));
    assert_eq!(moved, rule(2, CaseRule::PinnedMoved));
    let other = broken(|_, solution| {
        solution.cases[2].assigned.insert("mediator".to_owned(), 0);
        solution.cases[2].start = Some(55);
    });
    assert_eq!(other, rule(2, CaseRule::PinnedMoved));
}

#[test]
fn meetings_lie_within_a_day() {
    // At nine there is no time for the set-up; at 16:30 none to end; the rest is no day at all.
    for start in [18, 33, -1, 6 * 18 + 1, i64::MIN, i64::MAX] {
        let outside = broken(|_, solution| solution.cases[0].start = Some(start));
        assert_eq!(outside, rule(0, CaseRule::OutsideDay), "{start}");
    }
}

#[test]
fn meetings_keep_to_notice_and_hard_deadlines() {
    let early = broken(|instance, _| instance.cases[0].earliest_day = 2);
    assert_eq!(early, rule(0, CaseRule::TooEarly));
    let late = broken(|instance, _| instance.cases[1].deadline_hard = true);
    assert_eq!(late, rule(1, CaseRule::TooLate));
}

#[test]
fn meetings_are_where_they_may_be() {
    let by_video = broken(|_, solution| solution.cases[0].place = Some(-1));
    assert_eq!(by_video, rule(0, CaseRule::MustBeInPerson));
    let in_room = broken(|instance, _| instance.cases[1].mode = super::super::format::Mode::Online);
    assert_eq!(in_room, rule(1, CaseRule::MustBeOnline));
    for place in [None, Some(2), Some(-2), Some(i64::MIN)] {
        let nowhere = broken(|_, solution| solution.cases[0].place = place);
        assert_eq!(nowhere, rule(0, CaseRule::NoSuchPlace));
    }
}

#[test]
fn rooms_suit_and_are_open() {
    type Change = fn(&mut Instance);
    let changes: [Change; 4] = [
        |instance| instance.rooms[0].breakouts = 1,
        |instance| instance.rooms[0].accessible = false,
        |instance| instance.rooms[0].capacity = 4,
        |instance| instance.cases[0].headcount = 11,
    ];
    for change in changes {
        let unsuitable = broken(|instance, _| change(instance));
        assert_eq!(unsuitable, rule(0, CaseRule::RoomUnsuitable));
    }
    // The room is needed from the set-up, grain 2, to the end, grain 7.
    for (from, to) in [(3, 18), (0, 6), (8, 18)] {
        let closed = broken(|instance, _| {
            instance.rooms[0].open[1].from = from;
            instance.rooms[0].open[1].to = to;
        });
        assert_eq!(closed, rule(0, CaseRule::RoomClosed));
    }
    let just_open = broken(|instance, _| {
        instance.rooms[0].open[1].from = 2;
        instance.rooms[0].open[1].to = 7;
    });
    assert_eq!(just_open, []);
}

#[test]
fn nobody_travels_too_far() {
    let family = broken(|instance, _| instance.cases[0].max_family_min = 12);
    assert_eq!(family, rule(0, CaseRule::TooFarForFamily));
    let mediator = broken(|instance, _| instance.people[0].max_travel = Some(38));
    assert_eq!(mediator, rule(1, CaseRule::TooFarForMediator(0)));
}

#[test]
fn roles_are_filled_from_their_pools() {
    let empty = broken(|_, solution| {
        solution.cases[0].assigned.remove("la_dm");
    });
    assert_eq!(empty, rule(0, CaseRule::RoleEmpty("la_dm".to_owned())));
    let strange = broken(|_, solution| {
        solution.cases[0].assigned.insert("clown".to_owned(), 6);
    });
    assert_eq!(strange, rule(0, CaseRule::NoSuchRole("clown".to_owned())));
    let stranger = broken(|_, solution| {
        solution.cases[0].assigned.insert("la_dm".to_owned(), 6);
    });
    let expected = CaseRule::NotOfPool("la_dm".to_owned(), 6);
    assert_eq!(stranger, rule(0, expected));
}

#[test]
fn everybody_held_is_free_all_the_time() {
    let parent = broken(|instance, _| instance.people[3].avail[0].from = 4);
    assert_eq!(parent, rule(0, CaseRule::NotAvailable(3)));
    // The set-up holds the mediator and nobody else.
    let mediator = broken(|instance, _| instance.people[0].avail[1].from = 3);
    assert_eq!(mediator, rule(0, CaseRule::NotAvailable(0)));
    let official = broken(|instance, _| instance.people[2].avail[1].from = 3);
    assert_eq!(official, []);
}

#[test]
fn nobody_is_in_two_meetings_at_once_or_flies() {
    let clash = |person, cases| PersonClash {
        person,
        day: 1,
        cases,
    };
    // 41 minutes, two half-hours, lie between the venues: 7 + 2 is 9, and the set-up takes one.
    let just = broken(|_, solution| solution.cases[1].start = Some(28));
    assert_eq!(just, []);
    let flown = broken(|_, solution| solution.cases[1].start = Some(27));
    assert_eq!(flown, [clash(0, (0, 1))]);
    let at_once = broken(|_, solution| solution.cases[1].start = Some(22));
    assert_eq!(at_once, [clash(0, (0, 1)), clash(2, (0, 1))]);
    // By video a half-hour is enough, and nothing is not.
    let video = |start| {
        broken(|_, solution| {
            solution.cases[1].start = Some(start);
            solution.cases[1].place = Some(-1);
        })
    };
    assert_eq!(video(27), []);
    assert_eq!(video(26), [clash(0, (0, 1))]);
}

#[test]
fn a_room_holds_one_meeting() {
    let shared = broken(|instance, solution| {
        instance.cases[1].roles[0].pool = vec![1];
        instance.cases[1].max_family_min = 60;
        instance.people[1].x = Some(0);
        instance.people[1].avail[0].day = 1;
        instance.people[2].max_day = 5;
        solution.cases[1].place = Some(0);
        solution.cases[1].start = Some(25);
        solution.cases[1].assigned.insert("mediator".to_owned(), 1);
    });
    // The first ends when the second begins, but the second is set up before.
    assert_eq!(
        shared,
        [RoomClash {
            room: 0,
            day: 1,
            cases: (0, 1)
        }]
    );
}

#[test]
fn nobody_has_more_meetings_than_allowed() {
    let day = broken(|instance, _| instance.people[0].max_day = 1);
    let expected = PersonDay {
        person: 0,
        day: 1,
        meetings: 2,
    };
    assert_eq!(day, [expected]);
    let week = broken(|instance, _| instance.people[2].max_week = 2);
    let expected = PersonWeek {
        person: 2,
        week: 0,
        meetings: 3,
    };
    assert_eq!(week, [expected]);
    let other_week = broken(|instance, _| {
        instance.people[2].max_week = 2;
        instance.calendar.week = vec![0, 0, 0, 1, 1, 1];
    });
    assert_eq!(other_week, []);
}

#[test]
fn every_broken_rule_has_a_sentence_that_names_its_case() {
    let late = broken(|instance, _| instance.cases[1].deadline_hard = true);
    assert_eq!(late[0].to_string(), "case 1: it is after a hard deadline");
    assert_eq!(late[0].case(), Some(1));
    let at_once = broken(|_, solution| solution.cases[1].start = Some(22));
    assert_eq!(
        at_once[0].to_string(),
        "person 0 cannot be in cases 0 and 1 on day 1"
    );
}
