//! Contracts: which work is paid for, and how much of it is used.

use async_graphql::{Context, Object, Result};
use chrono::NaiveDate;

use super::enquiry::body;
use crate::app::{App, is_in_reach};
use crate::auth::{Actor, may_see_contracts};
use crate::domain::contract::{self, Used};
use crate::schema::enums::CaseKind;
use crate::schema::error::bad_input;
use crate::schema::loaders::{Loaders, OrganisationBy};
use crate::schema::organisation::Organisation;

/// An agreement under which a commissioner pays a service for cases.
pub struct Contract(Used);

/// An agreement under which a commissioner pays a service for cases.
#[Object]
impl Contract {
    /// Who pays.
    async fn commissioner(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        body(ctx, self.0.row.commissioner_id).await.transpose()
    }

    /// Who does the work.
    async fn provider(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        body(ctx, self.0.row.provider_id).await.transpose()
    }

    /// The types of case it covers.
    async fn kinds(&self) -> Vec<CaseKind> {
        self.0.kinds.iter().copied().map(Into::into).collect()
    }

    /// The first day it holds.
    async fn from_on(&self) -> NaiveDate {
        self.0.row.from_on
    }

    /// The last day it holds.
    async fn to_on(&self) -> NaiveDate {
        self.0.row.to_on
    }

    /// Cases it pays for at most; null without a limit.
    async fn volume_cap(&self) -> Option<i32> {
        self.0.row.volume_cap
    }

    /// Cases of its types that were taken on in its period, up to the day asked about. For whoever is not
    /// of the service it is null while there are fewer than five: so few might point to a family.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn used_volume(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        let cases = contract::told(ctx.data::<Actor>()?, &self.0);
        Ok(cases.map(|cases| i32::try_from(cases).unwrap_or(i32::MAX)))
    }
}

/// Queries about contracts.
#[derive(Default)]
pub struct ContractQueries;

/// Queries about contracts.
#[Object]
impl ContractQueries {
    /// The contracts in force on a day: of the services whose meetings the viewer arranges, and of the
    /// bodies whose contracts the viewer manages. Null for those who do neither. A service has one or two
    /// with each commissioner.
    async fn contracts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day; today when it is left out.")] on: Option<NaiveDate>,
    ) -> Result<Option<Vec<Contract>>> {
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let reads = actor.somebody().is_some_and(|somebody| {
            let mut held = somebody.roles.iter();
            held.any(|role| may_see_contracts(role.kind))
        });
        if !reads {
            return Ok(None);
        }
        let on = on.unwrap_or(app.today());
        if !is_in_reach(on) {
            return Err(bad_input("on is out of reach"));
        }
        let found = contract::list(app, actor, on).await?;
        let bodies = found
            .iter()
            .flat_map(|one| [one.row.commissioner_id, one.row.provider_id]);
        let bodies = bodies.map(OrganisationBy);
        ctx.data::<Loaders>()?
            .load_many(bodies.collect::<std::collections::HashSet<_>>())
            .await?;
        Ok(Some(found.into_iter().map(Contract).collect()))
    }
}
