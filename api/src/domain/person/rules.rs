//! What one person has to do with another, decided from values.

use entities::{OrganisationId, case, role};

use crate::auth::{Acquaintance, Somebody, Standing};

/// Whether somebody arranges meetings for one of these providers.
pub(super) fn arranges(somebody: &Somebody, providers: &[OrganisationId]) -> bool {
    let arranging = [role::Kind::ServiceManager, role::Kind::Coordinator];
    providers
        .iter()
        .any(|&provider| arranging.iter().any(|&kind| somebody.is(kind, provider)))
}

/// What somebody with that standing in a case has to do with the people in it.
pub(crate) fn through_case(standing: Standing) -> Acquaintance {
    match standing {
        Standing::Anonymous => Acquaintance::Anonymous,
        Standing::Stranger => Acquaintance::Stranger,
        Standing::Manager | Standing::Coordinator => Acquaintance::Arranger,
        Standing::Adviser | Standing::Mediator => Acquaintance::Guide,
        Standing::Family
        | Standing::Child
        | Standing::PublicBody
        | Standing::School
        | Standing::Supporter
        | Standing::Interpreter => Acquaintance::Peer,
    }
}

/// As [`through_case`]; a contact before any mediation makes nobody acquainted but the arrangers.
pub(super) fn through(standing: Standing, kind: case::Kind) -> Acquaintance {
    match (kind, through_case(standing)) {
        (case::Kind::Mia, Acquaintance::Peer) => Acquaintance::Stranger,
        (_, acquaintance) => acquaintance,
    }
}

/// The closer of two.
pub(super) fn closer(one: Acquaintance, other: Acquaintance) -> Acquaintance {
    let rank = |acquaintance| match acquaintance {
        Acquaintance::Anonymous => 0,
        Acquaintance::Stranger => 1,
        Acquaintance::Peer => 2,
        Acquaintance::Guide => 3,
        Acquaintance::Arranger => 4,
        Acquaintance::Oneself => 5,
    };
    if rank(one) < rank(other) { other } else { one }
}
