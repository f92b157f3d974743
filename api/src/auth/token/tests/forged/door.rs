//! Every forged token at the door of the HTTP service: refused, each with the same words.

use std::sync::Arc;

use async_graphql::{Request, Response};
use axum::body::{Body, to_bytes};
use axum::http::{self, HeaderValue, StatusCode, header};
use serde_json::Value;
use tower::ServiceExt as _;

use super::super::{good_token, now, world};
use super::all;
use crate::auth::token::Purpose;
use crate::edge::{Engine, Limits, Payer, Unauthenticated, routes};
use crate::keyring::KeyRing;

/// The door without the house: who gets past it is answered with nothing.
struct Door(KeyRing);

impl Engine for Door {
    type Caller = ();

    async fn authenticate(&self, bearer: Option<&str>) -> Result<(), Unauthenticated> {
        let token = bearer.ok_or(Unauthenticated::Refused)?;
        let claims = self.0.verify(token, Purpose::Partner, now()).await;
        claims.map(|_| ()).map_err(|_| Unauthenticated::Refused)
    }

    fn payer(&self, (): &()) -> Option<Payer> {
        None
    }

    async fn execute(&self, (): (), _: Request) -> Response {
        Response::new(async_graphql::Value::Null)
    }

    async fn is_ready(&self) -> bool {
        true
    }

    fn correlation_id(&self) -> String {
        "test".to_owned()
    }
}

/// The status and body of the answer to a token; `None` when no HTTP header can carry it.
async fn answer(token: &str) -> Option<(StatusCode, String)> {
    let bearer = HeaderValue::from_bytes(format!("Bearer {token}").as_bytes()).ok()?;
    let request = http::Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, bearer)
        .body(Body::from(r#"{"query":"{ a }"}"#))
        .unwrap();
    let door = Door(world().keys.clone().into());
    let router = routes(Arc::new(door), Limits::default(), None);
    let response = router.oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Some((status, String::from_utf8(body.to_vec()).unwrap()))
}

#[tokio::test]
async fn every_forged_token_is_refused_at_the_door() {
    let (status, _) = answer(&good_token()).await.unwrap();
    assert_eq!(status, StatusCode::OK);
    let mut tried = 0;
    for (how, token, _) in all() {
        // HTTP itself takes white space around a value away, which leaves a good token.
        if token.trim() == good_token() {
            continue;
        }
        let Some((status, body)) = answer(&token).await else {
            continue;
        };
        tried += 1;
        let said: Value = serde_json::from_str(&body).unwrap();
        let code = &said["errors"][0]["extensions"]["code"];
        // A header beyond the limit is refused before anybody looks at what is in it.
        let expected = match status {
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => "HEADERS_TOO_LARGE",
            StatusCode::UNAUTHORIZED => "UNAUTHENTICATED",
            other => panic!("{how}: {other} {body}"),
        };
        assert_eq!(code, expected, "{how}: {body}");
        assert!(said.get("data").is_none(), "{how}: {body}");
        assert_eq!(said["errors"].as_array().unwrap().len(), 1, "{how}");
        // Nothing of the token comes back, nor why it was refused.
        let parts = token.split('.').filter(|part| 20 < part.len());
        for part in parts {
            assert!(!body.contains(part), "{how}: {body}");
        }
        // What is no token at all is told from what is no good one, and nothing else is told.
        let words = said["errors"][0]["message"].as_str().unwrap();
        let is_said = [
            "the bearer token is not accepted",
            "send one Authorization: Bearer token",
        ];
        assert!(
            status != StatusCode::UNAUTHORIZED || is_said.contains(&words),
            "{how}: {words}"
        );
    }
    assert!(60 <= tried, "only {tried} forged tokens could be sent");
}
