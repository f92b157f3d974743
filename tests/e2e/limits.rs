//! How much somebody may ask for, from where, and through which doors (trust.md §4.3 Q9, Q10, Q12, H3, H4, H6).

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use api::auth::token::{Order, Purpose, Scope};
use api::edge::{Allowance, Limits, Registered};
use api::server::{Doors, Offer, serve_until};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use chrono::TimeDelta;
use entities::PersonId;
use serde_json::{Value, json};
use tests::app::{HttpAnswer, offer};
use tests::database::{Engine, TestDatabase, fresh};
use tests::ids::Named as _;
use tests::{Region, TestApp, both};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

const VIEWER: &str = "{ viewer { person { id } } }";
const CASES: &str = "{ cases(first: 100) { nodes { id } } }";

/// The usual allowance, of which nothing comes back while a test runs.
fn slow_to_return(points: u32) -> Offer {
    let usual = offer(false);
    Offer {
        limits: Limits {
            allowance: Allowance {
                points,
                per_second: 1,
            },
            ..usual.limits
        },
        ..usual
    }
}

/// Asks for somebody through a front-end.
async fn through(app: &TestApp, client: &str, who: PersonId, document: &str) -> HttpAnswer {
    let bearer = app.bearer(&Order {
        person: who.0,
        client: client.to_owned(),
        purpose: Purpose::Partner,
        scope: Scope::Write,
        life: TimeDelta::minutes(5),
    });
    app.post(Some(&bearer), &json!({ "query": document })).await
}

fn cost(answer: &HttpAnswer) -> &Value {
    &answer.body["extensions"]["cost"]
}

