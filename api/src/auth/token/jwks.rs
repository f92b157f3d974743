//! Reading a JSON Web Key Set (RFC 7517), and saying everything that is wrong with it.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use serde_json::{Map, Value};
use thiserror::Error;

use super::keys::{Algorithm, VerifyingKey};
use super::strict;

/// The longest key set that is read, in bytes.
const LONGEST_SET: usize = 1024 * 1024;
/// The longest `kid`, in bytes; thumbprints take 43.
const LONGEST_KID: usize = 128;
/// The smallest RSA modulus that is trusted, in bits (NIST SP 800-131A).
const SMALLEST_MODULUS_BITS: usize = 2048;
/// The largest RSA modulus the library verifies with, in bits.
const LARGEST_MODULUS_BITS: usize = 8192;
/// The public exponent 65537, the only one in honest use.
const EXPONENT: &str = "AQAB";
/// Members that only a private or a shared key has (RFC 7518 §6).
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// What is wrong with a key set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum JwksMistake {
    /// It is longer than 1 MiB.
    #[error("it is longer than 1 MiB")]
    TooLong,
    /// It is not JSON, or names a member twice.
    #[error("it is not a JSON object, or a name appears twice in one object")]
    NotJson,
    /// It has no list `keys` with at least one key.
    #[error("it has no list \"keys\" with at least one key")]
    NoKeys,
    /// One of its keys cannot be trusted.
    #[error("key number {position}: {fault}")]
    Key {
        /// Which key, counted from one.
        position: usize,
        /// What is wrong with it.
        fault: KeyFault,
    },
}

/// Why a key of a set cannot be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum KeyFault {
    /// It holds a secret.
    #[error("it holds a private or shared key; give the public half only")]
    Private,
    /// It is not a key we can read.
    #[error("it is not a JSON Web Key")]
    NotAKey,
    /// It has no usable name.
    #[error("\"kid\" is missing, longer than 128 characters or has odd characters")]
    Kid,
    /// Another key has its name.
    #[error("its \"kid\" is also the name of an earlier key")]
    RepeatedKid,
    /// It is not said to be for signatures.
    #[error("\"use\" is not \"sig\"")]
    Use,
    /// It has no algorithm, or none we accept.
    #[error("\"alg\" is not EdDSA, ES256 or RS256")]
    Algorithm,
    /// Its type, curve or size does not belong to its algorithm.
    #[error("its type, curve or length does not fit its \"alg\"")]
    Shape,
    /// Its modulus is too small or too large, or its exponent is not 65537.
    #[error("RSA needs a modulus of 2048 to 8192 bits and the exponent 65537")]
    Rsa,
}

/// The keys of a set by name, or everything that is wrong with it.
pub(super) fn read(json: &str) -> Result<BTreeMap<String, VerifyingKey>, Vec<JwksMistake>> {
    let mut keys = BTreeMap::new();
    let mut mistakes = Vec::new();
    for (ix, member) in members(json)
        .map_err(|mistake| vec![mistake])?
        .into_iter()
        .enumerate()
    {
        let fault = match verifying_key(member) {
            Ok((kid, key)) => keys.insert(kid, key).map(|_| KeyFault::RepeatedKid),
            Err(fault) => Some(fault),
        };
        mistakes.extend(fault.map(|fault| JwksMistake::Key {
            position: ix + 1,
            fault,
        }));
    }
    if mistakes.is_empty() {
        Ok(keys)
    } else {
        Err(mistakes)
    }
}

/// What stands in the list `keys`.
fn members(json: &str) -> Result<Vec<Value>, JwksMistake> {
    if json.len() > LONGEST_SET {
        return Err(JwksMistake::TooLong);
    }
    let mut set = strict::object(json.as_bytes()).map_err(|_| JwksMistake::NotJson)?;
    match set.remove("keys") {
        Some(Value::Array(keys)) if !keys.is_empty() => Ok(keys),
        _ => Err(JwksMistake::NoKeys),
    }
}

/// One key and its name.
fn verifying_key(member: Value) -> Result<(String, VerifyingKey), KeyFault> {
    if member.as_object().is_some_and(is_private) {
        return Err(KeyFault::Private);
    }
    let jwk: Jwk = serde_json::from_value(member).map_err(|_| KeyFault::NotAKey)?;
    let kid = jwk
        .common
        .key_id
        .clone()
        .filter(|kid| is_kid(kid))
        .ok_or(KeyFault::Kid)?;
    if jwk.common.public_key_use != Some(PublicKeyUse::Signature) {
        return Err(KeyFault::Use);
    }
    let algorithm = match jwk.common.key_algorithm {
        Some(KeyAlgorithm::EdDSA) => Algorithm::EdDsa,
        Some(KeyAlgorithm::ES256) => Algorithm::Es256,
        Some(KeyAlgorithm::RS256) => Algorithm::Rs256,
        _ => return Err(KeyFault::Algorithm),
    };
    check_shape(algorithm, &jwk.algorithm)?;
    let key = DecodingKey::from_jwk(&jwk).map_err(|_| KeyFault::Shape)?;
    Ok((kid, VerifyingKey { algorithm, key }))
}

/// Whether a secret stands in it.
fn is_private(member: &Map<String, Value>) -> bool {
    PRIVATE_MEMBERS
        .iter()
        .any(|name| member.contains_key(*name))
}

/// Whether a `kid` is short and plain enough to be logged.
fn is_kid(kid: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~:+/=".contains(&byte);
    (1..=LONGEST_KID).contains(&kid.len()) && kid.bytes().all(plain)
}

/// Whether the numbers of a key are those of its algorithm.
fn check_shape(algorithm: Algorithm, parameters: &AlgorithmParameters) -> Result<(), KeyFault> {
    let fits = match (algorithm, parameters) {
        (Algorithm::EdDsa, AlgorithmParameters::OctetKeyPair(pair)) => {
            pair.curve == EllipticCurve::Ed25519 && length(&pair.x) == Some(32)
        }
        (Algorithm::Es256, AlgorithmParameters::EllipticCurve(point)) => {
            point.curve == EllipticCurve::P256
                && length(&point.x) == Some(32)
                && length(&point.y) == Some(32)
        }
        (Algorithm::Rs256, AlgorithmParameters::RSA(rsa)) => {
            let bits = modulus_bits(&rsa.n).ok_or(KeyFault::Shape)?;
            if rsa.e != EXPONENT || !(SMALLEST_MODULUS_BITS..=LARGEST_MODULUS_BITS).contains(&bits)
            {
                return Err(KeyFault::Rsa);
            }
            true
        }
        _ => false,
    };
    if fits { Ok(()) } else { Err(KeyFault::Shape) }
}

/// The number of bytes in a base64url text.
fn length(text: &str) -> Option<usize> {
    URL_SAFE_NO_PAD.decode(text).ok().map(|bytes| bytes.len())
}

/// The length of an RSA modulus in bits, zeros in front not counted.
fn modulus_bits(n: &str) -> Option<usize> {
    let bytes = URL_SAFE_NO_PAD.decode(n).ok()?;
    let first = bytes.iter().position(|&byte| byte != 0)?;
    let whole = 8 * (bytes.len() - first);
    Some(whole - bytes[first].leading_zeros() as usize)
}
