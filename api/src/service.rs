//! What stands behind the edge: who a token belongs to, and the schema.

use async_graphql::{Request, Response};
use entities::PersonId;
use sea_orm::DatabaseConnection;

use crate::app::App;
use crate::auth::Actor;
use crate::auth::token::{Keys, Purpose};
use crate::domain;
use crate::edge::{Engine, Unauthenticated};
use crate::schema::{self, Schema};

/// The service as the edge sees it.
pub struct Service {
    app: App,
    keys: Keys,
    schema: Schema,
}

impl Service {
    /// A service over an application, trusting these keys.
    #[must_use]
    pub fn new(app: App, keys: Keys) -> Self {
        Self {
            app,
            keys,
            schema: schema::build(),
        }
    }

    /// The database, to ask whether it answers.
    fn db(&self) -> &DatabaseConnection {
        &self.app.db
    }
}

impl Engine for Service {
    type Caller = Actor;

    async fn authenticate(&self, bearer: Option<&str>) -> Result<Actor, Unauthenticated> {
        let Some(token) = bearer else {
            return Ok(Actor::Anonymous);
        };
        let now = self.app.now();
        // Partners and our own pages come in by this door; links, jobs and feeds have others.
        let claims = self
            .keys
            .verify(token, Purpose::Partner, now)
            .or_else(|_| self.keys.verify(token, Purpose::Session, now))
            .map_err(|refused| {
                tracing::info!(reason = %refused, "a bearer token was refused");
                Unauthenticated::Refused
            })?;
        match domain::person::identify(&self.app, PersonId(claims.person)).await {
            Ok(Actor::Anonymous) => Err(Unauthenticated::Refused),
            Ok(actor) => Ok(actor),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "nobody can be identified"
                );
                Err(Unauthenticated::Unavailable)
            }
        }
    }

    async fn execute(&self, caller: Actor, request: Request) -> Response {
        // Whoever is not known learns nothing of the schema; partners find it at /schema.graphql.
        let request = match caller {
            Actor::Anonymous => request.disable_introspection(),
            Actor::Person(_) => request,
        };
        self.schema
            .execute(schema::request(&self.app, caller, request))
            .await
    }

    async fn is_ready(&self) -> bool {
        self.db().ping().await.is_ok()
    }

    fn correlation_id(&self) -> String {
        self.app.ids.next().simple().to_string()
    }
}
