//! The HTTP server: the edge, the schema file, and the explorer when it is wanted.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::header;
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::edge::{self, Limits};
use crate::keyring::KeyRing;
use crate::service::Service;
use crate::{explorer, schema};

/// Every route of the service, within these limits.
pub async fn routes(
    app: App,
    keys: impl Into<KeyRing>,
    limits: Limits,
    with_explorer: bool,
) -> Router {
    let service = Arc::new(Service::new(app, keys.into()));
    let router = edge::routes(service, limits).route("/schema.graphql", get(sdl));
    edge::safe(if with_explorer {
        router.merge(explorer::routes().await)
    } else {
        router
    })
}

/// The schema in its definition language. It holds no secret: the repository publishes it too.
async fn sdl() -> ([(header::HeaderName, &'static str); 1], String) {
    (
        [(header::CONTENT_TYPE, "application/graphql; charset=utf-8")],
        schema::sdl(),
    )
}

/// Connections at a time; whoever comes then waits in the operating system's queue.
const MOST_CONNECTIONS: usize = 1_000;
/// How long a connection may take to send the headers of a request.
const HEADER_DEADLINE: Duration = Duration::from_secs(10);
/// How long requests under way may take to end when the process is asked to.
const FAREWELL: Duration = Duration::from_secs(15);

/// Serves until the process is asked to end, then finishes what is under way.
pub async fn serve(listener: TcpListener, router: Router) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let farewell = GracefulShutdown::new();
    let mut ending = std::pin::pin!(asked_to_end());
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut ending => break,
        };
        let (Ok(place), Ok((stream, _))) = (place, accepted) else {
            // The process is out of files, or the client has gone: neither ends the service.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_DEADLINE)
            .max_buf_size(MOST_HEADER_BYTES)
            .serve_connection(
                TokioIo::new(stream),
                TowerToHyperService::new(router.clone()),
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
        () = tokio::time::sleep(FAREWELL) => {}
    }
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
