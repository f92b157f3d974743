//! What is secret stands in no log and in no answer, however much is logged.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use api::auth::token::{Keys, Order, Purpose, Scope, new_key, public_jwks};
use api::clock::{Clock as _, SystemClock};
use chrono::TimeDelta;
use reqwest::{Client, RequestBuilder};
use serde_json::json;
use tempfile::TempDir;
use tests::act::SUBMIT;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::raw::places;
use tests::served::Served;
use tests::{TestApp, both, program};
use uuid::Uuid;

const LINK_SECRET: &str = "Vq7Zt3Lw9Xs1Kd5Rb8Nf2Gh6Jm4Pc0Ya";
const ISSUER: &str = "https://id.example.org";

/// The longest pieces of a token or key: what would give it away, also when only a part is shown.
fn pieces(secret: &str) -> Vec<String> {
    let words = secret.split(|letter: char| letter == '.' || letter.is_whitespace());
    words
        .filter(|word| 20 < word.len())
        .map(str::to_owned)
        .collect()
}

/// The private half of a key, without the lines around it.
fn body(pem: &str) -> Vec<String> {
    let lines = pem.lines().filter(|line| !line.starts_with("---"));
    lines.map(str::to_owned).collect()
}

/// Tokens of all kinds, good and bad.
fn tokens(own: &Keys, issuer: &Keys, person: Uuid) -> Vec<String> {
    let mut stranger = Keys::new(ISSUER, "concord");
    stranger.sign_with(&new_key()).expect("a new key is a key");
    let now = SystemClock.now();
    let mut made = Vec::new();
    for (keys, purpose) in [
        (own, Purpose::Session),
        (own, Purpose::Partner),
        (own, Purpose::MagicLink),
        (own, Purpose::Job),
        (own, Purpose::CalendarFeed),
        (issuer, Purpose::Partner),
        (issuer, Purpose::Session),
        (&stranger, Purpose::Session),
        // The last one makes the service read the set again.
        (&stranger, Purpose::Partner),
    ] {
        for (person, from) in [
            (person, TimeDelta::zero()),
            (person, TimeDelta::hours(-2)),
            (person, TimeDelta::hours(2)),
            (Uuid::from_u128(7), TimeDelta::zero()),
        ] {
            let order = Order {
                person,
                client: "case-portal".to_owned(),
                purpose,
                scope: Scope::Write,
                life: TimeDelta::minutes(5),
            };
            let minted = keys.mint(
                &order,
                now + from,
                Uuid::from_u128(0x5ec2 + made.len() as u128),
            );
            made.push(minted.expect("the order is in order"));
        }
    }
    made
}

