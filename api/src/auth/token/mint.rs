//! Making a token.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use jsonwebtoken::{EncodingKey, Header};
use thiserror::Error;
use uuid::Uuid;

use super::claims::{Claims, is_claim_text};
use super::keys::{Algorithm, Keys, LINK_KID};
use super::purpose::Purpose;
use super::scope::Scope;

/// What token is wanted.
#[derive(Clone, Debug)]
pub struct Order {
    /// The person who will ask with it.
    pub person: Uuid,
    /// The front-end that will ask for the person.
    pub client: String,
    /// What it is for.
    pub purpose: Purpose,
    /// How far it is to reach, if it is a partner's; no other token says.
    pub scope: Scope,
    /// How long it is to live, in whole seconds.
    pub life: TimeDelta,
}

/// Why no token was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MintRefused {
    /// There is no private key.
    #[error("there is no private key to sign with; set CONCORD_TOKEN_KEY_FILE")]
    NoKey,
    /// There is no link secret.
    #[error("there is no secret for links; set CONCORD_LINK_SECRET")]
    NoLinkSecret,
    /// The life is shorter than a second or longer than the purpose allows.
    #[error("a {purpose} token lives between 1 second and {} minutes", longest_minutes(*.purpose))]
    Life {
        /// The purpose that bounds it.
        purpose: Purpose,
    },
    /// The client's name cannot stand in a token.
    #[error("the client's name must be 1 to 256 plain characters without spaces")]
    Client,
}

/// The longest life of a purpose, in minutes.
fn longest_minutes(purpose: Purpose) -> i64 {
    purpose.longest_life().num_minutes()
}

impl Keys {
    /// Makes a token that is good from `now` on; `token_id` becomes its `jti`.
    ///
    /// # Errors
    /// When the order asks for what [`Keys::verify`] would refuse, or there is nothing to sign with.
    ///
    /// # Panics
    /// Never for keys that were read: each was checked to be one of its algorithm.
    pub fn mint(
        &self,
        order: &Order,
        now: DateTime<Utc>,
        token_id: Uuid,
    ) -> Result<String, MintRefused> {
        let purpose = order.purpose;
        if order.life < TimeDelta::seconds(1) || purpose.longest_life() < order.life {
            return Err(MintRefused::Life { purpose });
        }
        if !is_claim_text(&order.client) {
            return Err(MintRefused::Client);
        }
        let issued_at = now.trunc_subsecs(0);
        let claims = Claims {
            issuer: self.issuer.clone(),
            person: order.person,
            audience: purpose.audience(&self.audience),
            expires_at: issued_at + order.life,
            not_before_at: issued_at,
            issued_at,
            token_id: token_id.to_string(),
            client: order.client.clone(),
            scope: match purpose {
                Purpose::Partner => Some(order.scope),
                Purpose::Session | Purpose::MagicLink | Purpose::Job | Purpose::CalendarFeed => {
                    None
                }
            },
        };
        let (kid, algorithm, signing) = self.signing(purpose)?;
        let mut header = Header::new(algorithm.library());
        header.typ = Some(purpose.typ().to_owned());
        header.kid = Some(kid.to_owned());
        Ok(jsonwebtoken::encode(&header, &claims.write(), signing)
            .expect("the key was checked when it was read, and claims are plain JSON"))
    }

    /// What tokens of a purpose are signed with.
    fn signing(&self, purpose: Purpose) -> Result<(&str, Algorithm, &EncodingKey), MintRefused> {
        match purpose {
            Purpose::Partner | Purpose::Session => {
                let own = self.own.as_ref().ok_or(MintRefused::NoKey)?;
                Ok((&own.kid, own.verifying.algorithm, &own.signing))
            }
            Purpose::MagicLink | Purpose::Job | Purpose::CalendarFeed => {
                let link = self.links.get(&purpose).ok_or(MintRefused::NoLinkSecret)?;
                Ok((LINK_KID, link.verifying.algorithm, &link.signing))
            }
        }
    }
}
