//! Who stands in place of a young person who lacks capacity (SEND Regulations 2014, regulation 64).

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId};

/// In which order of regulation 64(2) they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Basis {
    /// The young person's representative.
    Representative,
    /// The parent, as there is no representative.
    Parent,
    /// The representative of the parent, who lacks capacity too.
    ParentsRepresentative,
}

/// A row of `alternative_person`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alternative_person")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// Who.
    pub person_id: PersonId,
    /// On what basis.
    pub basis: Basis,
    /// The day on which they were named.
    pub named_on: Date,
    /// Who entered it.
    pub named_by: PersonId,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
