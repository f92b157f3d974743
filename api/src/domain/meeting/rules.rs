//! What may happen to a meeting, and what then changes, decided from values.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Europe::London;
use entities::{
    AttendeeId, BookingId, MeetingId, Mode, PersonId, ResourceId, attendee, booking, case, meeting,
    participant,
};
use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;

use super::{CancelRefused, ConfirmRefused, Taken};
use crate::app::App;
use crate::auth::Standing;
use crate::domain::proposal::Draft;
use crate::lifecycle::booking::NotYet;
use crate::planning::Snapshot;

/// Whether somebody with that standing may know of a meeting: a date that was only ever held is the
/// arrangers' own business, also after it lapsed or was cancelled.
#[must_use]
pub fn may_see(standing: Standing, row: &meeting::Model) -> bool {
    match (standing, row.state) {
        (Standing::Manager | Standing::Coordinator, _) => true,
        (Standing::Anonymous | Standing::Stranger, _)
        | (_, meeting::State::Held | meeting::State::Lapsed) => false,
        (_, meeting::State::Confirmed | meeting::State::Completed | meeting::State::Cancelled) => {
            row.confirmed_at.is_some() && crate::auth::may(standing, crate::auth::Action::SeeCase)
        }
    }
}

/// How firm a meeting is at an instant: a hold that has run out has lapsed, whether or not somebody
/// has needed its time since.
#[must_use]
pub fn state_at(row: &meeting::Model, now: DateTime<Utc>) -> meeting::State {
    match (row.state, row.expires_at) {
        (meeting::State::Held, Some(expired)) if expired <= now => meeting::State::Lapsed,
        (state, _) => state,
    }
}

/// A stretch of time that a meeting takes of somebody or something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) kind: booking::ResourceKind,
    pub(super) resource: ResourceId,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) ends_at: DateTime<Utc>,
}

/// Whether the life-cycle of a case has come to holding dates.
pub(super) fn may_hold(case: &case::Model) -> Result<(), NotYet> {
    let began_at = match case.kind {
        case::Kind::MedH => case.icb_informed_at,
        _ => case.la_informed_at,
    };
    crate::lifecycle::booking::may_hold(case.kind, case.state, began_at)
}

/// Everything a draft takes, by resource: mediator and room from the setting-up on.
pub(super) fn wanted(draft: &Draft, case: &case::Model) -> Vec<Wanted> {
    let setup = Duration::minutes(quarters(case.setup_minutes));
    let (starts_at, ends_at) = (draft.starts_at, ends_at(draft, case));
    let early = |kind, resource| Wanted {
        kind,
        resource,
        starts_at: starts_at - setup,
        ends_at,
    };
    let person = |id: PersonId| Wanted {
        kind: booking::ResourceKind::Person,
        resource: id.into(),
        starts_at,
        ends_at,
    };
    let takers = draft.seats.iter().filter_map(|(_, taker)| *taker);
    let mut wanted: Vec<Wanted> = takers
        .chain(draft.interpreters.iter().copied())
        .map(person)
        .collect();
    wanted.push(early(booking::ResourceKind::Person, draft.mediator.into()));
    wanted.extend(
        draft
            .room
            .map(|room| early(booking::ResourceKind::Room, room.into())),
    );
    // Everybody locks in the same order, so that no two transactions wait for each other.
    wanted.sort_by_key(|want| want.resource);
    wanted
}

/// When a draft's meeting ends.
fn ends_at(draft: &Draft, case: &case::Model) -> DateTime<Utc> {
    let parts = [
        case.pre_meeting_minutes,
        case.session_minutes,
        case.signing_minutes,
    ];
    draft.starts_at + Duration::minutes(parts.into_iter().map(quarters).sum())
}

/// Minutes rounded up to whole quarters of an hour, as the planner counts them.
fn quarters(minutes: i32) -> i64 {
    (i64::from(minutes) + 14) / 15 * 15
}

/// The first part of a draft that is taken.
pub(super) fn first_taken(draft: &Draft, busy: &[booking::Model]) -> Option<Taken> {
    busy.first().map(|row| match row.resource_kind {
        booking::ResourceKind::Room => Taken::Room,
        booking::ResourceKind::Person if row.resource_id == draft.mediator.into() => {
            Taken::Mediator
        }
        booking::ResourceKind::Person => Taken::Person,
    })
}

