//! Keys are exchanged while the service runs; nobody is served by a key that is gone.

use std::collections::VecDeque;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use super::source::AtUrl;
use super::*;
use crate::auth::token::{Order, Scope, new_key, public_jwks};

/// An issuer with one key of its own.
struct Issuer {
    keys: Keys,
    public: Value,
}

impl Issuer {
    fn new() -> Self {
        let pem = new_key();
        let mut keys = Keys::new("https://id.example.org", "concord");
        keys.sign_with(&pem).unwrap();
        let mut set: Value = serde_json::from_str(&public_jwks(&pem).unwrap()).unwrap();
        Self {
            keys,
            public: set["keys"][0].take(),
        }
    }

    fn token(&self, now: DateTime<Utc>) -> String {
        let order = Order {
            person: Uuid::from_u128(1),
            client: "case-portal".to_owned(),
            purpose: Purpose::Partner,
            scope: Scope::Write,
            life: TimeDelta::minutes(5),
        };
        self.keys.mint(&order, now, Uuid::from_u128(2)).unwrap()
    }
}

/// A set of these issuers' keys.
fn set_of(issuers: &[&Issuer]) -> String {
    let keys: Vec<&Value> = issuers.iter().map(|issuer| &issuer.public).collect();
    json!({ "keys": keys }).to_string()
}

/// A place whose set the test changes, which counts its readings.
#[derive(Default)]
struct Place {
    set: Mutex<Option<String>>,
    readings: AtomicUsize,
}

impl Place {
    fn holding(issuers: &[&Issuer]) -> Arc<Self> {
        let place = Arc::new(Self::default());
        place.hold(issuers);
        place
    }

    fn hold(&self, issuers: &[&Issuer]) {
        *self.set.lock().unwrap() = Some(set_of(issuers));
    }

    fn hold_text(&self, text: Option<&str>) {
        *self.set.lock().unwrap() = text.map(str::to_owned);
    }

    fn readings(&self) -> usize {
        self.readings.load(Ordering::SeqCst)
    }
}

impl KeySetSource for Place {
    fn read(&self) -> Result<String, SourceFault> {
        self.readings.fetch_add(1, Ordering::SeqCst);
        let set = self.set.lock().unwrap().clone();
        set.ok_or(SourceFault::Status(503))
    }
}

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
}

fn ring(at: &Arc<Place>, pace: Pace) -> KeyRing {
    let keys = Keys::new("https://id.example.org", "concord");
    let source: Arc<dyn KeySetSource> = at.clone();
    KeyRing::fed(keys, source, pace)
}

async fn is_good(ring: &KeyRing, token: &str, now: DateTime<Utc>) -> bool {
    ring.verify(token, Purpose::Partner, now).await.is_ok()
}

#[tokio::test]
async fn ten_thousand_unknown_keys_cause_one_reading() {
    let (known, stranger) = (Issuer::new(), Issuer::new());
    let place = Place::holding(&[&known]);
    let ring = ring(&place, Pace::URL);
    ring.prepare(at(0)).await;
    assert_eq!(place.readings(), 1);
    let token = stranger.token(at(0));
    for _ in 0..10_000 {
        let refused = ring.verify(&token, Purpose::Partner, at(1)).await;
        assert_eq!(refused, Err(TokenRefused::KeyUnknown));
    }
    assert_eq!(place.readings(), 2);
    // A minute of it: one for the age every half minute, and no second one for the unknown.
    for second in 2..=60 {
        assert!(!is_good(&ring, &token, at(second)).await);
    }
    assert!(place.readings() <= 4, "{} readings", place.readings());
    assert!(is_good(&ring, &known.token(at(60)), at(60)).await);
}

#[tokio::test]
async fn a_crowd_with_unknown_keys_causes_one_reading() {
    let (known, stranger) = (Issuer::new(), Issuer::new());
    let place = Place::holding(&[&known]);
    let ring = ring(&place, Pace::URL);
    let token = stranger.token(at(0));
    let crowd = (0..200).map(|_| ring.verify(&token, Purpose::Partner, at(0)));
    for refused in futures_util::future::join_all(crowd).await {
        assert_eq!(refused, Err(TokenRefused::KeyUnknown));
    }
    assert_eq!(
        place.readings(),
        2,
        "one to begin with, one for the unknown key"
    );
}

