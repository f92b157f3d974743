//! Why a case has the meeting it has.

use super::{beside::Beside, day::in_the_way};
use crate::plan::{
    check::case_points,
    model::{Case, CaseIx, Grades, Meeting, PartIx, PersonIx, Plan, Problem},
    points::Points,
    world::{World, place_of},
};

/// Why a case has the meeting it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What the plan would cost less if the meeting cost nothing, by level.
    pub points: Points,
    /// Of what that consists; pieces that cost nothing are left out.
    pub pieces: Vec<(Piece, Points)>,
    /// The cheapest meeting beside the others that starts at another time.
    pub next_start: Option<Alternative>,
    /// The cheapest that starts at the same time in another place.
    pub next_place: Option<Alternative>,
    /// For each part, the cheapest at the same time and place at which it is otherwise taken, or left.
    pub next_takers: Vec<Option<Alternative>>,
    /// The cheapest if no other case had a meeting.
    pub alone: Option<Wished>,
}

/// A piece of what a meeting costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Piece {
    /// The day.
    Day,
    /// The room.
    Room,
    /// The family's journey (P04).
    FamilyJourney,
    /// That this taker was chosen for a part.
    Choice(PartIx),
    /// That the taker of a part has more than a fair share (P12).
    Share(PartIx),
    /// The journey of the taker of a part.
    Journey(PartIx),
    /// The grade of the time for the taker of a part, and observances (P03, P15).
    Time(PartIx),
    /// That a part is left.
    Absence(PartIx),
    /// That a part is taken by somebody else than now (P18).
    Changed(PartIx),
    /// That somebody who is welcome is not free.
    Welcome(PersonIx),
    /// That the start or place is another than now (P18).
    Moved,
}

/// Another meeting a case could have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The meeting.
    pub meeting: Meeting,
    /// What the plan would cost more with it, in the single number; negative when it would cost less.
    pub more: i64,
}

/// What a case would have if no other had a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wished {
    /// The meeting, and what the case would cost more with it; not positive unless it is pinned to
    /// something that breaks a rule.
    pub alternative: Alternative,
    /// The cases whose meetings are in its way: without them it would be possible, and without any one
    /// of them fewer it would not. None when it is possible beside all.
    pub held_by: Vec<CaseIx>,
}

/// Why a case has the meeting it has in a sound plan; `None` when it has none.
///
/// That a meeting is pinned is not looked at: what is said of a pinned one is what it would cost to
/// have another.
///
/// # Panics
///
/// When the plan is no answer to the problem, or the case is not of it.
#[must_use]
pub fn placed(problem: &Problem, plan: &Plan, case: CaseIx) -> Option<Placed> {
    let meeting = plan.meetings[case.0].as_ref()?;
    let beside = Beside::new(problem, plan, case);
    let solo = beside.solo(&[], None);
    let inside = beside.inside(meeting);
    let points = case_points(&solo, CaseIx(0), &inside);
    let now = problem.scale.cost(points);
    let alternative = |(cost, meeting): (i64, Meeting)| Alternative {
        meeting,
        more: cost - now,
    };
    let parts = (0..meeting.team.len()).map(PartIx);
    let takers = parts.map(|part| best_otherwise(&beside, &solo, meeting, Other::Taker(part)));
    let alone = beside.best(&beside.all_taken(), None);
    Some(Placed {
        points,
        pieces: pieces(&beside, &solo, &inside),
        next_start: best_otherwise(&beside, &solo, meeting, Other::Start).map(alternative),
        next_place: best_otherwise(&beside, &solo, meeting, Other::Place).map(alternative),
        next_takers: takers.map(|found| found.map(alternative)).collect(),
        alone: alone.map(|found| Wished {
            held_by: in_the_way(&beside, &found.1),
            alternative: alternative(found),
        }),
    })
}

/// What is to be otherwise, all that comes before it being equal.
#[derive(Clone, Copy)]
enum Other {
    Start,
    Place,
    Taker(PartIx),
}

