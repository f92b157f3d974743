//! The edge around an engine without a database.

#![expect(
    clippy::unused_async,
    reason = "a resolver must be asynchronous, even a failing one"
)]

mod documents;
mod families;
mod faults;
mod hostile;
mod http;
mod properties;

use std::future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_graphql::{
    Context, EmptySubscription, InputValueError, InputValueResult, Object, Scalar, ScalarType,
    Schema, SimpleObject, Value,
};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use serde_json::{Value as Json, json};
use tower::ServiceExt;

use super::{Code, Engine, Limits, Payer, Question, Registered, Unauthenticated, routes, safe};

/// The newer media type.
const GRAPHQL: &str = "application/graphql-response+json";

fn burst() -> i32 {
    panic!("a resolver panicked, as the test asked")
}

struct Query;

#[derive(SimpleObject)]
struct Kid {
    id: i32,
}

struct Fragile(bool);

#[Object]
impl Fragile {
    async fn name(&self) -> async_graphql::Result<&str> {
        if self.0 {
            Ok("whole")
        } else {
            Err("broken cup in cupboard 7".into())
        }
    }
}

/// A day, which is never right.
struct Day;

#[Scalar]
impl ScalarType for Day {
    fn parse(value: Value) -> InputValueResult<Self> {
        Err(InputValueError::custom(format!("{value} is no day")))
    }

    fn to_value(&self) -> Value {
        Value::Null
    }
}

#[Object]
impl Query {
    async fn ping(&self) -> &str {
        "pong"
    }

    async fn kids(&self, first: i32) -> Vec<Kid> {
        (0..first).map(|id| Kid { id }).collect()
    }

    async fn echo(&self, text: String) -> String {
        text
    }

    async fn day(&self, on: Day) -> bool {
        matches!(on, Day)
    }

    async fn boom(&self) -> async_graphql::Result<i32> {
        Err("relation people_secret does not exist".into())
    }

    async fn untyped(&self) -> async_graphql::Result<i32> {
        Err(async_graphql::Error::new("Failed to store the row of Ada"))
    }

    async fn invented(&self) -> async_graphql::Result<i32> {
        let mut error = async_graphql::Error::new("secret");
        error
            .extensions
            .get_or_insert_default()
            .set("code", "E_SECRET");
        Err(error)
    }

    async fn missing(&self) -> Option<async_graphql::Result<i32>> {
        let mut error = Code::NotFound.error("no such case");
        error
            .extensions
            .get_or_insert_default()
            .set("row", "secret");
        Some(Err(error))
    }

    async fn fragile(&self) -> Vec<Fragile> {
        vec![Fragile(true), Fragile(false)]
    }

    async fn panics(&self) -> i32 {
        burst()
    }

    async fn never(&self) -> i32 {
        future::pending().await
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn strike(&self, ctx: &Context<'_>) -> usize {
        ctx.data_unchecked::<Arc<AtomicUsize>>()
            .fetch_add(1, Ordering::SeqCst)
            + 1
    }
}

/// The engine of these tests: counts what mutations did.
struct Stub {
    schema: Schema<Query, Mutation, EmptySubscription>,
    strikes: Arc<AtomicUsize>,
}

impl Engine for Stub {
    type Caller = ();

    async fn authenticate(&self, bearer: Option<&str>) -> Result<(), Unauthenticated> {
        match bearer {
            None | Some("good") => Ok(()),
            Some("down") => Err(Unauthenticated::Unavailable),
            Some("panic") => panic!("authentication panicked, as the test asked"),
            Some(_) => Err(Unauthenticated::Refused),
        }
    }

    fn payer(&self, (): &()) -> Option<Payer> {
        None
    }

    async fn execute(&self, (): (), request: async_graphql::Request) -> async_graphql::Response {
        self.schema.execute(request).await
    }

    async fn is_ready(&self) -> bool {
        self.strikes.load(Ordering::SeqCst) == 0
    }

    fn correlation_id(&self) -> String {
        "id-7".to_owned()
    }
}

/// A router over the stub, and what its mutations did.
struct TestEdge {
    router: Router,
    strikes: Arc<AtomicUsize>,
}

/// What came back.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    /// The body, without what it cost.
    json: Json,
    cost: Option<Json>,
}

impl Reply {
    /// The code of the first error, or nothing.
    fn code(&self) -> &str {
        self.json["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
    }
}

impl TestEdge {
    fn new() -> Self {
        Self::with(Limits::default())
    }

    /// An edge that does not wait long.
    fn hasty() -> Self {
        let deadline = Duration::from_millis(30);
        Self::with(Limits {
            deadline,
            body_deadline: deadline,
            ..Limits::default()
        })
    }

    /// An edge that answers these documents alone, if there are any.
    fn answering(registered: Option<Registered>) -> Self {
        Self::made(Limits::default(), registered)
    }

    fn with(limits: Limits) -> Self {
        Self::made(limits, None)
    }

    fn made(limits: Limits, registered: Option<Registered>) -> Self {
        let strikes = Arc::new(AtomicUsize::new(0));
        let schema = Schema::build(Query, Mutation, EmptySubscription)
            .data(Arc::clone(&strikes))
            .finish();
        let stub = Stub {
            schema,
            strikes: Arc::clone(&strikes),
        };
        Self {
            router: safe(routes(Arc::new(stub), limits, registered.map(Arc::new))),
            strikes,
        }
    }

    async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 1 << 24).await.unwrap();
        let mut json = serde_json::from_slice(&bytes).unwrap_or(Json::Null);
        let extensions = json
            .as_object_mut()
            .and_then(|answer| answer.remove("extensions"));
        let cost = extensions.map(|mut extensions| extensions["cost"].take());
        Reply {
            status: parts.status,
            headers: parts.headers,
            json,
            cost,
        }
    }

    async fn post(&self, body: Json) -> Reply {
        self.send(post().body(Body::from(body.to_string())).unwrap())
            .await
    }

    async fn query(&self, query: &str) -> Reply {
        self.post(json!({ "query": query })).await
    }

    async fn get(&self, query_string: &str) -> Reply {
        let uri = format!("/graphql?{query_string}");
        let request = Request::get(uri).header(header::ACCEPT, GRAPHQL);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn assert_alive(&self) {
        let reply = self.query("{ping}").await;
        assert_eq!(
            (reply.status, reply.json),
            (StatusCode::OK, json!({"data":{"ping":"pong"}}))
        );
    }
}

/// A POST of JSON that wants the newer media type; the body is still to come.
fn post() -> axum::http::request::Builder {
    Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, GRAPHQL)
}
