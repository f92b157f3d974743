//! Who asks, as the database knows them today.

use entities::{OrganisationId, PersonId, role};

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody signed in.
    Anonymous,
    /// Somebody.
    Person(Somebody),
}

/// A person with the roles in force today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Somebody {
    /// The person.
    pub id: PersonId,
    /// The roles, in no order.
    pub roles: Vec<Role>,
}

/// A role somebody has in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// As what.
    pub kind: role::Kind,
    /// Where.
    pub organisation: OrganisationId,
}

impl Actor {
    /// The person, when somebody is signed in.
    #[must_use]
    pub fn somebody(&self) -> Option<&Somebody> {
        match self {
            Self::Anonymous => None,
            Self::Person(somebody) => Some(somebody),
        }
    }
}

impl Somebody {
    /// Whether this person has that role in that organisation.
    #[must_use]
    pub fn is(&self, kind: role::Kind, organisation: OrganisationId) -> bool {
        self.roles
            .iter()
            .any(|role| role.kind == kind && role.organisation == organisation)
    }

    /// The organisations in which this person has one of `kinds`.
    #[must_use]
    pub fn organisations(&self, kinds: &[role::Kind]) -> Vec<OrganisationId> {
        let held = self.roles.iter().filter(|role| kinds.contains(&role.kind));
        held.map(|role| role.organisation).collect()
    }
}
