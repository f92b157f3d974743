//! Meetings: held tentatively, confirmed, cancelled.
//!
//! Nobody and nothing is booked twice because the database says so (decision D4). What the constraint
//! cannot see, such as travel between two meetings, is checked in the same transaction while the
//! people concerned are locked.

mod rules;
mod store;

use chrono::{DateTime, Utc};
use entities::{CaseId, MeetingId, PersonId, attendee, booking, case, meeting};
use scheduler::check::violations;
use scheduler::{Rule, Violation};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::app::{App, day_of};
use crate::auth::{Action, Actor, Standing, may};
use crate::database::begin;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::proposal::{self, Draft, ProposeRefused, can_be_planned};
use crate::domain::{Failure, Refusal, path};
use crate::lifecycle::booking::NotYet;
use crate::planning::{self, Wish, snapshot};

pub(crate) use rules::{held_last, who_came};
pub use rules::{may_see, state_at};
pub(crate) use store::{attendees_of, of_cases};

/// A meeting the actor may know of; `None` for any other.
///
/// # Errors
///
/// The database fails.
pub async fn see(
    app: &App,
    actor: &Actor,
    id: MeetingId,
) -> Result<Option<(meeting::Model, Standing)>, DbErr> {
    let Some(row) = store::by_id(&app.db, id).await? else {
        return Ok(None);
    };
    let seen = super::case::see(app, actor, row.case_id).await?;
    let seen = seen.filter(|(_, standing)| may_see(*standing, &row));
    // Whoever is kept apart from somebody who comes may not know when and where that is.
    if seen.is_some() && super::parties::is_hidden(app, actor, &row).await? {
        return Ok(None);
    }
    Ok(seen.map(|(_, standing)| (row, standing)))
}

/// Who or what of a proposal is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The mediator.
    Mediator,
    /// The room.
    Room,
    /// Somebody else who is needed.
    Person,
    /// One of them: the database refused the last of several simultaneous holds.
    Slot,
}

/// Why a proposal is not held.
#[derive(Debug, thiserror::Error)]
pub enum HoldRefused {
    /// There is no such case, or none the actor arranges.
    #[error("there is no such case")]
    NotFound,
    /// The text is no proposal for this case.
    #[error("this is not a proposal for this case. Maybe ask for the proposed dates again")]
    NotAProposal,
    /// The life-cycle has not come to holding dates.
    #[error(transparent)]
    NotYet(NotYet),
    /// The case has a meeting.
    #[error("this case already has a meeting, {0}. Maybe cancel that one first")]
    CaseHasMeeting(String),
    /// Somebody else was faster.
    #[error("{}", rules::taken(*.0))]
    Taken(Taken),
    /// It was sound when it was proposed, and is no longer.
    #[error("this date is no longer possible: {0}. Maybe ask for the proposed dates again")]
    Stale(String),
    /// The case cannot be planned any more.
    #[error(transparent)]
    CannotBePlanned(#[from] ProposeRefused),
}

impl Refusal for HoldRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::NotFound
            | Self::NotYet(_)
            | Self::CaseHasMeeting(_)
            | Self::CannotBePlanned(_) => path(&["caseId"]),
            Self::NotAProposal | Self::Taken(_) | Self::Stale(_) => path(&["proposalId"]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotAProposal => "NOT_A_PROPOSAL",
            Self::NotYet(_) => "NOT_YET",
            Self::CaseHasMeeting(_) => "CASE_HAS_MEETING",
            Self::Taken(Taken::Mediator) => "MEDIATOR_TAKEN",
            Self::Taken(Taken::Room) => "ROOM_TAKEN",
            Self::Taken(Taken::Person) => "PERSON_TAKEN",
            Self::Taken(Taken::Slot) => "SLOT_TAKEN",
            Self::Stale(_) => "STALE_PROPOSAL",
            Self::CannotBePlanned(_) => "CANNOT_BE_PLANNED",
        }
    }
}

/// Turns a proposal into a tentative meeting: everybody needed, the mediator, the room and the
/// interpreters are booked together until the hold expires, or nobody is.
///
/// # Errors
///
/// [`HoldRefused`], or the database fails.
pub async fn hold(
    app: &App,
    actor: &Actor,
    id: CaseId,
    proposal: &str,
) -> Result<(meeting::Model, Standing), Failure<HoldRefused>> {
    let subject = Subject::case(Deed::MeetingHold, id);
    audit::watched(
        app,
        actor,
        subject,
        Box::pin(hold_watched(app, actor, id, proposal, subject)),
    )
    .await
}

