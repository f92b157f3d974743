//! The information-and-advice contact: in time or not, the family's choice, the certificate.

mod step;

use chrono::{DateTime, NaiveDate, Utc};
use entities::case::{self, Kind};
use entities::issue::Domain;

use super::certificate::{Basis, Certificate, NotDue, Question};
use super::change::ClosureCode;
use super::closed::{State as _, named, refusals, states};
use super::dates::Correction;

pub use step::step;

/// Where the order of steps comes from.
pub(in crate::lifecycle) const ORDER: &str = "order of steps of information and advice; CFA s.55, regulations \
                                33, 34 and 39";

states! {
    /// How far information and advice have come.
    State {
        Enquiry "ENQUIRY" "the family has only made contact";
        InTime "IN_TIME" "the family is in time and has had no information yet";
        OutOfTime "OUT_OF_TIME" "the family made contact after the two months";
        Advised "ADVISED" "the family has had information and advice";
        Pondering "PONDERING" "the family is thinking about it";
        MediationRequested "MEDIATION_REQUESTED" "the family has chosen mediation";
        CertificateDueDeclined "CERTIFICATE_DUE_DECLINED" "a certificate is due because the family declined mediation";
        CertificateDueTakenPart "CERTIFICATE_DUE_TAKEN_PART" "a certificate is due because the family took part in mediation";
        CertificateDueDeemed "CERTIFICATE_DUE_DEEMED" "a certificate is due because mediation could not be arranged in time";
        CertificateNotRequired "CERTIFICATE_NOT_REQUIRED" "no certificate is needed";
        CertificateIssued "CERTIFICATE_ISSUED" "the certificate is issued";
        Signposted "SIGNPOSTED" "the family was told where to turn instead";
    } ends {
        Closed "CLOSED" "the contact is closed";
    }
}

impl State {
    /// The word it is stored as.
    #[must_use]
    pub fn stored(self) -> case::State {
        match self {
            Self::Enquiry => case::State::Enquiry,
            Self::InTime => case::State::InTime,
            Self::OutOfTime => case::State::OutOfTime,
            Self::Advised => case::State::Advised,
            Self::Pondering => case::State::Pondering,
            Self::MediationRequested => case::State::MediationRequested,
            Self::CertificateDueDeclined => case::State::CertificateDueDeclined,
            Self::CertificateDueTakenPart => case::State::CertificateDueTakenPart,
            Self::CertificateDueDeemed => case::State::CertificateDueDeemed,
            Self::CertificateNotRequired => case::State::CertificateNotRequired,
            Self::CertificateIssued => case::State::CertificateIssued,
            Self::Signposted => case::State::Signposted,
            Self::Closed => case::State::Closed,
        }
    }

    /// What a stored word means in this life-cycle.
    #[must_use]
    pub fn of(kind: Kind, stored: case::State) -> Option<Self> {
        let found = Self::ALL.iter().find(|state| state.stored() == stored);
        found.copied().filter(|_| kind == Kind::Mia)
    }

    /// The basis on which a certificate is due.
    #[must_use]
    pub fn due_on_basis(self) -> Option<Basis> {
        match self {
            Self::CertificateDueDeclined => Some(Basis::Declined),
            Self::CertificateDueTakenPart => Some(Basis::TakenPart),
            Self::CertificateDueDeemed => Some(Basis::Deemed),
            Self::Enquiry
            | Self::InTime
            | Self::OutOfTime
            | Self::Advised
            | Self::Pondering
            | Self::MediationRequested
            | Self::CertificateNotRequired
            | Self::CertificateIssued
            | Self::Signposted
            | Self::Closed => None,
        }
    }

    /// The state in which a certificate is due on a basis.
    fn due(basis: Basis) -> Self {
        match basis {
            Basis::Declined => Self::CertificateDueDeclined,
            Basis::TakenPart => Self::CertificateDueTakenPart,
            Basis::Deemed => Self::CertificateDueDeemed,
        }
    }
}

named! {
    /// What an adviser explains (Code of Practice, chapter 11).
    Topic {
        Purpose "what mediation is for";
        Voluntary "that mediation is voluntary for the family";
        Timescales "how long it takes";
        Certificate "what the certificate is";
        Expenses "which expenses are paid";
    }
}

/// Something the family wants to mediate (section 52(3)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issue {
    /// What it is about.
    pub domain: Domain,
    /// What it says about health provision that the plan does not name.
    pub health: HealthProvision,
}

/// Whether an issue is that no health provision, or none of a kind, is in the plan (section 52(4)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HealthProvision {
    /// It is not such an issue.
    NotMissing,
    /// It is, and the family has not said which provision it wants.
    Missing,
    /// It is, and the provision that the family wants is noted.
    Wanted,
}

/// Who tells the local authority of the family's wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Informer {
    /// The family.
    Family,
    /// The service, on the family's instruction.
    Service,
}

