//! What every answer says to a browser (trust.md H5, H6).

use axum::http::StatusCode;
use tests::TestApp;
use tests::both;
use tests::database::TestDatabase;

const PATHS: [&str; 10] = [
    "/",
    "/graphql",
    "/graphql?query={viewer{id}}",
    "/schema.graphql",
    "/livez",
    "/readyz",
    "/explorer",
    "/explorer/schema.json",
    "/nothing",
    "/../etc/passwd",
];

both! {
    async fn every_answer_stays_out_of_caches_and_of_other_pages(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let mut found = 0;
        for path in PATHS {
            let (status, headers) = app.browse(path).await;
            let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
            for (name, value) in [
                ("cache-control", "no-store"),
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "no-referrer"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(says(name), value, "{path}: {name}");
            }
            let policy = says("content-security-policy");
            assert!(policy.starts_with("default-src 'none';"), "{path}: {policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
            // Nothing from elsewhere, and no script in the page itself.
            assert!(!policy.contains("http") && !policy.contains("script-src 'unsafe"), "{path}: {policy}");
            assert_eq!(says("access-control-allow-origin"), "", "{path}: no other page reads it");
            assert!(says("permissions-policy").contains("geolocation=()"), "{path}");
            assert_eq!(says("strict-transport-security"), "", "{path}: nobody came over TLS");
            found += usize::from(status == StatusCode::OK);
        }
        assert!(4 <= found, "{found} of the paths lead somewhere");
    }
}
