//! The family does not agree: all but a minimal record is erased.

use std::collections::BTreeSet;

use entities::{PersonId, case, referral};
use sea_orm::DatabaseTransaction;

use super::{Outcome, store};
use crate::app::App;
use crate::domain::erasure;
use crate::domain::vault::{self, Whose};

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
    vault::destroy(tx, Whose::Case(row.id)).await?;
    if let Some(child) = child {
        if store::is_known_elsewhere(tx, child.person_id, row.id).await? {
            row.child_id = erasure::nobodys_child(app, tx).await?;
        } else {
            let id = child.person_id;
            erasure::empty_child(tx, child).await?;
            erasure::forget_person(tx, id, ERASED).await?;
        }
    }
    for person in seated {
        if !store::is_known_elsewhere(tx, person, row.id).await? {
            erasure::forget_person(tx, person, ERASED).await?;
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
