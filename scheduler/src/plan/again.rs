//! Planning again when something has changed, with as little disruption as possible.

use super::{
    explain::beside::{Beside, is_of_family},
    mistake::mistakes,
    model::{CaseIx, Meeting, PartIx, PersonIx, Plan, Problem},
    points::Points,
    report::{Budget, Planned},
    work::{Refused, plan},
};

/// Somebody else for one part of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitute {
    /// Who.
    pub person: PersonIx,
    /// The meeting with this person.
    pub meeting: Meeting,
    /// What the plan costs more with it, in the single number.
    pub more: i64,
}

/// Who else of the pool could take one part of a case's meeting, all else being as in a sound plan,
/// the cheapest first. Nobody when the case has no meeting. That it is pinned is not looked at.
///
/// # Panics
///
/// When the plan is no answer to the problem, or the case or part is not of it.
#[must_use]
pub fn substitute(problem: &Problem, plan: &Plan, case: CaseIx, part: PartIx) -> Vec<Substitute> {
    let Some(meeting) = &plan.meetings[case.0] else {
        return Vec::new();
    };
    let beside = Beside::new(problem, plan, case);
    let now = beside.cost_now();
    let pool = problem.cases[case.0].parts[part.0].pool.iter();
    let found = pool.filter_map(|member| {
        let mut other = meeting.clone();
        other.team[part.0] = Some(member.person);
        let can = other != *meeting && beside.allows(&other, &[]);
        can.then(|| Substitute {
            person: member.person,
            more: beside.cost(Some(&other)) - now,
            meeting: other,
        })
    });
    let mut found: Vec<Substitute> = found.collect();
    found.sort_by_key(|substitute| (substitute.more, substitute.person));
    found
}

/// What differs between a plan before and one after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disruption {
    /// Cases whose meeting has another start or place.
    pub moved: Vec<CaseIx>,
    /// Cases whose meeting has the same start and place and another team.
    pub changed: Vec<CaseIx>,
    /// Cases that have a meeting now and had none.
    pub opened: Vec<CaseIx>,
    /// Cases that had a meeting and have none now.
    pub lost: Vec<CaseIx>,
    /// People with parts whose costs count among the family's wishes, for whom something is otherwise.
    pub family: Vec<PersonIx>,
    /// Everybody else for whom something is otherwise.
    pub others: Vec<PersonIx>,
}

impl Disruption {
    /// How many people something is otherwise for.
    #[must_use]
    pub const fn people(&self) -> usize {
        self.family.len() + self.others.len()
    }
}

/// What differs between a plan before and one after, both of the same cases.
///
/// Something is otherwise for whoever took part in a meeting that is moved or lost, for whoever takes
/// no part in it any more, and for whoever is new to a meeting there was. Nothing is for those whose
/// case had no meeting before. Each person counts once.
///
/// # Panics
///
/// When a plan is no answer to the problem.
#[must_use]
pub fn disruption(problem: &Problem, before: &Plan, after: &Plan) -> Disruption {
    let mut found = Disruption::default();
    for (position, (old, new)) in before.meetings.iter().zip(&after.meetings).enumerate() {
        let case = CaseIx(position);
        match (old, new) {
            (None, Some(_)) => found.opened.push(case),
            (Some(_), None) => found.lost.push(case),
            (Some(old), Some(new)) if !is_same_time_and_place(old, new) => found.moved.push(case),
            (Some(old), Some(new)) if old.team != new.team => found.changed.push(case),
            (None, None) | (Some(_), Some(_)) => {}
        }
        for (part, person) in touched(old.as_ref(), new.as_ref()) {
            if is_of_family(&problem.cases[case.0].parts[part.0]) {
                found.family.push(person);
            } else {
                found.others.push(person);
            }
        }
    }
    for people in [&mut found.family, &mut found.others] {
        people.sort_unstable();
        people.dedup();
    }
    let family = &found.family;
    found.others.retain(|person| !family.contains(person));
    found
}

fn is_same_time_and_place(one: &Meeting, other: &Meeting) -> bool {
    one.slot == other.slot && one.place == other.place
}

