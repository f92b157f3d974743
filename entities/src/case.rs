//! One case, from first contact to the end of follow-up; a matter may lead to several.

use sea_orm::entity::prelude::*;

use crate::{CaseId, ChildId, Mode, OrganisationId, PersonId};

/// What sort of case it is: who must attend, which clocks run, whether a certificate follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Mediation information and advice.
    Mia,
    /// Mediation on education or social care.
    MedE,
    /// Mediation on education or social care, and health.
    MedX,
    /// Mediation on health only.
    MedH,
    /// Disagreement resolution on how an authority or a setting does its duties, section 57(2).
    DrF,
    /// Disagreement resolution on provision in a setting, section 57(4) and (5).
    DrP,
    /// Disagreement resolution between a family and a health body, section 57(3)(b).
    DrH,
    /// Disagreement resolution between agencies, section 57(3)(a); no family takes part.
    DrA,
    /// Disagreement resolution on continuing care of a child.
    DrC,
    /// A facilitated annual review.
    FacAr,
    /// A facilitated meeting of the team around the child.
    FacTac,
    /// A facilitated discussion of a draft plan.
    FacDp,
}

/// How far a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// A referral has come in.
    Received,
    /// Somebody else referred; the family has not answered yet.
    AwaitingFamilyConsent,
    /// Being looked at: age, area, issues, time limits.
    Eligibility,
    /// Sent elsewhere, where it belongs.
    Signposted,
    /// The family does not agree to the referral.
    Declined,
    /// The family never answered.
    Lapsed,
    /// The family has contacted an adviser; information is not given yet.
    Enquiry,
    /// The family made contact within two months (SEND Regulations 2014, regulation 33).
    InTime,
    /// The family made contact after them (regulation 34(2)).
    OutOfTime,
    /// Information was given; the family has not decided yet.
    Advised,
    /// The family is thinking about it.
    Pondering,
    /// The family has chosen mediation; another case of the matter arranges it.
    MediationRequested,
    /// A certificate is due: the family declined (section 55(4)).
    CertificateDueDeclined,
    /// A certificate is due: the family took part (section 55(5)).
    CertificateDueTakenPart,
    /// A certificate is due: it could not be arranged in time (regulation 39(3)).
    CertificateDueDeemed,
    /// No certificate is needed (section 55(2)).
    CertificateNotRequired,
    /// The certificate is issued.
    CertificateIssued,
    /// Nobody has been asked yet whether they take part.
    Referred,
    /// The others are being asked whether they take part.
    ConsentRound,
    /// Somebody who is required declined to take part.
    NotProceeding,
    /// The family wants to mediate; the authority is to be told.
    Requested,
    /// The authority knows; the clock runs.
    Arranging,
    /// Availability has been asked for.
    Collecting,
    /// Enough is known to look for dates.
    ReadyToSolve,
    /// Dates are proposed and held.
    Proposed,
    /// A date is agreed.
    Booked,
    /// Everything is ready for the day.
    Prepared,
    /// It has to be arranged again: a body came without authority, or not at all.
    Rearrange,
    /// The meeting is going on.
    InSession,
    /// The meeting is adjourned.
    Adjourned,
    /// The meeting has ended, whatever its outcome.
    Concluded,
    /// What was agreed is followed up.
    FollowUp,
    /// Aim and people of a facilitation are clear.
    Scoped,
    /// Somebody facilitates.
    FacilitatorAssigned,
    /// The agenda is drafted.
    AgendaDrafted,
    /// The papers are sent.
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
    /// Follow-up is done.
    Closed,
    /// The family no longer wants it.
    Withdrawn,
}

/// A row of `cases`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cases")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseId,
    /// What people call it on the telephone.
    #[sea_orm(unique)]
    pub reference: String,
    /// What sort of case it is.
    pub kind: Kind,
    /// How far it has come.
    pub state: State,
    /// The service that runs it.
    pub provider_id: OrganisationId,
    /// The local authority it concerns.
    pub la_id: OrganisationId,
    /// Whose needs it is about.
    pub child_id: ChildId,
    /// When it was received.
    pub opened_at: DateTimeUtc,
    /// The day the authority sent the notice of its decision.
    pub notice_sent_on: Option<Date>,
    /// When the local authority was told that the family wants mediation: T0 of its 30 days
    /// (SEND Regulations 2014, regulation 36).
    pub la_informed_at: Option<DateTimeUtc>,
    /// When the integrated care board received the authority's notice: T0 of its 30 days
    /// (regulation 35).
    pub icb_informed_at: Option<DateTimeUtc>,
    /// The day the mediation certificate was issued.
    pub certificate_issued_on: Option<Date>,
    /// The last day on which mediation may be held within the 30-day limit, as the law module
    /// computed it.
    pub arrange_by_on: Option<Date>,
    /// The last day to register an appeal, as the law module computed it.
    pub appeal_by_on: Option<Date>,
    /// When the authority gave notice that it cannot arrange mediation in time (regulation 39).
    pub inability_notice_at: Option<DateTimeUtc>,
    /// When the family agreed to less than five working days' notice (regulation 37(2)).
    pub short_notice_agreed_at: Option<DateTimeUtc>,
    /// Who of the family agreed to it; null until somebody did, and where only the day is known.
    pub short_notice_agreed_by: Option<PersonId>,
    /// The day on which the draft plan was served that the case is about (regulations 13(1)(a) and
    /// 22(2)(c)).
    pub draft_served_on: Option<Date>,
    /// The day on which the family was told of the decision, before the letter.
    pub decision_told_on: Option<Date>,
    /// Who of the service looks after the family.
    pub contact_id: Option<PersonId>,
    /// Whether all agreed to weekends and bank holidays.
    pub non_working_days_agreed: bool,
    /// How the family wants to meet.
    pub mode: Mode,
    /// Private talks before the joint session, in minutes altogether.
    pub pre_meeting_minutes: i32,
    /// The joint session, in minutes.
    pub session_minutes: i32,
    /// Writing up and signing, in minutes.
    pub signing_minutes: i32,
    /// Preparing the room before anybody arrives, in minutes.
    pub setup_minutes: i32,
    /// How many private rooms are needed beside the joint room.
    pub breakout_rooms: i32,
    /// How many more will come than there are participants.
    pub extra_people: i32,
    /// Whether a service manager allowed fewer than three or more than ten people.
    pub is_size_overridden: bool,
    /// Outward part of the postcode the family travels from.
    pub family_outcode: String,
    /// Longest journey the family accepts, in minutes one way.
    pub family_max_minutes: i32,
    /// Language to interpret: `bsl`, or the ISO 639 code in lower case; none needed while null.
    pub interpreter_language: Option<String>,
    /// Counts the changes, so that nobody overwrites what they have not seen.
    pub version: i32,
    /// Whose needs it is about.
    #[sea_orm(belongs_to, from = "child_id", to = "id")]
    pub child: BelongsTo<super::child::Entity>,
    /// What is in dispute.
    #[sea_orm(has_many)]
    pub issues: HasMany<super::issue::Entity>,
    /// Who is needed at the table.
    #[sea_orm(has_many)]
    pub participants: HasMany<super::participant::Entity>,
    /// Its meetings, of every state.
    #[sea_orm(has_many)]
    pub meetings: HasMany<super::meeting::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
