//! The best dates, and a few that differ.

use std::ops::ControlFlow;

use crate::{
    candidates::{Candidate, World},
    cost::{Cost, Preference, Sums},
    explain::{self, Explanation, explain},
    grid::{NOON, span},
    mistake::{Mistake, mistakes},
    model::{PersonIx, Place, Problem, Proposal, Seat, SeatRole, Slot},
    prices::Prices,
    roles::Part,
    spots::minutes_between,
    tariff::Tariff,
    weights,
    wishes::{self, Side},
};

/// What came of looking for dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Sound proposals, the best first; at least one.
    Proposals(Vec<Proposal>),
    /// There is no sound proposal, and why.
    Nothing(Explanation),
}

/// Finds up to `count` dates: the best there is, and others that differ from it in day, half of
/// the day, venue and decision-maker (P17); they are listed the best first.
///
/// The first is an exact optimum: no sound proposal has smaller [`Cost::sums`]. Among equals the
/// earliest wins, then the first place, mediator and people in the order of the problem. The same
/// problem always gets the same answer.
///
/// # Errors
///
/// All [`Mistake`]s of a problem that makes no sense.
pub fn propose(problem: &Problem, count: usize) -> Result<Outcome, Vec<Mistake>> {
    propose_beside(problem, None, count)
}

