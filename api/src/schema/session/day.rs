//! What is recorded on the day: ground rules, attendance, issues.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::{DateTime, Utc};

use super::codes::{AuthorityFound, IssueSettlement, Presence};
use super::maybe;
use crate::app::App;
use crate::auth::Actor;
use crate::domain::session::{self, Attended};
use crate::schema::casework::CaseRecordPayload;
use crate::schema::casework::codes::{AttendanceBasis, FamilyChoice};
use crate::schema::id::{self, Kind};

/// Who signs the ground rules.
#[derive(InputObject)]
pub struct GroundRulesSignInput {
    /// The meeting.
    meeting_id: ID,
    /// Who; null for the viewer. Another's signature, on paper, is for those who run the session to note.
    person_id: Option<ID>,
    /// Which wording of the ground rules, as the service numbers them.
    wording: String,
}

/// Who was there.
#[derive(InputObject)]
pub struct AttendanceRecordInput {
    /// The meeting.
    meeting_id: ID,
    /// Who: one of those who come, or who takes such a seat in another's place.
    person_id: ID,
    /// Whether they were there.
    presence: Presence,
    /// On which basis; null for whoever was not there, and for the mediator. Nobody else is there without one.
    basis: Option<AttendanceBasis>,
    /// When they came; null for whoever was not there.
    arrived_at: Option<DateTime<Utc>>,
    /// When they left; null while they are there.
    left_at: Option<DateTime<Utc>>,
    /// Whether they could decide; null for whoever comes for no body.
    authority: Option<AuthorityFound>,
    /// What the family wants where nobody with authority comes to a mediation that has not begun.
    family: Option<FamilyChoice>,
}

/// What became of which issue.
#[derive(InputObject)]
pub struct IssueSettleInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The issue.
    issue_id: ID,
    /// What became of it.
    status: IssueSettlement,
}

/// Mutations about the day of a meeting.
#[derive(Default)]
pub struct DayMutations;

/// Mutations about the day of a meeting.
#[Object]
impl DayMutations {
    /// Records that somebody who comes has signed the ground rules, the pre-mediation agreement, without
    /// which nobody is admitted.
    async fn ground_rules_sign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who signs what.")] input: GroundRulesSignInput,
    ) -> Result<CaseRecordPayload> {
        let Some(meeting) = id::decode_as(Kind::Meeting, &input.meeting_id) else {
            return Ok(CaseRecordPayload::malformed("meetingId"));
        };
        let Ok(person) = maybe(Kind::Person, input.person_id.as_ref()) else {
            return Ok(CaseRecordPayload::malformed("personId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let signed = session::sign_ground_rules(app, actor, meeting, person, input.wording);
        CaseRecordPayload::told(signed.await)
    }

    /// Records whether somebody was there, on which basis (SEND reg 38), and whether they could decide
    /// (SEND reg 37(1)); what was recorded of them before is replaced.
    async fn attendance_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who was there.")] input: AttendanceRecordInput,
    ) -> Result<CaseRecordPayload> {
        let Some(meeting) = id::decode_as(Kind::Meeting, &input.meeting_id) else {
            return Ok(CaseRecordPayload::malformed("meetingId"));
        };
        let Some(person) = id::decode_as(Kind::Person, &input.person_id) else {
            return Ok(CaseRecordPayload::malformed("personId"));
        };
        let attended = Attended {
            person,
            presence: input.presence.into(),
            basis: input.basis.map(Into::into),
            arrived_at: input.arrived_at,
            left_at: input.left_at,
            authority: input.authority.map(Into::into),
            family: input.family.map(Into::into),
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::told(session::attend(app, actor, meeting, attended).await)
    }

    /// Records what became of an issue.
    async fn issue_settle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What became of which issue.")] input: IssueSettleInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = id::decode_as(Kind::Case, &input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let Some(issue) = id::decode_as(Kind::Issue, &input.issue_id) else {
            return Ok(CaseRecordPayload::malformed("issueId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let seen = (case, input.expected_version);
        let status = input.status.into();
        CaseRecordPayload::told(session::settle(app, actor, seen, issue, status).await)
    }
}
