//! Tokens that nobody signed, made of one that somebody did.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// Spellings of "not signed", and algorithms of no key of ours.
const ALGORITHMS: [&str; 16] = [
    "none", "None", "NONE", "nOnE", "none ", " none", "", "null", "HS256", "HS384", "HS512",
    "RS256", "PS256", "ES256", "ES384", "EdDSA2",
];

/// Letters of a token's own alphabet, and some that are not in it.
const LETTERS: &[u8] = b"AZaz09-_.=+/ %";

/// Forgeries of a good token: other algorithms, keys that it brings along, claims that were altered, parts
/// that are missing, doubled or cut off, and `turns` in which one character is another. None of them is the
/// token itself, and none is signed.
///
/// # Panics
///
/// When the token is none.
#[must_use]
pub fn forged(good: &str, turns: usize) -> Vec<String> {
    let mut parts = good.split('.');
    let mut part = || parts.next().expect("a token has three parts");
    let (header, claims, signature) = (part(), part(), part());
    let mut all = Vec::new();
    for algorithm in ALGORITHMS {
        let header = altered(header, "alg", &json!(algorithm));
        for end in [signature, "", "e30"] {
            all.push(format!("{header}.{claims}.{end}"));
        }
    }
    let brought = json!({ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" });
    for (name, value) in [
        ("jwk", brought.clone()),
        ("jku", json!("https://id.example.net/keys")),
        ("x5u", json!("https://id.example.net/cert")),
        ("x5c", json!(["MIIB"])),
        ("crit", json!(["exp"])),
        ("kid", json!("../../etc/passwd")),
        ("kid", json!("' OR 1=1 --")),
        ("kid", json!("k".repeat(10_000))),
        ("typ", json!("magic-link+jwt")),
    ] {
        all.push(format!(
            "{}.{claims}.{signature}",
            altered(header, name, &value)
        ));
    }
    for (name, value) in [
        ("sub", json!("5eed0000-0000-4000-8000-000000000001")),
        ("exp", json!(9_999_999_999_i64)),
        ("aud", json!("another")),
        ("iss", json!("https://id.example.net")),
        ("scope", json!("concord:admin")),
        ("azp", json!("another")),
        ("jti", json!("another")),
        ("role", json!("manager")),
    ] {
        all.push(format!(
            "{header}.{}.{signature}",
            altered(claims, name, &value)
        ));
    }
    for ix in (0..good.len()).step_by(7) {
        all.push(good[..ix].to_owned());
    }
    for shape in [
        format!("{good}."),
        format!(".{good}"),
        format!("{good}.{signature}"),
        format!("{header}.{claims}"),
        format!("{header}..{signature}"),
        format!(".{claims}.{signature}"),
        format!("{claims}.{header}.{signature}"),
        format!("{good}{good}"),
        good.to_uppercase(),
        "x".repeat(12_000),
    ] {
        all.push(shape);
    }
    for turn in 0..turns {
        // A step that has no divisor in common with most lengths comes to every place in turn.
        let place = turn * 7_919 % good.len();
        let letter = LETTERS[turn % LETTERS.len()];
        let mut bytes = good.as_bytes().to_vec();
        if bytes[place] == letter {
            continue;
        }
        bytes[place] = letter;
        all.push(String::from_utf8(bytes).expect("letters of ASCII"));
    }
    all.retain(|token| token.trim() != good);
    all
}

/// A part of a token with one member set to another value.
fn altered(part: &str, name: &str, value: &Value) -> String {
    let text = URL_SAFE_NO_PAD.decode(part).expect("it is base64");
    let mut members: Value = serde_json::from_slice(&text).expect("it is JSON");
    members[name] = value.clone();
    URL_SAFE_NO_PAD.encode(members.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_forgery_is_another_token() {
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"EdDSA","kid":"k","typ":"at+jwt"}"#);
        let claims = URL_SAFE_NO_PAD.encode(r#"{"sub":"s","aud":"concord","exp":1}"#);
        let good = format!("{header}.{claims}.{}", "A".repeat(86));
        let all = forged(&good, 200);
        assert!(250 < all.len(), "{}", all.len());
        assert!(all.iter().all(|token| *token != good));
        assert!(all.iter().any(|token| token.ends_with('.')));
    }
}
