//! What cases would lose without something, and whom they cannot do without, is what brute force
//! finds.

use std::collections::BTreeMap;

use super::{draw, oracle};
use crate::{
    Claim, Claimed, Loss,
    grid::span,
    plan::{
        AllowanceIx, CaseIx, Level, Meeting, Plan, Points, Problem, Scale,
        check::{points, violations},
        model::{Commitment, DayIx, Place, Whereabouts},
        prices,
    },
};

/// The plan with another meeting for a case.
fn put(plan: &Plan, case: CaseIx, meeting: Option<Meeting>) -> Plan {
    let mut plan = plan.clone();
    plan.meetings[case.0] = meeting;
    plan
}

/// What is held by a case's meeting, and from when.
pub(super) fn held(problem: &Problem, case: CaseIx, meeting: &Meeting) -> Vec<(Claimed, u8)> {
    let wish = &problem.cases[case.0];
    let setup = meeting.slot.start - wish.setup;
    let takers = wish.parts.iter().zip(&meeting.team);
    let mut held: Vec<(Claimed, u8)> = takers
        .filter_map(|(part, taker)| {
            let from = if part.prepares {
                setup
            } else {
                meeting.slot.start
            };
            Some((Claimed::Person((*taker)?), from))
        })
        .collect();
    if let Place::Room(room) = meeting.place {
        held.push((Claimed::Room(room), setup));
    }
    let paid = wish.days[meeting.slot.day.0].unwrap().allowance;
    held.extend(paid.map(|paid| (Claimed::Contract(paid.0), setup)));
    held
}

/// The problem in which no other case minds whether somebody who is welcome comes.
fn hosted_by_nobody_else(problem: &Problem, case: CaseIx) -> Problem {
    let mut problem = problem.clone();
    for (ix, other) in problem.cases.iter_mut().enumerate() {
        if ix != case.0 {
            other.welcome.clear();
        }
    }
    problem
}

/// The problem without what a case's meeting holds.
pub(super) fn without(
    problem: &Problem,
    case: CaseIx,
    meeting: &Meeting,
    (on, from): (Claimed, u8),
) -> Problem {
    let mut problem = problem.clone();
    let to = meeting.slot.start + problem.cases[case.0].attended;
    let day = meeting.slot.day;
    match on {
        Claimed::Person(person) => problem.people[person.0].commitments.push(Commitment {
            day,
            from,
            to,
            place: match meeting.place {
                Place::Online => Whereabouts::Online,
                Place::Room(room) => Whereabouts::Venue(problem.rooms[room.0].venue),
            },
            is_meeting: true,
        }),
        Claimed::Room(room) => problem.rooms[room.0].free[day.0] &= !span(from, to),
        Claimed::Contract(spent) => {
            for offer in &mut problem.cases[case.0].days {
                *offer = offer.filter(|offer| offer.allowance != Some(AllowanceIx(spent)));
            }
        }
    }
    problem
}

/// The cheapest points of a plan in which a case is placed anew, or not.
fn anew(problem: &Problem, plan: &Plan, case: CaseIx) -> Points {
    let meetings = oracle::meetings(problem, case).into_iter();
    let plans = meetings.map(|meeting| put(plan, case, Some(meeting)));
    let sound = plans.filter(|plan| violations(problem, plan).is_empty());
    let all = sound.map(|plan| points(problem, &plan));
    let least = all.min_by_key(|points| problem.scale.cost(*points));
    least.unwrap_or_else(|| points(problem, &put(plan, case, None)))
}

/// On which level a loss is, and how much.
fn level(loss: Loss) -> (Level, u32) {
    match loss {
        Loss::Meeting(points) => (Level::Unplaced, points),
        Loss::Days(points) => (Level::Late, points),
        Loss::Family(points) => (Level::Family, points),
        Loss::Others(points) => (Level::Others, points),
    }
}

