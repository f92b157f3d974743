//! The family does not agree: all but a minimal record is erased.

use std::collections::BTreeSet;

use entities::{ChildId, PersonId, Personal, case, child, person, referral};
use sea_orm::DatabaseTransaction;

use super::{Outcome, store};
use crate::app::App;
use crate::domain::person as people;

/// What stands where a name stood.
const ERASED: &str = "(erased at the wish of the family)";

/// Erases who the family and the child are, what is in dispute and what was tried. What stays is that
/// there was a referral: by whom, of which type, for which authority, when, and that it was declined.
/// Who is known to the service from elsewhere stays known there, and this case points at nobody.
pub(super) async fn all_but_minimal(
    app: &App,
    tx: &DatabaseTransaction,
    mut row: case::Model,
    referral: referral::Model,
) -> Outcome<case::Model> {
    let seats = crate::domain::case::participants_of(tx, &[row.id]).await?;
    let child = store::child(tx, row.child_id).await?;
    let seated: BTreeSet<PersonId> = seats.iter().filter_map(|seat| seat.person_id).collect();
    store::erase_parts(tx, row.id).await?;
    if let Some(child) = child {
        if store::is_known_elsewhere(tx, child.person_id, row.id).await? {
            row.child_id = nobody(app, tx).await?;
        } else {
            let scrubbed = child::Model {
                is_looked_after: false,
                setting_id: None,
                year_group: None,
                compulsory_school_age_ends_on: None,
                ..child.clone()
            };
            store::update_child(tx, scrubbed).await?;
            store::forget_family(tx, child.id).await?;
            scrub(tx, child.person_id).await?;
        }
    }
    for person in seated {
        if !store::is_known_elsewhere(tx, person, row.id).await? {
            scrub(tx, person).await?;
        }
    }
    let is_family = referral.referrer == referral::Referrer::Family;
    let kept = referral::Model {
        referrer_person_id: referral.referrer_person_id.filter(|_| !is_family),
        is_looked_after_asked: false,
        wants_support: None,
        identity: None,
        erased_at: Some(app.now()),
        ..referral
    };
    store::update_referral(tx, kept).await?;
    row.family_outcode = String::new();
    row.interpreter_language = None;
    row.notice_sent_on = None;
    row.appeal_by_on = None;
    row.short_notice_agreed_at = None;
    row.short_notice_agreed_by = None;
    row.draft_served_on = None;
    row.decision_told_on = None;
    row.contact_id = None;
    Ok(row)
}

/// Erases all that is known of somebody but that there was somebody.
async fn scrub(tx: &DatabaseTransaction, id: PersonId) -> Outcome<()> {
    let Some(row) = people::by_ids(tx, &[id]).await?.pop() else {
        return Ok(());
    };
    let row = person::Model {
        name: Personal::new(ERASED),
        email: None,
        phone: None,
        preferred_channel: person::Channel::Post,
        outcode: None,
        ..row
    };
    Ok(store::erase_person(tx, row).await?)
}

/// A child that is nobody.
async fn nobody(app: &App, tx: &DatabaseTransaction) -> Outcome<ChildId> {
    let new = people::NewPerson {
        name: ERASED.to_owned(),
        email: None,
        phone: None,
        channel: person::Channel::Post,
        outcode: None,
        is_child: true,
        languages: Vec::new(),
        needs: Vec::new(),
    };
    let person_id = people::insert(app, tx, new).await?;
    let id = ChildId(app.ids.next());
    let row = child::Model {
        id,
        person_id,
        is_looked_after: false,
        setting_id: None,
        year_group: None,
        compulsory_school_age_ends_on: None,
    };
    store::insert_child(tx, row).await?;
    Ok(id)
}
