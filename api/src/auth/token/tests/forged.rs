//! T1: forged tokens, each refused, and for the reason it should be.

use std::time::{Duration, Instant};

use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};

use super::{
    good_claims, good_header, good_token, header_with, now, part, public, sign, well_signed, world,
};
use crate::auth::token::TokenRefused::{self, *};
use crate::auth::token::{Purpose, public_jwks};

/// A forgery: how it was made, the token, and why it must be refused.
type Forgery = (String, String, TokenRefused);

#[test]
fn the_originals_are_accepted() {
    let world = world();
    for (kid, alg, key) in [
        ("ed", Algorithm::EdDSA, &world.ed),
        ("es", Algorithm::ES256, &world.es),
        ("rs", Algorithm::RS256, &world.rs),
    ] {
        let header = json!({ "alg": alg, "kid": kid, "typ": "at+jwt" });
        let token = sign(header, good_claims(), key, alg);
        let claims = world.keys.verify(&token, Purpose::Partner, now()).unwrap();
        assert_eq!(claims.client, "case-portal");
    }
}

#[test]
fn every_forged_token_is_refused() {
    let mut forgeries = Vec::new();
    forgeries.extend(unsigned());
    forgeries.extend(public_key_as_secret());
    forgeries.extend(swapped_algorithms());
    forgeries.extend(spoilt_signatures());
    forgeries.extend(odd_shapes());
    forgeries.extend(said_twice());
    forgeries.extend(oversized());
    forgeries.extend(smuggled_headers());
    forgeries.extend(odd_names());
    assert!(60 <= forgeries.len(), "only {} forgeries", forgeries.len());

    let started = Instant::now();
    for (how, token, why) in &forgeries {
        let answer = world().keys.verify(token, Purpose::Partner, now());
        assert_eq!(answer, Err(*why), "{how}");
    }
    let each = started.elapsed() / u32::try_from(forgeries.len()).unwrap();
    assert!(
        each < Duration::from_millis(5),
        "{each:?} for each of {}",
        forgeries.len()
    );
}

#[test]
fn no_forged_token_serves_another_purpose() {
    let forgeries = [public_key_as_secret(), smuggled_headers(), odd_names()].concat();
    for purpose in Purpose::ALL {
        for (how, token, _) in &forgeries {
            assert!(
                world().keys.verify(token, purpose, now()).is_err(),
                "{how} as {purpose}"
            );
        }
    }
}

fn forgery(how: impl Into<String>, token: impl Into<String>, why: TokenRefused) -> Forgery {
    (how.into(), token.into(), why)
}

/// "No signature needed", in many spellings.
fn unsigned() -> Vec<Forgery> {
    let mut forgeries = Vec::new();
    for alg in [
        "none", "None", "NONE", "nOnE", "NoNe", "none ", " none", "", "nil",
    ] {
        let header = header_with("alg", alg);
        let unsigned = format!(
            "{}.{}.",
            part(header.to_string()),
            part(good_claims().to_string())
        );
        forgeries.push(forgery(
            format!("alg {alg:?}, no signature"),
            unsigned,
            NotAToken,
        ));
        let signed = well_signed(header, good_claims());
        forgeries.push(forgery(
            format!("alg {alg:?}, good signature"),
            signed,
            AlgorithmWrong,
        ));
    }
    for alg in [
        Value::Null,
        json!(0),
        json!(["EdDSA"]),
        json!({ "EdDSA": 1 }),
    ] {
        let token = well_signed(header_with("alg", alg.clone()), good_claims());
        forgeries.push(forgery(format!("alg {alg}"), token, HeaderNotAllowed));
    }
    forgeries
}

/// The public key, which everybody knows, used as the secret of an HMAC.
fn public_key_as_secret() -> Vec<Forgery> {
    let world = world();
    let jwk: Jwk = serde_json::from_value(public(&world.ed, Algorithm::EdDSA, "ed")).unwrap();
    let key = jsonwebtoken::DecodingKey::from_jwk(&jwk).unwrap();
    let raw = key.try_get_as_bytes().unwrap().to_vec();
    // The fixed beginning of every Ed25519 public key in DER (RFC 8410 §4).
    let der = [
        &[0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0][..],
        &raw,
    ]
    .concat();
    let body = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &der);
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n");
    let secrets = [
        ("PEM", pem.clone().into_bytes()),
        (
            "PEM without its last newline",
            pem.trim_end().as_bytes().to_vec(),
        ),
        ("DER", der),
        ("raw bytes", raw),
        ("JWK", serde_json::to_vec(&jwk).unwrap()),
        ("key set", public_jwks(&world.own_pem).unwrap().into_bytes()),
        ("nothing", Vec::new()),
    ];
    let mut forgeries = Vec::new();
    for (form, secret) in secrets {
        let key = EncodingKey::from_secret(&secret);
        for alg in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            let header = header_with("alg", json!(alg));
            let token = sign(header, good_claims(), &key, alg);
            forgeries.push(forgery(
                format!("{alg:?} with {form}"),
                token,
                AlgorithmWrong,
            ));
        }
        let token = sign(good_header(), good_claims(), &key, Algorithm::HS256);
        forgeries.push(forgery(
            format!("EdDSA that is HS256 with {form}"),
            token,
            SignatureWrong,
        ));
    }
    forgeries
}

