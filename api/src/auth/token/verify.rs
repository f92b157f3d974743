//! Whether a token is good, for one purpose, at one instant.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value};
use thiserror::Error;

use super::claims::{Claim, Claims};
use super::keys::{Keys, VerifyingKey};
use super::purpose::Purpose;
use super::strict;

/// The longest token that is looked at, in bytes: eight times an ordinary one.
pub const LONGEST_TOKEN: usize = 8 * 1024;
/// How far two clocks may differ (T2 allows up to 30 seconds).
pub const LEEWAY: TimeDelta = TimeDelta::seconds(10);
/// The headers a token may have. Any other either points to a key of the sender's choosing (`jku`,
/// `jwk`, `x5u`, `x5c`) or asks for something to be understood that is not (`crit`, `b64`, `zip`).
const HEADERS: [&str; 3] = ["alg", "kid", "typ"];

/// Why a token was refused: for our log; whoever sent it learns only that it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TokenRefused {
    /// It is longer than [`LONGEST_TOKEN`].
    #[error("longer than {LONGEST_TOKEN} bytes")]
    TooLong,
    /// It is not three parts of base64url with dots between.
    #[error("not three parts of base64url")]
    NotAToken,
    /// Its header is not JSON, or says something twice.
    #[error("header is not a JSON object without repetitions")]
    HeaderMalformed,
    /// It has a header beyond the three that are allowed, or lacks one of these.
    #[error("header is not exactly alg, kid and typ")]
    HeaderNotAllowed,
    /// It is for another purpose.
    #[error("typ is another purpose's")]
    TypeWrong,
    /// Its key is unknown, or may not sign for this purpose.
    #[error("no key of that name may sign for this purpose")]
    KeyUnknown,
    /// It names another algorithm than its key has.
    #[error("alg is not its key's")]
    AlgorithmWrong,
    /// Its signature does not fit.
    #[error("signature does not fit")]
    SignatureWrong,
    /// Its claims are not JSON, or say something twice.
    #[error("claims are not a JSON object without repetitions")]
    ClaimsMalformed,
    /// It lacks a claim.
    #[error("{0} is missing")]
    ClaimMissing(Claim),
    /// A claim is not of its form.
    #[error("{0} is malformed")]
    ClaimMalformed(Claim),
    /// It is for none of the scopes there are.
    #[error("scope names none of ours")]
    ScopeUnknown,
    /// Another issuer made it.
    #[error("iss is another issuer")]
    IssuerWrong,
    /// It is for another service or purpose.
    #[error("aud is another audience")]
    AudienceWrong,
    /// It says it was made later than now.
    #[error("iat lies in the future")]
    IssuedInFuture,
    /// It is not good yet.
    #[error("nbf lies in the future")]
    NotYetValid,
    /// It is no longer good.
    #[error("exp has passed")]
    Expired,
    /// It was made to live longer than its purpose allows, or not at all.
    #[error("exp is too long after iat, or not after it")]
    LifeWrong,
}

impl Keys {
    /// What a token says, if it is good for this purpose at this instant.
    ///
    /// The key is chosen by us (by `kid`, among those that may sign for the purpose), the algorithm
    /// by the key, and no claim is read before the signature has been found to fit.
    ///
    /// # Errors
    /// The first reason not to believe it.
    pub fn verify(
        &self,
        token: &str,
        purpose: Purpose,
        now: DateTime<Utc>,
    ) -> Result<Claims, TokenRefused> {
        if LONGEST_TOKEN < token.len() {
            return Err(TokenRefused::TooLong);
        }
        let parts = Parts::of(token)?;
        let header = strict::object(&parts.header).map_err(|_| TokenRefused::HeaderMalformed)?;
        let key = self.key_for(&header, purpose)?;
        if !is_signed(&parts, key) {
            return Err(TokenRefused::SignatureWrong);
        }
        let claims = strict::object(&parts.claims).map_err(|_| TokenRefused::ClaimsMalformed)?;
        let claims = Claims::read(&claims, purpose)?;
        if claims.issuer != self.issuer {
            return Err(TokenRefused::IssuerWrong);
        }
        if claims.audience != purpose.audience(&self.audience) {
            return Err(TokenRefused::AudienceWrong);
        }
        check_times(&claims, purpose, now)?;
        Ok(claims)
    }

    /// The key that must have signed a token with this header.
    fn key_for(
        &self,
        header: &Map<String, Value>,
        purpose: Purpose,
    ) -> Result<&VerifyingKey, TokenRefused> {
        if header.len() != HEADERS.len() {
            return Err(TokenRefused::HeaderNotAllowed);
        }
        let [alg, kid, typ] = HEADERS.map(|name| header.get(name).and_then(Value::as_str));
        let (Some(alg), Some(kid), Some(typ)) = (alg, kid, typ) else {
            return Err(TokenRefused::HeaderNotAllowed);
        };
        if typ != purpose.typ() {
            return Err(TokenRefused::TypeWrong);
        }
        // Any text may come as `kid`: it is compared with the names we know and goes nowhere else.
        let key = self
            .verifying(purpose, kid)
            .ok_or(TokenRefused::KeyUnknown)?;
        if alg == key.algorithm.name() {
            Ok(key)
        } else {
            Err(TokenRefused::AlgorithmWrong)
        }
    }
}

/// A token taken apart, nothing in it believed yet.
struct Parts<'a> {
    /// The JSON of the header.
    header: Vec<u8>,
    /// The JSON of the claims.
    claims: Vec<u8>,
    /// What was signed: the first two parts as they came.
    message: &'a str,
    /// The signature, in base64url.
    signature: &'a str,
}

impl<'a> Parts<'a> {
    /// Takes a token apart.
    fn of(token: &'a str) -> Result<Self, TokenRefused> {
        let (message, signature) = token.rsplit_once('.').ok_or(TokenRefused::NotAToken)?;
        let (header, claims) = message.split_once('.').ok_or(TokenRefused::NotAToken)?;
        if signature.is_empty() {
            return Err(TokenRefused::NotAToken);
        }
        // A fourth part would leave a dot in the claims, which is no base64url either.
        Ok(Self {
            header: decode(header)?,
            claims: decode(claims)?,
            message,
            signature,
        })
    }
}

/// The bytes of a part.
fn decode(part: &str) -> Result<Vec<u8>, TokenRefused> {
    URL_SAFE_NO_PAD
        .decode(part)
        .map_err(|_| TokenRefused::NotAToken)
}

/// Whether the key signed the token.
fn is_signed(parts: &Parts<'_>, key: &VerifyingKey) -> bool {
    let message = parts.message.as_bytes();
    let algorithm = key.algorithm.library();
    jsonwebtoken::crypto::verify(parts.signature, message, &key.key, algorithm).unwrap_or(false)
}

/// Whether a token is good now and was never meant to be good for too long.
///
/// The library compares with the machine's clock, skips what is missing and lets a token live a
/// minute longer, so it is not asked.
fn check_times(claims: &Claims, purpose: Purpose, now: DateTime<Utc>) -> Result<(), TokenRefused> {
    let life = claims.expires_at - claims.issued_at;
    if life <= TimeDelta::zero() || purpose.longest_life() < life {
        return Err(TokenRefused::LifeWrong);
    }
    if now + LEEWAY < claims.issued_at {
        return Err(TokenRefused::IssuedInFuture);
    }
    if now + LEEWAY < claims.not_before_at {
        return Err(TokenRefused::NotYetValid);
    }
    if claims.expires_at + LEEWAY <= now {
        return Err(TokenRefused::Expired);
    }
    Ok(())
}
