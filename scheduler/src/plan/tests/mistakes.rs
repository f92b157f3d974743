//! A test for each mistake: a sound problem, one change, and exactly that is wrong.

use super::simple::{MEDIATOR, OFFICER, PARENTS, STRANGER, plan, problem};
use crate::plan::{
    AllowanceIx, Case, CaseIx, Chairs, Engagement, Level, Mistake, PartIx, Points, Problem, Scale,
    Violation, Welcome,
    mistake::mistakes,
    model::{Commitment, DayIx, PersonIx, Place, RoomIx, VenueIx, Whereabouts},
};

const FIRST: CaseIx = CaseIx(0);
const SECOND: CaseIx = CaseIx(1);
/// A position at which there is nobody and nothing.
const NOBODY: PersonIx = PersonIx(5);

/// What is wrong with the sound problem after a change.
fn after(change: impl FnOnce(&mut Problem)) -> Vec<Mistake> {
    let mut problem = problem();
    assert_eq!(mistakes(&problem), []);
    change(&mut problem);
    mistakes(&problem)
}

/// The same for a change of the first case.
fn in_case(change: impl FnOnce(&mut Case)) -> Vec<Mistake> {
    after(|problem| change(&mut problem.cases[0]))
}

/// The same when everything is pinned as it is planned.
fn pinned(change: impl FnOnce(&mut Problem)) -> Vec<Mistake> {
    after(|problem| {
        for (case, meeting) in problem.cases.iter_mut().zip(plan().meetings) {
            case.current = meeting;
            case.is_pinned = true;
        }
        assert_eq!(mistakes(problem), []);
        change(problem);
    })
}

#[test]
fn there_are_days() {
    let found = after(|problem| {
        problem.days.clear();
        problem.people.clear();
        problem.rooms.clear();
        problem.cases.clear();
    });
    assert_eq!(found, [Mistake::NoDays]);
}

#[test]
fn days_consist_of_grains_that_a_word_holds() {
    assert_eq!(after(|problem| problem.grains = 65), [Mistake::Grains(65)]);
    assert_eq!(after(|problem| problem.grains = 64), []);
    assert!(after(|problem| problem.grains = 0).contains(&Mistake::Grains(0)));
}

#[test]
fn grains_and_steps_take_time() {
    let found = after(|problem| problem.grain_minutes = 0);
    assert_eq!(found, [Mistake::GrainMinutes]);
    let found = after(|problem| problem.journey_minutes = 0);
    assert_eq!(found, [Mistake::JourneyMinutes]);
}

#[test]
fn rooms_are_in_venues_and_free_on_days() {
    let found = after(|problem| problem.rooms[1].venue = VenueIx(2));
    assert_eq!(found, [Mistake::RoomVenue(RoomIx(1))]);
    let found = after(|problem| problem.rooms[1].free.push(0));
    assert_eq!(found, [Mistake::RoomWords(RoomIx(1))]);
    let found = after(|problem| problem.rooms[1].free[2] = 0x100);
    assert_eq!(found, [Mistake::RoomBits(RoomIx(1))]);
}

#[test]
fn people_have_a_word_a_day() {
    let words: [fn(&mut crate::plan::Person) -> &mut Vec<u64>; 4] = [
        |person| &mut person.free,
        |person| &mut person.preferred,
        |person| &mut person.if_needed,
        |person| &mut person.observance,
    ];
    for words in words {
        let found = after(|problem| words(&mut problem.people[2]).truncate(2));
        assert_eq!(found, [Mistake::PersonWords(PersonIx(2))]);
        let found = after(|problem| words(&mut problem.people[2])[0] |= 0x100);
        assert_eq!(found, [Mistake::PersonBits(PersonIx(2))]);
    }
}

#[test]
fn commitments_are_somewhere_some_time() {
    let committed = |from, to, day, venue| {
        after(|problem| {
            problem.people[1].commitments = vec![Commitment {
                day: DayIx(day),
                from,
                to,
                place: Whereabouts::Venue(VenueIx(venue)),
                is_meeting: true,
            }];
        })
    };
    assert_eq!(committed(0, 8, 2, 1), []);
    let when = [Mistake::CommitmentTimes(PersonIx(1), 0)];
    assert_eq!(committed(5, 4, 0, 0), when);
    assert_eq!(committed(5, 5, 0, 0), when);
    assert_eq!(committed(5, 9, 0, 0), when);
    let found = committed(0, 8, 3, 0);
    assert_eq!(found, [Mistake::CommitmentDay(PersonIx(1), 0)]);
    let found = committed(0, 8, 0, 2);
    assert_eq!(found, [Mistake::CommitmentVenue(PersonIx(1), 0)]);
}

