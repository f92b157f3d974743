//! Mistakes in what things cost.

use super::Mistake;
use crate::{
    plan::{
        model::{Case, Part, Problem},
        points::{Level, Points, Scale},
    },
    spots::minutes_between,
};

/// The largest cost that is not too large: above it, differences of one get lost in the floating-point
/// numbers of a linear program.
const MOST: i128 = 1 << 52;

/// Mistakes in how levels compare.
pub(super) fn in_levels(problem: &Problem, found: &mut Vec<Mistake>) {
    let balance = problem.balance;
    for level in Level::ALL {
        if balance.further.of(level) < balance.first.of(level) {
            found.push(Mistake::FurtherIsCheaper(level));
        }
        if of_scale(problem.scale, level) < 0 {
            found.push(Mistake::NegativeScale(level));
        }
    }
}

/// What a point of a level counts for.
const fn of_scale(scale: Scale, level: Level) -> i64 {
    match level {
        Level::Unplaced => scale.unplaced,
        Level::Late => scale.late,
        Level::Family => scale.family,
        Level::Others => scale.others,
    }
}

/// Says so when the costs of some plan could be too large: no level may have more points than are
/// counted, nor all together cost more than [`MOST`].
pub(super) fn in_sums(problem: &Problem, found: &mut Vec<Mistake>) {
    let longest = longest_journeys(problem);
    let cases = problem.cases.iter();
    let placed = cases.map(|case| most_of_case(problem, case, &longest));
    let all = placed
        .fold(Sums::NONE, Sums::plus)
        .plus(most_of_balance(problem));
    let costs = Level::ALL.into_iter().zip(all.0);
    let cost =
        costs.map(|(level, sum)| i128::from(of_scale(problem.scale, level)) * i128::from(sum));
    let is_counted = all.0.iter().all(|&sum| u32::try_from(sum).is_ok());
    if !is_counted || MOST < cost.sum() {
        found.push(Mistake::TooCostly);
    }
}

/// Points on each level, in the order of [`Level::ALL`], in numbers that hold more than [`Points`].
#[derive(Clone, Copy)]
struct Sums([u64; 4]);

impl Sums {
    const NONE: Self = Self([0; 4]);

    fn of(points: Points) -> Self {
        Self(Level::ALL.map(|level| u64::from(points.of(level))))
    }

    fn by_level(self, other: Self, join: impl Fn(u64, u64) -> u64) -> Self {
        let mut joined = self;
        for (sum, more) in joined.0.iter_mut().zip(other.0) {
            *sum = join(*sum, more);
        }
        joined
    }

    fn plus(self, other: Self) -> Self {
        self.by_level(other, u64::saturating_add)
    }

    fn max(self, other: Self) -> Self {
        self.by_level(other, u64::max)
    }

    fn times(self, count: u64) -> Self {
        Self(self.0.map(|sum| sum.saturating_mul(count)))
    }
}

/// The most on each level.
fn most(all: impl Iterator<Item = Points>) -> Sums {
    all.map(Sums::of).fold(Sums::NONE, Sums::max)
}

/// The longest journey of each person, in steps: to any venue.
fn longest_journeys(problem: &Problem) -> Vec<u64> {
    let of_person = |person: &crate::plan::model::Person| {
        let base = person.base?;
        let venues = problem.venues.iter();
        venues.map(|&venue| minutes_between(base, venue)).max()
    };
    let people = problem.people.iter();
    people
        .map(|person| steps(problem, of_person(person).unwrap_or(0)))
        .collect()
}

/// Minutes in steps of a journey.
fn steps(problem: &Problem, minutes: u16) -> u64 {
    u64::from(minutes).div_ceil(u64::from(problem.journey_minutes))
}

/// No meeting of a case costs more on any level, nor does having none.
fn most_of_case(problem: &Problem, case: &Case, longest: &[u64]) -> Sums {
    let venues = problem.venues.iter();
    let minutes = venues.map(|&venue| minutes_between(case.base, venue)).max();
    let steps = steps(problem, minutes.unwrap_or(0).min(case.max_minutes));
    let welcome = case.welcome.iter();
    let parts = case.parts.iter();
    most(case.days.iter().flatten().map(|offer| offer.points))
        .plus(most(problem.rooms.iter().map(|room| room.points)))
        .plus(Sums::of(case.journey).times(steps))
        .plus(Sums::of(case.moved))
        .plus(
            welcome
                .map(|welcome| Sums::of(welcome.points))
                .fold(Sums::NONE, Sums::plus),
        )
        .plus(
            parts
                .map(|part| most_of_part(case, part, longest))
                .fold(Sums::NONE, Sums::plus),
        )
        .max(Sums::of(case.unplaced))
}

/// No taker of a part costs more on any level, nor does leaving it undone.
fn most_of_part(case: &Case, part: &Part, longest: &[u64]) -> Sums {
    let grades = part.grades;
    let steps = part
        .pool
        .iter()
        .map(|member| longest[member.person.0])
        .max();
    let held = u64::from(case.setup) + u64::from(case.attended);
    most(part.pool.iter().map(|member| member.points))
        .plus(Sums::of(part.journey).times(steps.unwrap_or(0)))
        .plus(most(
            [grades.preferred, grades.free, grades.if_needed].into_iter(),
        ))
        .plus(Sums::of(grades.observance).times(held))
        .max(Sums::of(part.absence.unwrap_or(Points::NONE)))
        .plus(Sums::of(part.changed))
}

/// No plan is less even than one in which every shared part is one too many.
fn most_of_balance(problem: &Problem) -> Sums {
    if problem
        .people
        .iter()
        .all(|person| person.fair_share.is_none())
    {
        return Sums::NONE;
    }
    let parts = problem.cases.iter().flat_map(|case| &case.parts);
    let shared = parts.filter(|part| part.is_shared).count();
    let balance = problem.balance;
    let most = most([balance.first, balance.further].into_iter());
    most.times(u64::try_from(shared).unwrap_or(u64::MAX))
}
