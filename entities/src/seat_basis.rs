//! On what basis somebody with a seat may attend, and what they are to the child.

use sea_orm::entity::prelude::*;

use crate::ParticipantId;

/// Why somebody may be at a meeting (SEND Regulations 2014, regulation 38).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Basis {
    /// A party.
    Party,
    /// The one supporter whom a family brings without anybody asking.
    SupporterByRight,
    /// The child, with agreement.
    ChildWithAgreement,
    /// A young person who is not the party, with agreement.
    YpWithAgreement,
    /// Somebody more, to whom all parties consent.
    OtherAllConsent,
    /// Somebody more, whom the mediator admits.
    OtherMediatorConsent,
    /// Interprets or signs.
    Interpreter,
    /// Learns or observes.
    ObserverTrainee,
}

/// What somebody is to the child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Relationship {
    /// A natural parent.
    NaturalParent,
    /// Holds parental responsibility otherwise.
    ResponsibilityHolder,
    /// Has care of the child.
    Carer,
    /// A foster carer.
    FosterCarer,
    /// A guardian.
    Guardian,
    /// Acts for the authority that looks after the child.
    CorporateParent,
}

/// A row of `seat_basis`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "seat_basis")]
pub struct Model {
    /// The seat.
    #[sea_orm(primary_key, auto_increment = false)]
    pub participant_id: ParticipantId,
    /// The basis.
    pub basis: Basis,
    /// What they are to the child; null for everybody else.
    pub relationship: Option<Relationship>,
    /// Whether they want practical or emotional support to attend; null while not asked.
    pub wants_support: Option<bool>,
    /// The seat.
    #[sea_orm(belongs_to, from = "participant_id", to = "id")]
    pub participant: BelongsTo<super::participant::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
