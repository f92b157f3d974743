//! What the cases of a plan hold, what each would lose without it, and whom it cannot do without.
//!
//! These are no prices of the linear program. Those say what a little less of everything is worth to
//! the plan as a whole, and are right together or not at all; a coordinator asks what this afternoon
//! is worth to others. So each thing a case holds is taken from it, and the case is placed anew beside
//! all others, as they are in the plan. What nobody holds has no price, which is exact: taking it
//! leaves the plan as it is. What somebody holds costs at most what is said here.

use super::{
    check::case_points,
    explain::beside::Beside,
    model::{
        AllowanceIx, Case, CaseIx, Commitment, Meeting, PersonIx, Place, Plan, Problem, Whereabouts,
    },
    points::{Level, Points, Scale},
    world::World,
};
use crate::{
    grid::span,
    prices::{Claim, Claimed, Loss, OtherIx, Prices, Waiting},
};

/// The one case of a problem that is left.
const ONLY: CaseIx = CaseIx(0);

/// What the cases of a sound plan hold and need. Other cases are positions in [`Problem::cases`], and
/// contracts are positions in [`Problem::allowances`].
///
/// # Panics
///
/// When the plan is no answer to the problem.
#[must_use]
pub fn prices(problem: &Problem, plan: &Plan) -> Prices {
    let mut prices = Prices::default();
    for case in (0..problem.cases.len()).map(CaseIx) {
        let beside = Beside::new(problem, plan, case);
        if let Some(meeting) = &plan.meetings[case.0] {
            prices.claims.extend(claims(&beside, meeting));
        }
        prices.waiting.extend(waiting(&beside));
    }
    prices
}

/// What a case would lose something without.
fn claims(beside: &Beside<'_>, meeting: &Meeting) -> Vec<Claim> {
    let (problem, wish) = (beside.problem, beside.wish());
    let solo = beside.solo(&[], None);
    let now = case_points(&solo, ONLY, &beside.inside(meeting));
    let slot = meeting.slot;
    let (setup, end) = (slot.start - wish.setup, slot.start + wish.attended);
    let takers = wish.parts.iter().zip(&meeting.team);
    let mut held: Vec<(Claimed, u8)> = takers
        .filter_map(|(part, taker)| {
            let from = if part.prepares { setup } else { slot.start };
            Some((Claimed::Person((*taker)?), from))
        })
        .collect();
    if let Place::Room(room) = meeting.place {
        held.push((Claimed::Room(room), setup));
    }
    let paid = wish.days[slot.day.0].and_then(|offer| offer.allowance);
    held.extend(paid.map(|AllowanceIx(paid)| (Claimed::Contract(paid), setup)));
    let claim = |(on, from): (Claimed, u8)| {
        let loss = if beside.wish().is_pinned {
            Some(Loss::Meeting(wish.unplaced.unplaced))
        } else {
            let mut without = solo.clone();
            take(beside, &mut without, meeting, on, (from, end));
            loss(problem.scale, now, anew(beside, &without))
        };
        loss.map(|loss| Claim {
            case: OtherIx(beside.case.0),
            on,
            day: slot.day,
            from,
            to: end,
            loss,
        })
    };
    held.into_iter().filter_map(claim).collect()
}

/// Takes something from the problem of a case alone.
fn take(
    beside: &Beside<'_>,
    solo: &mut Problem,
    meeting: &Meeting,
    on: Claimed,
    (from, to): (u8, u8),
) {
    let day = meeting.slot.day;
    match on {
        Claimed::Person(person) => {
            let place = match meeting.place {
                Place::Online => Whereabouts::Online,
                Place::Room(room) => Whereabouts::Venue(beside.problem.rooms[room.0].venue),
            };
            for position in positions(beside.wish(), &solo.cases[0], person) {
                solo.people[position.0].commitments.push(Commitment {
                    day,
                    from,
                    to,
                    place,
                    is_meeting: true,
                });
            }
        }
        Claimed::Room(room) => solo.rooms[room.0].free[day.0] &= !span(from, to),
        Claimed::Contract(spent) => {
            let days = solo.cases[0].days.iter_mut().zip(&beside.wish().days);
            for (left, own) in days {
                if own.and_then(|offer| offer.allowance) == Some(AllowanceIx(spent)) {
                    *left = None;
                }
            }
        }
    }
}

/// Where somebody stands in the problem of a case alone: once for each part, and where welcome.
fn positions(wish: &Case, inside: &Case, person: PersonIx) -> Vec<PersonIx> {
    let everybody = |case: &Case| -> Vec<PersonIx> {
        let pools = case.parts.iter().flat_map(|part| &part.pool);
        let welcome = case.welcome.iter().map(|welcome| welcome.person);
        pools.map(|member| member.person).chain(welcome).collect()
    };
    let same = everybody(wish).into_iter().zip(everybody(inside));
    let same = same.filter(|(own, _)| *own == person);
    same.map(|(_, inside)| inside).collect()
}

/// What a case costs when it is placed anew.
fn anew(beside: &Beside<'_>, solo: &Problem) -> Points {
    match beside.best_of(&World::new(solo)) {
        Some((_, meeting)) => case_points(solo, ONLY, &beside.inside(&meeting)),
        None => beside.wish().unplaced,
    }
}

/// What is lost, on the first level on which something is; `None` when nothing is lost in all.
fn loss(scale: Scale, now: Points, then: Points) -> Option<Loss> {
    if scale.cost(then) <= scale.cost(now) {
        return None;
    }
    let more = |level: &Level| then.of(*level).saturating_sub(now.of(*level));
    let level = Level::ALL.into_iter().find(|level| 0 < more(level))?;
    let points = more(&level);
    Some(match level {
        Level::Unplaced => Loss::Meeting(points),
        Level::Late => Loss::Days(points),
        Level::Family => Loss::Family(points),
        Level::Others => Loss::Others(points),
    })
}

/// Whom a case cannot do without, and when it could meet if no other case did; `None` when it can do
/// without anybody, or cannot meet in time at all.
fn waiting(beside: &Beside<'_>) -> Option<Waiting> {
    let wish = beside.wish();
    let solo = beside.solo(&beside.all_taken(), None);
    let found = beside.at_each_start(&World::new(&solo));
    // Whoever is in every meeting is in this one.
    let (_, any) = found.first()?;
    let mut people: Vec<PersonIx> = any.team.iter().flatten().copied().collect();
    people.sort_unstable();
    people.dedup();
    people.retain(|&person| {
        let mut without = solo.clone();
        for position in positions(wish, &solo.cases[0], person) {
            without.people[position.0].free.fill(0);
        }
        beside.best_of(&World::new(&without)).is_none()
    });
    let mut starts: Vec<(_, u64)> = Vec::new();
    for (_, meeting) in &found {
        let slot = meeting.slot;
        let offer = wish.days[slot.day.0];
        if offer.is_none_or(|offer| 0 < offer.points.late) {
            continue;
        }
        let start = span(slot.start, slot.start + 1);
        match starts.last_mut() {
            Some((day, word)) if *day == slot.day => *word |= start,
            _ => starts.push((slot.day, start)),
        }
    }
    (!people.is_empty() && !starts.is_empty()).then_some(Waiting {
        case: OtherIx(beside.case.0),
        people,
        len: wish.attended,
        starts,
    })
}
