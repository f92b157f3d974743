//! Casework: what happened, which clocks run, what is owed, and recording what happens next.
//!
//! Every mutation here records one thing that people do, and answers alike: the case as it now is, or
//! why nothing was recorded. The rule that refuses a step has a code of its own beside the error's.

pub mod advice;
pub mod codes;
pub mod facilitation;
pub mod mediation;
pub mod resolution;
pub mod seen;
pub mod session;

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};

pub use advice::AdviceMutations;
pub use facilitation::FacilitationMutations;
pub use mediation::MediationMutations;
pub use resolution::ResolutionMutations;
pub use seen::{CaseClock, CaseEvent, Certificate, NextStep};
pub use session::SessionMutations;

use self::codes::{CaseDate, ClosureReason};
use super::case::Case;
use super::error::settle;
use super::id::{self, Kind};
use crate::app::App;
use crate::auth::Actor;
use crate::domain::casework::{self, RecordRefused, Recorded, Step};
use crate::domain::{self, Failure, Refusal};
use crate::lifecycle::dates::Moment;

/// Why nothing is recorded in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum CaseRecordErrorCode {
    /// There is no such case or step, or none that is the viewer's to record.
    NotFound,
    /// The id is none of ours.
    MalformedId,
    /// It has changed since.
    StaleVersion,
    /// The type of case has no such step.
    OtherTypeOfCase,
    /// No certificate is due.
    NoCertificateDue,
    /// The date to correct is not recorded.
    NothingToCorrect,
    /// It is not owed any more.
    NotOwed,
    /// The law or the order of steps refuses it; `rule` says which rule.
    AgainstTheRules,
    /// A correction of this date needs the time as well as the day, or only the day.
    WrongForm,
}

/// Why something was not recorded in a case.
#[derive(Clone, Debug, SimpleObject)]
pub struct CaseRecordUserError {
    /// What is wrong, for programs. New codes may be added.
    code: CaseRecordErrorCode,
    /// The rule that refuses it, for programs: `DATE_BEFORE_ITS_CAUSE`; null when no rule does.
    rule: Option<String>,
    /// What is wrong, for people, with the rule and where it is written.
    message: String,
    /// The input it is about, from the outside in; empty when it is about none in particular.
    field: Vec<String>,
}

fn refused(refusal: &RecordRefused) -> CaseRecordUserError {
    use CaseRecordErrorCode as Code;
    let (code, rule) = match refusal {
        RecordRefused::NotFound => (Code::NotFound, None),
        RecordRefused::StaleVersion(_) => (Code::StaleVersion, None),
        RecordRefused::OtherType => (Code::OtherTypeOfCase, None),
        RecordRefused::NothingDue => (Code::NoCertificateDue, None),
        RecordRefused::NothingToCorrect => (Code::NothingToCorrect, None),
        RecordRefused::NotOwed => (Code::NotOwed, None),
        RecordRefused::Against { code, .. } | RecordRefused::Wrong { code, .. } => {
            (Code::AgainstTheRules, Some((*code).to_owned()))
        }
    };
    CaseRecordUserError {
        code,
        rule,
        message: refusal.to_string(),
        field: refusal.field(),
    }
}

/// A refusal by the code it has for the audit log: one of those that every step has, or a rule's.
fn told(refusal: &impl Refusal) -> CaseRecordUserError {
    use CaseRecordErrorCode as Code;
    let (code, rule) = match refusal.code() {
        "NOT_FOUND" => (Code::NotFound, None),
        "STALE_VERSION" => (Code::StaleVersion, None),
        "OTHER_TYPE_OF_CASE" => (Code::OtherTypeOfCase, None),
        rule => (Code::AgainstTheRules, Some(rule.to_owned())),
    };
    CaseRecordUserError {
        code,
        rule,
        message: refusal.to_string(),
        field: refusal.field(),
    }
}

/// What came of recording something in a case.
#[derive(Default, SimpleObject)]
pub struct CaseRecordPayload {
    /// The case as it now is; null when nothing was recorded.
    case: Option<Case>,
    /// Why nothing was recorded; empty when all went well.
    user_errors: Vec<CaseRecordUserError>,
}

impl CaseRecordPayload {
    pub(in crate::schema) fn malformed(field: &str) -> Self {
        let error = id::malformed(CaseRecordErrorCode::MalformedId, &[field]);
        Self::error(error.code, error.message, field)
    }

