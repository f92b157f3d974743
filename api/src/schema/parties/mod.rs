//! Referral, consent and parties: how a case came, who takes part in it and on what basis.
//!
//! Every mutation here answers alike: what there now is, or why nothing changed. The rule that refuses
//! it has a code of its own beside the error's.

pub mod around;
pub mod codes;
pub mod contract;
pub mod enquiry;
pub mod referral;
pub mod seats;
pub mod seen;
pub mod who;

use async_graphql::{Enum, ID, SimpleObject};
use uuid::Uuid;

pub use contract::ContractQueries;
pub use enquiry::{EnquiryMutations, EnquiryQueries};
pub use referral::ReferralMutations;
pub use seats::PartyMutations;
pub use who::PersonMutations;

use super::id::{self, Kind};
use crate::domain::parties::PartiesRefused;
use crate::domain::{self, Refusal as _};

/// Why nothing changed in how a case came, or in who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum PartyErrorCode {
    /// There is no such case, seat or person, or none that is the viewer's to change.
    NotFound,
    /// The id is none of ours.
    MalformedId,
    /// It has changed since.
    StaleVersion,
    /// The child has an open case like it.
    Duplicate,
    /// Somebody is named both by id and anew, or in neither way.
    WhoUnclear,
    /// The law, a contract or a rule of the service refuses it; `rule` says which rule.
    AgainstTheRules,
}

/// Why something did not change in how a case came, or in who takes part.
#[derive(Clone, Debug, SimpleObject)]
pub struct PartyUserError {
    /// What is wrong, for programs. New codes may be added.
    code: PartyErrorCode,
    /// The rule that refuses it, for programs: `SUPPORTER_BY_RIGHT_TAKEN`; null when no rule does.
    rule: Option<String>,
    /// What is wrong, for people, with the rule and where it is written.
    message: String,
    /// The input it is about, from the outside in; empty when it is about none in particular.
    field: Vec<String>,
}

impl PartyUserError {
    fn malformed(field: &str) -> Self {
        let error = id::malformed(PartyErrorCode::MalformedId, &[field]);
        Self {
            code: error.code,
            rule: None,
            message: error.message,
            field: error.field,
        }
    }

    fn unclear(field: &str) -> Self {
        Self {
            code: PartyErrorCode::WhoUnclear,
            rule: None,
            message: "name somebody either by their id or anew. Maybe give only one of the two"
                .to_owned(),
            field: domain::path(&[field]),
        }
    }

    pub(super) fn of(refusal: &PartiesRefused) -> Self {
        let (code, rule) = match refusal {
            PartiesRefused::NotFound => (PartyErrorCode::NotFound, None),
            PartiesRefused::StaleVersion(_) => (PartyErrorCode::StaleVersion, None),
            PartiesRefused::Duplicate(_) => (PartyErrorCode::Duplicate, None),
            PartiesRefused::Against { code, .. } => {
                (PartyErrorCode::AgainstTheRules, Some((*code).to_owned()))
            }
        };
        Self {
            code,
            rule,
            message: refusal.to_string(),
            field: refusal.field(),
        }
    }
}

/// The row that an id names.
pub(super) fn read<I: From<Uuid>>(kind: Kind, id: &ID, field: &str) -> Result<I, PartyUserError> {
    id::decode_as(kind, id).ok_or_else(|| PartyUserError::malformed(field))
}

/// The row that an id names, where one is given.
fn read_maybe<I: From<Uuid>>(
    kind: Kind,
    id: Option<&ID>,
    field: &str,
) -> Result<Option<I>, PartyUserError> {
    id.map(|id| read(kind, id, field)).transpose()
}
