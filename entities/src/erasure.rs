//! That a case or a person was erased.

use sea_orm::entity::prelude::*;

use super::data_key::Owner;
use crate::PersonId;

/// On what ground somebody or something was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Reason {
    /// Whoever it tells of asked for it (UK GDPR, Article 17(1)).
    Asked,
    /// Consent was withdrawn, and nothing else allows it to be kept (Article 17(1)(b)).
    ConsentWithdrawn,
    /// The controller instructed it (Article 28(3)(a) and (g)).
    Instructed,
    /// It should not have been entered (Article 17(1)(d)).
    EnteredInError,
    /// Its period was over (Article 5(1)(e)).
    PeriodOver,
}

/// A row of `erasure`. It refers to no other table and holds no text.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasure")]
pub struct Model {
    /// Whether it was a case or a person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner: Owner,
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    /// On what ground.
    pub reason: Reason,
    /// When.
    pub erased_at: DateTimeUtc,
    /// Who did it; null when its period was over.
    pub erased_by: Option<PersonId>,
}

impl ActiveModelBehavior for ActiveModel {}
