//! Plans that survive one withdrawal, and what they cost.

use std::time::Duration;

use scheduler::plan::{
    Budget, Level, Plan, Planned, Points, Problem, Progress, Refused, Status, Watch,
    check::points,
    explain::{Remedy, premium, robust, survives},
    plan,
};
use serde_json::{Value, json};

use crate::commands::planner::{grouped, indented, status};

/// What is known of a plan that prefers days on which a substitute is at hand.
pub(super) struct Sturdy {
    /// Points for each part that fewer than two could take on the day.
    price: u32,
    /// How good the plan is known to be with that price.
    status: Status,
    /// What it costs with that price.
    cost: i64,
    /// No plan costs less with that price.
    bound: i64,
    /// What it costs more than the plan that was found without the price.
    premium: i64,
    /// Withdrawals that would cost a meeting: by the plan without the price, and by this one.
    lost: [usize; 2],
}

/// Plans twice: without the price, in half of the time, and with it. What is said of the second plan
/// is what it costs without the price.
pub(super) fn sturdy(
    problem: &Problem,
    price: u32,
    budget: &Budget<'_>,
) -> Result<(Planned, Sturdy), Refused> {
    let early = Early {
        watch: budget.watch,
        kept: budget.watch.left().unwrap_or_default() / 2,
    };
    let watch: &dyn Watch = &early;
    let plain = plan(problem, &Budget { watch, ..*budget })?;
    let dearer = robust(problem, Points::at(Level::Others, price));
    let found = plan(&dearer, budget)?;
    let dear = |plan: &Plan| dearer.scale.cost(points(&dearer, plan));
    // With too little time the first plan may be the better one by either measure.
    let best = if dear(&plain.plan) < found.cost {
        &plain.plan
    } else {
        &found.plan
    };
    let lost = [&plain.plan, best].map(|plan| lost(problem, plan));
    let sturdy = Sturdy {
        price,
        status: found.status,
        cost: dear(best),
        bound: found.bound,
        premium: premium(problem, &plain.plan, best),
        lost,
    };
    let by_level = points(problem, best);
    let cost = problem.scale.cost(by_level);
    let planned = Planned {
        plan: best.clone(),
        status: if cost <= plain.bound {
            Status::Optimal
        } else {
            Status::Feasible
        },
        cost,
        points: by_level,
        ..plain
    };
    Ok((planned, sturdy))
}

/// Withdrawals of one person on one day that would cost a meeting though others can do the same.
fn lost(problem: &Problem, plan: &Plan) -> usize {
    let all = survives(problem, plan).into_iter();
    let lost = all.filter(|fragile| {
        let mut falls = fragile.falls.iter();
        falls.any(|fall| {
            let part = &problem.cases[fall.case.0].parts[fall.part.0];
            1 < part.pool.len() && matches!(fall.remedy, Remedy::Nothing)
        })
    });
    lost.count()
}

impl Sturdy {
    /// Its part of the JSON object.
    pub(super) fn json(&self) -> Value {
        json!({
            "points": self.price,
            "status": status(self.status),
            "cost": self.cost,
            "bound": self.bound,
            "premium": self.premium,
            "lost_before": self.lost[0],
            "lost": self.lost[1],
        })
    }

    /// A few lines for people.
    pub(super) fn text(&self) -> String {
        let [before, after] = self.lost;
        indented(
            "",
            &format!(
                "prefers days with a substitute ({} points each): costs {} more than without; {after} \
                 withdrawals of one person on one day would cost a meeting, {before} without",
                grouped(self.price.into()),
                grouped(self.premium),
            ),
        )
    }
}

/// A clock on which some time is kept for later.
struct Early<'a> {
    watch: &'a dyn Watch,
    kept: Duration,
}

impl Watch for Early<'_> {
    fn left(&self) -> Option<Duration> {
        let left = self.watch.left()?;
        Some(left.saturating_sub(self.kept))
    }

    fn tell(&self, progress: &Progress) {
        self.watch.tell(progress);
    }
}
