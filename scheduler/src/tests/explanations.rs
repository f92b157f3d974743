//! Why there is no date, and what would open one, told for small weeks.

use super::draw::{Drawn, away, drawn};
use crate::{
    Change, DayIx, Mistake, Need, OrganisationIx, PersonIx, Repair, Requirement, RoomIx, SeatIx,
    Slot, Times, propose,
};

/// The change that repairs one requirement.
fn repair(drawn: &Drawn, requirement: Requirement) -> Change {
    let explanation = drawn.explanation();
    let found = explanation
        .repairs
        .iter()
        .find(|repair| repair.requirement == requirement);
    found.unwrap_or_else(|| panic!("{explanation:?}")).change
}

/// Two days of enough time for everybody.
fn simple() -> Drawn {
    drawn(
        "
        mediator ana ####|####
        room     oak ####|####
        family   mum ####|####
        la       lee ####|####
        ",
    )
}

/// Times on the first day.
fn times(from: u8, to: u8) -> Times {
    Times {
        day: DayIx(0),
        from,
        to,
    }
}

#[test]
fn nobody_is_to_blame_when_two_calendars_do_not_meet() {
    let week = drawn(
        "
        mediator ana ######|......
        room     oak ######|......
        family   mum ####..|......
        la       lee ...###|......
        ",
    );
    let explanation = week.explanation();
    let (mum, lee) = (Requirement::Seat(SeatIx(0)), Requirement::Seat(SeatIx(1)));
    assert_eq!(explanation.conflict, [mum, lee]);
    assert_eq!(explanation.unrepairable, []);
    // Both would have to give one quarter of an hour.
    let more = |person, times| Change::MoreTime {
        person,
        times,
        missing_grains: 1,
    };
    let slot = |start| Slot {
        day: DayIx(0),
        start,
    };
    let expected = [
        Repair {
            requirement: mum,
            change: more(week.person("mum"), times(3, 5)),
            opens: slot(3),
            slots: 1,
        },
        Repair {
            requirement: lee,
            change: more(week.person("lee"), times(2, 4)),
            opens: slot(2),
            slots: 1,
        },
    ];
    assert_eq!(explanation.repairs, expected);
}

#[test]
fn a_limit_before_the_end_of_the_notice_is_told_without_naming_people() {
    let week = drawn(
        "
        mediator ana ####|####|####|####
        room     oak ####|####|####|####
        family   mum ####|####|####|####
        ",
    )
    .with(|problem| {
        problem.request.last_day = Some(DayIx(1));
        problem.request.notice_day = DayIx(3);
    });
    assert_eq!(week.plan(), "nothing: [Limit, Notice]");
    assert_eq!(
        repair(&week, Requirement::Limit),
        Change::LaterLimit { days: 2 }
    );
    assert_eq!(
        repair(&week, Requirement::Notice),
        Change::ShorterNotice { days: 2 }
    );
}

#[test]
fn two_conflicts_at_once_are_told_one_after_the_other() {
    let week = simple().with(|problem| {
        problem.request.contracts.clear();
        problem.people[0].free = vec![0, 0];
    });
    let explanation = week.explanation();
    assert_eq!(explanation.conflict, [Requirement::Contract]);
    assert_eq!(explanation.repairs, []);
    assert_eq!(
        explanation.unrepairable[0].requirement,
        Requirement::Contract
    );
    assert_eq!(explanation.unrepairable[0].also, [Requirement::Mediator]);
}

#[test]
fn an_unbooked_date_would_be_open_if_the_booked_one_moved() {
    let slot = Slot {
        day: DayIx(0),
        start: 3,
    };
    let week = simple().with(|problem| problem.request.locked = Some(slot));
    assert_eq!(repair(&week, Requirement::Lock), Change::Unlock);
}

#[test]
fn a_contract_is_stretched_to_the_first_possible_day() {
    let week = simple().with(|problem| problem.request.contracts[0].first_day = 2_000);
    let change = Change::ContractCovering { day: DayIx(0) };
    assert_eq!(repair(&week, Requirement::Contract), change);
}

