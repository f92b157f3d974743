//! One test per preference: two dates differ in that wish alone, the better one is proposed, and
//! asking for both tells what the other costs more.

use super::draw::{Drawn, away, drawn};
use crate::{DayIx, Outcome, Preference, Proposal, check, propose, weights};

/// The points of one wish in every proposal of a list that offers all there is.
fn points(drawn: &Drawn, wish: Preference) -> Vec<u32> {
    all(drawn)
        .iter()
        .map(|proposal| proposal.cost.of(wish))
        .collect()
}

/// Every date there is, the best first.
fn all(drawn: &Drawn) -> Vec<Proposal> {
    match propose(&drawn.problem, 100).unwrap() {
        Outcome::Proposals(proposals) => {
            for proposal in &proposals {
                assert_eq!(check::violations(&drawn.problem, proposal), []);
                assert_eq!(check::cost(&drawn.problem, proposal), proposal.cost);
            }
            proposals
        }
        Outcome::Nothing(explanation) => panic!("{explanation:?}"),
    }
}

/// Two days, on each of which there is one start.
fn one_start_a_day() -> Drawn {
    drawn(
        "
        mediator ana ++|++
        room     oak ##|##
        family   mum ++|++
        ",
    )
}

#[test]
fn late_days_are_counted_once_the_limit_is_lifted() {
    let late = one_start_a_day().with(|problem| {
        problem.request.last_day = Some(DayIx(0));
        problem.request.limit_lifted = true;
        // The family would rather have the later day.
        problem.people[1].preferred[0] = 0;
        problem.people[1].observance[0] = 0b11;
        problem.people[1].if_needed[0] = 0b11;
    });
    assert_eq!(late.plan(), "day 0 at 0, oak: ana, mum");
    assert_eq!(points(&late, Preference::DaysLate), [0, weights::DAY_LATE]);
}

#[test]
fn p01_earlier_is_better() {
    assert_eq!(one_start_a_day().plan(), "day 0 at 0, oak: ana, mum");
    assert_eq!(
        points(&one_start_a_day(), Preference::Waiting),
        [0, weights::DAY_WAITED]
    );
}

#[test]
fn p02_day_20_of_the_clock_leaves_slack() {
    let clocked =
        one_start_a_day().with(|problem| problem.request.clock_started = Some(1_000 - 20));
    assert_eq!(
        points(&clocked, Preference::Slack),
        [0, weights::DAY_OF_SLACK_LOST]
    );
}

#[test]
fn p03_times_that_suit_the_family() {
    let week = drawn(
        "
        mediator ana ++++++|......
        room     oak ######|######
        family   mum --##++|......
        ",
    );
    // Whatever suits the others.
    let week = week.with(|problem| problem.people[0].if_needed[0] = 0b11_0000);
    assert_eq!(week.plan(), "day 0 at 4, oak: ana, mum");
    let (free, if_needed) = (weights::FAMILY_FREE, weights::FAMILY_IF_NEEDED);
    let expected = [0, free, free, if_needed, if_needed];
    assert_eq!(points(&week, Preference::FamilyTimes), expected);
}

#[test]
fn p03_then_times_that_suit_the_others() {
    let week = drawn(
        "
        mediator ana ++##--|......
        room     oak ######|######
        family   mum ++++++|......
        ",
    )
    .with(|problem| {
        // Backwards, so that the first start is not the best by chance.
        problem.people[0].preferred[0] = 0b11_0000;
        problem.people[0].if_needed[0] = 0b00_0011;
    });
    assert_eq!(week.plan(), "day 0 at 4, oak: ana, mum");
    let (free, if_needed) = (weights::OTHERS_FREE, weights::OTHERS_IF_NEEDED);
    let expected = [0, free, free, if_needed, if_needed];
    assert_eq!(points(&week, Preference::OthersTimes), expected);
}

/// Two rooms, the second nearer to everybody.
fn near_and_far() -> Drawn {
    drawn(
        "
        mediator ana ++|..
        room     far ##|##
        room     oak ##|##
        family   mum ++|..
        ",
    )
    .with(|problem| problem.venues[0].at = away(31))
}

