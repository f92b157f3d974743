//! Planning level by level, when no sum of smaller wishes overturns a greater one.
//!
//! On such a scale the numbers of one program differ by so much that a solver's precision does not
//! reach the smallest. So the two levels above all wishes are settled first, on a scale of their own
//! that ignores the wishes: how many cases can meet, and on time. Then the whole problem is planned
//! on a scale just steep enough to make such a plan the cheapest. When it is one, and no plan is
//! cheaper on that scale, no plan is cheaper on the steep one either; when it is not, the second
//! scale was too gentle, and a steeper one is tried.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use super::{
    model::{Case, Grades, Member, Problem},
    pipeline::{self, Desk, Found, Settings},
    points::{Points, Scale},
    report::{Progress, Watch},
    world::World,
};
use crate::{model::Point, spots::minutes_between};

/// Costs of one case below this leave a solver precision enough.
const SMALL: i64 = 100_000_000;
/// How much a point above the wishes counts for on the gentle scales, in times of the most that one
/// case could wish for.
const STEEPNESS: [i64; 3] = [2, 16, 128];

/// Plans; the desk hears of costs and bounds on the problem's own scale.
pub(super) fn run(problem: &Problem, settings: Settings, desk: &dyn Desk) {
    let Some(steps) = Steps::of(problem) else {
        let world = World::new(problem);
        let found = pipeline::run(&world, settings, desk);
        desk.news(&world, &found);
        return;
    };
    let least = steps.first(problem, settings, desk);
    for scale in &steps.gentle {
        if desk.left().is_some_and(|left| left.is_zero()) {
            return;
        }
        let gentle = with(problem, *scale);
        let world = World::new(&gentle);
        let over = Over::new(desk, problem.scale, *scale, least);
        let found = pipeline::run(&world, settings, &over);
        over.news(&world, &found);
        let points = points(&world, &found);
        // Without a proof for the first levels there is no telling whether the scale was too gentle.
        let Least::Proven(above) = least else {
            return;
        };
        if points.above() == above {
            return;
        }
    }
}

/// What the best plan costs, found another way; see [`pipeline::second_opinion`].
#[cfg(feature = "microlp")]
pub(super) fn second_opinion(problem: &Problem, most: usize) -> Option<i64> {
    let opinion = |problem: &Problem| {
        let world = World::new(problem);
        let found = pipeline::second_opinion(&world, most)?;
        Some((found.cost, points(&world, &found)))
    };
    let Some(steps) = Steps::of(problem) else {
        return Some(opinion(problem)?.0);
    };
    let (_, above) = opinion(&with(problem, steps.above))?;
    steps.gentle.iter().find_map(|scale| {
        let (_, points) = opinion(&with(problem, *scale))?;
        (points.above() == above.above()).then(|| problem.scale.cost(points))
    })
}

/// The scales to plan on, one after the other.
struct Steps {
    /// Counts cases without a meeting, then days late, and no wishes.
    above: Scale,
    /// Count everything, steeper and steeper.
    gentle: Vec<Scale>,
}

impl Steps {
    /// The steps for a problem on whose scale smaller wishes never overturn a greater one; `None` when
    /// they may, and when its costs are small.
    fn of(problem: &Problem) -> Option<Self> {
        let scale = problem.scale;
        let most: Vec<Points> = problem
            .cases
            .iter()
            .map(|case| most(problem, case))
            .collect();
        let wishes = |case: &Points| {
            scale.cost(Points {
                unplaced: 0,
                late: 0,
                ..*case
            })
        };
        let below = |case: &Points| {
            scale.cost(Points {
                unplaced: 0,
                ..*case
            })
        };
        let sum = |cost: &dyn Fn(&Points) -> i64| most.iter().map(cost).sum::<i64>();
        let largest = |cost: &dyn Fn(&Points) -> i64| most.iter().map(cost).max().unwrap_or(0);
        let is_strict = sum(&wishes) < scale.late && sum(&below) < scale.unplaced;
        if !is_strict || largest(&|case| scale.cost(*case)) < SMALL {
            return None;
        }
        let above = Scale {
            unplaced: 1 + sum(&|case| i64::from(case.late)),
            late: 1,
            family: 0,
            others: 0,
        };
        let steepness = STEEPNESS.iter().map(|times| {
            let late = (1 + times * largest(&wishes)).min(scale.late);
            let below = |case: &Points| i64::from(case.late) * late + wishes(case);
            Scale {
                unplaced: (1 + times * largest(&below)).min(scale.unplaced),
                late,
                ..scale
            }
        });
        Some(Self {
            above,
            gentle: steepness.chain([scale]).collect(),
        })
    }

