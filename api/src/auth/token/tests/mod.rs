//! Tokens from outside: good ones from each kind of key, and a pen for writing bad ones.

use std::sync::OnceLock;

use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use aws_lc_rs::{encoding::AsDer, encoding::Pkcs8V1Der};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};
use uuid::Uuid;

use super::keys::Keys;
use super::mint::Order;
use super::pem;
use super::purpose::Purpose;
use super::scope::Scope;

mod chance;
mod claims;
mod forged;
mod key_files;
mod purposes;

const ISSUER: &str = "https://id.example.org";
const SECRET: &[u8] = b"J7pYw0sK3vQm9TzR5bXc1LdGf8HnUeAo";
const PERSON: Uuid = Uuid::from_u128(0x5eed_0000_0000_4000_8000_0000_0000_0001);

/// A server's keys, and the private halves that the tests sign with.
struct World {
    /// What the server trusts.
    keys: Keys,
    /// Our own private key, in PEM.
    own_pem: String,
    /// Its name.
    own_kid: String,
    /// An issuer's keys; the server trusts their public halves as `ed`, `es` and `rs`.
    ed: EncodingKey,
    es: EncodingKey,
    rs: EncodingKey,
    /// A key that nobody trusts.
    stranger: EncodingKey,
}

/// The one world of all tests; making an RSA key takes a while.
fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let mut keys = Keys::new(ISSUER, "concord");
        let own_pem = pem::new_key();
        let own_kid = pem::read(&own_pem).unwrap().kid;
        let (ed, es, rs) = (ed_key(), es_key(), rs_key());
        let set = json!({ "keys": [
            public(&ed, Algorithm::EdDSA, "ed"),
            public(&es, Algorithm::ES256, "es"),
            public(&rs, Algorithm::RS256, "rs"),
        ] });
        keys.trust_jwks(&set.to_string()).unwrap();
        keys.sign_with(&own_pem).unwrap();
        keys.link_with(SECRET);
        World {
            keys,
            own_pem,
            own_kid,
            ed,
            es,
            rs,
            stranger: ed_key(),
        }
    })
}

fn ed_key() -> EncodingKey {
    EncodingKey::from_ed_pem(pem::new_key().as_bytes()).unwrap()
}

fn es_key() -> EncodingKey {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    EncodingKey::from_ec_der(pair.to_pkcs8v1().unwrap().as_ref())
}

fn rs_key() -> EncodingKey {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let der: Pkcs8V1Der<'_> = pair.as_der().unwrap();
    let body = STANDARD.encode(der.as_ref());
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    EncodingKey::from_rsa_pem(pem.as_bytes()).unwrap()
}

/// The public half of a key, as it stands in a key set.
fn public(key: &EncodingKey, algorithm: Algorithm, kid: &str) -> Value {
    let mut jwk = Jwk::from_encoding_key(key, algorithm).unwrap();
    jwk.common.key_id = Some(kid.to_owned());
    jwk.common.public_key_use = Some(PublicKeyUse::Signature);
    serde_json::to_value(jwk).unwrap()
}

/// The instant at which all tests take place.
fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

/// The claims of a good partner's token.
fn good_claims() -> Value {
    let now = now().timestamp();
    json!({
        "iss": ISSUER, "sub": PERSON, "aud": "concord",
        "exp": now + 600, "nbf": now, "iat": now,
        "jti": "token-1", "azp": "case-portal", "scope": "concord:write",
    })
}

/// Good claims but for one.
fn claims_with(name: &str, value: impl Into<Value>) -> Value {
    let mut claims = good_claims();
    claims[name] = value.into();
    claims
}

/// The header of a good partner's token under the issuer's Ed25519 key.
fn good_header() -> Value {
    json!({ "alg": "EdDSA", "kid": "ed", "typ": "at+jwt" })
}

/// A good header but for one member, changed or added.
fn header_with(name: &str, value: impl Into<Value>) -> Value {
    let mut header = good_header();
    header[name] = value.into();
    header
}

/// Text as a part of a token.
fn part(text: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// Signs any header over any claims with any key: what a forger can do.
#[expect(
    clippy::needless_pass_by_value,
    reason = "callers write the values in place"
)]
fn sign(
    header: impl ToString,
    claims: impl ToString,
    key: &EncodingKey,
    algorithm: Algorithm,
) -> String {
    let message = format!("{}.{}", part(header.to_string()), part(claims.to_string()));
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), key, algorithm).unwrap();
    format!("{message}.{signature}")
}

/// Signed well by the issuer, whatever header and claims say.
fn well_signed(header: impl ToString, claims: impl ToString) -> String {
    sign(header, claims, &world().ed, Algorithm::EdDSA)
}

/// A good partner's token.
fn good_token() -> String {
    well_signed(good_header(), good_claims())
}

/// A token we make ourselves.
fn minted(purpose: Purpose, life: TimeDelta) -> String {
    let order = Order {
        person: PERSON,
        client: "concord-cli".to_owned(),
        purpose,
        scope: Scope::Write,
        life,
    };
    world()
        .keys
        .mint(&order, now(), Uuid::from_u128(7))
        .unwrap()
}