/// The same, its refusals written down elsewhere.
async fn hold_watched(
    app: &App,
    actor: &Actor,
    id: CaseId,
    proposal: &str,
    subject: Subject,
) -> Result<(meeting::Model, Standing), Failure<HoldRefused>> {
    let (by, standing) = arranger(app, actor, id)
        .await?
        .ok_or(HoldRefused::NotFound)?;
    let draft = Draft::open(proposal)
        .filter(|draft| draft.case == id)
        .ok_or(HoldRefused::NotAProposal)?;
    let now = app.now();
    let tx = begin(&app.db).await?;
    let case = super::case::lock(&tx, id)
        .await?
        .ok_or(HoldRefused::NotFound)?;
    rules::may_hold(&case).map_err(HoldRefused::NotYet)?;
    let wanted = rules::wanted(&draft, &case);
    store::lock_resources(&tx, &wanted).await?;
    store::lapse_expired(&tx, id, &wanted, now).await?;
    if let Some(live) = store::live_of(&tx, id).await? {
        return Err(HoldRefused::CaseHasMeeting(rules::when(live.starts_at)).into());
    }
    let broken = broken_rule(app, &tx, &draft, now).await?;
    // What is taken breaks rules as well; it is said first, because it says more.
    if let Some(taken) = rules::first_taken(&draft, &store::overlapping(&tx, &wanted).await?) {
        return Err(HoldRefused::Taken(taken).into());
    }
    if let Some(rule) = broken {
        return Err(HoldRefused::Stale(rule.to_string()).into());
    }
    let held = rules::held(app, &draft, &case, by, now);
    let row = store::insert(&tx, held)
        .await?
        .ok_or(HoldRefused::Taken(Taken::Slot))?;
    super::casework::note(app, &tx, by, case, case::State::Proposed, "a date is held").await?;
    let subject = Subject {
        object: Some(row.id.0),
        ..subject
    };
    audit::done(
        app,
        &tx,
        actor,
        Capacity::Case(standing),
        subject,
        Change::new(&row),
    )
    .await?;
    tx.commit().await?;
    Ok((row, standing))
}

/// Runs the independent check on a draft against the database as `tx` sees it: the first rule that
/// it breaks. A draft that names what does not belong to the case is refused outright.
async fn broken_rule(
    app: &App,
    tx: &DatabaseTransaction,
    draft: &Draft,
    now: DateTime<Utc>,
) -> Result<Option<Rule>, Failure<HoldRefused>> {
    let rows = planning::read(tx, draft.case, now)
        .await?
        .ok_or(HoldRefused::NotFound)?;
    can_be_planned(&rows, Wish::default()).map_err(HoldRefused::CannotBePlanned)?;
    let snapshot = snapshot::build(&rows, &app.calendar, Wish::default());
    let changed = || HoldRefused::Stale("it is past, or the case has changed since".to_owned());
    let proposal = draft.seen_by(&snapshot).ok_or_else(changed)?;
    match violations(&snapshot.problem, &proposal).first() {
        None => Ok(None),
        Some(Violation::Shape(_)) => Err(changed().into()),
        Some(Violation::Broken { rule, .. }) => Ok(Some(*rule)),
    }
}

/// The case of a meeting; `None` when there is no such meeting.
async fn case_of(app: &App, id: MeetingId) -> Result<Option<CaseId>, DbErr> {
    Ok(store::by_id(&app.db, id).await?.map(|row| row.case_id))
}

/// Who asks, when that is somebody who arranges the case's meetings.
async fn arranger(
    app: &App,
    actor: &Actor,
    id: CaseId,
) -> Result<Option<(PersonId, Standing)>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(None);
    };
    let seen = super::case::see(app, actor, id).await?;
    let seen = seen.filter(|(_, standing)| may(*standing, Action::Arrange));
    Ok(seen.map(|(_, standing)| (somebody.id, standing)))
}

