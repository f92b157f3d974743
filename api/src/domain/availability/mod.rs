//! Availability: asking people when they can meet, and keeping what they say.

mod rules;
mod store;

use chrono::NaiveDate;
use entities::{
    AvailabilityRequestId, CaseId, ParticipantId, PersonId, availability_request,
    availability_window, case,
};
use sea_orm::DbErr;

use crate::app::App;
use crate::auth::{Acquaintance, Action, Actor, PersonAction, Standing, may, may_with_person};
use crate::database::begin;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint_all};
use crate::domain::vault::{self, Whose};
use crate::domain::{Failure, Refusal, path};
use crate::law::clock;

pub use rules::{MAX_DAYS, MAX_WINDOWS, Submission, Window};
pub(crate) use store::requests_of;

/// Somebody's times from one day to another, both included, in order.
///
/// # Errors
///
/// The database fails.
pub async fn windows(
    app: &App,
    person: PersonId,
    from_on: NaiveDate,
    until_on: NaiveDate,
) -> Result<Vec<availability_window::Model>, DbErr> {
    let rows = store::windows(&app.db, person, rules::bounds(from_on, until_on)).await?;
    vault::open(app, &app.db, rows).await
}

/// One window and what the actor has to do with its owner; `None` when the actor may not see it.
///
/// # Errors
///
/// The database fails.
pub async fn see_window(
    app: &App,
    actor: &Actor,
    id: entities::WindowId,
) -> Result<Option<(availability_window::Model, Acquaintance)>, DbErr> {
    let Some(row) = store::window(&app.db, id).await? else {
        return Ok(None);
    };
    let acquaintance = super::person::acquaintance(app, actor, row.person_id).await?;
    let may = may_with_person(acquaintance, PersonAction::SeeAvailability);
    if !may {
        return Ok(None);
    }
    let row = vault::open(app, &app.db, vec![row]).await?.pop();
    Ok(row.map(|row| (row, acquaintance)))
}

/// One question for times, when the actor may see it: its case's arrangers and whom it asks.
///
/// # Errors
///
/// The database fails.
pub async fn see_request(
    app: &App,
    actor: &Actor,
    id: AvailabilityRequestId,
) -> Result<Option<(availability_request::Model, Standing)>, DbErr> {
    let Some(row) = store::request(&app.db, id).await? else {
        return Ok(None);
    };
    let asked = actor
        .somebody()
        .is_some_and(|somebody| somebody.id == row.person_id);
    let seen = super::case::see(app, actor, row.case_id).await?;
    let standing = seen.map_or(Standing::Stranger, |(_, standing)| standing);
    let arranges = may(standing, Action::RequestAvailability);
    Ok((asked || arranges).then_some((row, standing)))
}

