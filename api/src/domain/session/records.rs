//! What the steps of a case take from the records of its meeting.

use std::collections::BTreeSet;

use entities::participant::{Requirement, Role};
use entities::{CaseId, MeetingId, PersonId, attendee, meeting, participant};
use sea_orm::{DatabaseTransaction, DbErr};

use super::rules;
use super::store;
use crate::lifecycle::session::Arrival;

/// The meeting of a case that is agreed or was held: the one to come, or else the last.
pub(crate) async fn current_meeting(
    tx: &DatabaseTransaction,
    case: CaseId,
) -> Result<Option<meeting::Model>, DbErr> {
    let meetings = crate::domain::meeting::of_cases(tx, &[case]).await?;
    let agreed = meetings.into_iter().filter(rules::is_agreed);
    let is_to_come = |meeting: &meeting::Model| meeting.state == meeting::State::Confirmed;
    Ok(agreed.max_by_key(|meeting| (is_to_come(meeting), meeting.starts_at)))
}

/// Those who come to a meeting, each with their role.
pub(super) async fn comers(
    tx: &DatabaseTransaction,
    id: MeetingId,
    seats: &[participant::Model],
) -> Result<Vec<(attendee::Model, Role)>, DbErr> {
    let rows = crate::domain::meeting::attendees_of(tx, &[id]).await?;
    let with_role = |row: attendee::Model| {
        let role = rules::role_of(&row, seats);
        (row, role)
    };
    Ok(rows.into_iter().map(with_role).collect())
}

/// Those who are there and to be admitted when the session of a case begins.
pub(crate) async fn arrivals(
    tx: &DatabaseTransaction,
    case: CaseId,
) -> Result<Vec<Arrival>, DbErr> {
    let Some(meeting) = current_meeting(tx, case).await? else {
        return Ok(Vec::new());
    };
    let seats = crate::domain::case::participants_of(tx, &[case]).await?;
    let comers = comers(tx, meeting.id, &seats).await?;
    let there = store::attendance_of(tx, &[meeting.id]).await?;
    let signed = store::signatures_of(tx, &[meeting.id]).await?;
    let signed: Vec<PersonId> = signed.iter().map(|row| row.person_id).collect();
    Ok(rules::arrivals(
        &comers,
        &there,
        &signed,
        meeting.mediator_id,
    ))
}

/// Whether the mediator has been in touch with everybody who comes to the meeting of a case in the
/// seat of a party that must come, or they want no such contact.
pub(crate) async fn has_called(tx: &DatabaseTransaction, case: CaseId) -> Result<bool, DbErr> {
    let Some(meeting) = current_meeting(tx, case).await? else {
        return Ok(false);
    };
    let seats = crate::domain::case::participants_of(tx, &[case]).await?;
    let meetings = crate::domain::meeting::of_cases(tx, &[case]).await?;
    let ids: Vec<MeetingId> = meetings.iter().map(|meeting| meeting.id).collect();
    let contacts = store::contacts_of(tx, &ids).await?;
    let called: BTreeSet<PersonId> = contacts.iter().map(|row| row.person_id).collect();
    let must_come = |row: &attendee::Model| {
        let mut seats = seats.iter();
        seats.any(|seat| {
            Some(seat.id) == row.participant_id
                && seat.requirement == Requirement::Required
                && rules::for_whom(seat.role)
        })
    };
    let comers = crate::domain::meeting::attendees_of(tx, &[meeting.id]).await?;
    let mut parties = comers.iter().filter(|row| must_come(row));
    Ok(parties.all(|row| called.contains(&row.person_id)))
}
