//! A joint plan of one case is that case.

use std::collections::BTreeMap;

use super::{
    draw::{Drawn, drawn},
    oracle,
    random::{TINY, problem},
};
use crate::{
    Contract, DayIx, PersonIx, Place, Problem, RoomIx, Slot, Sums, check,
    plan::{
        self, Asked, ContractIx, EVERY_START, HALF_HOURS, Meeting, Part, Plan, Points, Region,
        Unlike,
        check::{case_points, violations},
        mistake::mistakes,
    },
};

/// A joint problem of these cases, whose contracts are all different.
fn region(problems: &[Problem], starts: u64) -> plan::Problem {
    let mut region = Region::new(&problems[0], starts);
    let mut next = 0;
    for problem in problems {
        let numbers = problem.request.contracts.iter().map(|_| {
            next += 1;
            ContractIx(next)
        });
        let contracts: Vec<ContractIx> = numbers.collect();
        let asked = Asked {
            problem,
            contracts: &contracts,
            current: None,
        };
        region.add(asked).unwrap();
    }
    region.finish().unwrap()
}

/// Everything one case could do in a joint plan, tried one by one, with what it costs.
fn every_meeting(problem: &plan::Problem) -> BTreeMap<Meeting, Points> {
    let case = &problem.cases[0];
    let rooms = (0..problem.rooms.len()).map(|room| Place::Room(RoomIx(room)));
    let places: Vec<Place> = rooms.chain([Place::Online]).collect();
    let mut found = BTreeMap::new();
    for day in 0..problem.days.len() {
        // Random calendars are free in the first quarters of an hour alone.
        for start in 0..12 {
            for &place in &places {
                let slot = Slot {
                    day: DayIx(day),
                    start,
                };
                let mut teams = vec![Vec::new()];
                for part in &case.parts {
                    teams = teams.iter().flat_map(|team| longer(team, part)).collect();
                }
                for team in teams {
                    let mut only = Plan {
                        meetings: vec![Some(Meeting { slot, place, team })],
                    };
                    if violations(problem, &only).is_empty() {
                        let points = plan::check::points(problem, &only);
                        found.insert(only.meetings.remove(0).expect("it has just come"), points);
                    }
                }
            }
        }
    }
    found
}

/// A team with one part more.
fn longer(team: &[Option<PersonIx>], part: &Part) -> Vec<Vec<Option<PersonIx>>> {
    let takers = part.pool.iter().map(|member| Some(member.person));
    let nobody = part.absence.map(|_| None);
    let takers = takers.chain(nobody);
    takers
        .map(|taker| team.iter().copied().chain([taker]).collect())
        .collect()
}

/// Points of one case, as the single case has them.
fn sums(points: Points) -> Sums {
    assert_eq!(points.unplaced, 0);
    Sums {
        on_time: points.late,
        family: points.family,
        others: points.others,
    }
}

#[test]
fn one_case_can_do_what_it_could_do_alone_at_the_same_cost() {
    let (mut meetings, mut with_dates) = (0, 0);
    for seed in 0..150 {
        let single = problem(seed, TINY);
        let mut alone = BTreeMap::new();
        oracle::every_sound_proposal(&single, |proposal, sums| {
            alone.insert(plan::meeting(&proposal.clone()), sums);
        });
        let mut together = BTreeMap::new();
        for (meeting, points) in every_meeting(&region(std::slice::from_ref(&single), EVERY_START))
        {
            let proposal = plan::proposal(&single, &meeting).unwrap();
            assert_eq!(check::violations(&single, &proposal), [], "seed {seed}");
            assert_eq!(proposal.cost.sums(), sums(points), "seed {seed}");
            // Two who interpret together do so in either order.
            together.insert(plan::meeting(&proposal), sums(points));
        }
        let sorted = alone.into_iter().map(|(mut meeting, sums)| {
            let first = 1 + single.request.seats.len();
            meeting.team[first..].sort_unstable();
            (meeting, sums)
        });
        let alone: BTreeMap<_, _> = sorted.collect();
        assert_eq!(alone, together, "seed {seed}");
        meetings += alone.len();
        with_dates += usize::from(!alone.is_empty());
    }
    assert!(
        20 < with_dates && 1_000 < meetings,
        "{with_dates} with {meetings}: too few to say"
    );
}

