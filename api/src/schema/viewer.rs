//! Who asks.

use async_graphql::{Context, Object, Result};

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