#[test]
fn p04_near_the_family_first() {
    // Although it is farther for the mediator, and dearer.
    let week = near_and_far().with(|problem| {
        problem.people[0].base = Some(away(31));
        problem.rooms[1].cost_pence = 50_000;
    });
    assert_eq!(week.plan(), "day 0 at 0, oak: ana, mum");
    assert_eq!(
        points(&week, Preference::FamilyTravel),
        [0, 3 * weights::FAMILY_TRAVEL]
    );
}

#[test]
fn p04_then_near_the_others() {
    let week = near_and_far().with(|problem| {
        let (here, there) = (problem.venues[1].at, problem.venues[0].at);
        // Both rooms are as far for the family.
        problem.request.family_base = crate::Point {
            east: i32::midpoint(here.east, there.east),
            north: here.north,
        };
        problem.people[0].base = Some(here);
    });
    assert_eq!(week.plan(), "day 0 at 0, oak: ana, mum");
    assert_eq!(
        points(&week, Preference::OthersTravel),
        [0, 3 * weights::OTHERS_TRAVEL]
    );
}

#[test]
fn p05_time_to_prepare() {
    let week = drawn(
        "
        mediator ana ..|++|++|++|++|++|++|++
        room     oak ##|##|##|##|##|##|##|##
        ",
    )
    .with(|problem| problem.days[2].is_working = false);
    let lost = [5, 4, 3, 2, 1, 0].map(|days| days * weights::PREPARATION_DAY_LOST);
    // Day 2 is no working day: nothing is on it, and nothing is prepared on it.
    assert_eq!(points(&week, Preference::Preparation), lost);
}

#[test]
fn p06_longer_notice_than_the_least() {
    let week = drawn(
        "
        mediator ana ..|++|++|++|++|++|++|++
        room     oak ##|##|##|##|##|##|##|##
        ",
    )
    .with(|problem| problem.request.notice_day = DayIx(1));
    let lost = [5, 4, 3, 2, 1, 0, 0].map(|days| days * weights::NOTICE_DAY_LOST);
    assert_eq!(points(&week, Preference::LongerNotice), lost);
}

#[test]
fn p07_those_who_know_the_child_come() {
    let week = drawn(
        "
        mediator         ana ++++|....
        room             oak ####|####
        family           mum ++++|....
        optional school  sen ..##|....
        informant school edi #.##|....
        ",
    );
    assert_eq!(week.plan(), "day 0 at 2, oak: ana, mum, sen, edi");
    let both = weights::OPTIONAL_MISSED + weights::INFORMANT_MISSED;
    assert_eq!(points(&week, Preference::OptionalPeople), [0, both, both]);
}

#[test]
fn p08_outside_the_holidays_of_a_school_that_must_come() {
    let week = drawn(
        "
        mediator ana ++|++
        room     oak ##|##
        school   sen ++|++
        ",
    )
    .with(|problem| problem.days[0].is_school_holiday = true);
    assert_eq!(
        points(&week, Preference::SchoolHoliday),
        [weights::SCHOOL_HOLIDAY, 0]
    );
    let welcome = week.with(|problem| problem.request.seats[0].need = crate::Need::Optional);
    assert_eq!(points(&welcome, Preference::SchoolHoliday), [0, 0]);
}

#[test]
fn p10_the_officer_named_in_the_case() {
    let week = drawn(
        "
        mediator ana ++++|....
        room     oak ####|####
        la       lee ++..|....
        or       zoe ..++|....
        ",
    )
    .with(|problem| problem.request.seats[0].pool[0].rank = 2);
    assert_eq!(week.plan(), "day 0 at 2, oak: ana, zoe");
    assert_eq!(
        points(&week, Preference::NamedOfficer),
        [0, 2 * weights::OFFICER_RANK]
    );
    let school = week.with(|problem| problem.request.seats[0].role = crate::SeatRole::Education);
    assert_eq!(points(&school, Preference::NamedOfficer), [0, 0]);
}

