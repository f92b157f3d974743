//! A reason why a mediator must not meet a person, or anybody of an organisation.

use sea_orm::entity::prelude::*;

use crate::{ConflictId, OrganisationId, PersonId};

/// Why a mediator is in conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Reason {
    /// Works or worked there.
    Employment,
    /// Is or was a governor there.
    Governor,
    /// Acted in an earlier case of theirs in another part.
    EarlierCase,
    /// Belongs to the same firm.
    SameFirm,
    /// Knows them privately.
    Personal,
    /// Something else.
    Other,
}

/// A row of `conflict_of_interest`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "conflict_of_interest")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConflictId,
    /// The mediator who declares it.
    pub mediator_id: PersonId,
    /// The person it concerns; null when it concerns an organisation.
    pub person_id: Option<PersonId>,
    /// The organisation it concerns; null when it concerns a person.
    pub organisation_id: Option<OrganisationId>,
    /// Why, in a word; no details are kept.
    pub reason_code: Reason,
    /// When it was declared.
    pub declared_at: DateTimeUtc,
    /// The mediator who declares it.
    #[sea_orm(belongs_to, from = "mediator_id", to = "person_id")]
    pub mediator: BelongsTo<super::mediator::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
