//! Where the chain of audit events ends.

use sea_orm::entity::prelude::*;

/// The one row of `audit_head`. Whoever appends holds it, so that events come one after the other.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The position of the last event; 0 when there is none.
    pub sequence: i64,
    /// The `hash` of the last event; 64 zeros when there is none.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
