//! The first meeting that fits, case by case, the most urgent first. No bound but nothing at all.

use super::{
    Budget, Case, Effort, Meeting, Mistake, Plan, Planned, Problem, Progress, Stage, Status,
    check::{points, violations},
    mistake::mistakes,
    model::{DayIx, PersonIx, Place, RoomIx, Slot},
};
use crate::grid::starts;

/// Plans.
///
/// # Errors
///
/// Everything that is wrong with the problem.
pub fn plan(problem: &Problem, budget: &Budget<'_>) -> Result<Planned, Vec<Mistake>> {
    let wrong = mistakes(problem);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let cases = problem.cases.iter();
    let meetings = cases.map(|case| case.current.clone().filter(|_| case.is_pinned));
    let mut plan = Plan {
        meetings: meetings.collect(),
    };
    for (ix, case) in problem.cases.iter().enumerate() {
        if case.is_pinned || budget.watch.left().is_some_and(|left| left.is_zero()) {
            continue;
        }
        if let Some(found) = first(problem, case, |meeting| {
            plan.meetings[ix] = Some(meeting);
            let fits = violations(problem, &plan).is_empty();
            let meeting = plan.meetings[ix].take();
            meeting.filter(|_| fits)
        }) {
            plan.meetings[ix] = Some(found);
        }
        budget.watch.tell(&Progress {
            stage: Stage::Searching,
            incumbent: None,
            bound: Some(0),
            placed: plan.meetings.iter().flatten().count(),
        });
    }
    let points = points(problem, &plan);
    Ok(Planned {
        status: Status::Feasible,
        cost: problem.scale.cost(points),
        points,
        bound: 0,
        impossible: Vec::new(),
        effort: Effort::default(),
        problem_hash: 0,
        versions: "greedy".to_owned(),
        plan,
    })
}

fn first(
    problem: &Problem,
    case: &Case,
    mut fits: impl FnMut(Meeting) -> Option<Meeting>,
) -> Option<Meeting> {
    let rooms = (0..problem.rooms.len()).map(|room| Place::Room(RoomIx(room)));
    let places: Vec<Place> = rooms.chain([Place::Online]).collect();
    for (day, _) in case
        .days
        .iter()
        .enumerate()
        .filter(|(_, offer)| offer.is_some())
    {
        for start in (0..64).filter(|start| case.starts >> start & 1 == 1) {
            let free = |person: PersonIx| {
                starts(problem.people[person.0].free[day], case.attended) >> start & 1 == 1
            };
            let members: Vec<Vec<PersonIx>> = case
                .parts
                .iter()
                .map(|part| {
                    part.pool
                        .iter()
                        .map(|one| one.person)
                        .filter(|&one| free(one))
                        .collect()
                })
                .collect();
            for &place in &places {
                for turn in 0..8 {
                    let team: Option<Vec<_>> = members
                        .iter()
                        .map(|pool| pool.get(turn % pool.len().max(1)).map(|&one| Some(one)))
                        .collect();
                    let slot = Slot {
                        day: DayIx(day),
                        start,
                    };
                    let found = team.and_then(|team| fits(Meeting { slot, place, team }));
                    if found.is_some() {
                        return found;
                    }
                }
            }
        }
    }
    None
}
