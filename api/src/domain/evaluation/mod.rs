//! What people think of the service: invited after a meeting, answered once, told to others only in
//! numbers of enough people.

mod rules;
mod store;

use entities::{CaseId, PersonId, evaluation};
use sea_orm::DbErr;

use crate::app::App;
use crate::auth::{Actor, Afterwards, may_afterwards};
use crate::database::insert_all;
use crate::domain::audit::{self, Change, Deed, Subject, fingerprint, fingerprint_all};
use crate::domain::casework::{self, RecordRefused, Recorded};
use crate::domain::{Failure, case, meeting, prose};
use crate::lifecycle::change::Document;
use crate::reach;

pub use rules::{Quarter, Scores, Summary};
pub(crate) use store::of_cases;

/// Invites everybody who was at the meeting, but those who ran it and interpreted, to evaluate it.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn invite(
    app: &App,
    actor: &Actor,
    id: CaseId,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("evaluationInvite"), id);
    audit::watched(
        app,
        actor,
        subject,
        Box::pin(inviting(app, actor, subject, id)),
    )
    .await
}

async fn inviting(
    app: &App,
    actor: &Actor,
    subject: Subject,
    id: CaseId,
) -> Result<Recorded, Failure<RecordRefused>> {
    let entered = casework::enter(app, actor, id, |standing| {
        may_afterwards(standing, Afterwards::InviteEvaluations)
    })
    .await?;
    let meetings = meeting::of_cases(&entered.tx, &[id]).await?;
    let last = meeting::held_last(&meetings).ok_or_else(rules::no_meeting_yet)?;
    let attendees = meeting::attendees_of(&entered.tx, &[last.id]).await?;
    let seats = case::participants_of(&entered.tx, &[id]).await?;
    let there = meeting::who_came(&attendees, &seats);
    let known = store::of_cases(&entered.tx, &[id]).await?;
    let new = rules::invited(id, &there, &known, app.now());
    if new.is_empty() {
        return Err(rules::nobody_left().into());
    }
    let change = Change {
        before: None,
        after: Some(fingerprint_all(&new)),
    };
    insert_all(&entered.tx, new).await?;
    let invitation = Document::EvaluationInvitation.to_string();
    entered.ticks_off(app, &invitation).await?;
    let words = "everybody is invited to evaluate";
    entered
        .leave(app, actor, subject, Some(words), change)
        .await
}

/// What somebody answers.
#[derive(Clone, Debug)]
pub struct Answer {
    /// How it came in.
    pub channel: evaluation::Channel,
    /// The scores, from 1 to 5.
    pub scores: Scores,
    /// In their words.
    pub text: Option<String>,
    /// Whether their words may be quoted without their name.
    pub may_quote: bool,
}

/// Records an evaluation. Whoever runs the case may write down somebody's form from the day.
///
/// # Errors
///
/// [`RecordRefused`], or the database fails.
pub async fn submit(
    app: &App,
    actor: &Actor,
    id: CaseId,
    respondent: Option<PersonId>,
    answer: Answer,
) -> Result<Recorded, Failure<RecordRefused>> {
    let subject = Subject::case(Deed::CaseRecord("evaluationSubmit"), id);
    let work = submitting(app, actor, subject, id, (respondent, answer));
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn submitting(
    app: &App,
    actor: &Actor,
    subject: Subject,
    id: CaseId,
    (respondent, answer): (Option<PersonId>, Answer),
) -> Result<Recorded, Failure<RecordRefused>> {
    let entered = casework::enter(app, actor, id, |standing| {
        may_afterwards(standing, Afterwards::Evaluate)
            || may_afterwards(standing, Afterwards::InviteEvaluations)
    })
    .await?;
    let by = entered.by();
    let person = respondent.unwrap_or(by);
    rules::may_answer(entered.standing, person == by, answer.channel)?;
    let known = store::of_cases(&entered.tx, &[id]).await?;
    let invited = known.into_iter().find(|row| row.person_id == person);
    let before = rules::open(invited)?;
    let scores = answer.scores.checked()?;
    let row = evaluation::Model {
        submitted_at: Some(app.now()),
        channel: Some(answer.channel),
        service: Some(scores.service),
        mediator: Some(scores.mediator),
        preparation: Some(scores.preparation),
        fairness: Some(scores.fairness),
        heard: Some(scores.heard),
        outcome: Some(scores.outcome),
        text: prose::maybe(answer.text.as_deref(), prose::LINES, "text")?,
        may_quote: answer.may_quote,
        ..before.clone()
    };
    let change = Change::from(fingerprint(&before), &row);
    store::update(&entered.tx, row).await?;
    let words = "an evaluation came in";
    entered
        .leave(app, actor, subject, Some(words), change)
        .await
}

/// What people thought in a quarter of the services that the actor runs, or of the work that the actor's
/// body has bought; `None` where too few have answered, or it is not the actor's to know.
///
/// # Errors
///
/// The database fails.
pub async fn summary(app: &App, actor: &Actor, quarter: Quarter) -> Result<Option<Summary>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(None);
    };
    let Some((from_at, until_at)) = quarter.bounds() else {
        return Ok(None);
    };
    // What is told are numbers over the cases of a service, of which a commissioner reaches none.
    let rows = store::submitted(&app.db, (from_at, until_at), rules::scope(somebody));
    let rows = reach::as_service(rows).await?;
    Ok(rules::summary(quarter, &rows))
}

/// What people thought in a quarter of the meetings that the actor mediated: four weeks after its end,
/// so that nobody is known by when they answered.
///
/// # Errors
///
/// The database fails.
pub async fn own_summary(
    app: &App,
    actor: &Actor,
    quarter: Quarter,
) -> Result<Option<Summary>, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(None);
    };
    let Some((from_at, until_at)) = quarter.bounds() else {
        return Ok(None);
    };
    if !rules::is_told_to_mediators(until_at, app.now()) {
        return Ok(None);
    }
    let rows = store::mediated(&app.db, (from_at, until_at), somebody.id);
    let rows = reach::as_service(rows).await?;
    Ok(rules::summary(quarter, &rows))
}
