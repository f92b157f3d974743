//! Complaints and safeguarding concerns.

use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{PersonId, complaint, safeguarding_concern};

use super::super::casework::CaseRecordPayload;
use super::super::id::{self, Kind};
use super::super::loaders::{ConcernReadersOf, Loaders};
use super::super::person::{self, Person};
use super::case_id;
use super::codes::{ComplaintAbout, SafeguardingCategory};
use crate::app::App;
use crate::auth::{Actor, Standing};
use crate::domain::audit::Read;
use crate::domain::concern::{self as domain, NewComplaint, NewConcern};
use crate::schema::told;

/// A complaint. It goes to the service manager, and never to whom it is about.
pub struct Complaint {
    pub(in crate::schema) row: complaint::Model,
    pub(in crate::schema) standing: Standing,
}

/// A complaint. It goes to the service manager, and never to whom it is about.
#[Object]
impl Complaint {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::Complaint, self.row.id.0)
    }

    /// The case in which it came up.
    async fn case_id(&self) -> ID {
        id::encode(Kind::Case, self.row.case_id.0)
    }

    /// Who complains.
    async fn complainant(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.complainant_id, self.standing)
            .await
            .transpose()
    }

    /// What it is about.
    async fn about(&self) -> ComplaintAbout {
        self.row.about.into()
    }

    /// Whom it is about; null unless it is about a person.
    async fn about_person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.about_person_id?, self.standing)
            .await
            .transpose()
    }

    /// Which promised action it is about; null unless it is about one.
    async fn action_id(&self) -> Option<ID> {
        let action = self.row.action_id?;
        Some(id::encode(Kind::AgreementAction, action.0))
    }

    /// In the words of who complains.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn text(&self, ctx: &Context<'_>) -> Result<&str> {
        told::always(
            ctx,
            (self.row.case_id, self.standing),
            Read::Complaints,
            &self.row.text,
        )
    }

    /// The day on which it was made.
    async fn made_on(&self) -> NaiveDate {
        self.row.made_on
    }

    /// What came of it; null while it is open.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn outcome(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let outcome = self.row.outcome.as_ref();
        told::maybe(
            ctx,
            (self.row.case_id, self.standing),
            Read::Complaints,
            outcome,
        )
    }

    /// When it was resolved; null while it is open.
    async fn resolved_at(&self) -> Option<DateTime<Utc>> {
        self.row.resolved_at
    }
}

/// A safeguarding concern, for the service manager and those who need to know.
pub struct SafeguardingConcern {
    pub(in crate::schema) row: safeguarding_concern::Model,
    pub(in crate::schema) standing: Standing,
}

/// A safeguarding concern, for the service manager and those who need to know.
#[Object]
impl SafeguardingConcern {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::SafeguardingConcern, self.row.id.0)
    }

    /// The case in which it came up.
    async fn case_id(&self) -> ID {
        id::encode(Kind::Case, self.row.case_id.0)
    }

    /// What sort of harm.
    async fn category(&self) -> SafeguardingCategory {
        self.row.category.into()
    }

    /// What was seen or said.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn text(&self, ctx: &Context<'_>) -> Result<&str> {
        told::always(
            ctx,
            (self.row.case_id, self.standing),
            Read::Concerns,
            &self.row.text,
        )
    }

    /// To whom it was referred; null while it is not.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn referred_to(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let whom = self.row.referred_to.as_ref();
        told::maybe(ctx, (self.row.case_id, self.standing), Read::Concerns, whom)
    }

    /// The day on which it was referred; null while it is not.
    async fn referred_on(&self) -> Option<NaiveDate> {
        self.row.referred_on
    }

    /// When it was raised.
    async fn raised_at(&self) -> DateTime<Utc> {
        self.row.raised_at
    }

    /// Who raised it.
    async fn raised_by(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.raised_by, self.standing)
            .await
            .transpose()
    }

    /// Who needs to know of it, beside the service manager; at most 20.
    async fn readers(&self, ctx: &Context<'_>) -> Result<Vec<Person>> {
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(ConcernReadersOf(self.row.id)).await?;
        let mut people = Vec::new();
        for row in rows.unwrap_or_default() {
            let found = person::through_case(ctx, row.person_id, self.standing).await?;
            people.extend(found);
        }
        Ok(people)
    }
}

