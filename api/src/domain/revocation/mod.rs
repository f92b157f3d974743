//! Taking back what a token opens, before it expires: one token, a person's, or a client's.
//!
//! Asked at every request, in the statement that finds the person; so every instance knows at the
//! next request, and a restart forgets nothing.

mod rules;
mod store;

use chrono::{DateTime, Utc};
use entities::{PersonId, revocation};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::app::App;
use crate::auth::token::Claims;
use crate::auth::{Acquaintance, Actor};
use crate::database::begin;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::parties::PartiesRefused;
use crate::domain::{Failure, person};

pub use rules::Target;
pub(super) use store::of_bearer;

/// What a token says of itself that could have been revoked.
#[derive(Clone, Copy, Debug)]
pub struct Bearer<'a> {
    /// The person (`sub`).
    pub person: PersonId,
    /// The token's name (`jti`).
    pub token_id: &'a str,
    /// The front-end (`azp`).
    pub client: &'a str,
    /// When it was made (`iat`).
    pub issued_at: DateTime<Utc>,
}

impl<'a> From<&'a Claims> for Bearer<'a> {
    fn from(claims: &'a Claims) -> Self {
        Self {
            person: PersonId(claims.person),
            token_id: &claims.token_id,
            client: &claims.client,
            issued_at: claims.issued_at,
        }
    }
}

/// Revokes what somebody was given so far: for whoever manages a service that the person works for or
/// has a case with.
///
/// # Errors
///
/// [`PartiesRefused::NotFound`], or the database fails.
pub async fn of_person(
    app: &App,
    actor: &Actor,
    id: PersonId,
) -> Result<revocation::Model, Failure<PartiesRefused>> {
    let subject = Subject::object(Deed::TokenRevoke, None, Some(id.0));
    let work = async {
        let providers = person::providers_of(app, id).await?;
        let manages = actor
            .somebody()
            .is_some_and(|somebody| rules::manages(somebody, &providers));
        if !manages {
            return Err(PartiesRefused::NotFound.into());
        }
        let capacity = Capacity::Person(Acquaintance::Arranger);
        Ok(write(app, actor, capacity, &Target::Person(id)).await?)
    };
    audit::watched(app, actor, subject, Box::pin(work)).await
}

/// Revokes tokens for whoever runs the server, who needs no role for it.
///
/// # Errors
///
/// The database fails.
pub async fn by_operator(app: &App, target: &Target) -> Result<revocation::Model, DbErr> {
    write(app, &Actor::Anonymous, Capacity::Operator, target).await
}

/// Revokes whatever anybody was given so far: a backup that is put back knows nothing of what was revoked
/// since it was taken. How many people there are.
///
/// # Errors
///
/// The database fails.
pub async fn of_everybody(app: &App, tx: &DatabaseTransaction) -> Result<usize, DbErr> {
    let people = store::everybody(tx).await?;
    for &id in &people {
        let target = Target::Person(id);
        let before = store::find(tx, &target).await?;
        store::write(tx, &rules::revoked(&target, before.as_ref(), app.now())).await?;
    }
    Ok(people.len())
}

/// Trusts a client again, for whoever runs the server; whether it was revoked at all.
///
/// # Errors
///
/// The database fails.
pub async fn restore_client(app: &App, client: &str) -> Result<bool, DbErr> {
    let target = Target::Client(client.to_owned());
    let tx = begin(&app.db).await?;
    let Some(row) = store::find(&tx, &target).await? else {
        return Ok(false);
    };
    store::delete(&tx, &target).await?;
    let change = Change {
        before: Some(fingerprint(&row)),
        after: None,
    };
    let subject = Subject::object(Deed::TokenRestore, None, None);
    audit::done(
        app,
        &tx,
        &Actor::Anonymous,
        Capacity::Operator,
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// Writes a revocation over an earlier one of the same.
async fn write(
    app: &App,
    actor: &Actor,
    capacity: Capacity,
    target: &Target,
) -> Result<revocation::Model, DbErr> {
    let tx = begin(&app.db).await?;
    let before = store::find(&tx, target).await?;
    let row = rules::revoked(target, before.as_ref(), app.now());
    store::write(&tx, &row).await?;
    let change = Change {
        before: before.as_ref().map(fingerprint),
        after: Some(fingerprint(&row)),
    };
    let subject = Subject::object(Deed::TokenRevoke, None, target.object());
    audit::done(app, &tx, actor, capacity, subject, change).await?;
    tx.commit().await?;
    Ok(row)
}
