//! What would open a meeting for a case that has none, each verified by solving with it.

mod candidates;

use super::{beside::Beside, need::Need};
use crate::{
    grid::span,
    plan::{
        check::violations,
        model::{
            AllowanceIx, CaseIx, DayIx, Meeting, Member, PartIx, Person, PersonIx, Plan, Problem,
            RoomIx,
        },
        points::Points,
    },
};

/// One thing that would be different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repair {
    /// Another case gives its meeting up for another one; pinned meetings never do.
    Move(CaseIx),
    /// A room is open for these grains as well.
    OpenRoom {
        /// Which room.
        room: RoomIx,
        /// On which day.
        day: DayIx,
        /// The grains, one bit each.
        grains: u64,
    },
    /// A contract pays for one meeting more.
    PayOneMore(AllowanceIx),
    /// The pool of a part has one more member, free and at hand all that day, who may decide all that
    /// others of the pool may.
    OneMoreMember {
        /// Which part.
        part: PartIx,
        /// On which day.
        day: DayIx,
    },
    /// Somebody takes one meeting more on one day.
    OneMoreADay(PersonIx),
    /// Somebody takes one meeting more in one week.
    OneMoreAWeek(PersonIx),
    /// Somebody gives more time.
    MoreTime {
        /// Who.
        person: PersonIx,
        /// On which day.
        day: DayIx,
        /// The grains beyond those that are free, one bit each.
        grains: u64,
    },
    /// The family travels farther.
    FamilyFarther {
        /// So many minutes.
        minutes: u16,
    },
}

/// A repair, what it asks of people, and what it opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// What would be different.
    pub repair: Repair,
    /// How much it asks: asking the family is dearest. Only the order counts.
    pub burden: u32,
    /// A sound plan for the problem that [`apply`] makes of it, in which the case has a meeting and
    /// every other has one that had one.
    pub plan: Plan,
}

/// Openings at most.
const MOST: usize = 5;
/// Openings of one kind at most, so that there is something to choose.
const MOST_OF_A_KIND: usize = 2;
/// Repairs of one kind that are tried at most.
const TRIES: usize = 12;

/// The problem with a repair for a case; the same for [`Repair::Move`], which changes only the plan.
///
/// # Panics
///
/// When the repair or the case is not of this problem.
#[must_use]
pub fn apply(problem: &Problem, case: CaseIx, repair: Repair) -> Problem {
    let mut problem = problem.clone();
    make(&mut problem, case, repair);
    problem
}

/// Makes a repair.
fn make(problem: &mut Problem, case: CaseIx, repair: Repair) {
    match repair {
        Repair::Move(_) => {}
        Repair::OpenRoom { room, day, grains } => problem.rooms[room.0].free[day.0] |= grains,
        Repair::PayOneMore(allowance) => problem.allowances[allowance.0] += 1,
        Repair::OneMoreMember { part, day } => add_member(problem, case, part, day),
        Repair::OneMoreADay(person) => {
            let most = &mut problem.people[person.0].max_day;
            *most = most.map(|most| most.saturating_add(1));
        }
        Repair::OneMoreAWeek(person) => {
            let most = &mut problem.people[person.0].max_week;
            *most = most.map(|most| most.saturating_add(1));
        }
        Repair::MoreTime {
            person,
            day,
            grains,
        } => problem.people[person.0].free[day.0] |= grains,
        Repair::FamilyFarther { minutes } => problem.cases[case.0].max_minutes = minutes,
    }
}

/// Takes a repair back, as the problem was before.
fn unmake(problem: &mut Problem, before: &Problem, case: CaseIx, repair: Repair) {
    match repair {
        Repair::Move(_) => {}
        Repair::OpenRoom { room, day, .. } => {
            problem.rooms[room.0].free[day.0] = before.rooms[room.0].free[day.0];
        }
        Repair::PayOneMore(allowance) => {
            problem.allowances[allowance.0] = before.allowances[allowance.0];
        }
        Repair::OneMoreMember { part, .. } => {
            problem.people.truncate(before.people.len());
            let pool = &mut problem.cases[case.0].parts[part.0].pool;
            pool.truncate(before.cases[case.0].parts[part.0].pool.len());
        }
        Repair::OneMoreADay(person) => {
            problem.people[person.0].max_day = before.people[person.0].max_day;
        }
        Repair::OneMoreAWeek(person) => {
            problem.people[person.0].max_week = before.people[person.0].max_week;
        }
        Repair::MoreTime { person, day, .. } => {
            problem.people[person.0].free[day.0] = before.people[person.0].free[day.0];
        }
        Repair::FamilyFarther { .. } => {
            problem.cases[case.0].max_minutes = before.cases[case.0].max_minutes;
        }
    }
}

