//! Who is invited, what an answer must hold, and what others are told of it: from values.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use entities::participant::Role;
use entities::role::Kind as RoleKind;
use entities::{CaseId, OrganisationId, PersonId, evaluation};

use crate::app::is_in_reach;
use crate::auth::{Afterwards, Somebody, Standing, may_afterwards};
use crate::domain::casework::RecordRefused;

/// How many must have answered before others are told of it: fewer would be known by their answers.
const FEWEST: usize = 5;

/// How long after the end of a quarter a mediator is told of it.
const DELAY: TimeDelta = TimeDelta::weeks(4);

fn wrong(field: &'static str, code: &'static str, sentence: &str) -> RecordRefused {
    RecordRefused::Wrong {
        field,
        code,
        sentence: sentence.to_owned(),
    }
}

/// Nothing has taken place that somebody could evaluate.
pub(super) fn no_meeting_yet() -> RecordRefused {
    let sentence = "People evaluate a meeting that took place (practice of the service).";
    wrong("caseId", "NO_MEETING_YET", sentence)
}

/// Everybody was invited before.
pub(super) fn nobody_left() -> RecordRefused {
    let sentence = "Everybody who was there is invited already (practice of the service).";
    wrong("caseId", "INVITED_ALREADY", sentence)
}

/// Who of those who were there is invited now.
pub(super) fn invited(
    case_id: CaseId,
    there: &[(PersonId, Role)],
    known: &[evaluation::Model],
    now: DateTime<Utc>,
) -> Vec<evaluation::Model> {
    let mut new: Vec<evaluation::Model> = Vec::new();
    for &(person_id, role) in there.iter().filter(|(_, role)| evaluates(*role)) {
        let is_it = |row: &evaluation::Model| row.person_id == person_id;
        if known.iter().any(is_it) || new.iter().any(is_it) {
            continue;
        }
        new.push(evaluation::Model {
            case_id,
            person_id,
            role,
            invited_at: now,
            submitted_at: None,
            channel: None,
            service: None,
            mediator: None,
            preparation: None,
            fairness: None,
            heard: None,
            outcome: None,
            text: None,
            may_quote: false,
        });
    }
    new
}

/// Whether who comes as that is asked what they think.
fn evaluates(role: Role) -> bool {
    match role {
        Role::Family
        | Role::LocalAuthority
        | Role::Health
        | Role::SocialCare
        | Role::Education
        | Role::Supporter => true,
        Role::Child | Role::Interpreter | Role::Mediator | Role::Other => false,
    }
}

/// Refuses an answer that somebody else gives, but a form from the day that whoever runs the case
/// writes down.
pub(super) fn may_answer(
    standing: Standing,
    is_own: bool,
    channel: evaluation::Channel,
) -> Result<(), RecordRefused> {
    let runs = may_afterwards(standing, Afterwards::InviteEvaluations);
    match (is_own, runs, channel) {
        (true, _, _) | (false, true, evaluation::Channel::OnDay) => Ok(()),
        (false, true, evaluation::Channel::Electronic) => Err(wrong(
            "respondentId",
            "NOT_YOURS_TO_ANSWER",
            "What somebody fills in later they send themselves; only a form from the day is written \
             down for them (practice of the service).",
        )),
        (false, false, _) => Err(RecordRefused::NotFound),
    }
}

/// The invitation that is still open.
pub(super) fn open(invited: Option<evaluation::Model>) -> Result<evaluation::Model, RecordRefused> {
    let row = invited.ok_or_else(|| {
        let sentence = "Who was at the meeting is invited first (practice of the service).";
        wrong("caseId", "NOT_INVITED", sentence)
    })?;
    match row.submitted_at {
        None => Ok(row),
        Some(_) => Err(wrong(
            "caseId",
            "ANSWERED_ALREADY",
            "Everybody evaluates a case once (practice of the service).",
        )),
    }
}

