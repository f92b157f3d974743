//! Sealing and opening: AES-256-GCM-SIV, which a nonce drawn twice does not break, with the place of what
//! is sealed as associated data, so that nothing opens where it was not sealed for.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entities::DataKeyId;
use thiserror::Error;
use uuid::Uuid;

use super::chance::Chance;

/// How many bytes a key has.
pub const KEY_BYTES: usize = 32;

/// How a sealed text begins: the format. The name of the data key follows, then the nonce and what is sealed.
const FORMAT: &str = "v1.";

/// What is sealed does not open: with another key, elsewhere, or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a sealed text does not open")]
pub struct Shut;

/// A key that seals and opens. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; KEY_BYTES]);

impl Key {
    /// The key of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// A new key.
    #[must_use]
    pub fn draw(chance: &dyn Chance) -> Self {
        let mut bytes = [0; KEY_BYTES];
        chance.fill(&mut bytes);
        Self(bytes)
    }

    /// The bytes, to be sealed or written down.
    pub(super) const fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    fn ready(&self) -> Result<LessSafeKey, Shut> {
        let key = UnboundKey::new(&AES_256_GCM_SIV, &self.0).map_err(|_| Shut)?;
        Ok(LessSafeKey::new(key))
    }
}

/// Prints nothing of the key.
impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Seals bytes for a place.
fn seal_bytes(key: &Key, chance: &dyn Chance, place: &str, bytes: &[u8]) -> Result<Vec<u8>, Shut> {
    let mut nonce = [0; NONCE_LEN];
    chance.fill(&mut nonce);
    let mut sealed = bytes.to_vec();
    key.ready()?
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(place.as_bytes()),
            &mut sealed,
        )
        .map_err(|_| Shut)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens bytes that were sealed for a place.
fn open_bytes(key: &Key, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Shut> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN).ok_or(Shut)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| Shut)?;
    let mut bytes = sealed.to_vec();
    let opened = key
        .ready()?
        .open_in_place(nonce, Aad::from(place.as_bytes()), &mut bytes)
        .map_err(|_| Shut)?;
    Ok(opened.to_vec())
}

/// Seals a text for a place with a data key.
///
/// # Errors
///
/// The cipher refuses, which it does for no text that fits into memory.
pub fn seal(
    (id, key): (DataKeyId, &Key),
    chance: &dyn Chance,
    place: &str,
    text: &str,
) -> Result<String, Shut> {
    let sealed = seal_bytes(key, chance, place, text.as_bytes())?;
    let all = [id.0.as_bytes().as_slice(), &sealed].concat();
    Ok(format!("{FORMAT}{}", URL_SAFE_NO_PAD.encode(all)))
}

/// The data key that opens a sealed text, by name, and what it opens.
fn parts(stored: &str) -> Result<(DataKeyId, Vec<u8>), Shut> {
    let all = stored.strip_prefix(FORMAT).ok_or(Shut)?;
    let mut all = URL_SAFE_NO_PAD.decode(all).map_err(|_| Shut)?;
    let id = all.split_first_chunk().ok_or(Shut)?.0;
    let id = DataKeyId(Uuid::from_bytes(*id));
    let sealed = all.split_off(size_of::<Uuid>());
    Ok((id, sealed))
}

/// The data key that opens a sealed text.
///
/// # Errors
///
/// It is no sealed text.
pub fn key_of(stored: &str) -> Result<DataKeyId, Shut> {
    parts(stored).map(|(id, _)| id)
}

/// Opens a text that was sealed for a place.
///
/// # Errors
///
/// The key is another, or the text was sealed for another place, or it was changed.
pub fn open(key: &Key, place: &str, stored: &str) -> Result<String, Shut> {
    let (_, sealed) = parts(stored)?;
    String::from_utf8(open_bytes(key, place, &sealed)?).map_err(|_| Shut)
}

/// Seals a data key for its place with a master key.
///
/// # Errors
///
/// The cipher refuses, which it never does.
pub fn wrap(master: &Key, chance: &dyn Chance, place: &str, key: &Key) -> Result<String, Shut> {
    let sealed = seal_bytes(master, chance, place, key.bytes())?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

/// Opens a data key.
///
/// # Errors
///
/// The master key is another, or the data key was sealed for another place, or it was changed.
pub fn unwrap(master: &Key, place: &str, wrapped: &str) -> Result<Key, Shut> {
    let sealed = URL_SAFE_NO_PAD.decode(wrapped).map_err(|_| Shut)?;
    let bytes = open_bytes(master, place, &sealed)?;
    bytes.try_into().map(Key).map_err(|_| Shut)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::vault::chance::SeededChance;

    const ID: DataKeyId = DataKeyId(Uuid::from_u128(7));

    proptest! {
        #[test]
        fn what_was_sealed_opens_in_its_place_and_nowhere_else(
            text in any::<String>(), place in any::<String>(), other in any::<String>(), seed in any::<u64>(),
        ) {
            let chance = SeededChance::new(seed);
            let (key, stranger) = (Key::draw(&chance), Key::draw(&chance));
            let sealed = seal((ID, &key), &chance, &place, &text).unwrap();
            prop_assert_eq!(key_of(&sealed), Ok(ID));
            prop_assert_eq!(open(&key, &place, &sealed), Ok(text.clone()));
            prop_assert_eq!(open(&stranger, &place, &sealed), Err(Shut));
            if other != place {
                prop_assert_eq!(open(&key, &other, &sealed), Err(Shut));
            }
            // Nothing of a text shows; of a letter or two a piece may be found by accident.
            prop_assert!(text.len() < 4 || !sealed.contains(&text));
            // The same text sealed again is another one.
            prop_assert_ne!(seal((ID, &key), &chance, &place, &text).unwrap(), sealed);
        }

        #[test]
        fn a_changed_byte_is_noticed(text in ".{1,80}", at in any::<prop::sample::Index>(), by in 1..=255_u8) {
            let chance = SeededChance::new(1);
            let key = Key::draw(&chance);
            let sealed = seal((ID, &key), &chance, "place", &text).unwrap();
            let (_, mut bytes) = parts(&sealed).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= by;
            prop_assert_eq!(open_bytes(&key, "place", &bytes), Err(Shut));
        }

        #[test]
        fn no_text_that_was_not_sealed_opens(stored in any::<String>()) {
            let key = Key::draw(&SeededChance::new(1));
            prop_assert_eq!(open(&key, "place", &stored), Err(Shut));
        }

        #[test]
        fn a_data_key_opens_with_its_master_key_for_its_owner(seed in any::<u64>()) {
            let chance = SeededChance::new(seed);
            let (master, other, key) = (Key::draw(&chance), Key::draw(&chance), Key::draw(&chance));
            let wrapped = wrap(&master, &chance, "owner", &key).unwrap();
            prop_assert_eq!(unwrap(&master, "owner", &wrapped), Ok(key));
            prop_assert_eq!(unwrap(&other, "owner", &wrapped), Err(Shut));
            prop_assert_eq!(unwrap(&master, "another", &wrapped), Err(Shut));
        }
    }

    #[test]
    fn a_key_is_never_printed() {
        assert_eq!(format!("{:?}", Key::new([65; 32])), "Key(…)");
    }
}
