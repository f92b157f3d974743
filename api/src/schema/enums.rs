//! The closed lists that clients see, each mirrored from its own so that renaming a database value
//! cannot rename a public one, and checked: a missing value does not compile.

use async_graphql::Enum;

/// What a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::case::Kind")]
pub enum CaseKind {
    /// Information and advice, before any mediation.
    Mia,
    /// Mediation about education or social care.
    MedE,
    /// Mediation about education or social care, and health.
    MedX,
    /// Mediation about health alone.
    MedH,
    /// Disagreement resolution between a family and an authority or setting.
    DrF,
    /// Disagreement resolution about provision made in a setting.
    DrP,
    /// Disagreement resolution between a family and an integrated care board.
    DrH,
    /// Disagreement resolution between agencies, without the family.
    DrA,
    /// Disagreement resolution about continuing care.
    DrC,
    /// A facilitated annual review.
    FacAr,
    /// A facilitated meeting of the team around the child.
    FacTac,
    /// A facilitated discussion of a draft plan.
    FacDp,
}

/// How far a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::case::State")]
pub enum CaseState {
    /// A referral came in.
    Received,
    /// Somebody else referred the family, which is asked whether it agrees.
    AwaitingFamilyConsent,
    /// It is looked at whether the service can take it.
    Eligibility,
    /// The family was told who can help instead.
    Signposted,
    /// The family does not agree to the referral.
    Declined,
    /// The family never answered.
    Lapsed,
    /// The family asked for information and advice.
    Enquiry,
    /// The family asked within two months of the decision.
    InTime,
    /// The family asked after them.
    OutOfTime,
    /// The family has had information and advice.
    Advised,
    /// The family is thinking about mediation.
    Pondering,
    /// The family has chosen mediation, which another case arranges.
    MediationRequested,
    /// A certificate is due, because the family declined mediation.
    CertificateDueDeclined,
    /// A certificate is due, because the family took part in mediation.
    CertificateDueTakenPart,
    /// A certificate is due, because mediation could not be arranged in time.
    CertificateDueDeemed,
    /// No certificate is needed.
    CertificateNotRequired,
    /// The certificate is issued.
    CertificateIssued,
    /// Nobody has been asked yet whether they take part.
    Referred,
    /// Everybody is asked whether they take part.
    ConsentRound,
    /// Somebody who is needed does not take part.
    NotProceeding,
    /// The family asked for mediation, or a meeting was asked for.
    Requested,
    /// The body concerned has been told, and the clock runs.
    Arranging,
    /// People are asked when they can meet.
    Collecting,
    /// Enough people have said when they can meet.
    ReadyToSolve,
    /// A date is held.
    Proposed,
    /// A meeting is confirmed.
    Booked,
    /// The meeting is confirmed and prepared.
    Prepared,
    /// The meeting has to be arranged again.
    Rearrange,
    /// The meeting is going on.
    InSession,
    /// The meeting is adjourned.
    Adjourned,
    /// The meeting was held.
    Concluded,
    /// What was agreed is followed up.
    FollowUp,
    /// Aim and people of a facilitated meeting are clear.
    Scoped,
    /// Somebody facilitates.
    FacilitatorAssigned,
    /// The agenda of a facilitated meeting is drafted.
    AgendaDrafted,
    /// The papers of a facilitated meeting are sent.
    PapersCirculated,
    /// The facilitated meeting was held.
    Held,
    /// The notes are a draft.
    NotesDraft,
    /// Everybody may comment on the notes.
    CommentWindow,
    /// The notes are final.
    NotesFinal,
    /// The actions are tracked.
    ActionsTracked,
    /// All is done.
    Closed,
    /// The family does not want to go on.
    Withdrawn,
}

/// As what somebody takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::participant::Role")]
pub enum ParticipantRole {
    /// A parent, carer, young person or alternative person.
    Family,
    /// The child, or a young person who is not the party.
    Child,
    /// The local authority.
    LocalAuthority,
    /// An integrated care board.
    Health,
    /// Social care.
    SocialCare,
    /// A school, college or early-years setting.
    Education,
    /// Somebody the family brings.
    Supporter,
    /// An interpreter or signer.
    Interpreter,
    /// The mediator.
    Mediator,
    /// Anybody else.
    Other,
}

