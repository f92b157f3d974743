//! Headers that try to choose the key.

use jsonwebtoken::Algorithm;
use serde_json::{Value, json};

use super::super::{good_claims, header_with, public, sign, well_signed, world};
use super::{Forgery, forgery};
use crate::auth::token::TokenRefused::{HeaderNotAllowed, KeyUnknown, TooLong, TypeWrong};

/// Headers that bring a key along, say where to fetch one, or ask for something special.
pub(super) fn smuggled_headers() -> Vec<Forgery> {
    let world = world();
    let own = public(&world.stranger, Algorithm::EdDSA, "ed");
    let mut forgeries = Vec::new();
    for (name, value) in [
        ("jwk", own),
        ("jku", json!("http://127.0.0.1:1/keys.json")),
        ("x5u", json!("http://127.0.0.1:1/chain.pem")),
        ("x5c", json!(["MIIB"])),
        ("x5t", json!("AAAA")),
        ("x5t#S256", json!("AAAA")),
        ("crit", json!(["exp"])),
        ("b64", json!(false)),
        ("zip", json!("DEF")),
        ("enc", json!("A256GCM")),
        ("cty", json!("JWT")),
        ("url", json!("https://id.example.org")),
        ("nonce", json!("1")),
    ] {
        for key in [&world.stranger, &world.ed] {
            let header = header_with(name, value.clone());
            let token = sign(header, good_claims(), key, Algorithm::EdDSA);
            forgeries.push(forgery(format!("header {name}"), token, HeaderNotAllowed));
        }
    }
    for name in ["alg", "kid", "typ"] {
        let mut header = header_with("jku", "http://127.0.0.1:1/keys.json");
        header.as_object_mut().unwrap().remove(name);
        let token = well_signed(header, good_claims());
        forgeries.push(forgery(
            format!("jku in place of {name}"),
            token,
            HeaderNotAllowed,
        ));
    }
    forgeries
}

/// Names of keys and types that are none.
pub(super) fn odd_names() -> Vec<Forgery> {
    let long = "k".repeat(10 * 512);
    let mut forgeries = Vec::new();
    for kid in [
        "",
        "ED",
        "ed ",
        "ed\0",
        "unknown",
        "link",
        "' OR 1=1 --",
        "ed'; DROP TABLE person; --",
        "../../../../dev/null",
        "/dev/null",
        "file:///etc/passwd",
        "http://127.0.0.1:1/",
        "%65d",
        "ｅｄ",
        "ed\nadmin",
        "$(id)",
        "*",
        &long,
    ] {
        let token = well_signed(header_with("kid", kid), good_claims());
        forgeries.push(forgery(format!("kid {kid:?}"), token, KeyUnknown));
    }
    for kid in [Value::Null, json!(1), json!(["ed"]), json!({ "ed": 1 })] {
        let token = well_signed(header_with("kid", kid.clone()), good_claims());
        forgeries.push(forgery(format!("kid {kid}"), token, HeaderNotAllowed));
    }
    for typ in [
        "",
        "JWT",
        "jwt",
        "AT+JWT",
        "at+jwt ",
        "application/at+jwt",
        "dpop+jwt",
    ] {
        let token = well_signed(header_with("typ", typ), good_claims());
        forgeries.push(forgery(format!("typ {typ:?}"), token, TypeWrong));
    }
    let kid_of_10_kb = well_signed(header_with("kid", "k".repeat(10_240)), good_claims());
    forgeries.push(forgery("kid of 10 KB", kid_of_10_kb, TooLong));
    forgeries
}