#[test]
fn p11_a_mediator_who_matches() {
    let week = drawn(
        "
        mediator ana ++..|....
        mediator bob ..++|....
        room     oak ####|####
        ",
    )
    .with(|problem| problem.request.mediators[0].mismatch = 2);
    assert_eq!(week.plan(), "day 0 at 2, oak: bob");
    assert_eq!(
        points(&week, Preference::MediatorMatch),
        [0, 2 * weights::MEDIATOR_WISH_MISSED]
    );
}

#[test]
fn p15_outside_what_the_family_observes() {
    let week = drawn(
        "
        mediator ana ++++|....
        room     oak ####|####
        family   mum ~###|....
        ",
    );
    // Whatever the others observe.
    let week = week.with(|problem| problem.people[0].observance[0] = 0b1110);
    assert_eq!(week.plan(), "day 0 at 1, oak: ana, mum");
    let expected = [0, 0, weights::FAMILY_OBSERVANCE];
    assert_eq!(points(&week, Preference::FamilyObservance), expected);
}

#[test]
fn p15_then_outside_what_the_others_observe() {
    let week = drawn(
        "
        mediator ana ~~##|....
        room     oak ####|####
        ",
    );
    assert_eq!(week.plan(), "day 0 at 2, oak: ana");
    let expected = [
        0,
        weights::OTHERS_OBSERVANCE,
        2 * weights::OTHERS_OBSERVANCE,
    ];
    assert_eq!(points(&week, Preference::OthersObservance), expected);
}

#[test]
fn p16_ten_working_days_left_to_appeal() {
    // Day 1,000 is a Wednesday; two days are known, of the later ones weekdays are working days:
    // two in its own week, five in the next, three in the third.
    let week = one_start_a_day().with(|problem| problem.request.appeal_by = Some(1_015));
    assert_eq!(points(&week, Preference::AppealMargin), [0, 0]);
    let sooner = week.with(|problem| problem.request.appeal_by = Some(1_014));
    assert_eq!(
        points(&sooner, Preference::AppealMargin),
        [0, weights::APPEAL_DAY_LOST]
    );
    let over = week.with(|problem| problem.request.appeal_by = Some(900));
    let all_lost = weights::APPEAL_DAYS * weights::APPEAL_DAY_LOST;
    assert_eq!(
        points(&over, Preference::AppealMargin),
        [all_lost, all_lost]
    );
}

#[test]
fn a_cheap_room_is_enough() {
    let week = drawn(
        "
        mediator ana ++|..
        room     oak ##|##
        room     elm ##|##
        ",
    )
    .with(|problem| problem.rooms[0].cost_pence = 2 * weights::ROOM_COST_PENCE + 999);
    assert_eq!(week.plan(), "day 0 at 0, elm: ana");
    assert_eq!(
        points(&week, Preference::RoomCost),
        [0, 2 * weights::ROOM_COST]
    );
}

#[test]
fn p17_alternatives_differ() {
    let week = drawn(
        "
        mediator ana ++++++++................++++++++|++++++++................++++++++
        room     oak ################################|################################
        room     elm ################################|################################
        la       lee ++++++++................++++++++|++++++++................++++++++
        or       zoe ++++++++................++++++++|++++++++................++++++++
        ",
    );
    let Outcome::Proposals(four) = propose(&week.problem, 4).unwrap() else {
        unreachable!()
    };
    let mut days: Vec<usize> = four.iter().map(|proposal| proposal.slot.day.0).collect();
    days.sort_unstable();
    assert_eq!(days, [0, 0, 1, 1]);
    let mut halves: Vec<(usize, bool)> = four
        .iter()
        .map(|proposal| (proposal.slot.day.0, 20 <= proposal.slot.start))
        .collect();
    halves.sort_unstable();
    assert_eq!(halves, [(0, false), (0, true), (1, false), (1, true)]);
    let places: std::collections::BTreeSet<_> =
        four.iter().map(|proposal| proposal.place).collect();
    assert_eq!(places.len(), 2);
}

#[test]
fn what_other_cases_hold_stays_theirs_if_nothing_else_is_lost() {
    let week = one_start_a_day();
    // By itself no proposal says anything of other cases; see the tests of prices.
    assert_eq!(points(&week, Preference::OtherCases), [0, 0]);
}
