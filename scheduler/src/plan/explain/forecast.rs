//! Which cases run out of time?

use super::beside::Beside;
use crate::plan::{
    model::{CaseIx, DayIx, Plan, Problem},
    points::Level,
};

/// How long a case can still wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The case.
    pub case: CaseIx,
    /// It has a meeting in the plan; then this is about giving it another.
    pub is_placed: bool,
    /// By day, the starts at which it could meet beside the others.
    pub starts: Vec<u32>,
    /// How many of them are on days that are not late.
    pub in_time: u32,
    /// The last day that is not late and on which it could meet; `None` when it cannot be in time.
    pub last_in_time: Option<DayIx>,
}

/// How long each case can still wait if the meetings of all others stay as they are in a sound plan:
/// cases without a meeting first, and the more urgent first.
///
/// Those that cannot be in time are the most urgent, then those whose last day in time is earliest,
/// then those with the fewest starts in time. A day is late when it costs points of [`Level::Late`].
///
/// # Panics
///
/// When the plan is no answer to the problem.
#[must_use]
pub fn forecast(problem: &Problem, plan: &Plan) -> Vec<Forecast> {
    let cases = (0..problem.cases.len()).map(CaseIx);
    let mut all: Vec<Forecast> = cases.map(|case| of_case(problem, plan, case)).collect();
    all.sort_by_key(|one| (one.is_placed, one.last_in_time, one.in_time, one.case));
    all
}

fn of_case(problem: &Problem, plan: &Plan, case: CaseIx) -> Forecast {
    let beside = Beside::new(problem, plan, case);
    let mut starts = vec![0; problem.days.len()];
    for slot in beside.slots(&[]) {
        starts[slot.day.0] += 1;
    }
    let days = problem.cases[case.0].days.iter().zip(&starts).enumerate();
    let in_time = days.filter(|(_, (offer, starts))| {
        0 < **starts && offer.is_some_and(|offer| offer.points.of(Level::Late) == 0)
    });
    let in_time: Vec<(usize, u32)> = in_time.map(|(day, (_, starts))| (day, *starts)).collect();
    Forecast {
        case,
        is_placed: plan.meetings[case.0].is_some(),
        in_time: in_time.iter().map(|(_, starts)| starts).sum(),
        last_in_time: in_time.last().map(|(day, _)| DayIx(*day)),
        starts,
    }
}
