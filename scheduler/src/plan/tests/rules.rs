//! A test for each rule: a sound plan, one change, and exactly that rule is broken.

use super::simple::{HERE, MEDIATOR, OFFICER, PARENTS, STRANGER, THERE, plan, problem};
use crate::{
    grid::Week,
    plan::{
        AllowanceIx, CaseIx, Chairs, Engagement, Meeting, PartIx, Plan, Problem, Violation,
        check::violations,
        model::{Commitment, DayIx, PersonIx, Place, RoomIx, VenueIx, Whereabouts},
    },
};

const FIRST: CaseIx = CaseIx(0);
const SECOND: CaseIx = CaseIx(1);

/// What is wrong with the sound plan after a change.
fn after(change: impl FnOnce(&mut Problem, &mut Plan)) -> Vec<Violation> {
    let (mut problem, mut plan) = (problem(), plan());
    assert_eq!(violations(&problem, &plan), []);
    change(&mut problem, &mut plan);
    violations(&problem, &plan)
}

/// The meeting of a case.
fn of(plan: &mut Plan, case: CaseIx) -> &mut Meeting {
    plan.meetings[case.0].as_mut().unwrap()
}

/// A commitment of the mediator's on the first day.
fn commit(problem: &mut Problem, from: u8, place: Whereabouts, is_meeting: bool) {
    problem.people[MEDIATOR.0].commitments = vec![Commitment {
        day: DayIx(0),
        from,
        to: from + 1,
        place,
        is_meeting,
    }];
}

/// The second case has a team of its own: a mediator who is nobody else's, and no officer.
fn part_ways(problem: &mut Problem, plan: &mut Plan) {
    problem.cases[1].parts[0].pool[0].person = STRANGER;
    of(plan, SECOND).team = vec![Some(STRANGER), Some(PARENTS[1]), None];
}

#[test]
fn one_entry_a_case() {
    let found = after(|_, plan| plan.meetings.truncate(1));
    assert_eq!(found, [Violation::EntryCount]);
}

#[test]
fn days_rooms_and_people_are_there() {
    let found = after(|_, plan| of(plan, FIRST).slot.day = DayIx(3));
    assert_eq!(found, [Violation::NoSuchDay(FIRST)]);
    let found = after(|_, plan| of(plan, SECOND).place = Place::Room(RoomIx(2)));
    assert_eq!(found, [Violation::NoSuchRoom(SECOND)]);
    let found = after(|_, plan| of(plan, FIRST).team[1] = Some(PersonIx(99)));
    assert_eq!(found, [Violation::Stranger(FIRST, PartIx(1))]);
}

#[test]
fn a_team_has_one_entry_a_part() {
    let found = after(|_, plan| of(plan, FIRST).team.push(None));
    assert_eq!(found, [Violation::TeamLength(FIRST)]);
}

#[test]
fn parts_are_taken_from_their_pools() {
    let found = after(|_, plan| of(plan, FIRST).team[1] = Some(STRANGER));
    assert_eq!(found, [Violation::Stranger(FIRST, PartIx(1))]);
}

#[test]
fn what_is_pinned_is_there_and_stays() {
    let pin = |problem: &mut Problem, plan: &Plan| {
        problem.cases[0].current.clone_from(&plan.meetings[0]);
        problem.cases[0].is_pinned = true;
    };
    assert_eq!(after(|problem, plan| pin(problem, plan)), []);
    let found = after(|problem, plan| {
        pin(problem, plan);
        plan.meetings[0] = None;
    });
    assert_eq!(found, [Violation::PinnedUnplaced(FIRST)]);
    let changes: [fn(&mut Meeting); 4] = [
        |meeting| meeting.slot.start = 2,
        |meeting| meeting.slot.day = DayIx(1),
        |meeting| meeting.place = Place::Online,
        |meeting| meeting.team[2] = None,
    ];
    for change in changes {
        let found = after(|problem, plan| {
            pin(problem, plan);
            change(of(plan, FIRST));
        });
        assert_eq!(found, [Violation::PinnedChanged(FIRST)]);
    }
}

#[test]
fn only_on_days_that_are_offered() {
    let found = after(|problem, _| problem.cases[0].days[0] = None);
    assert_eq!(found, [Violation::DayNotOffered(FIRST)]);
}

#[test]
fn only_from_starts_that_are_offered() {
    let found = after(|problem, _| problem.cases[0].starts &= !0b10);
    assert_eq!(found, [Violation::StartNotOffered(FIRST)]);
}

