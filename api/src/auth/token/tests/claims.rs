//! T2 and T3: every claim required, in its form, and in its time.

use serde_json::{Value, json};

use super::{
    ISSUER, PERSON, claims_with, good_claims, good_header, good_token, now, well_signed, world,
};
use crate::auth::token::claims::Claim;
use crate::auth::token::{Claims, Purpose, Scope, TokenRefused};

/// The answer to a well-signed partner's token with these claims.
fn answer(claims: impl ToString) -> Result<Claims, TokenRefused> {
    world()
        .keys
        .verify(&well_signed(good_header(), claims), Purpose::Partner, now())
}

/// The answer when a time claim lies this many seconds from now, the others being good.
fn answer_at(claim: Claim, seconds: i64) -> Result<Claims, TokenRefused> {
    answer(claims_with(claim.name(), now().timestamp() + seconds))
}

#[test]
fn a_good_token_says_who_asks() {
    let claims = world()
        .keys
        .verify(&good_token(), Purpose::Partner, now())
        .unwrap();
    assert_eq!(claims.issuer, ISSUER);
    assert_eq!(claims.person, PERSON);
    assert_eq!(claims.audience, "concord");
    assert_eq!((claims.issued_at, claims.not_before_at), (now(), now()));
    assert_eq!((claims.expires_at - now()).num_seconds(), 600);
    assert_eq!(claims.token_id, "token-1");
    assert_eq!(claims.client, "case-portal");
    assert_eq!(claims.scope, Some(Scope::Write));
}

#[test]
fn claims_beyond_the_nine_do_no_harm() {
    assert!(answer(claims_with("role", "manager")).is_ok());
    assert!(
        answer(claims_with(
            "groups",
            json!([{ "name": "officers" }, null, 1.5])
        ))
        .is_ok()
    );
}

#[test]
fn a_token_without_one_of_the_claims_is_refused() {
    for claim in Claim::ALL {
        let mut claims = good_claims();
        claims
            .as_object_mut()
            .unwrap()
            .remove(claim.name())
            .unwrap();
        assert_eq!(answer(claims), Err(TokenRefused::ClaimMissing(claim)));
    }
    assert_eq!(answer("{}"), Err(TokenRefused::ClaimMissing(Claim::Iss)));
}

#[test]
fn a_partner_that_names_no_scope_of_ours_is_refused() {
    for scope in [
        "",
        "openid profile",
        "cases:read",
        "CONCORD:READ",
        "concord:*",
    ] {
        let refused = answer(claims_with("scope", scope));
        assert_eq!(refused, Err(TokenRefused::ScopeUnknown), "{scope}");
    }
    let many = format!("concord:read{}", " x".repeat(1_000));
    for malformed in [
        Value::Null,
        json!(1),
        json!(["concord:read"]),
        json!({ "concord:read": true }),
        json!("concord:read\nconcord:admin"),
        json!(many),
    ] {
        let refused = answer(claims_with("scope", malformed.clone()));
        assert_eq!(
            refused,
            Err(TokenRefused::ClaimMalformed(Claim::Scope)),
            "{malformed}"
        );
    }
}

#[test]
fn a_partner_reaches_as_far_as_its_widest_scope() {
    for (scope, reach) in [
        ("concord:read", Scope::Read),
        ("openid concord:read concord:write", Scope::Write),
        ("concord:admin", Scope::Admin),
    ] {
        let claims = answer(claims_with("scope", scope)).unwrap();
        assert_eq!(claims.scope, Some(reach), "{scope}");
    }
}

#[test]
fn a_token_with_a_malformed_text_is_refused() {
    let long = "x".repeat(257);
    for claim in [Claim::Iss, Claim::Sub, Claim::Aud, Claim::Jti, Claim::Azp] {
        for wrong in [
            Value::Null,
            json!(1),
            json!(true),
            json!(""),
            json!(" "),
            json!("a\nb"),
            json!("naïve"),
            json!(["concord"]),
            json!({ "concord": 1 }),
            json!(long),
        ] {
            let refused = answer(claims_with(claim.name(), wrong.clone()));
            assert_eq!(
                refused,
                Err(TokenRefused::ClaimMalformed(claim)),
                "{claim} {wrong}"
            );
        }
    }
}

#[test]
fn a_subject_that_is_not_a_persons_id_in_its_usual_spelling_is_refused() {
    let id = PERSON.to_string();
    for wrong in [
        id.to_uppercase(),
        id.replace('-', ""),
        format!("{{{id}}}"),
        format!("urn:uuid:{id}"),
        format!("{id} "),
        "someone".to_owned(),
        "' OR 1=1 --".to_owned(),
    ] {
        let refused = answer(claims_with("sub", wrong.as_str()));
        assert_eq!(
            refused,
            Err(TokenRefused::ClaimMalformed(Claim::Sub)),
            "{wrong}"
        );
    }
}