#[test]
fn a_claim_is_what_its_case_would_lose_beside_the_others() {
    let mut counts = BTreeMap::<Level, usize>::new();
    let mut nothing = 0;
    for seed in 0..250 {
        let mut problem = draw::problem(seed);
        for case in &mut problem.cases {
            case.is_pinned = false;
        }
        let (_, plan) = oracle::cheapest(&problem);
        let claims = prices(&problem, &plan).claims;
        for (case, meeting) in plan.meetings.iter().enumerate() {
            let Some(meeting) = meeting else { continue };
            let case = CaseIx(case);
            let alone = hosted_by_nobody_else(&problem, case);
            let now = points(&alone, &plan);
            for (on, from) in held(&problem, case, meeting) {
                let is_it =
                    |claim: &&Claim| claim.case.0 == case.0 && (claim.on, claim.from) == (on, from);
                let claim = claims.iter().find(is_it);
                let less = without(&alone, case, meeting, (on, from));
                let then = anew(&less, &plan, case);
                let is_dearer = problem.scale.cost(now) < problem.scale.cost(then);
                assert_eq!(
                    claim.is_some(),
                    is_dearer,
                    "seed {seed}: {on:?} of {case:?}"
                );
                let Some(claim) = claim else {
                    nothing += 1;
                    continue;
                };
                assert_eq!(claim.day, meeting.slot.day);
                // Where all points count for one, there is no first level.
                if problem.scale == Scale::FLAT {
                    continue;
                }
                let (level, points) = level(claim.loss);
                let more = |level: &Level| then.of(*level).saturating_sub(now.of(*level));
                let first = Level::ALL.into_iter().find(|level| 0 < more(level));
                assert_eq!(Some(level), first, "seed {seed}: {claim:?}");
                assert_eq!(points, more(&level), "seed {seed}: {claim:?}");
                *counts.entry(level).or_default() += 1;
            }
        }
    }
    assert!(10 < nothing, "{nothing}");
    for level in [Level::Unplaced, Level::Family, Level::Others] {
        assert!(
            counts.get(&level).is_some_and(|&count| 5 < count),
            "{counts:?}"
        );
    }
}

#[test]
fn whom_a_case_cannot_do_without_is_in_all_its_meetings() {
    let mut counts = [0, 0];
    for seed in 0..250 {
        let problem = draw::problem(seed);
        let (_, plan) = oracle::cheapest(&problem);
        let waiting = prices(&problem, &plan).waiting;
        for case in (0..problem.cases.len()).map(CaseIx) {
            let mut alone = problem.clone();
            for (ix, other) in alone.cases.iter_mut().enumerate() {
                other.is_pinned &= ix != case.0;
            }
            alone.cases[case.0].is_pinned = false;
            let all = oracle::meetings(&alone, case);
            let is_late = |day: DayIx| {
                problem.cases[case.0].days[day.0].is_none_or(|offer| 0 < offer.points.late)
            };
            let mut starts: Vec<_> = all.iter().map(|meeting| meeting.slot).collect();
            starts.retain(|slot| !is_late(slot.day));
            starts.sort_unstable();
            starts.dedup();
            let mut people: Vec<_> = all
                .first()
                .into_iter()
                .flat_map(|one| &one.team)
                .flatten()
                .copied()
                .collect();
            people.retain(|person| all.iter().all(|one| one.team.contains(&Some(*person))));
            people.sort_unstable();
            let said = waiting.iter().find(|one| one.case.0 == case.0);
            assert_eq!(
                said.is_some(),
                !people.is_empty() && !starts.is_empty(),
                "seed {seed}"
            );
            counts[usize::from(said.is_some())] += 1;
            let Some(said) = said else { continue };
            assert_eq!(said.people, people, "seed {seed}");
            assert_eq!(said.len, problem.cases[case.0].attended);
            let bits = said.starts.iter().flat_map(|&(day, word)| {
                (0..64)
                    .filter(move |bit| word & (1 << bit) != 0)
                    .map(move |start| crate::Slot { day, start })
            });
            assert_eq!(bits.collect::<Vec<_>>(), starts, "seed {seed}");
        }
    }
    assert!(counts.iter().all(|&count| 50 < count), "{counts:?}");
}
