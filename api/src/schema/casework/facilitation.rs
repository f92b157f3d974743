//! What is recorded in a facilitation and in nothing else.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::NaiveDate;

use super::codes::InviteeClass;
use super::{CaseRecordPayload, CaseStepInput, record};
use crate::domain::casework::Step;
use crate::lifecycle::facilitation::Event;

/// Which case, its aim, and whom the invitations reach.
#[derive(InputObject)]
pub struct FacilitationScopeInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Whether the aim is written down.
    has_aim: bool,
    /// Whom the invitations reach.
    invited: Vec<InviteeClass>,
}

/// Which case, and when.
#[derive(InputObject)]
pub struct PapersCirculateInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day.
    on: NaiveDate,
}

/// Which case, and when.
#[derive(InputObject)]
pub struct FacilitationHoldInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day.
    on: NaiveDate,
}

/// Which case, and until when.
#[derive(InputObject)]
pub struct CommentsOpenInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The last day for comments.
    until_on: NaiveDate,
}

/// Which case, and when.
#[derive(InputObject)]
pub struct NotesFinaliseInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day.
    on: NaiveDate,
}

/// Mutations about a facilitation.
#[derive(Default)]
pub struct FacilitationMutations;

/// Mutations about a facilitation.
#[Object]
impl FacilitationMutations {
    /// Records what a facilitation is for and who is invited.
    async fn facilitation_scope(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, its aim, and whom the invitations reach.")]
        input: FacilitationScopeInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Facilitation(Event::Scoped {
            has_aim: input.has_aim,
            invited: input.invited.into_iter().map(Into::into).collect(),
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that somebody facilitates.
    async fn facilitator_assign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Facilitation(Event::FacilitatorAssigned);
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the agenda is drafted; at least one thing stands on it (`agendaItemAdd`).
    async fn agenda_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        record(ctx, &input.case_id, input.expected_version, Step::Agenda).await
    }

    /// Records that the papers are sent to everybody: for an annual review two weeks before (SEND reg 20(4)).
    async fn papers_circulate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and when.")] input: PapersCirculateInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Papers { on: input.on };
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the meeting was held.
    async fn facilitation_hold(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and when.")] input: FacilitationHoldInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Facilitation(Event::Held { on: input.on });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the notes are written (`notesWrite`).
    async fn notes_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        record(ctx, &input.case_id, input.expected_version, Step::Notes).await
    }

    /// Records that the notes go out, marked Draft, for everybody's comments.
    async fn comments_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and until when.")] input: CommentsOpenInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Facilitation(Event::CommentsOpened {
            until_on: input.until_on,
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the notes are final: all who were there have answered, or the time for comments is
    /// over.
    async fn notes_finalise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and when.")] input: NotesFinaliseInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::FinalNotes { on: input.on };
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the next steps are agreed in writing, each with an owner: an agreement
    /// that is drafted must be signed first.
    async fn actions_agree(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case.")] input: CaseStepInput,
    ) -> Result<CaseRecordPayload> {
        record(ctx, &input.case_id, input.expected_version, Step::Actions).await
    }
}
