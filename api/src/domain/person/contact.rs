//! How somebody is reached, and what they need: theirs to change, or an arranger's for them.

use std::collections::BTreeSet;

use entities::{AccessFeature, PersonId, Personal, person};

use super::{NewPerson, rules, store};
use crate::app::App;
use crate::auth::{Acquaintance, Actor, PersonAction, may_with_person};
use crate::database::begin;
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::parties::PartiesRefused;

/// What is to change; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct ContactChange {
    /// Where electronic mail reaches them; nowhere for `Some(None)`.
    pub email: Option<Option<String>>,
    /// Where they can be called; nowhere for `Some(None)`.
    pub phone: Option<Option<String>>,
    /// How they like to be reached.
    pub channel: Option<person::Channel>,
    /// The first half of the postcode they travel from; not known for `Some(None)`.
    pub outcode: Option<Option<String>>,
    /// All languages they speak or sign.
    pub languages: Option<Vec<String>>,
    /// All they need of a place.
    pub needs: Option<Vec<AccessFeature>>,
}

/// Changes how somebody is reached and what they need. Two parents are two people, each with details
/// of their own.
///
/// # Errors
///
/// [`PartiesRefused`], or the database fails.
pub async fn change_contact(
    app: &App,
    actor: &Actor,
    id: PersonId,
    change: ContactChange,
) -> Result<(person::Model, Acquaintance), Failure<PartiesRefused>> {
    let subject = Subject::object(Deed::PersonContactChange, None, Some(id.0));
    let work = changing(app, actor, id, subject, change);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn changing(
    app: &App,
    actor: &Actor,
    id: PersonId,
    subject: Subject,
    change: ContactChange,
) -> Result<(person::Model, Acquaintance), Failure<PartiesRefused>> {
    let acquaintance = super::acquaintance(app, actor, id).await?;
    if !may_with_person(acquaintance, PersonAction::ChangeContact) {
        return Err(PartiesRefused::NotFound.into());
    }
    let tx = begin(&app.db).await?;
    let row = store::lock(&tx, id)
        .await?
        .ok_or(PartiesRefused::NotFound)?;
    let before = fingerprint(&row);
    let changed = changed(&row, &change);
    if let Some((code, sentence)) = rules::flaw(&changed) {
        return Err(PartiesRefused::against(code, "personId", sentence).into());
    }
    let row = store::update(&tx, written(row, &changed)).await?;
    if let Some(languages) = once(change.languages) {
        store::replace_languages(&tx, id, &languages).await?;
    }
    if let Some(needs) = once(change.needs) {
        store::replace_needs(&tx, id, &needs).await?;
    }
    let change = Change::from(before, &row);
    audit::done(
        app,
        &tx,
        actor,
        Capacity::Person(acquaintance),
        subject,
        change,
    )
    .await?;
    tx.commit().await?;
    Ok((row, acquaintance))
}

/// Each once, in one order.
fn once<T: Ord>(items: Option<Vec<T>>) -> Option<Vec<T>> {
    items.map(|items| Vec::from_iter(BTreeSet::from_iter(items)))
}

/// Somebody's details as they would be.
fn changed(row: &person::Model, change: &ContactChange) -> NewPerson {
    let kept = |text: &Option<Personal>| text.as_ref().map(|text| text.reveal().to_owned());
    let merge = |new: &Option<Option<String>>, old: Option<String>| new.clone().unwrap_or(old);
    NewPerson {
        name: row.name.reveal().to_owned(),
        email: merge(&change.email, kept(&row.email)),
        phone: merge(&change.phone, kept(&row.phone)),
        channel: change.channel.unwrap_or(row.preferred_channel),
        outcode: merge(&change.outcode, row.outcode.clone()),
        is_child: row.is_child,
        languages: change.languages.clone().unwrap_or_default(),
        needs: Vec::new(),
    }
}

/// The row with these details.
fn written(row: person::Model, changed: &NewPerson) -> person::Model {
    let outcode = changed
        .outcode
        .as_deref()
        .and_then(crate::geography::outcode);
    person::Model {
        email: changed.email.clone().map(Personal::new),
        phone: changed.phone.clone().map(Personal::new),
        preferred_channel: changed.channel,
        outcode: outcode.map(str::to_owned),
        ..row
    }
}
