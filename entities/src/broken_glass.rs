//! That a manager reads what is kept from managers, for an hour and for a reason.

use sea_orm::entity::prelude::*;

use crate::{CaseId, PersonId};

/// For what reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Reason {
    /// Somebody may come to harm.
    Harm,
    /// A complaint has to be looked into.
    Complaint,
    /// A court, a tribunal or a regulator asks for it.
    Ordered,
    /// It cannot wait, and whoever runs the case cannot be reached.
    Cover,
}

/// A row of `broken_glass`. It holds no text, and stays for as long as the case does.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "broken_glass")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// From when.
    #[sea_orm(primary_key, auto_increment = false)]
    pub broken_at: DateTimeUtc,
    /// Until when, that instant not included.
    pub ends_at: DateTimeUtc,
    /// For what reason.
    pub reason: Reason,
}

impl ActiveModelBehavior for ActiveModel {}
