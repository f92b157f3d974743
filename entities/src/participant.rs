//! A seat at the table of a case, filled by a named person or by any one of a pool.

use sea_orm::entity::prelude::*;

use crate::{CaseId, OrganisationId, ParticipantId, PersonId};

/// As what somebody sits at the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Role {
    /// A parent, a carer, or the young person as the party.
    Family,
    /// The child or young person who is not the party.
    Child,
    /// For the local authority.
    LocalAuthority,
    /// For a health body.
    Health,
    /// For social care.
    SocialCare,
    /// For a school or another setting.
    Education,
    /// Beside the family.
    Supporter,
    /// Interprets or signs.
    Interpreter,
    /// Mediates or facilitates.
    Mediator,
    /// Anybody else.
    Other,
}

/// How much a participant is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Requirement {
    /// No meeting without them.
    Required,
    /// Better with them.
    Optional,
    /// Comes to tell what they know, and decides nothing.
    Informant,
}

/// A row of `case_participants`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_participants")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ParticipantId,
    /// The case.
    pub case_id: CaseId,
    /// As what they sit there.
    pub role: Role,
    /// How much they are needed.
    pub requirement: Requirement,
    /// Who sits there; null while any one of the pool may.
    pub person_id: Option<PersonId>,
    /// For whom they sit there; null for a family and its supporters.
    pub organisation_id: Option<OrganisationId>,
    /// Whether it is their first mediation.
    pub is_first_mediation: bool,
    /// When the parent agreed that the child attends (regulation 38(1)(c)).
    pub parent_agreed_at: Option<DateTimeUtc>,
    /// When the mediator agreed to their attendance (regulation 38(1)).
    pub mediator_agreed_at: Option<DateTimeUtc>,
    /// When whoever sits there asked for a private word with the mediator before the meeting.
    pub private_word_asked_at: Option<DateTimeUtc>,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
    /// Who may fill the seat.
    #[sea_orm(has_many)]
    pub pool: HasMany<super::pool_member::Entity>,
    /// What those who may fill it can decide.
    #[sea_orm(has_many)]
    pub authorities: HasMany<super::authority::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
