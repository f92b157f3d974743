//! A complaint about the service, somebody in it, or a promise not kept.

use sea_orm::entity::prelude::*;

use crate::{CaseId, ComplaintId, PersonId, Sealed};

/// What a complaint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum About {
    /// The service as such.
    Service,
    /// Somebody who works for it.
    Person,
    /// A promised action that was not kept.
    Action,
}

/// A row of `complaint`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "complaint")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ComplaintId,
    /// The case in which it came up.
    pub case_id: CaseId,
    /// Who complains.
    pub complainant_id: PersonId,
    /// What it is about.
    pub about: About,
    /// Whom it is about, who never reads it; null unless it is about a person.
    pub about_person_id: Option<PersonId>,
    /// Which promised action it is about; null unless it is about one.
    pub action_id: Option<crate::AgreementActionId>,
    /// In the words of who complains.
    pub text: Sealed,
    /// The day on which it was made.
    pub made_on: Date,
    /// When it was recorded.
    pub recorded_at: DateTimeUtc,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// What came of it; null while it is open.
    pub outcome: Option<Sealed>,
    /// When it was resolved.
    pub resolved_at: Option<DateTimeUtc>,
    /// Who resolved it.
    pub resolved_by: Option<PersonId>,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