#[test]
fn only_weekends_suit() {
    let week = simple().with(|problem| {
        for day in &mut problem.days {
            day.is_working = false;
        }
    });
    assert_eq!(
        repair(&week, Requirement::WorkingDays),
        Change::NonWorkingDays
    );
}

#[test]
fn too_many_people_need_leave_by_video_or_a_larger_room() {
    let week = simple().with(|problem| problem.rooms[0].capacity = 1);
    assert_eq!(week.plan(), "nothing: [Mode, RoomSize]");
    assert_eq!(repair(&week, Requirement::Mode), Change::Online);
    let larger = Change::AnotherRoom {
        like: RoomIx(0),
        capacity: 3,
        breakout_rooms: 0,
        features: 0,
    };
    assert_eq!(repair(&week, Requirement::RoomSize), larger);
    let crowded = simple().with(|problem| problem.policy.max_people = 2);
    assert_eq!(repair(&crowded, Requirement::Size), Change::AnySize);
}

#[test]
fn the_room_lacks_something() {
    let week = simple().with(|problem| problem.request.needs = 0b11);
    let fitted = Change::AnotherRoom {
        like: RoomIx(0),
        capacity: 0,
        breakout_rooms: 0,
        features: 0b11,
    };
    assert_eq!(repair(&week, Requirement::RoomAccess), fitted);
    let week = simple().with(|problem| problem.request.breakout_rooms = 4);
    let larger = Change::AnotherRoom {
        like: RoomIx(0),
        capacity: 0,
        breakout_rooms: 4,
        features: 0,
    };
    assert_eq!(repair(&week, Requirement::Breakouts), larger);
    let week = simple().with(|problem| problem.rooms[0].is_staff_room = true);
    let private = Change::AnotherRoom {
        like: RoomIx(0),
        capacity: 0,
        breakout_rooms: 0,
        features: 0,
    };
    assert_eq!(repair(&week, Requirement::RoomPrivacy), private);
}

#[test]
fn the_room_is_closed_for_a_quarter_of_an_hour_too_much() {
    let week = simple().with(|problem| problem.rooms[0].free = vec![0b0101, 0]);
    let change = Change::RoomTime {
        room: RoomIx(0),
        times: times(0, 2),
        missing_grains: 1,
    };
    assert_eq!(repair(&week, Requirement::Room), change);
}

#[test]
fn the_family_would_have_to_go_farther() {
    let week = simple().with(|problem| problem.venues[0].at = away(75));
    let change = Change::FartherTravel { minutes: 75 };
    assert_eq!(repair(&week, Requirement::FamilyTravel), change);
}

#[test]
fn no_mediator_who_may_has_time() {
    let week = simple().with(|problem| problem.people[0].free = vec![0b0101, 0]);
    let more = |missing_grains, times| Change::MoreTime {
        person: PersonIx(0),
        times,
        missing_grains,
    };
    assert_eq!(repair(&week, Requirement::Mediator), more(1, times(0, 2)));
    let partial = week.with(|problem| problem.request.block.setup = 1);
    assert_eq!(
        repair(&partial, Requirement::Mediator),
        more(1, times(0, 3))
    );
    // Impossible times are not asked for, so another mediator is.
    let blocked = week.with(|problem| problem.people[0].blocked = vec![u64::MAX; 2]);
    let another = Change::AnotherMediator { times: times(0, 2) };
    assert_eq!(repair(&blocked, Requirement::Mediator), another);
    let interested = simple().with(|problem| {
        let party = crate::Party::Organisation(OrganisationIx(1));
        problem.request.parties.push(party);
        problem.request.mediators[0].interests.push(party);
    });
    assert_eq!(repair(&interested, Requirement::Mediator), another);
}

#[test]
fn no_interpreter_has_time() {
    let week = drawn(
        "
        mediator    ana ####|....
        room        oak ####|....
        interpreter ina ###.|....
        ",
    )
    .with(|problem| {
        problem
            .request
            .interpreting
            .as_mut()
            .unwrap()
            .is_sign_language = true;
        problem.policy.sign_pair_over = 1;
    });
    let one = Change::AnotherInterpreter {
        times: times(0, 2),
        people: 1,
    };
    assert_eq!(repair(&week, Requirement::Interpreting), one);
    let nobody = week.with(|problem| problem.request.interpreting.as_mut().unwrap().pool.clear());
    let two = Change::AnotherInterpreter {
        times: times(0, 2),
        people: 2,
    };
    assert_eq!(repair(&nobody, Requirement::Interpreting), two);
    let busy = week.with(|problem| {
        problem.policy.sign_pair_over = 9;
        problem.people[1].free = vec![0b1001, 0];
    });
    let more = Change::MoreTime {
        person: PersonIx(1),
        times: times(0, 2),
        missing_grains: 1,
    };
    assert_eq!(repair(&busy, Requirement::Interpreting), more);
}

