//! What somebody who comes for a body may decide and sign: declared, and confirmed by the mediator
//! (regulation 37(1)).

use chrono::NaiveDate;
use entities::{ParticipantId, PersonId, authority_declaration, case, issue, meeting, participant};
use sea_orm::DatabaseTransaction;

use super::contact::change_of;
use super::{LONGEST_TEXT, Seats, SessionRefused};
use super::{readable, recorded, records, rules, store};
use crate::app::{App, day_of};
use crate::auth::{Action, Actor, Somebody, Standing, may};
use crate::database::begin;
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Deed, Subject};
use crate::domain::case::rules::FOR_BODIES;
use crate::domain::casework::{self, Recorded};
use crate::lifecycle::authority::{Event, Facts, Limits, State, step};
use crate::lifecycle::change::Duty;
use crate::lifecycle::kinds::Product;

/// What somebody declares.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Who; the actor where nobody is named.
    pub person: Option<PersonId>,
    /// On which issues they may decide.
    pub domains: Vec<issue::Domain>,
    /// Up to where.
    pub limits: Limits,
    /// The limit in words, where there is one.
    pub limit_text: Option<String>,
    /// Whether they may sign on the day.
    pub may_sign: bool,
}

/// Somebody in the case of a seat.
struct AtSeat<'a> {
    somebody: &'a Somebody,
    standing: Standing,
    seat: participant::Model,
}

async fn enter<'a>(
    app: &App,
    actor: &'a Actor,
    seat: Option<participant::Model>,
    actions: &[Action],
) -> Result<AtSeat<'a>, Failure<SessionRefused>> {
    let nowhere = || SessionRefused::NotFound("participantId");
    let seat = seat.ok_or_else(nowhere)?;
    let somebody = actor.somebody().ok_or_else(nowhere)?;
    let seen = crate::domain::case::see(app, actor, seat.case_id).await?;
    let (_, standing) = seen.ok_or_else(nowhere)?;
    if !actions.iter().any(|&action| may(standing, action)) {
        return Err(nowhere().into());
    }
    Ok(AtSeat {
        somebody,
        standing,
        seat,
    })
}

