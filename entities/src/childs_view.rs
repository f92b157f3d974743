//! What the child thinks, as somebody has taken it down (SEND Regulations 2014, regulation 38(2)).

use sea_orm::entity::prelude::*;

use crate::{CaseId, ChildsViewId, PersonId, Sealed};

/// How the views were obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Method {
    /// In a conversation.
    Conversation,
    /// In writing.
    Written,
    /// With drawings or symbols.
    Drawing,
    /// On a recording.
    Recording,
    /// Through an advocate.
    Advocate,
    /// Through the family.
    ThroughFamily,
    /// By watching what the child likes and avoids.
    Observation,
}

/// Who else may read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Scope {
    /// The family and the mediator alone.
    FamilyAndMediator,
    /// Everybody who takes part, as the family agrees.
    EverybodyTakingPart,
}

/// A row of `childs_view`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "childs_view")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChildsViewId,
    /// The case.
    pub case_id: CaseId,
    /// How they were obtained.
    pub method: Method,
    /// By whom.
    pub obtained_by: Sealed,
    /// The day.
    pub obtained_on: Date,
    /// What the child thinks.
    pub text: Sealed,
    /// Who else may read it.
    pub scope: Scope,
    /// Who entered it.
    pub recorded_by: PersonId,
    /// When.
    pub recorded_at: DateTimeUtc,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
