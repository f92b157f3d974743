//! Types of case: which life-cycle each runs, and which may become which.

use entities::case::Kind;
use entities::issue::Domain;

use super::change::{Change, ClosureCode, Effect};
use super::closed::Refused;
use super::stage::Stage;

/// The three mediations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mediation {
    /// MED-E: education or social care.
    Education,
    /// MED-X: mixed with health.
    Mixed,
    /// MED-H: health alone; the local authority is no party.
    Health,
}

/// The five disagreement resolutions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resolution {
    /// DR-F: how an authority or a setting does its duties (section 57(2)).
    Duties,
    /// DR-P: provision made in a setting (section 57(4) and (5)).
    Provision,
    /// DR-H: a family and an integrated care board (section 57(3)(b)).
    Health,
    /// DR-A: agencies among themselves, without the family (section 57(3)(a)).
    Agencies,
    /// DR-C: continuing care of a child.
    ContinuingCare,
}

/// The three facilitations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facilitation {
    /// FAC-AR: an annual review.
    Review,
    /// FAC-TAC: the team around the child.
    Team,
    /// FAC-DP: a draft plan.
    Draft,
}

/// Which life-cycle a type of case runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Product {
    /// Information and advice.
    Advice,
    /// Mediation.
    Mediation(Mediation),
    /// Disagreement resolution.
    Resolution(Resolution),
    /// Facilitation.
    Facilitation(Facilitation),
}

impl From<Kind> for Product {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Mia => Self::Advice,
            Kind::MedE => Self::Mediation(Mediation::Education),
            Kind::MedX => Self::Mediation(Mediation::Mixed),
            Kind::MedH => Self::Mediation(Mediation::Health),
            Kind::DrF => Self::Resolution(Resolution::Duties),
            Kind::DrP => Self::Resolution(Resolution::Provision),
            Kind::DrH => Self::Resolution(Resolution::Health),
            Kind::DrA => Self::Resolution(Resolution::Agencies),
            Kind::DrC => Self::Resolution(Resolution::ContinuingCare),
            Kind::FacAr => Self::Facilitation(Facilitation::Review),
            Kind::FacTac => Self::Facilitation(Facilitation::Team),
            Kind::FacDp => Self::Facilitation(Facilitation::Draft),
        }
    }
}

impl From<Mediation> for Kind {
    fn from(mediation: Mediation) -> Self {
        match mediation {
            Mediation::Education => Self::MedE,
            Mediation::Mixed => Self::MedX,
            Mediation::Health => Self::MedH,
        }
    }
}

impl From<Resolution> for Kind {
    fn from(resolution: Resolution) -> Self {
        match resolution {
            Resolution::Duties => Self::DrF,
            Resolution::Provision => Self::DrP,
            Resolution::Health => Self::DrH,
            Resolution::Agencies => Self::DrA,
            Resolution::ContinuingCare => Self::DrC,
        }
    }
}

impl From<Facilitation> for Kind {
    fn from(facilitation: Facilitation) -> Self {
        match facilitation {
            Facilitation::Review => Self::FacAr,
            Facilitation::Team => Self::FacTac,
            Facilitation::Draft => Self::FacDp,
        }
    }
}

/// "MED-E".
#[must_use]
pub fn code(kind: Kind) -> &'static str {
    match kind {
        Kind::Mia => "MIA",
        Kind::MedE => "MED-E",
        Kind::MedX => "MED-X",
        Kind::MedH => "MED-H",
        Kind::DrF => "DR-F",
        Kind::DrP => "DR-P",
        Kind::DrH => "DR-H",
        Kind::DrA => "DR-A",
        Kind::DrC => "DR-C",
        Kind::FacAr => "FAC-AR",
        Kind::FacTac => "FAC-TAC",
        Kind::FacDp => "FAC-DP",
    }
}

/// What has to do with health (sections C and G).
#[must_use]
pub fn is_health(domain: Domain) -> bool {
    match domain {
        Domain::C | Domain::G => true,
        Domain::Assess
        | Domain::Issue
        | Domain::B
        | Domain::D
        | Domain::F
        | Domain::H1
        | Domain::H2
        | Domain::I
        | Domain::Amend
        | Domain::Cease
        | Domain::Reassess
        | Domain::Other => false,
    }
}

/// Which mediation these issues need (section 53 of the Act; regulations 35 and 36); `None` without
/// issues.
#[must_use]
pub fn mediation_on(domains: &[Domain]) -> Option<Mediation> {
    let health = domains.iter().filter(|&&domain| is_health(domain)).count();
    match (domains.len(), health) {
        (0, _) => None,
        (_, 0) => Some(Mediation::Education),
        (all, health) if all == health => Some(Mediation::Health),
        (_, _) => Some(Mediation::Mixed),
    }
}

