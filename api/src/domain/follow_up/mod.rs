//! Checks that an agreement works (C36), and what is known of an appeal.

mod rules;
mod store;

use chrono::NaiveDate;
use entities::{CaseId, appeal_watch, follow_up_check, participant};

use crate::app::App;
use crate::auth::{Actor, Afterwards, may_afterwards};
use crate::database::insert_all;
use crate::domain::audit::{self, Change, Deed, Subject, fingerprint};
use crate::domain::casework::{self, RecordRefused, Recorded};
use crate::domain::{Failure, prose};
use crate::law::Rule;

pub(crate) use rules::known;
pub(crate) use store::{appeals_of, checks_of, lodged_on};

/// A check to record.
#[derive(Clone, Debug)]
pub struct NewCheck {
    /// The day on which somebody was asked.
    pub checked_on: NaiveDate,
    /// As what they sit at the table.
    pub asked: participant::Role,
    /// How well the agreement works.
    pub working: follow_up_check::Working,
    /// What does not work.
    pub problems: Option<String>,
    /// What is done next.
    pub next: Option<String>,
    /// How they get on with the others since.
    pub relationship: follow_up_check::Relationship,
}

/// Records that somebody was asked whether the agreement works.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn record(
    app: &App,
    actor: &Actor,
    id: CaseId,
    new: NewCheck,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("followUpRecord"), id);
    audit::watched(
        app,
        actor,
        subject,
        Box::pin(recording(app, actor, subject, id, new)),
    )
    .await
}

async fn recording(
    app: &App,
    actor: &Actor,
    subject: Subject,
    id: CaseId,
    new: NewCheck,
) -> Result<Recorded, Failure<RecordRefused>> {
    let entered = casework::enter(app, actor, id, |standing| {
        may_afterwards(standing, Afterwards::FollowUp)
    })
    .await?;
    let meetings = crate::domain::meeting::of_cases(&entered.tx, &[id]).await?;
    rules::may_check(&meetings, &new, app.today())?;
    let sequence = store::checks_of(&entered.tx, &[id])
        .await?
        .last()
        .map_or(0, |check| check.sequence)
        + 1;
    let row = follow_up_check::Model {
        case_id: id,
        sequence,
        checked_on: new.checked_on,
        asked: new.asked,
        working: new.working,
        problems: prose::maybe(new.problems.as_deref(), prose::LINES, "problems")?,
        next: prose::maybe(new.next.as_deref(), prose::LINES, "next")?,
        relationship: new.relationship,
        recorded_at: app.now(),
        recorded_by: entered.by(),
    };
    insert_all(&entered.tx, vec![row.clone()]).await?;
    entered.ends(app, rules::CLOCK, new.checked_on).await?;
    let words = "somebody is asked whether the agreement works";
    entered
        .leave(app, actor, subject, Some(words), Change::new(&row))
        .await
}

/// Records what became known of an appeal: it was lodged on a day, or it was not by the last day.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn appeal(
    app: &App,
    actor: &Actor,
    id: CaseId,
    lodged_on: Option<NaiveDate>,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("appealRecord"), id);
    let work = appealing(app, actor, subject, id, lodged_on);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn appealing(
    app: &App,
    actor: &Actor,
    subject: Subject,
    id: CaseId,
    lodged_on: Option<NaiveDate>,
) -> Result<Recorded, Failure<RecordRefused>> {
    let mut entered = casework::enter(app, actor, id, |standing| {
        may_afterwards(standing, Afterwards::FollowUp)
    })
    .await?;
    let before = store::appeals_of(&entered.tx, &[id]).await?.pop();
    let change = rules::learnt(&entered.row, before.as_ref(), lodged_on, app.now())?;
    let words = match lodged_on {
        Some(_) => "the family has appealed",
        None => "no appeal came by the last day",
    };
    entered.follows(change.effects);
    let row = appeal_watch::Model {
        case_id: id,
        known: rules::stored(lodged_on),
        lodged_on,
        recorded_at: app.now(),
        recorded_by: entered.by(),
    };
    store::put_appeal(&entered.tx, row.clone()).await?;
    // One decision is appealed against once, whichever case of its matter it is noted in.
    if let Some(on) = lodged_on {
        entered.ends_in_matter(app, Rule::Appeal.id(), on).await?;
    }
    let change = Change {
        before: before.as_ref().map(fingerprint),
        ..Change::new(&row)
    };
    entered
        .leave(app, actor, subject, Some(words), change)
        .await
}