/// Six scores, from 1 (poor) to 5 (very good).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scores {
    /// The service as a whole.
    pub service: i32,
    /// The mediator or facilitator.
    pub mediator: i32,
    /// The preparation.
    pub preparation: i32,
    /// Whether it was fair.
    pub fairness: i32,
    /// Whether they were heard.
    pub heard: i32,
    /// What came of it.
    pub outcome: i32,
}

impl Scores {
    /// The same, if each is from 1 to 5.
    pub(super) fn checked(self) -> Result<Self, RecordRefused> {
        let all = [
            ("service", self.service),
            ("mediator", self.mediator),
            ("preparation", self.preparation),
            ("fairness", self.fairness),
            ("heard", self.heard),
            ("outcome", self.outcome),
        ];
        match all.iter().find(|(_, score)| !(1..=5).contains(score)) {
            Some((field, _)) => Err(wrong(
                field,
                "SCORE_OUT_OF_RANGE",
                "A score is from 1 to 5 (evaluation form).",
            )),
            None => Ok(self),
        }
    }
}

/// Three months of a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quarter {
    /// The year.
    pub year: i32,
    /// Which quarter of it, from 1 to 4.
    pub number: i32,
}

impl Quarter {
    /// Its first instant and the first after it; `None` when there is no such quarter.
    pub(super) fn bounds(self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let month = u32::try_from(self.number)
            .ok()
            .filter(|number| (1..=4).contains(number))?;
        let from = NaiveDate::from_ymd_opt(self.year, month * 3 - 2, 1)?;
        let until = match month {
            4 => NaiveDate::from_ymd_opt(self.year.checked_add(1)?, 1, 1)?,
            _ => NaiveDate::from_ymd_opt(self.year, month * 3 + 1, 1)?,
        };
        let at = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        is_in_reach(from).then(|| (at(from), at(until)))
    }
}

/// Whether mediators are told of what came in until an instant.
pub(super) fn is_told_to_mediators(until: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    until + DELAY <= now
}

/// The services somebody runs, and the authorities somebody manages contracts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scope {
    /// Of cases that these services have.
    pub(super) providers: Vec<OrganisationId>,
    /// Of cases that concern these authorities.
    pub(super) authorities: Vec<OrganisationId>,
}

/// Of which cases somebody is told what people think.
pub(super) fn scope(somebody: &Somebody) -> Scope {
    Scope {
        providers: somebody.organisations(&[RoleKind::ServiceManager, RoleKind::Coordinator]),
        authorities: somebody.organisations(&[RoleKind::Commissioner]),
    }
}

/// What enough people think, on average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// When they answered.
    pub quarter: Quarter,
    /// How many.
    pub count: usize,
    /// The service as a whole.
    pub service: f64,
    /// The mediators or facilitators.
    pub mediator: f64,
    /// The preparation.
    pub preparation: f64,
    /// Whether it was fair.
    pub fairness: f64,
    /// Whether they were heard.
    pub heard: f64,
    /// What came of it.
    pub outcome: f64,
}

/// What these people think, on average and to a tenth; `None` where they are too few.
pub(super) fn summary(quarter: Quarter, rows: &[evaluation::Model]) -> Option<Summary> {
    if rows.len() < FEWEST {
        return None;
    }
    let mean = |score: fn(&evaluation::Model) -> Option<i32>| {
        let scores: Vec<f64> = rows.iter().filter_map(score).map(f64::from).collect();
        let count = u32::try_from(scores.len()).map_or(f64::MAX, f64::from);
        (scores.iter().sum::<f64>() / count * 10.0).round() / 10.0
    };
    Some(Summary {
        quarter,
        count: rows.len(),
        service: mean(|row| row.service),
        mediator: mean(|row| row.mediator),
        preparation: mean(|row| row.preparation),
        fairness: mean(|row| row.fairness),
        heard: mean(|row| row.heard),
        outcome: mean(|row| row.outcome),
    })
}
