//! Who is given a record, and what is left out of it, decided from values.

use std::collections::BTreeMap;

use entities::{CaseId, OrganisationId, PersonId, case};

use crate::auth::{Somebody, Standing, may_erase};

/// As whom somebody asks for a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// The person it tells of.
    Oneself,
    /// The manager of a service that has to do with the person, on their behalf.
    Manager,
    /// Whoever runs the server, to hand it to the person.
    Operator,
}

impl For {
    /// Whether what is read by its owner alone is in it: a manager is none.
    pub(super) const fn shows_private(self) -> bool {
        match self {
            Self::Oneself | Self::Operator => true,
            Self::Manager => false,
        }
    }
}

/// The cases that a record may name, with what the person has to do with each, and who reads it.
#[derive(Debug)]
pub(super) struct Told {
    /// `None` for a case in which the person no longer has a part.
    cases: BTreeMap<CaseId, Option<Standing>>,
    /// Who reads the record; `None` for whoever runs the server.
    pub(super) reader: Option<PersonId>,
}

impl Told {
    /// Of the cases in which somebody has or had a part, those that the record names. A case between public
    /// bodies does not exist for the family, whatever seat somebody of it has there (section 57(3)(a) of the
    /// Children and Families Act 2014); a manager is told of the cases of their own services alone.
    pub(super) fn of(
        files: &[case::Model],
        known: &BTreeMap<CaseId, Standing>,
        reader: Option<PersonId>,
        services: Option<&[OrganisationId]>,
    ) -> Self {
        let is_told = |row: &&case::Model| {
            let exists = row.kind != case::Kind::DrA || known.contains_key(&row.id);
            exists && services.is_none_or(|services| services.contains(&row.provider_id))
        };
        let told = files.iter().filter(is_told);
        Self {
            cases: told
                .map(|row| (row.id, known.get(&row.id).copied()))
                .collect(),
            reader,
        }
    }

    /// Whether the record may name a case.
    pub(super) fn has(&self, id: CaseId) -> bool {
        self.cases.contains_key(&id)
    }

    /// What the person has to do with a case today.
    pub(super) fn standing(&self, id: CaseId) -> Option<Standing> {
        self.cases.get(&id).copied().flatten()
    }

    /// The cases.
    pub(super) fn ids(&self) -> impl Iterator<Item = CaseId> + '_ {
        self.cases.keys().copied()
    }
}

/// The services whose cases somebody reads in the record of somebody else.
pub(super) fn services(somebody: &Somebody) -> Vec<OrganisationId> {
    let held = somebody.roles.iter().filter(|role| may_erase(role.kind));
    held.map(|role| role.organisation).collect()
}

/// As whom somebody may ask for a record; `None` when it is none of theirs.
pub(super) fn asks(somebody: &Somebody, id: PersonId, providers: &[OrganisationId]) -> Option<For> {
    if somebody.id == id {
        return Some(For::Oneself);
    }
    let mut held = somebody.roles.iter();
    held.any(|role| may_erase(role.kind) && providers.contains(&role.organisation))
        .then_some(For::Manager)
}

/// What is held about somebody and is in no record, each with the exemption.
const LEFT_OUT: [(&str, &str); 6] = [
    (
        "what others said or wrote in a case, and who they are",
        "Data Protection Act 2018, Schedule 2, paragraph 16: information about others",
    ),
    (
        "a mediator's notes, and others' summaries, given in confidence for a mediation",
        "Data Protection Act 2018, Schedule 2, paragraph 16; confidentiality of mediation",
    ),
    (
        "safeguarding concerns",
        "Data Protection Act 2018, Schedule 3, Parts 2 and 3: serious harm",
    ),
    (
        "cases between public bodies, in which no family takes part",
        "Children and Families Act 2014, section 57(3)(a); each body is asked for what it holds",
    ),
    (
        "complaints that others made",
        "Data Protection Act 2018, Schedule 2, paragraph 16: information about others",
    ),
    (
        "the names of those who read a file, and reads of what is itself left out",
        "Data Protection Act 2018, Schedule 2, paragraph 16: information about others",
    ),
];

/// The same for a manager.
const PRIVATE: (&str, &str) = (
    "reasons for being unavailable, own summaries and comments, and what a child thinks",
    "shown to the person alone, who reads them by signing in, or is given them by whoever runs the server",
);

/// What is left out, and why.
pub(super) fn left_out(whom: For) -> Vec<(&'static str, &'static str)> {
    let private = (!whom.shows_private()).then_some(PRIVATE);
    LEFT_OUT.into_iter().chain(private).collect()
}

#[cfg(test)]
mod tests {
    use entities::role;
    use uuid::Uuid;

    use super::*;
    use crate::auth::Role;

    #[test]
    fn a_record_is_for_oneself_and_for_the_manager_of_a_service_of_theirs() {
        let north = OrganisationId(Uuid::from_u128(1));
        let south = OrganisationId(Uuid::from_u128(2));
        let (me, other) = (PersonId(Uuid::from_u128(3)), PersonId(Uuid::from_u128(4)));
        let somebody = |kind| Somebody {
            id: me,
            roles: vec![Role {
                kind,
                organisation: north,
            }],
        };
        let manager = somebody(role::Kind::ServiceManager);
        assert_eq!(asks(&manager, me, &[]), Some(For::Oneself));
        assert_eq!(asks(&manager, other, &[south, north]), Some(For::Manager));
        assert_eq!(asks(&manager, other, &[south]), None);
        assert_eq!(
            asks(&somebody(role::Kind::Coordinator), other, &[north]),
            None
        );
        assert_eq!(
            left_out(For::Manager).len(),
            left_out(For::Oneself).len() + 1
        );
    }
}