/// The key's name and the algorithm do not belong together.
fn swapped_algorithms() -> Vec<Forgery> {
    let world = world();
    let mut forgeries = Vec::new();
    for alg in [
        "ES256", "ES384", "RS256", "PS256", "HS256", "Ed25519", "eddsa", "EDDSA", "EdDSA ",
    ] {
        let token = well_signed(header_with("alg", alg), good_claims());
        forgeries.push(forgery(
            format!("EdDSA called {alg}"),
            token,
            AlgorithmWrong,
        ));
    }
    for alg in [
        Algorithm::RS384,
        Algorithm::RS512,
        Algorithm::PS256,
        Algorithm::PS384,
    ] {
        let header = json!({ "alg": alg, "kid": "rs", "typ": "at+jwt" });
        let token = sign(header, good_claims(), &world.rs, alg);
        forgeries.push(forgery(
            format!("{alg:?} with an RS256 key"),
            token,
            AlgorithmWrong,
        ));
    }
    let es_as_ed = sign(good_header(), good_claims(), &world.es, Algorithm::ES256);
    forgeries.push(forgery(
        "ES256 signature under the Ed25519 key",
        es_as_ed,
        SignatureWrong,
    ));
    let header = json!({ "alg": "ES256", "kid": "ed", "typ": "at+jwt" });
    let es_kid = sign(header, good_claims(), &world.es, Algorithm::ES256);
    forgeries.push(forgery(
        "ES256 naming the Ed25519 key",
        es_kid,
        AlgorithmWrong,
    ));
    let stranger = sign(
        good_header(),
        good_claims(),
        &world.stranger,
        Algorithm::EdDSA,
    );
    forgeries.push(forgery(
        "a stranger's key under our name",
        stranger,
        SignatureWrong,
    ));
    let header = header_with("kid", world.own_kid.as_str());
    let other = sign(header, good_claims(), &world.ed, Algorithm::EdDSA);
    forgeries.push(forgery(
        "one trusted key under another's name",
        other,
        SignatureWrong,
    ));
    forgeries
}

/// A good token whose signature, or what it was made over, is not.
fn spoilt_signatures() -> Vec<Forgery> {
    let token = good_token();
    let (message, signature) = token.rsplit_once('.').unwrap();
    let (header, claims) = message.split_once('.').unwrap();
    let other = super::claims_with("sub", "5eed0000-0000-4000-8000-000000000002").to_string();
    let flipped = if signature.starts_with('A') { 'B' } else { 'A' };
    let typ_first = r#"{"typ":"at+jwt","alg":"EdDSA","kid":"ed"}"#;
    vec![
        forgery("no signature", format!("{message}."), NotAToken),
        forgery(
            "signature cut",
            format!("{message}.{}", &signature[..85]),
            SignatureWrong,
        ),
        forgery(
            "half a signature",
            format!("{message}.{}", &signature[..43]),
            SignatureWrong,
        ),
        forgery("one byte", format!("{message}.AA"), SignatureWrong),
        forgery("signature longer", format!("{token}AA"), SignatureWrong),
        forgery(
            "signature twice",
            format!("{token}{signature}"),
            SignatureWrong,
        ),
        forgery("padded", format!("{token}=="), SignatureWrong),
        forgery(
            "all zeros",
            format!("{message}.{}", part([0; 64])),
            SignatureWrong,
        ),
        forgery(
            "all ones",
            format!("{message}.{}", part([255; 64])),
            SignatureWrong,
        ),
        forgery(
            "first bit",
            format!("{message}.{flipped}{}", &signature[1..]),
            SignatureWrong,
        ),
        forgery(
            "other base64",
            format!("{message}.+/{}", &signature[2..]),
            SignatureWrong,
        ),
        forgery(
            "another person's claims",
            format!("{header}.{}.{signature}", part(other)),
            SignatureWrong,
        ),
        forgery(
            "header in another order",
            format!("{}.{claims}.{signature}", part(typ_first)),
            SignatureWrong,
        ),
        forgery(
            "the payload as signature",
            format!("{header}.{signature}.{claims}"),
            SignatureWrong,
        ),
    ]
}

