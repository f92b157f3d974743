//! A concern that a child or an adult may come to harm, and to whom it was referred.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId, SafeguardingConcernId, Sealed};

/// What sort of harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Category {
    /// Physical harm.
    Physical,
    /// Emotional harm.
    Emotional,
    /// Sexual harm.
    Sexual,
    /// Neglect.
    Neglect,
    /// Harm somebody may do to themselves.
    SelfHarm,
    /// An adult at risk.
    AdultAtRisk,
    /// Anything else.
    Other,
}

/// A row of `safeguarding_concern`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "safeguarding_concern")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SafeguardingConcernId,
    /// The case in which it came up.
    pub case_id: CaseId,
    /// What sort of harm.
    pub category: Category,
    /// What was seen or said.
    pub text: Sealed,
    /// To whom it was referred; null while it is not.
    pub referred_to: Option<Sealed>,
    /// The day on which it was referred.
    pub referred_on: Option<Date>,
    /// When it was raised.
    pub raised_at: DateTimeUtc,
    /// Who raised it.
    pub raised_by: PersonId,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