/// Something that happens in the contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The family makes contact.
    Contacted {
        /// When.
        at: DateTime<Utc>,
    },
    /// The family has had information and advice.
    Informed {
        /// The day.
        on: NaiveDate,
        /// What was explained.
        topics: Vec<Topic>,
    },
    /// The dispute turns out to be about section I alone.
    OnlySectionI,
    /// The family does not want mediation.
    Declined {
        /// The day on which it told the adviser.
        told_on: NaiveDate,
    },
    /// The family wants mediation.
    Chose {
        /// The day.
        on: NaiveDate,
        /// What it wants to mediate.
        issues: Vec<Issue>,
        /// Who tells the local authority.
        informs: Informer,
    },
    /// The family wants to think about it.
    Undecided,
    /// The mediation has ended, with or without an agreement.
    MediationConcluded {
        /// The day.
        on: NaiveDate,
    },
    /// The local authority says that it cannot arrange the mediation in time.
    LaCannotArrange {
        /// The day on which it told the adviser.
        told_on: NaiveDate,
    },
    /// The family no longer wants mediation, before it met.
    Withdrew {
        /// The day on which it told the adviser.
        told_on: NaiveDate,
    },
    /// The adviser issues the certificate.
    Issued {
        /// Its date.
        on: NaiveDate,
    },
    /// The family is told where to turn instead.
    Signposted,
    /// The contact is closed.
    Closed(ClosureCode),
    /// A date is set right.
    Corrected(Correction),
}

impl Event {
    /// A clause that says it to people.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Contacted { .. } => "the date of the contact is known",
            Self::Informed { .. } => "information and advice are given",
            Self::OnlySectionI => "only section I is in dispute",
            Self::Declined { .. } => "the family declines mediation",
            Self::Chose { .. } => "the family chooses mediation",
            Self::Undecided => "the family wants to think about it",
            Self::MediationConcluded { .. } => "the mediation has ended",
            Self::LaCannotArrange { .. } => {
                "the local authority cannot arrange the mediation in time"
            }
            Self::Withdrew { .. } => "the family withdraws before the meeting",
            Self::Issued { .. } => "the certificate is issued",
            Self::Signposted => "the family is told where to turn instead",
            Self::Closed(_) => "the contact is closed",
            Self::Corrected(_) => "a date is corrected",
        }
    }
}

/// A decision that can be appealed, as the letter tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The day on which the authority sent its notice.
    pub sent_on: NaiveDate,
    /// The last day for the first contact, as the law module computed it (C5).
    pub contact_by_on: NaiveDate,
}

/// What stands when an event comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The decision; `None` while its letter, or the day it was sent, is not known.
    pub decision: Option<Decision>,
    /// The day of the contact.
    pub contacted_on: Option<NaiveDate>,
    /// What is in dispute.
    pub domains: Vec<Domain>,
    /// How far the certificate for the decision has come.
    pub certificate: Certificate,
    /// The day of the event from which the certificate became due.
    pub certificate_due_from_on: Option<NaiveDate>,
    /// The mediation that the family chose.
    pub mediation: Option<Kind>,
    /// The day on which the authority, or for health alone the care board, was told.
    pub t0_on: Option<NaiveDate>,
    /// Whether the family thinks of an appeal; asked where health alone is in dispute.
    pub is_appeal_contemplated: bool,
}

impl Facts {
    /// Whether section I alone is in dispute (section 55(2)).
    #[must_use]
    pub fn is_section_i_only(&self) -> bool {
        !self.domains.is_empty() && self.domains.iter().all(|&domain| domain == Domain::I)
    }

    fn question(&self) -> Question {
        Question {
            kind: self.mediation.unwrap_or(Kind::Mia),
            certificate: self.certificate,
            is_section_i_only: self.is_section_i_only(),
            is_appeal_contemplated: self.is_appeal_contemplated,
        }
    }
}

refusals! {
    /// Why the contact does not move.
    Refusal {
        NoticeDateUnknown "NOTICE_DATE_UNKNOWN" "Whether the family is in time is reckoned from the day the notice of the decision was sent, and that day is not known (regulations 33 and 34(2)).";
        OutOfTime "CONTACT_OUT_OF_TIME" "The family made contact more than two months after the notice was sent, so no certificate can follow; the Tribunal may give leave to appeal (regulation 34(2) and (3)).";
        NotOnlySectionI "NOT_ONLY_SECTION_I" "More than section I is in dispute, so a certificate is needed (CFA s.55(1) and (2)).";
        TopicMissing(Topic) "TOPIC_MISSING" "Information and advice are given when all of it is explained; {0} is missing (Code of Practice, chapter 11; regulation 32).";
        ThinkingTooLong "TOO_LATE_TO_PONDER" "The two months since the notice was sent have passed, so the family says now whether it wants mediation (regulations 33 and 34).";
        IssuesMissing "MEDIATION_ISSUES_MISSING" "Who asks for mediation says what is to be mediated (CFA s.52(3)).";
        WantedProvisionMissing "WANTED_PROVISION_MISSING" "Who says that the plan names no health provision, or none of a kind, also says which provision is wanted (CFA s.52(4)).";
        CertificateOwed "CERTIFICATE_OWED" "A certificate is due, and closing the contact does not end that (CFA s.55; regulations 34(1) and 39).";
    } and {
        NotDue;
    }
}