/// Adds somebody to a pool who is free on one day.
fn add_member(problem: &mut Problem, case: CaseIx, part: PartIx, day: DayIx) {
    let days = problem.days.len();
    let mut free = vec![0; days];
    free[day.0] = span(0, problem.grains);
    problem.people.push(Person {
        base: None,
        max_minutes: None,
        free,
        preferred: vec![0; days],
        if_needed: vec![0; days],
        observance: vec![0; days],
        commitments: Vec::new(),
        max_day: None,
        max_week: None,
        rest: 0,
        fair_share: None,
    });
    let person = PersonIx(problem.people.len() - 1);
    let pool = &mut problem.cases[case.0].parts[part.0].pool;
    let authority = pool.iter().fold(0, |all, member| all | member.authority);
    pool.push(Member {
        person,
        points: Points::NONE,
        authority,
        until: None,
    });
}

/// What would open a meeting for a case that has none, the least burden first. A single change opens
/// nothing that leaves a conflict as it is.
pub(super) fn openings(beside: &Beside<'_>, plan: &Plan, conflict: &[Need]) -> Vec<Opening> {
    let mut all: Vec<(u32, Repair, usize)> = Vec::new();
    for (kind, mut found) in candidates::by_kind(beside, conflict)
        .into_iter()
        .enumerate()
    {
        found.sort_unstable();
        found.dedup();
        let tried = found.into_iter().take(TRIES);
        all.extend(tried.map(|(burden, repair)| (burden, repair, kind)));
    }
    all.sort_unstable();
    let mut trial = beside.problem.clone();
    let mut of_kind = [0; candidates::KINDS];
    let mut found: Vec<Opening> = Vec::new();
    for (burden, repair, kind) in all {
        if found.len() == MOST {
            break;
        }
        if of_kind[kind] == MOST_OF_A_KIND {
            continue;
        }
        make(&mut trial, beside.case, repair);
        if let Some(plan) = with(&trial, plan, beside.case, repair) {
            of_kind[kind] += 1;
            found.push(Opening {
                repair,
                burden,
                plan,
            });
        }
        unmake(&mut trial, beside.problem, beside.case, repair);
    }
    found
}

/// A sound plan with a meeting for the case in the repaired problem; `None` when there is none.
fn with(repaired: &Problem, plan: &Plan, case: CaseIx, repair: Repair) -> Option<Plan> {
    let plan = match repair {
        Repair::Move(other) => moved(repaired, plan, case, other)?,
        Repair::OpenRoom { .. }
        | Repair::PayOneMore(_)
        | Repair::OneMoreMember { .. }
        | Repair::OneMoreADay(_)
        | Repair::OneMoreAWeek(_)
        | Repair::MoreTime { .. }
        | Repair::FamilyFarther { .. } => {
            let beside = Beside::new(repaired, plan, case);
            if !beside.is_possible(&[], None) {
                return None;
            }
            let (_, meeting) = beside.best(&[], None)?;
            put(plan, case, Some(meeting))
        }
    };
    // The judge has the last word.
    violations(repaired, &plan).is_empty().then_some(plan)
}

/// The plan with another meeting for one case.
fn put(plan: &Plan, case: CaseIx, meeting: Option<Meeting>) -> Plan {
    let mut plan = plan.clone();
    plan.meetings[case.0] = meeting;
    plan
}

/// The plan in which another case makes room for this one and still meets.
fn moved(problem: &Problem, plan: &Plan, case: CaseIx, other: CaseIx) -> Option<Plan> {
    let without = put(plan, other, None);
    let beside = Beside::new(problem, &without, case);
    let solo = beside.solo(&[], None);
    let mut ours = beside.at_each_start(&crate::plan::world::World::new(&solo));
    ours.sort_by_key(|(cost, _)| *cost);
    ours.into_iter().take(TRIES).find_map(|(_, meeting)| {
        let with_ours = put(&without, case, Some(meeting));
        let (_, theirs) = Beside::new(problem, &with_ours, other).best(&[], None)?;
        Some(put(&with_ours, other, Some(theirs)))
    })
}