/// Refuses to take a case on as another mediation than its issues need. Where no issue is named yet,
/// whoever takes it on says which it is.
///
/// # Errors
///
/// [`Refusal::OtherIssues`].
pub fn fits_the_issues(kind: Kind, domains: &[Domain]) -> Result<(), Refusal> {
    match (Product::from(kind), mediation_on(domains)) {
        (Product::Mediation(wanted), Some(needed)) if wanted != needed => Err(Refusal::OtherIssues),
        (
            Product::Advice
            | Product::Mediation(_)
            | Product::Resolution(_)
            | Product::Facilitation(_),
            _,
        ) => Ok(()),
    }
}

/// What is known when a type of case is to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Whether there is a decision that can be appealed, in a letter whose date of sending is known.
    pub has_decision: bool,
    /// Whether the two months for the first contact have passed (regulation 34(2)).
    pub is_out_of_time: bool,
    /// What is in dispute.
    pub domains: &'a [Domain],
}

/// Why one type of case does not become another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is that type.
    #[error("The case is of this type already (types of case).")]
    SameType,
    /// No such change.
    #[error(
        "A case of type {from} does not become one of type {to}: only a disagreement resolution \
         becomes a mediation, and only a mediation or a facilitation becomes a disagreement \
         resolution (types of case; CFA s.52 and s.57)."
    )]
    NoSuchChange {
        /// The present type.
        from: &'static str,
        /// The type wished for.
        to: &'static str,
    },
    /// No decision letter.
    #[error(
        "A mediation needs a decision that can be appealed, in a letter whose date of sending is \
         known (CFA s.51(2) and s.52(1); regulation 33)."
    )]
    DecisionMissing,
    /// The issues ask for another mediation.
    #[error(
        "These issues do not make a mediation of this type: education or social care, mixed, and \
         health alone are told apart by the issues (CFA s.53 and s.54; regulations 35 and 36)."
    )]
    OtherIssues,
    /// A right would be lost.
    #[error(
        "This mediation stays one: there is a decision that can be appealed and the family was in \
         time (CFA s.52; regulation 34(2))."
    )]
    MediationIsOwed,
    /// The family would be shut out, or let in.
    #[error(
        "A dispute between agencies has no family in it, so it neither becomes nor follows a \
         family's case (CFA s.57(3)(a))."
    )]
    FamilyAndAgencies,
}

impl Refused for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::SameType => "SAME_TYPE",
            Self::NoSuchChange { .. } => "NO_SUCH_TYPE_CHANGE",
            Self::DecisionMissing => "DECISION_MISSING",
            Self::OtherIssues => "OTHER_ISSUES",
            Self::MediationIsOwed => "MEDIATION_IS_OWED",
            Self::FamilyAndAgencies => "FAMILY_AND_AGENCIES",
        }
    }
}

/// Whether a case may become one of another type: one matter, many cases. The change is the first
/// stage of the new case; the old one is closed.
///
/// # Errors
///
/// [`Refusal`].
pub fn may_become(from: Kind, to: Kind, facts: Facts<'_>) -> Result<Change<Stage>, Refusal> {
    if from == to {
        return Err(Refusal::SameType);
    }
    match (Product::from(from), Product::from(to)) {
        (Product::Resolution(Resolution::Agencies), _)
        | (_, Product::Resolution(Resolution::Agencies)) => return Err(Refusal::FamilyAndAgencies),
        (Product::Resolution(_), Product::Mediation(wanted)) => becomes_mediation(wanted, facts)?,
        (Product::Mediation(_), Product::Resolution(_)) => {
            if facts.has_decision && !facts.is_out_of_time {
                return Err(Refusal::MediationIsOwed);
            }
        }
        (Product::Facilitation(_), Product::Resolution(_)) => {}
        (
            Product::Advice
            | Product::Mediation(_)
            | Product::Resolution(_)
            | Product::Facilitation(_),
            _,
        ) => {
            return Err(Refusal::NoSuchChange {
                from: code(from),
                to: code(to),
            });
        }
    }
    let effects = [Effect::Opens(to), Effect::Closes(ClosureCode::TypeChanged)];
    Ok(Change::with(Stage::first(to), effects))
}

/// Whether a disagreement resolution may become this mediation.
fn becomes_mediation(wanted: Mediation, facts: Facts<'_>) -> Result<(), Refusal> {
    if !facts.has_decision {
        Err(Refusal::DecisionMissing)
    } else if mediation_on(facts.domains) == Some(wanted) {
        Ok(())
    } else {
        Err(Refusal::OtherIssues)
    }
}