/// Whether a meeting can do without somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::participant::Requirement")]
pub enum Requirement {
    /// No meeting without.
    Required,
    /// Better with.
    Optional,
    /// Better with, to bring knowledge.
    Informant,
}

/// What an issue is about; letters are sections of an education, health and care plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::issue::Domain")]
pub enum IssueDomain {
    /// Whether to assess.
    Assess,
    /// Whether to issue a plan.
    Issue,
    /// Special educational needs.
    B,
    /// Health needs.
    C,
    /// Social care needs.
    D,
    /// Special educational provision.
    F,
    /// Health provision.
    G,
    /// Social care provision under the 1970 Act.
    H1,
    /// Other social care provision.
    H2,
    /// The school or other placement.
    I,
    /// Whether to amend the plan.
    Amend,
    /// Whether to cease the plan.
    Cease,
    /// Whether to assess again.
    Reassess,
    /// Anything else.
    Other,
}

/// What came of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::issue::Status")]
pub enum IssueStatus {
    /// Not settled yet.
    Open,
    /// Settled.
    Agreed,
    /// Settled in part.
    Partly,
    /// Talked about and not settled.
    NotAgreed,
    /// No longer raised.
    Withdrawn,
}

/// How people meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::Mode")]
pub enum Mode {
    /// In a room.
    InPerson,
    /// By video.
    Video,
    /// Whichever can be had first.
    Either,
}

/// What somebody needs of a room, and what a room offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::AccessFeature")]
pub enum AccessFeature {
    /// No steps on the way.
    StepFree,
    /// A hearing loop.
    HearingLoop,
    /// A quiet room.
    Quiet,
    /// A changing place.
    ChangingPlace,
    /// Parking near the door.
    Parking,
    /// Not in a school.
    NoSchoolBuilding,
    /// Somebody looks after children.
    Childcare,
}

/// What somebody is in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::role::Kind")]
pub enum RoleKind {
    /// Runs the service.
    ServiceManager,
    /// Arranges meetings.
    Coordinator,
    /// Advises families before mediation.
    Adviser,
    /// Mediates and facilitates.
    Mediator,
    /// Speaks for a local authority.
    LaOfficer,
    /// Speaks for an integrated care board.
    HealthOfficer,
    /// Speaks for social care.
    SocialCareOfficer,
    /// Works for a school or setting.
    SchoolStaff,
    /// Supports families.
    Supporter,
    /// Interprets or signs.
    Interpreter,
    /// Looks after the contract.
    Commissioner,
    /// Looks after a venue.
    VenueContact,
    /// Audits access.
    Auditor,
}

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::organisation::Kind")]
pub enum OrganisationKind {
    /// A local authority.
    La,
    /// An integrated care board.
    Icb,
    /// NHS England.
    Nhse,
    /// A school.
    School,
    /// An early-years setting.
    EarlyYears,
    /// A college.
    Fe,
    /// A specialist post-16 institution.
    Spi,
    /// An information, advice and support service.
    Sendiass,
    /// A mediation service.
    Provider,
    /// An agency of interpreters.
    InterpreterAgency,
    /// Lets rooms.
    VenueOwner,
    /// A law firm.
    LawFirm,
    /// A charity.
    Charity,
}

/// How well a time suits somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::availability_window::Grade")]
pub enum AvailabilityGrade {
    /// Suits well.
    Preferred,
    /// Possible.
    Free,
    /// Only if there is nothing better.
    IfNeeded,
    /// Impossible, whatever else was said.
    Busy,
}

/// How a time was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::availability_window::Source")]
pub enum AvailabilitySource {
    /// Typed in.
    Typed,
    /// Read from a calendar file.
    Ics,
    /// Said on the telephone.
    Phone,
    /// A standing arrangement.
    Standing,
}

/// How firm a meeting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::meeting::State")]
pub enum MeetingState {
    /// Held tentatively, until the hold expires.
    Held,
    /// Agreed.
    Confirmed,
    /// It took place.
    Completed,
    /// It was called off.
    Cancelled,
    /// The hold expired.
    Lapsed,
}