    fn error(code: CaseRecordErrorCode, message: String, field: &str) -> Self {
        Self {
            case: None,
            user_errors: vec![CaseRecordUserError {
                code,
                rule: None,
                message,
                field: domain::path(&[field]),
            }],
        }
    }

    /// What came of something recorded beside a case, in words of its own where it was refused.
    pub(in crate::schema) fn told<R: Refusal>(
        result: Result<Recorded, Failure<R>>,
    ) -> async_graphql::Result<Self> {
        Ok(match settle(result)? {
            Ok((row, standing)) => Self {
                case: Some(Case { row, standing }),
                user_errors: Vec::new(),
            },
            Err(refusal) => Self {
                case: None,
                user_errors: vec![told(&refusal)],
            },
        })
    }

    pub(in crate::schema) fn of(
        result: Result<Recorded, Failure<RecordRefused>>,
    ) -> async_graphql::Result<Self> {
        Ok(match settle(result)? {
            Ok((row, standing)) => Self {
                case: Some(Case { row, standing }),
                user_errors: Vec::new(),
            },
            Err(refusal) => Self {
                case: None,
                user_errors: vec![refused(&refusal)],
            },
        })
    }
}

/// Records a step in a case.
async fn record(
    ctx: &Context<'_>,
    case: &ID,
    expected_version: i32,
    step: Step,
) -> async_graphql::Result<CaseRecordPayload> {
    let Some(case) = id::decode_as(Kind::Case, case) else {
        return Ok(CaseRecordPayload::malformed("caseId"));
    };
    let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
    CaseRecordPayload::of(casework::record(app, actor, case, expected_version, step).await)
}

/// Which case, as the viewer has seen it.
#[derive(InputObject)]
pub struct CaseStepInput {
    /// The case.
    pub(in crate::schema) case_id: ID,
    /// The version the viewer has seen.
    pub(in crate::schema) expected_version: i32,
}

/// Which case to close, and why.
#[derive(InputObject)]
pub struct CaseCloseInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Why it ends.
    reason: ClosureReason,
}

/// Which date of a case to set right.
#[derive(InputObject)]
pub struct CaseDateCorrectInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Which date.
    date: CaseDate,
    /// The day it was in truth, for a date that is kept as a day.
    on: Option<NaiveDate>,
    /// The time it was in truth, for a date that is kept with its time.
    at: Option<DateTime<Utc>>,
    /// Why it is set right; kept with the date that was wrong.
    reason: String,
}

/// What was done of what was owed.
#[derive(InputObject)]
pub struct NextStepCompleteInput {
    /// The step.
    step_id: ID,
    /// The day on which it was done; left out for today.
    done_on: Option<NaiveDate>,
}

/// Mutations about cases of every type.
#[derive(Default)]
pub struct CaseworkMutations;

/// Mutations about cases of every type.
#[Object]
impl CaseworkMutations {
    /// Sets a date right that was recorded wrongly. The old date and the reason are kept, and every
    /// clock that starts with it is computed again.
    async fn case_date_correct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which date, and what it was.")] input: CaseDateCorrectInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = id::decode_as(Kind::Case, &input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let is = match (input.date.has_time(), input.on, input.at) {
            (false, Some(on), None) => Moment::On(on),
            (true, None, Some(at)) => Moment::At(at),
            (true, _, _) => {
                let message = "this date is kept with its time. Maybe give `at` alone".to_owned();
                let code = CaseRecordErrorCode::WrongForm;
                return Ok(CaseRecordPayload::error(code, message, "at"));
            }
            (false, _, _) => {
                let message = "this date is kept as a day. Maybe give `on` alone".to_owned();
                let code = CaseRecordErrorCode::WrongForm;
                return Ok(CaseRecordPayload::error(code, message, "on"));
            }
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let (version, what) = (input.expected_version, input.date.into());
        let reason = &input.reason;
        CaseRecordPayload::of(casework::correct(app, actor, case, version, what, is, reason).await)
    }

    /// Notes that something owed was done.
    async fn next_step_complete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was done.")] input: NextStepCompleteInput,
    ) -> Result<CaseRecordPayload> {
        let Some(step) = id::decode_as(Kind::NextStep, &input.step_id) else {
            return Ok(CaseRecordPayload::malformed("stepId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(casework::complete(app, actor, step, input.done_on).await)
    }
}
