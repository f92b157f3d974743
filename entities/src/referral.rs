//! How a case came to the service, and what the family said to it.

use sea_orm::entity::prelude::*;

use crate::{CaseId, OrganisationId, PersonId};

/// Who refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
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
    /// A SEND information, advice and support service, on the family's behalf.
    Sendiass,
}

/// At which stage of the disagreement it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Identity {
    /// A parent or carer; what parental responsibility they hold is noted with their seat.
    Parent,
    /// A young person over compulsory school age.
    YoungPerson,
    /// The alternative person of a young person without capacity (SEND Regulations 2014, regulation 64).
    AlternativePerson,
}

/// The family's answer to a referral by somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Consent {
    /// It agrees.
    Given,
    /// It does not agree.
    Refused,
    /// It never answered.
    NoReply,
}

/// Where a family is told to turn instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
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
    /// Another service for the area or the kind of dispute.
    OtherService,
}

/// A row of `referral`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referral")]
pub struct Model {
    /// The case it opened.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// Who referred.
    pub referrer: Referrer,
    /// Which person did; null where the service took it down for somebody else.
    pub referrer_person_id: Option<PersonId>,
    /// For which body; null for a family.
    pub referrer_organisation_id: Option<OrganisationId>,
    /// Who entered it.
    pub recorded_by: PersonId,
    /// At which stage of the disagreement it came.
    pub stage: Stage,
    /// Whether the referrer told the family first.
    pub is_family_told: bool,
    /// Whether it was asked if an authority looks after the child.
    pub is_looked_after_asked: bool,
    /// Whether a coordinator confirmed that it is another case, although one like it is open.
    pub is_duplicate_confirmed: bool,
    /// Whether the family wants practical or emotional support to attend; null while not asked.
    pub wants_support: Option<bool>,
    /// Who the family is; null until it is noted.
    pub identity: Option<Identity>,
    /// The family's answer; null while there is none, and where none is needed.
    pub consent: Option<Consent>,
    /// The day of that answer.
    pub consent_on: Option<Date>,
    /// Where the family was told to turn; null unless it was.
    pub signposted_to: Option<Signpost>,
    /// When the service took the case on; null until it did.
    pub accepted_at: Option<DateTimeUtc>,
    /// When all but this minimal record was erased; null unless it was.
    pub erased_at: Option<DateTimeUtc>,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
