//! A plan looked at again: what it says of a date that somebody asks about.
//!
//! The plan is put together anew from what is stored and from the calendars of the moment, so that what
//! is said holds today. Meetings that cannot stand any more, and cases that have got one, are left out.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entities::{CaseId, planned_meeting};
use scheduler::check::violations;
use scheduler::plan::explain::{self, WhyNot};
use scheduler::plan::{self, CaseIx, Meeting, Plan};
use scheduler::{DayIx, propose};

use super::explained::{NeedSaid, Next};
use super::why::Case;
use super::words::{Said, more};
use crate::domain::proposal::{Draft, can_be_planned, words};
use crate::law::Calendar;
use crate::law::words::written;
use crate::planning::read::Rows;
use crate::planning::region::{self, Joint};
use crate::planning::{Snapshot, Wish, snapshot};

/// Why a case does not meet on a day in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyNotSaid {
    /// What it comes down to.
    pub verdict: Verdict,
    /// The best meeting that day and what the plan would cost more with it, when it could have one
    /// beside the others.
    pub next: Option<Next>,
    /// The cases that would have to make room.
    pub cases: Vec<CaseId>,
    /// What cannot be kept that day.
    pub needs: Vec<NeedSaid>,
    /// All that in words.
    pub message: String,
}

/// What it comes down to that a case does not meet on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It does meet then.
    Chosen,
    /// It could, beside all others.
    Possible,
    /// It could, if others made room.
    PushesOut,
    /// It could not even alone.
    Unmet,
    /// The case cannot be planned any more, or the day is none of those planned for.
    OutOfPlan,
}

/// A plan as it stands today.
struct Standing {
    joint: Joint,
    plan: Plan,
    rows: Vec<Rows>,
}

impl Standing {
    /// Puts a plan together anew; `None` when nothing of it is left.
    fn new(
        rows: Vec<Rows>,
        planned: &[planned_meeting::Model],
        calendar: &Calendar,
        horizon_days: usize,
    ) -> Option<Self> {
        let mut able = BTreeMap::new();
        snapshot::each(&rows, calendar, |rows, snapshot| {
            let is_able = rows.meeting.is_none()
                && can_be_planned(rows, Wish::default()).is_ok()
                && propose(&snapshot.problem, 1).is_ok();
            able.insert(rows.case.id, is_able);
        });
        let rows: Vec<Rows> = rows
            .into_iter()
            .filter(|rows| able.get(&rows.case.id) == Some(&true))
            .collect();
        let joint = region::joint(&rows, calendar, horizon_days).ok()?;
        let mut meetings = Vec::new();
        snapshot::each(&rows, calendar, |rows, snapshot| {
            let row = planned.iter().find(|row| row.case_id == rows.case.id);
            meetings.push(row.and_then(|row| stands(row, snapshot)));
        });
        let mut plan = Plan { meetings };
        let problem = &joint.problem;
        // What two of them cannot both have any more, a contract's last meeting, the later gives up.
        for ix in (0..plan.meetings.len()).rev() {
            if plan::check::violations(problem, &plan).is_empty() {
                break;
            }
            plan.meetings[ix] = None;
        }
        Some(Self { joint, plan, rows })
    }
}

/// A planned meeting, if it is still possible by itself.
fn stands(row: &planned_meeting::Model, snapshot: &Snapshot) -> Option<Meeting> {
    let proposal = Draft::open(&row.draft)?.seen_by(snapshot)?;
    let is_sound = violations(&snapshot.problem, &proposal).is_empty();
    is_sound.then(|| plan::meeting(&proposal))
}

/// Why a case does not meet on a day in a plan, as things stand today.
pub(super) fn why_not(
    rows: Vec<Rows>,
    planned: &[planned_meeting::Model],
    calendar: &Calendar,
    horizon_days: usize,
    (id, on): (CaseId, NaiveDate),
) -> WhyNotSaid {
    let out = || WhyNotSaid {
        verdict: Verdict::OutOfPlan,
        next: None,
        cases: Vec::new(),
        needs: Vec::new(),
        message: "This case cannot be planned for that day any more".to_owned(),
    };
    let Some(standing) = Standing::new(rows, planned, calendar, horizon_days) else {
        return out();
    };
    let joint = &standing.joint;
    let position = joint.cases.iter().position(|case| *case == id);
    let day = joint.days.iter().position(|day| *day == on);
    let (Some(position), Some(day)) = (position, day.filter(|day| *day < horizon_days)) else {
        return out();
    };
    let mut said = out();
    let (ix, mut next) = (CaseIx(position), 0);
    snapshot::each(&standing.rows, calendar, |rows, snapshot| {
        if next == position {
            let case = Case {
                joint,
                plan: &standing.plan,
                ix,
                rows,
                snapshot,
            };
            let found = explain::why_not(&joint.problem, &standing.plan, ix, DayIx(day), None);
            said = answer(&case, found, on);
        }
        next += 1;
    });
    said
}

/// An answer with its words.
fn answer(case: &Case<'_>, found: WhyNot, on: NaiveDate) -> WhyNotSaid {
    let said = Said(case);
    let day = written(on);
    let answer = |verdict, message| WhyNotSaid {
        verdict,
        next: None,
        cases: Vec::new(),
        needs: Vec::new(),
        message,
    };
    match found {
        WhyNot::Chosen => answer(Verdict::Chosen, format!("The plan has it on {day}")),
        WhyNot::Possible { meeting, .. } => {
            let next = case.next(&meeting);
            let message = format!(
                "Possible on {}; the plan would cost {}",
                said.when(meeting.slot),
                more(next.more)
            );
            WhyNotSaid {
                next: Some(next),
                ..answer(Verdict::Possible, message)
            }
        }
        WhyNot::PushesOut { meeting, cases } => {
            let others = words::counted(cases.len(), "other case");
            let message = format!(
                "Possible on {} if {others} made room",
                said.when(meeting.slot)
            );
            let ids = cases.iter().map(|other| case.joint.cases[other.0]);
            WhyNotSaid {
                cases: ids.collect(),
                ..answer(Verdict::PushesOut, message)
            }
        }
        WhyNot::Unmet { each, together } => {
            let needs = if each.is_empty() { together } else { each };
            let needs: Vec<NeedSaid> = needs.into_iter().map(|need| case.need(need)).collect();
            let listed: Vec<&str> = needs.iter().map(|need| need.message.as_str()).collect();
            let message = format!(
                "Not possible on {day} even without the other cases, because this cannot hold: {}",
                listed.join("; ")
            );
            WhyNotSaid {
                needs,
                ..answer(Verdict::Unmet, message)
            }
        }
    }
}