    /// Settles the levels above the wishes.
    fn first(&self, problem: &Problem, settings: Settings, desk: &dyn Desk) -> Least {
        let above = with(problem, self.above);
        let world = World::new(&above);
        let over = Over::new(desk, problem.scale, self.above, Least::Sought);
        let found = pipeline::run(&world, settings, &over);
        over.news(&world, &found);
        if found.cost <= found.bound {
            Least::Proven(points(&world, &found).above())
        } else {
            Least::Bounded(over.bound(found.bound))
        }
    }
}

/// The same problem on another scale.
fn with(problem: &Problem, scale: Scale) -> Problem {
    Problem {
        scale,
        ..problem.clone()
    }
}

impl Points {
    /// Those above the wishes.
    const fn above(self) -> Self {
        Self {
            family: 0,
            others: 0,
            ..self
        }
    }
}

/// What a plan costs, level by level.
fn points(world: &World<'_>, found: &Found) -> Points {
    super::check::points(world.problem, &found.plan(world))
}

/// What is known of the levels above the wishes.
#[derive(Clone, Copy)]
enum Least {
    /// Nothing yet: the scale in use is the one that ignores wishes.
    Sought,
    /// No plan costs less than this on the problem's own scale.
    Bounded(i64),
    /// No plan has fewer points on these levels.
    Proven(Points),
}

/// A desk that translates costs and bounds to the problem's own scale.
struct Over<'a> {
    desk: &'a dyn Desk,
    /// The problem's own.
    own: Scale,
    /// The one in use.
    scale: Scale,
    least: Least,
    /// What the best plan so far costs on the problem's own scale.
    cost: AtomicI64,
}

impl<'a> Over<'a> {
    const fn new(desk: &'a dyn Desk, own: Scale, scale: Scale, least: Least) -> Self {
        Self {
            desk,
            own,
            scale,
            least,
            cost: AtomicI64::new(i64::MAX),
        }
    }

    /// No plan costs less on the problem's own scale when none costs less than `bound` on this one.
    fn bound(&self, bound: i64) -> i64 {
        let bound = bound.max(0);
        match self.least {
            Least::Sought => {
                let unplaced = bound / self.scale.unplaced;
                let late = bound % self.scale.unplaced;
                unplaced * self.own.unplaced + late * self.own.late
            }
            Least::Bounded(bound) => bound,
            Least::Proven(above) => self.own.cost(above) + (bound - self.scale.cost(above)).max(0),
        }
    }
}

impl Watch for Over<'_> {
    fn left(&self) -> Option<Duration> {
        self.desk.left()
    }

    fn tell(&self, progress: &Progress) {
        let cost = self.cost.load(Ordering::Relaxed);
        self.desk.tell(&Progress {
            incumbent: (cost < i64::MAX).then_some(cost),
            bound: progress.bound.map(|bound| self.bound(bound)),
            ..*progress
        });
    }
}

impl Desk for Over<'_> {
    fn news(&self, world: &World<'_>, found: &Found) {
        let cost = if found.cost < i64::MAX {
            self.own.cost(points(world, found))
        } else {
            i64::MAX
        };
        self.cost.fetch_min(cost, Ordering::Relaxed);
        let found = Found {
            cost,
            bound: self.bound(found.bound),
            ..found.clone()
        };
        self.desk.news(world, &found);
    }
}

/// The most that one case can cost, level by level.
pub(super) fn most(problem: &Problem, case: &Case) -> Points {
    let largest = |all: &mut dyn Iterator<Item = Points>| all.fold(Points::NONE, Points::or_more);
    let steps = |from: Point, most: u16| {
        let minutes = problem.venues.iter().map(|&at| minutes_between(from, at));
        let longest = minutes.max().unwrap_or(0).min(most);
        u32::from(longest.div_ceil(u16::from(problem.journey_minutes).max(1)))
    };
    let day = largest(&mut case.days.iter().flatten().map(|offer| offer.points));
    let room = largest(&mut problem.rooms.iter().map(|room| room.points));
    let family = case.journey.times(steps(case.base, case.max_minutes));
    let parts = case.parts.iter().map(|part| {
        let member = |member: &Member| {
            let base = problem.people[member.person.0].base;
            member.points
                + part
                    .journey
                    .times(base.map_or(0, |base| steps(base, u16::MAX)))
        };
        let held = u32::from(case.setup) + u32::from(case.attended);
        let Grades {
            preferred,
            free,
            if_needed,
            observance,
        } = part.grades;
        let times = largest(&mut [preferred, free, if_needed].into_iter());
        let taken = largest(&mut part.pool.iter().map(member)) + times + observance.times(held);
        let shared = if part.is_shared {
            problem.balance.first.or_more(problem.balance.further)
        } else {
            Points::NONE
        };
        let taken = taken + shared + part.changed;
        taken.or_more(part.absence.unwrap_or(Points::NONE))
    });
    let welcome = case.welcome.iter().map(|welcome| welcome.points).sum();
    day + room + family + parts.sum() + welcome + case.moved + case.unplaced
}
