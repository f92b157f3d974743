//! Which meetings of some cases go well together, and why some cases have none.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Duration;
use entities::planning_run::Failure;
use entities::unplaced_case::Reason;
use entities::{
    CaseId, Mode, Personal, PlanningRunId, plan_prices, planned_meeting, unplaced_case,
};
use scheduler::check::violations;
use scheduler::grid::GRAIN_MINUTES;
use scheduler::plan::{self, Budget, CaseIx, Meeting, Planned, Refused, Status, Unlike};
use scheduler::{Explanation, Outcome};

use super::rules::Verdict;
use super::store::Found;
use super::work::Watcher;
use crate::domain::proposal::words::Words;
use crate::domain::proposal::{Draft, can_be_planned};
use crate::law::Calendar;
use crate::planning::prices::Stored;
use crate::planning::read::Rows;
use crate::planning::region::{self, Joint};
use crate::planning::{Snapshot, Wish, snapshot};

/// Memory that a plan may take, in MiB.
const MEMORY_MIB: u64 = 1_024;

/// What is known of a run beside the rows.
pub(super) struct Task {
    /// The run.
    pub(super) run: PlanningRunId,
    /// Seeds every choice that is not forced.
    pub(super) seed: u64,
    /// Days planned for.
    pub(super) horizon_days: usize,
    /// The working days.
    pub(super) calendar: Arc<Calendar>,
    /// Ends the search.
    pub(super) watch: Watcher,
}

/// What a run found.
pub(super) struct Answer {
    /// The rows.
    pub(super) found: Found,
    /// What the plan is worth.
    pub(super) verdict: Verdict,
}

/// Why a case is left out of a plan.
type LeftOut = (Reason, String);

/// Plans.
pub(super) fn solve(rows: Vec<Rows>, task: &Task) -> Result<Answer, Failure> {
    let mut unplaced = alone(&rows, &task.calendar);
    let (rows, _): (Vec<Rows>, Vec<Rows>) = rows
        .into_iter()
        .partition(|rows| !unplaced.contains_key(&rows.case.id));
    let mut explained = BTreeMap::new();
    let (mut planned, prices, verdict) = if rows.is_empty() {
        (Vec::new(), None, nothing())
    } else {
        let joint =
            region::joint(&rows, &task.calendar, task.horizon_days).map_err(
                |unlike| match unlike {
                    Unlike::Scale(_) => Failure::TooLarge,
                    Unlike::World | Unlike::Contracts => Failure::IllFormed,
                },
            )?;
        let found = together(&joint, task)?;
        let planned = meetings(&rows, &joint, &found, task)?;
        unplaced.extend(left_over(&joint, &found));
        explained = super::why::explained(&joint, &found.plan, &rows, &task.calendar);
        let prices = plan_prices::Model {
            run_id: task.run,
            prices: Stored::of(&joint, &plan::prices(&joint.problem, &found.plan)).seal(),
        };
        (planned, Some(prices), worth(&joint, &found))
    };
    for meeting in &mut planned {
        meeting.explained = explained.remove(&meeting.case_id).map(Personal::new);
    }
    let unplaced = unplaced
        .into_iter()
        .map(|(case_id, (reason, sentence))| unplaced_case::Model {
            run_id: task.run,
            case_id,
            reason,
            sentence: Personal::new(sentence),
            explained: explained.remove(&case_id).map(Personal::new),
        });
    Ok(Answer {
        found: Found {
            planned,
            unplaced: unplaced.collect(),
            prices,
        },
        verdict,
    })
}

/// The cases that have no meeting whatever the others do, and why.
fn alone(rows: &[Rows], calendar: &Calendar) -> BTreeMap<CaseId, LeftOut> {
    let mut found = BTreeMap::new();
    snapshot::each(rows, calendar, |rows, snapshot| {
        if let Some(left_out) = why_not(rows, snapshot) {
            found.insert(rows.case.id, left_out);
        }
    });
    found
}

/// Why a case has no meeting whatever the others do; `None` when it could have one.
fn why_not(rows: &Rows, snapshot: &Snapshot) -> Option<LeftOut> {
    if rows.meeting.is_some() {
        let said = "this case has a meeting already, held or confirmed";
        return Some((Reason::HasMeeting, said.to_owned()));
    }
    if let Err(refused) = can_be_planned(rows, Wish::default()) {
        return Some((Reason::CannotBePlanned, refused.to_string()));
    }
    match scheduler::propose(&snapshot.problem, 1) {
        Ok(Outcome::Proposals(_)) => None,
        Ok(Outcome::Nothing(explanation)) => {
            Some((Reason::NoDate, no_date(rows, snapshot, &explanation)))
        }
        Err(mistakes) => {
            let said: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            let said = format!("this case cannot be planned: {}", said.join("; "));
            Some((Reason::CannotBePlanned, said))
        }
    }
}

