//! Erasure: what the service no longer knows of a case or a person, and how it forgets.
//!
//! Rows that other rows count on stay and say nothing of anybody: that a case was opened and how it ended,
//! that something was paid, that there was somebody. Everything else of a case is deleted, and the key of
//! its confidential texts is destroyed, so that no copy of them without it is read any more.

pub mod columns;
mod operations;
mod rules;
mod store;

use chrono::SubsecRound as _;
use entities::data_key::Owner;
use entities::{CaseId, ChildId, PersonId, case as cases, child, erasure, person as persons};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use crate::app::App;
use crate::domain::person as people;
use crate::domain::vault::{self, Whose};

pub use operations::{Gone, case, person};
pub(in crate::domain) use rules::{Obstacle, Standing, obstacle};
pub(in crate::domain) use store::{
    cases_with, empty_child, evaluations, is_erased, noted, standings, unname,
};

/// What stands where a name stood.
pub(in crate::domain) const NOBODY: &str = "(erased)";

/// On what ground something is erased, and by whom if by anybody.
pub(in crate::domain) type Ground = (erasure::Reason, Option<PersonId>);

/// How much of a case is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain) enum Extent {
    /// Everything.
    Everything,
    /// All but complaints and safeguarding concerns, which have periods of their own; they are all that
    /// the key still opens, and it goes with them.
    AllButRecords,
}

/// Erases a case's file, and those people of it who have no part in anything else; the case as it then is.
pub(in crate::domain) async fn forget_case(
    app: &App,
    tx: &DatabaseTransaction,
    row: cases::Model,
    extent: Extent,
    ground: Ground,
) -> Result<cases::Model, DbErr> {
    let id = row.id;
    // First of all: from here on the case ties nobody to anything.
    remember(app, tx, (Owner::Case, id.0), ground).await?;
    let people = store::people_of(tx, &row).await?;
    for said in evaluations(tx, id, None).await? {
        let nobody = nobody(app, tx).await?;
        unname(tx, said, nobody).await?;
    }
    store::delete_parts(tx, id).await?;
    store::empty_the_rest(tx, id).await?;
    match extent {
        Extent::Everything => {
            store::delete_records(tx, id).await?;
            if store::has_claims(tx, id).await? {
                store::unclaim(tx, id, nobody(app, tx).await?).await?;
            }
        }
        Extent::AllButRecords => {}
    }
    let child = forget_child(app, tx, &row).await?;
    let emptied = cases::Model {
        reference: store::tombstone(id),
        child_id: child,
        family_outcode: String::new(),
        interpreter_language: None,
        notice_sent_on: None,
        appeal_by_on: None,
        draft_served_on: None,
        decision_told_on: None,
        short_notice_agreed_at: None,
        short_notice_agreed_by: None,
        contact_id: None,
        version: row.version + 1,
        ..row
    };
    let emptied = store::update_case(tx, emptied).await?;
    forget_key(tx, id).await?;
    for id in people {
        forget_if_unknown(tx, id).await?;
    }
    Ok(emptied)
}

/// The child that an erased case is about: the one it was about, of whom nothing is known then, or nobody
/// where another case is about that one.
async fn forget_child(
    app: &App,
    tx: &DatabaseTransaction,
    row: &cases::Model,
) -> Result<ChildId, DbErr> {
    if 0 < store::other_cases(tx, row.child_id, row.id).await? {
        return nobodys_child(app, tx).await;
    }
    if let Some(child) = store::child(tx, row.child_id).await? {
        empty_child(tx, child).await?;
    }
    Ok(row.child_id)
}

/// Destroys the key of an erased case, unless a record is left that it opens.
pub(in crate::domain) async fn forget_key(
    tx: &DatabaseTransaction,
    id: CaseId,
) -> Result<(), DbErr> {
    if !store::has_records(tx, id).await? {
        vault::destroy(tx, Whose::Case(id)).await?;
    }
    Ok(())
}

/// Erases somebody who works for nobody and has no part in anything that is kept; whether it was so.
pub(in crate::domain) async fn forget_if_unknown(
    tx: &DatabaseTransaction,
    id: PersonId,
) -> Result<bool, DbErr> {
    if store::is_tied(tx, id).await? {
        return Ok(false);
    }
    forget_person(tx, id, NOBODY).await
}

/// Erases all that is known of somebody but that there was somebody, called so from now on; whether there
/// was.
pub(in crate::domain) async fn forget_person(
    tx: &DatabaseTransaction,
    id: PersonId,
    name: &str,
) -> Result<bool, DbErr> {
    vault::destroy(tx, Whose::Person(id)).await?;
    store::empty_person(tx, id, name).await
}

/// Writes down that a case or a person was erased.
pub(in crate::domain) async fn remember(
    app: &App,
    tx: &DatabaseTransaction,
    (owner, owner_id): (Owner, Uuid),
    (reason, erased_by): Ground,
) -> Result<(), DbErr> {
    let row = erasure::Model {
        owner,
        owner_id,
        reason,
        // PostgreSQL keeps no finer time.
        erased_at: app.now().trunc_subsecs(6),
        erased_by,
    };
    store::insert(tx, row).await
}

/// Somebody who is nobody, where a row must name somebody.
pub(in crate::domain) async fn nobody(
    app: &App,
    tx: &DatabaseTransaction,
) -> Result<PersonId, DbErr> {
    people::insert(app, tx, named_nobody(NOBODY, false)).await
}

/// A child that is nobody.
pub(in crate::domain) async fn nobodys_child(
    app: &App,
    tx: &DatabaseTransaction,
) -> Result<ChildId, DbErr> {
    let person_id = people::insert(app, tx, named_nobody(NOBODY, true)).await?;
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

fn named_nobody(name: &str, is_child: bool) -> people::NewPerson {
    people::NewPerson {
        name: name.to_owned(),
        email: None,
        phone: None,
        channel: persons::Channel::Post,
        outcode: None,
        is_child,
        languages: Vec::new(),
        needs: Vec::new(),
    }
}