/// What a coordinator reads when somebody else was faster.
pub(super) fn taken(taken: Taken) -> &'static str {
    match taken {
        Taken::Mediator => "the mediator has been booked for another meeting at this time",
        Taken::Room => "the room has been booked for another meeting at this time",
        Taken::Person => "somebody needed has been booked for another meeting at this time",
        Taken::Slot => "somebody else booked part of this date a moment ago",
    }
}

/// The rows of a held meeting.
pub(super) struct Held {
    pub(super) meeting: meeting::ActiveModel,
    pub(super) attendees: Vec<attendee::ActiveModel>,
    pub(super) bookings: Vec<booking::ActiveModel>,
}

/// The rows that holding a draft adds.
pub(super) fn held(
    app: &App,
    draft: &Draft,
    case: &case::Model,
    by: PersonId,
    now: DateTime<Utc>,
) -> Held {
    let id = MeetingId(app.ids.next());
    let meeting = meeting::ActiveModel {
        id: Set(id),
        case_id: Set(draft.case),
        state: Set(meeting::State::Held),
        mode: Set(if draft.room.is_some() {
            Mode::InPerson
        } else {
            Mode::Video
        }),
        starts_at: Set(draft.starts_at),
        ends_at: Set(ends_at(draft, case)),
        room_id: Set(draft.room),
        mediator_id: Set(draft.mediator),
        held_at: Set(now),
        held_by: Set(by),
        expires_at: Set(Some(now + app.hold_life)),
        confirmed_at: Set(None),
        cancelled_at: Set(None),
        cancelled_by: Set(None),
        cancel_cause: Set(None),
        cancel_side: Set(None),
        version: Set(1),
    };
    let attendee = |participant, person, role| attendee::ActiveModel {
        id: Set(AttendeeId(app.ids.next())),
        meeting_id: Set(id),
        participant_id: Set(participant),
        person_id: Set(person),
        role: Set(role),
    };
    let seats = draft
        .seats
        .iter()
        .filter_map(|&(seat, taker)| Some((Some(seat), taker?)));
    let mut attendees: Vec<_> = seats
        // The seat says in which role; the column repeats it for those without a seat.
        .map(|(seat, person)| attendee(seat, person, participant::Role::Other))
        .collect();
    attendees.push(attendee(None, draft.mediator, participant::Role::Mediator));
    let interpreters = draft.interpreters.iter();
    attendees
        .extend(interpreters.map(|&person| attendee(None, person, participant::Role::Interpreter)));
    let bookings = wanted(draft, case)
        .into_iter()
        .map(|want| booking::ActiveModel {
            id: Set(BookingId(app.ids.next())),
            meeting_id: Set(id),
            resource_kind: Set(want.kind),
            resource_id: Set(want.resource),
            starts_at: Set(want.starts_at),
            ends_at: Set(want.ends_at),
            status: Set(booking::Status::Held),
        })
        .collect();
    Held {
        meeting,
        attendees,
        bookings,
    }
}

/// The last meeting that took place.
pub(crate) fn held_last(meetings: &[meeting::Model]) -> Option<&meeting::Model> {
    let held = meetings
        .iter()
        .filter(|meeting| meeting.state == meeting::State::Completed);
    held.max_by_key(|meeting| meeting.starts_at)
}

/// Who comes to a meeting, each with the role of the seat they take; who has no seat mediates or
/// interprets.
pub(crate) fn who_came(
    attendees: &[attendee::Model],
    seats: &[participant::Model],
) -> Vec<(PersonId, participant::Role)> {
    let role = |who: &attendee::Model| {
        let seat = seats
            .iter()
            .find(|seat| Some(seat.id) == who.participant_id);
        seat.map_or(who.role, |seat| seat.role)
    };
    attendees
        .iter()
        .map(|who| (who.person_id, role(who)))
        .collect()
}

