//! Whether people meet in one place or on a screen.

use sea_orm::entity::prelude::*;

/// How a meeting is held, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Mode {
    /// Everybody in one room.
    InPerson,
    /// Everybody on a video call.
    Video,
    /// The family accepts both; only a case can say so, a meeting is one or the other.
    Either,
}
