//! One thing in dispute in a case.

use sea_orm::entity::prelude::*;

use crate::{CaseId, IssueId, Sealed};

/// What an issue is about: a decision, or a section of the plan (SEND Regulations 2014,
/// regulation 12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Domain {
    /// Whether to assess.
    Assess,
    /// Whether to issue a plan.
    Issue,
    /// Section B: special educational needs.
    B,
    /// Section C: health needs.
    C,
    /// Section D: social care needs.
    D,
    /// Section F: special educational provision.
    F,
    /// Section G: health provision.
    G,
    /// Section H1: social care provision under the 1970 Act.
    H1,
    /// Section H2: other social care provision.
    H2,
    /// Section I: placement.
    I,
    /// Whether to amend the plan.
    Amend,
    /// Whether to cease the plan.
    Cease,
    /// Whether to reassess.
    Reassess,
    /// Anything else.
    Other,
}

/// What became of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// Not settled yet.
    Open,
    /// Agreed.
    Agreed,
    /// Agreed in part.
    Partly,
    /// Not agreed.
    NotAgreed,
    /// No longer pursued.
    Withdrawn,
}

/// A row of `case_issues`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_issues")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IssueId,
    /// The case.
    pub case_id: CaseId,
    /// What it is about; decides whose authority is needed.
    pub domain: Domain,
    /// Whether the Tribunal could decide it.
    pub is_appealable: bool,
    /// What is in dispute, in the family's words.
    pub text: Option<Sealed>,
    /// What became of it.
    pub status: Status,
    /// Which health provision the family wants, where the issue is that the plan names none (CFA s.52(4)).
    pub wanted_provision: Option<Sealed>,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
