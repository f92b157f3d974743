//! A meeting's preparation and its day.
//!
//! Every mutation here records one thing that people do, and answers as a step of a case does: the case
//! as it now is, or why nothing was recorded.

pub mod codes;
pub mod day;
pub mod prepare;
pub mod seen;

pub use day::DayMutations;
pub use prepare::PrepareMutations;
pub use seen::{Attendance, AuthorityDeclaration, PrepContact, Summary};
pub(super) use seen::{attendance, declarations, prep_contacts, summaries};

use async_graphql::ID;

use super::id::{self, Kind};

/// The rows that some ids name; `None` when one of them names none of that kind.
pub(super) fn all<I: From<uuid::Uuid>>(kind: Kind, ids: &[ID]) -> Option<Vec<I>> {
    ids.iter().map(|id| id::decode_as(kind, id)).collect()
}

/// The row that an id names, where one is given; `Err` when it names none of that kind.
pub(super) fn maybe<I: From<uuid::Uuid>>(kind: Kind, id: Option<&ID>) -> Result<Option<I>, ()> {
    id.map(|id| id::decode_as(kind, id).ok_or(())).transpose()
}
