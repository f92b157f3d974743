//! T1: forged tokens, each refused, and for the reason it should be.

use jsonwebtoken::Algorithm;
use serde_json::json;

use super::{good_claims, now, sign, world};
use crate::auth::token::{Purpose, TokenRefused};
use algorithms::{public_key_as_secret, swapped_algorithms, unsigned};
use headers::{odd_names, smuggled_headers};
use shapes::{odd_shapes, oversized, said_twice, spoilt_signatures};

mod algorithms;
mod door;
mod headers;
mod shapes;

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

/// Every forgery.
fn all() -> Vec<Forgery> {
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
    forgeries
}

#[test]
fn every_forged_token_is_refused() {
    let forgeries = all();
    assert!(60 <= forgeries.len(), "only {} forgeries", forgeries.len());

    for (how, token, why) in &forgeries {
        let answer = world().keys.verify(token, Purpose::Partner, now());
        assert_eq!(answer, Err(*why), "{how}");
    }
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