/// The cheapest meeting of which something is otherwise.
fn best_otherwise(
    beside: &Beside<'_>,
    solo: &Problem,
    meeting: &Meeting,
    other: Other,
) -> Option<(i64, Meeting)> {
    let mut narrowed = solo.clone();
    let slot = meeting.slot;
    let inside = beside.inside(meeting);
    if let Other::Taker(part) = other {
        // Nobody may be otherwise, so the part must be taken; somebody may, so it can be left.
        match inside.team[part.0] {
            None => narrowed.cases[0].parts[part.0].absence = None,
            Some(person) => {
                narrowed.people[person.0].free.fill(0);
            }
        }
    }
    let mut world = World::new(&narrowed);
    let is_then = |day: u16, at: u8| usize::from(day) == slot.day.0 && at == slot.start;
    let starts = &mut world.cases[0].starts;
    match other {
        Other::Start => starts.retain(|start| !is_then(start.day, start.at)),
        Other::Place | Other::Taker(_) => {
            starts.retain(|start| is_then(start.day, start.at));
            let is_elsewhere = matches!(other, Other::Place);
            for start in starts {
                start
                    .places
                    .retain(|place| (place_of(place.place) == meeting.place) != is_elsewhere);
            }
        }
    }
    beside.best_of(&world)
}

/// The pieces of what a meeting costs.
fn pieces(beside: &Beside<'_>, solo: &Problem, meeting: &Meeting) -> Vec<(Piece, Points)> {
    let case = &solo.cases[0];
    let mut all = vec![Piece::Day, Piece::Room, Piece::FamilyJourney];
    for part in (0..case.parts.len()).map(PartIx) {
        all.extend([
            Piece::Choice(part),
            Piece::Share(part),
            Piece::Journey(part),
            Piece::Time(part),
            Piece::Absence(part),
            Piece::Changed(part),
        ]);
    }
    let welcome = &beside.wish().welcome;
    all.extend(welcome.iter().map(|welcome| Piece::Welcome(welcome.person)));
    all.push(Piece::Moved);
    all.sort_unstable();
    all.dedup();
    let mut free = solo.clone();
    gratis(&mut free);
    let priced = all.into_iter().map(|piece| {
        let mut only = free.clone();
        price(beside, solo, &mut only, piece);
        (piece, case_points(&only, CaseIx(0), meeting))
    });
    priced
        .filter(|(_, points)| *points != Points::NONE)
        .collect()
}

/// Takes all prices out of a problem of one case.
fn gratis(problem: &mut Problem) {
    for room in &mut problem.rooms {
        room.points = Points::NONE;
    }
    let case = &mut problem.cases[0];
    for day in case.days.iter_mut().flatten() {
        day.points = Points::NONE;
    }
    case.journey = Points::NONE;
    case.moved = Points::NONE;
    for welcome in &mut case.welcome {
        welcome.points = Points::NONE;
    }
    for part in &mut case.parts {
        for member in &mut part.pool {
            member.points = Points::NONE;
        }
        part.absence = part.absence.map(|_| Points::NONE);
        part.journey = Points::NONE;
        part.grades = Grades::default();
        part.changed = Points::NONE;
    }
}

/// Puts the price of one piece back.
fn price(beside: &Beside<'_>, solo: &Problem, only: &mut Problem, piece: Piece) {
    let (from, to) = (&solo.cases[0], &mut only.cases[0]);
    match piece {
        Piece::Day => to.days.clone_from(&from.days),
        Piece::Room => only.rooms.clone_from(&solo.rooms),
        Piece::FamilyJourney => to.journey = from.journey,
        Piece::Choice(part) => {
            let own = &beside.wish().parts[part.0].pool;
            for (member, own) in to.parts[part.0].pool.iter_mut().zip(own) {
                member.points = own.points;
            }
        }
        Piece::Share(part) => share(beside, to, part),
        Piece::Journey(part) => to.parts[part.0].journey = from.parts[part.0].journey,
        Piece::Time(part) => to.parts[part.0].grades = from.parts[part.0].grades,
        Piece::Absence(part) => to.parts[part.0].absence = from.parts[part.0].absence,
        Piece::Changed(part) => to.parts[part.0].changed = from.parts[part.0].changed,
        Piece::Welcome(person) => {
            let own = beside.wish().welcome.iter().zip(&from.welcome);
            for (welcome, (own, priced)) in to.welcome.iter_mut().zip(own) {
                if own.person == person {
                    welcome.points = priced.points;
                }
            }
        }
        Piece::Moved => to.moved = from.moved,
    }
}

/// Puts the price of a part's share back.
fn share(beside: &Beside<'_>, to: &mut Case, part: PartIx) {
    let own = &beside.wish().parts[part.0];
    if own.is_shared {
        for (member, own) in to.parts[part.0].pool.iter_mut().zip(&own.pool) {
            member.points = beside.share_beside_all(own.person);
        }
    }
}