#[test]
fn thinned_starts_leave_the_hours_and_half_hours() {
    let single = problem(4, TINY);
    let every = every_meeting(&region(std::slice::from_ref(&single), EVERY_START));
    let thinned = every_meeting(&region(std::slice::from_ref(&single), HALF_HOURS));
    let is_on_time = |meeting: &Meeting| meeting.slot.start.is_multiple_of(2);
    let kept: BTreeMap<_, _> = every
        .into_iter()
        .filter(|(meeting, _)| is_on_time(meeting))
        .collect();
    assert!(!kept.is_empty());
    assert_eq!(kept, thinned);
}

/// A morning in which one mediator and one officer could hold four meetings, one after the other.
fn morning() -> Drawn {
    drawn(
        "mediator ana ........|########
         room     oak ........|########
         family   fay ........|########
         la       leo ........|########",
    )
}

/// Makes a joint problem of cases with these contracts, whose numbers are given beside them.
fn with_contracts(cases: &[&[(usize, Contract)]]) -> plan::Problem {
    let drawn = morning();
    let mut region = Region::new(&drawn.problem, EVERY_START);
    for contracts in cases {
        let numbers: Vec<ContractIx> = contracts.iter().map(|&(ix, _)| ContractIx(ix)).collect();
        let own = drawn.with(|problem| {
            problem.request.contracts = contracts.iter().map(|&(_, contract)| contract).collect();
        });
        let asked = Asked {
            problem: &own.problem,
            contracts: &numbers,
            current: None,
        };
        region.add(asked).unwrap();
    }
    region.finish().unwrap()
}

fn contract(first_day: i32, last_day: i32, meetings_left: u32) -> Contract {
    Contract {
        first_day,
        last_day,
        meetings_left,
    }
}

#[test]
fn equal_contracts_are_one_allowance_and_the_one_with_most_left_pays() {
    // The drawn days are 1000 and 1001.
    let (few, more) = (contract(1_000, 1_001, 1), contract(1_001, 1_002, 2));
    let problem = with_contracts(&[
        &[(8, few), (9, more)],
        &[(9, more)],
        // What one case counts as left, none counts as more.
        &[(8, contract(1_000, 1_001, 5))],
        &[(3, contract(0, 5_000, u32::MAX)), (8, few)],
    ]);
    assert_eq!(problem.allowances, [1, 2]);
    let payers = problem.cases.iter().map(|case| {
        let offers = case.days.iter();
        offers
            .map(|offer| offer.map(|offer| offer.allowance.map(|ix| ix.0)))
            .collect::<Vec<_>>()
    });
    let payers: Vec<_> = payers.collect();
    // The first day is today, on which nobody is given notice; but it is drawn as allowed.
    assert_eq!(payers[0], [Some(Some(0)), Some(Some(1))]);
    assert_eq!(payers[1], [None, Some(Some(1))]);
    assert_eq!(payers[2], [Some(Some(0)), Some(Some(0))]);
    assert_eq!(
        payers[3],
        [Some(None), Some(None)],
        "no limit, nothing to count"
    );
}

#[test]
fn cases_of_another_world_are_refused() {
    let drawn = morning();
    let add = |problem: &Problem, contracts: &[ContractIx]| {
        let mut region = Region::new(&drawn.problem, EVERY_START);
        region
            .add(Asked {
                problem,
                contracts,
                current: None,
            })
            .map(|_| ())
    };
    let one = [ContractIx(0)];
    assert_eq!(add(&drawn.problem, &one), Ok(()));
    assert_eq!(add(&drawn.problem, &[]), Err(Unlike::Contracts));
    let changes: [fn(&mut Problem); 6] = [
        |problem| problem.people[0].free[1] = 1,
        |problem| problem.people[1].max_day = Some(1),
        |problem| drop(problem.people.pop()),
        |problem| problem.rooms[0].free[1] = 1,
        |problem| problem.days[1].is_working = false,
        |problem| problem.policy.online_gap = 9,
    ];
    for change in changes {
        assert_eq!(add(&drawn.with(change).problem, &one), Err(Unlike::World));
    }
    // What is about one case may differ.
    let own = drawn.with(|problem| {
        problem.days[1].is_school_holiday = true;
        problem.people[1].is_child_or_relative = true;
        problem.request.needs = 1;
    });
    assert_eq!(add(&own.problem, &one), Ok(()));
}

