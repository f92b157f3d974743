//! People: who somebody is, and what one may know of another.

mod contact;
mod rules;
mod store;

use chrono::NaiveDate;
use entities::{
    AccessFeature, ChildId, ObservanceId, OrganisationId, PersonId, Personal, RoleId, access_need,
    child, observance, person, person_language, role,
};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait, TransactionTrait};

use crate::app::App;
use crate::auth::{Acquaintance, Actor, PersonAction, Somebody, may_with_person};
use crate::domain::revocation::Bearer;
use crate::reach;

pub use contact::{ContactChange, change_contact};
pub(crate) use rules::flaw;
pub(crate) use store::{by_ids, languages_of, needs_of, roles_of, works_for};

/// Who a verified token's subject is today; [`Actor::Anonymous`] for somebody who is nobody here.
///
/// # Errors
///
/// The database fails.
pub async fn identify(app: &App, id: PersonId) -> Result<Actor, DbErr> {
    Ok(
        match store::roles_in_force(&app.db, id, app.today(), None).await? {
            Some(roles) => Actor::Person(Somebody { id, roles }),
            None => Actor::Anonymous,
        },
    )
}

/// Who presents a token: the person it names, unless there is none, or the token was revoked.
///
/// # Errors
///
/// The database fails.
pub async fn identify_bearer(app: &App, bearer: &Bearer<'_>) -> Result<Actor, DbErr> {
    let id = bearer.person;
    let unless = super::revocation::of_bearer(bearer);
    Ok(
        match store::roles_in_force(&app.db, id, app.today(), Some(unless)).await? {
            Some(roles) => Actor::Person(Somebody { id, roles }),
            None => Actor::Anonymous,
        },
    )
}

/// The providers that have to do with somebody: by a role there, or by a case.
pub(super) async fn providers_of(app: &App, id: PersonId) -> Result<Vec<OrganisationId>, DbErr> {
    store::providers_of(&app.db, id, app.today()).await
}

/// A person and what the actor has to do with that person; `None` when the actor may not even know
/// the name.
///
/// # Errors
///
/// The database fails.
pub async fn see(
    app: &App,
    actor: &Actor,
    id: PersonId,
) -> Result<Option<(person::Model, Acquaintance)>, DbErr> {
    let acquaintance = acquaintance(app, actor, id).await?;
    if !may_with_person(acquaintance, PersonAction::SeeName) {
        return Ok(None);
    }
    let row = store::by_ids(&app.db, &[id]).await?.pop();
    Ok(row.map(|row| (row, acquaintance)))
}

/// What the actor has to do with somebody.
///
/// # Errors
///
/// The database fails.
pub async fn acquaintance(app: &App, actor: &Actor, id: PersonId) -> Result<Acquaintance, DbErr> {
    if reach::is_policy_waived() {
        return Ok(Acquaintance::Arranger);
    }
    let Some(somebody) = actor.somebody() else {
        return Ok(Acquaintance::Anonymous);
    };
    if somebody.id == id {
        return Ok(Acquaintance::Oneself);
    }
    let providers = store::providers_of(&app.db, id, app.today()).await?;
    if rules::arranges(somebody, &providers) {
        return Ok(Acquaintance::Arranger);
    }
    let cases = store::cases_of(&app.db, id).await?;
    let mut closest = Acquaintance::Stranger;
    for (case, standing) in super::case::seen(app, actor, &cases).await? {
        closest = rules::closer(closest, rules::through(standing, case.kind));
    }
    Ok(closest)
}

/// What somebody with that standing in a case has to do with the people in it.
pub(crate) use rules::through_case;

/// A person to register.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// How the person wants to be reached.
    pub channel: person::Channel,
    /// Postcode district.
    pub outcode: Option<String>,
    /// Not yet of age.
    pub is_child: bool,
    /// Languages the person speaks or signs.
    pub languages: Vec<String>,
    /// What a room must offer.
    pub needs: Vec<AccessFeature>,
}