/// Why a meeting is not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmRefused {
    /// There is no such meeting, or none the actor arranges.
    #[error("there is no such meeting")]
    NotFound,
    /// Somebody changed it since the actor looked.
    #[error("this meeting has changed since you saw it (it is now version {0})")]
    StaleVersion(i32),
    /// It is not held.
    #[error("this meeting is {0}, so it cannot be confirmed")]
    NotHeld(&'static str),
    /// The hold ran out.
    #[error("the hold on this date ran out {0}. Maybe hold it again")]
    Expired(String),
    /// H02: too little notice.
    #[error(
        "there is no longer time for the notice that is owed. Maybe cancel this and hold another date"
    )]
    NoticeTooShort,
    /// A rule no longer holds.
    #[error("this meeting is no longer possible: {0}. Maybe cancel it and ask for new dates")]
    NoLongerPossible(String),
}

impl Refusal for ConfirmRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::StaleVersion(_) => path(&["expectedVersion"]),
            Self::NotFound
            | Self::NotHeld(_)
            | Self::Expired(_)
            | Self::NoticeTooShort
            | Self::NoLongerPossible(_) => path(&["meetingId"]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::StaleVersion(_) => "STALE_VERSION",
            Self::NotHeld(_) => "NOT_HELD",
            Self::Expired(_) => "HOLD_EXPIRED",
            Self::NoticeTooShort => "NOTICE_TOO_SHORT",
            Self::NoLongerPossible(_) => "NO_LONGER_POSSIBLE",
        }
    }
}

/// Makes a held meeting firm, if every rule still holds.
///
/// # Errors
///
/// [`ConfirmRefused`], or the database fails.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    expected_version: i32,
) -> Result<(meeting::Model, Standing), Failure<ConfirmRefused>> {
    let subject = Subject::object(Deed::MeetingConfirm, case_of(app, id).await?, Some(id.0));
    audit::watched(
        app,
        actor,
        subject,
        Box::pin(confirm_watched(app, actor, id, expected_version, subject)),
    )
    .await
}

/// The same, its refusals written down elsewhere.
async fn confirm_watched(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    expected_version: i32,
    subject: Subject,
) -> Result<(meeting::Model, Standing), Failure<ConfirmRefused>> {
    let found = store::by_id(&app.db, id)
        .await?
        .ok_or(ConfirmRefused::NotFound)?;
    let (by, standing) = arranger(app, actor, found.case_id)
        .await?
        .ok_or(ConfirmRefused::NotFound)?;
    let now = app.now();
    let tx = begin(&app.db).await?;
    let case = super::case::lock(&tx, found.case_id)
        .await?
        .ok_or(ConfirmRefused::NotFound)?;
    let row = store::lock(&tx, id)
        .await?
        .ok_or(ConfirmRefused::NotFound)?;
    rules::can_confirm(&row, expected_version, now)?;
    store::lock_contracts(&tx, case.provider_id).await?;
    let attendees = store::attendees_of(&tx, &[id]).await?;
    still_possible(app, &tx, &row, &attendees, now).await?;
    let bookings = store::set_bookings(&tx, id, booking::Status::Confirmed).await?;
    if bookings != rules::bookings_needed(&row, &attendees) {
        // H27: everything must be held together; a gap here is a fault of ours, not of the caller.
        return Err(Failure::Broken(DbErr::Custom(
            "a held meeting lost a booking".to_owned(),
        )));
    }
    let before = fingerprint(&row);
    let row = store::update(&tx, rules::confirmed(row, now)).await?;
    super::casework::agreed(app, &tx, by, case, day_of(row.starts_at)).await?;
    let change = Change::from(before, &row);
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok((row, standing))
}

/// Runs the independent check on a held meeting as it stands.
async fn still_possible(
    app: &App,
    tx: &DatabaseTransaction,
    row: &meeting::Model,
    attendees: &[attendee::Model],
    now: DateTime<Utc>,
) -> Result<(), Failure<ConfirmRefused>> {
    let rows = planning::read(tx, row.case_id, now)
        .await?
        .ok_or(ConfirmRefused::NotFound)?;
    can_be_planned(&rows, Wish::default())
        .map_err(|refused| ConfirmRefused::NoLongerPossible(refused.to_string()))?;
    let snapshot = snapshot::build(&rows, &app.calendar, Wish::default());
    let draft = rules::draft_of(row, attendees, &snapshot);
    let changed = || ConfirmRefused::NoLongerPossible("the case has changed since".to_owned());
    let proposal = draft.seen_by(&snapshot).ok_or_else(changed)?;
    if let Some(violation) = violations(&snapshot.problem, &proposal).into_iter().next() {
        return Err(match violation {
            Violation::Broken {
                rule: Rule::Notice, ..
            } => ConfirmRefused::NoticeTooShort,
            Violation::Broken { rule, .. } => ConfirmRefused::NoLongerPossible(rule.to_string()),
            Violation::Shape(_) => changed(),
        }
        .into());
    }
    Ok(())
}

