//! A file that only whoever has the key can read, and nobody can change or cut short unnoticed.
//!
//! The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, *Online Authenticated-Encryption
//! and its Nonce-Reuse Misuse-Resistance*, 2015), as age has it: pieces of 64 KiB, each sealed with
//! AES-256-GCM under a key of this file's own (HKDF-SHA-256 of the key and a random salt), with the
//! piece's number and whether it is the last for a nonce.

use std::io::{self, Read, Write};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// How a sealed file begins.
const MAGIC: &[u8; 17] = b"concord backup 1\n";
/// Bytes of salt after it.
const SALT: usize = 32;
/// Bytes of text in a piece; the last has fewer, or none.
const PIECE: usize = 64 * 1024;
/// Bytes that sealing adds to a piece.
const TAG: usize = 16;
/// How a key file begins.
const KEY: &str = "concord-backup-key:";

/// The key of backups: whoever has it reads every one of them.
pub struct BackupKey([u8; 32]);

/// What is wrong with a key or a sealed file.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// It is no key file.
    #[error("this is no key for backups; `concord backup --new-key FILE` makes one")]
    NoKey,
    /// It does not begin as a backup does.
    #[error("this is no backup of Concord's")]
    NoBackup,
    /// Another key sealed it, or somebody changed it or cut it short.
    #[error("this backup is not whole, or another key sealed it: nothing was restored")]
    NotWhole,
    /// The file system.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl BackupKey {
    /// A new key, as the line that a key file holds.
    ///
    /// # Errors
    ///
    /// The system has no randomness.
    pub fn new_line() -> Result<String, SealError> {
        Ok(format!("{KEY}{}\n", STANDARD.encode(random::<32>()?)))
    }

    /// Reads the line of a key file.
    ///
    /// # Errors
    ///
    /// It is not such a line.
    pub fn read(line: &str) -> Result<Self, SealError> {
        let text = line.trim().strip_prefix(KEY).ok_or(SealError::NoKey)?;
        let bytes = STANDARD.decode(text).map_err(|_| SealError::NoKey)?;
        bytes.try_into().map(Self).map_err(|_| SealError::NoKey)
    }

    /// The key of one file.
    fn of_file(&self, salt: &[u8; SALT]) -> Result<LessSafeKey, SealError> {
        let derived = Salt::new(HKDF_SHA256, salt).extract(&self.0);
        let info = [MAGIC.as_slice()];
        let key = derived.expand(&info, &AES_256_GCM);
        key.map(UnboundKey::from)
            .map(LessSafeKey::new)
            .map_err(|_| SealError::NotWhole)
    }
}

fn random<const N: usize>() -> Result<[u8; N], SealError> {
    let mut bytes = [0; N];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| io::Error::other("the system has no randomness"))?;
    Ok(bytes)
}

/// The nonce of a piece: its number in eleven bytes, and whether it is the last.
fn nonce(number: u64, is_last: bool) -> Nonce {
    let mut bytes = [0; NONCE_LEN];
    bytes[3..11].copy_from_slice(&number.to_be_bytes());
    bytes[11] = u8::from(is_last);
    Nonce::assume_unique_for_key(bytes)
}

/// Seals everything that `from` holds into `to`; how many bytes there were.
///
/// # Errors
///
/// Reading or writing fails.
pub fn seal(key: &BackupKey, mut from: impl Read, mut to: impl Write) -> Result<u64, SealError> {
    let salt = random()?;
    let file = key.of_file(&salt)?;
    to.write_all(MAGIC)?;
    to.write_all(&salt)?;
    let (mut number, mut bytes) = (0, 0);
    let mut piece = read_piece(&mut from, PIECE)?;
    loop {
        // A piece that is full may still be the last: only the next one tells.
        let next = if piece.len() < PIECE {
            Vec::new()
        } else {
            read_piece(&mut from, PIECE)?
        };
        let is_last = next.is_empty();
        bytes += piece.len() as u64;
        file.seal_in_place_append_tag(nonce(number, is_last), Aad::from(MAGIC), &mut piece)
            .map_err(|_| SealError::NotWhole)?;
        to.write_all(&piece)?;
        if is_last {
            to.flush()?;
            return Ok(bytes);
        }
        (number, piece) = (number + 1, next);
    }
}

