//! What is recorded in cases of several types: preparing, meeting, ending.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::NaiveDate;

use super::codes::{AuthorityCoverage, Preparation, SessionOutcome};
use super::{CaseCloseInput, CaseRecordPayload, CaseStepInput, record};
use crate::domain::casework::{Shared, Step};
use crate::schema::enums::ParticipantRole;

/// Which case, and who may decide.
#[derive(InputObject)]
pub struct AvailabilityCloseInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Whether those who come may decide every issue.
    authority: AuthorityCoverage,
}

/// Which case, and what was done.
#[derive(InputObject)]
pub struct MeetingPrepareInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// What was done, as far as no record shows it.
    done: Vec<Preparation>,
}

/// Which case, and when.
#[derive(InputObject)]
pub struct SessionStartInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day.
    on: NaiveDate,
}

/// Which case, and when.
#[derive(InputObject)]
pub struct SessionAdjournInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day.
    on: NaiveDate,
}

/// Which case, when, and what came of it.
#[derive(InputObject)]
pub struct SessionEndInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day.
    on: NaiveDate,
    /// What came of it.
    outcome: SessionOutcome,
}

/// Which case, and what was done.
#[derive(InputObject)]
pub struct FollowUpStartInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Whether the agreement was sent to everybody.
    is_agreement_sent: bool,
    /// Whether everybody was invited to evaluate.
    is_evaluation_invited: bool,
}

/// Which case, who, and when.
#[derive(InputObject)]
pub struct CaseWithdrawInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Who.
    by: ParticipantRole,
    /// The day.
    on: NaiveDate,
    /// Whether those who stay still have a dispute to resolve; asked in a disagreement resolution.
    #[graphql(default)]
    rest_has_dispute: bool,
}

/// Which case, and whether it stands still.
#[derive(InputObject)]
pub struct SafeguardingRaiseInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Whether the case stands still meanwhile.
    suspends: bool,
}

/// A number as the life-cycles count.
pub(in crate::schema) fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Mutations about the meeting of a case, and what comes before and after it.
#[derive(Default)]
pub struct SessionMutations;

/// Mutations about the meeting of a case, and what comes before and after it.
#[Object]
impl SessionMutations {
    /// Records that enough is known to look for dates.
    async fn availability_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and who may decide.")] input: AvailabilityCloseInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Any(Shared::AvailabilityEnough {
            authority: input.authority.into(),
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that everything for the day is done. That the mediator called everybody who must come is
    /// read from `prepContactRecord`.
    async fn meeting_prepare(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and what was done.")] input: MeetingPrepareInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Prepared {
            said: input.done.into_iter().map(Into::into).collect(),
        };
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the session begins, with those who are recorded as there: who has no basis to
    /// attend, or has not signed the ground rules, is not admitted (`attendanceRecord`,
    /// `groundRulesSign`).
    async fn session_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and when.")] input: SessionStartInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::DayStarts { on: input.on };
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the session is adjourned.
    async fn session_adjourn(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and when.")] input: SessionAdjournInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Any(Shared::Adjourned { on: input.on });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that a second date is wanted after an adjournment.
    async fn second_date_want(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Any(Shared::SecondDateWanted);
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the meeting has ended, and what came of it (SEND reg 42(1)): the same as is recorded
    /// of the issues, and with something agreed only once all who agree have signed (`issueSettle`,
    /// `agreementSign`). An issue that is still open is agreed where everything is, and not agreed where
    /// nothing is; where only something is agreed, each is settled before.
    async fn session_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, when, and what came of it.")] input: SessionEndInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Ends {
            on: input.on,
            outcome: input.outcome.into(),
        };
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that what is owed after the meeting was done.
    async fn follow_up_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and what was done.")] input: FollowUpStartInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Any(Shared::FollowUpStarted {
            is_agreement_sent: input.is_agreement_sent,
            is_evaluation_invited: input.is_evaluation_invited,
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Closes a case of which nothing is left to follow up: every promise is kept, and after a
    /// mediation a party was asked whether the agreement works, if there is one, and it is known whether the
    /// family appeals.
    async fn follow_up_finish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::FollowedUp;
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that somebody no longer takes part. A mediation is the family's alone to stop.
    async fn case_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, who, and when.")] input: CaseWithdrawInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Any(Shared::Withdrew {
            by: input.by.into(),
            on: input.on,
            rest_has_dispute: input.rest_has_dispute,
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that somebody has a safeguarding concern.
    async fn safeguarding_raise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and whether it stands still.")] input: SafeguardingRaiseInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Any(Shared::SafeguardingRaised {
            suspends: input.suspends,
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Closes a case, where the law owes nobody anything any more.
    async fn case_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and why.")] input: CaseCloseInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Any(Shared::Closed(input.reason.into()));
        record(ctx, &input.case_id, input.expected_version, step).await
    }
}