both! {
    async fn each_answer_says_what_it_cost_and_what_is_left(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let app = app.offering(&slow_to_return(2_000)).await;
        let who = region.staff.coordinator;
        let first = through(&app, "portal", who, VIEWER).await;
        let expected = json!({"requested": 1, "available": 1_999, "capacity": 2_000, "perSecond": 1});
        assert_eq!(cost(&first), &expected, "{first:?}");
        // A hundred cases, and as many places in the page.
        let page = through(&app, "portal", who, CASES).await;
        assert_eq!(cost(&page)["requested"], 21, "{page:?}");
        let changing = "mutation ($id: ID!) { tokenRevoke(input: { personId: $id }) { userErrors { code } } }";
        let body = json!({ "query": changing, "variables": { "id": who.gid() } });
        let bearer = app.bearer(&Order {
            person: who.0,
            client: "portal".to_owned(),
            purpose: Purpose::Partner,
            scope: Scope::Write,
            life: TimeDelta::minutes(5),
        });
        let changed = app.post(Some(&bearer), &body).await;
        assert_eq!(cost(&changed)["requested"], 11, "{changed:?}");
        let left = cost(&changed)["available"].as_i64();
        assert!(left.is_some_and(|left| (1_967..1_999).contains(&left)), "{changed:?}");
        // What is not asked costs nothing.
        let wrong = through(&app, "portal", who, "{ cases(first: 101) { nodes { id } } }").await;
        assert_eq!(cost(&wrong), &Value::Null, "{wrong:?}");
    }

    async fn whoever_has_had_enough_waits_and_nobody_else_does(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let app = app.offering(&slow_to_return(1_100)).await;
        let greedy = region.staff.coordinator;
        let events = app.rows(&["audit_event"]).await;
        app.forget_statements();
        let (mut answered, mut refused) = (0, 0);
        for _ in 0..80 {
            let answer = through(&app, "portal", greedy, CASES).await;
            match answer.status {
                StatusCode::OK => answered += 1,
                StatusCode::TOO_MANY_REQUESTS => {
                    refused += 1;
                    let error = &answer.body["errors"][0];
                    assert_eq!(error["extensions"]["code"], "THROTTLED", "{answer:?}");
                    let wait = answer.headers[header::RETRY_AFTER].to_str().expect("digits");
                    assert!((1..=21).contains(&wait.parse::<i64>().expect("seconds")), "{wait}");
                    let said = error["message"].as_str().expect("a message");
                    assert!(said.contains(&format!("in {wait} second")), "{said}");
                    assert_eq!(answer.body.get("data"), None, "{answer:?}");
                    assert_eq!(cost(&answer)["requested"], 21);
                }
                other => panic!("{other}: {answer:?}"),
            }
        }
        // A few points come back while the test runs.
        assert!((52..=60).contains(&answered), "{answered} answered, {refused} refused");
        assert_eq!(app.rows(&["audit_event"]).await, events);
        // Another front-end for the same person, another person through the same one, and nobody at all.
        for (client, who) in [("other", greedy), ("portal", region.staff.southern_coordinator)] {
            let answer = through(&app, client, who, CASES).await;
            assert_eq!(answer.status, StatusCode::OK, "{client}: {answer:?}");
        }
        let anonymous = app.post(None, &json!({ "query": VIEWER })).await;
        assert_eq!(anonymous.status, StatusCode::OK, "{anonymous:?}");
        // Small questions fit where a large one does not.
        let small = through(&app, "portal", greedy, VIEWER).await;
        assert_eq!(small.status, StatusCode::OK, "{small:?}");
    }

    async fn the_schema_is_for_callers_that_are_known(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let asked = |authorization: Option<String>| {
            let mut request = Request::get("/schema.graphql");
            if let Some(value) = authorization {
                request = request.header(header::AUTHORIZATION, value);
            }
            app.send(request.body(Body::empty()).expect("a request"))
        };
        let token = app.token(region.staff.coordinator);
        let (status, headers, text) = asked(Some(format!("Bearer {token}"))).await;
        assert_eq!((status, text == api::schema::sdl()), (StatusCode::OK, true));
        assert_eq!(headers[header::CONTENT_TYPE], "application/graphql; charset=utf-8");
        for bad in [None, Some("Bearer".to_owned()), Some("Bearer x".to_owned()), Some(format!("Basic {token}"))] {
            let (status, headers, text) = asked(bad.clone()).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{bad:?}");
            assert_eq!(headers[header::WWW_AUTHENTICATE], "Bearer");
            assert!(text.contains("UNAUTHENTICATED") && !text.contains("type "), "{text}");
        }
    }

    async fn only_what_is_registered_is_answered_when_there_is_a_list(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let manifest = json!({
            "format": "apollo-persisted-query-manifest",
            "version": 1,
            "operations": [{"id": "1", "name": "V", "type": "query", "body": VIEWER}],
        });
        let registered = Registered::read(&manifest.to_string()).expect("a manifest");
        let app = app
            .offering(&Offer { registered: Some(Arc::new(registered)), ..offer(false) })
            .await;
        let who = region.staff.coordinator;
        assert_eq!(through(&app, "portal", who, VIEWER).await.status, StatusCode::OK);
        for other in [CASES, "{ viewer { person { id name } } }", "{ __schema { types { name } } }", "mutation { x }", "{"] {
            let refused = through(&app, "portal", who, other).await;
            assert_eq!(refused.body["errors"][0]["extensions"]["code"], "OPERATION_UNKNOWN", "{other}");
            assert_eq!(refused.body.get("data"), None);
        }
    }

    async fn pages_of_listed_origins_may_ask_and_no_others(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let listed = "https://portal.example.org";
        let origins = vec![HeaderValue::from_static(listed)];
        let app = app.offering(&Offer { origins, ..offer(false) }).await;
        let ask = |method: Method, origin: &str| {
            let request = Request::builder()
                .method(method)
                .uri("/graphql")
                .header(header::ORIGIN, origin)
                .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
                .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization,content-type")
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(r#"{"query":"{ viewer { person { id } } }"}"#));
            app.send(request.expect("a request"))
        };
        let allowed = |headers: &HeaderMap| {
            let value = headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN);
            value.map(|value| value.to_str().expect("text").to_owned())
        };
        for method in [Method::OPTIONS, Method::POST] {
            let (status, headers, _) = ask(method.clone(), listed).await;
            assert_eq!((status, allowed(&headers).as_deref()), (StatusCode::OK, Some(listed)), "{method}");
            // A browser is never told to send anything of its own along.
            assert_eq!(headers.get(header::ACCESS_CONTROL_ALLOW_CREDENTIALS), None);
            assert!(headers.get_all(header::VARY).iter().any(|value| value.as_bytes().eq_ignore_ascii_case(b"origin")
                || String::from_utf8_lossy(value.as_bytes()).to_lowercase().contains("origin")));
            for other in [
                "null",
                "*",
                "http://portal.example.org",
                "https://portal.example.org:8443",
                "https://portal.example.org.evil.example",
                "https://evil-portal.example.org",
                "https://evilportal.example.org",
                "https://portal.example.orge",
                "https://PORTAL.example.org",
                "https://portal.example.org/",
                "https://example.org",
                "https://portal.example.org, https://evil.example",
            ] {
                let (_, headers, _) = ask(method.clone(), other).await;
                assert_eq!(allowed(&headers), None, "{method} from {other}");
            }
        }
        // Without a list there is nothing to allow, and a preflight is no way of asking.
        let plain = app.offering(&offer(false)).await;
        let request = Request::builder().method(Method::OPTIONS).uri("/graphql").header(header::ORIGIN, listed);
        let (status, headers, _) = plain.send(request.body(Body::empty()).expect("a request")).await;
        assert_eq!((status, allowed(&headers)), (StatusCode::METHOD_NOT_ALLOWED, None));
    }
}

