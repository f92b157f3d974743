//! The mediation certificate: three bases, issued once for a decision, to the family alone.

use chrono::NaiveDate;
use entities::case::Kind;

use super::change::{Effect, starts};
use super::closed::{Refused, named};
use super::kinds::{Mediation, Product};
use crate::law::Rule;

named! {
    /// Why a family has a certificate.
    Basis {
        Declined "s.55(4)";
        TakenPart "s.55(5)";
        Deemed "s.55(5) deemed";
    }
}

impl Basis {
    /// The clock of three working days that runs for it.
    #[must_use]
    pub fn clock(self) -> Rule {
        match self {
            Self::Declined => Rule::DeclinedCertificate,
            Self::TakenPart => Rule::ConcludedCertificate,
            Self::Deemed => Rule::DeemedCertificate,
        }
    }
}

/// How far the certificate for a decision has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certificate {
    /// None is due.
    None,
    /// None can follow: the family made contact after the two months (regulation 34(2)).
    OutOfTime,
    /// One is due on a basis.
    Owed(Basis),
    /// One was issued on a basis; there is no other for this decision.
    Issued(Basis),
}

/// What decides whether a certificate becomes due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The type of case.
    pub kind: Kind,
    /// How far the certificate for the decision has come.
    pub certificate: Certificate,
    /// Whether the dispute is about section I alone (section 55(2)).
    pub is_section_i_only: bool,
    /// Whether the family thinks of an appeal; asked where health alone is in dispute.
    pub is_appeal_contemplated: bool,
}

/// Why no certificate becomes due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDue {
    /// The type of case has none.
    #[error(
        "A certificate follows mediation advice or mediation, never disagreement resolution or \
         facilitation (CFA s.55 and s.57)."
    )]
    WrongType,
    /// The contact was too late.
    #[error(
        "The family made contact more than two months after the notice was sent, so no certificate \
         can follow (regulation 34(2))."
    )]
    OutOfTime,
    /// One was issued.
    #[error("A certificate is issued once for a decision (CFA s.55; regulation 39(1)).")]
    IssuedAlready,
    /// One is due.
    #[error("A certificate for this decision is due already (CFA s.55; regulations 34(1) and 39).")]
    OwedAlready,
    /// Section I only.
    #[error("No certificate is needed when the dispute is about section I alone (CFA s.55(2)).")]
    SectionIOnly,
    /// Health alone is never deemed.
    #[error(
        "A family is deemed to have taken part only where the local authority arranges the \
         mediation, not where health alone is in dispute (regulation 39(2) and (3))."
    )]
    NotDeemed,
    /// Health alone, and no appeal.
    #[error(
        "After a mediation on health alone a certificate is issued only if an appeal is thought of \
         (CFA s.55(1) and (5))."
    )]
    NoAppeal,
    /// They have met.
    #[error(
        "Nothing is deemed once the family has met the other side: it has taken part (CFA s.55(5); \
         regulation 39(3))."
    )]
    HasMet,
}

impl Refused for NotDue {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongType => "NO_CERTIFICATE_FOR_THIS_TYPE",
            Self::OutOfTime => "CONTACT_OUT_OF_TIME",
            Self::IssuedAlready => "CERTIFICATE_ISSUED_ALREADY",
            Self::OwedAlready => "CERTIFICATE_DUE_ALREADY",
            Self::SectionIOnly => "CERTIFICATE_NOT_REQUIRED",
            Self::NotDeemed => "NOT_DEEMED_FOR_HEALTH_ALONE",
            Self::NoAppeal => "NO_APPEAL_CONTEMPLATED",
            Self::HasMet => "HAS_MET",
        }
    }
}

/// What follows when something happens on a day that entitles the family to a certificate.
///
/// # Errors
///
/// [`NotDue`].
pub fn falls_due(asked: Question, basis: Basis, on: NaiveDate) -> Result<Vec<Effect>, NotDue> {
    match (Product::from(asked.kind), basis) {
        (Product::Resolution(_) | Product::Facilitation(_), _) => return Err(NotDue::WrongType),
        (Product::Mediation(Mediation::Health), Basis::Deemed) => return Err(NotDue::NotDeemed),
        (Product::Mediation(Mediation::Health), Basis::TakenPart)
            if !asked.is_appeal_contemplated =>
        {
            return Err(NotDue::NoAppeal);
        }
        (Product::Advice | Product::Mediation(_), _) => {}
    }
    if asked.is_section_i_only {
        return Err(NotDue::SectionIOnly);
    }
    match asked.certificate {
        Certificate::OutOfTime => Err(NotDue::OutOfTime),
        Certificate::Issued(_) => Err(NotDue::IssuedAlready),
        Certificate::Owed(_) => Err(NotDue::OwedAlready),
        Certificate::None => Ok(vec![
            Effect::CertificateDue(basis),
            starts(basis.clock(), on),
        ]),
    }
}
