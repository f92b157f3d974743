//! Which type of case may become which.

use entities::case::Kind;
use entities::issue::Domain;
use sea_orm::Iterable as _;

use crate::lifecycle::Refused as _;
use crate::lifecycle::kinds::{
    Facts, Mediation, Product, code, fits_the_issues, may_become, mediation_on,
};

const NOTHING: Facts<'static> = Facts {
    has_decision: false,
    is_out_of_time: false,
    domains: &[Domain::F],
};

const DECIDED: Facts<'static> = Facts {
    has_decision: true,
    ..NOTHING
};

const LATE: Facts<'static> = Facts {
    is_out_of_time: true,
    ..DECIDED
};

/// What becomes of a change: the first stage and what follows, or the code of its refusal.
fn becomes(from: Kind, to: Kind, facts: Facts<'_>) -> String {
    match may_become(from, to, facts) {
        Err(refused) => format!("! {}", refused.code()),
        Ok(change) => {
            let effects: Vec<String> = change.effects.iter().map(ToString::to_string).collect();
            format!("{}: {}", change.to.name(), effects.join("; "))
        }
    }
}

#[test]
fn every_row() {
    let closes = "closes: another type of case of the same matter follows";
    let education = format!("MEDIATION_REQUESTED: opens MED-E; {closes}");
    let resolution = format!("RESOLUTION_REFERRED: opens DR-F; {closes}");
    let health = Facts {
        domains: &[Domain::G],
        ..DECIDED
    };
    for (from, to, facts, expected) in [
        (Kind::DrF, Kind::MedE, DECIDED, education.as_str()),
        (Kind::DrF, Kind::MedE, NOTHING, "! DECISION_MISSING"),
        (Kind::DrF, Kind::MedH, DECIDED, "! OTHER_ISSUES"),
        (Kind::DrF, Kind::MedE, health, "! OTHER_ISSUES"),
        (Kind::MedE, Kind::DrF, NOTHING, resolution.as_str()),
        (Kind::MedE, Kind::DrF, LATE, resolution.as_str()),
        (Kind::MedE, Kind::DrF, DECIDED, "! MEDIATION_IS_OWED"),
        (Kind::FacAr, Kind::DrF, DECIDED, resolution.as_str()),
        (Kind::FacTac, Kind::DrF, NOTHING, resolution.as_str()),
        (Kind::FacDp, Kind::MedE, DECIDED, "! NO_SUCH_TYPE_CHANGE"),
        (Kind::Mia, Kind::DrF, LATE, "! NO_SUCH_TYPE_CHANGE"),
        (Kind::MedE, Kind::FacAr, DECIDED, "! NO_SUCH_TYPE_CHANGE"),
        (Kind::DrA, Kind::MedE, DECIDED, "! FAMILY_AND_AGENCIES"),
        (Kind::FacDp, Kind::DrA, NOTHING, "! FAMILY_AND_AGENCIES"),
        (Kind::DrF, Kind::DrF, DECIDED, "! SAME_TYPE"),
    ] {
        assert_eq!(becomes(from, to, facts), expected, "{from:?} to {to:?}");
    }
}

#[test]
fn nothing_becomes_what_the_table_does_not_know() {
    for from in Kind::iter() {
        for to in Kind::iter() {
            let is_possible = [NOTHING, DECIDED, LATE]
                .iter()
                .any(|&facts| may_become(from, to, facts).is_ok());
            let agencies = from == Kind::DrA || to == Kind::DrA;
            let expected = from != to
                && !agencies
                && match (Product::from(from), Product::from(to)) {
                    (Product::Resolution(_), Product::Mediation(wanted)) => {
                        wanted == Mediation::Education
                    }
                    (Product::Mediation(_) | Product::Facilitation(_), Product::Resolution(_)) => {
                        true
                    }
                    (_, _) => false,
                };
            assert_eq!(is_possible, expected, "{} to {}", code(from), code(to));
        }
    }
}

#[test]
fn the_issues_decide_which_mediation_it_is() {
    let (f, g, c, d) = (Domain::F, Domain::G, Domain::C, Domain::D);
    assert_eq!(mediation_on(&[]), None);
    assert_eq!(mediation_on(&[f, d]), Some(Mediation::Education));
    assert_eq!(mediation_on(&[f, g]), Some(Mediation::Mixed));
    assert_eq!(mediation_on(&[c, g]), Some(Mediation::Health));
    assert_eq!(mediation_on(&[Domain::Assess]), Some(Mediation::Education));
}

#[test]
fn a_type_is_its_product_and_back() {
    for kind in Kind::iter() {
        let back = match Product::from(kind) {
            Product::Advice => Kind::Mia,
            Product::Mediation(mediation) => mediation.into(),
            Product::Resolution(resolution) => resolution.into(),
            Product::Facilitation(facilitation) => facilitation.into(),
        };
        assert_eq!(back, kind);
    }
}

#[test]
fn a_case_is_taken_on_as_the_mediation_that_its_issues_need() {
    let (f, g) = (Domain::F, Domain::G);
    for (domains, fitting) in [
        (&[g][..], &[Kind::MedH][..]),
        (&[f], &[Kind::MedE]),
        (&[f, g], &[Kind::MedX]),
        (&[], &[Kind::MedE, Kind::MedX, Kind::MedH]),
    ] {
        for kind in [Kind::MedE, Kind::MedX, Kind::MedH] {
            let taken = fits_the_issues(kind, domains);
            assert_eq!(
                taken.is_ok(),
                fitting.contains(&kind),
                "{kind:?} {domains:?}"
            );
            let refused = taken.err().map(|refused| refused.code());
            assert!(refused.is_none_or(|code| code == "OTHER_ISSUES"));
        }
        for kind in [Kind::Mia, Kind::DrF, Kind::DrH, Kind::FacAr] {
            assert_eq!(fits_the_issues(kind, domains), Ok(()), "{kind:?}");
        }
    }
}