/// Why a meeting is called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::meeting::CancelCause")]
pub enum CancelCause {
    /// The family does not want to go on.
    FamilyWithdrew,
    /// The family cannot come.
    FamilyUnavailable,
    /// The local authority cannot come.
    LaUnavailable,
    /// Nobody from the authority may decide.
    LaNoAuthority,
    /// Health cannot come.
    HealthUnavailable,
    /// The mediator cannot come.
    MediatorUnavailable,
    /// The venue cannot be used.
    VenueUnavailable,
    /// No interpreter can come.
    InterpreterUnavailable,
    /// It has been settled without.
    Settled,
    /// Another reason.
    Other,
}

/// From whom a cancellation comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::meeting::CancelSide")]
pub enum CancelSide {
    /// The family.
    Family,
    /// The local authority.
    La,
    /// Health.
    Health,
    /// The school or setting.
    Education,
    /// The mediation service.
    Service,
    /// The venue.
    Venue,
}

/// What mediators are accredited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::mediator_accreditation::Family")]
pub enum AccreditationFamily {
    /// Statutory mediation.
    Mediation,
    /// Disagreement resolution.
    DisagreementResolution,
    /// Facilitation.
    Facilitation,
}

/// Whose register a mediator is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::mediator::RegisterBody")]
pub enum RegisterBody {
    /// The Civil Mediation Council.
    Cmc,
    /// The College of Mediators.
    Com,
}

/// How far a planning run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::planning_run::State")]
pub enum PlanningRunState {
    /// It waits for its turn.
    Queued,
    /// It is being worked on.
    Running,
    /// There is a plan.
    Done,
    /// There is none, because something went wrong.
    Failed,
    /// Somebody called it off.
    Cancelled,
}

/// Why a planning run failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::planning_run::Failure")]
pub enum PlanningRunFailure {
    /// The server that worked on it ended.
    Interrupted,
    /// There are too many cases. Fewer may do.
    TooLarge,
    /// The planner cannot make sense of the cases.
    IllFormed,
    /// A planned meeting did not stand up to the second check.
    Unsound,
    /// Something of ours is broken.
    Internal,
}

/// Why a case has no meeting in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::unplaced_case::Reason")]
pub enum UnplacedReason {
    /// It has a meeting already, held or confirmed.
    HasMeeting,
    /// It lacks something that planning needs.
    CannotBePlanned,
    /// It could not meet even if no other case did.
    NoDate,
    /// Other cases need whom or what it needs.
    Contended,
    /// None was found in the time there was.
    NotFoundInTime,
}