#[test]
fn a_locked_meeting_is_pinned() {
    let drawn = morning();
    let best = drawn.best();
    let locked = drawn.with(|problem| problem.request.locked = Some(best.slot));
    let one = [ContractIx(0)];
    for (problem, is_pinned) in [(&locked.problem, true), (&drawn.problem, false)] {
        let mut region = Region::new(problem, HALF_HOURS);
        let asked = Asked {
            problem,
            contracts: &one,
            current: Some(&best),
        };
        region.add(asked).unwrap();
        let joint = region.finish().unwrap();
        assert_eq!(joint.cases[0].is_pinned, is_pinned);
        assert_eq!(joint.cases[0].current, Some(plan::meeting(&best)));
        assert_eq!(mistakes(&joint), []);
        let stays = Plan {
            meetings: vec![Some(plan::meeting(&best))],
        };
        assert_eq!(violations(&joint, &stays), []);
        let moved = plan::Meeting {
            slot: Slot {
                start: best.slot.start + 2,
                ..best.slot
            },
            ..plan::meeting(&best)
        };
        let (now, later) = (
            case_points(&joint, plan::CaseIx(0), &plan::meeting(&best)),
            case_points(&joint, plan::CaseIx(0), &moved),
        );
        assert_eq!(later.family, now.family + crate::weights::MEETING_MOVED);
        let after = Plan {
            meetings: vec![Some(moved)],
        };
        assert_eq!(violations(&joint, &after).is_empty(), !is_pinned);
    }
}

#[test]
fn the_nearer_the_limit_the_worse_no_meeting() {
    let week = "........|".repeat(22);
    let drawn = drawn(&format!(
        "mediator ana {week}########\nroom oak {week}########"
    ));
    let weight = |last_day: Option<usize>| {
        let own = drawn.with(|problem| problem.request.last_day = last_day.map(DayIx));
        region(&[own.problem], EVERY_START).cases[0]
            .unplaced
            .unplaced
    };
    assert_eq!(
        [Some(1), Some(8), Some(15), Some(22), None].map(weight),
        [23, 22, 21, 20, 20]
    );
}

#[test]
fn random_cases_make_a_joint_problem_without_mistakes() {
    let mut sound = 0;
    for seed in 0..200 {
        let single = problem(seed, TINY);
        let joint = region(&[single.clone(), single.clone()], HALF_HOURS);
        // Where nobody may take a part, the case is no case for a plan: `propose` says why.
        let is_empty = |part: &Part| part.absence.is_none() && part.pool.is_empty();
        if joint.cases[0].parts.iter().any(is_empty)
            || !crate::mistake::mistakes(&single).is_empty()
        {
            continue;
        }
        assert_eq!(mistakes(&joint), [], "seed {seed}");
        let shares = joint.people.iter().filter_map(|person| person.fair_share);
        assert!(shares.clone().all(|share| share.pow(2) <= 4), "seed {seed}");
        sound += usize::from(0 < shares.count());
    }
    assert!(100 < sound, "{sound}: too few to say");
}

#[test]
fn what_is_no_meeting_of_a_case_is_no_proposal() {
    let drawn = morning();
    let good = plan::meeting(&drawn.best());
    let back = plan::proposal(&drawn.problem, &good).unwrap();
    assert_eq!(back, drawn.best());
    let changes: [fn(&mut Meeting); 6] = [
        |meeting| meeting.team.clear(),
        |meeting| meeting.team[0] = None,
        |meeting| {
            meeting.team.pop();
        },
        |meeting| meeting.team[1] = Some(PersonIx(99)),
        |meeting| meeting.place = Place::Room(RoomIx(9)),
        |meeting| meeting.slot.day = DayIx(9),
    ];
    for change in changes {
        let mut bad = good.clone();
        change(&mut bad);
        assert_eq!(plan::proposal(&drawn.problem, &bad), None, "{bad:?}");
    }
}
