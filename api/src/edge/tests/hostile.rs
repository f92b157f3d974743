//! Requests that are meant to hurt: each is refused, and the server answers the next one.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};
use futures_util::stream;
use serde_json::json;

use super::{TestEdge, post};

async fn is_refused(query: &str, code: &str) {
    let edge = TestEdge::new();
    let reply = edge.query(query).await;
    assert_eq!(
        (reply.status, reply.code()),
        (StatusCode::BAD_REQUEST, code)
    );
    assert_eq!(reply.json["errors"].as_array().map(Vec::len), Some(1));
    edge.assert_alive().await;
}

#[tokio::test]
async fn a_nested_list_is_refused() {
    let value = format!("{}1{}", "[".repeat(1_600), "]".repeat(1_600));
    is_refused(&format!("{{echo(text:{value})}}"), "QUERY_TOO_DEEP").await;
    let value = format!("{}1{}", "[".repeat(16_000), "]".repeat(16_000));
    is_refused(&format!("{{echo(text:{value})}}"), "QUERY_TOO_DEEP").await;
}

#[tokio::test]
async fn a_nested_object_is_refused() {
    let value = format!("{}1{}", "{a:".repeat(1_600), "}".repeat(1_600));
    is_refused(&format!("{{echo(text:{value})}}"), "QUERY_TOO_DEEP").await;
}

#[tokio::test]
async fn a_fragment_bomb_is_refused() {
    for (levels, spreads) in [(23, 2), (8, 6)] {
        let fragments: Vec<String> = (0..levels)
            .map(|ix| {
                let next = format!("...F{} ", ix + 1).repeat(spreads);
                format!("fragment F{ix} on Query{{{next}}}")
            })
            .collect();
        let fragments = fragments.concat();
        let end = format!("fragment F{levels} on Query{{ping}}");
        let code = if levels == 23 {
            "QUERY_TOO_DEEP"
        } else {
            "QUERY_TOO_COMPLEX"
        };
        is_refused(&format!("{{...F0}}{fragments}{end}"), code).await;
    }
}

#[tokio::test]
async fn twenty_thousand_directives_are_refused() {
    let directives = "@a".repeat(20_000);
    is_refused(&format!("{{...{directives}{{ping}}}}"), "QUERY_TOO_LARGE").await;
    let directives = "@a".repeat(900);
    is_refused(&format!("{{...{directives}{{ping}}}}"), "QUERY_TOO_COMPLEX").await;
}

#[tokio::test]
async fn a_page_of_a_hundred_thousand_is_refused() {
    is_refused("{kids(first:100000){id}}", "PAGE_SIZE_INVALID").await;
}

/// A body of 64 KiB chunks that counts how many were taken.
fn counted_body(chunks: usize) -> (Body, Arc<AtomicUsize>) {
    let taken = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&taken);
    let chunks = (0..chunks).map(move |_| {
        counter.fetch_add(1, Ordering::SeqCst);
        Ok::<_, std::io::Error>(Bytes::from(vec![b' '; 64 * 1024]))
    });
    (Body::from_stream(stream::iter(chunks)), taken)
}

#[tokio::test]
async fn a_body_of_100_mb_is_cut_at_the_limit() {
    let edge = TestEdge::new();
    let (body, taken) = counted_body(1_600);
    let reply = edge.send(post().body(body).unwrap()).await;
    let expected = (StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE");
    assert_eq!((reply.status, reply.code()), expected);
    assert_eq!(taken.load(Ordering::SeqCst), 5);

    let (body, taken) = counted_body(1_600);
    let request = post()
        .header(header::CONTENT_LENGTH, 104_857_600)
        .body(body)
        .unwrap();
    assert_eq!(
        edge.send(request).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(taken.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_body_of_just_the_limit_is_read() {
    let edge = TestEdge::new();
    let request = json!({ "query": "{ping}" }).to_string();
    for (padding, status) in [(0, StatusCode::OK), (1, StatusCode::PAYLOAD_TOO_LARGE)] {
        let body = format!(
            "{request}{}",
            " ".repeat(256 * 1024 - request.len() + padding)
        );
        assert_eq!(
            edge.send(post().body(Body::from(body)).unwrap())
                .await
                .status,
            status
        );
    }
}

#[tokio::test]
async fn multipart_is_refused_before_it_is_read() {
    let edge = TestEdge::new();
    let (body, taken) = counted_body(3_200);
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(body)
        .unwrap();
    assert_eq!(
        edge.send(request).await.status,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    assert_eq!(taken.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    let edge = TestEdge::hasty();
    let body = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    let reply = edge.send(post().body(body).unwrap()).await;
    assert_eq!(
        (reply.status, reply.code()),
        (StatusCode::REQUEST_TIMEOUT, "REQUEST_TIMEOUT")
    );
}

/// Sends 100 MB in chunks over a socket; tells how much the server let through.
fn flood(address: std::net::SocketAddr) -> usize {
    let mut socket = TcpStream::connect(address).unwrap();
    socket
        .write_all(
            b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
              Transfer-Encoding: chunked\r\n\r\n",
        )
        .unwrap();
    let chunk = [b"10000\r\n".as_slice(), &vec![b' '; 65_536], b"\r\n"].concat();
    (0..1_600)
        .take_while(|_| socket.write_all(&chunk).is_ok())
        .count()
        * 65_536
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_over_a_socket_is_cut_and_the_next_request_answered() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = TestEdge::new().router;
    let server = tokio::spawn(async move { axum::serve(listener, router).await });

    let sent = tokio::task::spawn_blocking(move || flood(address))
        .await
        .unwrap();
    // The kernel's buffers take some megabytes that nobody reads.
    assert!(sent < 50_000_000, "{sent}");

    let answer = tokio::task::spawn_blocking(move || {
        let mut socket = TcpStream::connect(address).unwrap();
        socket
            .write_all(
                b"GET /graphql?query=%7Bping%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            )
            .unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        answer
    });
    let answer = answer.await.unwrap();
    assert!(answer.contains(r#"{"data":{"ping":"pong"},"#), "{answer}");
    server.abort();
}
