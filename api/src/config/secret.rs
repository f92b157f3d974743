//! Whether a secret is fit to be one.

use thiserror::Error;

/// The shortest secret, in bytes (requirement T8).
const SHORTEST: usize = 32;
/// The fewest different characters; 32 random hexadecimal digits have fewer once in a million times.
const FEWEST_DIFFERENT: usize = 8;
/// The longest piece whose repetition is noticed, in bytes.
const LONGEST_PIECE: usize = 16;
/// What stands in samples and is typed in a hurry. At least six letters each: a random secret holds
/// none of them by accident.
const SAMPLES: [&str; 18] = [
    "secret",
    "changeme",
    "change-me",
    "change_me",
    "password",
    "passw0rd",
    "example",
    "default",
    "development",
    "insecure",
    "letmein",
    "qwerty",
    "concord",
    "placeholder",
    "12345678",
    "abcdefgh",
    "deadbeef",
    "00000000",
];

/// Why a text is too weak to be a secret. None of the messages repeats it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum Weak {
    /// It is too short.
    #[error("has only {0} bytes")]
    Short(usize),
    /// It holds a word that stands in samples.
    #[error("contains the well-known text \"{0}\"")]
    Sample(&'static str),
    /// It has hardly any different characters.
    #[error("has only {0} different characters")]
    Monotonous(usize),
    /// It is one piece again and again.
    #[error("repeats itself after {0} characters")]
    Repeating(usize),
}

/// Whether a secret is long, not a known sample, and not a pattern.
pub(super) fn check(secret: &str) -> Result<(), Weak> {
    if secret.len() < SHORTEST {
        return Err(Weak::Short(secret.len()));
    }
    let lower = secret.to_ascii_lowercase();
    if let Some(sample) = SAMPLES.into_iter().find(|sample| lower.contains(sample)) {
        return Err(Weak::Sample(sample));
    }
    let mut different = secret.as_bytes().to_vec();
    different.sort_unstable();
    different.dedup();
    if different.len() < FEWEST_DIFFERENT {
        return Err(Weak::Monotonous(different.len()));
    }
    match (1..=LONGEST_PIECE).find(|&piece| repeats_after(secret.as_bytes(), piece)) {
        Some(piece) => Err(Weak::Repeating(piece)),
        None => Ok(()),
    }
}

/// Whether the text is its first `piece` bytes again and again.
fn repeats_after(text: &[u8], piece: usize) -> bool {
    text[piece..]
        .iter()
        .zip(text)
        .all(|(later, earlier)| later == earlier)
}
