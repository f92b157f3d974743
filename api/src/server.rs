//! The HTTP server: the edge, the schema file, and the explorer when it is wanted.

use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::app::App;
use crate::auth::token::Keys;
use crate::edge::{self, Limits};
use crate::service::Service;
use crate::{explorer, schema};

/// Every route of the service.
pub async fn routes(app: App, keys: Keys, with_explorer: bool) -> Router {
    let service = Arc::new(Service::new(app, keys));
    let router = edge::routes(service, Limits::default()).route("/schema.graphql", get(sdl));
    if with_explorer {
        router.merge(explorer::routes().await)
    } else {
        router
    }
}

/// The schema in its definition language. It holds no secret: the repository publishes it too.
async fn sdl() -> ([(header::HeaderName, &'static str); 1], String) {
    (
        [(header::CONTENT_TYPE, "application/graphql; charset=utf-8")],
        schema::sdl(),
    )
}

/// Serves until the process is asked to end, then finishes what is under way.
///
/// # Errors
///
/// The listener fails.
pub async fn serve(listener: TcpListener, router: Router) -> anyhow::Result<()> {
    axum::serve(listener, router)
        .with_graceful_shutdown(asked_to_end())
        .await
        .context("the server stopped")
}

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
