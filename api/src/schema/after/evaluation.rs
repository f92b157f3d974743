//! What people think of the service.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use entities::evaluation;

use super::super::casework::CaseRecordPayload;
use super::super::enums::ParticipantRole;
use super::super::id::{self, Kind};
use super::super::person::{self, Person};
use super::case_id;
use super::codes::EvaluationChannel;
use crate::app::App;
use crate::auth::{Actor, Standing};
use crate::domain::evaluation::{self as domain, Answer, Quarter, Scores, Summary};

/// An invitation to evaluate, and the answer. Scores are from 1 (poor) to 5 (very good), and null until
/// there is an answer.
pub struct Evaluation {
    pub(super) row: evaluation::Model,
    pub(super) standing: Standing,
}

/// An invitation to evaluate, and the answer. Scores are from 1 (poor) to 5 (very good), and null until
/// there is an answer.
#[Object]
impl Evaluation {
    /// Who was asked.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.person_id, self.standing)
            .await
            .transpose()
    }

    /// As what they took part.
    async fn role(&self) -> ParticipantRole {
        self.row.role.into()
    }

    /// When they were invited.
    async fn invited_at(&self) -> DateTime<Utc> {
        self.row.invited_at
    }

    /// When they answered; null while they have not.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.row.submitted_at
    }

    /// How the answer came in.
    async fn channel(&self) -> Option<EvaluationChannel> {
        self.row.channel.map(Into::into)
    }

    /// The service as a whole.
    async fn service(&self) -> Option<i32> {
        self.row.service
    }

    /// The mediator or facilitator.
    async fn mediator(&self) -> Option<i32> {
        self.row.mediator
    }

    /// The preparation.
    async fn preparation(&self) -> Option<i32> {
        self.row.preparation
    }

    /// Whether it was fair.
    async fn fairness(&self) -> Option<i32> {
        self.row.fairness
    }

    /// Whether they were heard.
    async fn heard(&self) -> Option<i32> {
        self.row.heard
    }

    /// What came of it.
    async fn outcome(&self) -> Option<i32> {
        self.row.outcome
    }

    /// In their words; null where they added none.
    async fn text(&self) -> Option<&str> {
        self.row.text.as_ref().map(entities::Personal::reveal)
    }

    /// Whether their words may be quoted without their name.
    async fn may_quote(&self) -> bool {
        self.row.may_quote
    }
}

/// What at least five people thought in a quarter, on average and to a tenth.
#[derive(SimpleObject)]
pub struct EvaluationSummary {
    /// The year.
    year: i32,
    /// The quarter of it, from 1 to 4.
    quarter: i32,
    /// How many answered.
    count: i32,
    /// The service as a whole.
    service: f64,
    /// The mediators or facilitators.
    mediator: f64,
    /// The preparation.
    preparation: f64,
    /// Whether it was fair.
    fairness: f64,
    /// Whether they were heard.
    heard: f64,
    /// What came of it.
    outcome: f64,
}

impl From<Summary> for EvaluationSummary {
    fn from(summary: Summary) -> Self {
        Self {
            year: summary.quarter.year,
            quarter: summary.quarter.number,
            count: i32::try_from(summary.count).unwrap_or(i32::MAX),
            service: summary.service,
            mediator: summary.mediator,
            preparation: summary.preparation,
            fairness: summary.fairness,
            heard: summary.heard,
            outcome: summary.outcome,
        }
    }
}

/// What people thought in a quarter, as the viewer may know it.
pub(in crate::schema) async fn summary(
    ctx: &Context<'_>,
    year: i32,
    quarter: i32,
    is_own: bool,
) -> Result<Option<EvaluationSummary>> {
    let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
    let quarter = Quarter {
        year,
        number: quarter,
    };
    let found = if is_own {
        domain::own_summary(app, actor, quarter).await?
    } else {
        domain::summary(app, actor, quarter).await?
    };
    Ok(found.map(Into::into))
}

/// Which case everybody is invited to evaluate.
#[derive(InputObject)]
pub struct EvaluationInviteInput {
    /// The case.
    case_id: ID,
}

/// What somebody thinks.
#[derive(InputObject)]
pub struct EvaluationSubmitInput {
    /// The case.
    case_id: ID,
    /// Whose form is written down, by who runs the case; null for the viewer's own.
    respondent_id: Option<ID>,
    /// How it came in.
    channel: EvaluationChannel,
    /// The service as a whole, from 1 (poor) to 5 (very good), as the others.
    service: i32,
    /// The mediator or facilitator.
    mediator: i32,
    /// The preparation.
    preparation: i32,
    /// Whether it was fair.
    fairness: i32,
    /// Whether they were heard.
    heard: i32,
    /// What came of it.
    outcome: i32,
    /// In their words.
    text: Option<String>,
    /// Whether their words may be quoted without their name.
    #[graphql(default)]
    may_quote: bool,
}

/// Mutations about evaluations.
#[derive(Default)]
pub struct EvaluationMutations;

/// Mutations about evaluations.
#[Object]
impl EvaluationMutations {
    /// Invites everybody who was at the meeting to evaluate it.
    async fn evaluation_invite(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: EvaluationInviteInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::invite(app, actor, case).await)
    }

    /// Records what somebody who was invited thinks. Everybody answers once.
    async fn evaluation_submit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What somebody thinks.")] input: EvaluationSubmitInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let respondent = match &input.respondent_id {
            None => None,
            Some(id) => match id::decode_as(Kind::Person, id) {
                Some(person) => Some(person),
                None => return Ok(CaseRecordPayload::malformed("respondentId")),
            },
        };
        let answer = Answer {
            channel: input.channel.into(),
            scores: Scores {
                service: input.service,
                mediator: input.mediator,
                preparation: input.preparation,
                fairness: input.fairness,
                heard: input.heard,
                outcome: input.outcome,
            },
            text: input.text,
            may_quote: input.may_quote,
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::submit(app, actor, case, respondent, answer).await)
    }
}
