//! Our own key: made, kept in a file, read back, and its public half shown.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::{Jwk, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde_json::json;
use thiserror::Error;

use super::keys::{Algorithm, OwnKey, VerifyingKey};

/// The text holds no private key we can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an Ed25519 private key in PKCS #8 PEM (\"BEGIN PRIVATE KEY\")")]
pub struct PemMistake;

/// A new private key, Ed25519 in PKCS #8 PEM.
///
/// # Panics
/// When the machine has no randomness to give; no key should exist then.
#[must_use]
pub fn new_key() -> String {
    let der = Ed25519KeyPair::generate()
        .and_then(|pair| pair.to_pkcs8v1())
        .expect("a machine that cannot make random numbers cannot make keys");
    // An Ed25519 key is 48 bytes, 64 characters of base64: exactly one line of PEM.
    let line = STANDARD.encode(der.as_ref());
    format!("-----BEGIN PRIVATE KEY-----\n{line}\n-----END PRIVATE KEY-----\n")
}

/// Writes a new private key to a new file that only its owner may read.
///
/// # Errors
/// When the file exists already, because a key once overwritten is gone, or cannot be written.
pub fn write_new_key(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(new_key().as_bytes())?;
    file.sync_all()
}

/// The public half of a private key, as a JSON Web Key Set to give to whoever verifies.
///
/// # Errors
/// When the text is not an Ed25519 private key in PKCS #8 PEM.
pub fn public_jwks(private_pem: &str) -> Result<String, PemMistake> {
    let own = read(private_pem)?;
    Ok(format!("{:#}", json!({ "keys": [own.public] })))
}

/// The key in the text; its name is the thumbprint of RFC 7638, so it never has to be chosen.
pub(super) fn read(private_pem: &str) -> Result<OwnKey, PemMistake> {
    let signing = EncodingKey::from_ed_pem(private_pem.as_bytes()).map_err(|_| PemMistake)?;
    let algorithm = Algorithm::EdDsa;
    let mut public =
        Jwk::from_encoding_key(&signing, algorithm.library()).map_err(|_| PemMistake)?;
    let kid = public
        .thumbprint(ThumbprintHash::SHA256)
        .map_err(|_| PemMistake)?;
    public.common.key_id = Some(kid.clone());
    public.common.public_key_use = Some(PublicKeyUse::Signature);
    let key = DecodingKey::from_jwk(&public).map_err(|_| PemMistake)?;
    Ok(OwnKey {
        kid,
        signing,
        verifying: VerifyingKey { algorithm, key },
        public,
    })
}
