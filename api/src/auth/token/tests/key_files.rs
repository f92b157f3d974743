//! Keys as they are made, kept, published and read.

use chrono::TimeDelta;
use jsonwebtoken::Algorithm;
use serde_json::{Value, json};

use super::{ISSUER, minted, now, part, public, world};
use crate::auth::token::pem::PemMistake;
use crate::auth::token::{Keys, Purpose, TokenRefused, new_key, public_jwks, write_new_key};

/// What is wrong with a key set, one line each.
#[expect(
    clippy::needless_pass_by_value,
    reason = "callers write the values in place"
)]
fn mistakes(json: impl ToString) -> String {
    let refused = Keys::new(ISSUER, "concord")
        .trust_jwks(&json.to_string())
        .unwrap_err();
    refused
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// A good key but for one member, changed, or removed where the value is null.
fn key_with(mut key: Value, name: &str, value: Value) -> Value {
    if value.is_null() {
        key.as_object_mut().unwrap().remove(name).unwrap();
    } else {
        key[name] = value;
    }
    key
}

#[test]
fn whoever_has_the_public_half_believes_the_token() {
    let mut partner = Keys::new(ISSUER, "concord");
    partner
        .trust_jwks(&public_jwks(&world().own_pem).unwrap())
        .unwrap();
    let token = minted(Purpose::Partner, TimeDelta::minutes(5));
    assert!(partner.verify(&token, Purpose::Partner, now()).is_ok());

    let stranger = public_jwks(&new_key()).unwrap();
    let mut other = Keys::new(ISSUER, "concord");
    other.trust_jwks(&stranger).unwrap();
    let refused = other.verify(&token, Purpose::Partner, now());
    assert_eq!(refused, Err(TokenRefused::KeyUnknown));
}

#[test]
fn the_public_half_holds_nothing_private() {
    let jwks: Value = serde_json::from_str(&public_jwks(&new_key()).unwrap()).unwrap();
    let names: Vec<_> = jwks["keys"][0]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x"]);
}

#[test]
fn two_keys_are_never_the_same() {
    assert_ne!(new_key(), new_key());
}

#[test]
fn what_is_not_an_ed25519_private_key_is_refused() {
    let public_pem = new_key().replace("PRIVATE", "PUBLIC");
    for text in [
        "",
        "key",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ] {
        assert_eq!(public_jwks(text), Err(PemMistake), "{text}");
    }
    assert_eq!(public_jwks(&public_pem), Err(PemMistake));
}

#[test]
fn a_key_is_written_for_its_owner_only_and_never_over_another() {
    let folder = std::env::temp_dir().join(format!("concord-key-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("token.pem");
    write_new_key(&path).unwrap();
    let first = std::fs::read_to_string(&path).unwrap();
    assert!(public_jwks(&first).is_ok());
    assert!(write_new_key(&path).is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), first);
    #[cfg(unix)]
    {
        let permissions = std::fs::metadata(&path).unwrap().permissions();
        let mode = std::os::unix::fs::PermissionsExt::mode(&permissions);
        assert_eq!(mode & 0o777, 0o600);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_set_that_is_none_is_refused() {
    let lines = [
        mistakes("keys"),
        mistakes(r#"{"keys":[],"keys":[]}"#),
        mistakes(json!({ "keys": [] })),
        mistakes(json!({ "keys": {} })),
        mistakes(" ".repeat(2_000_000)),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r#"
    it is not a JSON object, or a name appears twice in one object
    it is not a JSON object, or a name appears twice in one object
    it has no list "keys" with at least one key
    it has no list "keys" with at least one key
    it is longer than 1 MiB
    "#);
}

#[test]
fn every_mistake_in_a_set_is_told() {
    let world = world();
    let ed = || public(&world.ed, Algorithm::EdDSA, "ed");
    let es = || public(&world.es, Algorithm::ES256, "es");
    let rs = || public(&world.rs, Algorithm::RS256, "rs");
    let short = json!(part([0xff; 128]));
    let padded = json!(part([&[0; 129][..], &[0xff; 128]].concat()));
    let set = json!({ "keys": [
        ed(),
        key_with(ed(), "d", json!("AAAA")),
        key_with(ed(), "kid", Value::Null),
        key_with(ed(), "kid", json!("a b")),
        ed(),
        key_with(es(), "use", Value::Null),
        key_with(es(), "use", json!("enc")),
        key_with(es(), "alg", Value::Null),
        key_with(es(), "alg", json!("ES384")),
        key_with(es(), "alg", json!("EdDSA")),
        key_with(es(), "x", json!("AAAA")),
        key_with(rs(), "alg", json!("HS256")),
        key_with(rs(), "alg", json!("PS256")),
        key_with(rs(), "n", short),
        key_with(rs(), "n", padded),
        key_with(rs(), "e", json!("Aw")),
        json!({ "kty": "oct", "kid": "shared", "alg": "HS256", "use": "sig", "k": "AAAA" }),
        json!({ "kty": "new", "kid": "new", "alg": "new", "use": "sig" }),
        json!("key"),
    ] });
    insta::assert_snapshot!(mistakes(set), @r#"
    key number 2: it holds a private or shared key; give the public half only
    key number 3: "kid" is missing, longer than 128 characters or has odd characters
    key number 4: "kid" is missing, longer than 128 characters or has odd characters
    key number 5: its "kid" is also the name of an earlier key
    key number 6: "use" is not "sig"
    key number 7: "use" is not "sig"
    key number 8: "alg" is not EdDSA, ES256 or RS256
    key number 9: "alg" is not EdDSA, ES256 or RS256
    key number 10: its type, curve or length does not fit its "alg"
    key number 11: its type, curve or length does not fit its "alg"
    key number 12: "alg" is not EdDSA, ES256 or RS256
    key number 13: "alg" is not EdDSA, ES256 or RS256
    key number 14: RSA needs a modulus of 2048 to 8192 bits and the exponent 65537
    key number 15: RSA needs a modulus of 2048 to 8192 bits and the exponent 65537
    key number 16: RSA needs a modulus of 2048 to 8192 bits and the exponent 65537
    key number 17: it holds a private or shared key; give the public half only
    key number 18: "alg" is not EdDSA, ES256 or RS256
    key number 19: it is not a JSON Web Key
    "#);
}

#[test]
fn a_set_with_one_mistake_is_not_trusted_at_all() {
    let world = world();
    let mut keys = Keys::new(ISSUER, "concord");
    let good = public(&world.ed, Algorithm::EdDSA, "ed");
    let bad = key_with(
        public(&world.es, Algorithm::ES256, "es"),
        "use",
        json!("enc"),
    );
    assert!(
        keys.trust_jwks(&json!({ "keys": [good, bad] }).to_string())
            .is_err()
    );
    let refused = keys.verify(&super::good_token(), Purpose::Partner, now());
    assert_eq!(refused, Err(TokenRefused::KeyUnknown));
}

#[test]
fn keys_are_printed_by_name_only() {
    let printed = format!("{:?}", world().keys).replace(&world().own_kid, "[own]");
    insta::assert_snapshot!(printed, @r#"Keys { issuer: "https://id.example.org", audience: "concord", issuers: ["ed", "es", "rs"], own: Some("[own]"), links: [MagicLink, Job, CalendarFeed] }"#);
}