/// A time limit, by its number in the table of the law's clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::law::Rule")]
pub enum LegalRule {
    /// The local authority decides whether to assess.
    #[graphql(name = "C1")]
    AssessmentDecision,
    /// The local authority decides that there will be no plan.
    #[graphql(name = "C2")]
    NoPlanDecision,
    /// The final plan is sent.
    #[graphql(name = "C3")]
    FinalPlan,
    /// The family comments on a draft plan.
    #[graphql(name = "C4")]
    DraftComments,
    /// The family contacts the mediation adviser.
    #[graphql(name = "C5")]
    AdviserContact,
    /// A certificate for a family that declined mediation.
    #[graphql(name = "C6")]
    DeclinedCertificate,
    /// The ICB is told of health issues.
    #[graphql(name = "C7")]
    HealthNotice,
    /// Mediation on education or social care, or mixed with health, is held.
    #[graphql(name = "C8")]
    Mediation,
    /// Mediation on health alone is held.
    #[graphql(name = "C9")]
    HealthMediation,
    /// The authority says that it cannot arrange in time.
    #[graphql(name = "C10")]
    InabilityNotice,
    /// A certificate because the authority could not arrange in time.
    #[graphql(name = "C11")]
    DeemedCertificate,
    /// The family is told date and place.
    #[graphql(name = "C12")]
    Notice,
    /// A certificate after mediation.
    #[graphql(name = "C13")]
    ConcludedCertificate,
    /// Appeal to the Tribunal.
    #[graphql(name = "C14")]
    Appeal,
    /// A claim of disability discrimination by a school.
    #[graphql(name = "C15")]
    DiscriminationClaim,
    /// What was promised and no appeal could have got.
    #[graphql(name = "C16")]
    PromisedAction,
    /// The ICB tells the authority of an agreement on health alone.
    #[graphql(name = "C17")]
    HealthAgreementNotice,
    /// Agreed to assess: the family is told so.
    #[graphql(name = "C18")]
    AgreedAssessment,
    /// Agreed to assess: decided that there will be no plan.
    #[graphql(name = "C19")]
    AgreedAssessmentNoPlan,
    /// Agreed to assess: the final plan.
    #[graphql(name = "C20")]
    AgreedAssessmentPlan,
    /// Agreed to issue a plan: draft and final plan.
    #[graphql(name = "C21")]
    AgreedPlan,
    /// Agreed to think again.
    #[graphql(name = "C22")]
    AgreedReconsideration,
    /// Agreed to amend the plan.
    #[graphql(name = "C23")]
    AgreedAmendment,
    /// Agreed to change the placement.
    #[graphql(name = "C24")]
    AgreedPlacement,
    /// Whatever time the parties wrote down.
    #[graphql(name = "C25")]
    AgreedTime,
    /// Everybody is invited to an annual review.
    #[graphql(name = "C26")]
    ReviewNotice,
    /// The papers of an annual review are circulated.
    #[graphql(name = "C27")]
    ReviewPapers,
    /// The report of an annual review.
    #[graphql(name = "C28")]
    ReviewReport,
    /// The decision after an annual review.
    #[graphql(name = "C29")]
    ReviewDecision,
    /// The plan as amended after a review.
    #[graphql(name = "C30")]
    AmendedPlan,
    /// The plan before a move to another phase of education.
    #[graphql(name = "C31")]
    PhaseTransfer,
    /// A reply to a request for dates.
    #[graphql(name = "C32")]
    Reply,
    /// The typed agreement reaches everybody.
    #[graphql(name = "C33")]
    TypedAgreement,
    /// The authority answers an appeal.
    #[graphql(name = "C34")]
    AppealResponse,
    /// Health or social care answers a recommendation of the Tribunal.
    #[graphql(name = "C35")]
    RecommendationReply,
    /// Somebody asks whether the agreement works.
    #[graphql(name = "C36")]
    FollowUp,
    /// A claim for expenses is dealt with.
    #[graphql(name = "C37")]
    ExpenseClaim,
}

/// Something that happened, or will, on a day, and that a time limit is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::law::Event")]
pub enum LegalEvent {
    /// The authority received the request for an assessment.
    RequestReceived,
    /// The draft plan was served on the family.
    DraftServed,
    /// The notice of the decision was sent: not the date printed on it, nor that of its arrival.
    NoticeSent,
    /// The family first contacted the mediation adviser.
    Contacted,
    /// The family told the adviser that it does not want mediation.
    Told,
    /// The family told the authority that it wants mediation.
    LaInformed,
    /// The ICB received the authority's notice.
    IcbInformed,
    /// The authority told the adviser that it cannot arrange in time.
    LaNotice,
    /// The family was told date and place of the meeting.
    NoticeGiven,
    /// The day of the meeting.
    Meeting,
    /// The mediation was concluded.
    Concluded,
    /// The mediation certificate was issued.
    CertificateIssued,
    /// What the claim complains of was done; the last day of it, when it went on.
    Act,
    /// The mediation agreement was made.
    Agreed,
    /// The day that the parties agreed on in writing instead.
    OtherTime,
    /// The review meeting was held.
    Held,
    /// The notice of the proposed amendments was sent.
    AmendmentNotice,
    /// The child moves to another phase of education, but not from school to post-16.
    Transfer,
    /// The young person moves from secondary school to a post-16 institution.
    PostSixteenTransfer,
    /// The request for dates was sent.
    RequestSent,
    /// The Tribunal sent the appeal to the authority.
    AppealSent,
    /// The Tribunal made its recommendation.
    Recommendation,
}
