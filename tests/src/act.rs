//! What people do with the API most often.

use std::time::Duration;

use entities::{CaseId, PersonId};
use serde_json::{Value, json};

use crate::TestApp;
use crate::ids::Named;

/// Proposed dates, with what the table of the demonstration shows.
pub const PROPOSE: &str = "
    query ($caseId: ID!, $first: Int! = 5, $mode: Mode, $venueId: ID) {
      proposedMeetingDates(caseId: $caseId, first: $first, mode: $mode, venueId: $venueId) {
        proposals {
          id rank startsAt sessionStartsAt endsAt mode
          venue { id name } room { id name capacity } mediator { id name }
          attendees { role person { id name } }
          familyTravelMinutes familyDistanceKm daysLeft arrangeByOn reason
          costs { level wish rule points }
          othersCost {
            plannedAt points message losses { lost cases }
            scarcePeople { person { name } halfDays cases byOn }
          }
        }
        explanation {
          conflict { code message rules }
          repairs { code message opensAt opensCount }
        }
        userErrors { code message field }
      }
    }";

/// Holding a proposal.
pub const HOLD: &str = "
    mutation ($input: MeetingHoldInput!) {
      meetingHold(input: $input) {
        meeting {
          id state version startsAt endsAt expiresAt mode
          room { id } mediator { id } attendees { role person { id } } case { id state version }
        }
        alternatives { id startsAt mediator { id } room { id } }
        userErrors { code message field }
      }
    }";

/// Confirming a held meeting.
pub const CONFIRM: &str = "
    mutation ($input: MeetingConfirmInput!) {
      meetingConfirm(input: $input) {
        meeting { id state version expiresAt case { state version } }
        userErrors { code message field }
      }
    }";

/// Cancelling a meeting.
pub const CANCEL: &str = "
    mutation ($input: MeetingCancelInput!) {
      meetingCancel(input: $input) {
        meeting { id state version expiresAt cancelCause cancelSide case { state version } }
        userErrors { code message field }
      }
    }";

/// Giving times.
pub const SUBMIT: &str = "
    mutation ($input: AvailabilitySubmitInput!) {
      availabilitySubmit(input: $input) {
        person { id }
        windows { id startsAt endsAt grade source privateReason }
        userErrors { code message field }
      }
    }";

/// Asking for times.
pub const REQUEST: &str = "
    mutation ($input: AvailabilityRequestInput!) {
      availabilityRequest(input: $input) {
        case { id state version }
        availabilityRequests { id dueOn sentAt answeredAt person { id } }
        userErrors { code message field }
      }
    }";

/// Beginning to plan.
pub const START: &str = "
    mutation ($input: PlanningRunStartInput!) {
      planningRunStart(input: $input) {
        planningRun { id state }
        userErrors { code message field }
      }
    }";

/// All of a planning run.
pub const RUN: &str = "
    query ($id: ID!) {
      planningRun(id: $id) {
        id state failure requestedAt startedAt finishedAt horizonDays timeLimitSeconds seed
        provider { name } requestedBy { name } problemHash versions
        cost { unplaced late family others total bound gap isOptimal }
        meetings {
          startsAt endsAt mode case { id reference } room { name venue { name } }
          mediator { id name } attendees { role person { id name } }
        }
        unplaced { reason message case { id reference } }
      }
    }";

/// Accepting meetings of a plan.
pub const ACCEPT: &str = "
    mutation ($input: PlanAcceptInput!) {
      planAccept(input: $input) {
        meetings { id state startsAt mediator { id } room { id } case { id reference state } }
        userErrors { code message field }
      }
    }";

/// How often a test looks whether a plan is made before it gives up.
const LOOKS: u32 = 9_000;

impl TestApp {
    /// What came of beginning to plan.
    pub async fn start_plan(&self, actor: PersonId, input: Value) -> Value {
        self.ask(actor, START, json!({ "input": input })).await["planningRunStart"].take()
    }

