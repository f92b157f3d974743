//! Which keys are trusted, and with what.

use std::collections::BTreeMap;
use std::fmt;

use aws_lc_rs::hmac;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{DecodingKey, EncodingKey};

use super::jwks::{self, JwksMistake};
use super::pem::{self, PemMistake};
use super::purpose::Purpose;

/// The `kid` of every token signed with a key made from the link secret.
pub(super) const LINK_KID: &str = "link";

/// The algorithms a key may have; the key has one, and a token cannot choose another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// Ed25519: ours, and what partners should use.
    EdDsa,
    /// ECDSA over P-256.
    Es256,
    /// RSA with PKCS #1 v1.5, only ever verified: older identity providers have nothing else.
    Rs256,
    /// HMAC, only for tokens that we both make and read.
    Hs256,
}

impl Algorithm {
    /// The `alg` header of its tokens.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
            Self::Hs256 => "HS256",
        }
    }

    /// What the library calls it.
    pub(super) const fn library(self) -> jsonwebtoken::Algorithm {
        match self {
            Self::EdDsa => jsonwebtoken::Algorithm::EdDSA,
            Self::Es256 => jsonwebtoken::Algorithm::ES256,
            Self::Rs256 => jsonwebtoken::Algorithm::RS256,
            Self::Hs256 => jsonwebtoken::Algorithm::HS256,
        }
    }
}

/// A key that signatures are checked with, and the one algorithm it is for.
#[derive(Clone, Debug)]
pub(super) struct VerifyingKey {
    pub(super) algorithm: Algorithm,
    pub(super) key: DecodingKey,
}

/// A private key of ours, its name, and the public half.
#[derive(Clone)]
pub(super) struct OwnKey {
    pub(super) kid: String,
    pub(super) signing: EncodingKey,
    pub(super) verifying: VerifyingKey,
    pub(super) public: Jwk,
}

/// A key made from the link secret for one purpose.
#[derive(Clone)]
pub(super) struct LinkKey {
    pub(super) signing: EncodingKey,
    pub(super) verifying: VerifyingKey,
}

/// The keys this server trusts, and the names its tokens carry.
#[derive(Clone)]
pub struct Keys {
    /// Who makes the tokens: their `iss`.
    pub(super) issuer: String,
    /// Which service they are for: their `aud`, see [`Purpose::audience`].
    pub(super) audience: String,
    /// Public keys of the issuer, by `kid`.
    pub(super) issuers: BTreeMap<String, VerifyingKey>,
    /// Our own key, if we have one.
    pub(super) own: Option<OwnKey>,
    /// Keys from the link secret, if there is one.
    pub(super) links: BTreeMap<Purpose, LinkKey>,
}

impl Keys {
    /// Trusts nothing yet; tokens will have to name this issuer and this audience.
    #[must_use]
    pub fn new(issuer: impl Into<String>, audience: impl Into<String>) -> Self {
        // The one place that chooses who does the arithmetic. Left to itself the library picks by
        // cargo feature, and panics at first use when another crate turns on a second one. An
        // error says that an earlier call has already chosen the same.
        let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        Self {
            issuer: issuer.into(),
            audience: audience.into(),
            issuers: BTreeMap::new(),
            own: None,
            links: BTreeMap::new(),
        }
    }

    /// Trusts the public keys of a JSON Web Key Set (RFC 7517) with partners' tokens.
    ///
    /// # Errors
    /// Every mistake in the set, and then trusts none of it: each key must say its `kid`, its `alg`
    /// (`EdDSA`, ES256, or RS256 with at least 2048 bits) and `"use": "sig"`.
    pub fn trust_jwks(&mut self, json: &str) -> Result<(), Vec<JwksMistake>> {
        self.issuers.append(&mut jwks::read(json)?);
        Ok(())
    }

    /// The same keys, but for the issuer's, which are those of this set instead.
    ///
    /// # Errors
    /// Every mistake in the set, as [`Keys::trust_jwks`] has it.
    pub fn with_jwks(&self, json: &str) -> Result<Self, Vec<JwksMistake>> {
        Ok(Self {
            issuers: jwks::read(json)?,
            ..self.clone()
        })
    }

    /// Signs with this private Ed25519 key, and trusts it with partners' tokens and sessions.
    ///
    /// # Errors
    /// When the text is not an Ed25519 private key in PKCS #8 PEM.
    pub fn sign_with(&mut self, private_pem: &str) -> Result<(), PemMistake> {
        self.own = Some(pem::read(private_pem)?);
        Ok(())
    }

    /// Makes links, jobs and calendar feeds from this secret, which must be at least 32 bytes.
    ///
    /// Each purpose gets a key of its own, so a signature made for one means nothing to another.
    pub fn link_with(&mut self, secret: &[u8]) {
        let secret = hmac::Key::new(hmac::HMAC_SHA256, secret);
        for purpose in [Purpose::MagicLink, Purpose::Job, Purpose::CalendarFeed] {
            let key = hmac::sign(&secret, format!("concord {purpose} token").as_bytes());
            let verifying = VerifyingKey {
                algorithm: Algorithm::Hs256,
                key: DecodingKey::from_secret(key.as_ref()),
            };
            let signing = EncodingKey::from_secret(key.as_ref());
            self.links.insert(purpose, LinkKey { signing, verifying });
        }
    }

    /// The key called `kid` that may sign for this purpose.
    pub(super) fn verifying(&self, purpose: Purpose, kid: &str) -> Option<&VerifyingKey> {
        let own = || {
            self.own
                .as_ref()
                .filter(|own| own.kid == kid)
                .map(|own| &own.verifying)
        };
        match purpose {
            Purpose::Partner => own().or_else(|| self.issuers.get(kid)),
            // The issuer speaks for partners; only we say who is signed in to our pages.
            Purpose::Session => own(),
            Purpose::MagicLink | Purpose::Job | Purpose::CalendarFeed => self
                .links
                .get(&purpose)
                .filter(|_| kid == LINK_KID)
                .map(|link| &link.verifying),
        }
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys")
            .field("issuer", &self.issuer)
            .field("audience", &self.audience)
            .field("issuers", &self.issuers.keys())
            .field("own", &self.own.as_ref().map(|own| &own.kid))
            .field("links", &self.links.keys())
            .finish()
    }
}