#[test]
fn a_token_with_a_malformed_instant_is_refused() {
    for claim in [Claim::Exp, Claim::Nbf, Claim::Iat] {
        for wrong in [
            Value::Null,
            json!("1800000600"),
            json!("2027-01-15T08:00:00Z"),
            json!(1_800_000_600.5),
            json!(1.8e9),
            json!(1e300),
            json!(-1),
            json!(i64::MIN),
            json!(i64::MAX),
            json!(u64::MAX),
            json!(253_402_300_800_i64),
            json!([1_800_000_600]),
            json!(true),
        ] {
            let refused = answer(claims_with(claim.name(), wrong.clone()));
            assert_eq!(
                refused,
                Err(TokenRefused::ClaimMalformed(claim)),
                "{claim} {wrong}"
            );
        }
    }
}

#[test]
fn another_issuers_token_is_refused() {
    for issuer in [
        "https://id.example.com",
        "https://id.example.org/",
        "HTTPS://id.example.org",
    ] {
        assert_eq!(
            answer(claims_with("iss", issuer)),
            Err(TokenRefused::IssuerWrong),
            "{issuer}"
        );
    }
}

#[test]
fn another_services_token_is_refused() {
    for audience in [
        "other",
        "Concord",
        "concord/",
        "concord/session",
        "concordance",
    ] {
        let refused = answer(claims_with("aud", audience));
        assert_eq!(refused, Err(TokenRefused::AudienceWrong), "{audience}");
    }
}

// The three traps: what the library accepts unless told otherwise, and often when told.

#[test]
fn trap_one_a_token_for_no_audience_is_refused() {
    let mut claims = good_claims();
    claims.as_object_mut().unwrap().remove("aud");
    assert_eq!(answer(claims), Err(TokenRefused::ClaimMissing(Claim::Aud)));
}

#[test]
fn trap_two_a_token_that_expired_thirty_seconds_ago_is_refused() {
    let mut claims = claims_with("exp", now().timestamp() - 30);
    claims["iat"] = json!(now().timestamp() - 630);
    claims["nbf"] = claims["iat"].clone();
    assert_eq!(answer(claims), Err(TokenRefused::Expired));
}

#[test]
fn trap_three_a_token_that_is_good_in_an_hour_is_refused() {
    assert_eq!(answer_at(Claim::Nbf, 3_600), Err(TokenRefused::NotYetValid));
}

#[test]
fn clocks_may_differ_by_ten_seconds_and_no_more() {
    let expiring = |seconds: i64| {
        let mut claims = claims_with("exp", now().timestamp() + seconds);
        claims["iat"] = json!(now().timestamp() - 300);
        claims["nbf"] = claims["iat"].clone();
        answer(claims)
    };
    assert!(expiring(-9).is_ok());
    assert_eq!(expiring(-10), Err(TokenRefused::Expired));
    assert!(answer_at(Claim::Nbf, 10).is_ok());
    assert_eq!(answer_at(Claim::Nbf, 11), Err(TokenRefused::NotYetValid));
    assert!(answer_at(Claim::Iat, 10).is_ok());
    assert_eq!(answer_at(Claim::Iat, 11), Err(TokenRefused::IssuedInFuture));
}

#[test]
fn a_token_that_lives_no_time_at_all_is_refused() {
    assert_eq!(answer_at(Claim::Exp, 0), Err(TokenRefused::LifeWrong));
    assert_eq!(answer_at(Claim::Exp, -5), Err(TokenRefused::LifeWrong));
    assert_eq!(answer(claims_with("exp", 0)), Err(TokenRefused::LifeWrong));
}

#[test]
fn a_partners_token_lives_a_quarter_of_an_hour_at_most() {
    assert!(answer_at(Claim::Exp, 15 * 60).is_ok());
    assert_eq!(
        answer_at(Claim::Exp, 15 * 60 + 1),
        Err(TokenRefused::LifeWrong)
    );
    assert_eq!(
        answer(claims_with("exp", 253_402_300_799_i64)),
        Err(TokenRefused::LifeWrong)
    );
    // A first valid second close to the last does not make a long life short.
    let mut late = claims_with("exp", now().timestamp() + 3_600);
    late["iat"] = json!(now().timestamp() - 3_600);
    assert_eq!(answer(late), Err(TokenRefused::LifeWrong));
}
