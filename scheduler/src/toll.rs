//! What one proposal takes from the other cases of a joint plan.
//!
//! A proposal that takes nothing leaves the plan as it is. One that takes a single thing costs at most
//! the price of it. Where it takes several, prices are added up, and that is an estimate: two things of
//! one case may be lost with one meeting, and two cases may count on the same way out. Ways between
//! places and rests between meetings are not looked at.

use crate::{
    grid::{NOON, span, starts},
    model::{DayIx, Person, PersonIx, Place, Problem, Proposal},
    prices::{Claim, Claimed, Prices, Waiting, held, payer},
};

/// What a proposal costs other cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Toll {
    /// All that they would lose, in points of [`Level::Others`](crate::Level::Others).
    pub points: u32,
    /// What the proposal takes, in order.
    pub taken: Vec<Claim>,
    /// Whose last free times it uses, in order.
    pub scarce: Vec<Scarce>,
}

/// Somebody who has no more free half-days than other cases need, one of which a proposal uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scarce {
    /// Who.
    pub person: PersonIx,
    /// Free half-days left at which any of these cases could meet, the one used included.
    pub half_days: usize,
    /// Other cases that cannot meet without this person and must do so by then.
    pub cases: usize,
    /// The last day on which the latest of them can meet in time.
    pub by: DayIx,
}

impl Prices {
    /// What a proposal for a case that holds nothing here costs the others.
    ///
    /// # Panics
    ///
    /// When the proposal names a day, a room or a person that is not there.
    #[must_use]
    pub fn toll(&self, problem: &Problem, proposal: &Proposal) -> Toll {
        let mut taken = Vec::new();
        let block = problem.request.block;
        let (start, end) = (proposal.slot.start, proposal.slot.start + block.attended());
        let day = proposal.slot.day;
        let setup = span(start - block.setup, end);
        let seated = proposal.seats.iter().flatten();
        let others = seated.chain(&proposal.interpreters);
        let attending = others.map(|&person| (person, span(start, end)));
        let mut people: Vec<(PersonIx, u64)> = attending.collect();
        people.push((proposal.mediator, setup));
        for &(person, times) in &people {
            taken.extend(self.of_person(problem, person, day, times));
        }
        if let Place::Room(room) = proposal.place {
            taken.extend(self.overlapping(Claimed::Room(room), day, setup));
        }
        taken.extend(self.of_contract(problem, day));
        taken.sort_unstable();
        let mut people: Vec<PersonIx> = people.iter().map(|(person, _)| *person).collect();
        people.sort_unstable();
        let scarce = people
            .iter()
            .filter_map(|&person| self.scarce(problem, person, day, start));
        Toll {
            points: sum(&taken),
            scarce: scarce.collect(),
            taken,
        }
    }

    /// The claims on something.
    fn on(&self, on: Claimed) -> impl Iterator<Item = Claim> {
        self.claims
            .iter()
            .copied()
            .filter(move |claim| claim.on == on)
    }

    /// The claims on something at these times.
    fn overlapping(&self, on: Claimed, day: DayIx, times: u64) -> Vec<Claim> {
        let is_then = |claim: &Claim| claim.day == day && span(claim.from, claim.to) & times != 0;
        self.on(on).filter(is_then).collect()
    }

    /// What somebody's time at a proposal takes: what is at that time, or what a limit on meetings a
    /// day or a week leaves no room for, whichever is more.
    fn of_person(&self, problem: &Problem, ix: PersonIx, day: DayIx, times: u64) -> Vec<Claim> {
        let person = &problem.people[ix.0];
        let week = problem.days[day.0].week;
        let on = Claimed::Person(ix);
        let full = |limit: Option<u8>, is_within: &dyn Fn(DayIx) -> bool| -> Vec<Claim> {
            let within = self.on(on).filter(|claim| is_within(claim.day));
            let claims: Vec<Claim> = within.collect();
            let taken = held(person, is_within) + claims.len();
            let least = claims
                .into_iter()
                .min_by_key(|claim| (claim.loss.points(), *claim));
            let is_full = limit.is_some_and(|limit| usize::from(limit) <= taken);
            least.filter(|_| is_full).into_iter().collect()
        };
        let then = self.overlapping(on, day, times);
        let of_day = full(person.max_day, &|other| other == day);
        let of_week = full(person.max_week, &|other| problem.days[other.0].week == week);
        let all = [of_week, of_day, then].into_iter();
        all.max_by_key(|claims| sum(claims)).unwrap_or_default()
    }

