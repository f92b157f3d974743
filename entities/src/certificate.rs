//! A mediation certificate: to the family alone, once for a decision, never changed.

use sea_orm::entity::prelude::*;

use crate::{CaseId, CertificateId, PersonId, case_record};

/// A row of `certificate` (Children and Families Act 2014, section 55).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CertificateId,
    /// What is printed on it.
    #[sea_orm(unique)]
    pub number: String,
    /// The case; there is one certificate at most.
    #[sea_orm(unique)]
    pub case_id: CaseId,
    /// Why the family has it.
    pub basis: case_record::Basis,
    /// The day of the event that entitled the family to it.
    pub triggered_on: Date,
    /// The last day for issuing it: three working days after that.
    pub due_on: Date,
    /// Its date, from which the month to appeal runs (Tribunal rule 20(1)(c)).
    pub issued_on: Date,
    /// Who issued it.
    pub issued_by: PersonId,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
