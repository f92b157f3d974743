//! Opening a case, with defaults for everything but the point of the test.

use api::domain::case::{self, NewCase, NewIssue, NewParticipant};
use chrono::{Days, TimeDelta};
use entities::case::{Kind, State};
use entities::issue::Domain;
use entities::participant::{Requirement, Role};
use entities::{CaseId, ChildId, Mode, OrganisationId, PersonId};

use crate::TestApp;
use crate::app::start_of_test;
use crate::settle::day;

/// A case about the content of a plan that is ready for dates, asked for three days ago.
#[must_use]
pub fn new_case(
    reference: &str,
    kind: Kind,
    provider: OrganisationId,
    la: OrganisationId,
    child: ChildId,
) -> NewCase {
    let asked_at = start_of_test() - TimeDelta::days(3);
    NewCase {
        reference: reference.to_owned(),
        kind,
        state: State::ReadyToSolve,
        provider,
        la,
        child,
        opened_at: asked_at,
        notice_sent_on: Some(day(0) - Days::new(14)),
        la_informed_at: Some(asked_at),
        icb_informed_at: Some(asked_at),
        mode: Mode::InPerson,
        session_minutes: 120,
        breakout_rooms: 2,
        family_outcode: "S1".to_owned(),
        family_max_minutes: 60,
        interpreter_language: None,
        issues: vec![issue(Domain::B), issue(Domain::F)],
        participants: Vec::new(),
        kept_apart: Vec::new(),
    }
}

/// Something in dispute.
#[must_use]
pub fn issue(domain: Domain) -> NewIssue {
    NewIssue {
        domain,
        is_appealable: true,
        text: Some("The plan says too little.".to_owned()),
    }
}

/// A required seat for one person.
#[must_use]
pub fn seat(role: Role, person: PersonId) -> NewParticipant {
    NewParticipant {
        role,
        requirement: Requirement::Required,
        person: Some(person),
        organisation: None,
        pool: Vec::new(),
        agreed_at: None,
    }
}

/// A required seat for any one of some people, each of whom may decide everything.
#[must_use]
pub fn pool(role: Role, body: OrganisationId, people: &[PersonId]) -> NewParticipant {
    use Domain::{B, C, F, G, I};
    NewParticipant {
        role,
        requirement: Requirement::Required,
        person: None,
        organisation: Some(body),
        pool: people.iter().map(|&id| (id, vec![B, C, F, G, I])).collect(),
        agreed_at: None,
    }
}

/// The same seat, when the meeting can do without.
#[must_use]
pub fn optional(seat: NewParticipant) -> NewParticipant {
    NewParticipant {
        requirement: Requirement::Optional,
        ..seat
    }
}

impl TestApp {
    /// Opens a case.
    ///
    /// # Panics
    ///
    /// When it is refused, or the database fails.
    pub async fn open(&self, new: NewCase) -> CaseId {
        case::open(&self.app, new).await.expect("a case is opened")
    }
}