/// The service at an address, until it is told to end.
async fn served(offer: &Offer, doors: Doors) -> (SocketAddr, oneshot::Sender<()>, TestApp) {
    let app = TestApp::start(fresh(Engine::Sqlite).await).await;
    let app = app.offering(offer).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it has an address");
    let (end, ended) = oneshot::channel();
    let (router, proxies) = (app.router(), offer.proxies.clone());
    tokio::spawn(async move {
        let ending = async move {
            let _ = ended.await;
        };
        serve_until(listener, router, proxies, doors, ending).await;
    });
    (address, end, app)
}

/// Sends a request with these headers and reads the whole answer.
async fn said(address: SocketAddr, headers: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let body = json!({ "query": CASES }).to_string();
    let request = format!(
        "POST /graphql HTTP/1.1\r\nHost: concord\r\nContent-Type: application/json\r\n\
         Connection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("answered");
    answer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_a_proxy_asks_for_counts_only_if_the_proxy_is_ours() {
    let strangers = slow_to_return(1_100);
    let ours = Offer {
        proxies: vec!["127.0.0.0/8".parse().expect("a network")],
        ..slow_to_return(1_100)
    };
    let left = |answer: &str| {
        let (_, rest) = answer.split_once("\"available\":").expect("it says");
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().expect("a number")
    };
    let (address, _end, _app) = served(&ours, Doors::default()).await;
    for caller in 1..=5 {
        let headers =
            format!("X-Forwarded-For: 203.0.113.{caller}\r\nX-Forwarded-Proto: https\r\n");
        let answer = said(address, &headers).await;
        assert_eq!(left(&answer), 1_079, "each has an allowance of their own");
        let tls = "strict-transport-security: max-age=63072000";
        assert!(answer.to_lowercase().contains(tls), "{answer}");
    }
    let plain = said(
        address,
        "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: http\r\n",
    )
    .await;
    assert!(!plain.to_lowercase().contains("strict-transport-security"));

    let (address, _end, _app) = served(&strangers, Doors::default()).await;
    let mut before = 1_100;
    for caller in 1..=5 {
        let headers =
            format!("X-Forwarded-For: 203.0.113.{caller}\r\nX-Forwarded-Proto: https\r\n");
        let answer = said(address, &headers).await;
        assert!(
            left(&answer) < before,
            "whatever they say, it is one and the same"
        );
        before = left(&answer);
        assert!(!answer.to_lowercase().contains("strict-transport-security"));
    }
}

/// 300 callers who never finish saying what they want are let go, and meanwhile others are answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_never_finishes_asking_keeps_nobody_waiting() {
    let doors = Doors {
        header_deadline: Duration::from_secs(2),
        ..Doors::default()
    };
    let (address, end, _app) = served(&offer(false), doors).await;
    let mut slow = Vec::new();
    for _ in 0..300 {
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        stream
            .write_all(b"POST /graphql HTTP/1.1\r\nHost: concord\r\nX-Slow: ")
            .await
            .expect("sent");
        slow.push(stream);
    }
    for _ in 0..20 {
        for stream in slow.iter_mut().step_by(10) {
            // Some trickle; once they are let go this fails, and is meant to.
            let _ = stream.write_all(b"x").await;
        }
        assert!(said(address, "").await.starts_with("HTTP/1.1 200"));
    }
    for mut stream in slow {
        let mut rest = Vec::new();
        // The end of the connection, in whichever way: not for ever.
        let ended = tokio::time::timeout(Duration::from_mins(2), stream.read_to_end(&mut rest));
        let _ = ended.await.expect("the connection is ended");
        assert!(!rest.starts_with(b"HTTP/1.1 200"));
    }
    end.send(()).expect("it still serves");
    let gone = async {
        while TcpStream::connect(address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let gone = tokio::time::timeout(Duration::from_mins(2), gone);
    gone.await.expect("it ends when it is told to");
}
