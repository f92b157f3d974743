//! The service on a database of its own, at an instant of its own, asked through its own router.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use api::app::App;
use api::auth::token::{Keys, Order, Purpose, Scope, new_key};
use api::clock::ManualClock;
use api::database::Patience;
use api::domain;
use api::edge::{Allowance, Limits};
use api::ids::{Ids, SeededIds};
use api::keyring::KeyRing;
use api::reach::Login;
use api::server::{self, Offer};
use api::vault::Vault;
use api::vault::chance::SeededChance;
use api::vault::masters::{self, Masters};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use entities::PersonId;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::database::{Engine, TestDatabase};

/// Nobody signed in.
pub const ANYONE: Option<PersonId> = None;

/// The instant at which every test begins: Monday 2 March 2026, 09:00 in England.
#[must_use]
pub fn start_of_test() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().expect("it is an instant")
}

/// How long a tentative meeting is held.
pub const HOLD_LIFE: TimeDelta = TimeDelta::hours(48);

/// How long a test waits where the service would give up: what is tested is what comes of a crowd,
/// however slow the machine; what happens when time is up has tests of its own.
const PATIENCE: Duration = Duration::from_mins(3);

/// The service under test. Cheap to clone; the database goes with the last clone.
#[derive(Clone)]
pub struct TestApp {
    /// What operations reach for; its clock stands still. It sees and changes every row, as whoever owns
    /// the tables does: the router works with a login of its own.
    pub app: App,
    /// The clock of `app`.
    pub clock: Arc<ManualClock>,
    /// The keys the service trusts.
    pub keys: Keys,
    router: Router,
    served: DatabaseConnection,
    statements: Arc<Mutex<Vec<String>>>,
    database: Arc<TestDatabase>,
}

/// An answer over HTTP.
#[derive(Debug)]
pub struct HttpAnswer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as JSON; null when it is none.
    pub body: Value,
}

impl TestApp {
    /// The service on a migrated database without rows, with the connections it has in earnest.
    ///
    /// # Panics
    ///
    /// When the database cannot be prepared.
    pub async fn start(database: TestDatabase) -> Self {
        let statements = Arc::<Mutex<Vec<String>>>::default();
        let db = counted(&database, Login::AsNamed, &statements).await;
        // The service's own login, as it is in earnest.
        let served = match database.engine {
            Engine::Sqlite => db.clone(),
            Engine::Postgres => counted(&database, Login::AsService, &statements).await,
        };
        let clock = Arc::new(ManualClock::new(start_of_test()));
        let ids: Arc<dyn Ids> = Arc::new(SeededIds::new(1));
        let calendar = domain::calendar::prepare(&db, ids.as_ref())
            .await
            .expect("the bank holidays can be written");
        let app = App {
            db,
            clock: clock.clone(),
            ids,
            calendar: Arc::new(calendar),
            hold_life: HOLD_LIFE,
            runs: Arc::default(),
            vault: Arc::new(vault()),
            retention: Arc::default(),
            known: Arc::default(),
        };
        let keys = keys();
        Self {
            router: server::routes(reaching(&app, &served), keys.clone(), &offer(false)).await,
            app,
            served,
            clock,
            keys,
            statements,
            database: Arc::new(database),
        }
    }

    /// Moves the clock on.
    pub fn advance(&self, step: TimeDelta) {
        self.clock.advance(step);
    }

    /// The connections that the router works with: on PostgreSQL with the service's own login.
    #[must_use]
    pub fn served(&self) -> &DatabaseConnection {
        &self.served
    }

    /// Where the database is.
    #[must_use]
    pub fn database_url(&self) -> &str {
        &self.database.url
    }

    /// A token such as a page of ours gives somebody who signed in.
    ///
    /// # Panics
    ///
    /// Never: the keys can sign.
    #[must_use]
    pub fn token(&self, person: PersonId) -> String {
        let order = Order {
            person: person.0,
            client: "tests".to_owned(),
            purpose: Purpose::Session,
            scope: Scope::Write,
            life: TimeDelta::minutes(10),
        };
        self.keys
            .mint(&order, self.app.now(), self.app.ids.next())
            .expect("the keys can sign")
    }

    /// A token as an order has it, for the `Authorization` header.
    ///
    /// # Panics
    ///
    /// When the order asks for what no token may be.
    #[must_use]
    pub fn bearer(&self, order: &Order) -> String {
        let minted = self.keys.mint(order, self.app.now(), self.app.ids.next());
        format!("Bearer {}", minted.expect("the order is in order"))
    }

    /// Another instance of the service on the same database, with the same keys.
    pub async fn another(&self) -> Self {
        self.trusting(self.keys.clone()).await
    }

    /// Another instance of the service on the same database, with other keys of confidential texts.
    pub async fn with_vault(&self, vault: Vault) -> Self {
        let app = App {
            vault: Arc::new(vault),
            ..self.app.clone()
        };
        let other = Self {
            app,
            ..self.clone()
        };
        other.another().await
    }

    /// Another instance of the service on the same database, which trusts these keys.
    pub async fn trusting(&self, keys: impl Into<KeyRing>) -> Self {
        Self {
            router: server::routes(reaching(&self.app, &self.served), keys, &offer(false)).await,
            ..self.clone()
        }
    }

    /// Another instance of the service on the same database, which offers this.
    pub async fn offering(&self, offer: &Offer) -> Self {
        let app = reaching(&self.app, &self.served);
        Self {
            router: server::routes(app, self.keys.clone(), offer).await,
            ..self.clone()
        }
    }