    /// What a meeting on a day takes when whoever pays for it has none to spare.
    fn of_contract(&self, problem: &Problem, day: DayIx) -> Option<Claim> {
        let payer = payer(problem, day)?;
        let left = problem.request.contracts[payer].meetings_left;
        let claims: Vec<Claim> = self.on(Claimed::Contract(payer)).collect();
        let is_spent = usize::try_from(left).is_ok_and(|left| left <= claims.len());
        let least = claims
            .into_iter()
            .min_by_key(|claim| (claim.loss.points(), *claim));
        least.filter(|_| is_spent)
    }

    /// Whether a meeting uses one of somebody's last free times: there are cases that cannot meet
    /// without this person by some day, and until then no more half-days than such cases.
    fn scarce(&self, problem: &Problem, ix: PersonIx, day: DayIx, start: u8) -> Option<Scarce> {
        let free = calendar(&problem.people[ix.0]);
        let used = half_day(day, start);
        let needing = self.waiting.iter().filter(|one| one.people.contains(&ix));
        let needing: Vec<Vec<(DayIx, bool)>> = needing.map(|one| one.half_days(&free)).collect();
        let lasts = needing.iter().filter_map(|half_days| half_days.last());
        let by = lasts.map(|(day, _)| *day);
        let found = by.filter_map(|by| {
            let urgent = || {
                let urgent = needing.iter();
                urgent.filter(|half_days| half_days.last().is_some_and(|(last, _)| *last <= by))
            };
            let mut half_days: Vec<(DayIx, bool)> = urgent().flatten().copied().collect();
            half_days.sort_unstable();
            half_days.dedup();
            let cases = urgent().count();
            (half_days.contains(&used) && half_days.len() <= cases).then_some(Scarce {
                person: ix,
                half_days: half_days.len(),
                cases,
                by,
            })
        });
        found.min_by_key(|one| (one.half_days, std::cmp::Reverse(one.cases), one.by))
    }
}

impl Waiting {
    /// The half-days at which it could start while somebody is free, in order.
    fn half_days(&self, free: &[u64]) -> Vec<(DayIx, bool)> {
        let mut half_days = Vec::new();
        for &(day, times) in &self.starts {
            let open = free.get(day.0).copied().unwrap_or(0);
            let mut left = times & starts(open, self.len);
            while left != 0 {
                let start = u8::try_from(left.trailing_zeros()).expect("a word has 64 bits");
                left &= left - 1;
                half_days.push(half_day(day, start));
            }
        }
        half_days.sort_unstable();
        half_days.dedup();
        half_days
    }
}

/// The day, and whether it is the afternoon.
const fn half_day(day: DayIx, start: u8) -> (DayIx, bool) {
    (day, NOON <= start)
}

/// When somebody is free, other meetings taken out.
fn calendar(person: &Person) -> Vec<u64> {
    let open = person.free.iter().zip(&person.blocked);
    let mut open: Vec<u64> = open.map(|(free, blocked)| free & !blocked).collect();
    for commitment in &person.commitments {
        if let Some(day) = open.get_mut(commitment.day.0) {
            *day &= !span(commitment.from, commitment.to);
        }
    }
    open
}

/// The points of some claims.
fn sum(claims: &[Claim]) -> u32 {
    let points = claims.iter().map(|claim| claim.loss.points());
    points.fold(0, u32::saturating_add)
}