/// The same beside the other cases of a joint plan: what they would lose counts among the wishes of
/// those who are no family ([`Preference::OtherCases`]).
///
/// The prices are without what the case itself holds in the plan. [`Prices::toll`] says what a proposal
/// takes from whom.
///
/// # Errors
///
/// All [`Mistake`]s of a problem that makes no sense.
pub fn propose_beside(
    problem: &Problem,
    prices: Option<&Prices>,
    count: usize,
) -> Result<Outcome, Vec<Mistake>> {
    let mut mistakes = mistakes(problem);
    if count == 0 {
        mistakes.push(Mistake::NothingAsked);
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let world = match prices {
        None => World::new(problem),
        Some(prices) => World::priced(problem, Tariff::new(problem, prices)),
    };
    let mut candidates = Vec::new();
    world.search(|candidate| {
        candidates.push(candidate);
        ControlFlow::Continue(())
    });
    if candidates.is_empty() {
        return Ok(Outcome::Nothing(explain(problem)));
    }
    let mut chosen = choose(&world, &candidates, count);
    chosen.sort_by_key(|candidate| rank(candidate, candidate.sums));
    let proposals = chosen
        .into_iter()
        .map(|candidate| proposal(&world, candidate));
    Ok(Outcome::Proposals(proposals.collect()))
}

/// The starts that are left: those at which a sound proposal exists, wherever and with whomever, in the
/// order of time.
///
/// # Errors
///
/// All [`Mistake`]s of a problem that makes no sense.
pub fn openings(problem: &Problem) -> Result<Vec<Slot>, Vec<Mistake>> {
    let mistakes = mistakes(problem);
    if mistakes.is_empty() {
        Ok(explain::openings(problem))
    } else {
        Err(mistakes)
    }
}

/// The order of candidates: by cost, and then by what tells any two apart.
fn rank(candidate: &Candidate, sums: Sums) -> impl Ord + use<> {
    (sums, candidate.slot, candidate.place)
}

/// Picks one after the other, each time the best after a penalty for likeness to those picked.
fn choose<'c>(world: &World<'_>, candidates: &'c [Candidate], count: usize) -> Vec<&'c Candidate> {
    let mut left: Vec<(Sums, &Candidate)> = candidates
        .iter()
        .map(|candidate| (candidate.sums, candidate))
        .collect();
    let mut chosen: Vec<&Candidate> = Vec::new();
    while chosen.len() < count {
        let positions = 0..left.len();
        let best = positions.min_by_key(|&position| {
            let (sums, candidate) = left[position];
            rank(candidate, sums)
        });
        let Some(best) = best else {
            break;
        };
        let (_, best) = left.swap_remove(best);
        chosen.push(best);
        for (sums, candidate) in &mut left {
            // Diversity is for the family: it weighs as much as the family's wishes, but no
            // diversity is worth a day after the limit.
            sums.family = sums.family.saturating_add(likeness(world, candidate, best));
        }
    }
    chosen
}

/// The penalty for being like another proposal (P17).
fn likeness(world: &World<'_>, one: &Candidate, other: &Candidate) -> u32 {
    let half = |candidate: &Candidate| NOON <= candidate.slot.start;
    let is_same_day = one.slot.day == other.slot.day;
    let is_same_half = half(one) == half(other);
    let mut penalty = 0;
    if is_same_day {
        penalty += weights::SAME_DAY;
    }
    if is_same_half {
        penalty += weights::SAME_HALF_DAY;
    }
    if is_same_day && is_same_half {
        penalty += weights::SAME_SITTING;
    }
    if one.spot == other.spot {
        penalty += weights::SAME_VENUE;
    }
    let decides_in_both = world.roles.iter().enumerate().any(|(role, _)| {
        is_decision_maker(world, role)
            && one.team[role].is_some()
            && one.team[role] == other.team[role]
    });
    if decides_in_both {
        penalty += weights::SAME_DECISION_MAKER;
    }
    penalty
}

/// Whether a part is a seat of the local authority.
fn is_decision_maker(world: &World<'_>, role: usize) -> bool {
    match world.roles[role].part {
        Part::Seat(seat) => world.problem.request.seats[seat.0].role == SeatRole::LocalAuthority,
        Part::Mediator | Part::Interpreter => false,
    }
}

/// Writes a candidate out in full.
fn proposal(world: &World<'_>, candidate: &Candidate) -> Proposal {
    let taker = |role: usize| -> Option<PersonIx> {
        candidate.team[role].map(|taker| world.roles[role].candidates[taker].ix)
    };
    let mut seats = vec![None; world.problem.request.seats.len()];
    let mut interpreters = Vec::new();
    for (position, role) in world.roles.iter().enumerate() {
        match role.part {
            Part::Mediator => {}
            Part::Seat(seat) => seats[seat.0] = taker(position),
            Part::Interpreter => interpreters.extend(taker(position)),
        }
    }
    interpreters.sort_unstable();
    Proposal {
        slot: candidate.slot,
        place: candidate.place,
        mediator: taker(0).expect("the first part is the mediator, who is never left out"),
        seats,
        interpreters,
        family_minutes: world.spots[candidate.spot].family_minutes,
        cost: cost(world, candidate),
    }
}

/// What a candidate costs, wish by wish.
fn cost(world: &World<'_>, candidate: &Candidate) -> Cost {
    let problem = world.problem;
    let when = candidate.slot;
    let spot = &world.spots[candidate.spot];
    let mut cost = wishes::cost(|tell| {
        wishes::of_day(problem, when.day, tell);
        wishes::of_family_journey(spot.family_minutes, tell);
        match candidate.place {
            Place::Room(room) => wishes::of_room(&problem.rooms[room.0], tell),
            Place::Online => {}
        }
        for (role, taker) in world.roles.iter().zip(&candidate.team) {
            let taker = taker.map(|taker| &role.candidates[taker]);
            match (role.part, taker) {
                (Part::Mediator, Some(taker)) => {
                    let mediators = &problem.request.mediators;
                    let mediator = mediators
                        .iter()
                        .find(|mediator| mediator.person == taker.ix);
                    wishes::of_mismatch(mediator.map_or(0, |mediator| mediator.mismatch), tell);
                }
                (Part::Seat(ix), Some(taker)) => {
                    let seat: &Seat = &problem.request.seats[ix.0];
                    let member = seat.pool.iter().find(|member| member.person == taker.ix);
                    wishes::of_rank(seat, member.map_or(0, |member| member.rank), tell);
                }
                (Part::Seat(ix), None) => wishes::of_absence(&problem.request.seats[ix.0], tell),
                (Part::Interpreter, Some(_)) | (Part::Mediator | Part::Interpreter, None) => {}
            }
            if let Some(taker) = taker {
                let end = when.start + problem.request.block.attended();
                let times = span(when.start - role.lead, end);
                wishes::of_times(role.side, taker.person, when.day, times, tell);
                if let (Some(base), Some(at), Side::Professional) =
                    (taker.person.base, spot.at, role.side)
                {
                    wishes::of_journey(role.side, minutes_between(base, at), tell);
                }
            }
        }
    });
    if let Some(tariff) = &world.tariff {
        cost.add(Preference::OtherCases, toll(world, tariff, candidate));
    }
    cost
}

/// What a candidate costs other cases.
fn toll(world: &World<'_>, tariff: &Tariff, candidate: &Candidate) -> u32 {
    let when = candidate.slot;
    let block = world.problem.request.block;
    let times = |lead: u8| span(when.start - lead, when.start + block.attended());
    let mut sums = tariff.day(when.day);
    if let Place::Room(room) = candidate.place {
        sums = sums + tariff.room(room, when.day, times(block.setup));
    }
    for (role, taker) in world.roles.iter().zip(&candidate.team) {
        if let Some(taker) = taker {
            let person = role.candidates[*taker].ix;
            sums = sums + tariff.person(person, when.day, times(role.lead));
        }
    }
    sums.others
}
