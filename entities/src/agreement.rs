//! What the parties of a case agreed: drafted, signed on the day, typed for everybody, amended only in
//! writing.

use sea_orm::entity::prelude::*;

use crate::{AgreementId, CaseId};

/// How far an agreement has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It is being drafted.
    Drafting,
    /// It is signed and not typed.
    SignedOnDay,
    /// Everybody has it typed.
    TypedSent,
    /// It was amended in writing.
    AmendedInWriting,
    /// Nothing was agreed after all.
    Abandoned,
}

/// Between whom an agreement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Parties {
    /// All parties of the case.
    All,
    /// The family and the school alone: the authority signs nothing.
    FamilyAndSchool,
}

/// A row of `agreement`: at most one for each case (SEND Regulations 2014, regulation 42(1)).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementId,
    /// The case; there is one agreement at most.
    #[sea_orm(unique)]
    pub case_id: CaseId,
    /// How far it has come.
    pub state: State,
    /// Between whom it is.
    pub parties: Parties,
    /// The edition in force, from 1; an amendment makes the next.
    pub edition: i32,
    /// The day of the meeting at which it was made, and from which its times are counted.
    pub agreed_on: Date,
    /// The day on which it was signed; null until then.
    pub signed_on: Option<Date>,
    /// The day on which everybody was last sent it typed; null until then.
    pub typed_sent_on: Option<Date>,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
    /// Its editions, the one in force and those before.
    #[sea_orm(has_many)]
    pub editions: HasMany<super::agreement_edition::Entity>,
    /// What is promised in it, now and before.
    #[sea_orm(has_many)]
    pub actions: HasMany<super::agreement_action::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
