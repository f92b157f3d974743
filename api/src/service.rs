//! What stands behind the edge: who a token belongs to, and the schema.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::parser::types::OperationType;
use async_graphql::{Pos, Request, Response, ServerError};
use chrono::NaiveDate;
use entities::{CaseId, PersonId};
use sea_orm::{DatabaseConnection, DbErr};

use crate::app::App;
use crate::auth::Actor;
use crate::auth::token::{Claims, Purpose, Scope, TokenRefused};
use crate::domain::audit::{self, Read, Readings, Told};
use crate::domain::{self, revocation::Bearer};
use crate::edge::{Code, Engine, Payer, Unauthenticated};
use crate::keyring::KeyRing;
use crate::reach::{self, Reach};
use crate::schema::{self, Schema};

/// The service as the edge sees it.
pub struct Service {
    app: App,
    keys: KeyRing,
    schema: Schema,
    read: Mutex<ReadToday>,
}

/// What was written down on a day as read, so that it is once.
#[derive(Debug, Default)]
struct ReadToday {
    on: NaiveDate,
    known: HashSet<(PersonId, CaseId, Read)>,
}

impl Service {
    /// A service over an application, trusting these keys.
    #[must_use]
    pub fn new(app: App, keys: KeyRing) -> Self {
        Self {
            app,
            keys,
            schema: schema::build(),
            read: Mutex::default(),
        }
    }

    /// The database, to ask whether it answers.
    fn db(&self) -> &DatabaseConnection {
        &self.app.db
    }
}

/// Who asks, and how far the front-end they ask with may go.
pub struct Caller {
    actor: Actor,
    scope: Scope,
    payer: Option<Payer>,
}

impl Service {
    /// What a bearer token says: partners and our own pages come in by this door; links, jobs and
    /// feeds have others.
    async fn claims(&self, token: &str) -> Result<Claims, TokenRefused> {
        let now = self.app.now();
        // A session's first, which no issuer has to be asked about.
        match self.keys.verify(token, Purpose::Session, now).await {
            Err(TokenRefused::TypeWrong) => self.keys.verify(token, Purpose::Partner, now).await,
            other => other,
        }
    }
}

impl Service {
    /// Writes down what an answer tells that is confidential, unless it was written down today that this
    /// person was told it. Each instance of the service knows of its own.
    async fn write_down(&self, actor: &Actor, mut told: Readings) -> Result<(), DbErr> {
        let Some(reader) = actor.somebody().map(|somebody| somebody.id) else {
            return Ok(());
        };
        let today = self.app.today();
        {
            let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            if read.on == today {
                told.retain(|&(case, what), _| !read.known.contains(&(reader, case, what)));
            }
        }
        if told.is_empty() {
            return Ok(());
        }
        reach::as_service(audit::read(&self.app, actor, &told)).await?;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.on != today || MOST_READ < read.known.len() {
            *read = ReadToday {
                on: today,
                known: HashSet::new(),
            };
        }
        read.known
            .extend(told.into_keys().map(|(case, what)| (reader, case, what)));
        Ok(())
    }
}

/// Most that is remembered of a day; beyond it, something may be written down twice.
const MOST_READ: usize = 200_000;

impl Engine for Service {
    type Caller = Caller;

    async fn authenticate(&self, bearer: Option<&str>) -> Result<Caller, Unauthenticated> {
        let Some(token) = bearer else {
            // Nobody has nothing that a scope could narrow.
            return Ok(Caller {
                actor: Actor::Anonymous,
                scope: Scope::Admin,
                payer: None,
            });
        };
        let claims = self.claims(token).await.map_err(|refused| {
            tracing::info!(reason = %refused, "a bearer token was refused");
            Unauthenticated::Refused
        })?;
        let bearer = Bearer::from(&claims);
        // Until it is known who asks, it is the service that asks who that is.
        let identified = domain::person::identify_bearer(&self.app, &bearer);
        match reach::as_service(identified).await {
            Ok(Actor::Anonymous) => {
                tracing::info!("a bearer token was refused: revoked, or nobody's");
                Err(Unauthenticated::Refused)
            }
            Ok(actor) => Ok(Caller {
                actor,
                // A session of our own pages reaches as far as the person does.
                scope: claims.scope.unwrap_or(Scope::Admin),
                payer: Some(Payer::Client {
                    client: claims.client,
                    person: claims.person,
                }),
            }),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "nobody can be identified"
                );
                Err(Unauthenticated::Unavailable)
            }
        }
    }

    fn payer(&self, caller: &Caller) -> Option<Payer> {
        caller.payer.clone()
    }

    async fn execute(&self, caller: Caller, mut request: Request) -> Response {
        let Caller { actor, scope, .. } = caller;
        if scope < Scope::Write && changes(&mut request) {
            let refused = Code::InsufficientScope.error("this client may read and not change");
            return Response::from_errors(vec![refused.into_server_error(Pos::default())]);
        }
        // Whoever is not known learns nothing of the schema; partners find it at /schema.graphql.
        let request = match actor {
            Actor::Anonymous => request.disable_introspection(),
            Actor::Person(_) => request,
        };
        let reach = Reach::from(&actor);
        let told = Arc::new(Told::default());
        let request = schema::request(&self.app, actor.clone(), &told, request).data(scope);
        let response = reach::within(reach, self.schema.execute(request)).await;
        match self.write_down(&actor, told.all()).await {
            Ok(()) => response,
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "it cannot be written down who reads what"
                );
                // Without a code it is a fault, and all of the answer is kept back.
                let kept_back = ServerError::new("it cannot be written down who reads this", None);
                Response::from_errors(vec![kept_back])
            }
        }
    }

    async fn is_ready(&self) -> bool {
        self.db().ping().await.is_ok()
    }

    fn correlation_id(&self) -> String {
        self.app.ids.next().simple().to_string()
    }
}

/// Whether a document has an operation that does more than read.
fn changes(request: &mut Request) -> bool {
    // A document that cannot be parsed does nothing; the edge has parsed it already.
    request.parsed_query().is_ok_and(|document| {
        let mut operations = document.operations.iter();
        operations.any(|(_, operation)| match operation.node.ty {
            OperationType::Query | OperationType::Subscription => false,
            OperationType::Mutation => true,
        })
    })
}
