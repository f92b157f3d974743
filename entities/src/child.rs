//! A child or young person whose needs a case is about.

use sea_orm::entity::prelude::*;

use crate::{ChildId, OrganisationId, PersonId};

/// A row of `child`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "child")]
pub struct Model {
    /// Names them.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChildId,
    /// The same human being as a person.
    #[sea_orm(unique)]
    pub person_id: PersonId,
    /// Whether a local authority looks after them.
    pub is_looked_after: bool,
    /// The school, college or early years setting they attend.
    pub setting_id: Option<OrganisationId>,
    /// School year, 0 for Reception.
    pub year_group: Option<i32>,
    /// The day compulsory school age ends, after which they decide themselves.
    pub compulsory_school_age_ends_on: Option<Date>,
    /// The same human being as a person.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
    /// Where they learn.
    #[sea_orm(belongs_to, from = "setting_id", to = "id")]
    pub setting: BelongsTo<Option<super::organisation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