#[test]
fn nobody_there_may_decide() {
    let week = simple().with(|problem| {
        problem.request.domains = 0b111;
        problem.request.seats[1].pool[0].authority = 0b011;
    });
    assert_eq!(week.plan(), "nothing: [Authority]");
    // Not the family's: nobody can authorise a parent to decide for a public body.
    let change = Change::MoreAuthority {
        seat: SeatIx(1),
        person: week.person("lee"),
        domains: 0b100,
    };
    assert_eq!(repair(&week, Requirement::Authority), change);
}

#[test]
fn two_who_must_come_are_kept_apart() {
    let week = simple();
    let (mum, lee) = (week.person("mum"), week.person("lee"));
    let week = week.with(|problem| problem.request.kept_apart = vec![(mum, lee)]);
    assert_eq!(
        repair(&week, Requirement::KeptApart),
        Change::Separately {
            one: mum,
            other: lee
        }
    );
}

#[test]
fn a_required_child_needs_agreement() {
    let week = drawn(
        "
        mediator ana ####|....
        room     oak ####|....
        child    kit ####|....
        ",
    )
    .with(|problem| problem.request.seats[0].child_agreed.mediator = false);
    let seat = SeatIx(0);
    assert_eq!(
        repair(&week, Requirement::Seat(seat)),
        Change::ChildAgreed { seat }
    );
}

#[test]
fn somebody_else_comes_where_nobody_of_the_pool_can() {
    let week = simple().with(|problem| {
        problem.people[2].max_day = Some(0);
        problem.request.seats[1].pool[0].authority = 0b10;
        problem.request.domains = 0b10;
    });
    let seat = SeatIx(1);
    let change = Change::AnotherMember {
        seat,
        times: times(0, 2),
        authority: 0b10,
    };
    assert_eq!(repair(&week, Requirement::Seat(seat)), change);
}

#[test]
fn every_requirement_stands_for_rules() {
    for requirement in Requirement::all(&simple().problem) {
        assert!(!requirement.rules().is_empty(), "{requirement:?}");
    }
    let optional = simple().with(|problem| problem.request.seats[1].need = Need::Optional);
    assert!(!Requirement::all(&optional.problem).contains(&Requirement::Seat(SeatIx(1))));
}

#[test]
fn all_mistakes_are_told_at_once() {
    let wrong = simple().with(|problem| {
        problem.request.mediators.clear();
        problem.request.seats[0].pool.clear();
        problem.request.seats[1].pool[0].person = PersonIx(99);
        problem.request.block.session = 65;
        problem.request.notice_day = DayIx(2);
        problem.request.in_person = false;
        problem.people[1].free.pop();
        problem.rooms[0].free.push(0);
        problem.rooms[0].venue.0 = 1;
        problem.policy.min_people = 11;
        problem.request.kind = 32;
    });
    let expected = [
        Mistake::NothingAsked,
        Mistake::PersonWords(PersonIx(1)),
        Mistake::RoomWords(RoomIx(0)),
        Mistake::RoomVenue(RoomIx(0)),
        Mistake::NoSuchPerson(PersonIx(99)),
        Mistake::NoSuchDay(DayIx(2)),
        Mistake::BlockLength,
        Mistake::Kind(32),
        Mistake::NoMode,
        Mistake::NoMediators,
        Mistake::EmptySeat(SeatIx(0)),
        Mistake::SizeLimits,
    ];
    let mut told = propose(&wrong.problem, 0).unwrap_err();
    told.sort_unstable();
    assert_eq!(told, expected);
    assert!(told.iter().all(|mistake| !mistake.to_string().is_empty()));
}
