//! The routes, and the way of one request through the edge.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use futures_util::FutureExt;
use tracing::Instrument;

use super::code::{Code, Refusal};
use super::engine::{Engine, Unauthenticated};
use super::extract;
use super::guard;
use super::limits::Limits;
use super::mask::{self, Answer};
use super::negotiate::{Media, negotiate};

/// How long a client is asked to wait before it tries again, in seconds.
const RETRY_AFTER_SECS: &str = "5";

/// Serves `/graphql`, `/livez` (the process answers) and `/readyz` (the engine would, too).
pub fn routes<E: Engine>(engine: Arc<E>, limits: Limits) -> Router {
    Router::new()
        .route("/graphql", any(graphql::<E>))
        .route("/livez", get(async || "ok"))
        .route("/readyz", get(readyz::<E>))
        .with_state(Edge { engine, limits })
}

/// Gives every answer of a router the headers that keep it out of caches and of other people's pages. The
/// last thing done to a router: routes that are added later go without.
pub fn safe(router: Router) -> Router {
    router.layer(middleware::map_response(with_safe_headers))
}

struct Edge<E> {
    engine: Arc<E>,
    limits: Limits,
}

impl<E> Clone for Edge<E> {
    fn clone(&self) -> Self {
        Self {
            engine: Arc::clone(&self.engine),
            limits: self.limits,
        }
    }
}

/// Keeps answers out of caches, and browsers from guessing, from running anything and from showing them
/// inside another page (trust.md §4.3 H5, H6). What an answer says itself stands: the explorer's pages run
/// the explorer.
async fn with_safe_headers(mut response: Response) -> Response {
    const SAFE: [(HeaderName, &str); 5] = [
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in SAFE {
        let value = HeaderValue::from_static(value);
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

async fn readyz<E: Engine>(State(edge): State<Edge<E>>) -> (StatusCode, &'static str) {
    let asked = AssertUnwindSafe(edge.engine.is_ready()).catch_unwind();
    match tokio::time::timeout(edge.limits.deadline, asked).await {
        Ok(Ok(true)) => (StatusCode::OK, "ok"),
        Ok(Ok(false) | Err(_)) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready"),
    }
}

async fn graphql<E: Engine>(State(edge): State<Edge<E>>, request: Request) -> Response {
    let correlation_id = edge.engine.correlation_id();
    let (parts, body) = request.into_parts();
    let Some(media) = negotiate(&parts.headers) else {
        let message = "accept application/graphql-response+json or application/json";
        return refuse(Media::Json, Refusal::new(Code::NotAcceptable, message));
    };
    let span = tracing::info_span!("graphql", correlation_id);
    let answered = edge.answer(&parts, body, &correlation_id).instrument(span);
    match AssertUnwindSafe(answered).catch_unwind().await {
        Ok(Ok(answer)) => write(media, &answer),
        Ok(Err(refusal)) => refuse(media, refusal),
        // The panic itself has been reported by the panic hook.
        Err(_) => {
            tracing::error!(correlation_id, "a request panicked");
            let errors = vec![mask::internal(&correlation_id)];
            write(
                media,
                &Answer {
                    errors,
                    ..Answer::default()
                },
            )
        }
    }
}

impl<E: Engine> Edge<E> {
    async fn answer(
        &self,
        parts: &Parts,
        body: Body,
        correlation_id: &str,
    ) -> Result<Answer, Refusal> {
        let question = extract::question(parts, body, &self.limits).await?;
        let answered = self.execute(parts, question);
        let response = tokio::time::timeout(self.limits.deadline, answered).await;
        let response = response.map_err(|_| {
            tracing::warn!(correlation_id, "a request ran out of time");
            Refusal::new(Code::Timeout, "the answer was not ready in time")
        })??;
        Ok(mask::mask(response, correlation_id))
    }

    /// Authenticates before guarding, so that the cost of a document is never spent on a caller
    /// whose token is bad.
    async fn execute(
        &self,
        parts: &Parts,
        question: guard::Question,
    ) -> Result<async_graphql::Response, Refusal> {
        let bearer = extract::bearer(&parts.headers)?;
        let caller = self.engine.authenticate(bearer).await.map_err(|reason| {
            let code = match reason {
                Unauthenticated::Refused => Code::Unauthenticated,
                Unauthenticated::Unavailable => Code::Unavailable,
            };
            Refusal::new(code, reason.to_string())
        })?;
        let mut request = guard::admit(&self.limits, question)?;
        if parts.method == Method::GET && !is_query(&mut request) {
            return Err(Refusal::new(
                Code::OnlyQueriesOverGet,
                "use POST for mutations",
            ));
        }
        Ok(self.engine.execute(caller, request).await)
    }
}

/// Looks at the document the guard has parsed; it holds one operation.
fn is_query(request: &mut async_graphql::Request) -> bool {
    request.parsed_query().is_ok_and(|document| {
        document
            .operations
            .iter()
            .all(|(_, operation)| operation.node.ty == OperationType::Query)
    })
}

fn refuse(media: Media, refusal: Refusal) -> Response {
    write(
        media,
        &Answer {
            errors: vec![refusal.into_error()],
            ..Answer::default()
        },
    )
}

fn write(media: Media, answer: &Answer) -> Response {
    let refused = answer.refused();
    let status = refused.map_or(StatusCode::OK, |code| code.status(media));
    let body = serde_json::to_vec(answer).expect("names are strings and values are finite");
    let content_type = HeaderValue::from_static(media.content_type());
    let mut response = (status, [(header::CONTENT_TYPE, content_type)], body).into_response();
    if let Some((name, value)) = refused.and_then(advice) {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Picks the header that tells a client what it could do instead.
fn advice(code: Code) -> Option<(HeaderName, &'static str)> {
    match code {
        Code::Unauthenticated => Some((header::WWW_AUTHENTICATE, "Bearer")),
        // RFC 6750 §3.1.
        Code::InsufficientScope => Some((
            header::WWW_AUTHENTICATE,
            "Bearer error=\"insufficient_scope\"",
        )),
        Code::MethodNotAllowed => Some((header::ALLOW, "GET, POST")),
        Code::OnlyQueriesOverGet => Some((header::ALLOW, "POST")),
        Code::Unavailable => Some((header::RETRY_AFTER, RETRY_AFTER_SECS)),
        Code::BadRequest
        | Code::NotAcceptable
        | Code::RequestTimeout
        | Code::PayloadTooLarge
        | Code::UriTooLong
        | Code::UnsupportedMediaType
        | Code::HeadersTooLarge
        | Code::GraphqlParseFailed
        | Code::GraphqlValidationFailed
        | Code::QueryTooLarge
        | Code::QueryTooDeep
        | Code::QueryTooComplex
        | Code::PageSizeInvalid
        | Code::VariablesTooLarge
        | Code::InvalidValue
        | Code::NotFound
        | Code::Forbidden
        | Code::Conflict
        | Code::Validation
        | Code::Timeout
        | Code::Internal => None,
    }
}
