//! Somebody more who wishes to attend: no seat, and no knowledge of the case, until admitted.

use sea_orm::entity::prelude::*;

use crate::{AttendanceProposalId, CaseId, PersonId, participant};

/// How far the consent has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Some parties have not answered.
    Asked,
    /// All parties consent.
    AllConsent,
    /// A party does not consent and the mediator has not decided.
    MediatorDecides,
    /// The mediator has admitted them.
    Admitted,
    /// The mediator has not admitted them.
    NotAdmitted,
}

/// A row of `attendance_proposal`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance_proposal")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttendanceProposalId,
    /// The case.
    pub case_id: CaseId,
    /// Who wishes to attend.
    pub person_id: PersonId,
    /// As what.
    pub role: participant::Role,
    /// The day on which the parties were asked.
    pub asked_on: Date,
    /// How far it has come.
    pub state: State,
    /// Who asked.
    pub proposed_by: PersonId,
    /// Who entered the decision; null while none is needed or made.
    pub decided_by: Option<PersonId>,
    /// When it was entered.
    pub decided_at: Option<DateTimeUtc>,
    /// The case.
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: BelongsTo<super::case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
