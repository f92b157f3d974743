//! A meeting prepared, and its day: the mediator's calls, the summaries, who may decide, the ground
//! rules, who was there, and what became of each issue.
//!
//! What people write in confidence is read by whom it is meant for and by nobody else: [`reading`]
//! says by whom. What a step of the case depends on is read from here: `arrivals`, `has_called`.

mod attend;
mod authority;
mod contact;
mod issues;
pub mod reading;
mod records;
mod refused;
mod rules;
mod store;
mod summaries;

use entities::{MeetingId, ParticipantId, PersonId, case, meeting, participant, pool_member};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::app::App;
use crate::auth::{Action, Actor, Somebody, Standing, may};
use crate::domain::Failure;
use crate::domain::audit::{Deed, Subject};
use crate::domain::casework::{self, Recorded};

pub use attend::{Attended, attend, sign_ground_rules};
pub use authority::{Declared, confirm, declare};
pub use contact::{Contacted, contact, introduce};
pub use issues::settle;
pub(crate) use records::{arrivals, current_meeting, has_called};
pub use refused::SessionRefused;
pub(crate) use rules::{LONGEST_LINE, LONGEST_TEXT, basis, for_whom, readable, role_of};
pub(crate) use store::{
    attendance_of, contacts_of, declarations_of, introductions_of, readers_of, signatures_of,
    summaries_of,
};
pub use summaries::{AlsoTo, exchange, write};

/// Somebody at a meeting, with what they have to do with its case.
struct Place<'a> {
    somebody: &'a Somebody,
    standing: Standing,
    meeting: meeting::Model,
}

/// What an operation on a meeting is about, and the meeting, if there is one.
async fn about(
    app: &App,
    deed: Deed,
    id: MeetingId,
) -> Result<(Subject, Option<meeting::Model>), DbErr> {
    let meeting = store::meeting(&app.db, id).await?;
    let case = meeting.as_ref().map(|meeting| meeting.case_id);
    Ok((Subject::object(deed, case, Some(id.0)), meeting))
}

/// Where the actor stands in a meeting that they may know of; refused where one of these actions is
/// not theirs.
async fn enter<'a>(
    app: &App,
    actor: &'a Actor,
    meeting: Option<meeting::Model>,
    actions: &[Action],
) -> Result<Place<'a>, Failure<SessionRefused>> {
    let nowhere = || SessionRefused::NotFound("meetingId");
    let meeting = meeting.ok_or_else(nowhere)?;
    let somebody = actor.somebody().ok_or_else(nowhere)?;
    let seen = super::meeting::see(app, actor, meeting.id).await?;
    let (meeting, standing) = seen.ok_or_else(nowhere)?;
    if !actions.iter().any(|&action| may(standing, action)) {
        return Err(nowhere().into());
    }
    Ok(Place {
        somebody,
        standing,
        meeting,
    })
}

/// The same for what is the mediator's of that meeting alone.
async fn enter_as_mediator<'a>(
    app: &App,
    actor: &'a Actor,
    meeting: Option<meeting::Model>,
) -> Result<Place<'a>, Failure<SessionRefused>> {
    let place = enter(app, actor, meeting, &[Action::PrepareAsMediator]).await?;
    if place.meeting.mediator_id == place.somebody.id {
        Ok(place)
    } else {
        Err(SessionRefused::NotFound("meetingId").into())
    }
}

/// The case of a meeting, locked, and the meeting as it now is: agreed, and perhaps over.
async fn locked(
    tx: &DatabaseTransaction,
    place: &Place<'_>,
) -> Result<(case::Model, meeting::Model), Failure<SessionRefused>> {
    let nowhere = || SessionRefused::NotFound("meetingId");
    let row = super::case::lock(tx, place.meeting.case_id).await?;
    let row = row.ok_or_else(nowhere)?;
    let meetings = super::meeting::of_cases(tx, &[row.id]).await?;
    let mut meetings = meetings.into_iter();
    let meeting = meetings.find(|meeting| meeting.id == place.meeting.id);
    let meeting = meeting.ok_or_else(nowhere)?;
    if rules::is_agreed(&meeting) {
        Ok((row, meeting))
    } else {
        Err(SessionRefused::NotAgreed.into())
    }
}

/// The seats of a case with those who may take them.
pub(crate) struct Seats {
    /// The seats.
    pub(crate) seats: Vec<participant::Model>,
    pool: Vec<pool_member::Model>,
}

impl Seats {
    /// Reads them.
    pub(crate) async fn read(
        tx: &DatabaseTransaction,
        case: entities::CaseId,
    ) -> Result<Self, DbErr> {
        let seats = super::case::participants_of(tx, &[case]).await?;
        let ids: Vec<ParticipantId> = seats.iter().map(|seat| seat.id).collect();
        let pool = super::case::pool_of(tx, &ids).await?;
        Ok(Self { seats, pool })
    }

    /// The seat of that id.
    pub(crate) fn get(&self, id: ParticipantId) -> Option<&participant::Model> {
        self.seats.iter().find(|seat| seat.id == id)
    }

    /// The seats that a person has or could take.
    pub(crate) fn of(&self, person: PersonId) -> impl Iterator<Item = &participant::Model> {
        self.seats.iter().filter(move |seat| {
            let mut pool = self.pool.iter();
            let is_in_pool = |member: &pool_member::Model| {
                member.participant_id == seat.id && member.person_id == person
            };
            seat.person_id == Some(person) || pool.any(is_in_pool)
        })
    }

    /// The seats that are somebody's own: those that they have or could take and still speak in.
    pub(crate) fn own(
        &self,
        somebody: &Somebody,
    ) -> impl Iterator<Item = &participant::Model> + use<'_> {
        let own = reading::own_seats(somebody, &self.seats, &self.pool);
        let seats = self.seats.iter();
        seats.filter(move |seat| own.contains(&seat.id))
    }
}

/// The answer to somebody for whom something was recorded in a case that stayed as it is.
fn recorded(row: case::Model, standing: Standing) -> Recorded {
    (row, standing)
}

/// Notes in the timeline something that leaves the case as it is.
async fn mention(
    app: &App,
    tx: &DatabaseTransaction,
    place: &Place<'_>,
    row: &case::Model,
    words: &'static str,
) -> Result<(), DbErr> {
    casework::mention(app, tx, place.somebody.id, row, words).await
}