#[test]
fn the_whole_meeting_is_inside_the_day() {
    let found = after(|_, plan| of(plan, FIRST).slot.start = 0);
    assert_eq!(found, [Violation::OutsideDay(FIRST)]);
    let found = after(|_, plan| of(plan, SECOND).slot.start = 7);
    assert_eq!(found, [Violation::OutsideDay(SECOND)]);
    assert_eq!(after(|_, plan| of(plan, SECOND).slot.start = 6), []);
}

#[test]
fn only_in_a_manner_that_is_allowed() {
    let found = after(|problem, _| problem.cases[0].in_person = false);
    assert_eq!(found, [Violation::Mode(FIRST)]);
    let online = |problem: &mut Problem, plan: &mut Plan, allowed| {
        problem.cases[0].online = allowed;
        of(plan, FIRST).place = Place::Online;
    };
    let found = after(|problem, plan| online(problem, plan, false));
    assert_eq!(found, [Violation::Mode(FIRST)]);
    assert_eq!(after(|problem, plan| online(problem, plan, true)), []);
}

#[test]
fn no_farther_than_the_family_goes() {
    let travels = |problem: &mut Problem, most| {
        problem.cases[0].base = THERE;
        problem.cases[0].max_minutes = most;
    };
    let found = after(|problem, _| travels(problem, 55));
    assert_eq!(found, [Violation::FamilyTooFar(FIRST)]);
    assert_eq!(after(|problem, _| travels(problem, 56)), []);
    let found = after(|problem, plan| {
        travels(problem, 0);
        of(plan, FIRST).place = Place::Online;
    });
    assert_eq!(found, []);
}

#[test]
fn the_room_offers_what_is_needed() {
    let found = after(|problem, _| problem.cases[0].needs = 0b01);
    assert_eq!(found, [Violation::RoomUnsuitable(FIRST)]);
    assert_eq!(after(|problem, _| problem.cases[0].needs = 0b10), []);
    let found = after(|problem, _| problem.cases[0].breakout_rooms = 2);
    assert_eq!(found, [Violation::RoomUnsuitable(FIRST)]);
    assert_eq!(after(|problem, _| problem.cases[0].breakout_rooms = 1), []);
}

#[test]
fn the_room_has_enough_chairs() {
    let seated = |chairs| after(|problem, _| problem.cases[0].chairs = chairs);
    let small = [Violation::TooFewChairs(FIRST)];
    assert_eq!(seated(Chairs::Fixed(6)), small);
    assert_eq!(seated(Chairs::Fixed(5)), []);
    assert_eq!(seated(Chairs::TakersAnd(3)), small);
    assert_eq!(seated(Chairs::TakersAnd(2)), []);
    let found = after(|problem, plan| {
        problem.cases[0].chairs = Chairs::TakersAnd(3);
        of(plan, FIRST).team[2] = None;
    });
    assert_eq!(found, []);
}

#[test]
fn the_room_is_free_for_set_up_and_meeting() {
    for busy in [0, 1, 2] {
        let found = after(|problem, _| problem.rooms[0].free[0] &= !(1 << busy));
        assert_eq!(found, [Violation::RoomNotFree(FIRST)]);
    }
    assert_eq!(after(|problem, _| problem.rooms[0].free[0] &= !0b1000), []);
}

#[test]
fn neither_too_few_nor_too_many() {
    let found = after(|problem, _| problem.cases[0].most = 2);
    assert_eq!(found, [Violation::TooManyTakers(FIRST)]);
    let found = after(|problem, plan| {
        problem.cases[0].fewest = 3;
        of(plan, FIRST).team[2] = None;
    });
    assert_eq!(found, [Violation::TooFewTakers(FIRST)]);
}

#[test]
fn parts_that_must_be_done_are_taken() {
    let found = after(|_, plan| of(plan, FIRST).team[1] = None);
    assert_eq!(found, [Violation::PartUntaken(FIRST, PartIx(1))]);
    assert_eq!(after(|_, plan| of(plan, FIRST).team[2] = None), []);
}

#[test]
fn nobody_takes_two_parts_of_a_meeting() {
    let found = after(|problem, plan| {
        problem.people[OFFICER.0].max_day = Some(2);
        problem.cases[0].parts[1].pool[0].person = OFFICER;
        of(plan, FIRST).team[1] = Some(OFFICER);
    });
    assert_eq!(found, [Violation::TakesTwoParts(FIRST, OFFICER)]);
}

#[test]
fn nobody_does_a_part_after_the_last_day() {
    let until = |day| {
        after(|problem, plan| {
            problem.cases[0].parts[0].pool[0].until = Some(DayIx(day));
            of(plan, FIRST).slot.day = DayIx(1);
        })
    };
    assert_eq!(until(0), [Violation::AfterLastDay(FIRST, PartIx(0))]);
    assert_eq!(until(1), []);
}

