//! What falls when somebody withdraws on the day, and how to prefer what does not (P20).

use std::collections::BTreeSet;

use super::beside::Beside;
use crate::{
    grid::{later, span, starts},
    plan::{
        again::substitute,
        check::points,
        model::{Case, CaseIx, DayIx, Part, PartIx, PersonIx, Plan, Problem},
        points::Points,
    },
};

/// What it means that somebody withdraws from all meetings of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragile {
    /// Who.
    pub person: PersonIx,
    /// On which day.
    pub day: DayIx,
    /// What each of this person's meetings would then need, in the order of cases.
    pub falls: Vec<Fall>,
}

impl Fragile {
    /// The meetings that would not take place.
    pub fn lost(&self) -> impl Iterator<Item = CaseIx> {
        let falls = self.falls.iter();
        falls
            .filter(|fall| matches!(fall.remedy, Remedy::Nothing))
            .map(|fall| fall.case)
    }
}

/// A meeting that somebody withdraws from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fall {
    /// The case.
    pub case: CaseIx,
    /// The part that would be left.
    pub part: PartIx,
    /// What could be done at the same time and place.
    pub remedy: Remedy,
}

/// What could be done about a withdrawal, the cheaper of the two that could.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Somebody else of the pool takes the part.
    Substitute {
        /// Who.
        person: PersonIx,
        /// What the plan then costs more.
        more: i64,
    },
    /// The part is left.
    Left {
        /// What the plan then costs more.
        more: i64,
    },
    /// Nothing: the meeting falls.
    Nothing,
}

/// For everybody and each day with meetings in a sound plan, what would become of the meetings if this
/// person withdrew on that day. Several meetings of one day are mended one after the other, so that no
/// substitute is counted on twice.
///
/// # Panics
///
/// When the plan is no answer to the problem.
#[must_use]
pub fn survives(problem: &Problem, plan: &Plan) -> Vec<Fragile> {
    let mut days = BTreeSet::new();
    for meeting in plan.meetings.iter().flatten() {
        let takers = meeting.team.iter().flatten();
        days.extend(takers.map(|&person| (person, meeting.slot.day)));
    }
    let all = days.into_iter();
    all.map(|(person, day)| withdrawn(problem, plan, person, day))
        .collect()
}

/// What would become of somebody's meetings of one day.
fn withdrawn(problem: &Problem, plan: &Plan, person: PersonIx, day: DayIx) -> Fragile {
    let mut mended = plan.clone();
    let mut falls = Vec::new();
    for (position, meeting) in plan.meetings.iter().enumerate() {
        let Some(meeting) = meeting.as_ref().filter(|meeting| meeting.slot.day == day) else {
            continue;
        };
        let mut team = meeting.team.iter();
        let Some(part) = team.position(|taker| *taker == Some(person)) else {
            continue;
        };
        let (case, part) = (CaseIx(position), PartIx(part));
        let remedy = remedy(problem, &mended, case, part);
        if let Some(kept) = &mut mended.meetings[case.0] {
            match remedy {
                Remedy::Substitute { person, .. } => kept.team[part.0] = Some(person),
                Remedy::Left { .. } => kept.team[part.0] = None,
                Remedy::Nothing => mended.meetings[case.0] = None,
            }
        }
        falls.push(Fall { case, part, remedy });
    }
    Fragile { person, day, falls }
}

/// The cheapest that could be done when the taker of a part withdraws.
fn remedy(problem: &Problem, plan: &Plan, case: CaseIx, part: PartIx) -> Remedy {
    let first = substitute(problem, plan, case, part).into_iter().next();
    let beside = Beside::new(problem, plan, case);
    let left = plan.meetings[case.0].as_ref().and_then(|meeting| {
        let mut left = meeting.clone();
        left.team[part.0] = None;
        let may = problem.cases[case.0].parts[part.0].absence.is_some();
        (may && beside.allows(&left, &[])).then(|| beside.cost(Some(&left)) - beside.cost_now())
    });
    match (first, left) {
        (Some(first), None) => Remedy::Substitute {
            person: first.person,
            more: first.more,
        },
        (Some(first), Some(left)) if first.more <= left => Remedy::Substitute {
            person: first.person,
            more: first.more,
        },
        (_, Some(more)) => Remedy::Left { more },
        (None, None) => Remedy::Nothing,
    }
}

/// The problem in which a day costs a case `price` more for each part that must be done, that more than
/// one could take, and that fewer than two could take on that day.
///
/// Plans for it prefer days on which a substitute is at hand. What is counted is each person's own
/// calendar, not what else is planned; a part with a pool of one has no substitute on any day, so
/// nothing is asked for it.
#[must_use]
pub fn robust(problem: &Problem, price: Points) -> Problem {
    let mut dearer = problem.clone();
    for (case, wish) in dearer.cases.iter_mut().zip(&problem.cases) {
        for (day, offer) in case.days.iter_mut().enumerate() {
            let Some(offer) = offer else { continue };
            let parts = wish.parts.iter();
            let alone = parts.filter(|part| {
                part.absence.is_none()
                    && 1 < part.pool.len()
                    && able(problem, wish, part, DayIx(day)) < 2
            });
            let count = u32::try_from(alone.count()).unwrap_or(u32::MAX);
            offer.points = offer.points + price.times(count);
        }
    }
    dearer
}

/// How many of a pool could take a part at some start of a day.
fn able(problem: &Problem, case: &Case, part: &Part, day: DayIx) -> usize {
    let lead = if part.prepares { case.setup } else { 0 };
    let pool = part.pool.iter();
    let able = pool.filter(|member| {
        let person = &problem.people[member.person.0];
        let held = person.commitments.iter().filter(|held| held.day == day);
        let open = held.fold(person.free[day.0], |open, held| {
            open & !span(held.from, held.to)
        });
        let begins = later(starts(open, lead + case.attended), lead);
        member.until.is_none_or(|until| day <= until) && begins & case.starts != 0
    });
    able.count()
}

/// What it costs more to have one plan than another, such as one that survives more: the difference of
/// what both cost in the problem without the price of [`robust`], in the single number.
///
/// # Panics
///
/// When a plan is no answer to the problem.
#[must_use]
pub fn premium(problem: &Problem, than: &Plan, plan: &Plan) -> i64 {
    let cost = |plan| problem.scale.cost(points(problem, plan));
    cost(plan) - cost(than)
}
