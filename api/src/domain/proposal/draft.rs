//! A proposal as rows name it: what a client is given, and hands back to hold it.
//!
//! It holds ids and times and nothing secret. It is not signed, because it grants nothing: whoever
//! hands it back is checked, and so is every rule, against the database of that moment.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use entities::{CaseId, ParticipantId, PersonId, RoomId};
use scheduler::{PersonIx, Place, Proposal, RoomIx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::is_in_reach;
use crate::planning::Snapshot;

/// The longest text that is looked into.
const LONGEST: usize = 4_000;

/// A proposal in terms of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The case.
    pub case: CaseId,
    /// When the parties arrive.
    pub starts_at: DateTime<Utc>,
    /// The room; `None` by video.
    pub room: Option<RoomId>,
    /// Who mediates.
    pub mediator: PersonId,
    /// Who takes which seat; `None` for a seat left empty.
    pub seats: Vec<(ParticipantId, Option<PersonId>)>,
    /// Who interprets.
    pub interpreters: Vec<PersonId>,
}

/// The form in which a draft travels: version, case, second, room, mediator, seats, interpreters.
#[derive(Serialize, Deserialize)]
struct Wire(
    u8,
    Uuid,
    i64,
    Option<Uuid>,
    Uuid,
    Vec<(Uuid, Option<Uuid>)>,
    Vec<Uuid>,
);

impl Draft {
    /// A proposal in terms of rows.
    #[must_use]
    pub fn of(snapshot: &Snapshot, case: CaseId, proposal: &Proposal) -> Self {
        let person = |ix: PersonIx| snapshot.people[ix.0];
        Self {
            case,
            starts_at: snapshot.instant(proposal.slot),
            room: match proposal.place {
                Place::Room(room) => Some(snapshot.rooms[room.0]),
                Place::Online => None,
            },
            mediator: person(proposal.mediator),
            seats: snapshot
                .seats
                .iter()
                .zip(&proposal.seats)
                .map(|(&seat, &taker)| (seat, taker.map(person)))
                .collect(),
            interpreters: proposal.interpreters.iter().map(|&ix| person(ix)).collect(),
        }
    }

    /// The proposal as the planner sees it; `None` when it names what is no longer there.
    #[must_use]
    pub fn seen_by(&self, snapshot: &Snapshot) -> Option<Proposal> {
        let person = |id: PersonId| {
            snapshot
                .people
                .iter()
                .position(|&known| known == id)
                .map(PersonIx)
        };
        let seats: Vec<ParticipantId> = self.seats.iter().map(|&(seat, _)| seat).collect();
        if seats != snapshot.seats {
            return None;
        }
        let place = match self.room {
            None => Place::Online,
            Some(room) => Place::Room(RoomIx(
                snapshot.rooms.iter().position(|&known| known == room)?,
            )),
        };
        let takers = self.seats.iter().map(|(_, taker)| match taker {
            None => Some(None),
            Some(id) => person(*id).map(Some),
        });
        let mut proposal = Proposal {
            slot: snapshot.slot(self.starts_at)?,
            place,
            mediator: person(self.mediator)?,
            seats: takers.collect::<Option<_>>()?,
            interpreters: self
                .interpreters
                .iter()
                .map(|&id| person(id))
                .collect::<Option<_>>()?,
            family_minutes: scheduler::check::family_minutes(&snapshot.problem, place),
            cost: scheduler::Cost::default(),
        };
        proposal.cost = scheduler::check::cost(&snapshot.problem, &proposal);
        Some(proposal)
    }

    /// The text a client is given.
    #[must_use]
    pub fn seal(&self) -> String {
        let wire = Wire(
            1,
            self.case.0,
            self.starts_at.timestamp(),
            self.room.map(|room| room.0),
            self.mediator.0,
            self.seats
                .iter()
                .map(|(seat, taker)| (seat.0, taker.map(|id| id.0)))
                .collect(),
            self.interpreters.iter().map(|id| id.0).collect(),
        );
        let json = serde_json::to_vec(&wire).expect("ids and numbers have a JSON form");
        URL_SAFE_NO_PAD.encode(json)
    }

    /// Reads the text; `None` when it is none of ours.
    pub fn open(text: &str) -> Option<Self> {
        if LONGEST < text.len() {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let Wire(version, case, second, room, mediator, seats, interpreters) =
            serde_json::from_slice(&bytes).ok()?;
        if version != 1 {
            return None;
        }
        Some(Self {
            case: CaseId(case),
            starts_at: DateTime::from_timestamp(second, 0)
                .filter(|at| is_in_reach(at.date_naive()))?,
            room: room.map(RoomId),
            mediator: PersonId(mediator),
            seats: seats
                .into_iter()
                .map(|(seat, taker)| (ParticipantId(seat), taker.map(PersonId)))
                .collect(),
            interpreters: interpreters.into_iter().map(PersonId).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_comes_back_as_it_went() {
        let id = Uuid::from_u128;
        let draft = Draft {
            case: CaseId(id(1)),
            starts_at: "2026-03-02T09:00:00Z".parse().unwrap(),
            room: Some(RoomId(id(2))),
            mediator: PersonId(id(3)),
            seats: vec![
                (ParticipantId(id(4)), Some(PersonId(id(5)))),
                (ParticipantId(id(6)), None),
            ],
            interpreters: vec![PersonId(id(7))],
        };
        assert_eq!(Draft::open(&draft.seal()), Some(draft));
    }

    #[test]
    fn what_is_no_draft_is_refused() {
        let long = "A".repeat(LONGEST + 1);
        for text in ["", "x", "e30", "WzFd", &long, "é"] {
            assert_eq!(Draft::open(text), None, "{text}");
        }
    }
}