    /// A planning run, once it is over.
    ///
    /// # Panics
    ///
    /// When it does not end.
    pub async fn settled(&self, actor: PersonId, run: &Value) -> Value {
        for _ in 0..LOOKS {
            let mut seen = self.ask(actor, RUN, json!({ "id": run })).await;
            if !["QUEUED", "RUNNING"]
                .map(Value::from)
                .contains(&seen["planningRun"]["state"])
            {
                return seen["planningRun"].take();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the planning run never ends")
    }

    /// Plans, and waits for the plan; the run.
    ///
    /// # Panics
    ///
    /// When it is refused or fails.
    pub async fn planned(&self, actor: PersonId, input: Value) -> Value {
        let started = self.start_plan(actor, input).await;
        assert_eq!(started["userErrors"], json!([]), "{started:#}");
        let run = self.settled(actor, &started["planningRun"]["id"]).await;
        assert_eq!(run["state"], "DONE", "{run:#}");
        run
    }

    /// What came of accepting the meetings that a plan has for these cases.
    pub async fn accept(&self, actor: PersonId, run: &Value, cases: &[Value]) -> Value {
        let input = json!({ "runId": run["id"], "caseIds": cases });
        self.ask(actor, ACCEPT, json!({ "input": input })).await["planAccept"].take()
    }

    /// What came of looking for dates.
    pub async fn look(&self, actor: PersonId, case: CaseId, more: Value) -> Value {
        let mut variables = json!({ "caseId": case.gid() });
        for (name, value) in more.as_object().into_iter().flatten() {
            variables[name] = value.clone();
        }
        self.ask(actor, PROPOSE, variables).await["proposedMeetingDates"].take()
    }

    /// The proposed dates of a case that has some.
    ///
    /// # Panics
    ///
    /// When it has none.
    pub async fn proposals(&self, actor: PersonId, case: CaseId, first: u32) -> Vec<Value> {
        let found = self.look(actor, case, json!({ "first": first })).await;
        let proposals = found["proposals"].as_array().cloned().unwrap_or_default();
        assert!(!proposals.is_empty(), "no dates: {found:#}");
        proposals
    }

    /// What came of holding a proposal.
    pub async fn hold(&self, actor: PersonId, case: CaseId, proposal: &Value) -> Value {
        let input = json!({ "caseId": case.gid(), "proposalId": proposal });
        self.ask(actor, HOLD, json!({ "input": input })).await["meetingHold"].take()
    }

    /// Holds the best date of a case; the meeting.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn held(&self, actor: PersonId, case: CaseId) -> Value {
        let proposals = self.proposals(actor, case, 1).await;
        let mut payload = self.hold(actor, case, &proposals[0]["id"]).await;
        assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
        payload["meeting"].take()
    }

    /// What came of confirming a meeting in the version given.
    pub async fn confirm(&self, actor: PersonId, meeting: &Value, version: i64) -> Value {
        let input = json!({ "meetingId": meeting["id"], "expectedVersion": version });
        self.ask(actor, CONFIRM, json!({ "input": input })).await["meetingConfirm"].take()
    }

    /// Holds the best date of a case and confirms it; the meeting.
    ///
    /// # Panics
    ///
    /// When either is refused.
    pub async fn confirmed(&self, actor: PersonId, case: CaseId) -> Value {
        let held = self.held(actor, case).await;
        let mut payload = self.confirm(actor, &held, 1).await;
        assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
        payload["meeting"].take()
    }

    /// What came of cancelling a meeting in the version given.
    pub async fn cancel(&self, actor: PersonId, meeting: &Value, version: i64) -> Value {
        let input = json!({
            "meetingId": meeting["id"], "expectedVersion": version,
            "cause": "FAMILY_UNAVAILABLE", "side": "FAMILY",
        });
        self.ask(actor, CANCEL, json!({ "input": input })).await["meetingCancel"].take()
    }

    /// What came of giving times.
    pub async fn submit(&self, actor: PersonId, input: Value) -> Value {
        self.ask(actor, SUBMIT, json!({ "input": input })).await["availabilitySubmit"].take()
    }

    /// What came of asking for times.
    pub async fn request(&self, actor: PersonId, input: Value) -> Value {
        self.ask(actor, REQUEST, json!({ "input": input })).await["availabilityRequest"].take()
    }
}
