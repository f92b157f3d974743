//! Which bit stands for what.

use entities::{AccessFeature, case, issue, mediator_accreditation};
use sea_orm::Iterable;

/// The family of case types that a mediator is accredited for.
pub(super) fn family(kind: case::Kind) -> mediator_accreditation::Family {
    use case::Kind;
    use mediator_accreditation::Family;
    match kind {
        Kind::Mia | Kind::MedE | Kind::MedX | Kind::MedH => Family::Mediation,
        Kind::DrF | Kind::DrP | Kind::DrH | Kind::DrA | Kind::DrC => Family::DisagreementResolution,
        Kind::FacAr | Kind::FacTac | Kind::FacDp => Family::Facilitation,
    }
}

/// The bit of an issue domain.
pub(super) fn domain_bit(domain: issue::Domain) -> u32 {
    1 << domain as u32
}

/// The bit of an access feature.
pub(super) fn feature_bit(feature: AccessFeature) -> u32 {
    1 << feature as u32
}

/// The access features a set of bits stands for.
pub fn features(bits: u32) -> impl Iterator<Item = AccessFeature> {
    AccessFeature::iter().filter(move |&feature| bits & feature_bit(feature) != 0)
}

/// The issue domains a set of bits stands for.
pub fn domains(bits: u32) -> impl Iterator<Item = issue::Domain> {
    issue::Domain::iter().filter(move |&domain| bits & domain_bit(domain) != 0)
}