#[tokio::test]
async fn whoever_goes_away_does_not_undo_the_reading() {
    let (known, stranger) = (Issuer::new(), Issuer::new());
    let place = Place::holding(&[&known]);
    let ring = ring(&place, Pace::URL);
    ring.prepare(at(0)).await;
    let token = stranger.token(at(0));
    for _ in 0..100 {
        let mut asked = Box::pin(ring.verify(&token, Purpose::Partner, at(1)));
        // Asked once, then dropped, as when a client breaks off.
        let _ = futures_util::poll!(asked.as_mut());
    }
    assert_eq!(
        ring.verify(&token, Purpose::Partner, at(1)).await,
        Err(TokenRefused::KeyUnknown)
    );
    assert_eq!(place.readings(), 2);
}

#[tokio::test]
async fn nobody_asks_the_issuer_about_our_own_tokens() {
    let (known, stranger) = (Issuer::new(), Issuer::new());
    let place = Place::holding(&[&known]);
    let ring = ring(&place, Pace::URL);
    let token = stranger.token(at(0));
    for purpose in Purpose::ALL {
        if purpose != Purpose::Partner {
            assert!(ring.verify(&token, purpose, at(0)).await.is_err());
        }
    }
    assert_eq!(place.readings(), 0);
}

#[tokio::test]
async fn keys_exchanged_every_two_seconds_fail_nobody() {
    let issuers: Vec<Issuer> = (0..30).map(|_| Issuer::new()).collect();
    let place = Place::holding(&[&issuers[0]]);
    let ring = ring(&place, Pace::FILE);
    let mut unexpired = VecDeque::new();
    for second in 0..60 {
        let step = usize::try_from(second / 2).unwrap();
        // The key before stays in the set for those who hold its tokens.
        let held: Vec<&Issuer> = issuers[step.saturating_sub(1)..=step].iter().collect();
        place.hold(&held);
        unexpired.push_back((step, issuers[step].token(at(second))));
        unexpired.retain(|(made, _)| step <= made + 1);
        for ix in 0..100 {
            let (_, token) = &unexpired[ix % unexpired.len()];
            assert!(is_good(&ring, token, at(second)).await, "{second} {ix}");
        }
    }
    assert!(place.readings() <= 60, "{} readings", place.readings());
}

#[tokio::test]
async fn a_retired_key_is_refused_within_a_minute() {
    for pace in [Pace::FILE, Pace::URL] {
        for first_asked in [1, 59, 3_600] {
            let (old, new) = (Issuer::new(), Issuer::new());
            let place = Place::holding(&[&old, &new]);
            let ring = ring(&place, pace);
            assert!(is_good(&ring, &old.token(at(0)), at(0)).await);
            place.hold(&[&new]);
            let _ = is_good(&ring, &old.token(at(first_asked)), at(first_asked)).await;
            let later = at(first_asked.max(60));
            assert!(
                !is_good(&ring, &old.token(later), later).await,
                "{pace:?} {first_asked}"
            );
            assert!(is_good(&ring, &new.token(later), later).await);
        }
    }
}

#[tokio::test]
async fn the_last_good_set_stays_in_force() {
    let (known, other) = (Issuer::new(), Issuer::new());
    let place = Place::holding(&[&known]);
    let ring = ring(&place, Pace::URL);
    ring.prepare(at(0)).await;
    let spoilt = set_of(&[&other]).replace("\"use\":\"sig\"", "\"use\":\"enc\"");
    let bad = [
        None,
        Some(""),
        Some("<html>"),
        Some("{\"keys\":[]}"),
        Some(spoilt.as_str()),
    ];
    for (now, text) in (1..).map(|step| at(step * 100)).zip(bad) {
        place.hold_text(text);
        assert!(is_good(&ring, &known.token(now), now).await, "{text:?}");
        assert!(!is_good(&ring, &other.token(now), now).await, "{text:?}");
    }
    place.hold(&[&other]);
    let now = at(1_000);
    assert!(is_good(&ring, &other.token(now), now).await);
    assert!(!is_good(&ring, &known.token(now), now).await);
}

