//! Tokens that are worth nothing any more, although they are well signed and not yet expired.

use sea_orm::entity::prelude::*;

/// By what tokens are revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// The one token of that name (`jti`).
    Token,
    /// Whatever a person (`sub`) was given up to an instant.
    Person,
    /// Whatever a partner's front-end (`azp`) presents, until it is trusted again.
    Client,
}

/// A row of `revocation`. It refers to no other table: a token may name somebody who is gone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revocation")]
pub struct Model {
    /// By what.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    /// The token's name, the person's id, or the client's name, as the token spells it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// The last instant at which a token may have been issued and be revoked; null for all of them.
    pub issued_until_at: Option<DateTimeUtc>,
    /// When this was decided last.
    pub revoked_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