/// Why a meeting is not cancelled.
#[derive(Debug, thiserror::Error)]
pub enum CancelRefused {
    /// There is no such meeting, or none the actor arranges.
    #[error("there is no such meeting")]
    NotFound,
    /// Somebody changed it since the actor looked.
    #[error("this meeting has changed since you saw it (it is now version {0})")]
    StaleVersion(i32),
    /// There is nothing to cancel.
    #[error("this meeting is {0} already")]
    NotLive(&'static str),
}

impl Refusal for CancelRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::StaleVersion(_) => path(&["expectedVersion"]),
            Self::NotFound | Self::NotLive(_) => path(&["meetingId"]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::StaleVersion(_) => "STALE_VERSION",
            Self::NotLive(_) => "NOT_LIVE",
        }
    }
}

/// Cancels a meeting and frees everybody and everything it held. No clock is reset by it.
///
/// # Errors
///
/// [`CancelRefused`], or the database fails.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    expected_version: i32,
    cause: meeting::CancelCause,
    side: meeting::CancelSide,
) -> Result<(meeting::Model, Standing), Failure<CancelRefused>> {
    let subject = Subject::object(Deed::MeetingCancel, case_of(app, id).await?, Some(id.0));
    audit::watched(
        app,
        actor,
        subject,
        Box::pin(cancel_watched(
            app,
            actor,
            id,
            expected_version,
            cause,
            side,
            subject,
        )),
    )
    .await
}

/// The same, its refusals written down elsewhere.
async fn cancel_watched(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    expected_version: i32,
    cause: meeting::CancelCause,
    side: meeting::CancelSide,
    subject: Subject,
) -> Result<(meeting::Model, Standing), Failure<CancelRefused>> {
    let found = store::by_id(&app.db, id)
        .await?
        .ok_or(CancelRefused::NotFound)?;
    let (by, standing) = arranger(app, actor, found.case_id)
        .await?
        .ok_or(CancelRefused::NotFound)?;
    let now = app.now();
    let tx = begin(&app.db).await?;
    let locked = super::case::lock(&tx, found.case_id)
        .await?
        .ok_or(CancelRefused::NotFound)?;
    let row = store::lock(&tx, id).await?.ok_or(CancelRefused::NotFound)?;
    rules::can_cancel(&row, expected_version)?;
    store::set_bookings(&tx, id, booking::Status::Released).await?;
    let before = fingerprint(&row);
    if super::case::rules::is_arranging(locked.state) {
        super::casework::called_off(app, &tx, by, locked, (cause, side)).await?;
    }
    let row = store::update(&tx, rules::cancelled(row, by, now, cause, side)).await?;
    let change = Change::from(before, &row);
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    Ok((row, standing))
}

/// Lets go of the live meeting of a locked case, where there is one: of everybody and everything.
pub(crate) async fn let_go(
    app: &App,
    tx: &DatabaseTransaction,
    id: CaseId,
    by: PersonId,
    (cause, side): (meeting::CancelCause, meeting::CancelSide),
) -> Result<(), DbErr> {
    if let Some(row) = store::live_of(tx, id).await? {
        store::set_bookings(tx, row.id, booking::Status::Released).await?;
        store::update(tx, rules::cancelled(row, by, app.now(), cause, side)).await?;
    }
    Ok(())
}

/// Notes that the live meeting of a locked case has taken place.
pub(crate) async fn complete(tx: &DatabaseTransaction, case: CaseId) -> Result<(), DbErr> {
    if let Some(row) = store::live_of(tx, case).await? {
        store::update(tx, rules::completed(row)).await?;
    }
    Ok(())
}

/// Dates to offer instead, when somebody else was faster: as many as a caller can take in at once.
///
/// # Errors
///
/// The database fails.
pub async fn alternatives(
    app: &App,
    actor: &Actor,
    id: CaseId,
) -> Result<Option<proposal::Dates>, DbErr> {
    match proposal::propose(app, actor, id, Wish::default(), 3).await {
        Ok(dates) => Ok(Some(dates)),
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Broken(error)) => Err(error),
    }
}