/// Registers a person. For set-up: no API reaches it.
///
/// # Errors
///
/// The database fails.
pub async fn register(app: &App, new: NewPerson) -> Result<PersonId, DbErr> {
    let tx = app.db.begin().await?;
    let id = insert(app, &tx, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Enters a person within an operation.
pub(crate) async fn insert(
    app: &App,
    tx: &DatabaseTransaction,
    new: NewPerson,
) -> Result<PersonId, DbErr> {
    let id = PersonId(app.ids.next());
    let row = person::ActiveModel {
        id: Set(id),
        name: Set(Personal::new(new.name)),
        email: Set(new.email.map(Personal::new)),
        phone: Set(new.phone.map(Personal::new)),
        preferred_channel: Set(new.channel),
        outcode: Set(new.outcode),
        is_child: Set(new.is_child),
        created_at: Set(app.now()),
    };
    row.insert(tx).await?;
    let languages: Vec<_> = new
        .languages
        .into_iter()
        .map(|language| person_language::ActiveModel {
            person_id: Set(id),
            language: Set(language),
        })
        .collect();
    if !languages.is_empty() {
        person_language::Entity::insert_many(languages)
            .exec(tx)
            .await?;
    }
    let needs: Vec<_> = new
        .needs
        .into_iter()
        .map(|feature| access_need::ActiveModel {
            person_id: Set(id),
            feature: Set(feature),
        })
        .collect();
    if !needs.is_empty() {
        access_need::Entity::insert_many(needs).exec(tx).await?;
    }
    Ok(id)
}

/// Gives somebody a role. For set-up: no API reaches it.
///
/// # Errors
///
/// The database fails.
pub async fn give_role(
    app: &App,
    person: PersonId,
    kind: role::Kind,
    organisation: OrganisationId,
    from_on: NaiveDate,
) -> Result<(), DbErr> {
    let row = role::ActiveModel {
        id: Set(RoleId(app.ids.next())),
        person_id: Set(person),
        organisation_id: Set(organisation),
        kind: Set(kind),
        from_on: Set(from_on),
        until_on: Set(None),
    };
    row.insert(&app.db).await?;
    Ok(())
}

/// Gives somebody a role within an operation.
pub(crate) async fn employ(
    app: &App,
    tx: &DatabaseTransaction,
    (person, kind, organisation): (PersonId, role::Kind, OrganisationId),
    from_on: NaiveDate,
) -> Result<(), DbErr> {
    let row = role::ActiveModel {
        id: Set(RoleId(app.ids.next())),
        person_id: Set(person),
        organisation_id: Set(organisation),
        kind: Set(kind),
        from_on: Set(from_on),
        until_on: Set(None),
    };
    row.insert(tx).await?;
    Ok(())
}

/// Records a child or young person. For set-up: no API reaches it.
///
/// # Errors
///
/// The database fails.
pub async fn register_child(
    app: &App,
    person: PersonId,
    setting: Option<OrganisationId>,
    year_group: Option<i32>,
    is_looked_after: bool,
) -> Result<ChildId, DbErr> {
    let id = ChildId(app.ids.next());
    let row = child::ActiveModel {
        id: Set(id),
        person_id: Set(person),
        is_looked_after: Set(is_looked_after),
        setting_id: Set(setting),
        year_group: Set(year_group),
        compulsory_school_age_ends_on: Set(None),
    };
    row.insert(&app.db).await?;
    Ok(id)
}

/// Records times of observance. For set-up: no API reaches it.
///
/// # Errors
///
/// The database fails.
pub async fn observe(
    app: &App,
    person: PersonId,
    times: impl IntoIterator<Item = (chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>)>,
) -> Result<(), DbErr> {
    let rows: Vec<_> = times
        .into_iter()
        .map(|(starts_at, ends_at)| observance::ActiveModel {
            id: Set(ObservanceId(app.ids.next())),
            person_id: Set(person),
            starts_at: Set(starts_at),
            ends_at: Set(ends_at),
        })
        .collect();
    if !rows.is_empty() {
        observance::Entity::insert_many(rows).exec(&app.db).await?;
    }
    Ok(())
}
