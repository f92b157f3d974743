//! What a token says.

use std::fmt;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::purpose::Purpose;
use super::scope::Scope;
use super::verify::TokenRefused;

/// The longest text a claim may be, in bytes.
pub(super) const LONGEST_TEXT: usize = 256;
/// The longest scope, in bytes: an issuer may name those of other services in the same claim.
const LONGEST_SCOPE: usize = 1_024;
/// The last second of the year 9999; later instants have no calendar date that people write.
const LAST_SECOND: i64 = 253_402_300_799;

/// What a token says, every claim present and well formed.
///
/// The claims of RFC 7519 and, for access tokens, RFC 9068; `azp` is OpenID Connect's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// `iss`: who made the token.
    pub issuer: String,
    /// `sub`: the person who asks.
    pub person: Uuid,
    /// `aud`: the one service, and purpose, it is for.
    pub audience: String,
    /// `exp`: from when on it is worth nothing.
    pub expires_at: DateTime<Utc>,
    /// `nbf`: from when on it is worth something.
    pub not_before_at: DateTime<Utc>,
    /// `iat`: when it was made.
    pub issued_at: DateTime<Utc>,
    /// `jti`: names this one token, so that it can be revoked.
    pub token_id: String,
    /// `azp`: the front-end that asks for the person.
    pub client: String,
    /// `scope`: how far a partner's token reaches; `None` for every other purpose, whose tokens we
    /// make ourselves and narrow by nothing.
    pub scope: Option<Scope>,
}

/// The claims that a partner's token must have; every other token, all but the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The issuer.
    Iss,
    /// The subject.
    Sub,
    /// The audience.
    Aud,
    /// The expiry.
    Exp,
    /// The first valid second.
    Nbf,
    /// When it was issued.
    Iat,
    /// The token's id.
    Jti,
    /// The authorised party.
    Azp,
    /// The scope.
    Scope,
}

impl Claim {
    /// Every claim.
    pub const ALL: [Self; 9] = [
        Self::Iss,
        Self::Sub,
        Self::Aud,
        Self::Exp,
        Self::Nbf,
        Self::Iat,
        Self::Jti,
        Self::Azp,
        Self::Scope,
    ];

    /// How a token spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Iss => "iss",
            Self::Sub => "sub",
            Self::Aud => "aud",
            Self::Exp => "exp",
            Self::Nbf => "nbf",
            Self::Iat => "iat",
            Self::Jti => "jti",
            Self::Azp => "azp",
            Self::Scope => "scope",
        }
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Claims {
    /// Reads the claims of a token for a purpose; members beyond them are the issuer's own business.
    pub(super) fn read(
        members: &Map<String, Value>,
        purpose: Purpose,
    ) -> Result<Self, TokenRefused> {
        Ok(Self {
            issuer: text(members, Claim::Iss)?,
            person: person(members)?,
            // A list of audiences is refused even when we are on it: the others could replay it.
            audience: text(members, Claim::Aud)?,
            expires_at: instant(members, Claim::Exp)?,
            not_before_at: instant(members, Claim::Nbf)?,
            issued_at: instant(members, Claim::Iat)?,
            token_id: text(members, Claim::Jti)?,
            client: text(members, Claim::Azp)?,
            scope: match purpose {
                Purpose::Partner => Some(scope(members)?),
                Purpose::Session | Purpose::MagicLink | Purpose::Job | Purpose::CalendarFeed => {
                    None
                }
            },
        })
    }

    /// Writes the claims, in whole seconds.
    pub(super) fn write(&self) -> Value {
        let mut claims = json!({
            "iss": self.issuer,
            "sub": self.person,
            "aud": self.audience,
            "exp": self.expires_at.timestamp(),
            "nbf": self.not_before_at.timestamp(),
            "iat": self.issued_at.timestamp(),
            "jti": self.token_id,
            "azp": self.client,
        });
        if let Some(scope) = self.scope {
            claims["scope"] = json!(scope.name());
        }
        claims
    }
}

/// Whether a text may stand in a claim: short, and nothing that could break a log line.
#[must_use]
pub fn is_claim_text(text: &str) -> bool {
    (1..=LONGEST_TEXT).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A member that must be there.
fn required(members: &Map<String, Value>, claim: Claim) -> Result<&Value, TokenRefused> {
    members
        .get(claim.name())
        .ok_or(TokenRefused::ClaimMissing(claim))
}

/// A member that must be a short plain text.
fn text(members: &Map<String, Value>, claim: Claim) -> Result<String, TokenRefused> {
    match required(members, claim)?.as_str() {
        Some(text) if is_claim_text(text) => Ok(text.to_owned()),
        Some(_) | None => Err(TokenRefused::ClaimMalformed(claim)),
    }
}

/// A member that must be whole seconds since 1970.
///
/// RFC 7519 also allows fractions, which no issuer sends and readers round differently.
fn instant(members: &Map<String, Value>, claim: Claim) -> Result<DateTime<Utc>, TokenRefused> {
    required(members, claim)?
        .as_i64()
        .filter(|seconds| (0..=LAST_SECOND).contains(seconds))
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .ok_or(TokenRefused::ClaimMalformed(claim))
}

/// The widest scope of ours, which a partner's token must name: one without any would reach as far
/// as the person does, for a front-end that was never asked how far it needs to.
fn scope(members: &Map<String, Value>) -> Result<Scope, TokenRefused> {
    let is_plain = |text: &&str| {
        text.len() <= LONGEST_SCOPE
            && text
                .bytes()
                .all(|byte| byte == b' ' || byte.is_ascii_graphic())
    };
    let text = required(members, Claim::Scope)?.as_str().filter(is_plain);
    let text = text.ok_or(TokenRefused::ClaimMalformed(Claim::Scope))?;
    Scope::widest(text).ok_or(TokenRefused::ScopeUnknown)
}

/// The subject, which must be a person's id in its one usual spelling.
fn person(members: &Map<String, Value>) -> Result<Uuid, TokenRefused> {
    let malformed = TokenRefused::ClaimMalformed(Claim::Sub);
    let spelling = required(members, Claim::Sub)?.as_str().ok_or(malformed)?;
    let person = Uuid::try_parse(spelling).map_err(|_| malformed)?;
    if person.to_string() == spelling {
        Ok(person)
    } else {
        Err(malformed)
    }
}
