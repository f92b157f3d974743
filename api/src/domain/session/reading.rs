//! Who reads what of a meeting's preparation and its day, decided from values.
//!
//! What somebody may not read is not there: neither its text, nor that there is one.

use entities::{
    ParticipantId, PersonId, attendance, authority_declaration, participant, pool_member,
    prep_contact, summary, summary_reader,
};

use crate::auth::{Action, Somebody, Standing, may};
use crate::domain::case::rules::still_speaks;

/// Of some seats, those that are somebody's own: that they have or could take and still speak in.
#[must_use]
pub fn own_seats(
    somebody: &Somebody,
    seats: &[participant::Model],
    pool: &[pool_member::Model],
) -> Vec<ParticipantId> {
    let is_in_pool = |seat: ParticipantId| {
        let mut pool = pool.iter();
        pool.any(|member| member.participant_id == seat && member.person_id == somebody.id)
    };
    let own = seats.iter().filter(|seat| {
        let is_theirs = seat.person_id == Some(somebody.id) || is_in_pool(seat.id);
        is_theirs && still_speaks(somebody, seat.role, seat.organisation_id)
    });
    own.map(|seat| seat.id).collect()
}

/// The summaries that somebody reads: their own, all of them as the mediator, and those that were
/// exchanged where they were given them or arrange the case.
#[must_use]
pub fn summaries(
    (standing, viewer): (Standing, PersonId),
    rows: Vec<summary::Model>,
    own: &[ParticipantId],
    readers: &[summary_reader::Model],
) -> Vec<summary::Model> {
    if !may(standing, Action::SeeSummaries) {
        return Vec::new();
    }
    let was_given = |row: &summary::Model| {
        let mut readers = readers.iter();
        readers.any(|reader| reader.summary_id == row.id && reader.person_id == viewer)
    };
    let reads = |row: &summary::Model| {
        let is_exchanged = row.exchanged_at.is_some();
        own.contains(&row.participant_id)
            || may(standing, Action::PrepareAsMediator)
            || (is_exchanged && (may(standing, Action::Arrange) || was_given(row)))
    };
    rows.into_iter().filter(reads).collect()
}

/// The contacts that somebody reads: those they had as the mediator, and nobody else's.
#[must_use]
pub fn contacts(
    (standing, viewer): (Standing, PersonId),
    rows: Vec<prep_contact::Model>,
) -> Vec<prep_contact::Model> {
    let is_mediator = may(standing, Action::PrepareAsMediator);
    let rows = rows.into_iter();
    rows.filter(|row| is_mediator && row.mediator_id == viewer)
        .collect()
}

/// The attendance that somebody reads: everybody's, or only their own as an interpreter or child.
#[must_use]
pub fn attendance(
    (standing, viewer): (Standing, PersonId),
    rows: Vec<attendance::Model>,
) -> Vec<attendance::Model> {
    let rows = rows.into_iter();
    rows.filter(|row| is_shown((standing, viewer), row.person_id))
        .collect()
}

/// Whether somebody reads of another person whether they came.
#[must_use]
pub fn is_shown((standing, viewer): (Standing, PersonId), person: PersonId) -> bool {
    let only_own = [Standing::Interpreter, Standing::Child].contains(&standing);
    may(standing, Action::SeeAttendance) && (!only_own || person == viewer)
}

/// The declarations that somebody reads: all as who arranges or mediates, else their own.
#[must_use]
pub fn declarations(
    (standing, viewer): (Standing, PersonId),
    rows: Vec<authority_declaration::Model>,
) -> Vec<authority_declaration::Model> {
    let reads_all = may(standing, Action::SeePools) || may(standing, Action::RunSession);
    let rows = rows.into_iter();
    rows.filter(|row| reads_all || row.person_id == viewer)
        .collect()
}