    /// The routes, to be served at an address.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// What comes of a request that is sent as it is: status, headers, and the body as text.
    ///
    /// # Panics
    ///
    /// When the router does not answer.
    pub async fn send(&self, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
        let answered = self.router.clone().oneshot(request).await;
        let (parts, body) = answered.expect("a router always answers").into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await;
        let text = String::from_utf8_lossy(&bytes.expect("the body is in memory")).into_owned();
        (parts.status, parts.headers, text)
    }

    /// What a browser gets at a path, from a service that shows the explorer too: status and headers.
    ///
    /// # Panics
    ///
    /// When the router does not answer.
    pub async fn browse(&self, path: &str) -> (StatusCode, HeaderMap) {
        let app = reaching(&self.app, &self.served);
        let router = server::routes(app, self.keys.clone(), &offer(true)).await;
        let request = Request::get(path).body(Body::empty());
        let answered = router.oneshot(request.expect("the path is one")).await;
        let (parts, _) = answered.expect("a router always answers").into_parts();
        (parts.status, parts.headers)
    }

    /// Asks over HTTP, with whatever stands in the `Authorization` header.
    ///
    /// # Panics
    ///
    /// When the router does not answer.
    pub async fn post(&self, authorization: Option<&str>, body: &Value) -> HttpAnswer {
        let mut request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/graphql-response+json");
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let request = request
            .body(Body::from(body.to_string()))
            .expect("the request is well-formed");
        let answered = self.router.clone().oneshot(request).await;
        let (parts, body) = answered.expect("a router always answers").into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await;
        HttpAnswer {
            status: parts.status,
            headers: parts.headers,
            body: serde_json::from_slice(&bytes.expect("the body is in memory"))
                .unwrap_or(Value::Null),
        }
    }

    /// Asks as somebody, by token and through the router; the whole answer.
    pub async fn run(
        &self,
        actor: impl Into<Option<PersonId>>,
        document: &str,
        variables: Value,
    ) -> Value {
        let token = actor.into().map(|id| format!("Bearer {}", self.token(id)));
        let body = json!({ "query": document, "variables": variables });
        self.post(token.as_deref(), &body).await.body
    }

    /// Asks as somebody; what is in `data`.
    ///
    /// # Panics
    ///
    /// When there is a top-level error.
    pub async fn ask(
        &self,
        actor: impl Into<Option<PersonId>>,
        document: &str,
        variables: Value,
    ) -> Value {
        let mut answer = self.run(actor, document, variables).await;
        assert_eq!(answer["errors"], Value::Null, "{document}: {answer:#}");
        answer["data"].take()
    }

    /// Forgets the statements counted so far.
    pub fn forget_statements(&self) {
        let mut seen = self
            .statements
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        seen.clear();
    }

    /// The statements since they were last forgotten.
    #[must_use]
    pub fn statements(&self) -> Vec<String> {
        let seen = self
            .statements
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        seen.clone()
    }

    /// How many rows each of these tables has, to show that nothing was half-written.
    ///
    /// # Panics
    ///
    /// When there is no such table.
    pub async fn rows(&self, tables: &[&str]) -> Vec<i64> {
        let mut counts = Vec::new();
        for table in tables {
            counts.push(
                self.number(&format!("SELECT COUNT(*) AS n FROM {table}"))
                    .await,
            );
        }
        counts
    }

    /// Changes rows in a way that no operation does.
    ///
    /// # Panics
    ///
    /// When the statement is wrong.
    pub async fn execute(&self, sql: &str) {
        let done = self.app.db.execute_unprepared(sql).await;
        assert!(
            0 < done.expect("the statement is right").rows_affected(),
            "{sql}"
        );
    }

    /// The number `n` that a statement gives.
    ///
    /// # Panics
    ///
    /// When it gives none.
    pub async fn number(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.app.db.get_database_backend(), sql);
        let row = self.app.db.query_one_raw(statement).await;
        let row = row
            .expect("the statement is right")
            .expect("it gives a row");
        row.try_get("", "n").expect("it gives a number n")
    }
}

/// Connections whose statements are counted.
async fn counted(
    database: &TestDatabase,
    login: Login,
    statements: &Arc<Mutex<Vec<String>>>,
) -> DatabaseConnection {
    let mut db = api::database::connect(&database.url, 8, patience(), login)
        .await
        .expect("a fresh database can be reached");
    let seen = Arc::clone(statements);
    db.set_metric_callback(move |metric| {
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push(metric.statement.sql.clone());
    });
    db
}

/// The application that stands behind the router.
fn reaching(app: &App, served: &DatabaseConnection) -> App {
    App {
        db: served.clone(),
        ..app.clone()
    }
}

/// The keys of confidential texts, the same in every test.
fn vault() -> Vault {
    let chance = SeededChance::new(1);
    let masters = Masters::read(&masters::new_line(&chance)).expect("a new key is a key");
    Vault::new(masters, Arc::new(chance), Arc::new(SeededIds::new(2)))
}

/// The offer of the service, made to somebody who has time, and asks for as much as they like.
#[must_use]
pub fn offer(explorer: bool) -> Offer {
    Offer {
        limits: Limits {
            deadline: PATIENCE,
            // What is asked for is back before the next request.
            allowance: Allowance {
                points: 1_000_000,
                per_second: u32::MAX,
            },
            ..Limits::default()
        },
        explorer,
        ..Offer::default()
    }
}

fn patience() -> Patience {
    Patience {
        connection: PATIENCE,
        writer: PATIENCE,
        statement: PATIENCE,
    }
}

/// The keys of every test: made once, because nothing depends on which they are.
fn keys() -> Keys {
    static PEM: OnceLock<String> = OnceLock::new();
    let mut keys = Keys::new("https://id.example.org", "concord");
    keys.sign_with(PEM.get_or_init(new_key))
        .expect("a new key is a key");
    keys
}
