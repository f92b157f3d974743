//! Mediators.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, ID, Object, Result};
use chrono::NaiveDate;
use entities::mediator;

use super::enums::{AccreditationFamily, RegisterBody};
use super::error::bad_input;
use super::id::{self, Kind};
use super::loaders::{AccreditationsOf, AreasOf, Loaders, OrganisationBy};
use super::organisation::Organisation;
use super::page::{self, Window};
use super::person::{self, Person};
use crate::app::App;
use crate::auth::{Actor, Standing};
use crate::domain;

/// Who may mediate what, and for whom.
pub struct Mediator(pub(super) mediator::Model);

/// Who may mediate what, and for whom.
#[Object]
impl Mediator {
    /// Names the profile; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
        id::encode(Kind::Mediator, self.0.person_id.0)
    }

    /// The person.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        // Whoever sees the profile arranges meetings for the service the mediator works for.
        person::through_case(ctx, self.0.person_id, Standing::Coordinator)
            .await
            .transpose()
    }

    /// The number on the register.
    async fn register_no(&self) -> Option<&str> {
        self.0.register_no.as_deref()
    }

    /// Whose register it is.
    async fn register_body(&self) -> Option<RegisterBody> {
        self.0.register_body.map(Into::into)
    }

    /// The last day of the accreditation.
    async fn accredited_until_on(&self) -> NaiveDate {
        self.0.accredited_until_on
    }

    /// The last day of the insurance.
    async fn insured_until_on(&self) -> NaiveDate {
        self.0.insured_until_on
    }

    /// What the mediator is accredited for.
    async fn accredited_for(&self, ctx: &Context<'_>) -> Result<Vec<AccreditationFamily>> {
        let rows = ctx
            .data::<Loaders>()?
            .load_one(AccreditationsOf(self.0.person_id))
            .await?;
        Ok(rows
            .unwrap_or_default()
            .into_iter()
            .map(|row| row.family.into())
            .collect())
    }

    /// The authorities in whose areas the mediator works; empty for all.
    async fn areas(&self, ctx: &Context<'_>) -> Result<Vec<Organisation>> {
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders
            .load_one(AreasOf(self.0.person_id))
            .await?
            .unwrap_or_default();
        let keys: Vec<_> = rows
            .iter()
            .map(|row| OrganisationBy(row.organisation_id))
            .collect();
        let mut found = loaders.load_many(keys.iter().copied()).await?;
        Ok(keys
            .iter()
            .filter_map(|key| found.remove(key))
            .map(Organisation)
            .collect())
    }

    /// Meetings a day at most.
    async fn max_day(&self) -> i32 {
        self.0.max_day
    }

    /// Meetings a week at most.
    async fn max_week(&self) -> i32 {
        self.0.max_week
    }
}

/// Queries about mediators.
#[derive(Default)]
pub struct MediatorQueries;

/// Queries about mediators.
#[Object]
impl MediatorQueries {
    /// The mediators of the services whose meetings the viewer arranges; empty for everybody else.
    #[graphql(
        complexity = "first.or(last).unwrap_or(page::DEFAULT).max(1) as usize * child_complexity"
    )]
    #[expect(clippy::too_many_arguments, reason = "arguments of a GraphQL field")]
    async fn mediators(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those who speak this language: bsl, or an ISO 639-1 code.")]
        language: Option<String>,
        #[graphql(desc = "Only those who work in this authority's area.")] area_id: Option<ID>,
        #[graphql(desc = "At most so many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<String, Mediator>> {
        let page = Window {
            first,
            after,
            last,
            before,
        }
        .read(|text| Some(text.to_owned()))?;
        let area = match area_id {
            None => None,
            Some(id) => Some(
                id::decode_as(Kind::Organisation, &id)
                    .ok_or_else(|| bad_input("areaId is not the id of an organisation"))?,
            ),
        };
        let filter = domain::mediator::Filter { language, area };
        let found =
            domain::mediator::list(ctx.data::<App>()?, ctx.data::<Actor>()?, &filter).await?;
        let key = |row: &mediator::Model| row.person_id.to_string();
        let (items, more_before, more_after) = page::cut(&page, found, key)?;
        let mut connection = Connection::new(more_before, more_after);
        let edges = items
            .into_iter()
            .map(|row| Edge::new(page::seal(&key(&row)), Mediator(row)));
        connection.edges.extend(edges);
        Ok(connection)
    }
}
