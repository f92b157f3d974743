//! Opaque ids: base64url of `Type:uuid`. Clients must not look inside.

use async_graphql::{ID, OutputType};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::error::UserError;

/// The types that have a global id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A case.
    Case,
    /// A seat in a case.
    Participant,
    /// An issue of a case.
    Issue,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A venue.
    Venue,
    /// A room.
    Room,
    /// A mediator's profile; the id is the person's.
    Mediator,
    /// A meeting.
    Meeting,
    /// A time somebody offered.
    AvailabilityWindow,
    /// A question for times.
    AvailabilityRequest,
    /// A plan of many meetings.
    PlanningRun,
    /// Something owed in a case.
    NextStep,
    /// A mediation certificate.
    Certificate,
    /// A complaint.
    Complaint,
    /// A safeguarding concern.
    SafeguardingConcern,
    /// A claim for expenses.
    ExpenseClaim,
    /// Somebody more who wishes to attend.
    AttendanceProposal,
    /// A party's summary.
    Summary,
    /// A mediator's contact before a meeting.
    PrepContact,
    /// An agreement.
    Agreement,
    /// A decision of an agreement.
    AgreementDecision,
    /// An action of an agreement.
    AgreementAction,
}

impl Kind {
    const ALL: [Self; 23] = [
        Self::Case,
        Self::Participant,
        Self::Issue,
        Self::Person,
        Self::Organisation,
        Self::Venue,
        Self::Room,
        Self::Mediator,
        Self::Meeting,
        Self::AvailabilityWindow,
        Self::AvailabilityRequest,
        Self::PlanningRun,
        Self::NextStep,
        Self::Certificate,
        Self::Complaint,
        Self::SafeguardingConcern,
        Self::ExpenseClaim,
        Self::AttendanceProposal,
        Self::Summary,
        Self::PrepContact,
        Self::Agreement,
        Self::AgreementDecision,
        Self::AgreementAction,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Case => "Case",
            Self::Participant => "Participant",
            Self::Issue => "Issue",
            Self::Person => "Person",
            Self::Organisation => "Organisation",
            Self::Venue => "Venue",
            Self::Room => "Room",
            Self::Mediator => "Mediator",
            Self::Meeting => "Meeting",
            Self::AvailabilityWindow => "AvailabilityWindow",
            Self::AvailabilityRequest => "AvailabilityRequest",
            Self::PlanningRun => "PlanningRun",
            Self::NextStep => "NextStep",
            Self::Certificate => "Certificate",
            Self::Complaint => "Complaint",
            Self::SafeguardingConcern => "SafeguardingConcern",
            Self::ExpenseClaim => "ExpenseClaim",
            Self::AttendanceProposal => "AttendanceProposal",
            Self::Summary => "Summary",
            Self::PrepContact => "PrepContact",
            Self::Agreement => "Agreement",
            Self::AgreementDecision => "AgreementDecision",
            Self::AgreementAction => "AgreementAction",
        }
    }
}

/// The global id of a row.
pub fn encode(kind: Kind, id: impl Into<Uuid>) -> ID {
    ID(URL_SAFE_NO_PAD.encode(format!("{}:{}", kind.name(), id.into())))
}

/// The longest text that is looked into: the longest id of ours.
const LONGEST: usize = 75;

/// The kind and row a global id names; `None` when it is no id of ours.
#[must_use]
pub fn decode(id: &str) -> Option<(Kind, Uuid)> {
    if LONGEST < id.len() {
        return None;
    }
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(id).ok()?).ok()?;
    let (name, uuid) = text.split_once(':')?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name)?;
    Some((kind, Uuid::try_parse(uuid).ok()?))
}

/// The row of that kind that a global id names; `None` when it names none of that kind.
#[must_use]
pub fn decode_as<I: From<Uuid>>(kind: Kind, id: &str) -> Option<I> {
    let (found, uuid) = decode(id)?;
    (found == kind).then(|| uuid.into())
}

/// Says that an input is no id of the kind it should be.
pub(super) fn malformed<C: OutputType>(code: C, field: &[&str]) -> UserError<C> {
    UserError {
        code,
        message: "this is not an id of ours. Maybe copy it again".to_owned(),
        field: crate::domain::path(field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_back_as_it_went() {
        for kind in Kind::ALL {
            let uuid = Uuid::from_u128(7);
            assert_eq!(decode(&encode(kind, uuid)), Some((kind, uuid)));
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        let long = "A".repeat(LONGEST + 1);
        for text in ["", "x", "Case:1", &long, "Q2FzZTox", "é", "Q2FzZQ"] {
            assert_eq!(decode(text), None, "{text}");
        }
        let venue = encode(Kind::Venue, Uuid::from_u128(7));
        assert_eq!(decode_as::<Uuid>(Kind::Case, &venue), None);
    }
}
