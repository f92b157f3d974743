//! What qualifies a person to mediate, and how much they take on.

use sea_orm::entity::prelude::*;

use crate::PersonId;

/// Who keeps a register of mediators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum RegisterBody {
    /// The Civil Mediation Council.
    Cmc,
    /// The College of Mediators.
    Com,
}

/// A row of `mediator`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mediator")]
pub struct Model {
    /// Who they are.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Their number in the register of SEND mediators.
    pub register_no: Option<String>,
    /// Who keeps that register.
    pub register_body: Option<RegisterBody>,
    /// The last day their accreditation holds.
    pub accredited_until_on: Date,
    /// The last day their professional indemnity cover holds.
    pub insured_until_on: Date,
    /// The last day their criminal-record check is accepted.
    pub checked_until_on: Date,
    /// Most meetings they take in a day.
    pub max_day: i32,
    /// Most meetings they take in a week, Monday to Sunday.
    pub max_week: i32,
    /// Least time between two of their meetings, in minutes; travel comes on top.
    pub min_gap_minutes: i32,
    /// Who they are.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
    /// The kinds of work they may do.
    #[sea_orm(has_many)]
    pub accreditations: HasMany<super::mediator_accreditation::Entity>,
    /// The local authorities they work in.
    #[sea_orm(has_many)]
    pub areas: HasMany<super::mediator_area::Entity>,
    /// Who employs them.
    #[sea_orm(has_many)]
    pub employers: HasMany<super::mediator_employer::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