#[test]
fn those_present_may_decide_everything() {
    let decide = |one, other| {
        after(|problem, _| {
            problem.cases[0].domains = 0b101;
            problem.cases[0].parts[1].pool[0].authority = one;
            problem.cases[0].parts[2].pool[0].authority = other;
        })
    };
    assert_eq!(decide(0b001, 0b010), [Violation::Authority(FIRST)]);
    assert_eq!(decide(0b001, 0b100), []);
}

#[test]
fn those_kept_apart_do_not_meet() {
    let found = after(|problem, _| problem.cases[0].apart = vec![(PARENTS[0], OFFICER)]);
    assert_eq!(found, [Violation::Apart(FIRST, PARENTS[0], OFFICER)]);
    let apart = vec![(PARENTS[0], PARENTS[1])];
    assert_eq!(after(|problem, _| problem.cases[0].apart = apart), []);
}

#[test]
fn no_farther_than_somebody_goes() {
    let travels = |problem: &mut Problem, most| {
        problem.people[PARENTS[0].0].base = Some(THERE);
        problem.people[PARENTS[0].0].max_minutes = Some(most);
    };
    let found = after(|problem, _| travels(problem, 55));
    assert_eq!(found, [Violation::TakerTooFar(FIRST, PARENTS[0])]);
    assert_eq!(after(|problem, _| travels(problem, 56)), []);
    let found = after(|problem, plan| {
        travels(problem, 0);
        of(plan, FIRST).place = Place::Online;
    });
    assert_eq!(found, []);
}

#[test]
fn everybody_is_free_while_they_are_held() {
    let busy = |person: PersonIx, grain: u8| {
        after(|problem, _| problem.people[person.0].free[0] &= !(1 << grain))
    };
    for grain in [1, 2] {
        let found = busy(PARENTS[0], grain);
        assert_eq!(found, [Violation::TakerNotFree(FIRST, PARENTS[0])]);
    }
    // Only the mediator prepares.
    assert_eq!(busy(PARENTS[0], 0), []);
    assert_eq!(
        busy(MEDIATOR, 0),
        [Violation::TakerNotFree(FIRST, MEDIATOR)]
    );
    assert_eq!(busy(MEDIATOR, 3), []);
}

#[test]
fn a_room_is_not_shared_even_for_set_up() {
    let apart = |start| {
        after(|problem, plan| {
            part_ways(problem, plan);
            of(plan, SECOND).slot.start = start;
        })
    };
    assert_eq!(apart(3), [Violation::RoomShared(FIRST, SECOND)]);
    assert_eq!(apart(4), []);
}

#[test]
fn nobody_is_in_two_meetings_at_once() {
    let found = after(|_, plan| {
        of(plan, SECOND).slot.start = 3;
        of(plan, SECOND).place = Place::Online;
        of(plan, SECOND).team[2] = None;
    });
    let [one, other] = [FIRST, SECOND].map(Engagement::Case);
    assert_eq!(found, [Violation::Overlap(MEDIATOR, one, other)]);
}

#[test]
fn nobody_meets_during_a_commitment() {
    let held = |from| after(|problem, _| commit(problem, from, Whereabouts::Online, false));
    let clash = |case| {
        let commitment = Engagement::Commitment(0);
        [Violation::Overlap(
            MEDIATOR,
            commitment,
            Engagement::Case(case),
        )]
    };
    assert_eq!(held(0), clash(FIRST));
    assert_eq!(held(2), clash(FIRST));
    assert_eq!(held(3), []);
    assert_eq!(held(4), clash(SECOND));
}

#[test]
fn everybody_has_time_to_travel() {
    let [one, other] = [FIRST, SECOND].map(Engagement::Case);
    let tight = [Violation::NoTimeToTravel(MEDIATOR, one, other)];
    let there = |start| {
        after(|_, plan| {
            of(plan, SECOND).place = Place::Room(RoomIx(1));
            of(plan, SECOND).slot.start = start;
        })
    };
    assert_eq!(there(5), tight);
    assert_eq!(there(6), []);
    let online = |gap| {
        after(|problem, plan| {
            problem.online_gap = gap;
            of(plan, SECOND).place = Place::Online;
        })
    };
    assert_eq!(online(2), tight);
    assert_eq!(online(1), []);
    let found = after(|problem, plan| {
        problem.online_gap = 9;
        of(plan, FIRST).place = Place::Online;
        of(plan, SECOND).place = Place::Online;
    });
    assert_eq!(found, []);
}

