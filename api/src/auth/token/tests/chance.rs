//! What chance writes is never a good token, and never breaks anything.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::{good_header, good_token, minted, now, part, well_signed, world};
use crate::auth::token::Purpose;

/// Any of the purposes.
fn purposes() -> impl Strategy<Value = Purpose> {
    proptest::sample::select(&Purpose::ALL[..])
}

/// Two to five parts of base64url.
fn shapes() -> impl Strategy<Value = String> {
    "[A-Za-z0-9_-]{0,200}(\\.[A-Za-z0-9_-]{0,200}){1,4}"
}

/// Whether a text is a good token for any purpose.
fn is_good(token: &str) -> bool {
    Purpose::ALL
        .into_iter()
        .any(|purpose| world().keys.verify(token, purpose, now()).is_ok())
}

proptest! {
    #[test]
    fn no_text_is_a_token(text in any::<String>()) {
        prop_assert!(!is_good(&text));
    }

    #[test]
    fn no_text_in_the_shape_of_a_token_is_one(text in shapes()) {
        prop_assert!(!is_good(&text));
    }

    #[test]
    fn no_bytes_behind_a_good_header_are_claims(
        bytes in any::<Vec<u8>>(),
        signature in any::<[u8; 64]>(),
    ) {
        let header = part(good_header().to_string());
        let token = format!("{header}.{}.{}", part(bytes), part(signature));
        prop_assert!(!is_good(&token));
    }

    #[test]
    fn no_text_well_signed_is_claims(text in any::<String>()) {
        prop_assert!(!is_good(&well_signed(good_header(), text)));
    }

    #[test]
    fn a_token_with_one_character_changed_is_refused(
        purpose in purposes(),
        place in any::<prop::sample::Index>(),
        character in any::<char>(),
        letter in proptest::char::range('-', 'z'),
    ) {
        let token = minted(purpose, TimeDelta::minutes(5));
        let place = place.index(token.len());
        for new in [character, letter] {
            let changed = format!("{}{new}{}", &token[..place], &token[place + 1..]);
            prop_assert!(changed == token || !is_good(&changed), "{changed}");
        }
    }

    #[test]
    fn a_token_cut_or_spliced_is_refused(
        one in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        purpose in purposes(),
    ) {
        let (token, second) = (good_token(), minted(purpose, TimeDelta::minutes(5)));
        let (one, other) = (one.index(token.len()), other.index(second.len()));
        prop_assert!(!is_good(&token[..one]));
        prop_assert!(one == 0 || !is_good(&token[one..]));
        let spliced = format!("{}{}", &token[..one], &second[other..]);
        prop_assert!([&token, &second].contains(&&spliced) || !is_good(&spliced), "{spliced}");
    }
}