/// For whom something is otherwise in one case, with the part.
fn touched(old: Option<&Meeting>, new: Option<&Meeting>) -> Vec<(PartIx, PersonIx)> {
    let Some(old) = old else { return Vec::new() };
    let takers = |meeting: &Meeting| {
        let parts = meeting.team.iter().enumerate();
        let takers = parts.filter_map(|(part, taker)| Some((PartIx(part), (*taker)?)));
        takers.collect::<Vec<_>>()
    };
    let (before, after) = (takers(old), new.map_or_else(Vec::new, takers));
    let stays = new.is_some_and(|new| is_same_time_and_place(old, new));
    let is_kept = |one: &(PartIx, PersonIx)| stays && before.contains(one) && after.contains(one);
    let mut all = before.clone();
    all.extend(after.iter().filter(|one| !before.contains(one)));
    all.retain(|one| !is_kept(one));
    all
}

/// The problem in which every case that has a meeting in a plan has it now, moving it costs `moved`,
/// and each part that somebody else takes, or nobody any more, costs `changed`. Pinned cases stay
/// pinned to what they were pinned to.
///
/// # Panics
///
/// When the plan has fewer meetings than there are cases.
#[must_use]
pub fn keeping(problem: &Problem, before: &Plan, moved: Points, changed: Points) -> Problem {
    let mut problem = problem.clone();
    for (case, meeting) in problem.cases.iter_mut().zip(&before.meetings) {
        if !case.is_pinned {
            case.current.clone_from(meeting);
        }
        case.moved = moved;
        for part in &mut case.parts {
            part.changed = changed;
        }
    }
    problem
}

/// What planning again led to.
#[derive(Clone, Debug)]
pub enum Replanned {
    /// A plan, and what differs from before.
    Within(Box<Planned>, Disruption),
    /// No plan was found for which something is otherwise for so few people: this many at least were
    /// disrupted by every plan that was looked at.
    Over {
        /// The fewest people of any plan.
        people: usize,
    },
}

/// Plans again, so that something is otherwise for at most `most_moved` people.
///
/// The problem says what moving costs: see [`keeping`]. When the best plan disrupts too many, the
/// meetings that gain least from what is otherwise are held to what they were, so many that the limit
/// would hold, and the rest is planned again, until it does. The plan that comes out is then the best
/// with those meetings held: its status and bound are about that.
///
/// # Errors
///
/// What [`plan()`] refuses.
///
/// # Panics
///
/// When the plan before is no answer to the problem.
pub fn replan(
    problem: &Problem,
    before: &Plan,
    budget: &Budget<'_>,
    most_moved: Option<usize>,
) -> Result<Replanned, Refused> {
    let mut held = problem.clone();
    let mut fewest = usize::MAX;
    loop {
        let planned = plan(&held, budget)?;
        let differs = disruption(problem, before, &planned.plan);
        let people = differs.people();
        if most_moved.is_none_or(|most| people <= most) {
            return Ok(Replanned::Within(Box::new(planned), differs));
        }
        fewest = fewest.min(people);
        let most = most_moved.unwrap_or(usize::MAX);
        if !hold(&mut held, before, &planned.plan, most) {
            return Ok(Replanned::Over { people: fewest });
        }
    }
}

/// Pins meetings to what they were, those first that gain least from another; `false` when there is
/// none that can be.
fn hold(problem: &mut Problem, before: &Plan, after: &Plan, most: usize) -> bool {
    let mut differing: Vec<(i64, CaseIx)> = Vec::new();
    for (position, old) in before.meetings.iter().enumerate() {
        let case = CaseIx(position);
        let is_free = !problem.cases[case.0].is_pinned;
        if old.is_some() && *old != after.meetings[case.0] && is_free {
            let beside = Beside::new(problem, after, case);
            differing.push((beside.cost(old.as_ref()) - beside.cost_now(), case));
        }
    }
    differing.sort_unstable();
    let mut mixed = after.clone();
    let mut has_held = false;
    for (_, case) in differing {
        if disruption(problem, before, &mixed).people() <= most {
            break;
        }
        let wish = problem.cases[case.0].clone();
        let old = &before.meetings[case.0];
        problem.cases[case.0].current.clone_from(old);
        problem.cases[case.0].is_pinned = true;
        // What has changed can make what was impossible.
        if mistakes(problem).is_empty() {
            mixed.meetings[case.0].clone_from(old);
            has_held = true;
        } else {
            problem.cases[case.0] = wish;
        }
    }
    has_held
}
