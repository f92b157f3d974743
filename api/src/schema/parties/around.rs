//! What a family is given around its case, and what those who take part ask for.

use async_graphql::{Context, Object, Result};
use chrono::{DateTime, Utc};
use entities::{PersonId, case, participant, person};

use crate::auth::{Actor, PartyAction, Standing, may_with_parties};
use crate::schema::loaders::{Loaders, PersonBy, PoolOf};
use crate::schema::person::{self as people, Person};

/// Who of the service looks after a family.
pub struct CaseContact(person::Model);

/// Who of the service looks after a family.
#[Object]
impl CaseContact {
    /// Their name.
    async fn name(&self) -> &str {
        self.0.name.reveal()
    }

    /// The telephone number at which they are reached; null where none is known.
    async fn phone(&self) -> Option<&str> {
        self.0.phone.as_ref().map(entities::Personal::reveal)
    }

    /// The e-mail address at which they are reached; null where none is known.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_ref().map(entities::Personal::reveal)
    }
}

/// Who of the service looks after the family, for those who take part.
pub(in crate::schema) async fn contact(
    ctx: &Context<'_>,
    row: &case::Model,
    standing: Standing,
) -> Result<Option<CaseContact>> {
    let may = may_with_parties(standing, PartyAction::SeeContact);
    let Some(id) = row.contact_id.filter(|_| may) else {
        return Ok(None);
    };
    let found = ctx.data::<Loaders>()?.load_one(PersonBy(id)).await?;
    Ok(found.map(CaseContact))
}

/// That a family agreed to less than five working days' notice.
pub struct ShortNotice {
    agreed_at: DateTime<Utc>,
    by: Option<PersonId>,
    standing: Standing,
}

/// That a family agreed to less than five working days' notice.
#[Object]
impl ShortNotice {
    /// When it agreed.
    async fn agreed_at(&self) -> DateTime<Utc> {
        self.agreed_at
    }

    /// Who of it agreed; null where that is not known.
    async fn agreed_by(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        people::through_case(ctx, self.by?, self.standing)
            .await
            .transpose()
    }
}

impl ShortNotice {
    /// What the case says of it, for the family and for those who arrange the meeting.
    pub(in crate::schema) fn of(row: &case::Model, standing: Standing) -> Option<Self> {
        let may = may_with_parties(standing, PartyAction::AgreeShortNotice);
        row.short_notice_agreed_at
            .filter(|_| may)
            .map(|agreed_at| Self {
                agreed_at,
                by: row.short_notice_agreed_by,
                standing,
            })
    }
}

/// When whoever has a seat asked for a private word, for them and for those who must know.
pub(in crate::schema) async fn private_word(
    ctx: &Context<'_>,
    row: &participant::Model,
    standing: Standing,
) -> Result<Option<DateTime<Utc>>> {
    if row.private_word_asked_at.is_none()
        || may_with_parties(standing, PartyAction::SeePrivateWords)
    {
        return Ok(row.private_word_asked_at);
    }
    let Some(somebody) = ctx.data::<Actor>()?.somebody() else {
        return Ok(None);
    };
    let pool = ctx.data::<Loaders>()?.load_one(PoolOf(row.id)).await?;
    let mut pool = pool.unwrap_or_default().into_iter();
    let is_own = row.person_id == Some(somebody.id) || pool.any(|one| one.person_id == somebody.id);
    Ok(row.private_word_asked_at.filter(|_| is_own))
}
