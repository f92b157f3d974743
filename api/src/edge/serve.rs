//! The routes, and the way of one request through the edge.

use std::net::{IpAddr, Ipv4Addr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use async_graphql::parser::types::OperationType;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use futures_util::FutureExt;
use tracing::Instrument;

use super::allowance::{Ledger, Payer, Receipt};
use super::code::{Code, Refusal};
use super::engine::{Engine, Unauthenticated};
use super::extract;
use super::guard::{self, Admitted};
use super::limits::Limits;
use super::mask::{self, Answer};
use super::negotiate::{Media, negotiate};
use super::registered::Registered;

/// How long a client is asked to wait before it tries again, in seconds.
const RETRY_AFTER_SECS: &str = "5";

/// Serves `/graphql`, for registered documents alone if there are any, `/livez` (the process answers) and `/readyz` (the engine would, too).
pub fn routes<E: Engine>(
    engine: Arc<E>,
    limits: Limits,
    registered: Option<Arc<Registered>>,
) -> Router {
    Router::new()
        .route("/graphql", any(graphql::<E>))
        .route("/livez", get(async || "ok"))
        .route("/readyz", get(readyz::<E>))
        .with_state(Edge {
            engine,
            limits,
            registered,
            ledger: Arc::new(Ledger::new(limits.allowance)),
        })
}

/// Where a request came from, as an extension of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The address of whoever asks: what a trusted proxy says, or whoever opened the connection.
    pub address: IpAddr,
    /// Whether a trusted proxy says that it was asked over TLS.
    pub is_over_tls: bool,
}

/// Gives every answer of a router the headers that keep it out of caches and of other people's pages. The
/// last thing done to a router: routes that are added later go without.
pub fn safe(router: Router) -> Router {
    router.layer(middleware::from_fn(with_safe_headers))
}

struct Edge<E> {
    engine: Arc<E>,
    limits: Limits,
    registered: Option<Arc<Registered>>,
    ledger: Arc<Ledger>,
}

impl<E> Clone for Edge<E> {
    fn clone(&self) -> Self {
        Self {
            engine: Arc::clone(&self.engine),
            limits: self.limits,
            registered: self.registered.clone(),
            ledger: Arc::clone(&self.ledger),
        }
    }
}

/// Keeps answers out of caches, and browsers from guessing, from running anything and from showing them
/// inside another page (trust.md §4.3 H5, H6). What an answer says itself stands: the explorer's pages run
/// the explorer. Whoever came over TLS is told to come over TLS from now on.
async fn with_safe_headers(request: Request, next: Next) -> Response {
    const SAFE: [(HeaderName, &str); 8] = [
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    const TWO_YEARS: HeaderValue = HeaderValue::from_static("max-age=63072000");
    let peer = request.extensions().get::<Peer>();
    let is_over_tls = peer.is_some_and(|peer| peer.is_over_tls);
    let mut response = next.run(request).await;
    for (name, value) in SAFE {
        let value = HeaderValue::from_static(value);
        response.headers_mut().entry(name).or_insert(value);
    }
    if is_over_tls {
        let headers = response.headers_mut();
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TWO_YEARS);
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

/// A page that is for callers we know: refuses whoever brings no token that is believed, as `/graphql` does.
///
/// # Errors
///
/// The answer to somebody we do not know.
pub async fn known_callers_only<E: Engine>(
    engine: &E,
    headers: &HeaderMap,
) -> Result<(), Response> {
    let refused = |code, message: &str| refuse(Media::Json, Refusal::new(code, message.to_owned()));
    let bearer = extract::bearer(headers).map_err(|refusal| refuse(Media::Json, refusal))?;
    if bearer.is_none() {
        let message = "this is for callers with a token: send Authorization: Bearer";
        return Err(refused(Code::Unauthenticated, message));
    }
    match engine.authenticate(bearer).await {
        Ok(_) => Ok(()),
        Err(reason) => Err(refused(code_of(reason), &reason.to_string())),
    }
}

/// What a client is told of why it is not known.
fn code_of(reason: Unauthenticated) -> Code {
    match reason {
        Unauthenticated::Refused => Code::Unauthenticated,
        Unauthenticated::Unavailable => Code::Unavailable,
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
        let (response, receipt) = match response {
            Ok(answered) => answered,
            Err(receipt) => return Ok(throttled(receipt)),
        };
        let mut answer = mask::mask(response, correlation_id);
        told(&mut answer, receipt);
        Ok(answer)
    }

    /// Authenticates before guarding, so that the cost of a document is never spent on a caller
    /// whose token is bad.
    async fn execute(&self, parts: &Parts, question: guard::Question) -> Result<Executed, Refusal> {
        let bearer = extract::bearer(&parts.headers)?;
        let caller = self.engine.authenticate(bearer).await;
        let caller = caller.map_err(|reason| Refusal::new(code_of(reason), reason.to_string()))?;
        let registered = self.registered.as_ref();
        if registered.is_some_and(|known| !known.contains(&question.query)) {
            let message =
                "this service answers registered documents alone, and this is none of them";
            return Err(Refusal::new(Code::OperationUnknown, message));
        }
        let Admitted {
            request,
            kind,
            cost,
        } = guard::admit(&self.limits, question)?;
        if parts.method == Method::GET && kind != OperationType::Query {
            return Err(Refusal::new(
                Code::OnlyQueriesOverGet,
                "use POST for mutations",
            ));
        }
        let payer = self.engine.payer(&caller);
        let payer = payer.unwrap_or_else(|| Payer::at(address(parts)));
        match self.ledger.take(payer, cost, Instant::now()) {
            Ok(receipt) => Ok(Ok((self.engine.execute(caller, request).await, receipt))),
            Err(receipt) => Ok(Err(receipt)),
        }
    }
}

/// What the engine answered, and what it cost; or only what it would have cost.
type Executed = Result<(async_graphql::Response, Receipt), Receipt>;

/// Where a request came from; what comes from within the process comes from nowhere.
fn address(parts: &Parts) -> IpAddr {
    let peer = parts.extensions.get::<Peer>();
    peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.address)
}

/// Tells the client what was asked for and what is left.
fn told(answer: &mut Answer, receipt: Receipt) {
    let extensions = &mut answer.extensions;
    extensions.insert("cost".to_owned(), receipt.to_value());
}

/// The answer to somebody who has had enough for now.
fn throttled(receipt: Receipt) -> Answer {
    let wait = receipt.wait_secs();
    let seconds = if wait == 1 { "second" } else { "seconds" };
    let message = format!(
        "this is more than may be asked for in so short a time. Try again in {wait} {seconds}"
    );
    let mut answer = Answer {
        errors: vec![Refusal::new(Code::Throttled, message).into_error()],
        retry_after_secs: Some(wait),
        ..Answer::default()
    };
    told(&mut answer, receipt);
    answer
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
    if let Some(wait) = answer.retry_after_secs {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
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
        | Code::OperationUnknown
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
        | Code::Throttled
        | Code::Timeout
        | Code::Internal => None,
    }
}
