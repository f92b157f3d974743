//! A human being, once, whatever they are to whichever case.

use sea_orm::entity::prelude::*;

use crate::{PersonId, Personal};

/// How a person likes to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Channel {
    /// By a call.
    Phone,
    /// By a text message.
    Sms,
    /// By electronic mail.
    Email,
    /// By letter.
    Post,
    /// By a video call in British Sign Language.
    VideoBsl,
}

/// A row of `person`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    /// Names them.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonId,
    /// What they are called.
    pub name: Personal,
    /// Where electronic mail reaches them.
    pub email: Option<Personal>,
    /// Where they can be called.
    pub phone: Option<Personal>,
    /// How they like to be reached.
    pub preferred_channel: Channel,
    /// Outward part of the postcode they travel from; coarse on purpose.
    pub outcode: Option<String>,
    /// Whether they are the child or young person of a case, rather than an adult around one.
    pub is_child: bool,
    /// When they were entered.
    pub created_at: DateTimeUtc,
    /// What they are, for which organisation.
    #[sea_orm(has_many)]
    pub roles: HasMany<super::role::Entity>,
    /// What they need of a place.
    #[sea_orm(has_many)]
    pub access_needs: HasMany<super::access_need::Entity>,
    /// The languages they speak or sign.
    #[sea_orm(has_many)]
    pub languages: HasMany<super::person_language::Entity>,
    /// Times better avoided.
    #[sea_orm(has_many)]
    pub observances: HasMany<super::observance::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
