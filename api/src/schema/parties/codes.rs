//! The closed lists of referral and parties, as clients see them.

use async_graphql::Enum;

/// Who refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::referral::Referrer")]
pub enum Referrer {
    /// The family itself.
    Family,
    /// A local authority.
    LocalAuthority,
    /// An integrated care board or another health body.
    Health,
    /// Social care.
    SocialCare,
    /// A school, a college or an early years setting.
    Setting,
    /// An information, advice and support service, on the family's behalf.
    Sendiass,
}

/// At which stage of the disagreement a referral comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::referral::Stage")]
pub enum ReferralStage {
    /// Before the authority has decided anything.
    BeforeDecision,
    /// With a decision.
    Decision,
    /// When the disagreement is entrenched.
    Entrenched,
    /// While an appeal is pending.
    Appeal,
}

/// Who the family is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::referral::Identity")]
pub enum FamilyIdentity {
    /// A parent or carer.
    Parent,
    /// A young person over compulsory school age.
    YoungPerson,
    /// The alternative person of a young person without capacity (SEND reg 64).
    AlternativePerson,
}

/// The family's answer to a referral by somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::referral::Consent")]
pub enum FamilyAnswer {
    /// It agrees.
    Given,
    /// It does not agree.
    Refused,
    /// It never answered, however often it was tried.
    NoReply,
}

/// Where a family is told to turn instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::referral::Signpost")]
pub enum Signpost {
    /// The information, advice and support service of the area.
    Sendiass,
    /// The complaints procedure of the school or setting.
    SettingComplaint,
    /// The complaints procedure of the local authority.
    AuthorityComplaint,
    /// The complaints procedure of the health body.
    HealthComplaint,
    /// The Ombudsman.
    Ombudsman,
    /// The Tribunal.
    Tribunal,
    /// Another service.
    OtherService,
}

/// A local way of settling the dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::referral_avenue::Avenue")]
pub enum LocalAvenue {
    /// A talk with the teacher or tutor.
    Teacher,
    /// A talk with the special educational needs coordinator.
    Senco,
    /// A talk with the head.
    HeadTeacher,
    /// The governors or trustees.
    Governors,
    /// An officer of the local authority.
    AuthorityOfficer,
    /// The health team.
    HealthTeam,
    /// The social worker or their team.
    SocialWorker,
    /// The information, advice and support service.
    Sendiass,
    /// A formal complaint.
    Complaint,
    /// Something else.
    Other,
}

/// How it was tried to reach a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::contact_attempt::Way")]
pub enum ContactWay {
    /// By a call.
    Phone,
    /// By a text message.
    Sms,
    /// By electronic mail.
    Email,
    /// By letter.
    Post,
    /// By a video call in British Sign Language.
    VideoBsl,
    /// By a visit.
    Visit,
    /// Through somebody the family trusts.
    ThroughSomebody,
}

/// What came of an attempt to reach a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::contact_attempt::Outcome")]
pub enum ContactOutcome {
    /// It was reached.
    Reached,
    /// Nobody answered.
    NoAnswer,
    /// A message was left.
    MessageLeft,
    /// The number or address is not theirs.
    WrongDetails,
}

/// What was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::enquiry::Topic")]
pub enum EnquiryTopic {
    /// Whether the service is the right one at all.
    Suitability,
    /// Information and advice about mediation, and certificates.
    Advice,
    /// Mediation.
    Mediation,
    /// Disagreement resolution.
    Resolution,
    /// Facilitation.
    Facilitation,
    /// Time limits and appeals.
    Deadlines,
    /// Help of another kind.
    OtherHelp,
}

/// What somebody is to the child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::seat_basis::Relationship")]
pub enum Relationship {
    /// A natural parent.
    NaturalParent,
    /// Holds parental responsibility otherwise.
    ResponsibilityHolder,
    /// Has care of the child.
    Carer,
    /// A foster carer.
    FosterCarer,
    /// A guardian.
    Guardian,
    /// Acts for the authority that looks after the child.
    CorporateParent,
}

/// In which order somebody stands in a young person's place (SEND reg 64(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::alternative_person::Basis")]
pub enum AlternativeBasis {
    /// The young person's representative.
    Representative,
    /// The parent, as there is no representative.
    Parent,
    /// The representative of the parent, who lacks capacity too.
    ParentsRepresentative,
}

/// How a child's views were obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::childs_view::Method")]
pub enum ViewsMethod {
    /// In a conversation.
    Conversation,
    /// In writing.
    Written,
    /// With drawings or symbols.
    Drawing,
    /// On a recording.
    Recording,
    /// Through an advocate.
    Advocate,
    /// Through the family.
    ThroughFamily,
    /// By watching what the child likes and avoids.
    Observation,
}

/// Who else may read a child's views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::childs_view::Scope")]
pub enum ViewsScope {
    /// The family and the mediator alone.
    FamilyAndMediator,
    /// Everybody who takes part, as the family agrees.
    EverybodyTakingPart,
}

/// What is booked for people who speak or hear otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::interpreter_booking::Kind")]
pub enum InterpreterKind {
    /// Interpreters of a spoken language.
    Interpreter,
    /// Interpreters of British Sign Language.
    Bsl,
    /// Lipspeakers.
    Lipspeaker,
    /// Note-takers for somebody who cannot hear or write.
    Notetaker,
}

/// How far the consent to somebody more has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::attendance_proposal::State")]
pub enum AttendanceProposalState {
    /// Some parties have not answered.
    Asked,
    /// All parties consent.
    AllConsent,
    /// A party does not consent and the mediator has not decided.
    MediatorDecides,
    /// The mediator has admitted them.
    Admitted,
    /// The mediator has not admitted them.
    NotAdmitted,
}

/// How somebody likes to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::person::Channel")]
pub enum ContactChannel {
    /// By a call.
    Phone,
    /// By a text message.
    Sms,
    /// By electronic mail.
    Email,
    /// By letter.
    Post,
    /// By a video call in British Sign Language.
    VideoBsl,
}

/// Who is the party on the family's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum FamilyPartyKind {
    /// The parent.
    Parent,
    /// The young person.
    YoungPerson,
    /// The alternative person of a young person who lacks capacity.
    AlternativePerson,
}
