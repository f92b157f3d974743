//! `concord serve`.

use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::TcpListener;

use super::{Trouble, migrate, migrate_up, open_for_service, say, start_logging};
use crate::config::{Config, DatabaseKind};
use crate::{domain, server};

/// Serves the API until the process is asked to end.
pub(super) async fn run() -> Result<(), Trouble> {
    let config = Config::from_env()?;
    start_logging(&config.log);
    match config.database_url.kind() {
        // An embedded database has one user, who has nobody else to migrate it.
        DatabaseKind::Sqlite => migrate_up(&config.database_url).await?,
        DatabaseKind::Postgres => migrate::must_be_current(&config.database_url).await?,
    }
    let app = open_for_service(&config).await?;
    domain::planning::recover(&app)
        .await
        .context("the planning runs cannot be read")?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    say(&format!(
        "Concord serves http://{}",
        listener.local_addr().context("no address")?
    ));
    let runs = Arc::clone(&app.runs);
    let keys = config.key_ring();
    keys.prepare(app.now()).await;
    let offer = config.offer();
    let router = server::routes(app, keys, &offer).await;
    server::serve(listener, router, offer.proxies).await;
    runs.call_off_all();
    Ok(())
}