#[test]
fn days_of_a_case_are_the_days() {
    let found = in_case(|case| case.days.truncate(2));
    assert_eq!(found, [Mistake::CaseDays(FIRST)]);
    let allowance = AllowanceIx(1);
    let found = in_case(|case| case.days[1].as_mut().unwrap().allowance = Some(allowance));
    assert_eq!(found, [Mistake::NoSuchAllowance(FIRST, allowance)]);
    let found = in_case(|case| case.starts = 0x101);
    assert_eq!(found, [Mistake::StartBits(FIRST)]);
}

#[test]
fn a_meeting_takes_time_somewhere() {
    let found = in_case(|case| case.attended = 0);
    assert_eq!(found, [Mistake::AttendedNothing(FIRST)]);
    let found = in_case(|case| (case.in_person, case.online) = (false, false));
    assert_eq!(found, [Mistake::NoMode(FIRST)]);
}

#[test]
fn fewest_are_not_more_than_most() {
    let found = in_case(|case| case.fewest = 4);
    assert_eq!(found, [Mistake::SizeLimits(FIRST)]);
}

#[test]
fn somebody_can_do_what_must_be_done() {
    let found = in_case(|case| case.parts[1].pool.clear());
    assert_eq!(found, [Mistake::EmptyPool(FIRST, PartIx(1))]);
    assert_eq!(in_case(|case| case.parts[2].pool.clear()), []);
}

#[test]
fn pools_name_everybody_once() {
    let found = in_case(|case| {
        let member = case.parts[2].pool[0];
        case.parts[2].pool.push(member);
    });
    assert_eq!(found, [Mistake::NamedTwice(FIRST, PartIx(2), OFFICER)]);
}

#[test]
fn everybody_named_is_there() {
    let missing = [Mistake::NoSuchPerson(FIRST, NOBODY)];
    let found = in_case(|case| case.parts[2].pool[0].person = NOBODY);
    assert_eq!(found, missing);
    assert_eq!(
        in_case(|case| case.apart = vec![(OFFICER, NOBODY)]),
        missing
    );
    let welcome = Welcome {
        person: NOBODY,
        points: Points::NONE,
    };
    assert_eq!(in_case(|case| case.welcome = vec![welcome]), missing);
    let found = in_case(|case| {
        case.current.clone_from(&plan().meetings[0]);
        case.current.as_mut().unwrap().team[0] = Some(NOBODY);
    });
    assert_eq!(found, missing);
}

#[test]
fn every_day_and_room_named_is_there() {
    let missing = [Mistake::NoSuchDay(FIRST, DayIx(3))];
    let found = in_case(|case| case.parts[0].pool[0].until = Some(DayIx(3)));
    assert_eq!(found, missing);
    let found = in_case(|case| {
        case.current.clone_from(&plan().meetings[0]);
        case.current.as_mut().unwrap().slot.day = DayIx(3);
    });
    assert_eq!(found, missing);
    let found = in_case(|case| {
        case.current.clone_from(&plan().meetings[0]);
        case.current.as_mut().unwrap().place = Place::Room(RoomIx(2));
    });
    assert_eq!(found, [Mistake::NoSuchRoom(FIRST, RoomIx(2))]);
}

#[test]
fn nobody_is_kept_apart_from_themselves() {
    let found = in_case(|case| case.apart = vec![(OFFICER, OFFICER)]);
    assert_eq!(found, [Mistake::ApartFromSelf(FIRST, OFFICER)]);
}

#[test]
fn the_team_of_now_is_a_team() {
    let found = in_case(|case| {
        case.current.clone_from(&plan().meetings[0]);
        case.current.as_mut().unwrap().team.pop();
    });
    assert_eq!(found, [Mistake::CurrentTeam(FIRST)]);
}

#[test]
fn only_meetings_that_are_there_can_be_pinned() {
    let found = in_case(|case| case.is_pinned = true);
    assert_eq!(found, [Mistake::PinnedNothing(FIRST)]);
}

#[test]
fn what_is_pinned_does_not_clash() {
    let found = pinned(|problem| problem.cases[1].current.as_mut().unwrap().slot.start = 3);
    let both = |person| {
        let [one, other] = [FIRST, SECOND].map(Engagement::Case);
        Mistake::Pinned(Violation::Overlap(person, one, other))
    };
    let room = Mistake::Pinned(Violation::RoomShared(FIRST, SECOND));
    assert_eq!(found, [room, both(MEDIATOR)]);
}

