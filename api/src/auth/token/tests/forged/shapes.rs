//! Spoilt, mis-shapen, repetitive and enormous tokens.

use super::super::{
    claims_with, good_claims, good_header, good_token, header_with, part, well_signed,
};
use super::{Forgery, forgery};
use crate::auth::token::TokenRefused::{
    ClaimsMalformed, HeaderMalformed, HeaderNotAllowed, NotAToken, SignatureWrong, TooLong,
};

/// A good token whose signature, or what it was made over, is not.
pub(super) fn spoilt_signatures() -> Vec<Forgery> {
    let token = good_token();
    let (message, signature) = token.rsplit_once('.').unwrap();
    let (header, claims) = message.split_once('.').unwrap();
    let other = claims_with("sub", "5eed0000-0000-4000-8000-000000000002").to_string();
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
pub(super) fn odd_shapes() -> Vec<Forgery> {
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
pub(super) fn said_twice() -> Vec<Forgery> {
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
pub(super) fn oversized() -> Vec<Forgery> {
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
            well_signed(good_header(), claims_with("x", &*megabyte)),
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
