//! Why not that date?

use super::{
    beside::Beside,
    need::{self, Need},
};
use crate::plan::model::{CaseIx, DayIx, Meeting, Plan, Problem};

/// Why a case does not meet on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// It does.
    Chosen,
    /// It could, beside all others.
    Possible {
        /// The cheapest meeting then.
        meeting: Meeting,
        /// What the plan would cost more with it, in the single number.
        more: i64,
    },
    /// It could, if others did not meet when they do.
    PushesOut {
        /// The cheapest meeting then, if no other case had one.
        meeting: Meeting,
        /// The cases that would have to make room for it, none of which could stay.
        cases: Vec<CaseIx>,
    },
    /// It could not even alone.
    Unmet {
        /// Every need that cannot be kept then, each by itself.
        each: Vec<Need>,
        /// Needs that cannot all be kept then, though all but any one of them can: says more when each
        /// could be kept by itself. Empty when the start does not leave the meeting within the day.
        together: Vec<Need>,
    },
}

/// Why a case does not meet on a day, or at a start of it.
///
/// As in [`placed`](super::placed()), that a meeting is pinned is not looked at.
///
/// # Panics
///
/// When the plan is no answer to the problem, or the case or day is not of it.
#[must_use]
pub fn why_not(
    problem: &Problem,
    plan: &Plan,
    case: CaseIx,
    day: DayIx,
    start: Option<u8>,
) -> WhyNot {
    let now = plan.meetings[case.0].as_ref();
    let is_then =
        |now: &Meeting| now.slot.day == day && start.is_none_or(|start| now.slot.start == start);
    if now.is_some_and(is_then) {
        return WhyNot::Chosen;
    }
    let beside = Beside::new(problem, plan, case);
    let when = Some((day, start));
    if let Some((cost, meeting)) = beside.best(&[], when) {
        return WhyNot::Possible {
            meeting,
            more: cost - beside.cost_now(),
        };
    }
    if let Some((_, meeting)) = beside.best(&beside.all_taken(), when) {
        return WhyNot::PushesOut {
            cases: in_the_way(&beside, &meeting),
            meeting,
        };
    }
    let own = need::own(&beside);
    let is_met = |one: &Need| {
        let mut loose = beside.all_taken();
        loose.extend(need::others(&own, &[*one]));
        beside.is_possible(&loose, when)
    };
    WhyNot::Unmet {
        each: own.iter().copied().filter(|one| !is_met(one)).collect(),
        together: need::conflict(&beside, when),
    }
}

/// The cases whose meetings are in the way of one that is possible alone, none of which could stay.
pub(super) fn in_the_way(beside: &Beside<'_>, meeting: &Meeting) -> Vec<CaseIx> {
    let gone = need::fewest(beside.all_taken(), |gone| beside.allows(meeting, gone));
    let cases = gone.into_iter().filter_map(|need| {
        if let Need::Taken(case) = need {
            Some(case)
        } else {
            None
        }
    });
    cases.collect()
}