#[test]
fn everybody_has_time_to_travel_to_and_from_commitments() {
    let held = |place| {
        after(|problem, plan| {
            plan.meetings[1] = None;
            problem.online_gap = 3;
            commit(problem, 4, place, false);
        })
    };
    let (what, with) = (Engagement::Commitment(0), Engagement::Case(FIRST));
    let tight = [Violation::NoTimeToTravel(MEDIATOR, what, with)];
    assert_eq!(held(Whereabouts::Venue(VenueIx(0))), []);
    assert_eq!(held(Whereabouts::Elsewhere(HERE)), []);
    assert_eq!(held(Whereabouts::Venue(VenueIx(1))), tight);
    assert_eq!(held(Whereabouts::Elsewhere(THERE)), tight);
    assert_eq!(held(Whereabouts::Online), tight);
}

#[test]
fn meetings_leave_rest_beside_travel() {
    let [one, other] = [FIRST, SECOND].map(Engagement::Case);
    let found = after(|problem, _| problem.people[MEDIATOR.0].rest = 2);
    assert_eq!(found, [Violation::NoRest(MEDIATOR, one, other)]);
    assert_eq!(after(|problem, _| problem.people[MEDIATOR.0].rest = 1), []);
    let there = |rest| {
        after(|problem, plan| {
            problem.people[MEDIATOR.0].rest = rest;
            of(plan, SECOND).place = Place::Room(RoomIx(1));
            of(plan, SECOND).slot.start = 6;
        })
    };
    assert_eq!(there(1), [Violation::NoRest(MEDIATOR, one, other)]);
    assert_eq!(there(0), []);
}

#[test]
fn only_meetings_ask_for_rest() {
    let held = |is_meeting| {
        after(|problem, plan| {
            plan.meetings[1] = None;
            problem.people[MEDIATOR.0].rest = 2;
            commit(problem, 4, Whereabouts::Venue(VenueIx(0)), is_meeting);
        })
    };
    let (what, with) = (Engagement::Commitment(0), Engagement::Case(FIRST));
    assert_eq!(held(true), [Violation::NoRest(MEDIATOR, what, with)]);
    assert_eq!(held(false), []);
}

#[test]
fn nobody_has_too_many_meetings_on_a_day() {
    let found = after(|problem, _| problem.people[MEDIATOR.0].max_day = Some(1));
    assert_eq!(found, [Violation::TooManyOnDay(MEDIATOR, DayIx(0))]);
    assert_eq!(
        after(|problem, _| problem.people[MEDIATOR.0].max_day = Some(2)),
        []
    );
    let held = |is_meeting| {
        after(|problem, _| {
            problem.people[MEDIATOR.0].max_day = Some(2);
            commit(problem, 3, Whereabouts::Venue(VenueIx(0)), is_meeting);
        })
    };
    assert_eq!(held(true), [Violation::TooManyOnDay(MEDIATOR, DayIx(0))]);
    assert_eq!(held(false), []);
}

#[test]
fn nobody_has_too_many_meetings_in_a_week() {
    let on_day = |day| {
        after(|problem, plan| {
            problem.people[MEDIATOR.0].max_week = Some(1);
            of(plan, SECOND).slot.day = DayIx(day);
        })
    };
    assert_eq!(on_day(1), [Violation::TooManyInWeek(MEDIATOR, Week(0))]);
    assert_eq!(on_day(2), []);
    let held = |is_meeting| {
        after(|problem, plan| {
            problem.people[MEDIATOR.0].max_week = Some(1);
            of(plan, FIRST).slot.day = DayIx(1);
            plan.meetings[1] = None;
            commit(problem, 0, Whereabouts::Online, is_meeting);
        })
    };
    assert_eq!(held(true), [Violation::TooManyInWeek(MEDIATOR, Week(0))]);
    assert_eq!(held(false), []);
}

#[test]
fn a_limit_that_others_broke_already_is_not_the_plans_fault() {
    let found = after(|problem, plan| {
        problem.people[MEDIATOR.0].max_day = Some(0);
        plan.meetings = vec![None, None];
    });
    assert_eq!(found, []);
}

#[test]
fn contracts_pay_for_no_more_than_they_do() {
    let pays = |most| {
        after(|problem, _| {
            problem.allowances[0] = most;
            for case in &mut problem.cases {
                case.days[0].as_mut().unwrap().allowance = Some(AllowanceIx(0));
            }
        })
    };
    assert_eq!(pays(1), [Violation::Allowance(AllowanceIx(0))]);
    assert_eq!(pays(2), []);
}

#[test]
fn what_is_broken_is_told_in_words() {
    let found = after(|problem, plan| {
        problem.online_gap = 2;
        problem.people[MEDIATOR.0].max_day = Some(1);
        problem.people[PARENTS[1].0].free[0] = 0;
        of(plan, SECOND).place = Place::Online;
    });
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "case 1: person 2 is not free",
            "person 0: no time to travel between case 0 and case 1",
            "person 0: too many meetings on day 0",
        ]
    );
}
