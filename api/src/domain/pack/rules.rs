//! What may stand in the pack of a facilitated meeting, and when: from values.

use chrono::NaiveDate;
use entities::participant::Role;
use entities::{PersonId, case};

use crate::auth::{Afterwards, Standing, may_afterwards};
use crate::domain::casework::RecordRefused;
use crate::lifecycle::kinds::Product;

/// Things on an agenda, and papers, at most.
const MOST: usize = 50;

/// Comments on notes at most.
const MOST_COMMENTS: usize = 200;

/// Minutes set aside for one thing at most: a long day.
const MOST_MINUTES: i32 = 480;

fn wrong(field: &'static str, code: &'static str, sentence: &str) -> RecordRefused {
    RecordRefused::Wrong {
        field,
        code,
        sentence: sentence.to_owned(),
    }
}

/// Whether a case has such a pack.
#[must_use]
pub fn is_facilitation(kind: case::Kind) -> bool {
    match Product::from(kind) {
        Product::Facilitation(_) => true,
        Product::Advice | Product::Mediation(_) | Product::Resolution(_) => false,
    }
}

/// Refuses a case of another type.
pub(super) fn facilitated(kind: case::Kind) -> Result<(), RecordRefused> {
    if is_facilitation(kind) {
        Ok(())
    } else {
        Err(RecordRefused::OtherType)
    }
}

/// Whether a facilitation has not met yet, and its papers are still to be sent.
fn is_before_papers(state: case::State) -> bool {
    use case::State;
    [
        State::Requested,
        State::Scoped,
        State::FacilitatorAssigned,
        State::Collecting,
        State::ReadyToSolve,
        State::Proposed,
        State::Booked,
        State::AgendaDrafted,
    ]
    .contains(&state)
}

/// Refuses what comes after the meeting, or too much of it.
pub(super) fn may_add_item(
    state: case::State,
    there: usize,
    minutes: Option<i32>,
) -> Result<(), RecordRefused> {
    if !is_before_papers(state) && state != case::State::PapersCirculated {
        let sentence = "An agenda is for a meeting that is still to come (order of steps of a \
                        facilitation).";
        return Err(wrong("caseId", "MEETING_OVER", sentence));
    }
    if minutes.is_some_and(|minutes| !(1..=MOST_MINUTES).contains(&minutes)) {
        let sentence =
            "From 1 to 480 minutes are set aside for one thing (practice of the service).";
        return Err(wrong("minutes", "MINUTES_OUT_OF_RANGE", sentence));
    }
    few(there, "title")
}

fn few(there: usize, field: &'static str) -> Result<(), RecordRefused> {
    if there < MOST {
        return Ok(());
    }
    let sentence = "At most 50 stand in the pack of one meeting (practice of the service).";
    Err(wrong(field, "PACK_FULL", sentence))
}

/// Refuses a paper once the papers are sent: everybody has the same.
pub(super) fn may_add_paper(state: case::State, there: usize) -> Result<(), RecordRefused> {
    if !is_before_papers(state) {
        let sentence = "The papers are sent, and everybody has the same (SEND Regulations 2014, \
                        reg 20(4); practice of the service).";
        return Err(wrong("caseId", "PAPERS_SENT", sentence));
    }
    few(there, "title")
}

/// Refuses notes of a meeting that was not held, and any change once they are final.
pub(super) fn may_write_notes(state: case::State) -> Result<(), RecordRefused> {
    use case::State;
    if [State::Held, State::NotesDraft, State::CommentWindow].contains(&state) {
        return Ok(());
    }
    let is_final = [State::NotesFinal, State::ActionsTracked, State::Closed].contains(&state);
    let (code, sentence) = if is_final {
        (
            "NOTES_FINAL",
            "The notes are final, and nothing in them changes (practice of the service).",
        )
    } else {
        (
            "MEETING_NOT_HELD",
            "Notes are of a meeting that was held (order of steps of a facilitation).",
        )
    };
    Err(wrong("caseId", code, sentence))
}

/// Whether the notes of a case in this state are a draft.
#[must_use]
pub fn is_draft(state: case::State) -> bool {
    use case::State;
    ![State::NotesFinal, State::ActionsTracked, State::Closed].contains(&state)
}

/// Whether somebody with that standing sees the notes: who writes them always, the others once they are
/// sent for comments.
#[must_use]
pub fn are_notes_seen(standing: Standing, state: case::State) -> bool {
    let is_sent = state == case::State::CommentWindow || !is_draft(state);
    may_afterwards(standing, Afterwards::WritePack)
        || (is_sent && may_afterwards(standing, Afterwards::SeePack))
}

/// Refuses a comment before the window opens and after it has closed.
pub(super) fn may_comment(
    state: case::State,
    until_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), RecordRefused> {
    let is_open = until_on.is_some_and(|until| today <= until);
    if state == case::State::CommentWindow && is_open {
        return Ok(());
    }
    let sentence = "Comments on draft notes are taken while the window for them is open (practice of \
                    the service).";
    Err(wrong("caseId", "COMMENTS_CLOSED", sentence))
}

/// Somebody comments who was not at the meeting.
pub(super) fn was_not_there() -> RecordRefused {
    let sentence = "Those who were at the meeting comment on its notes (practice of the service).";
    wrong("caseId", "NOT_AT_THE_MEETING", sentence)
}

/// Refuses more comments than can be read.
pub(super) fn may_say_more(said: usize) -> Result<(), RecordRefused> {
    if said < MOST_COMMENTS {
        return Ok(());
    }
    let sentence = "At most 200 comments are taken on one set of notes (practice of the service).";
    Err(wrong("text", "PACK_FULL", sentence))
}

/// Who of those who were there is asked for comments: all but who chaired and who interpreted.
pub(super) fn answerers(there: &[(PersonId, Role)]) -> Vec<PersonId> {
    let asked = there.iter().filter(|(_, role)| match role {
        Role::Family
        | Role::Child
        | Role::LocalAuthority
        | Role::Health
        | Role::SocialCare
        | Role::Education
        | Role::Supporter
        | Role::Other => true,
        Role::Interpreter | Role::Mediator => false,
    });
    asked.map(|&(person, _)| person).collect()
}
