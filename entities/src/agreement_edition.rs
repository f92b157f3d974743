//! One wording of an agreement: the first, or one that the parties agreed in writing later.

use sea_orm::entity::prelude::*;

use crate::{AgreementId, PersonId, Personal};

/// A row of `agreement_edition`. What was decided and promised in an edition are the decisions and
/// actions that were in force in it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement_edition")]
pub struct Model {
    /// The agreement.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agreement_id: AgreementId,
    /// Which edition, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: i32,
    /// The day on which it was agreed.
    pub agreed_on: Date,
    /// How it will be checked that the agreement works.
    pub check_how: Personal,
    /// The day of that check (C36).
    pub check_on: Date,
    /// How the day of the check was reached: a sentence a line.
    pub check_trace: String,
    /// Why the edition before was amended; null for the first.
    pub reason: Option<Personal>,
    /// When it was recorded.
    pub recorded_at: DateTimeUtc,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// The agreement.
    #[sea_orm(belongs_to, from = "agreement_id", to = "id")]
    pub agreement: BelongsTo<super::agreement::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
