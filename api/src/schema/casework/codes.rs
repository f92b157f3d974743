//! The closed lists of casework, each mirrored from its own.

use async_graphql::Enum;
use entities::attendance;

use crate::lifecycle::dates::Dated;
use crate::lifecycle::{advice, appeal, change, facilitation, invitation, mediation, session};

/// Why a family has a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::case_record::Basis")]
pub enum CertificateBasis {
    /// It declined mediation (CFA s.55(4)).
    Declined,
    /// It took part (CFA s.55(5)).
    TakenPart,
    /// It is treated as having taken part, because the authority could not arrange in time (SEND reg
    /// 39(3)).
    Deemed,
}

/// What an adviser explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "advice::Topic")]
pub enum AdviceTopic {
    /// What mediation is for.
    Purpose,
    /// That mediation is voluntary for the family.
    Voluntary,
    /// How long it takes.
    Timescales,
    /// What the certificate is.
    Certificate,
    /// Which expenses are paid.
    Expenses,
}

/// Who tells the local authority that the family wants mediation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "advice::Informer")]
pub enum MediationInformer {
    /// The family itself.
    Family,
    /// The service, on the family's instruction.
    Service,
}

/// Why a case ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "change::ClosureCode")]
pub enum ClosureReason {
    /// It is complete.
    Completed,
    /// A case of another type of the same matter follows.
    TypeChanged,
    /// The family does not reply any more.
    NoReply,
    /// It was settled without a meeting.
    SettledBefore,
    /// It was opened in error.
    OpenedInError,
}

/// What was done before the day of a meeting, as far as no record shows it. The mediator's calls do:
/// see `prepContactRecord`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum Preparation {
    /// Who comes is agreed.
    AttendeeList,
    /// The child's views are known, or the steps taken to get them.
    ChildsViews,
    /// Everything that somebody needs to take part is there.
    Access,
}

impl From<Preparation> for session::Preparation {
    fn from(part: Preparation) -> Self {
        match part {
            Preparation::AttendeeList => Self::AttendeeList,
            Preparation::ChildsViews => Self::ChildsViews,
            Preparation::Access => Self::Access,
        }
    }
}

/// What came of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "session::Outcome")]
pub enum SessionOutcome {
    /// Everything was agreed.
    Full,
    /// Something was agreed.
    Partial,
    /// Nothing was agreed.
    Nothing,
}

/// What the family wants when a body comes without authority, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "mediation::Choice")]
pub enum FamilyChoice {
    /// Another day.
    Rearrange,
    /// To go on all the same.
    Proceed,
}

/// Whether those who come may together decide every issue (SEND reg 37(1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "mediation::Coverage")]
pub enum AuthorityCoverage {
    /// It is not known.
    Unknown,
    /// It is known, and something cannot be decided.
    Gap,
    /// It is known, and everything can be decided.
    Full,
}

/// What is known of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "appeal::State")]
pub enum AppealKnown {
    /// Nothing is known.
    NotKnown,
    /// The family has appealed.
    Lodged,
    /// The family has not appealed, and the time is over.
    NotLodged,
}

/// On which basis somebody attends (SEND reg 38).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "invitation::Basis")]
pub enum AttendanceBasis {
    /// As a party.
    Party,
    /// As the one supporter that needs nobody's consent.
    SupporterByRight,
    /// As the child, with the parent's and the mediator's agreement.
    ChildWithAgreement,
    /// As the young person, with the alternative person's and the mediator's agreement.
    YpWithAgreement,
    /// As somebody else to whom every party has agreed.
    OtherAllConsent,
    /// As somebody else on whom the mediator has decided.
    OtherMediatorConsent,
    /// As an interpreter.
    Interpreter,
    /// As a trainee who watches.
    ObserverTrainee,
}

impl From<AttendanceBasis> for attendance::Basis {
    fn from(basis: AttendanceBasis) -> Self {
        match basis {
            AttendanceBasis::Party => Self::Party,
            AttendanceBasis::SupporterByRight => Self::SupporterByRight,
            AttendanceBasis::ChildWithAgreement => Self::ChildWithAgreement,
            AttendanceBasis::YpWithAgreement => Self::YpWithAgreement,
            AttendanceBasis::OtherAllConsent => Self::OtherAllConsent,
            AttendanceBasis::OtherMediatorConsent => Self::OtherMediatorConsent,
            AttendanceBasis::Interpreter => Self::Interpreter,
            AttendanceBasis::ObserverTrainee => Self::ObserverTrainee,
        }
    }
}

/// The classes of people who are invited to an annual review (SEND reg 20(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "facilitation::Class")]
pub enum InviteeClass {
    /// The parent, or the young person.
    Family,
    /// The head of the school or setting.
    Setting,
    /// An officer of the local authority for special educational needs.
    LocalAuthority,
    /// A health professional.
    Health,
    /// An officer for social care.
    SocialCare,
}

/// A date of a case that can be set right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum CaseDate {
    /// The day the notice of the decision was sent.
    NoticeSent,
    /// When the family made contact with the adviser.
    Contact,
    /// When the local authority was told that the family wants mediation.
    LaInformed,
    /// When the integrated care board received the authority's notice.
    IcbInformed,
    /// When the authority gave notice that it cannot arrange in time.
    InabilityNotice,
    /// The day the family declined mediation.
    Choice,
    /// The day the mediation ended.
    Conclusion,
    /// The day of the certificate, which is never changed.
    CertificateIssued,
    /// The day the draft plan was served.
    DraftServed,
    /// The day the agreement was made, from which the times of what it promises are counted.
    Agreement,
    /// The day the family's appeal was lodged.
    Appeal,
    /// The day the papers of a facilitation were sent.
    Papers,
}

impl CaseDate {
    /// Whether it is kept with its time.
    pub(super) fn has_time(self) -> bool {
        match self {
            Self::Contact | Self::LaInformed | Self::IcbInformed | Self::InabilityNotice => true,
            Self::NoticeSent
            | Self::Choice
            | Self::Conclusion
            | Self::CertificateIssued
            | Self::DraftServed
            | Self::Agreement
            | Self::Appeal
            | Self::Papers => false,
        }
    }
}

impl From<CaseDate> for Dated {
    fn from(date: CaseDate) -> Self {
        match date {
            CaseDate::NoticeSent => Self::NoticeSent,
            CaseDate::Contact => Self::Contact,
            CaseDate::LaInformed => Self::LaInformed,
            CaseDate::IcbInformed => Self::IcbInformed,
            CaseDate::InabilityNotice => Self::InabilityNotice,
            CaseDate::Choice => Self::Choice,
            CaseDate::Conclusion => Self::Conclusion,
            CaseDate::CertificateIssued => Self::CertificateIssued,
            CaseDate::DraftServed => Self::DraftServed,
            CaseDate::Agreement => Self::Signature,
            CaseDate::Appeal => Self::Appeal,
            CaseDate::Papers => Self::Papers,
        }
    }
}
