//! T6 and T3: a token for one purpose is worth nothing for another, and each has its own life.

use chrono::TimeDelta;
use jsonwebtoken::Algorithm;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{PERSON, SECRET, claims_with, header_with, minted, now, sign, well_signed, world};
use crate::auth::token::keys::LINK_KID;
use crate::auth::token::{Keys, MintRefused, Order, Purpose, Scope, TokenRefused};

/// Claims that are good for a purpose.
fn claims_for(purpose: Purpose) -> Value {
    claims_with("aud", purpose.audience("concord"))
}

#[test]
fn only_the_diagonal_passes() {
    let mut table = String::new();
    for made in Purpose::ALL {
        let token = minted(made, TimeDelta::minutes(5));
        for asked in Purpose::ALL {
            let answer = world().keys.verify(&token, asked, now());
            assert_eq!(answer.is_ok(), made == asked, "{made} token as {asked}");
            table.push(if answer.is_ok() { '1' } else { '.' });
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table, @r"
    1....
    .1...
    ..1..
    ...1.
    ....1
    ");
}

#[test]
fn the_type_alone_keeps_purposes_apart() {
    for made in Purpose::ALL {
        for asked in Purpose::ALL.into_iter().filter(|&asked| asked != made) {
            let token = well_signed(header_with("typ", made.typ()), claims_for(asked));
            let refused = world().keys.verify(&token, asked, now());
            assert_eq!(
                refused,
                Err(TokenRefused::TypeWrong),
                "{made} typ as {asked}"
            );
        }
    }
}

#[test]
fn the_audience_alone_keeps_purposes_apart() {
    for made in Purpose::ALL {
        for asked in Purpose::ALL.into_iter().filter(|&asked| asked != made) {
            let token = signed_for(asked, asked, claims_for(made));
            let refused = world().keys.verify(&token, asked, now());
            assert_eq!(
                refused,
                Err(TokenRefused::AudienceWrong),
                "{made} aud as {asked}"
            );
        }
    }
}

#[test]
fn the_key_alone_keeps_the_purposes_of_links_apart() {
    let links = [Purpose::MagicLink, Purpose::Job, Purpose::CalendarFeed];
    for made in links {
        for asked in links.into_iter().filter(|&asked| asked != made) {
            let token = signed_for(made, asked, claims_for(asked));
            let refused = world().keys.verify(&token, asked, now());
            assert_eq!(
                refused,
                Err(TokenRefused::SignatureWrong),
                "{made} key as {asked}"
            );
        }
    }
}

#[test]
fn an_issuer_cannot_sign_anybody_in_to_our_pages() {
    for purpose in Purpose::ALL
        .into_iter()
        .filter(|&purpose| purpose != Purpose::Partner)
    {
        let token = well_signed(header_with("typ", purpose.typ()), claims_for(purpose));
        let refused = world().keys.verify(&token, purpose, now());
        assert_eq!(refused, Err(TokenRefused::KeyUnknown), "{purpose}");
    }
}

#[test]
fn the_link_secret_itself_signs_nothing() {
    let key = jsonwebtoken::EncodingKey::from_secret(SECRET);
    for purpose in [Purpose::MagicLink, Purpose::Job, Purpose::CalendarFeed] {
        let header = json!({ "alg": "HS256", "kid": LINK_KID, "typ": purpose.typ() });
        let token = sign(header, claims_for(purpose), &key, Algorithm::HS256);
        let refused = world().keys.verify(&token, purpose, now());
        assert_eq!(refused, Err(TokenRefused::SignatureWrong), "{purpose}");
    }
}

#[test]
fn each_purpose_lives_as_long_as_it_may_and_no_second_longer() {
    for purpose in Purpose::ALL {
        let life = purpose.longest_life();
        let token = minted(purpose, life);
        assert!(
            world().keys.verify(&token, purpose, now()).is_ok(),
            "{purpose}"
        );
        let over = now() + life + TimeDelta::seconds(10);
        assert_eq!(
            world().keys.verify(&token, purpose, over),
            Err(TokenRefused::Expired)
        );

        let mut claims = claims_for(purpose);
        claims["exp"] = json!((now() + life + TimeDelta::seconds(1)).timestamp());
        let token = signed_for(purpose, purpose, claims);
        let refused = world().keys.verify(&token, purpose, now());
        assert_eq!(refused, Err(TokenRefused::LifeWrong), "{purpose}");
    }
}

#[test]
fn what_would_be_refused_is_not_made() {
    let keys = &world().keys;
    let order = |life, client: &str| Order {
        person: PERSON,
        client: client.to_owned(),
        purpose: Purpose::Partner,
        scope: Scope::Write,
        life,
    };
    let mint = |keys: &Keys, order: &Order| keys.mint(order, now(), Uuid::nil());
    let minutes = TimeDelta::minutes;
    let life = Err(MintRefused::Life {
        purpose: Purpose::Partner,
    });

    assert!(mint(keys, &order(minutes(15), "cli")).is_ok());
    assert_eq!(mint(keys, &order(minutes(16), "cli")), life);
    assert_eq!(mint(keys, &order(minutes(0), "cli")), life);
    assert_eq!(mint(keys, &order(minutes(-1), "cli")), life);
    for client in ["", "two words", "naïve", &"x".repeat(257)] {
        assert_eq!(
            mint(keys, &order(minutes(5), client)),
            Err(MintRefused::Client),
            "{client}"
        );
    }

    let bare = Keys::new("https://id.example.org", "concord");
    assert_eq!(
        mint(&bare, &order(minutes(5), "cli")),
        Err(MintRefused::NoKey)
    );
    let link = Order {
        purpose: Purpose::MagicLink,
        ..order(minutes(5), "cli")
    };
    assert_eq!(mint(&bare, &link), Err(MintRefused::NoLinkSecret));
    insta::assert_snapshot!(
        mint(keys, &order(minutes(16), "cli")).unwrap_err(),
        @"a partner token lives between 1 second and 15 minutes"
    );
}

#[test]
fn a_purpose_is_read_as_it_is_written() {
    for purpose in Purpose::ALL {
        assert_eq!(purpose.name().parse(), Ok(purpose));
    }
    assert!("Partner".parse::<Purpose>().is_err());
}

/// Signs with the key of one purpose a token that says it is for another.
fn signed_for(key: Purpose, typ: Purpose, claims: Value) -> String {
    let world = world();
    match key {
        Purpose::Partner | Purpose::Session => {
            let own = world.keys.own.as_ref().unwrap();
            let header = json!({ "alg": "EdDSA", "kid": own.kid, "typ": typ.typ() });
            sign(header, claims, &own.signing, Algorithm::EdDSA)
        }
        Purpose::MagicLink | Purpose::Job | Purpose::CalendarFeed => {
            let header = json!({ "alg": "HS256", "kid": LINK_KID, "typ": typ.typ() });
            sign(
                header,
                claims,
                &world.keys.links[&key].signing,
                Algorithm::HS256,
            )
        }
    }
}
