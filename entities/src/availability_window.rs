//! A stretch of time for which a person said how available they are.

use sea_orm::entity::prelude::*;

use crate::{PersonId, Sealed, WindowId};

/// How available a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Grade {
    /// Likes it best.
    Preferred,
    /// Can come.
    Free,
    /// Can come if nothing else is found.
    IfNeeded,
    /// Cannot come.
    Busy,
}

/// How availability reached us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Source {
    /// Typed in by the person or for them.
    Typed,
    /// Read from a calendar file.
    Ics,
    /// Told on the telephone.
    Phone,
    /// A standing offer of regular times.
    Standing,
}

/// A row of `availability_window`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "availability_window")]
pub struct Model {
    /// Names it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WindowId,
    /// Whose time it is.
    pub person_id: PersonId,
    /// Its first instant.
    pub starts_at: DateTimeUtc,
    /// The first instant after it.
    pub ends_at: DateTimeUtc,
    /// How available they are.
    pub grade: Grade,
    /// How it reached us.
    pub source: Source,
    /// When it was entered.
    pub entered_at: DateTimeUtc,
    /// Who entered it.
    pub entered_by: PersonId,
    /// Why, for its owner only: no explanation, order or error may depend on it.
    pub private_reason: Option<Sealed>,
    /// Whose time it is.
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
