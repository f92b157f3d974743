//! The mediator's introduction, and the contacts with everybody before the day.

use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    MeetingId, PersonId, PrepContactId, Sealed, mediator_introduction, meeting, prep_contact,
};

use super::{LONGEST_TEXT, Place, SessionRefused};
use super::{about, enter_as_mediator, locked, mention, readable, recorded, rules, store};
use crate::app::App;
use crate::auth::Actor;
use crate::database::{begin, insert_all};
use crate::domain::Failure;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject};
use crate::domain::casework::{self, Recorded};
use crate::domain::vault::{self, Whose};
use crate::lifecycle::change::{Document, Duty};

/// Records that the mediator of an agreed meeting has got in touch with everybody who comes.
///
/// # Errors
///
/// [`SessionRefused`], or the database fails.
pub async fn introduce(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    on: NaiveDate,
) -> Result<Recorded, Failure<SessionRefused>> {
    let (subject, meeting) = about(app, Deed::MediatorIntroduce, id).await?;
    let work = introducing(app, actor, subject, meeting, on);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn introducing(
    app: &App,
    actor: &Actor,
    subject: Subject,
    meeting: Option<meeting::Model>,
    on: NaiveDate,
) -> Result<Recorded, Failure<SessionRefused>> {
    let place = enter_as_mediator(app, actor, meeting).await?;
    let tx = begin(&app.db).await?;
    let (row, meeting) = locked(&tx, &place).await?;
    rules::introduced(on, &meeting, app.today())?;
    let before = store::introductions_of(&tx, &[meeting.id]).await?;
    let after = mediator_introduction::Model {
        meeting_id: meeting.id,
        mediator_id: place.somebody.id,
        introduced_on: on,
        recorded_at: app.now(),
    };
    store::put(&tx, after.clone(), before.is_empty()).await?;
    for what in [
        Duty::IntroduceSelf.to_string(),
        Document::Introduction.to_string(),
    ] {
        casework::tick_off(app, &tx, place.somebody.id, row.id, &what).await?;
    }
    let words = "the mediator introduces themselves to everybody";
    mention(app, &tx, &place, &row, words).await?;
    let change = change_of(before.first(), &after);
    let capacity = Capacity::Case(place.standing);
    audit::done(app, &tx, actor, capacity, subject, change).await?;
    tx.commit().await?;
    Ok(recorded(row, place.standing))
}

/// A contact of the mediator with somebody.
#[derive(Clone, Debug)]
pub struct Contacted {
    /// With whom.
    pub person: PersonId,
    /// How.
    pub way: prep_contact::Way,
    /// When.
    pub at: DateTime<Utc>,
    /// How long it took.
    pub minutes: i32,
    /// What the mediator wants to remember; nobody else reads it.
    pub note: Option<String>,
}

/// Records a contact of the mediator with somebody who comes.
///
/// # Errors
///
/// [`SessionRefused`], or the database fails.
pub async fn contact(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    contacted: Contacted,
) -> Result<Recorded, Failure<SessionRefused>> {
    let (subject, meeting) = about(app, Deed::PrepContactRecord, id).await?;
    let work = contacting(app, actor, subject, meeting, contacted);
    audit::watched(app, actor, subject, Box::pin(work)).await
}

async fn contacting(
    app: &App,
    actor: &Actor,
    subject: Subject,
    meeting: Option<meeting::Model>,
    contacted: Contacted,
) -> Result<Recorded, Failure<SessionRefused>> {
    let place = enter_as_mediator(app, actor, meeting).await?;
    let tx = begin(&app.db).await?;
    let (row, meeting) = locked(&tx, &place).await?;
    let after = contact_row(app, &place, (&meeting, row.opened_at), &contacted)?;
    let comers = crate::domain::meeting::attendees_of(&tx, &[meeting.id]).await?;
    let is_it = |comer: &entities::attendee::Model| {
        comer.person_id == contacted.person && comer.person_id != meeting.mediator_id
    };
    if !comers.iter().any(is_it) {
        return Err(SessionRefused::NotAnAttendee.into());
    }
    let after = vault::sealed(app, &tx, Whose::Case(row.id), after).await?;
    insert_all(&tx, vec![after.clone()]).await?;
    let words = "the mediator prepares the meeting with somebody who comes";
    mention(app, &tx, &place, &row, words).await?;
    let capacity = Capacity::Case(place.standing);
    audit::done(app, &tx, actor, capacity, subject, Change::new(&after)).await?;
    tx.commit().await?;
    Ok(recorded(row, place.standing))
}

/// The row of a contact that can have been.
fn contact_row(
    app: &App,
    place: &Place<'_>,
    (meeting, opened_at): (&meeting::Model, DateTime<Utc>),
    contacted: &Contacted,
) -> Result<prep_contact::Model, SessionRefused> {
    let is_wanted = contacted.way != prep_contact::Way::NotWanted;
    let times = (opened_at, app.now());
    rules::contacted(contacted.at, contacted.minutes, is_wanted, times)?;
    let note = contacted.note.as_deref().map(|note| {
        readable(note, LONGEST_TEXT).ok_or(SessionRefused::Unreadable(LONGEST_TEXT, "note"))
    });
    Ok(prep_contact::Model {
        id: PrepContactId(app.ids.next()),
        meeting_id: meeting.id,
        mediator_id: place.somebody.id,
        person_id: contacted.person,
        way: contacted.way,
        contacted_at: contacted.at,
        minutes: contacted.minutes,
        note: note.transpose()?.map(Sealed::new),
    })
}

/// What changed in a row that may be new.
pub(super) fn change_of<M>(before: Option<&M>, after: &M) -> Change
where
    M: sea_orm::ModelTrait,
    M::Entity: sea_orm::EntityTrait<Model = M>,
{
    match before {
        Some(before) => Change::from(audit::fingerprint(before), after),
        None => Change::new(after),
    }
}
