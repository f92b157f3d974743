//! A local way of settling the dispute that was tried before a referral: recorded, never asked for first.

use sea_orm::entity::prelude::*;

use crate::CaseId;

/// A local way of settling a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Avenue {
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

/// A row of `referral_avenue`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "referral_avenue")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// What was tried.
    #[sea_orm(primary_key, auto_increment = false)]
    pub avenue: Avenue,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
