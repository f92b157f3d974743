//! The GraphQL explorer: a page to try the API on, served from the binary, working offline.
//!
//! Its parts are in `api/vendor/graphiql`, with their licences and checksums.

use async_graphql::Response;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;

use crate::schema;

/// What the page may load: our own files, and styles that the editor writes into the page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; \
     style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; \
     font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A file of the page: its name, its media type and what is in it.
type File = (&'static str, &'static str, &'static str);

/// The files of the page.
const FILES: [File; 8] = [
    (
        "/explorer",
        "text/html; charset=utf-8",
        include_str!("../vendor/graphiql/index.html"),
    ),
    (
        "/explorer/explorer.js",
        JS,
        include_str!("../vendor/graphiql/explorer.js"),
    ),
    (
        "/explorer/graphiql.min.js",
        JS,
        include_str!("../vendor/graphiql/graphiql.min.js"),
    ),
    (
        "/explorer/react.min.js",
        JS,
        include_str!("../vendor/graphiql/react.min.js"),
    ),
    (
        "/explorer/react-dom.min.js",
        JS,
        include_str!("../vendor/graphiql/react-dom.min.js"),
    ),
    (
        "/explorer/explorer.css",
        CSS,
        include_str!("../vendor/graphiql/explorer.css"),
    ),
    (
        "/explorer/graphiql.min.css",
        CSS,
        include_str!("../vendor/graphiql/graphiql.min.css"),
    ),
    (
        "/explorer/examples.graphql",
        "application/graphql; charset=utf-8",
        include_str!("../vendor/graphiql/examples.graphql"),
    ),
];
const JS: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";

/// The question whose answer describes a whole schema to a client.
const INTROSPECTION: &str = include_str!("../vendor/graphiql/introspection.graphql");

/// Serves the page at `/explorer`, and sends whoever comes to `/` there.
pub async fn routes() -> Router {
    let schema = introspected().await;
    let mut router = Router::new()
        .route("/", get(|| async { Redirect::temporary("/explorer") }))
        .route(
            "/explorer/schema.json",
            get(async move || answer("application/json", schema)),
        );
    for (path, media, text) in FILES {
        router = router.route(path, get(async move || answer(media, text.to_owned())));
    }
    router
}

/// The schema as a client asks for it, answered by the schema itself.
async fn introspected() -> String {
    let response: Response = schema::build().execute(INTROSPECTION).await;
    serde_json::to_string(&response).expect("a GraphQL answer has a JSON form")
}

fn answer(media: &'static str, text: String) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(CONTENT_SECURITY_POLICY),
        ),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
    ];
    (headers, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_explorer_knows_the_whole_schema() {
        let schema: serde_json::Value = serde_json::from_str(&introspected().await).unwrap();
        let types = schema["data"]["__schema"]["types"].as_array().unwrap();
        assert!(
            types
                .iter()
                .any(|found| found["name"] == "ProposedMeetingDate"),
            "{schema}"
        );
    }
}
