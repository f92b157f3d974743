//! Enquiries that are no case.

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use entities::enquiry;
use uuid::Uuid;

use super::codes::EnquiryTopic;
use super::{PartyUserError, read};
use crate::app::{App, is_in_reach};
use crate::auth::{Actor, may_take_in};
use crate::domain::referral::{self, NewEnquiry, Position, Slice};
use crate::schema::error::settle;
use crate::schema::id::Kind;
use crate::schema::loaders::{Loaders, OrganisationBy};
use crate::schema::organisation::Organisation;
use crate::schema::page::{self, Window};

/// A confidential question to the service that is no case: nobody is named in it.
pub struct Enquiry(enquiry::Model);

/// A confidential question to the service that is no case: nobody is named in it.
#[Object]
impl Enquiry {
    /// The day.
    async fn asked_on(&self) -> NaiveDate {
        self.0.asked_on
    }

    /// What was asked about.
    async fn topic(&self) -> EnquiryTopic {
        self.0.topic.into()
    }

    /// What was answered.
    async fn answer(&self) -> &str {
        self.0.answer.reveal()
    }

    /// When it was entered.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }

    /// The local authority it concerns.
    async fn local_authority(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        body(ctx, self.0.la_id).await.transpose()
    }

    /// The service that was asked.
    async fn provider(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        body(ctx, self.0.provider_id).await.transpose()
    }
}

/// A body.
pub(super) async fn body(
    ctx: &Context<'_>,
    id: entities::OrganisationId,
) -> Result<Option<Organisation>> {
    let row = ctx.data::<Loaders>()?.load_one(OrganisationBy(id)).await?;
    Ok(row.map(Organisation))
}

/// Queries about enquiries.
#[derive(Default)]
pub struct EnquiryQueries;

/// Queries about enquiries.
#[Object]
impl EnquiryQueries {
    /// The enquiries to the viewer's services, newest first; null for those who take none in.
    #[graphql(
        complexity = "first.or(last).unwrap_or(page::DEFAULT).max(1) as usize * child_complexity"
    )]
    async fn enquiries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most so many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<Connection<String, Enquiry, EmptyFields, EmptyFields>>> {
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let takes_in = actor.somebody().is_some_and(|somebody| {
            let mut held = somebody.roles.iter();
            held.any(|role| may_take_in(role.kind))
        });
        if !takes_in {
            return Ok(None);
        }
        let page = Window {
            first,
            after,
            last,
            before,
        }
        .read(position)?;
        let slice = Slice {
            limit: page.count as u64 + 1,
            is_backwards: page.is_backwards,
            after: page.after,
            before: page.before,
        };
        let mut found = referral::enquiries(app, actor, &slice).await?;
        let has_more = page.count < found.len();
        if has_more && page.is_backwards {
            found.remove(0);
        } else {
            found.truncate(page.count);
        }
        let bodies = found.iter().flat_map(|row| [row.la_id, row.provider_id]);
        let bodies = bodies.map(OrganisationBy);
        ctx.data::<Loaders>()?
            .load_many(bodies.collect::<std::collections::HashSet<_>>())
            .await?;
        let (before, after) = if page.is_backwards {
            (has_more, page.before.is_some())
        } else {
            (page.after.is_some(), has_more)
        };
        let mut connection = Connection::new(before, after);
        let edges = found
            .into_iter()
            .map(|row| Edge::new(page::seal(&written(&row)), Enquiry(row)));
        connection.edges.extend(edges);
        Ok(Some(connection))
    }
}

/// Where an enquiry stands, as text inside a cursor.
fn written(row: &enquiry::Model) -> String {
    format!("{}|{}", row.recorded_at.timestamp_micros(), row.id)
}

/// The position in a cursor; `None` when it is none of this list's.
fn position(text: &str) -> Option<Position> {
    let (at, id) = text.split_once('|')?;
    let recorded_at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
    let recorded_at = Some(recorded_at).filter(|at| is_in_reach(at.date_naive()))?;
    Some(Position {
        recorded_at,
        id: Uuid::try_parse(id).ok()?.into(),
    })
}

/// An enquiry that was answered.
#[derive(InputObject)]
pub struct EnquiryRecordInput {
    /// The service that was asked.
    provider_id: ID,
    /// The local authority it concerns.
    local_authority_id: ID,
    /// What was asked about.
    topic: EnquiryTopic,
    /// What was answered, without any name.
    #[graphql(validator(max_length = 2000))]
    answer: String,
    /// The day.
    asked_on: NaiveDate,
}

/// What came of recording an enquiry.
#[derive(SimpleObject)]
pub struct EnquiryRecordPayload {
    /// The enquiry; null when none was recorded.
    enquiry: Option<Enquiry>,
    /// Why none was recorded; empty when all went well.
    user_errors: Vec<PartyUserError>,
}

/// Mutations about enquiries.
#[derive(Default)]
pub struct EnquiryMutations;

/// Mutations about enquiries.
#[Object]
impl EnquiryMutations {
    /// Records a confidential enquiry and what was answered. No name is asked for, and it is no case.
    async fn enquiry_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was asked and answered.")] input: EnquiryRecordInput,
    ) -> Result<EnquiryRecordPayload> {
        let refused = |error| EnquiryRecordPayload {
            enquiry: None,
            user_errors: vec![error],
        };
        let new = match input.read() {
            Ok(new) => new,
            Err(error) => return Ok(refused(error)),
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let recorded = referral::enquire(app, actor, new).await;
        Ok(match settle(recorded)? {
            Ok(row) => EnquiryRecordPayload {
                enquiry: Some(Enquiry(row)),
                user_errors: Vec::new(),
            },
            Err(refusal) => refused(PartyUserError::of(&refusal)),
        })
    }
}

impl EnquiryRecordInput {
    fn read(self) -> Result<NewEnquiry, PartyUserError> {
        Ok(NewEnquiry {
            provider: read(Kind::Organisation, &self.provider_id, "providerId")?,
            la: read(
                Kind::Organisation,
                &self.local_authority_id,
                "localAuthorityId",
            )?,
            topic: self.topic.into(),
            answer: self.answer,
            asked_on: self.asked_on,
        })
    }
}
