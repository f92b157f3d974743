//! Checks that an agreement works, and what is known of an appeal.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use entities::follow_up_check;

use super::super::casework::CaseRecordPayload;
use super::super::enums::ParticipantRole;
use super::case_id;
use super::codes::{AgreementWorking, RelationshipSince};
use crate::app::App;
use crate::auth::Actor;
use crate::domain::follow_up::{self, NewCheck};

/// A check that an agreement works.
pub struct FollowUpCheck(pub(super) follow_up_check::Model);

/// A check that an agreement works.
#[Object]
impl FollowUpCheck {
    /// The day on which somebody was asked.
    async fn checked_on(&self) -> NaiveDate {
        self.0.checked_on
    }

    /// Who was asked, by what they are in the case.
    async fn asked(&self) -> ParticipantRole {
        self.0.asked.into()
    }

    /// How well it works.
    async fn working(&self) -> AgreementWorking {
        self.0.working.into()
    }

    /// What does not work, in their words; null where all does.
    async fn problems(&self) -> Option<&str> {
        self.0.problems.as_ref().map(entities::Personal::reveal)
    }

    /// What is done next; null where nothing has to be.
    async fn next(&self) -> Option<&str> {
        self.0.next.as_ref().map(entities::Personal::reveal)
    }

    /// How they get on with the others since.
    async fn relationship(&self) -> RelationshipSince {
        self.0.relationship.into()
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }
}

/// Who was asked whether the agreement works, and what they said.
#[derive(InputObject)]
pub struct FollowUpRecordInput {
    /// The case.
    case_id: ID,
    /// The day on which somebody was asked.
    checked_on: NaiveDate,
    /// Who, by what they are in the case.
    asked: ParticipantRole,
    /// How well it works.
    working: AgreementWorking,
    /// What does not work, in their words.
    problems: Option<String>,
    /// What is done next.
    next: Option<String>,
    /// How they get on with the others since.
    relationship: RelationshipSince,
}

/// What became known of an appeal.
#[derive(InputObject)]
pub struct AppealRecordInput {
    /// The case.
    case_id: ID,
    /// The day on which it was lodged; null where the last day passed without one.
    lodged_on: Option<NaiveDate>,
}

/// Mutations about what is followed up.
#[derive(Default)]
pub struct FollowUpMutations;

/// Mutations about what is followed up.
#[Object]
impl FollowUpMutations {
    /// Records that somebody was asked whether the agreement works, and what they said.
    async fn follow_up_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who was asked, and what they said.")] input: FollowUpRecordInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let new = NewCheck {
            checked_on: input.checked_on,
            asked: input.asked.into(),
            working: input.working.into(),
            problems: input.problems,
            next: input.next,
            relationship: input.relationship.into(),
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(follow_up::record(app, actor, case, new).await)
    }

    /// Records that the family has appealed to the Tribunal, or that the last day passed without an
    /// appeal.
    async fn appeal_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What became known.")] input: AppealRecordInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(follow_up::appeal(app, actor, case, input.lodged_on).await)
    }
}
