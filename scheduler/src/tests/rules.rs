//! One test per rule: without it one date is the best, with it that date breaks exactly this rule
//! and another is proposed.

use super::draw::{Drawn, away, drawn};
use crate::{Commitment, DayIx, OrganisationIx, Party, Rule, Slot, Violation, Whereabouts, check};

/// Says what is planned under the rule, after making sure that it alone forbids the best date.
fn under(rule: Rule, lenient: &Drawn, strict: &Drawn) -> String {
    let best = lenient.best();
    let broken: Vec<Rule> = check::violations(&strict.problem, &best)
        .into_iter()
        .map(|violation| match violation {
            Violation::Broken { rule, .. } => rule,
            Violation::Shape(shape) => panic!("{shape:?}"),
        })
        .collect();
    assert_eq!(broken, [rule], "{}", lenient.tell(&best));
    strict.plan()
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

#[test]
fn the_simple_week_is_planned_at_once() {
    assert_eq!(simple().plan(), "day 0 at 0, oak: ana, mum, lee");
}

#[test]
fn h01_not_after_the_limit() {
    let lenient = drawn(
        "
        mediator ana ....|####
        room     oak ####|####
        family   mum ####|####
        ",
    );
    let strict = lenient.with(|problem| problem.request.last_day = Some(DayIx(0)));
    let told = under(Rule::StatutoryLimit, &lenient, &strict);
    assert_eq!(told, "nothing: [Limit, Mediator]");
    let lifted = strict.with(|problem| problem.request.limit_lifted = true);
    assert_eq!(lifted.plan(), "day 1 at 0, oak: ana, mum");
}

#[test]
fn h02_notice_unless_the_family_agreed_to_less() {
    let lenient = simple().with(|problem| problem.request.notice_day = DayIx(0));
    let strict = simple().with(|problem| problem.request.notice_day = DayIx(1));
    assert_eq!(
        under(Rule::Notice, &lenient, &strict),
        "day 1 at 0, oak: ana, mum, lee"
    );
    // Not even then today.
    let agreed = strict.with(|problem| problem.request.short_notice_agreed = true);
    assert_eq!(
        under(Rule::Notice, &lenient, &agreed),
        "day 1 at 0, oak: ana, mum, lee"
    );
}

#[test]
fn h02_short_notice_may_be_agreed() {
    let three = drawn(
        "
        mediator ana ####|####|####
        room     oak ####|####|####
        ",
    );
    let owed = three.with(|problem| problem.request.notice_day = DayIx(2));
    assert_eq!(owed.plan(), "day 2 at 0, oak: ana");
    let agreed = owed.with(|problem| problem.request.short_notice_agreed = true);
    assert_eq!(agreed.plan(), "day 1 at 0, oak: ana");
}

#[test]
fn h03_required_people_are_available_for_the_whole_meeting() {
    let lenient = simple();
    let strict = lenient.with(|problem| problem.people[2].free[0] = 0b1101);
    assert_eq!(
        under(Rule::RequiredPeople, &lenient, &strict),
        "day 0 at 2, oak: ana, mum, lee"
    );
}

#[test]
fn h03_a_required_seat_is_not_left_empty() {
    let lenient = simple().with(|problem| problem.request.seats[1].need = crate::Need::Optional);
    let lenient = lenient.with(|problem| problem.people[2].free[0] = 0);
    let strict = lenient.with(|problem| problem.request.seats[1].need = crate::Need::Required);
    assert_eq!(lenient.plan(), "day 0 at 0, oak: ana, mum, nobody");
    assert_eq!(
        under(Rule::RequiredPeople, &lenient, &strict),
        "day 1 at 0, oak: ana, mum, lee"
    );
}

#[test]
fn h04_somebody_may_decide_every_issue() {
    let lenient = drawn(
        "
        mediator ana ####|####
        room     oak ####|####
        family   mum ####|####
        la       lee ####|####
        or       zoe ####|####
        school   sen ####|####
        ",
    );
    let lenient = lenient.with(|problem| {
        problem.request.seats[1].pool[1].authority = 0b01;
        problem.request.seats[1].pool[1].rank = 9;
        problem.request.seats[2].pool[0].authority = 0b10;
    });
    let strict = lenient.with(|problem| problem.request.domains = 0b11);
    assert_eq!(lenient.plan(), "day 0 at 0, oak: ana, mum, lee, sen");
    assert_eq!(
        under(Rule::Authority, &lenient, &strict),
        "day 0 at 0, oak: ana, mum, zoe, sen"
    );
}

/// Two mediators, of whom the first is the better match.
fn two_mediators() -> Drawn {
    drawn(
        "
        mediator ana ####|####
        mediator bob ####|####
        room     oak ####|####
        family   mum ####|####
        ",
    )
    .with(|problem| problem.request.mediators[1].mismatch = 1)
}

#[test]
fn h05_no_mediator_works_for_a_local_authority() {
    let strict = two_mediators().with(|problem| problem.request.mediators[0].is_la_employee = true);
    let told = under(Rule::IndependentMediator, &two_mediators(), &strict);
    assert_eq!(told, "day 0 at 0, oak: bob, mum");
}

#[test]
fn h05_nor_for_health_where_health_is_in_issue() {
    let lenient =
        two_mediators().with(|problem| problem.request.mediators[0].is_health_employee = true);
    let strict = lenient.with(|problem| problem.request.is_health_in_issue = true);
    let told = under(Rule::IndependentMediator, &lenient, &strict);
    assert_eq!(told, "day 0 at 0, oak: bob, mum");
}

#[test]
fn h06_no_mediator_has_an_interest_in_a_party() {
    let lenient = two_mediators().with(|problem| {
        problem.request.mediators[0].interests = vec![Party::Organisation(OrganisationIx(7))];
    });
    let strict = lenient.with(|problem| {
        problem.request.parties = vec![Party::Organisation(OrganisationIx(7))];
    });
    let told = under(Rule::NoConflictOfInterest, &lenient, &strict);
    assert_eq!(told, "day 0 at 0, oak: bob, mum");
}

#[test]
fn h07_the_mediator_is_accredited_for_the_type() {
    let strict = two_mediators().with(|problem| {
        problem.request.kind = 3;
        problem.request.mediators[1].accredited_for = 1 << 3;
    });
    let told = under(Rule::AccreditedMediator, &two_mediators(), &strict);
    assert_eq!(told, "day 0 at 0, oak: bob, mum");
}

#[test]
fn h07_and_covered_on_the_day() {
    let late = two_mediators().with(|problem| problem.request.notice_day = DayIx(1));
    let last = late.with(|problem| problem.request.mediators[0].cover_until = 1_001);
    assert_eq!(last.plan(), "day 1 at 0, oak: ana, mum");
    let strict = late.with(|problem| problem.request.mediators[0].cover_until = 1_000);
    let told = under(Rule::AccreditedMediator, &late, &strict);
    assert_eq!(told, "day 1 at 0, oak: bob, mum");
}

#[test]
fn h08_nobody_is_in_two_meetings_at_once() {
    let strict = drawn(
        "
        mediator ana xx##|####
        room     oak ####|####
        family   mum ####|####
        la       lee ####|####
        ",
    );
    let told = under(Rule::OnePlaceAtATime, &simple(), &strict);
    assert_eq!(told, "day 0 at 2, oak: ana, mum, lee");
}

#[test]
fn h08_nobody_takes_two_seats() {
    let lenient = simple();
    let strict = lenient.with(|problem| {
        let again = problem.request.seats[1].clone();
        problem.request.seats.push(again);
    });
    assert_eq!(strict.plan(), "nothing: [Seat(SeatIx(1)), Seat(SeatIx(2))]");
    let deputy = strict.with(|problem| {
        let mut zoe = problem.people[2].clone();
        zoe.free[0] = 0b1110;
        problem.people.push(zoe);
        let person = crate::PersonIx(3);
        problem.request.seats[2].pool.push(crate::Member {
            person,
            authority: 0,
            rank: 0,
        });
    });
    let twice = crate::Proposal {
        seats: vec![
            lenient.best().seats[0],
            lenient.best().seats[1],
            lenient.best().seats[1],
        ],
        ..lenient.best()
    };
    let by = crate::Subject::Person(lenient.person("lee"));
    let expected = [Violation::Broken {
        rule: Rule::OnePlaceAtATime,
        by,
    }];
    assert_eq!(check::violations(&deputy.problem, &twice), expected);
    assert_eq!(deputy.plan(), "day 0 at 1, oak: ana, mum, lee, stranger");
}

/// The mediator is busy at the first venue for the first quarter of an hour, and the room is in the
/// second venue, so many minutes away.
fn far_from_the_last(minutes: i32) -> Drawn {
    drawn(
        "
        mediator ana v#######|........
        room     elm ........|........
        room     oak ########|########
        family   mum ########|########
        ",
    )
    .with(|problem| {
        problem.venues[0].at = away(minutes);
        problem.venues[1].at = problem.request.family_base;
    })
}

#[test]
fn h08_travel_between_two_venues_takes_its_time() {
    let strict = far_from_the_last(31);
    let lenient = strict.with(|problem| problem.venues[0].at = problem.venues[1].at);
    assert_eq!(lenient.plan(), "day 0 at 1, oak: ana, mum");
    // 31 minutes are three quarters of an hour.
    let told = under(Rule::OnePlaceAtATime, &lenient, &strict);
    assert_eq!(told, "day 0 at 4, oak: ana, mum");
    assert_eq!(far_from_the_last(30).plan(), "day 0 at 3, oak: ana, mum");
}

#[test]
fn h08_so_does_travel_to_the_next_commitment() {
    let lenient = drawn(
        "
        mediator ana ########|########
        room     oak .#####..|########
        ",
    );
    let strict = lenient.with(|problem| {
        let place = Whereabouts::Elsewhere(away(16));
        problem.people[0].commitments = vec![Commitment {
            day: DayIx(0),
            from: 4,
            to: 6,
            place,
            is_meeting: false,
        }];
    });
    // 16 minutes are two quarters of an hour: from 3 to 4 is too short.
    let told = under(Rule::OnePlaceAtATime, &lenient, &strict);
    assert_eq!(told, "day 1 at 0, oak: ana");
}

#[test]
fn h08_changing_between_screen_and_room_takes_a_gap() {
    let lenient = drawn(
        "
        mediator ana o###|....
        room     oak ####|####
        ",
    )
    .with(|problem| problem.policy.online_gap = 0);
    let strict = lenient.with(|problem| problem.policy.online_gap = 1);
    assert_eq!(lenient.plan(), "day 0 at 1, oak: ana");
    assert_eq!(
        under(Rule::OnePlaceAtATime, &lenient, &strict),
        "day 0 at 2, oak: ana"
    );
    let online = strict.with(|problem| {
        (problem.request.online, problem.request.in_person) = (true, false);
    });
    assert_eq!(online.plan(), "day 0 at 1, online: ana");
}

#[test]
fn h09_not_too_many_people() {
    let lenient = simple().with(|problem| problem.request.seats[1].need = crate::Need::Optional);
    let strict = lenient.with(|problem| problem.policy.max_people = 2);
    assert_eq!(
        under(Rule::Size, &lenient, &strict),
        "day 0 at 0, oak: ana, mum, nobody"
    );
    let allowed = strict.with(|problem| problem.request.is_size_overridden = true);
    assert_eq!(allowed.plan(), "day 0 at 0, oak: ana, mum, lee");
}

#[test]
fn h09_not_too_few_people() {
    let lenient = simple().with(|problem| {
        problem.request.seats[1].need = crate::Need::Informant;
        problem.people[2].if_needed[0] = 0b1111;
        problem.people[2].observance[0] = 0b1111;
        problem.people[2].base = Some(away(500));
    });
    let strict = lenient.with(|problem| problem.policy.min_people = 3);
    assert_eq!(lenient.plan(), "day 0 at 0, oak: ana, mum, nobody");
    assert_eq!(
        under(Rule::Size, &lenient, &strict),
        "day 0 at 0, oak: ana, mum, lee"
    );
}

/// Two rooms, of which the first is cheaper.
fn two_rooms() -> Drawn {
    drawn(
        "
        mediator ana ####|####
        room     oak ####|####
        room     elm ####|####
        family   mum ####|####
        ",
    )
    .with(|problem| problem.rooms[1].cost_pence = 5_000)
}

#[test]
fn h09_a_chair_for_everybody_also_for_those_without_a_name() {
    let lenient = two_rooms().with(|problem| problem.rooms[0].capacity = 2);
    let strict = lenient.with(|problem| problem.request.extra_people = 1);
    assert_eq!(
        under(Rule::Size, &lenient, &strict),
        "day 0 at 0, elm: ana, mum"
    );
}

#[test]
fn h10_the_room_meets_every_access_need() {
    let lenient = two_rooms().with(|problem| {
        problem.rooms[0].features = 0b101;
        problem.rooms[1].features = 0b111;
    });
    let strict = lenient.with(|problem| problem.request.needs = 0b110);
    assert_eq!(
        under(Rule::RoomSuits, &lenient, &strict),
        "day 0 at 0, elm: ana, mum"
    );
}

#[test]
fn h10_and_has_private_rooms() {
    let lenient = two_rooms().with(|problem| problem.rooms[1].breakout_rooms = 3);
    let strict = lenient.with(|problem| problem.request.breakout_rooms = 3);
    assert_eq!(
        under(Rule::RoomSuits, &lenient, &strict),
        "day 0 at 0, elm: ana, mum"
    );
}

#[test]
fn h11_the_room_is_private_and_no_staff_room() {
    let open = two_rooms().with(|problem| problem.rooms[0].is_private = false);
    assert_eq!(
        under(Rule::PrivateRoom, &two_rooms(), &open),
        "day 0 at 0, elm: ana, mum"
    );
    let staff = two_rooms().with(|problem| problem.rooms[0].is_staff_room = true);
    assert_eq!(
        under(Rule::PrivateRoom, &two_rooms(), &staff),
        "day 0 at 0, elm: ana, mum"
    );
}

/// Two interpreters, of whom the first costs less.
fn two_interpreters() -> Drawn {
    drawn(
        "
        mediator    ana ####|####
        room        oak ####|####
        family      mum ####|####
        interpreter ina ++++|++++
        interpreter kim .###|####
        ",
    )
}

#[test]
fn h12_an_interpreter_is_there_for_the_whole_meeting() {
    let strict = two_interpreters().with(|problem| problem.people[2].free[0] = 0b0101);
    let told = under(Rule::Interpreter, &two_interpreters(), &strict);
    assert_eq!(told, "day 0 at 1, oak: ana, mum, kim");
}

#[test]
fn h12_the_interpreter_is_no_child_or_relative() {
    let strict = two_interpreters().with(|problem| problem.people[2].is_child_or_relative = true);
    let told = under(Rule::Interpreter, &two_interpreters(), &strict);
    assert_eq!(told, "day 0 at 1, oak: ana, mum, kim");
}

#[test]
fn h13_two_signers_take_turns_in_a_long_meeting() {
    let lenient = two_interpreters().with(|problem| {
        problem
            .request
            .interpreting
            .as_mut()
            .unwrap()
            .is_sign_language = true;
        problem.policy.sign_pair_over = 2;
    });
    let strict = lenient.with(|problem| problem.policy.sign_pair_over = 1);
    assert_eq!(lenient.plan(), "day 0 at 0, oak: ana, mum, ina");
    assert_eq!(
        under(Rule::TwoSigners, &lenient, &strict),
        "day 0 at 1, oak: ana, mum, ina, kim"
    );
}

#[test]
fn h16_a_child_attends_only_if_parent_and_mediator_agree() {
    let lenient = drawn(
        "
        mediator       ana ####|####
        room           oak ####|####
        family         mum ####|####
        optional child kit ####|####
        ",
    );
    assert_eq!(lenient.plan(), "day 0 at 0, oak: ana, mum, kit");
    let no_parent = lenient.with(|problem| problem.request.seats[1].child_agreed.parent = false);
    let told = under(Rule::ChildAgreed, &lenient, &no_parent);
    assert_eq!(told, "day 0 at 0, oak: ana, mum, nobody");
    let no_mediator =
        lenient.with(|problem| problem.request.seats[1].child_agreed.mediator = false);
    let told = under(Rule::ChildAgreed, &lenient, &no_mediator);
    assert_eq!(told, "day 0 at 0, oak: ana, mum, nobody");
}

#[test]
fn h19_on_working_days_unless_all_agreed() {
    let strict = simple().with(|problem| problem.days[0].is_working = false);
    let told = under(Rule::WorkingDay, &simple(), &strict);
    assert_eq!(told, "day 1 at 0, oak: ana, mum, lee");
    let agreed = strict.with(|problem| problem.request.non_working_days_agreed = true);
    assert_eq!(agreed.plan(), "day 0 at 0, oak: ana, mum, lee");
}

#[test]
fn h20_impossible_times_are_impossible() {
    let strict = drawn(
        "
        mediator ana ####|####
        room     oak ####|####
        family   mum #!##|####
        la       lee ####|####
        ",
    );
    let told = under(Rule::ImpossibleTimes, &simple(), &strict);
    assert_eq!(told, "day 0 at 2, oak: ana, mum, lee");
}

#[test]
fn h22_people_kept_apart_do_not_meet() {
    let lenient = drawn(
        "
        mediator ana ####|####
        room     oak ####|####
        family   mum ####|####
        school   sen ####|####
        or       dan ####|####
        ",
    );
    let strict = lenient.with(|problem| {
        problem.request.kept_apart = vec![(lenient.person("sen"), lenient.person("mum"))];
    });
    assert_eq!(
        under(Rule::KeptApart, &lenient, &strict),
        "day 0 at 0, oak: ana, mum, dan"
    );
}

#[test]
fn h23_not_farther_than_the_family_goes() {
    let lenient = two_rooms().with(|problem| {
        problem.request.family_max_minutes = 30;
        problem.venues[0].at = away(30);
        problem.rooms[1].free[0] = 0;
    });
    assert_eq!(lenient.plan(), "day 1 at 0, elm: ana, mum");
    let lenient = lenient.with(|problem| problem.rooms[1].free[1] = 0);
    let strict = lenient.with(|problem| problem.request.family_max_minutes = 29);
    assert_eq!(lenient.plan(), "day 0 at 0, oak: ana, mum");
    let told = under(Rule::WithinReach, &lenient, &strict);
    assert_eq!(told, "nothing: [Mode, FamilyTravel, Room]");
}

#[test]
fn h23_in_the_manner_the_family_accepts() {
    let strict = simple();
    let lenient = strict.with(|problem| {
        problem.request.online = true;
        problem.rooms[0].free[0] = 0;
    });
    let strict = lenient.with(|problem| problem.request.online = false);
    assert_eq!(lenient.plan(), "day 0 at 0, online: ana, mum, lee");
    assert_eq!(
        under(Rule::WithinReach, &lenient, &strict),
        "day 1 at 0, oak: ana, mum, lee"
    );
    let remote = simple().with(|problem| {
        (problem.request.online, problem.request.in_person) = (true, false);
    });
    let told = under(Rule::WithinReach, &simple(), &remote);
    assert_eq!(told, "day 0 at 0, online: ana, mum, lee");
}

#[test]
fn h24_a_booked_meeting_stays() {
    let slot = Slot {
        day: DayIx(1),
        start: 2,
    };
    let strict = simple().with(|problem| problem.request.locked = Some(slot));
    let told = under(Rule::BookedStays, &simple(), &strict);
    assert_eq!(told, "day 1 at 2, oak: ana, mum, lee");
}

#[test]
fn h26_daily_and_weekly_limits_are_kept() {
    let lenient = drawn(
        "
        mediator ana ####xx|####..|####..
        room     oak ####..|####..|####..
        ",
    );
    let daily = lenient.with(|problem| problem.people[0].max_day = Some(1));
    assert_eq!(
        under(Rule::FairLoad, &lenient, &daily),
        "day 1 at 0, oak: ana"
    );
    // 1,000 is the last day of its week but one.
    let weekly = lenient.with(|problem| problem.people[0].max_week = Some(1));
    assert_eq!(problem_weeks(&lenient), [142, 143, 143]);
    assert_eq!(
        under(Rule::FairLoad, &lenient, &weekly),
        "day 1 at 0, oak: ana"
    );
}

fn problem_weeks(drawn: &Drawn) -> Vec<i32> {
    drawn.problem.days.iter().map(|day| day.week.0).collect()
}

#[test]
fn h26_a_rest_between_two_meetings_and_the_way() {
    let lenient = drawn(
        "
        mediator ana x#######|........
        room     oak ########|........
        ",
    );
    let strict = lenient.with(|problem| problem.people[0].min_gap = 2);
    assert_eq!(lenient.plan(), "day 0 at 1, oak: ana");
    assert_eq!(
        under(Rule::FairLoad, &lenient, &strict),
        "day 0 at 3, oak: ana"
    );
    let far = strict.with(|problem| {
        let commitment = &mut problem.people[0].commitments[0];
        commitment.place = Whereabouts::Elsewhere(away(15));
    });
    assert_eq!(far.plan(), "day 0 at 4, oak: ana");
    let no_meeting = strict.with(|problem| problem.people[0].commitments[0].is_meeting = false);
    assert_eq!(no_meeting.plan(), "day 0 at 1, oak: ana");
}

#[test]
fn h27_room_and_mediator_are_held_during_set_up_too() {
    let lenient = simple();
    let strict = lenient.with(|problem| problem.request.block.setup = 1);
    assert_eq!(
        under_many(&lenient, &strict),
        [
            Rule::EverythingHeld,
            Rule::EverythingHeld,
            Rule::EverythingHeld
        ]
    );
    assert_eq!(strict.plan(), "day 0 at 1, oak: ana, mum, lee");
    let late = strict.with(|problem| problem.rooms[0].free[0] = 0b1110);
    assert_eq!(late.plan(), "day 0 at 2, oak: ana, mum, lee");
    let busy = strict.with(|problem| problem.people[0].free[0] = 0b1110);
    assert_eq!(busy.plan(), "day 0 at 2, oak: ana, mum, lee");
}

fn under_many(lenient: &Drawn, strict: &Drawn) -> Vec<Rule> {
    let violations = check::violations(&strict.problem, &lenient.best());
    let rules = violations.into_iter().map(|violation| match violation {
        Violation::Broken { rule, .. } => rule,
        Violation::Shape(shape) => panic!("{shape:?}"),
    });
    rules.collect()
}

#[test]
fn h27_nothing_runs_beyond_the_end_of_the_day() {
    let evening = simple().with(|problem| {
        for person in &mut problem.people {
            person.free = vec![0b11 << 62, 1 << 63 | 1];
        }
        problem.rooms[0].free = vec![1 << 63, u64::MAX];
    });
    assert!(evening.plan().starts_with("nothing"), "{}", evening.plan());
    let open = evening.with(|problem| problem.rooms[0].free[0] = u64::MAX);
    assert_eq!(open.plan(), "day 0 at 62, oak: ana, mum, lee");
}

#[test]
fn h27_the_room_is_open() {
    let strict = two_rooms().with(|problem| problem.rooms[0].free[0] = 0b0101);
    assert_eq!(
        under(Rule::EverythingHeld, &two_rooms(), &strict),
        "day 0 at 0, elm: ana, mum"
    );
}

#[test]
fn h28_a_live_contract_pays() {
    let strict = simple().with(|problem| {
        problem.request.contracts[0].first_day = 1_001;
    });
    let told = under(Rule::Contract, &simple(), &strict);
    assert_eq!(told, "day 1 at 0, oak: ana, mum, lee");
    let none = simple().with(|problem| problem.request.contracts.clear());
    assert_eq!(
        under(Rule::Contract, &simple(), &none),
        "nothing: [Contract]"
    );
    let spent = simple().with(|problem| problem.request.contracts[0].meetings_left = 0);
    assert_eq!(
        under(Rule::Contract, &simple(), &spent),
        "nothing: [Contract]"
    );
    let over = simple().with(|problem| {
        problem.request.contracts[0].last_day = 999;
    });
    assert_eq!(
        under(Rule::Contract, &simple(), &over),
        "nothing: [Contract]"
    );
    let renewed = over.with(|problem| {
        let next = crate::Contract {
            first_day: 1_000,
            last_day: 1_400,
            meetings_left: 1,
        };
        problem.request.contracts.insert(0, next);
    });
    assert_eq!(renewed.plan(), simple().plan());
}
