//! What is recorded before the day: introduction, calls, summaries, authority.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};

use super::codes::{AuthorityLimits, PrepContactWay};
use super::{all, maybe};
use crate::app::App;
use crate::auth::Actor;
use crate::domain::session::{self, AlsoTo, Contacted, Declared};
use crate::schema::casework::CaseRecordPayload;
use crate::schema::enums::IssueDomain;
use crate::schema::id::{self, Kind};

/// Which meeting, and when.
#[derive(InputObject)]
pub struct MediatorIntroduceInput {
    /// The meeting.
    meeting_id: ID,
    /// The day on which the mediator got in touch with everybody.
    introduced_on: NaiveDate,
}

/// With whom the mediator was in touch.
#[derive(InputObject)]
pub struct PrepContactRecordInput {
    /// The meeting it prepares.
    meeting_id: ID,
    /// With whom.
    person_id: ID,
    /// How.
    way: PrepContactWay,
    /// When it began.
    contacted_at: DateTime<Utc>,
    /// How long it took; 0 where no contact is wanted.
    #[graphql(default)]
    minutes: i32,
    /// What the mediator wants to remember. Nobody else ever reads it, the manager included.
    note: Option<String>,
}

/// Whose summary, and what it says.
#[derive(InputObject)]
pub struct SummaryWriteInput {
    /// The case.
    case_id: ID,
    /// The seat; null for the viewer's own. Another's is the mediator's to write, after the call.
    participant_id: Option<ID>,
    /// What is in dispute as the party sees it, and what it aims for; null for no summary this time.
    text: Option<String>,
}

/// Which summaries are exchanged, and with whom besides.
#[derive(InputObject)]
pub struct SummariesExchangeInput {
    /// The meeting they prepare.
    meeting_id: ID,
    /// Others who come and are given them: a supporter with the family's consent, an interpreter to
    /// prepare. The parties who come get them in any case.
    #[graphql(default)]
    also_to_ids: Vec<ID>,
    /// Whether the family agrees that these others get them, as it told the mediator. Nobody else than
    /// an interpreter is given them without.
    #[graphql(default)]
    is_family_agreed: bool,
}

/// Who declares what.
#[derive(InputObject)]
pub struct AuthorityDeclareInput {
    /// The seat for a body.
    participant_id: ID,
    /// Who declares; null for the viewer. Another's is for those who run the session to note.
    person_id: Option<ID>,
    /// On which issues they may decide.
    domains: Vec<IssueDomain>,
    /// Up to where.
    limits: AuthorityLimits,
    /// The limit in words, where there is one.
    limit_text: Option<String>,
    /// Whether they may sign an agreement on the day.
    may_sign: bool,
}

/// Whose declaration is confirmed.
#[derive(InputObject)]
pub struct AuthorityConfirmInput {
    /// The seat.
    participant_id: ID,
    /// Who declared.
    person_id: ID,
}

/// Mutations about preparing a meeting.
#[derive(Default)]
pub struct PrepareMutations;

/// Mutations about preparing a meeting.
#[Object]
impl PrepareMutations {
    /// Records that the mediator has got in touch with everybody who comes; for that mediator.
    async fn mediator_introduce(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which meeting, and when.")] input: MediatorIntroduceInput,
    ) -> Result<CaseRecordPayload> {
        let Some(meeting) = id::decode_as(Kind::Meeting, &input.meeting_id) else {
            return Ok(CaseRecordPayload::malformed("meetingId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::told(session::introduce(app, actor, meeting, input.introduced_on).await)
    }

    /// Records a call or another contact of the mediator with somebody who comes; for that mediator, who
    /// alone reads the note.
    async fn prep_contact_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "With whom, how, and when.")] input: PrepContactRecordInput,
    ) -> Result<CaseRecordPayload> {
        let Some(meeting) = id::decode_as(Kind::Meeting, &input.meeting_id) else {
            return Ok(CaseRecordPayload::malformed("meetingId"));
        };
        let Some(person) = id::decode_as(Kind::Person, &input.person_id) else {
            return Ok(CaseRecordPayload::malformed("personId"));
        };
        let contacted = Contacted {
            person,
            way: input.way.into(),
            at: input.contacted_at,
            minutes: input.minutes,
            note: input.note,
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::told(session::contact(app, actor, meeting, contacted).await)
    }

    /// Writes a party's summary, or that there is none this time. Nobody but the party and the mediator
    /// reads it before the mediator exchanges the summaries.
    async fn summary_write(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose, and what it says.")] input: SummaryWriteInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = id::decode_as(Kind::Case, &input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let Ok(seat) = maybe(Kind::Participant, input.participant_id.as_ref()) else {
            return Ok(CaseRecordPayload::malformed("participantId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::told(session::write(app, actor, case, seat, input.text).await)
    }

    /// Gives the summaries to the parties who come; for the mediator. From then on they stay as they
    /// are.
    async fn summaries_exchange(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "For which meeting, and to whom besides.")] input: SummariesExchangeInput,
    ) -> Result<CaseRecordPayload> {
        let Some(meeting) = id::decode_as(Kind::Meeting, &input.meeting_id) else {
            return Ok(CaseRecordPayload::malformed("meetingId"));
        };
        let Some(also_to) = all(Kind::Person, &input.also_to_ids) else {
            return Ok(CaseRecordPayload::malformed("alsoToIds"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let also = AlsoTo {
            people: also_to,
            is_family_agreed: input.is_family_agreed,
        };
        CaseRecordPayload::told(session::exchange(app, actor, meeting, also).await)
    }

    /// Declares what somebody who comes for a body may decide and sign (SEND reg 37(1)). What they may
    /// decide counts from now on when dates are looked for.
    async fn authority_declare(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who declares what.")] input: AuthorityDeclareInput,
    ) -> Result<CaseRecordPayload> {
        let Some(seat) = id::decode_as(Kind::Participant, &input.participant_id) else {
            return Ok(CaseRecordPayload::malformed("participantId"));
        };
        let Ok(person) = maybe(Kind::Person, input.person_id.as_ref()) else {
            return Ok(CaseRecordPayload::malformed("personId"));
        };
        let declared = Declared {
            person,
            domains: input.domains.into_iter().map(Into::into).collect(),
            limits: input.limits.into(),
            limit_text: input.limit_text,
            may_sign: input.may_sign,
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::told(session::declare(app, actor, seat, declared).await)
    }

    /// Confirms what somebody declared that they may decide; for the mediator (SEND reg 37(1)).
    async fn authority_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose declaration.")] input: AuthorityConfirmInput,
    ) -> Result<CaseRecordPayload> {
        let Some(seat) = id::decode_as(Kind::Participant, &input.participant_id) else {
            return Ok(CaseRecordPayload::malformed("participantId"));
        };
        let Some(person) = id::decode_as(Kind::Person, &input.person_id) else {
            return Ok(CaseRecordPayload::malformed("personId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::told(session::confirm(app, actor, seat, person).await)
    }
}
