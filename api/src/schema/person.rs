//! People.

use async_graphql::{Context, ID, Object, Result};
use chrono::NaiveDate;
use entities::{PersonId, person};

use super::availability::AvailabilityWindow;
use super::enums::AccessFeature;
use super::error::bad_input;
use super::id::{self, Kind};
use super::loaders::{LanguagesOf, Loaders, NeedsOf, PersonBy};
use super::parties::codes::ContactChannel;
use crate::app::{App, is_in_reach};
use crate::auth::{Acquaintance, Actor, PersonAction, Standing, may_with_person};
use crate::domain;
use crate::domain::availability::MAX_DAYS;

/// Somebody who takes part, or could.
pub struct Person {
    pub(super) row: person::Model,
    /// What the viewer has to do with this person.
    pub(super) acquaintance: Acquaintance,
}

/// A person met through a case, in which the viewer has that standing.
pub(super) async fn through_case(
    ctx: &Context<'_>,
    id: PersonId,
    standing: Standing,
) -> Result<Option<Person>> {
    let row = ctx.data::<Loaders>()?.load_one(PersonBy(id)).await?;
    let oneself = ctx
        .data::<Actor>()?
        .somebody()
        .is_some_and(|somebody| somebody.id == id);
    let acquaintance = if oneself {
        Acquaintance::Oneself
    } else {
        domain::person::through_case(standing)
    };
    let row = row.filter(|_| may_with_person(acquaintance, PersonAction::SeeName));
    Ok(row.map(|row| Person { row, acquaintance }))
}

impl Person {
    fn may(&self, action: PersonAction) -> bool {
        may_with_person(self.acquaintance, action)
    }
}

/// Somebody who takes part, or could.
#[Object]
impl Person {
    /// Names the person; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
        id::encode(Kind::Person, self.row.id.0)
    }

    /// The name.
    async fn name(&self) -> &str {
        self.row.name.reveal()
    }

    /// The e-mail address; for the person and for those who arrange or guide the meeting.
    async fn email(&self) -> Option<&str> {
        let email = self
            .row
            .email
            .as_ref()
            .filter(|_| self.may(PersonAction::SeeContact));
        email.map(entities::Personal::reveal)
    }

    /// The telephone number; for the person and for those who arrange or guide the meeting.
    async fn phone(&self) -> Option<&str> {
        let phone = self
            .row
            .phone
            .as_ref()
            .filter(|_| self.may(PersonAction::SeeContact));
        phone.map(entities::Personal::reveal)
    }

    /// The languages this person speaks or signs; for those who arrange or guide the meeting.
    async fn languages(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        if !self.may(PersonAction::SeeContact) {
            return Ok(Vec::new());
        }
        let rows = ctx
            .data::<Loaders>()?
            .load_one(LanguagesOf(self.row.id))
            .await?;
        Ok(rows
            .unwrap_or_default()
            .into_iter()
            .map(|row| row.language)
            .collect())
    }

    /// How this person likes to be reached; for the person and for those who arrange or guide the meeting.
    async fn preferred_channel(&self) -> Option<ContactChannel> {
        let may = self.may(PersonAction::SeeContact);
        may.then(|| self.row.preferred_channel.into())
    }

    /// The first half of this person's postcode; for the person and for those who arrange or guide the
    /// meeting.
    async fn outcode(&self) -> Option<&str> {
        let may = self.may(PersonAction::SeeContact);
        self.row.outcode.as_deref().filter(|_| may)
    }

    /// What this person needs of a place; for the person and for those who arrange or guide the meeting.
    async fn access_needs(&self, ctx: &Context<'_>) -> Result<Vec<AccessFeature>> {
        if !self.may(PersonAction::SeeContact) {
            return Ok(Vec::new());
        }
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(NeedsOf(self.row.id)).await?;
        let rows = rows.unwrap_or_default().into_iter();
        Ok(rows.map(|row| row.feature.into()).collect())
    }

    /// When this person can meet, from one day to another, both included and at most 180 days; null
    /// for those who may not see it. Days are days in England.
    async fn availability(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first day.")] from_on: NaiveDate,
        #[graphql(desc = "The last day.")] until_on: NaiveDate,
    ) -> Option<Result<Vec<AvailabilityWindow>>> {
        if !self.may(PersonAction::SeeAvailability) {
            return None;
        }
        Some(self.windows(ctx, from_on, until_on).await)
    }
}

impl Person {
    async fn windows(
        &self,
        ctx: &Context<'_>,
        from_on: NaiveDate,
        until_on: NaiveDate,
    ) -> Result<Vec<AvailabilityWindow>> {
        let in_reach = is_in_reach(from_on) && is_in_reach(until_on);
        if !in_reach || !(0..MAX_DAYS).contains(&(until_on - from_on).num_days()) {
            return Err(bad_input("ask for 1 to 180 days"));
        }
        let app = ctx.data::<App>()?;
        let rows = domain::availability::windows(app, self.row.id, from_on, until_on).await?;
        let acquaintance = self.acquaintance;
        Ok(rows
            .into_iter()
            .map(|row| AvailabilityWindow { row, acquaintance })
            .collect())
    }
}

/// Queries about people.
#[derive(Default)]
pub struct PersonQueries;

/// Queries about people.
#[Object]
impl PersonQueries {
    /// One person; null for somebody the viewer has nothing to do with.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person's id.")] id: ID,
    ) -> Option<Result<Person>> {
        find(ctx, id::decode_as(Kind::Person, &id)?)
            .await
            .transpose()
    }
}

/// One person, as far as the viewer may see.
pub(super) async fn find(ctx: &Context<'_>, id: PersonId) -> Result<Option<Person>> {
    let found = domain::person::see(ctx.data::<App>()?, ctx.data::<Actor>()?, id).await?;
    Ok(found.map(|(row, acquaintance)| Person { row, acquaintance }))
}
