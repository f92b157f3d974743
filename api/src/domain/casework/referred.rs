//! What a referral and the people around it change in a case, written down as casework writes.

use chrono::NaiveDate;
use entities::{CaseId, PersonId, case};
use sea_orm::{DatabaseTransaction, DbErr};

use super::rules::Taken;
use super::step::{Shared, Step};
use super::{RecordRefused, advance, facts, store, write};
use crate::app::{App, day_of};
use crate::domain::Failure;
use crate::domain::audit::Beside;
use crate::lifecycle::change::{ClosureCode, Effect};
use crate::lifecycle::kinds;

/// A change that a life-cycle has answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Noted {
    /// The state after it.
    pub(crate) to: case::State,
    /// What must follow.
    pub(crate) effects: Vec<Effect>,
    /// What happened, as a clause.
    pub(crate) words: &'static str,
    /// The day on which it happened.
    pub(crate) happened_on: NaiveDate,
}

/// Writes a change of a locked case down: its state, the event, the clocks and what is owed.
pub(crate) async fn put_down(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    noted: Noted,
) -> Result<case::Model, DbErr> {
    let stands = facts::read(app, tx, row).await?;
    let taken = Taken {
        to: noted.to,
        effects: noted.effects,
        words: noted.words,
        happened_on: noted.happened_on,
        comments_until_on: None,
    };
    write::down(app, tx, by, stands, taken, &mut Vec::new()).await
}

/// The case, locked with all of its matter, as the actor saw it.
pub(crate) async fn locked(
    tx: &DatabaseTransaction,
    id: CaseId,
    expected_version: i32,
) -> Result<case::Model, Failure<RecordRefused>> {
    super::locked(tx, id, expected_version).await
}

/// Closes a locked case because its type changes, and opens one of the other type in the same matter; other
/// cases that change are added to `besides`.
pub(crate) async fn change_type(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    to: case::Kind,
    besides: &mut Vec<Beside>,
) -> Result<(case::Model, CaseId), Failure<RecordRefused>> {
    let stands = facts::read(app, tx, row.clone()).await?;
    let contacted = match &stands.advice {
        Some(contact) => store::record_of(tx, contact).await?.contacted_at,
        None => stands.record.contacted_at.or(row.la_informed_at),
    };
    let contacted_on = contacted.map_or(app.today(), day_of);
    let facts = kinds::Facts {
        has_decision: row.notice_sent_on.is_some(),
        is_out_of_time: stands.contact_by_on.is_some_and(|last| last < contacted_on),
        domains: &stands.domains,
    };
    kinds::may_become(row.kind, to, facts).map_err(|refused| RecordRefused::against(&refused))?;
    let step = Step::Any(Shared::Closed(ClosureCode::TypeChanged));
    let closed = advance(app, tx, by, row, step, besides).await?;
    let record = store::record_of(tx, &closed).await?;
    let opened = write::open(app, tx, &closed, &record, to).await?;
    let id = opened.0;
    besides.push(opened);
    Ok((closed, id))
}
