//! What is revoked, and by whom, decided from values.

use chrono::{DateTime, SubsecRound as _, Utc};
use entities::{OrganisationId, PersonId, revocation};
use uuid::Uuid;

use crate::auth::token::LEEWAY;
use crate::auth::{Somebody, may_revoke};

/// What is revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One token, by its `jti`.
    Token(String),
    /// What a person was given so far.
    Person(PersonId),
    /// Whatever a client presents, by its name (`azp`).
    Client(String),
}

impl Target {
    /// By what.
    #[must_use]
    pub const fn kind(&self) -> revocation::Kind {
        match self {
            Self::Token(_) => revocation::Kind::Token,
            Self::Person(_) => revocation::Kind::Person,
            Self::Client(_) => revocation::Kind::Client,
        }
    }

    /// As a token spells it.
    #[must_use]
    pub fn subject(&self) -> String {
        match self {
            Self::Token(name) | Self::Client(name) => name.clone(),
            Self::Person(id) => id.to_string(),
        }
    }

    /// What the audit log names.
    pub(super) fn object(&self) -> Option<Uuid> {
        match self {
            Self::Token(id) => id.parse().ok(),
            Self::Person(id) => Some(id.0),
            Self::Client(_) => None,
        }
    }
}

/// Whether somebody manages one of these providers.
pub(super) fn manages(somebody: &Somebody, providers: &[OrganisationId]) -> bool {
    let mut held = somebody.roles.iter();
    held.any(|role| may_revoke(role.kind) && providers.contains(&role.organisation))
}

/// The row for a target, after an earlier one of the same.
///
/// A person's tokens are revoked a little beyond now: an issuer whose clock is ahead of ours, within
/// what is allowed, has dated them so. What was revoked before stays revoked.
pub(super) fn revoked(
    target: &Target,
    before: Option<&revocation::Model>,
    now: DateTime<Utc>,
) -> revocation::Model {
    let until = match target {
        Target::Token(_) | Target::Client(_) => None,
        // PostgreSQL keeps no finer time.
        Target::Person(_) => Some((now + LEEWAY).trunc_subsecs(6)),
    };
    revocation::Model {
        kind: target.kind(),
        subject: target.subject(),
        issued_until_at: until.max(before.and_then(|row| row.issued_until_at)),
        revoked_at: now.trunc_subsecs(6),
    }
}

#[cfg(test)]
mod tests {
    use entities::role;

    use super::*;
    use crate::auth::Role;

    const NORTH: OrganisationId = OrganisationId(Uuid::from_u128(1));
    const SOUTH: OrganisationId = OrganisationId(Uuid::from_u128(2));

    fn somebody(kind: role::Kind) -> Somebody {
        Somebody {
            id: PersonId(Uuid::from_u128(3)),
            roles: vec![Role {
                kind,
                organisation: NORTH,
            }],
        }
    }

    #[test]
    fn whoever_manages_the_service_of_a_person_may() {
        let manager = somebody(role::Kind::ServiceManager);
        assert!(manages(&manager, &[SOUTH, NORTH]));
        assert!(!manages(&manager, &[SOUTH]), "another service's manager");
        assert!(!manages(&manager, &[]), "nobody's");
        assert!(!manages(&somebody(role::Kind::Coordinator), &[NORTH]));
    }

    #[test]
    fn what_was_revoked_stays_revoked() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let person = Target::Person(PersonId(Uuid::from_u128(3)));
        let first = revoked(&person, None, now);
        assert_eq!(first.issued_until_at, Some(now + LEEWAY));
        // A clock that was put back does not bring old tokens to life.
        let again = revoked(&person, Some(&first), now - LEEWAY);
        assert_eq!(again.issued_until_at, first.issued_until_at);
        let client = revoked(&Target::Client("portal".to_owned()), None, now);
        assert_eq!(client.issued_until_at, None);
    }
}