/// Ways to send a token, right and wrong.
fn requests(client: &Client, address: &str, token: &str) -> Vec<RequestBuilder> {
    let url = format!("{address}/graphql");
    let good = r#"{"query":"{ viewer { person { name } } }"}"#;
    let post = || client.post(&url).header("content-type", "application/json");
    let bearer = format!("Bearer {token}");
    vec![
        post().header("authorization", &bearer).body(good),
        post().header("authorization", &bearer).body("{ broken"),
        post()
            .header("authorization", &bearer)
            .body(r#"{"query":"{ nothing }"}"#),
        post()
            .header("authorization", format!("Basic {token}"))
            .body(good),
        post()
            .header("authorization", format!("{bearer}x"))
            .body(good),
        client.get(&url).header("authorization", &bearer),
        client.get(format!("{url}?access_token={token}")),
    ]
}

both! {
    async fn nothing_secret_is_logged_or_answered(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let somebody = app.person("Somebody").await;
        let folder = TempDir::new().expect("a temporary folder can be made");
        let file = |name: &str| folder.path().join(name).display().to_string();
        let (own_pem, issuer_pem) = (new_key(), new_key());
        fs::write(file("key.pem"), &own_pem).unwrap();
        let owner_only = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        fs::set_permissions(file("key.pem"), owner_only).unwrap();
        fs::write(file("jwks.json"), public_jwks(&issuer_pem).unwrap()).unwrap();
        let (mut own, mut issuer) = (Keys::new(ISSUER, "concord"), Keys::new(ISSUER, "concord"));
        own.sign_with(&own_pem).unwrap();
        own.link_with(LINK_SECRET.as_bytes());
        issuer.sign_with(&issuer_pem).unwrap();
        let settings = [
            ("CONCORD_DATABASE_URL", app.database_url().to_owned()),
            ("CONCORD_TOKEN_KEY_FILE", file("key.pem")),
            ("CONCORD_FIELD_KEYS_FILE", program::field_keys(folder.path())),
            ("CONCORD_ISSUER", ISSUER.to_owned()),
            ("CONCORD_JWKS_FILE", file("jwks.json")),
            ("CONCORD_LINK_SECRET", LINK_SECRET.to_owned()),
            ("CONCORD_LOG", "trace".to_owned()),
        ];
        let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let server = Served::start(&settings, folder.path());
        let client = Client::new();
        let mut secrets = vec![LINK_SECRET.to_owned()];
        secrets.extend(body(&own_pem));
        secrets.extend(body(&issuer_pem));
        let field_keys = fs::read_to_string(file("field.keys")).unwrap();
        secrets.extend(field_keys.split_whitespace().skip(1).map(str::to_owned));
        let mut answers = String::new();
        let mut passed = 0;
        for token in tokens(&own, &issuer, somebody.0) {
            for request in requests(&client, &server.address, &token) {
                let answer = request.send().await.expect("the server answers");
                passed += usize::from(answer.status().is_success());
                write!(answers, "{:?}", answer.headers()).expect("a string takes text");
                answers.push_str(&answer.text().await.expect("the answer is text"));
            }
            secrets.extend(pieces(&token));
        }
        assert!(0 < passed, "the server has believed a token: {answers}");
        assert!(40 <= secrets.len(), "only {} secrets were planted", secrets.len());
        // What is confidential is told its owner, and neither to the log nor to the database.
        let own_token = tokens(&own, &issuer, somebody.0).swap_remove(0);
        let tomorrow = (SystemClock.now() + TimeDelta::days(1)).date_naive();
        let reason = "planted reason why somebody cannot come";
        let times = json!({ "input": {
            "personId": somebody.gid(), "fromOn": tomorrow, "untilOn": tomorrow,
            "windows": [{
                "startsAt": format!("{tomorrow}T12:00:00Z"), "endsAt": format!("{tomorrow}T13:00:00Z"),
                "privateReason": reason,
            }],
        } });
        let submitted = client.post(format!("{}/graphql", server.address))
            .header("content-type", "application/json")
            .header("authorization", format!("Bearer {own_token}"))
            .body(json!({ "query": SUBMIT, "variables": times }).to_string());
        let told = submitted.send().await.expect("the server answers");
        let told = told.text().await.expect("the answer is text");
        assert!(told.contains(reason), "{told}");
        assert_eq!(places(&app, reason).await, BTreeSet::new());
        secrets.push(reason.to_owned());
        // A set that cannot be used is warned of, without what stands in it.
        fs::write(file("jwks.json"), r#"{"keys":[{"kty":"oct","kid":"a","k":"cGxhbnRlZC1rZXktaW4tYS1zZXQ"}]}"#).unwrap();
        secrets.push("cGxhbnRlZC1rZXktaW4tYS1zZXQ".to_owned());
        let stranger = tokens(&own, &issuer, somebody.0).pop().expect("there are some");
        let mut logged = String::new();
        for _ in 0..50 {
            for request in requests(&client, &server.address, &stranger) {
                let answer = request.send().await.expect("the server answers");
                answers.push_str(&answer.text().await.expect("the answer is text"));
            }
            logged = server.logged();
            if logged.contains("the key set cannot be used") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        assert!(logged.contains("the key set cannot be used"), "it is warned of");
        assert!(logged.contains("a bearer token was refused"), "refusals are logged");
        for secret in secrets {
            assert!(!logged.contains(&secret), "{secret} is in the log");
            assert!(!answers.contains(&secret), "{secret} is in an answer");
        }
    }
}
