//! The day: who signs the ground rules, who is there, on which basis, and whether they may decide.

use chrono::{DateTime, Utc};
use entities::participant::Role;
use entities::{
    AttendeeId, MeetingId, PersonId, attendance, attendee, case, ground_rules_signature, meeting,
    participant,
};
use sea_orm::DatabaseTransaction;

use super::authority::{declaration, found, is_mediation, is_wide_enough};
use super::contact::change_of;
use super::records::comers;
use super::{LONGEST_LINE, Place, Seats, SessionRefused};
use super::{about, enter, locked, mention, readable, recorded, rules, store};
use crate::app::{App, day_of};
use crate::auth::{Action, Actor, may};
use crate::database::{begin, insert_all};
use crate::domain::Failure;
use crate::domain::audit::{self, Beside, Capacity, Change, Deed, Subject};
use crate::domain::case::rules::FOR_BODIES;
use crate::domain::casework::{self, Recorded, Step};
use crate::domain::parties;
use crate::lifecycle::invitation::{Refusal, may_attend};
use crate::lifecycle::mediation::{Choice, Event};

/// Records that somebody who comes to a meeting has signed the ground rules: themselves, or whoever
/// runs the session for them.
///
/// # Errors
///
/// [`SessionRefused`], or the database fails.
pub async fn sign_ground_rules(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    person: Option<PersonId>,
    wording: String,
) -> Result<Recorded, Failure<SessionRefused>> {
    let (subject, meeting) = about(app, Deed::GroundRulesSign, id).await?;
    let work = signing(app, actor, subject, meeting, (person, wording));
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn signing(
    app: &App,
    actor: &Actor,
    subject: Subject,
    meeting: Option<meeting::Model>,
    (person, wording): (Option<PersonId>, String),
) -> Result<Recorded, Failure<SessionRefused>> {
    let actions = [Action::TakePart, Action::RunSession];
    let place = enter(app, actor, meeting, &actions).await?;
    let person = person.unwrap_or(place.somebody.id);
    let runs = may(place.standing, Action::RunSession);
    if person != place.somebody.id && !runs {
        return Err(SessionRefused::NotFound("personId").into());
    }
    let tx = begin(&app.db).await?;
    let (row, meeting) = locked(&tx, &place).await?;
    let unreadable = SessionRefused::Unreadable(LONGEST_LINE, "wording");
    let wording = readable(&wording, LONGEST_LINE).ok_or(unreadable)?;
    let seats = Seats::read(&tx, row.id).await?;
    comer(app, &tx, &meeting, &seats, (person, runs)).await?;
    let signed = store::signatures_of(&tx, &[meeting.id]).await?;
    if signed.iter().any(|row| row.person_id == person) {
        return Err(SessionRefused::SignedAlready.into());
    }
    let after = ground_rules_signature::Model {
        meeting_id: meeting.id,
        person_id: person,
        wording: wording.reveal().to_owned(),
        signed_at: app.now(),
        recorded_by: place.somebody.id,
    };
    insert_all(&tx, vec![after.clone()]).await?;
    let words = "somebody who comes signs the ground rules";
    mention(app, &tx, &place, &row, words).await?;
    let capacity = Capacity::Case(place.standing);
    audit::done(app, &tx, actor, capacity, subject, Change::new(&after)).await?;
    tx.commit().await?;
    Ok(recorded(row, place.standing))
}

/// Somebody at a meeting.
#[derive(Clone, Copy, Debug)]
pub struct Attended {
    /// Who.
    pub person: PersonId,
    /// Whether they were there.
    pub presence: attendance::Presence,
    /// On which basis; `None` while there is none.
    pub basis: Option<attendance::Basis>,
    /// When they came.
    pub arrived_at: Option<DateTime<Utc>>,
    /// When they left.
    pub left_at: Option<DateTime<Utc>>,
    /// Whether they could decide, where they come for a body.
    pub authority: Option<attendance::Authority>,
    /// What the family wants where nobody with authority comes.
    pub family: Option<Choice>,
}

/// Records whether somebody was at a meeting; what was recorded of them before is replaced. Where
/// authority is missing before a mediation has begun, the step of the case that follows is taken as
/// well.
///
/// # Errors
///
/// [`SessionRefused`], or the database fails.
pub async fn attend(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    attended: Attended,
) -> Result<Recorded, Failure<SessionRefused>> {
    let (subject, meeting) = about(app, Deed::AttendanceRecord, id).await?;
    let work = attending(app, actor, subject, meeting, attended);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn attending(
    app: &App,
    actor: &Actor,
    subject: Subject,
    meeting: Option<meeting::Model>,
    attended: Attended,
) -> Result<Recorded, Failure<SessionRefused>> {
    let place = enter(app, actor, meeting, &[Action::RunSession]).await?;
    let tx = begin(&app.db).await?;
    let (row, meeting) = locked(&tx, &place).await?;
    let meeting_on = day_of(meeting.starts_at);
    let times = (attended.arrived_at, attended.left_at);
    rules::times(attended.presence, times, meeting_on, app.now())?;
    let seats = Seats::read(&tx, row.id).await?;
    let (comer, role) = comer(app, &tx, &meeting, &seats, (attended.person, true)).await?;
    let seat = comer.participant_id.and_then(|id| seats.get(id));
    let known = store::attendance_of(&tx, &[meeting.id]).await?;
    let is_it = |other: &attendance::Model| other.person_id == attended.person;
    let (mut before, others): (Vec<_>, Vec<_>) = known.into_iter().partition(is_it);
    let before = before.pop();
    let after = attendance_row(app, &place, &meeting, &attended);
    let conducts = attended.person == meeting.mediator_id;
    if after.basis.is_some() || (rules::was_there(&after) && !conducts) {
        let proposals = parties::proposals_of(&tx, &[row.id]).await?;
        let facts = rules::basis_facts(&row, (role, seat), &others, &proposals, meeting_on);
        may_attend(after.basis.map(rules::basis), &facts)
            .map_err(|refused| SessionRefused::against("basis", &refused))?;
    }
    // Before it begins, whoever begins it looks at who has signed.
    if rules::is_going_on(row.state) && rules::was_there(&after) && !conducts {
        let signed = store::signatures_of(&tx, &[meeting.id]).await?;
        if !signed.iter().any(|row| row.person_id == attended.person) {
            return Err(SessionRefused::against("personId", &Refusal::Unsigned).into());
        }
    }
    store::put(&tx, after.clone(), before.is_none()).await?;
    if others.is_empty() && before.is_none() {
        mention(app, &tx, &place, &row, "it is recorded who is there").await?;
    }
    let was = before.as_ref().and_then(|before| before.authority);
    let mut besides = Vec::new();
    let row = match attended.authority {
        Some(now) if was != Some(now) => {
            let seat = seat.ok_or(SessionRefused::NotForABody)?;
            let what = (now, attended.person, attended.family);
            let at = (&meeting, seat, &seats);
            find(app, &tx, &place, row, at, what, &mut besides).await?
        }
        Some(_) | None => row,
    };
    let change = change_of(before.as_ref(), &after);
    let capacity = Capacity::Case(place.standing);
    audit::done(app, &tx, actor, capacity, subject, change).await?;
    audit::besides(app, &tx, actor, capacity, subject, besides).await?;
    tx.commit().await?;
    Ok(recorded(row, place.standing))
}

fn attendance_row(
    app: &App,
    place: &Place<'_>,
    meeting: &meeting::Model,
    attended: &Attended,
) -> attendance::Model {
    attendance::Model {
        meeting_id: meeting.id,
        person_id: attended.person,
        presence: attended.presence,
        basis: attended.basis,
        arrived_at: attended.arrived_at,
        left_at: attended.left_at,
        authority: attended.authority,
        recorded_at: app.now(),
        recorded_by: place.somebody.id,
    }
}

/// Somebody who comes to a meeting, and as what. Whoever takes a seat on the day in another's place is
/// added where the actor runs the session.
async fn comer(
    app: &App,
    tx: &DatabaseTransaction,
    meeting: &meeting::Model,
    seats: &Seats,
    (person, may_add): (PersonId, bool),
) -> Result<(attendee::Model, Role), Failure<SessionRefused>> {
    let mut known = comers(tx, meeting.id, &seats.seats).await?.into_iter();
    if let Some(found) = known.find(|(row, _)| row.person_id == person) {
        return Ok(found);
    }
    let seat = seats.of(person).next().filter(|_| may_add);
    let seat = seat.ok_or(SessionRefused::NotAnAttendee)?;
    let row = attendee::Model {
        id: AttendeeId(app.ids.next()),
        meeting_id: meeting.id,
        participant_id: Some(seat.id),
        person_id: person,
        role: seat.role,
    };
    store::insert_attendee(tx, row.clone()).await?;
    Ok((row, seat.role))
}

/// Notes whether somebody for a body could decide, and takes the step of the case that follows where
/// nobody could.
async fn find(
    app: &App,
    tx: &DatabaseTransaction,
    place: &Place<'_>,
    row: case::Model,
    (meeting, seat, seats): (&meeting::Model, &participant::Model, &Seats),
    (authority, person, family): (attendance::Authority, PersonId, Option<Choice>),
    besides: &mut Vec<Beside>,
) -> Result<case::Model, Failure<SessionRefused>> {
    if !FOR_BODIES.contains(&seat.role) {
        return Err(SessionRefused::NotForABody.into());
    }
    let is_there = authority == attendance::Authority::Present;
    let before = declaration(tx, seat.id, person).await?;
    let is_wide_enough = is_there && is_wide_enough(tx, &row, (seat, seats), person).await?;
    let how = (is_there, is_wide_enough);
    let when = (day_of(meeting.starts_at), app.now());
    let after = found(&row, seat, meeting, before.as_ref(), how, when)?;
    if let Some(after) = after {
        store::put(tx, after, false).await?;
    }
    if is_there || !is_missed(&row, seat.role) {
        return Ok(row);
    }
    let family = family.ok_or(SessionRefused::FamilyNotAsked)?;
    let by = seat.role;
    let step = Step::Mediation(Event::AuthorityMissing { by, family });
    casework::take(app, tx, place.somebody.id, row, step, besides)
        .await
        .map_err(SessionRefused::of_step)
}

/// Whether a mediation that has not begun cannot go on as it is without that body.
fn is_missed(row: &case::Model, role: Role) -> bool {
    let is_before = [case::State::Booked, case::State::Prepared].contains(&row.state);
    is_before && is_mediation(row) && casework::bodies(row.kind).contains(&role)
}
