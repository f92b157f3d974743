//! Two people of a case whom a court has barred from contact; they never share a session.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId};

/// A row of `kept_apart`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kept_apart")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// The other.
    #[sea_orm(primary_key, auto_increment = false)]
    pub other_id: PersonId,
}

impl ActiveModelBehavior for ActiveModel {}
