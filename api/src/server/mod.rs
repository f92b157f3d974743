//! The HTTP server: the edge, the schema file, and the explorer when it is wanted.

mod proxies;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, Request, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::app::App;
use crate::edge::{self, Limits, Registered};
use crate::keyring::KeyRing;
use crate::service::Service;
use crate::{explorer, schema};

pub use ipnet::IpNet;

/// What is served, and to whom.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// How much one request may ask for, and one caller in a while.
    pub limits: Limits,
    /// Whether the explorer is served.
    pub explorer: bool,
    /// The documents that are answered; all if there is no list.
    pub registered: Option<Arc<Registered>>,
    /// The origins whose pages may ask from within a browser, besides our own; exact, and none by default.
    pub origins: Vec<HeaderValue>,
    /// The proxies that are believed when they say for whom they ask.
    pub proxies: Vec<IpNet>,
}

/// Every route of the service.
pub async fn routes(app: App, keys: impl Into<KeyRing>, offer: &Offer) -> Router {
    let service = Arc::new(Service::new(app, keys.into()));
    let schema = get(sdl).with_state(Arc::clone(&service));
    let router = edge::routes(service, offer.limits, offer.registered.clone())
        .route("/schema.graphql", schema);
    let router = if offer.explorer {
        router.merge(explorer::routes().await)
    } else {
        router
    };
    edge::safe(if offer.origins.is_empty() {
        router
    } else {
        router.layer(cors(&offer.origins))
    })
}

/// Lets pages of other origins ask (trust.md §4.3 H4): with a token that they hold themselves, since a
/// browser is never told to send anything of its own along.
fn cors(origins: &[HeaderValue]) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter().cloned()))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::ACCEPT, header::AUTHORIZATION, header::CONTENT_TYPE])
        .expose_headers([header::RETRY_AFTER])
        .max_age(Duration::from_mins(10))
}

/// The schema in its definition language, for whoever may introspect it (trust.md §4.3 Q10): it is made
/// once, from the code.
async fn sdl(State(service): State<Arc<Service>>, headers: HeaderMap) -> Response {
    static SDL: LazyLock<String> = LazyLock::new(schema::sdl);
    match edge::known_callers_only(service.as_ref(), &headers).await {
        Ok(()) => {
            let media = "application/graphql; charset=utf-8";
            ([(header::CONTENT_TYPE, media)], SDL.as_str()).into_response()
        }
        Err(refused) => refused,
    }
}

/// How connections are dealt with.
#[derive(Clone, Copy, Debug)]
pub struct Doors {
    /// Connections at a time; whoever comes then waits in the operating system's queue.
    pub connections: usize,
    /// How long a connection may take to send the headers of a request.
    pub header_deadline: Duration,
    /// How long requests under way may take to end when the process is asked to.
    pub farewell: Duration,
}

impl Default for Doors {
    fn default() -> Self {
        Self {
            connections: 1_000,
            header_deadline: Duration::from_secs(10),
            farewell: Duration::from_secs(15),
        }
    }
}

/// Serves until the process is asked to end, then finishes what is under way.
pub async fn serve(listener: TcpListener, router: Router, proxies: Vec<IpNet>) {
    serve_until(listener, router, proxies, Doors::default(), asked_to_end()).await;
}

/// Serves until `ending` ends, then finishes what is under way.
pub async fn serve_until(
    listener: TcpListener,
    router: Router,
    proxies: Vec<IpNet>,
    doors: Doors,
    ending: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(doors.connections));
    let proxies: Arc<[IpNet]> = proxies.into();
    let farewell = GracefulShutdown::new();
    let mut ending = std::pin::pin!(ending);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut ending => break,
        };
        let (Ok(place), Ok((stream, from))) = (place, accepted) else {
            // The process is out of files, or the client has gone: neither ends the service.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(doors.header_deadline)
            .max_buf_size(MOST_HEADER_BYTES)
            .serve_connection(
                TokioIo::new(stream),
                TowerToHyperService::new(knowing(&router, from, &proxies)),
            );
        let connection = farewell.watch(connection);
        tokio::spawn(async move {
            // A client that breaks off is no fault of ours.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    tokio::select! {
        () = farewell.shutdown() => {}
        () = tokio::time::sleep(doors.farewell) => {}
    }
}

/// The router, told with each request where it came from.
fn knowing(
    router: &Router,
    from: SocketAddr,
    proxies: &Arc<[IpNet]>,
) -> impl tower::Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send>
+ Clone
+ Send
+ use<> {
    let proxies = Arc::clone(proxies);
    router
        .clone()
        .map_request(move |mut request: Request<Incoming>| {
            let peer = proxies::peer(from.ip(), request.headers(), &proxies);
            request.extensions_mut().insert(peer);
            request
        })
}

/// Bytes of a request that are buffered while its headers are read.
const MOST_HEADER_BYTES: usize = 32 * 1024;

/// Waits for Ctrl-C or the signal that service managers send.
async fn asked_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    let terminate = async {
        let kind = tokio::signal::unix::SignalKind::terminate();
        match tokio::signal::unix::signal(kind) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = interrupt => {}
        () = terminate => {}
    }
}
