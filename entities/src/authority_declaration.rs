//! What somebody who comes for a body has said they may decide and sign (SEND Regulations 2014,
//! regulation 37(1)).

use sea_orm::entity::prelude::*;

use crate::{ParticipantId, PersonId, Personal};

/// How far a declaration has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// The person has said what they may decide.
    Declared,
    /// The mediator has confirmed it.
    ConfirmedByMediator,
    /// They were there on the day and could decide.
    Present,
    /// They were not there on the day, or could not decide.
    Missing,
}

/// Up to where somebody may decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Limits {
    /// Without going back to anybody.
    None,
    /// Up to a limit that is written down.
    Written,
}

/// A row of `authority_declaration`. On which issues is in `authority`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authority_declaration")]
pub struct Model {
    /// The seat.
    #[sea_orm(primary_key, auto_increment = false)]
    pub participant_id: ParticipantId,
    /// Who declares.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// How far it has come.
    pub state: State,
    /// Up to where they may decide.
    pub limits: Limits,
    /// The limit; null where there is none.
    pub limit_text: Option<Personal>,
    /// Whether they may sign an agreement on the day.
    pub may_sign: bool,
    /// When it was declared.
    pub declared_at: DateTimeUtc,
    /// Who recorded it.
    pub declared_by: PersonId,
    /// When the mediator confirmed it; null until then.
    pub confirmed_at: Option<DateTimeUtc>,
    /// The mediator who did.
    pub confirmed_by: Option<PersonId>,
    /// The day on which it was found present or missing; null until then.
    pub found_on: Option<Date>,
    /// The seat.
    #[sea_orm(belongs_to, from = "participant_id", to = "id")]
    pub participant: BelongsTo<super::participant::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
