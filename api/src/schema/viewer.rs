//! Who asks.

use async_graphql::{Context, Object, Result};

use super::after::action::OwedAction;
use super::after::concern::{Complaint, SafeguardingConcern};
use super::after::evaluation::{self, EvaluationSummary};
use super::enums::RoleKind;
use super::organisation::Organisation;
use super::person::{self, Person};
use crate::app::App;
use crate::auth::{Actor, Role, Somebody};
use crate::domain;

/// The person who asks.
pub struct Viewer(Somebody);

/// The person who asks.
#[Object]
impl Viewer {
    /// The person.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::find(ctx, self.0.id).await.transpose()
    }

    /// What this person is, and where, today.
    async fn roles(&self, ctx: &Context<'_>) -> Result<Vec<ViewerRole>> {
        let app = ctx.data::<App>()?;
        let roles = domain::person::roles_of(&app.db, self.0.id, app.today()).await?;
        Ok(roles
            .into_iter()
            .map(|(role, organisation)| ViewerRole(role, organisation))
            .collect())
    }

    /// What this person, or a body this person works for, has promised and not done, what is due first
    /// first; at most 100.
    async fn actions(&self, ctx: &Context<'_>) -> Result<Vec<OwedAction>> {
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let owed = domain::action::owed_by(app, actor).await?;
        Ok(owed.into_iter().map(OwedAction::of).collect())
    }

    /// The open complaints that are this person's to handle, the oldest first; at most 100.
    async fn complaints(&self, ctx: &Context<'_>) -> Result<Vec<Complaint>> {
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let found = domain::concern::complaints_to_handle(app, actor).await?;
        let wrap = |(row, standing)| Complaint { row, standing };
        Ok(found.into_iter().map(wrap).collect())
    }

    /// The safeguarding concerns that this person needs to know of, the newest first; at most 100.
    async fn safeguarding_concerns(&self, ctx: &Context<'_>) -> Result<Vec<SafeguardingConcern>> {
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let found = domain::concern::concerns_to_know(app, actor).await?;
        let wrap = |(row, standing)| SafeguardingConcern { row, standing };
        Ok(found.into_iter().map(wrap).collect())
    }

    /// What people thought, in a quarter, of the services that this person runs, or of the work that a
    /// local authority has bought whose contracts this person manages; null where fewer than five have
    /// answered.
    async fn evaluation_summary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The year.")] year: i32,
        #[graphql(desc = "The quarter of it, from 1 to 4.")] quarter: i32,
    ) -> Option<Result<EvaluationSummary>> {
        evaluation::summary(ctx, year, quarter, false)
            .await
            .transpose()
    }

    /// What people thought, in a quarter, of the meetings that this person mediated: from four weeks after
    /// its end, and null where fewer than five have answered.
    async fn own_evaluation_summary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The year.")] year: i32,
        #[graphql(desc = "The quarter of it, from 1 to 4.")] quarter: i32,
    ) -> Option<Result<EvaluationSummary>> {
        evaluation::summary(ctx, year, quarter, true)
            .await
            .transpose()
    }
}

/// A role the viewer has in an organisation.
pub struct ViewerRole(Role, entities::organisation::Model);

/// A role the viewer has in an organisation.
#[Object]
impl ViewerRole {
    /// As what.
    async fn kind(&self) -> RoleKind {
        self.0.kind.into()
    }

    /// Where.
    async fn organisation(&self) -> Organisation {
        Organisation(self.1.clone())
    }
}

/// The query for who asks.
#[derive(Default)]
pub struct ViewerQueries;

/// The query for who asks.
#[Object]
impl ViewerQueries {
    /// Who asks; null for nobody.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Result<Viewer>> {
        match ctx.data::<Actor>() {
            Ok(actor) => actor
                .somebody()
                .cloned()
                .map(|somebody| Ok(Viewer(somebody))),
            Err(error) => Some(Err(error)),
        }
    }
}