/// Why availability is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitRefused {
    /// There is no such person, or none whose times the actor may give.
    #[error("there is no such person")]
    NotFound,
    /// The first day is after the last.
    #[error("the first day, {0}, is after the last, {1}")]
    RangeBackwards(String, String),
    /// The days are too many.
    #[error("{0} days are too many; give at most {MAX_DAYS} at a time")]
    RangeTooLong(i64),
    /// The year is out of all reason.
    #[error("{0} is too far away to plan for")]
    RangeOutOfReach(String),
    /// The windows are too many.
    #[error("{0} times are too many; give at most {MAX_WINDOWS} at once")]
    TooManyWindows(usize),
    /// A window ends before it starts.
    #[error("this time ends at {1}, which is not after its start at {0}")]
    EndsBeforeStart(String, String, usize),
    /// A window is not on one day.
    #[error("this time crosses midnight. Maybe give each day its own time")]
    CrossesMidnight(usize),
    /// A window begins or ends off the grid.
    #[error("{0} is not on a quarter of an hour")]
    OffTheQuarter(String, usize, &'static str),
    /// A window lies outside the hours of a day.
    #[error("{0} is outside 07:00 to 23:00 UK time")]
    OutsideHours(String, usize, &'static str),
    /// A window lies outside the days that are replaced.
    #[error("{0} is not within the days you are answering for")]
    OutsideRange(String, usize),
    /// Two windows overlap.
    #[error("this time overlaps another one. Maybe join the two, or shorten one")]
    Overlapping(usize),
    /// A reason is too long to be one.
    #[error("a reason has at most 500 characters")]
    ReasonTooLong(usize),
}

impl Refusal for SubmitRefused {
    fn field(&self) -> Vec<String> {
        let window =
            |ix: usize, name: &str| vec!["windows".to_owned(), ix.to_string(), name.to_owned()];
        match self {
            Self::NotFound => path(&["personId"]),
            Self::RangeBackwards(..) | Self::RangeTooLong(_) => path(&["untilOn"]),
            Self::RangeOutOfReach(_) => path(&["fromOn"]),
            Self::TooManyWindows(_) => path(&["windows"]),
            Self::EndsBeforeStart(.., ix) | Self::CrossesMidnight(ix) => window(*ix, "endsAt"),
            Self::OffTheQuarter(_, ix, end) | Self::OutsideHours(_, ix, end) => window(*ix, end),
            Self::OutsideRange(_, ix) | Self::Overlapping(ix) => window(*ix, "startsAt"),
            Self::ReasonTooLong(ix) => window(*ix, "privateReason"),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::RangeBackwards(..) => "RANGE_BACKWARDS",
            Self::RangeTooLong(_) => "RANGE_TOO_LONG",
            Self::RangeOutOfReach(_) => "RANGE_OUT_OF_REACH",
            Self::TooManyWindows(_) => "TOO_MANY_WINDOWS",
            Self::EndsBeforeStart(..) => "ENDS_BEFORE_START",
            Self::CrossesMidnight(_) => "CROSSES_MIDNIGHT",
            Self::OffTheQuarter(..) => "OFF_THE_QUARTER",
            Self::OutsideHours(..) => "OUTSIDE_HOURS",
            Self::OutsideRange(..) => "OUTSIDE_RANGE",
            Self::Overlapping(_) => "OVERLAPPING",
            Self::ReasonTooLong(_) => "REASON_TOO_LONG",
        }
    }
}

/// Replaces what somebody said about some days; to say the same again changes nothing.
///
/// Questions that wait for this person are answered by it. A reason that nobody but its owner may
/// read is kept when an arranger gives the same time again without one.
///
/// # Errors
///
/// [`SubmitRefused`], or the database fails.
pub async fn submit(
    app: &App,
    actor: &Actor,
    person: PersonId,
    submission: Submission,
) -> Result<(Vec<availability_window::Model>, Acquaintance), Failure<SubmitRefused>> {
    let subject = Subject::object(Deed::AvailabilitySubmit, None, Some(person.0));
    audit::watched(
        app,
        actor,
        subject,
        Box::pin(submit_watched(app, actor, person, submission, subject)),
    )
    .await
}

/// The same, its refusals written down elsewhere.
async fn submit_watched(
    app: &App,
    actor: &Actor,
    person: PersonId,
    submission: Submission,
    subject: Subject,
) -> Result<(Vec<availability_window::Model>, Acquaintance), Failure<SubmitRefused>> {
    let Some(by) = actor.somebody().map(|somebody| somebody.id) else {
        return Err(SubmitRefused::NotFound.into());
    };
    let acquaintance = super::person::acquaintance(app, actor, person).await?;
    if !may_with_person(acquaintance, PersonAction::SubmitAvailability) {
        return Err(SubmitRefused::NotFound.into());
    }
    let now = app.now();
    let tx = begin(&app.db).await?;
    if !store::lock_person(&tx, person).await? {
        return Err(SubmitRefused::NotFound.into());
    }
    rules::check(&submission)?;
    let bounds = rules::bounds(submission.from_on, submission.until_on);
    let before = store::windows(&tx, person, bounds).await?;
    let before = vault::open(app, &tx, before).await?;
    let hash = fingerprint_all(&before);
    let mut change = rules::replace(before, person, by, now, &submission, || app.ids.next());
    vault::seal_all(app, &tx, Whose::Person(person), &mut change.add).await?;
    store::delete(&tx, change.drop).await?;
    store::insert(&tx, change.add).await?;
    store::answer_requests(&tx, person, now).await?;
    let after = store::windows(&tx, person, bounds).await?;
    let after = vault::open(app, &tx, after).await?;
    let change = Change {
        before: Some(hash),
        after: Some(fingerprint_all(&after)),
    };
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
    Ok((after, acquaintance))
}

/// Why nobody is asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestRefused {
    /// There is no such case, or none the actor arranges.
    #[error("there is no such case")]
    NotFound,
    /// The case is over, or not so far.
    #[error("this case is not at a stage at which times are asked for")]
    NotArranging,
    /// A seat is not one of the case's.
    #[error("this is not a participant of the case")]
    NotAParticipant(usize),
    /// The day is past, or out of reach.
    #[error("ask for answers by a day from today to {MAX_DAYS} days ahead")]
    DueOutOfReach,
    /// There is nobody to ask.
    #[error("nobody is named for these seats. Maybe name somebody who could fill them")]
    NobodyToAsk,
}

