//! What the API calls a row.

use api::schema::id::{Kind, encode};
use entities::{
    CaseId, MeetingId, OrganisationId, ParticipantId, PersonId, PlanningRunId, RoomId, VenueId,
};
use uuid::Uuid;

/// A row that has a global id.
pub trait Named {
    /// Its global id.
    fn gid(self) -> String;
}

macro_rules! named {
    ($($id:ty => $kind:ident;)*) => {$(
        impl Named for $id {
            fn gid(self) -> String {
                of(Kind::$kind, self.0)
            }
        }
    )*};
}

named! {
    CaseId => Case;
    MeetingId => Meeting;
    OrganisationId => Organisation;
    ParticipantId => Participant;
    PersonId => Person;
    PlanningRunId => PlanningRun;
    RoomId => Room;
    VenueId => Venue;
}

/// The global id of a row of any kind.
#[must_use]
pub fn of(kind: Kind, id: Uuid) -> String {
    encode(kind, id).to_string()
}

/// The global id of something of that kind that does not exist.
#[must_use]
pub fn unknown(kind: Kind) -> String {
    of(kind, Uuid::from_u128(0xdead))
}

/// Texts that are nobody's id.
pub const MALFORMED: [&str; 5] = ["", "x", "Q2FzZTox", "Case:1", "Q2FzZTo="];
