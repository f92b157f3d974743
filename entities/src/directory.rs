//! When the directory (places, mediators, contracts) last changed.

use sea_orm::entity::prelude::*;

/// A row of `directory`: there is one.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "directory")]
pub struct Model {
    /// 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// Stands for one state of the directory: the database renews it, at random, with every change
    /// of what the directory is made of.
    pub mark: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
