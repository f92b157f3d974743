//! A bearer token, through the reader of tokens.
//!
//! An input that begins with `!` is a header, a newline and claims, and is signed well with a key that is
//! trusted: so what lies behind the signature is tried too. Any other input is a token as it came, and
//! none of those is ever good.

#![no_main]

use std::sync::OnceLock;

use api::auth::token::{Keys, Purpose, new_key, public_jwks};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use concord_fuzz::{LONGEST, plant, try_in_time};
use jsonwebtoken::{Algorithm, EncodingKey};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

/// Whoever made the tokens.
const ISSUER: &str = "https://id.example.org";

/// The service's keys and the issuer's private one, made anew for every run.
struct World {
    keys: Keys,
    issuer: EncodingKey,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let pem = new_key();
        let set = public_jwks(&pem).expect("the key is ours");
        let mut set: Value = serde_json::from_str(&set).expect("the set is JSON");
        set["keys"][0]["kid"] = json!("ed");
        let mut keys = Keys::new(ISSUER, "concord");
        keys.trust_jwks(&set.to_string()).expect("the set is good");
        keys.sign_with(&new_key()).expect("the key is good");
        keys.link_with(b"J7pYw0sK3vQm9TzR5bXc1LdGf8HnUeAo");
        let issuer = EncodingKey::from_ed_pem(pem.as_bytes()).expect("the key is good");
        World { keys, issuer }
    })
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).expect("an instant")
}

/// A good header and good claims, and some that are not.
fn seeds() -> Vec<String> {
    let now = now().timestamp();
    let claims = json!({
        "iss": ISSUER, "sub": "5eed0000-0000-4000-8000-000000000001", "aud": "concord",
        "exp": now + 600, "nbf": now, "iat": now,
        "jti": "token-1", "azp": "case-portal", "scope": "concord:write",
    });
    let mut all = Vec::new();
    for purpose in Purpose::ALL {
        let header = json!({ "alg": "EdDSA", "kid": "ed", "typ": purpose.typ() });
        all.push(format!("!{header}\n{claims}"));
        let header = URL_SAFE_NO_PAD.encode(header.to_string());
        let claims = URL_SAFE_NO_PAD.encode(claims.to_string());
        all.push(format!("{header}.{claims}."));
        all.push(format!("{header}.{claims}.{}", "A".repeat(86)));
    }
    all
}

/// The token that an input stands for; whether it is signed well.
fn token(input: &str) -> (String, bool) {
    let Some((header, claims)) = input
        .strip_prefix('!')
        .and_then(|input| input.split_once('\n'))
    else {
        return (input.to_owned(), false);
    };
    let [header, claims] = [header, claims].map(|text| URL_SAFE_NO_PAD.encode(text));
    let message = format!("{header}.{claims}");
    let signature =
        jsonwebtoken::crypto::sign(message.as_bytes(), &world().issuer, Algorithm::EdDSA)
            .expect("the key can sign");
    (format!("{message}.{signature}"), true)
}

fn attempt(token: &str, is_signed: bool) {
    for purpose in Purpose::ALL {
        if let Ok(claims) = world().keys.verify(token, purpose, now()) {
            assert!(is_signed, "nobody signed this");
            assert_eq!(claims.issuer, ISSUER);
        }
    }
}

fuzz_target!(
    init: {
        world();
        plant(seeds());
    },
    |input: &[u8]| {
        if LONGEST < input.len() {
            return;
        }
        let Ok(input) = std::str::from_utf8(input) else {
            return;
        };
        let (token, is_signed) = token(input);
        try_in_time(|| attempt(&token, is_signed));
    }
);