#[tokio::test]
async fn a_file_that_changes_is_read_again() {
    let (first, second) = (Issuer::new(), Issuer::new());
    let folder = std::env::temp_dir().join(format!("concord-ring-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("jwks.json");
    std::fs::write(&path, set_of(&[&first])).unwrap();
    let keys = Keys::new("https://id.example.org", "concord");
    let ring = KeyRing::fed(keys, from_file(path.clone()), Pace::FILE);
    assert!(is_good(&ring, &first.token(at(0)), at(0)).await);
    std::fs::write(&path, set_of(&[&second])).unwrap();
    assert!(
        is_good(&ring, &second.token(at(1)), at(1)).await,
        "a new key at once"
    );
    assert!(
        !is_good(&ring, &first.token(at(6)), at(6)).await,
        "an old one no longer"
    );
    std::fs::remove_file(&path).unwrap();
    assert!(
        is_good(&ring, &second.token(at(60)), at(60)).await,
        "the last good one"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A web server on this machine that gives one answer to each of some requests.
fn server(answers: Vec<String>) -> KeySetUrl {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 4_096];
            let _ = stream.read(&mut asked).unwrap();
            // Whoever does not read to the end is the point of some tests.
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://{address}/jwks.json").parse().unwrap()
}

fn answer(status: &str, header: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{header}\r\n{body}"
    )
}

#[tokio::test]
async fn an_address_that_changes_is_asked_again() {
    let (first, second) = (Issuer::new(), Issuer::new());
    let sets = [set_of(&[&first]), set_of(&[&second])];
    let url = server(sets.iter().map(|set| answer("200 OK", "", set)).collect());
    let keys = Keys::new("https://id.example.org", "concord");
    let ring = KeyRing::fed(keys, from_url(url), Pace::URL);
    assert!(is_good(&ring, &first.token(at(0)), at(0)).await);
    assert!(is_good(&ring, &second.token(at(1)), at(1)).await);
    assert!(!is_good(&ring, &first.token(at(1)), at(1)).await);
}

#[test]
fn an_address_gives_a_short_set_itself_or_nothing() {
    let long = format!("{{\"keys\":[],\"x\":\"{}\"}}", "x".repeat(70_000));
    let elsewhere = answer("302 Found", "Location: http://127.0.0.1:1/other\r\n", "");
    let endless = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".to_owned();
    let url = server(vec![
        answer("200 OK", "", "{\"keys\":[]}"),
        elsewhere,
        answer("404 Not Found", "", "{\"keys\":[]}"),
        answer("200 OK", "", &long),
        "nonsense\r\n\r\n".to_owned(),
        endless,
    ]);
    let source = AtUrl::new(url, Duration::from_secs(2));
    assert_eq!(source.read(), Ok("{\"keys\":[]}".to_owned()));
    assert_eq!(source.read(), Err(SourceFault::Status(302)));
    assert_eq!(source.read(), Err(SourceFault::Status(404)));
    for wrong in ["too long", "not HTTP", "cut off"] {
        let fault = source.read();
        assert!(
            matches!(fault, Err(SourceFault::Address(_))),
            "{wrong}: {fault:?}"
        );
    }
}

#[test]
fn keys_never_travel_unprotected() {
    for good in [
        "https://id.example.org/.well-known/jwks.json",
        "https://id.example.org:8443/keys?v=1",
        "http://127.0.0.1:9000/keys",
        "http://[::1]/keys",
        "http://localhost/keys",
    ] {
        assert!(good.parse::<KeySetUrl>().is_ok(), "{good}");
    }
    for (bad, why) in [
        ("http://id.example.org/keys", UrlMistake::Unprotected),
        ("http://127.0.0.1.example.org/keys", UrlMistake::Unprotected),
        ("http://localhost.example.org/keys", UrlMistake::Unprotected),
        ("http://10.0.0.1/keys", UrlMistake::Unprotected),
        ("http://2130706433/keys", UrlMistake::Unprotected),
        ("ftp://id.example.org/keys", UrlMistake::Unprotected),
        (
            "https://name:word@id.example.org/keys",
            UrlMistake::Credentials,
        ),
        (
            "http://localhost@id.example.org/keys",
            UrlMistake::Credentials,
        ),
        ("id.example.org/keys", UrlMistake::NotAnAddress),
        ("/etc/keys", UrlMistake::NotAnAddress),
        ("https:///keys", UrlMistake::NotAnAddress),
        ("https://id.example.org/a b", UrlMistake::NotAnAddress),
        ("https://id.example.org/#keys", UrlMistake::NotAnAddress),
        ("", UrlMistake::NotAnAddress),
    ] {
        assert_eq!(bad.parse::<KeySetUrl>(), Err(why), "{bad}");
    }
}
