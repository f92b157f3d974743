//! The record: what the service holds about somebody, for them (UK GDPR, Article 15), without other people's
//! data. That it was asked for is written down.

mod rules;
mod store;

use entities::PersonId;
use sea_orm::DbErr;
use serde_json::{Value, json};

use crate::app::App;
use crate::auth::{Acquaintance, Actor};
use crate::database::{begin, begin_reading};
use crate::domain::audit::{self, Capacity, Change, Deed, Subject};
use crate::domain::{case, person};

pub use rules::For;

/// What is held about somebody, for whoever may ask for it; `None` for everybody else.
///
/// # Errors
///
/// The database fails.
pub async fn of(app: &App, actor: &Actor, id: PersonId) -> Result<Option<Value>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(None);
    };
    let providers = person::providers_of(app, id).await?;
    let Some(whom) = rules::asks(somebody, id, &providers) else {
        return Ok(None);
    };
    let acquaintance = match whom {
        For::Oneself => Acquaintance::Oneself,
        For::Manager | For::Operator => Acquaintance::Arranger,
    };
    gather(app, actor, Capacity::Person(acquaintance), id, whom).await
}

/// The same for whoever runs the server; `None` when there is no such person.
///
/// # Errors
///
/// The database fails.
pub async fn by_operator(app: &App, id: PersonId) -> Result<Option<Value>, DbErr> {
    gather(
        app,
        &Actor::Anonymous,
        Capacity::Operator,
        id,
        For::Operator,
    )
    .await
}

/// Reads everything, and writes down that it was read.
async fn gather(
    app: &App,
    actor: &Actor,
    capacity: Capacity,
    id: PersonId,
    whom: For,
) -> Result<Option<Value>, DbErr> {
    let themselves = person::identify(app, id).await?;
    let reading = begin_reading(&app.db).await?;
    let files = store::files(&reading, id).await?;
    reading.commit().await?;
    let ids: Vec<_> = files.iter().map(|row| row.id).collect();
    let known = case::seen(app, &themselves, &ids).await?.into_iter();
    let known = known.map(|(row, standing)| (row.id, standing)).collect();
    let reader = actor.somebody();
    let services = match whom {
        For::Manager => reader.map(rules::services),
        For::Oneself | For::Operator => None,
    };
    let reader = reader.map(|somebody| somebody.id);
    let told = rules::Told::of(&files, &known, reader, services.as_deref());
    let tx = begin_reading(&app.db).await?;
    let Some(about) = store::person(&tx, id).await? else {
        return Ok(None);
    };
    let is_private = whom.shows_private();
    let left_out: Vec<Value> = rules::left_out(whom)
        .into_iter()
        .map(|(what, exemption)| json!({ "what": what, "because": exemption }))
        .collect();
    let record = json!({
        "person": about,
        "at": app.now(),
        "times": store::times(app, &tx, id, is_private, &told).await?,
        "cases": store::cases(app, &tx, id, is_private, &told).await?,
        "meetings": store::meetings(&tx, id, &told).await?,
        "said": store::said(app, &tx, id, is_private, &told).await?,
        "claims": store::claims(&tx, id, &told).await?,
        "promises": store::promises(&tx, id, &told).await?,
        "done": store::done(&tx, id, &told).await?,
        "seen": store::seen(&tx, id, &told).await?,
        "leftOut": left_out,
    });
    tx.commit().await?;
    // Written down before it is handed out, and briefly: who writes meanwhile does not wait for what is read.
    let tx = begin(&app.db).await?;
    let subject = Subject::object(Deed::PersonRecord, None, Some(id.0));
    audit::done(app, &tx, actor, capacity, subject, Change::default()).await?;
    tx.commit().await?;
    Ok(Some(record))
}
