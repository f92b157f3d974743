//! Methods, content types, statuses and headers.

use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value as Json, json};

use super::{GRAPHQL, Limits, Registered, Reply, TestEdge, post};
use crate::edge::Allowance;

#[tokio::test]
async fn a_query_is_answered_over_post_and_get() {
    let edge = TestEdge::new();
    let reply = edge
        .post(json!({ "query": "query A($t:String!){echo(text:$t)}",
        "operationName": "A", "variables": { "t": "hello" }, "extensions": null }))
        .await;
    assert_eq!(reply.json, json!({ "data": { "echo": "hello" } }));

    let reply = edge
        .get(
            "query=query%20A(%24t:String!)%7Becho(text:%24t)%7D&variables=%7B%22t%22:%22hi%22%7D\
              &operationName=A",
        )
        .await;
    assert_eq!(
        (reply.status, reply.json),
        (StatusCode::OK, json!({"data":{"echo":"hi"}}))
    );
    assert_eq!(
        reply.headers[header::CONTENT_TYPE],
        format!("{GRAPHQL}; charset=utf-8")
    );
}

#[tokio::test]
async fn a_mutation_is_executed_by_one_method_and_content_type_only() {
    let methods = [
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ];
    let bodies = [
        ("application/json", r#"{"query":"mutation{strike}"}"#),
        ("text/plain", r#"{"query":"mutation{strike}"}"#),
        (
            "application/x-www-form-urlencoded",
            "query=mutation%7Bstrike%7D",
        ),
        (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n\
             {\"query\":\"mutation{strike}\"}\r\n--x--\r\n",
        ),
    ];
    let edge = TestEdge::new();
    let mut statuses = Vec::new();
    for method in &methods {
        for (content_type, body) in bodies {
            let request = Request::builder()
                .method(method)
                .uri("/graphql?query=mutation%7Bstrike%7D")
                .header(header::CONTENT_TYPE, content_type)
                .body(Body::from(body))
                .unwrap();
            let reply = edge.send(request).await;
            if reply.status != StatusCode::OK {
                assert!(!reply.code().is_empty());
            }
            statuses.push((method, content_type, reply.status.as_u16()));
        }
    }
    assert_eq!(statuses.len(), 24);
    assert_eq!(edge.strikes.load(Ordering::SeqCst), 1);
    for (method, content_type, status) in statuses {
        let expected = match (method, content_type) {
            (&Method::POST, "application/json") => 200,
            (&Method::POST, _) => 415,
            _ => 405,
        };
        assert_eq!(status, expected, "{method} {content_type}");
    }
}

#[tokio::test]
async fn refused_methods_are_told_which_are_allowed() {
    let edge = TestEdge::new();
    let over_get = edge.get("query=mutation%7Bstrike%7D").await;
    assert_eq!(over_get.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(over_get.headers[header::ALLOW], "POST");
    assert_eq!(over_get.code(), "ONLY_QUERIES_OVER_GET");

    let put = edge
        .send(Request::put("/graphql").body(Body::empty()).unwrap())
        .await;
    assert_eq!(put.headers[header::ALLOW], "GET, POST");
    assert_eq!(put.code(), "METHOD_NOT_ALLOWED");
}

#[tokio::test]
async fn content_types_are_taken_at_their_word() {
    let edge = TestEdge::new();
    let status = async |content_type: &[&str], encoding: Option<&str>| {
        let mut request = Request::post("/graphql");
        for value in content_type {
            request = request.header(header::CONTENT_TYPE, *value);
        }
        if let Some(value) = encoding {
            request = request.header(header::CONTENT_ENCODING, value);
        }
        let body = Body::from(r#"{"query":"{ping}"}"#);
        edge.send(request.body(body).unwrap()).await.status.as_u16()
    };
    for good in [
        "application/json",
        "application/json; charset=UTF-8",
        "Application/JSON",
    ] {
        assert_eq!(status(&[good], None).await, 200, "{good}");
    }
    for bad in [
        "",
        "json",
        "application/json; charset=utf-16",
        "application/jsonx",
        "text/json",
    ] {
        assert_eq!(status(&[bad], None).await, 415, "{bad}");
    }
    assert_eq!(status(&[], None).await, 415);
    assert_eq!(status(&["application/json", "text/plain"], None).await, 415);
    assert_eq!(status(&["application/json"], Some("gzip")).await, 415);
}

#[tokio::test]
async fn an_answer_nobody_accepts_is_not_computed() {
    let edge = TestEdge::new();
    let body = Body::from(r#"{"query":"mutation{strike}"}"#);
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "text/html");
    let reply = edge.send(request.body(body).unwrap()).await;
    assert_eq!(
        (reply.status, reply.code()),
        (StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE")
    );
    assert_eq!(edge.strikes.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_refused_document_has_the_status_its_media_type_asks_for() {
    let edge = TestEdge::new();
    for query in [
        "{",
        "{nothing}",
        "{a{b{c{d{e{f{g{h{i{j{k}}}}}}}}}}}",
        "{kids(first:0){id}}",
    ] {
        let newer = edge.query(query).await;
        assert_eq!(newer.status, StatusCode::BAD_REQUEST, "{query}");
        let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        let body = Body::from(json!({ "query": query }).to_string());
        let older = edge.send(request.body(body).unwrap()).await;
        assert_eq!(older.status, StatusCode::OK, "{query}");
        assert_eq!(older.json, newer.json);
        assert_eq!(newer.json.get("data"), None, "{query}");
    }
}

#[tokio::test]
async fn malformed_bodies_are_400_in_every_media_type() {
    let edge = TestEdge::new();
    for body in [
        "",
        "{",
        r#"[{"query":"{ping}"}]"#,
        r#"{"query":7}"#,
        r#"{"query":"{ping}" "#,
    ] {
        let reply = edge.send(post().body(Body::from(body)).unwrap()).await;
        assert_eq!(
            (reply.status, reply.code()),
            (StatusCode::BAD_REQUEST, "BAD_REQUEST"),
            "{body}"
        );
        assert_eq!(reply.json["errors"].as_array().map(Vec::len), Some(1));
        assert_eq!(reply.json.get("data"), None);
    }
    assert_eq!(edge.get("").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_long_head_is_refused() {
    let edge = TestEdge::new();
    let uri = format!("query={}", "a".repeat(16 * 1024));
    assert_eq!(edge.get(&uri).await.status, StatusCode::URI_TOO_LONG);

    let request = post().header("x-long", "a".repeat(16 * 1024));
    let reply = edge.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
}

#[tokio::test]
async fn a_bad_token_is_turned_away_before_the_document_is_read() {
    let edge = TestEdge::new();
    let send = async |authorization: &str, query: &str| {
        let body = Body::from(json!({ "query": query }).to_string());
        let request = post()
            .header(header::AUTHORIZATION, authorization)
            .body(body)
            .unwrap();
        edge.send(request).await
    };
    assert_eq!(send("Bearer good", "{ping}").await.status, StatusCode::OK);
    for bad in ["Bearer bad", "Basic good", "good"] {
        let reply = send(bad, "{").await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{bad}");
        assert_eq!(reply.code(), "UNAUTHENTICATED");
        assert_eq!(reply.headers[header::WWW_AUTHENTICATE], "Bearer");
        assert_eq!(reply.json.get("data"), None);
    }
    let reply = send("Bearer down", "{ping}").await;
    assert_eq!(
        (reply.status, reply.code()),
        (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE")
    );
    assert_eq!(reply.headers[header::RETRY_AFTER], "5");
}

#[tokio::test]
async fn no_answer_is_stored_or_guessed_at() {
    let edge = TestEdge::new();
    for uri in [
        "/graphql?query=%7Bping%7D",
        "/graphql",
        "/livez",
        "/readyz",
        "/nowhere",
    ] {
        let reply = edge
            .send(Request::get(uri).body(Body::empty()).unwrap())
            .await;
        assert_eq!(reply.headers[header::CACHE_CONTROL], "no-store", "{uri}");
        assert_eq!(
            reply.headers[header::X_CONTENT_TYPE_OPTIONS],
            "nosniff",
            "{uri}"
        );
        assert_eq!(
            reply.headers[header::REFERRER_POLICY],
            "no-referrer",
            "{uri}"
        );
    }
}

#[tokio::test]
async fn readiness_is_the_engines() {
    let edge = TestEdge::new();
    let status = async |uri: &str| {
        edge.send(Request::get(uri).body(Body::empty()).unwrap())
            .await
            .status
    };
    assert_eq!(status("/readyz").await, StatusCode::OK);
    edge.strikes.store(1, Ordering::SeqCst);
    assert_eq!(status("/readyz").await, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(status("/livez").await, StatusCode::OK);
}

#[tokio::test]
async fn the_engine_does_not_parse_again_and_selects_by_name() {
    let edge = TestEdge::new();
    let body = json!({ "query": "query A{ping}", "operationName": "A" });
    assert_eq!(
        edge.post(body).await.json,
        json!({ "data": { "ping": "pong" } })
    );
    let body = json!({ "query": "query A{ping}", "operationName": "B" });
    assert_eq!(edge.post(body).await.code(), "GRAPHQL_VALIDATION_FAILED");
    let keys: Json = edge.query("{ping b:ping a:ping}").await.json;
    assert_eq!(
        keys.to_string(),
        r#"{"data":{"a":"pong","b":"pong","ping":"pong"}}"#
    );
}

#[tokio::test]
async fn an_answer_says_what_it_cost_and_a_refusal_costs_nothing() {
    let edge = TestEdge::with(Limits {
        allowance: Allowance {
            points: 12,
            per_second: 1,
        },
        ..Limits::default()
    });
    let told = |reply: &Reply, of: &str| {
        let cost = reply.cost.as_ref();
        cost.and_then(|cost| cost[of].as_u64())
    };
    let first = edge.query("{kids(first:100){id}}").await;
    assert_eq!(
        (told(&first, "requested"), told(&first, "available")),
        (Some(11), Some(1))
    );
    // What is not executed is not paid for.
    for refused in ["{", "{kids(first:101){id}}", "{nothing", "subscription{a}"] {
        assert_eq!(edge.query(refused).await.cost, None, "{refused}");
    }
    let second = edge.query("{kids(first:100){id}}").await;
    assert_eq!(second.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(second.code(), "THROTTLED");
    assert_eq!(told(&second, "capacity"), Some(12));
    let wait = second.headers[header::RETRY_AFTER].to_str().unwrap();
    assert!((1..=10).contains(&wait.parse::<u32>().unwrap()), "{wait}");
    // The older media type says so, too: a client that waits is one that has been told to.
    let plain = post_plain("{kids(first:100){id}}");
    assert_eq!(edge.send(plain).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        edge.query("{ping}").await.json,
        json!({"data":{"ping":"pong"}})
    );
}

#[tokio::test]
async fn only_registered_documents_are_answered_if_there_is_a_list() {
    let manifest = r#"{"format":"apollo-persisted-query-manifest","version":1,
        "operations":[{"id":"1","name":"A","type":"query","body":"{ping}"}]}"#;
    let edge = TestEdge::answering(Some(Registered::read(manifest).unwrap()));
    edge.assert_alive().await;
    for other in ["{ ping }", "{ping a:ping}", "mutation{strike}", "{"] {
        let reply = edge.query(other).await;
        assert_eq!(reply.code(), "OPERATION_UNKNOWN", "{other}");
    }
    assert_eq!(edge.get("query=%7Bping%7D").await.status, StatusCode::OK);
    assert_eq!(edge.strikes.load(Ordering::SeqCst), 0);
}

/// A POST of a document that wants the older media type.
fn post_plain(query: &str) -> Request<Body> {
    let body = Body::from(json!({ "query": query }).to_string());
    Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json")
        .body(body)
        .unwrap()
}