/// Opens what [`seal`] sealed, into `to`. What stands in `to` is to be believed once this has ended well,
/// and not before.
///
/// # Errors
///
/// It is no backup, another key sealed it, or it was changed or cut short; or the file system fails.
pub fn open(key: &BackupKey, mut from: impl Read, mut to: impl Write) -> Result<u64, SealError> {
    let mut magic = [0; MAGIC.len()];
    let mut salt = [0; SALT];
    from.read_exact(&mut magic)
        .and_then(|()| from.read_exact(&mut salt))
        .map_err(|_| SealError::NoBackup)?;
    if magic != *MAGIC {
        return Err(SealError::NoBackup);
    }
    let file = key.of_file(&salt)?;
    let (mut number, mut bytes) = (0, 0);
    let mut piece = read_piece(&mut from, PIECE + TAG)?;
    loop {
        let next = if piece.len() < PIECE + TAG {
            Vec::new()
        } else {
            read_piece(&mut from, PIECE + TAG)?
        };
        let is_last = next.is_empty();
        let opened = file
            .open_in_place(nonce(number, is_last), Aad::from(MAGIC), &mut piece)
            .map_err(|_| SealError::NotWhole)?;
        to.write_all(opened)?;
        bytes += opened.len() as u64;
        if is_last {
            to.flush()?;
            return Ok(bytes);
        }
        (number, piece) = (number + 1, next);
    }
}

/// The next bytes, as many as there are up to `most`.
fn read_piece(from: &mut impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut piece = Vec::with_capacity(most + TAG);
    from.take(most as u64).read_to_end(&mut piece)?;
    Ok(piece)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(fill: u8) -> BackupKey {
        BackupKey([fill; 32])
    }

    fn sealed(text: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        assert_eq!(seal(&key(1), text, &mut file).unwrap(), text.len() as u64);
        file
    }

    fn opened(file: &[u8]) -> Option<Vec<u8>> {
        let mut text = Vec::new();
        open(&key(1), file, &mut text).ok().map(|_| text)
    }

    #[test]
    fn what_was_sealed_is_opened_whatever_its_length() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7] {
            let text: Vec<u8> = (0..length)
                .map(|ix| u8::try_from(ix % 251).unwrap())
                .collect();
            let file = sealed(&text);
            assert_eq!(opened(&file), Some(text), "{length}");
            assert!(length < 8 || !file.windows(8).any(|part| part == [0, 1, 2, 3, 4, 5, 6, 7]));
        }
    }

    #[test]
    fn the_same_text_is_sealed_another_way_each_time() {
        assert_ne!(sealed(b"text"), sealed(b"text"));
    }

    #[test]
    fn another_key_opens_nothing() {
        let mut text = Vec::new();
        let refused = open(&key(2), sealed(b"text").as_slice(), &mut text);
        assert!(matches!(refused, Err(SealError::NotWhole)));
        assert!(text.is_empty());
    }

    #[test]
    fn pieces_taken_away_swapped_or_added_are_noticed() {
        let file = sealed(&vec![7; 3 * PIECE]);
        let head = MAGIC.len() + SALT;
        let piece = |ix: usize| &file[head + ix * (PIECE + TAG)..head + (ix + 1) * (PIECE + TAG)];
        let built = |parts: &[&[u8]]| parts.concat();
        let start = &file[..head];
        assert!(opened(&built(&[start, piece(0), piece(1), piece(2)])).is_some());
        for wrong in [
            built(&[start, piece(0), piece(1)]),
            built(&[start, piece(1), piece(2)]),
            built(&[start, piece(1), piece(0), piece(2)]),
            built(&[start, piece(0), piece(0), piece(1), piece(2)]),
            built(&[start, piece(0), piece(1), piece(2), piece(2)]),
            start.to_vec(),
            Vec::new(),
        ] {
            assert_eq!(opened(&wrong), None);
        }
    }

    proptest! {
        #[test]
        fn no_byte_is_changed_unnoticed(at in 0_usize..1_000, by in 1_u8..=255, cut in 1_usize..1_000) {
            let file = sealed(&[9; 900]);
            let mut changed = file.clone();
            let at = at % changed.len();
            changed[at] ^= by;
            prop_assert_eq!(opened(&changed), None);
            prop_assert_eq!(opened(&file[..file.len().saturating_sub(cut)]), None);
        }

        #[test]
        fn a_key_file_is_read_as_it_was_written_and_nothing_else_is(text in ".{0,60}") {
            prop_assert!(BackupKey::read(&text).is_err());
            let line = BackupKey::new_line().unwrap();
            prop_assert!(BackupKey::read(&line).is_ok());
            let longer = line + "A";
            prop_assert!(BackupKey::read(&longer).is_err());
        }
    }
}
