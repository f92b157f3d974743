//! Another algorithm than the key has, or none at all.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use serde_json::{Value, json};

use super::super::{good_claims, good_header, header_with, part, public, sign, well_signed, world};
use super::{Forgery, forgery};
use crate::auth::token::TokenRefused::{
    AlgorithmWrong, HeaderNotAllowed, NotAToken, SignatureWrong,
};
use crate::auth::token::public_jwks;

/// "No signature needed", in many spellings.
pub(super) fn unsigned() -> Vec<Forgery> {
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
pub(super) fn public_key_as_secret() -> Vec<Forgery> {
    let world = world();
    let jwk: Jwk = serde_json::from_value(public(&world.ed, Algorithm::EdDSA, "ed")).unwrap();
    let key = DecodingKey::from_jwk(&jwk).unwrap();
    let raw = key.try_get_as_bytes().unwrap().to_vec();
    // The fixed beginning of every Ed25519 public key in DER (RFC 8410 §4).
    let der = [
        &[0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0][..],
        &raw,
    ]
    .concat();
    let body = STANDARD.encode(&der);
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
pub(super) fn swapped_algorithms() -> Vec<Forgery> {
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