/// Not the shape of a token.
fn odd_shapes() -> Vec<Forgery> {
    let token = good_token();
    let (header, rest) = token.split_once('.').unwrap();
    let (claims, signature) = rest.split_once('.').unwrap();
    let mut forgeries: Vec<_> = [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "...".to_owned(),
        header.to_owned(),
        format!("{header}."),
        format!("{header}.{claims}"),
        format!("{header}..{claims}.{signature}"),
        format!("{token}."),
        format!(".{token}"),
        format!("{token}.{signature}"),
        format!("{header}.{claims}.{signature}.{claims}.{signature}"),
        format!(" {token}"),
        format!("Bearer {token}"),
        format!("{header}\0.{claims}.{signature}"),
        format!("{header}=.{claims}.{signature}"),
        format!("{header}.{claims}\n.{signature}"),
        "ключ.ключ.ключ".to_owned(),
    ]
    .into_iter()
    .map(|token| forgery(format!("shape {token:?}"), token, NotAToken))
    .collect();
    let headless = format!(".{claims}.{signature}");
    forgeries.push(forgery("no header", headless, HeaderMalformed));
    forgeries.push(forgery(
        "newline behind",
        format!("{token}\n"),
        SignatureWrong,
    ));
    for header in [
        "",
        "null",
        "[]",
        "\"EdDSA\"",
        "{",
        "{}x",
        "{\"alg\":\"EdDSA\",}",
    ] {
        let token = well_signed(header, good_claims());
        forgeries.push(forgery(format!("header {header}"), token, HeaderMalformed));
    }
    for claims in ["", "null", "[]", "{", "{} {}", "\"claims\"", "\u{feff}{}"] {
        let token = well_signed(good_header(), claims);
        forgeries.push(forgery(format!("claims {claims}"), token, ClaimsMalformed));
    }
    forgeries.push(forgery(
        "an empty header",
        well_signed("{}", "{}"),
        HeaderNotAllowed,
    ));
    forgeries
}

/// Something said twice, so that two readers may believe two things.
fn said_twice() -> Vec<Forgery> {
    let claims = good_claims().to_string();
    let mut forgeries = Vec::new();
    for second in [
        r#""sub":"5eed0000-0000-4000-8000-000000000002""#,
        r#""exp":1800000600"#,
        r#""\u0065xp":1800000600"#,
        r#""aud":"concord""#,
        r#""jti":"token-1""#,
        r#""x":{"y":1,"y":2}"#,
    ] {
        for twice in [
            format!("{{{second},{}", &claims[1..]),
            format!("{},{second}}}", &claims[..claims.len() - 1]),
        ] {
            let token = well_signed(good_header(), twice);
            forgeries.push(forgery(
                format!("claims say {second} twice"),
                token,
                ClaimsMalformed,
            ));
        }
    }
    for header in [
        r#"{"alg":"none","alg":"EdDSA","kid":"ed","typ":"at+jwt"}"#,
        r#"{"alg":"EdDSA","alg":"none","kid":"ed","typ":"at+jwt"}"#,
        r#"{"alg":"EdDSA","kid":"ed","kid":"es","typ":"at+jwt"}"#,
    ] {
        let token = well_signed(header, good_claims());
        forgeries.push(forgery(format!("header {header}"), token, HeaderMalformed));
    }
    forgeries
}

/// So long that reading it would be work.
fn oversized() -> Vec<Forgery> {
    let megabyte = "a".repeat(1_000_000);
    let deep = format!("{{\"a\":{}", "[".repeat(5_000));
    vec![
        forgery(
            "kid of 1 MB",
            well_signed(header_with("kid", &*megabyte), "{}"),
            TooLong,
        ),
        forgery(
            "header of 1 MB",
            well_signed(header_with("x", &*megabyte), "{}"),
            TooLong,
        ),
        forgery(
            "claims of 1 MB",
            well_signed(good_header(), super::claims_with("x", &*megabyte)),
            TooLong,
        ),
        forgery(
            "signature of 1 MB",
            format!("{}{megabyte}", good_token()),
            TooLong,
        ),
        forgery("a million dots", ".".repeat(1_000_000), TooLong),
        forgery("one byte too long", "a".repeat(8 * 1024 + 1), TooLong),
        forgery("as long as may be", "a".repeat(8 * 1024), NotAToken),
        forgery("deep header", well_signed(&deep, "{}"), HeaderMalformed),
        forgery(
            "deep claims",
            well_signed(good_header(), &deep),
            ClaimsMalformed,
        ),
    ]
}

/// Headers that bring a key along, say where to fetch one, or ask for something special.
fn smuggled_headers() -> Vec<Forgery> {
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
fn odd_names() -> Vec<Forgery> {
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
