//! The key that opens the confidential texts of one case or one person.

use sea_orm::entity::prelude::*;

use crate::DataKeyId;

/// Of whom the texts tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Owner {
    /// Of a case.
    Case,
    /// Of a person.
    Person,
}

/// A row of `data_key`. It refers to no other table: it is there until the texts are to be read no more,
/// and without it nothing opens them, in a backup neither.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_key")]
pub struct Model {
    /// Names it in the texts that it seals.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DataKeyId,
    /// Whether it is a case's or a person's.
    pub owner: Owner,
    /// Whose.
    pub owner_id: Uuid,
    /// The key, sealed with a master key.
    pub wrapped: String,
    /// The master key's name.
    pub master_key: String,
    /// How often it was sealed anew.
    pub version: i32,
    /// When it was made.
    pub made_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