/// Declares what somebody may decide and sign in a seat for a body: themselves, or whoever runs the
/// session for them.
///
/// # Errors
///
/// [`SessionRefused`], or the database fails.
pub async fn declare(
    app: &App,
    actor: &Actor,
    id: ParticipantId,
    declared: Declared,
) -> Result<Recorded, Failure<SessionRefused>> {
    let seat = store::seat(&app.db, id).await?;
    let case = seat.as_ref().map(|seat| seat.case_id);
    let subject = Subject::object(Deed::AuthorityDeclare, case, Some(id.0));
    let work = declaring(app, actor, subject, seat, declared);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn declaring(
    app: &App,
    actor: &Actor,
    subject: Subject,
    seat: Option<participant::Model>,
    declared: Declared,
) -> Result<Recorded, Failure<SessionRefused>> {
    let at = enter(app, actor, seat, &[Action::TakePart, Action::RunSession]).await?;
    let tx = begin(&app.db).await?;
    let row = lock(&tx, &at.seat).await?;
    let seats = Seats::read(&tx, row.id).await?;
    let person = declared.person.unwrap_or(at.somebody.id);
    let is_own =
        person == at.somebody.id && seats.own(at.somebody).any(|seat| seat.id == at.seat.id);
    let for_another =
        may(at.standing, Action::RunSession) && seats.of(person).any(|seat| seat.id == at.seat.id);
    if !is_own && !for_another {
        return Err(SessionRefused::NotFound("personId").into());
    }
    if !FOR_BODIES.contains(&at.seat.role) {
        return Err(SessionRefused::NotForABody.into());
    }
    let before = declaration(&tx, at.seat.id, person).await?;
    let mut scope = declared.domains.clone();
    scope.sort_unstable();
    scope.dedup();
    let limits = declared.limits;
    let event = Event::Declared {
        scope: scope.clone(),
        limits,
    };
    let facts = facts(&tx, &row, &at.seat).await?;
    let change = step(rules::declared(before.as_ref()), &event, &facts, app.now())
        .map_err(|refused| SessionRefused::against("limits", &refused))?;
    let after = declaration_row(app, &at, person, &declared, change.to)?;
    store::put(&tx, after.clone(), before.is_none()).await?;
    store::replace_authority(&tx, at.seat.id, person, scope).await?;
    let happened = (event.words(), app.today());
    let row = casework::enact(app, &tx, at.somebody.id, row, happened, change.effects).await?;
    let change = change_of(before.as_ref(), &after);
    let capacity = Capacity::Case(at.standing);
    audit::done(app, &tx, actor, capacity, subject, change).await?;
    tx.commit().await?;
    Ok(recorded(row, at.standing))
}

fn declaration_row(
    app: &App,
    at: &AtSeat<'_>,
    person: PersonId,
    declared: &Declared,
    state: State,
) -> Result<authority_declaration::Model, SessionRefused> {
    let (limits, is_limited) = match declared.limits {
        Limits::Written => (authority_declaration::Limits::Written, true),
        Limits::None | Limits::MustAsk => (authority_declaration::Limits::None, false),
    };
    let text = declared.limit_text.as_deref();
    if text.is_some() != is_limited {
        return Err(SessionRefused::LimitUnwritten);
    }
    let text = text.map(|text| {
        readable(text, LONGEST_TEXT).ok_or(SessionRefused::Unreadable(LONGEST_TEXT, "limitText"))
    });
    let state = rules::stored(state).unwrap_or(authority_declaration::State::Declared);
    Ok(authority_declaration::Model {
        participant_id: at.seat.id,
        person_id: person,
        state,
        limits,
        limit_text: text.transpose()?,
        may_sign: declared.may_sign,
        declared_at: app.now(),
        declared_by: at.somebody.id,
        confirmed_at: None,
        confirmed_by: None,
        found_on: None,
    })
}

/// Confirms what somebody has declared; the mediator's to do.
///
/// # Errors
///
/// [`SessionRefused`], or the database fails.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    id: ParticipantId,
    person: PersonId,
) -> Result<Recorded, Failure<SessionRefused>> {
    let seat = store::seat(&app.db, id).await?;
    let case = seat.as_ref().map(|seat| seat.case_id);
    let subject = Subject::object(Deed::AuthorityConfirm, case, Some(id.0));
    let work = confirming(app, actor, subject, seat, person);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn confirming(
    app: &App,
    actor: &Actor,
    subject: Subject,
    seat: Option<participant::Model>,
    person: PersonId,
) -> Result<Recorded, Failure<SessionRefused>> {
    let at = enter(app, actor, seat, &[Action::PrepareAsMediator]).await?;
    let tx = begin(&app.db).await?;
    let row = lock(&tx, &at.seat).await?;
    let before = declaration(&tx, at.seat.id, person).await?;
    let facts = facts(&tx, &row, &at.seat).await?;
    let event = Event::Confirmed;
    let change = step(rules::declared(before.as_ref()), &event, &facts, app.now())
        .map_err(|refused| SessionRefused::against("personId", &refused))?;
    let before = before.ok_or(SessionRefused::NotFound("personId"))?;
    let after = authority_declaration::Model {
        state: rules::stored(change.to).unwrap_or(before.state),
        confirmed_at: Some(app.now()),
        confirmed_by: Some(at.somebody.id),
        ..before.clone()
    };
    store::put(&tx, after.clone(), false).await?;
    let owed = Duty::ConfirmAuthority.to_string();
    casework::tick_off(app, &tx, at.somebody.id, row.id, &owed).await?;
    let happened = (event.words(), app.today());
    let row = casework::enact(app, &tx, at.somebody.id, row, happened, change.effects).await?;
    let change = change_of(Some(&before), &after);
    let capacity = Capacity::Case(at.standing);
    audit::done(app, &tx, actor, capacity, subject, change).await?;
    tx.commit().await?;
    Ok(recorded(row, at.standing))
}

async fn lock(
    tx: &DatabaseTransaction,
    seat: &participant::Model,
) -> Result<case::Model, Failure<SessionRefused>> {
    let row = crate::domain::case::lock(tx, seat.case_id).await?;
    row.ok_or_else(|| SessionRefused::NotFound("participantId").into())
}

/// What somebody has declared in a seat.
pub(super) async fn declaration(
    tx: &DatabaseTransaction,
    seat: ParticipantId,
    person: PersonId,
) -> Result<Option<authority_declaration::Model>, sea_orm::DbErr> {
    let mut rows = store::declarations_of(tx, &[seat]).await?.into_iter();
    Ok(rows.find(|row| row.person_id == person))
}

async fn facts(
    tx: &DatabaseTransaction,
    row: &case::Model,
    seat: &participant::Model,
) -> Result<Facts, sea_orm::DbErr> {
    let meeting = records::current_meeting(tx, row.id).await?;
    // How wide it is shows on the day, by the issues that are open then.
    Ok(facts_of(row, seat, meeting.as_ref(), false))
}

fn facts_of(
    row: &case::Model,
    seat: &participant::Model,
    meeting: Option<&meeting::Model>,
    is_wide_enough: bool,
) -> Facts {
    Facts {
        role: seat.role,
        is_mediation: is_mediation(row),
        meeting_on: meeting.map(|meeting| day_of(meeting.starts_at)),
        is_wide_enough,
    }
}

/// Whether a case is a mediation, where the law asks for authority.
pub(super) fn is_mediation(row: &case::Model) -> bool {
    match Product::from(row.kind) {
        Product::Mediation(_) => true,
        Product::Advice | Product::Resolution(_) | Product::Facilitation(_) => false,
    }
}

/// Whether what somebody may decide in a seat covers every open issue that is that seat's to decide.
pub(super) async fn is_wide_enough(
    tx: &DatabaseTransaction,
    row: &case::Model,
    (seat, seats): (&participant::Model, &Seats),
    person: PersonId,
) -> Result<bool, sea_orm::DbErr> {
    let issues = crate::domain::case::issues_of(tx, &[row.id]).await?;
    let mut held = crate::domain::case::authorities_of(tx, &[seat.id]).await?;
    held.retain(|row| row.person_id == person);
    Ok(rules::covers(row, &issues, (seat, seats), &held))
}

/// Whether authority was found or missed on the day: the declaration as it then is, if there is one.
/// That the law was broken is for the step of the case to note, which knows what the family wants.
pub(super) fn found(
    row: &case::Model,
    seat: &participant::Model,
    meeting: &meeting::Model,
    before: Option<&authority_declaration::Model>,
    (is_there, is_wide_enough): (bool, bool),
    (on, now): (NaiveDate, chrono::DateTime<chrono::Utc>),
) -> Result<Option<authority_declaration::Model>, SessionRefused> {
    let event = if is_there {
        Event::FoundPresent { on }
    } else {
        Event::FoundMissing { on }
    };
    let facts = facts_of(row, seat, Some(meeting), is_wide_enough);
    let change = step(rules::declared(before), &event, &facts, now)
        .map_err(|refused| SessionRefused::against("authority", &refused))?;
    Ok(before.map(|before| authority_declaration::Model {
        state: rules::stored(change.to).unwrap_or(before.state),
        found_on: Some(on),
        ..before.clone()
    }))
}