/// Why a case could not meet even if no other did, in one sentence for those who arrange meetings.
fn no_date(rows: &Rows, snapshot: &Snapshot, explanation: &Explanation) -> String {
    let words = Words::new(rows, snapshot);
    let conflict = explanation.conflict.iter();
    let asked: Vec<String> = conflict
        .map(|&requirement| words.requirement(requirement))
        .collect();
    format!(
        "there is no date for this case even without the others, because this cannot hold: {}",
        asked.join("; ")
    )
}

/// Plans the cases together; the plan has been checked when it comes.
fn together(joint: &Joint, task: &Task) -> Result<Planned, Failure> {
    let budget = Budget {
        seed: task.seed,
        rounds: None,
        threads: 1,
        memory_mib: MEMORY_MIB,
        watch: &task.watch,
    };
    plan::plan(&joint.problem, &budget).map_err(|refused| {
        tracing::error!(%refused, "cases that can be planned alone are not planned together");
        match refused {
            Refused::TooLarge { .. } => Failure::TooLarge,
            Refused::Mistakes(_) => Failure::IllFormed,
            Refused::Unsound(_) => Failure::Unsound,
        }
    })
}

/// The rows of the meetings found, each checked once more against its own case alone.
fn meetings(
    rows: &[Rows],
    joint: &Joint,
    found: &Planned,
    task: &Task,
) -> Result<Vec<planned_meeting::Model>, Failure> {
    let meetings = joint.cases.iter().zip(&found.plan.meetings);
    let by_case: BTreeMap<CaseId, &Meeting> = meetings
        .filter_map(|(&case, meeting)| Some((case, meeting.as_ref()?)))
        .collect();
    let mut planned = Vec::new();
    snapshot::each(rows, &task.calendar, |rows, snapshot| {
        if let Some(meeting) = by_case.get(&rows.case.id) {
            planned.push(row(rows, snapshot, meeting, task.run));
        }
    });
    let planned: Option<Vec<_>> = planned.into_iter().collect();
    planned.ok_or(Failure::Unsound)
}

/// The row of a meeting; `None` when it does not stand up to the check of its own case.
fn row(
    rows: &Rows,
    snapshot: &Snapshot,
    meeting: &Meeting,
    run_id: PlanningRunId,
) -> Option<planned_meeting::Model> {
    let problem = &snapshot.problem;
    let proposal = plan::proposal(problem, meeting)?;
    let broken = violations(problem, &proposal);
    if !broken.is_empty() {
        tracing::error!(?broken, "a planned meeting breaks rules of its own case");
        return None;
    }
    let draft = Draft::of(snapshot, rows.case.id, &proposal);
    let length = i64::from(problem.request.block.attended()) * i64::from(GRAIN_MINUTES);
    Some(planned_meeting::Model {
        run_id,
        case_id: rows.case.id,
        starts_at: draft.starts_at,
        ends_at: draft.starts_at + Duration::minutes(length),
        mode: if draft.room.is_some() {
            Mode::InPerson
        } else {
            Mode::Video
        },
        room_id: draft.room,
        mediator_id: draft.mediator,
        draft: draft.seal(),
        explained: None,
    })
}

/// Why the cases that could meet alone have no meeting in the plan.
fn left_over(joint: &Joint, found: &Planned) -> BTreeMap<CaseId, LeftOut> {
    let meetings = joint.cases.iter().zip(&found.plan.meetings).enumerate();
    let without = meetings.filter(|(_, (_, meeting))| meeting.is_none());
    let told = without.map(|(ix, (&case, _))| {
        let (reason, said) = if found.impossible.contains(&CaseIx(ix)) {
            let said = "there is no date for this case even without the others that starts on the \
                hour or half-hour within the days planned for";
            (Reason::NoDate, said)
        } else {
            match found.status {
                Status::Optimal => (
                    Reason::Contended,
                    "on every date this case could meet, other cases need somebody or something \
                    it needs",
                ),
                Status::Feasible => (
                    Reason::NotFoundInTime,
                    "no date beside the other cases' meetings was found in the time allowed",
                ),
            }
        };
        (case, (reason, said.to_owned()))
    });
    told.collect()
}

/// What a plan is worth, reckoned from the problem: nothing costs less than nothing.
fn worth(joint: &Joint, found: &Planned) -> Verdict {
    let points = plan::check::points(&joint.problem, &found.plan);
    Verdict {
        points,
        cost: joint.problem.scale.cost(points),
        bound: found.bound.max(0),
        problem_hash: found.problem_hash,
        versions: found.versions.clone(),
    }
}

/// What the plan of no cases is worth.
fn nothing() -> Verdict {
    Verdict {
        points: plan::Points::NONE,
        cost: 0,
        bound: 0,
        problem_hash: 0,
        versions: String::new(),
    }
}