#[test]
fn what_is_pinned_keeps_every_rule() {
    let broken = |violation| [Mistake::Pinned(violation)];
    let found = pinned(|problem| problem.cases[1].days[0] = None);
    assert_eq!(found, broken(Violation::DayNotOffered(SECOND)));
    let found = pinned(|problem| problem.people[PARENTS[0].0].free[0] = 0);
    assert_eq!(found, broken(Violation::TakerNotFree(FIRST, PARENTS[0])));
    let found = pinned(|problem| problem.cases[0].chairs = Chairs::Fixed(9));
    assert_eq!(found, broken(Violation::TooFewChairs(FIRST)));
    let found = pinned(|problem| {
        problem.cases[0].current.as_mut().unwrap().team[1] = Some(STRANGER);
    });
    assert_eq!(found, broken(Violation::Stranger(FIRST, PartIx(1))));
    // What is not pinned may be as wrong as it likes.
    let found = pinned(|problem| {
        problem.cases[0].days[0] = None;
        problem.cases[0].is_pinned = false;
    });
    assert_eq!(found, []);
}

#[test]
fn further_meetings_cost_no_less_than_the_first() {
    for level in Level::ALL {
        let found = after(|problem| problem.balance.first = Points::at(level, 1));
        assert_eq!(found, [Mistake::FurtherIsCheaper(level)]);
    }
}

#[test]
fn points_count_for_something() {
    let found = after(|problem| problem.scale.family = -1);
    assert_eq!(found, [Mistake::NegativeScale(Level::Family)]);
}

#[test]
fn costs_can_be_added_up() {
    let priced = |points: Points, count: i64| {
        after(|problem| {
            problem.cases[0].unplaced = points;
            problem.scale = Scale {
                unplaced: count,
                ..Scale::FLAT
            };
        })
    };
    assert_eq!(priced(Points::at(Level::Unplaced, 1), 1 << 52), []);
    assert_eq!(priced(Points::at(Level::Unplaced, 2), 1 << 51), []);
    let too_many = [Mistake::TooCostly];
    assert_eq!(
        priced(Points::at(Level::Unplaced, 2), (1 << 51) + 1),
        too_many
    );
    // More points on one level than are counted, though they count for little.
    let counted = |points: u32| {
        after(|problem| {
            for case in &mut problem.cases {
                case.moved = Points::at(Level::Others, points);
            }
        })
    };
    assert_eq!(counted(u32::MAX / 2), []);
    assert_eq!(counted(u32::MAX / 2 + 1), too_many);
}

#[test]
fn each_kind_of_cost_is_added_up() {
    let huge = Points::at(Level::Others, u32::MAX / 2 + 1);
    let changes: [fn(&mut Problem, Points); 13] = [
        |problem, points| problem.cases[1].days[2].as_mut().unwrap().points = points,
        |problem, points| problem.rooms[1].points = points,
        |problem, points| problem.cases[1].journey = points,
        |problem, points| problem.cases[1].parts[0].pool[0].points = points,
        |problem, points| {
            problem.people[MEDIATOR.0].base = Some(super::simple::HERE);
            problem.cases[1].parts[0].journey = points;
        },
        |problem, points| problem.cases[1].parts[0].grades.preferred = points,
        |problem, points| problem.cases[1].parts[0].grades.free = points,
        |problem, points| problem.cases[1].parts[0].grades.if_needed = points,
        |problem, points| problem.cases[1].parts[0].grades.observance = points,
        |problem, points| problem.cases[1].parts[2].absence = Some(points),
        |problem, points| problem.cases[1].parts[0].changed = points,
        |problem, points| {
            problem.cases[1].welcome = vec![Welcome {
                person: OFFICER,
                points,
            }];
        },
        |problem, points| {
            problem.people[MEDIATOR.0].fair_share = Some(0);
            problem.balance.further = points;
        },
    ];
    for (position, change) in changes.into_iter().enumerate() {
        let found = after(|problem| {
            problem.cases[0].moved = huge;
            change(problem, huge);
        });
        assert_eq!(found, [Mistake::TooCostly], "change {position}");
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let found = after(|problem| {
        problem.grain_minutes = 0;
        problem.people[0].free.clear();
        problem.cases[0].attended = 0;
        problem.cases[1].parts[0].pool.clear();
    });
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "a grain must take at least a minute",
            "person 0: needs a word a day",
            "case 0: the meeting must take some time",
            "case 1: nobody may take the required part 0",
        ]
    );
}
