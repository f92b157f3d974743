//! What is recorded in a disagreement resolution and in nothing else.

use async_graphql::{Context, ID, InputObject, Object, Result};

use super::session::count;
use super::{CaseRecordPayload, CaseStepInput, record};
use crate::domain::casework::Step;
use crate::lifecycle::resolution::Event;
use crate::schema::enums::ParticipantRole;

/// Which case, and who has not answered.
#[derive(InputObject)]
pub struct ParticipationAgreeInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// How many of those required have not answered.
    waiting: u32,
}

/// Which case, and who.
#[derive(InputObject)]
pub struct ParticipationDeclineInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Who.
    by: ParticipantRole,
}

/// Mutations about a disagreement resolution.
#[derive(Default)]
pub struct ResolutionMutations;

/// Mutations about a disagreement resolution.
#[Object]
impl ResolutionMutations {
    /// Records that everybody is asked whether they take part.
    async fn participation_ask(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Resolution(Event::RoundOpened);
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that those required take part (CFA s.57: it is voluntary for all).
    async fn participation_agree(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and who has not answered.")] input: ParticipationAgreeInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Resolution(Event::AllAgreed {
            waiting: count(input.waiting),
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that somebody who is required does not take part.
    async fn participation_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and who.")] input: ParticipationDeclineInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Resolution(Event::Declined {
            by: input.by.into(),
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that they were told where to turn instead.
    async fn resolution_signpost(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Resolution(Event::Signposted);
        record(ctx, &input.case_id, input.expected_version, step).await
    }
}