/// A held meeting as the draft it came from.
pub(super) fn draft_of(
    row: &meeting::Model,
    attendees: &[attendee::Model],
    snapshot: &Snapshot,
) -> Draft {
    let taker = |seat| {
        attendees
            .iter()
            .find(|row| row.participant_id == Some(seat))
            .map(|row| row.person_id)
    };
    let interprets = |row: &&attendee::Model| {
        row.role == participant::Role::Interpreter && row.participant_id.is_none()
    };
    Draft {
        case: row.case_id,
        starts_at: row.starts_at,
        room: row.room_id,
        mediator: row.mediator_id,
        seats: snapshot
            .seats
            .iter()
            .map(|&seat| (seat, taker(seat)))
            .collect(),
        interpreters: attendees
            .iter()
            .filter(interprets)
            .map(|row| row.person_id)
            .collect(),
    }
}

/// Bookings a meeting needs: everybody who comes, and the room.
pub(super) fn bookings_needed(row: &meeting::Model, attendees: &[attendee::Model]) -> u64 {
    attendees.len() as u64 + u64::from(row.room_id.is_some())
}

/// Whether a held meeting can be made firm.
pub(super) fn can_confirm(
    row: &meeting::Model,
    expected_version: i32,
    now: DateTime<Utc>,
) -> Result<(), ConfirmRefused> {
    match row.state {
        meeting::State::Held => {}
        meeting::State::Confirmed
        | meeting::State::Completed
        | meeting::State::Cancelled
        | meeting::State::Lapsed => return Err(ConfirmRefused::NotHeld(state(row.state))),
    }
    if row.version != expected_version {
        return Err(ConfirmRefused::StaleVersion(row.version));
    }
    match row.expires_at {
        Some(expired) if expired <= now => Err(ConfirmRefused::Expired(when(expired))),
        _ => Ok(()),
    }
}

/// The change that confirming makes.
pub(super) fn confirmed(row: meeting::Model, now: DateTime<Utc>) -> meeting::ActiveModel {
    let version = row.version + 1;
    let mut row = row.into_active_model();
    row.state = Set(meeting::State::Confirmed);
    row.confirmed_at = Set(Some(now));
    row.expires_at = Set(None);
    row.version = Set(version);
    row
}

/// Whether there is something to cancel.
pub(super) fn can_cancel(row: &meeting::Model, expected_version: i32) -> Result<(), CancelRefused> {
    match row.state {
        meeting::State::Held | meeting::State::Confirmed => {}
        meeting::State::Completed | meeting::State::Cancelled | meeting::State::Lapsed => {
            return Err(CancelRefused::NotLive(state(row.state)));
        }
    }
    if row.version != expected_version {
        return Err(CancelRefused::StaleVersion(row.version));
    }
    Ok(())
}

/// The change that cancelling makes.
pub(super) fn cancelled(
    row: meeting::Model,
    by: PersonId,
    now: DateTime<Utc>,
    cause: meeting::CancelCause,
    side: meeting::CancelSide,
) -> meeting::ActiveModel {
    let version = row.version + 1;
    let mut row = row.into_active_model();
    row.state = Set(meeting::State::Cancelled);
    row.cancelled_at = Set(Some(now));
    row.cancelled_by = Set(Some(by));
    row.cancel_cause = Set(Some(cause));
    row.cancel_side = Set(Some(side));
    row.expires_at = Set(None);
    row.version = Set(version);
    row
}

/// A meeting that has taken place.
pub(super) fn completed(row: meeting::Model) -> meeting::ActiveModel {
    let version = row.version + 1;
    let mut row = row.into_active_model();
    row.state = Set(meeting::State::Completed);
    row.expires_at = Set(None);
    row.version = Set(version);
    row
}

/// How a state reads in a sentence.
fn state(state: meeting::State) -> &'static str {
    match state {
        meeting::State::Held => "held",
        meeting::State::Confirmed => "confirmed",
        meeting::State::Completed => "completed",
        meeting::State::Cancelled => "cancelled",
        meeting::State::Lapsed => "lapsed",
    }
}

/// "on 2 March 2026 at 10:00".
pub(super) fn when(at: DateTime<Utc>) -> String {
    at.with_timezone(&London)
        .format("on %-d %B %Y at %H:%M")
        .to_string()
}
