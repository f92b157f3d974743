//! A kind of work that a mediator is accredited for.

use sea_orm::entity::prelude::*;

use crate::PersonId;

/// A family of case types, as accreditation distinguishes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Family {
    /// Mediation under the Children and Families Act 2014, sections 51 to 56.
    Mediation,
    /// Disagreement resolution under section 57.
    DisagreementResolution,
    /// Facilitated reviews and meetings.
    Facilitation,
}

/// A row of `mediator_accreditation`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mediator_accreditation")]
pub struct Model {
    /// The mediator.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// The work.
    #[sea_orm(primary_key, auto_increment = false)]
    pub family: Family,
    /// The mediator.
    #[sea_orm(belongs_to, from = "person_id", to = "person_id")]
    pub mediator: BelongsTo<super::mediator::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
