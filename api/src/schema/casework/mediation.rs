//! What is recorded in a mediation and in nothing else.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};

use super::codes::FamilyChoice;
use super::{CaseRecordPayload, record};
use crate::domain::casework::Step;
use crate::lifecycle::mediation::Event;
use crate::schema::enums::ParticipantRole;

/// Which case, and when.
#[derive(InputObject)]
pub struct LocalAuthorityInformInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// When it was told.
    informed_at: DateTime<Utc>,
}

/// Which case, and when.
#[derive(InputObject)]
pub struct CareBoardInformInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// When it received the notice.
    informed_at: DateTime<Utc>,
}

/// Which case, and when.
#[derive(InputObject)]
pub struct InabilityNoticeRecordInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day on which it told the adviser.
    told_on: NaiveDate,
}

/// Which case, which body, and what the family wants.
#[derive(InputObject)]
pub struct AuthorityMissingRecordInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Which body.
    body: ParticipantRole,
    /// What the family wants.
    family: FamilyChoice,
}

/// Mutations about a mediation.
#[derive(Default)]
pub struct MediationMutations;

/// Mutations about a mediation.
#[Object]
impl MediationMutations {
    /// Records that the local authority was told that the family wants mediation: its 30 days begin (SEND
    /// reg 35(4) and 36(2)).
    async fn local_authority_inform(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and when.")] input: LocalAuthorityInformInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Mediation(Event::LaInformed {
            at: input.informed_at,
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that an integrated care board received the authority's notice: its 30 days begin when health
    /// alone is in dispute (SEND reg 35(3)).
    async fn care_board_inform(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and when.")] input: CareBoardInformInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Mediation(Event::IcbInformed {
            at: input.informed_at,
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that the local authority cannot arrange the mediation in time: a certificate becomes due, and
    /// mediation may still follow (SEND reg 39(2) and (3)).
    async fn inability_notice_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, and when.")] input: InabilityNoticeRecordInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Mediation(Event::LaCannotArrange {
            told_on: input.told_on,
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }

    /// Records that a body comes without authority, or does not come (SEND reg 37(1)).
    async fn authority_missing_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, which body, and what the family wants.")]
        input: AuthorityMissingRecordInput,
    ) -> Result<CaseRecordPayload> {
        let step = Step::Mediation(Event::AuthorityMissing {
            by: input.body.into(),
            family: input.family.into(),
        });
        record(ctx, &input.case_id, input.expected_version, step).await
    }
}