impl Refusal for RequestRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::NotFound | Self::NotArranging | Self::NobodyToAsk => path(&["caseId"]),
            Self::NotAParticipant(ix) => vec!["participantIds".to_owned(), ix.to_string()],
            Self::DueOutOfReach => path(&["dueOn"]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotArranging => "NOT_ARRANGING",
            Self::NotAParticipant(_) => "NOT_A_PARTICIPANT",
            Self::DueOutOfReach => "DUE_OUT_OF_REACH",
            Self::NobodyToAsk => "NOBODY_TO_ASK",
        }
    }
}

/// What came of asking.
#[derive(Debug)]
pub struct Asked {
    /// The case as it now is.
    pub case: case::Model,
    /// What the actor has to do with it.
    pub standing: Standing,
    /// The questions to the seats asked, open ones from before among them.
    pub questions: Vec<availability_request::Model>,
}

/// Asks the people of some seats, or of all, when they can meet. Who was asked and has not answered
/// yet is not asked twice.
///
/// # Errors
///
/// [`RequestRefused`], or the database fails.
pub async fn request(
    app: &App,
    actor: &Actor,
    id: CaseId,
    seats: &[ParticipantId],
    due_on: Option<NaiveDate>,
) -> Result<Asked, Failure<RequestRefused>> {
    let subject = Subject::case(Deed::AvailabilityRequest, id);
    audit::watched(
        app,
        actor,
        subject,
        Box::pin(request_watched(app, actor, id, seats, due_on, subject)),
    )
    .await
}

/// The same, its refusals written down elsewhere.
async fn request_watched(
    app: &App,
    actor: &Actor,
    id: CaseId,
    seats: &[ParticipantId],
    due_on: Option<NaiveDate>,
    subject: Subject,
) -> Result<Asked, Failure<RequestRefused>> {
    let seen = super::case::see(app, actor, id).await?;
    let seen = seen.filter(|(_, standing)| may(*standing, Action::RequestAvailability));
    let (somebody, (_, standing)) = actor.somebody().zip(seen).ok_or(RequestRefused::NotFound)?;
    let by = somebody.id;
    let now = app.now();
    let due_on = due_on.unwrap_or_else(|| clock::reply_due(app.today(), &app.calendar).on);
    let ahead = (due_on - app.today()).num_days();
    if !(0..=MAX_DAYS).contains(&ahead) {
        return Err(RequestRefused::DueOutOfReach.into());
    }
    let tx = begin(&app.db).await?;
    let row = super::case::lock(&tx, id)
        .await?
        .ok_or(RequestRefused::NotFound)?;
    if !super::case::rules::is_arranging(row.state) {
        return Err(RequestRefused::NotArranging.into());
    }
    let all = super::case::participants_of(&tx, &[id]).await?;
    let asked = rules::seats(&all, seats, row.kind)?;
    let ids: Vec<ParticipantId> = asked.iter().map(|seat| seat.id).collect();
    let pool = super::case::pool_of(&tx, &ids).await?;
    let open = store::requests_of(&tx, &[id]).await?;
    let people = rules::people(&asked, &pool);
    if people.is_empty() {
        return Err(RequestRefused::NobodyToAsk.into());
    }
    let new = rules::questions(id, &people, &open, now, due_on, || app.ids.next());
    store::insert_requests(&tx, new).await?;
    let row = match row.state {
        case::State::Requested
        | case::State::Arranging
        | case::State::Rearrange
        | case::State::FacilitatorAssigned => {
            super::casework::asked_for_dates(app, &tx, by, row).await?
        }
        _ => row,
    };
    let questions = store::requests_of(&tx, &[id]).await?;
    let change = Change {
        before: Some(fingerprint_all(&open)),
        after: Some(fingerprint_all(&questions)),
    };
    audit::done(app, &tx, actor, Capacity::Case(standing), subject, change).await?;
    tx.commit().await?;
    let questions = questions
        .into_iter()
        .filter(|row| ids.contains(&row.participant_id));
    Ok(Asked {
        case: row,
        standing,
        questions: questions.collect(),
    })
}