/// A complaint.
#[derive(InputObject)]
pub struct ComplaintRecordInput {
    /// The case in which it came up.
    case_id: ID,
    /// Whose complaint it is, where who runs the case writes it down; null for the viewer's own.
    complainant_id: Option<ID>,
    /// Whom it is about; null unless it is about a person.
    person_id: Option<ID>,
    /// Which promised action it is about; null unless it is about one, whose lateness was taken further.
    action_id: Option<ID>,
    /// In the words of who complains.
    text: String,
    /// The day on which it was made.
    made_on: NaiveDate,
}

/// What came of a complaint.
#[derive(InputObject)]
pub struct ComplaintResolveInput {
    /// The complaint.
    complaint_id: ID,
    /// What came of it.
    outcome: String,
}

/// A safeguarding concern.
#[derive(InputObject)]
pub struct SafeguardingConcernRecordInput {
    /// The case in which it came up.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// What sort of harm.
    category: SafeguardingCategory,
    /// What was seen or said.
    text: String,
    /// To whom it was referred; given together with the day.
    referred_to: Option<String>,
    /// The day on which it was referred.
    referred_on: Option<NaiveDate>,
    /// Who needs to know of it, beside the service manager; at most 20.
    reader_ids: Vec<ID>,
    /// Whether the case stands still meanwhile; for those who run it to say.
    #[graphql(default)]
    suspends: bool,
}

/// The person that an input may name; an error when the id is none of ours.
fn maybe_person(id: Option<&ID>) -> Result<Option<PersonId>, ()> {
    match id {
        None => Ok(None),
        Some(id) => id::decode_as(Kind::Person, id).map(Some).ok_or(()),
    }
}

/// Mutations about complaints and concerns.
#[derive(Default)]
pub struct ConcernMutations;

/// Mutations about complaints and concerns.
#[Object]
impl ConcernMutations {
    /// Makes a complaint, which goes to the service manager.
    async fn complaint_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The complaint.")] input: ComplaintRecordInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let Ok(complainant) = maybe_person(input.complainant_id.as_ref()) else {
            return Ok(CaseRecordPayload::malformed("complainantId"));
        };
        let Ok(person) = maybe_person(input.person_id.as_ref()) else {
            return Ok(CaseRecordPayload::malformed("personId"));
        };
        let action = match &input.action_id {
            None => None,
            Some(id) => match id::decode_as(Kind::AgreementAction, id) {
                Some(action) => Some(action),
                None => return Ok(CaseRecordPayload::malformed("actionId")),
            },
        };
        let new = NewComplaint {
            complainant,
            person,
            action,
            text: input.text,
            made_on: input.made_on,
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::complain(app, actor, case, new).await)
    }

    /// Records what came of a complaint.
    async fn complaint_resolve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which complaint, and what came of it.")] input: ComplaintResolveInput,
    ) -> Result<CaseRecordPayload> {
        let Some(complaint) = id::decode_as(Kind::Complaint, &input.complaint_id) else {
            return Ok(CaseRecordPayload::malformed("complaintId"));
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::resolve(app, actor, complaint, &input.outcome).await)
    }

    /// Records a safeguarding concern: what it is, to whom it was referred, and who needs to know.
    async fn safeguarding_concern_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The concern.")] input: SafeguardingConcernRecordInput,
    ) -> Result<CaseRecordPayload> {
        let Some(case) = case_id(&input.case_id) else {
            return Ok(CaseRecordPayload::malformed("caseId"));
        };
        let mut readers = Vec::new();
        for id in &input.reader_ids {
            let Some(reader) = id::decode_as(Kind::Person, id) else {
                return Ok(CaseRecordPayload::malformed("readerIds"));
            };
            readers.push(reader);
        }
        let new = NewConcern {
            category: input.category.into(),
            text: input.text,
            referred_to: input.referred_to,
            referred_on: input.referred_on,
            readers,
            suspends: input.suspends.then_some(input.expected_version),
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        CaseRecordPayload::of(domain::raise(app, actor, case, new).await)
    }
}
