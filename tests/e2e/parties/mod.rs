//! Referral, consent and parties: from the first word to a case of its type, and who takes part in it.

mod agencies;
mod agreed;
mod apart;
mod contracts;
mod family;
mod referral;
mod seats;
mod typed;
mod wishes;

use entities::PersonId;
use serde_json::{Value, json};
use tests::app::start_of_test;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::{Region, TestApp};

/// Everything a change answers with that a test looks at.
const PAYLOAD: &str =
    "case { id reference state kind version } userErrors { code rule message field }";

/// A region, and what people do in it.
struct World {
    app: TestApp,
    region: Region,
}

impl World {
    async fn make(database: TestDatabase) -> Self {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        Self { app, region }
    }

    fn coordinator(&self) -> PersonId {
        self.region.staff.coordinator
    }

    /// A referral by the local authority of a child nobody knows, with some fields changed.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "changes are written where they are made"
    )]
    fn referral(&self, changes: Value) -> Value {
        let bodies = self.region.bodies;
        let mut input = json!({
            "providerId": bodies.north.gid(),
            "localAuthorityId": bodies.la.gid(),
            "kind": "MED_E",
            "referrer": "LOCAL_AUTHORITY",
            "referrerOrganisationId": bodies.la.gid(),
            "receivedAt": start_of_test(),
            "stage": "DECISION",
            "localAvenues": ["SENCO", "HEAD_TEACHER"],
            "isFamilyTold": true,
            "hasDecisionLetter": true,
            "noticeSentOn": "2026-02-16",
            "child": {
                "person": { "new": { "name": "Robin Novak", "preferredChannel": "POST" } },
                "settingId": bodies.school.gid(), "yearGroup": 6, "isLookedAfter": false,
            },
            "family": [{
                "person": { "new": {
                    "name": "Petra Novak", "preferredChannel": "EMAIL", "email": "petra@example.org",
                    "phone": "0114 496 0001", "outcode": "S1", "languages": ["cs"],
                    "accessNeeds": ["STEP_FREE"],
                } },
                "relationship": "NATURAL_PARENT", "isFirstMediation": true,
            }],
            "familyOutcode": "S1",
            "issues": [{ "domain": "F", "isAppealable": true, "text": "More speech therapy." }],
        });
        for (key, value) in changes.as_object().expect("an object") {
            input[key] = value.clone();
        }
        input
    }

    /// What came of a referral.
    async fn refer(&self, actor: PersonId, changes: Value) -> Value {
        let document =
            "mutation ($input: ReferralReceiveInput!) { answer: referralReceive(input: $input) {
          reference case { id reference state kind version } duplicates
          userErrors { code rule message field }
        } }";
        let input = json!({ "input": self.referral(changes) });
        self.app.ask(actor, document, input).await["answer"].take()
    }

    /// A referral that the coordinator takes down; the case.
    async fn referred(&self, changes: Value) -> Value {
        let answer = self.refer(self.coordinator(), changes).await;
        assert_eq!(answer["userErrors"], json!([]), "{answer:#}");
        answer["case"].clone()
    }

    /// What came of a change, made as the case now stands.
    async fn act(&self, actor: PersonId, name: &str, case: &Value, more: Value) -> Value {
        let seen = self.seen(self.coordinator(), case).await;
        let mut input = json!({ "caseId": case, "expectedVersion": seen["version"] });
        for (key, value) in more.as_object().expect("an object") {
            input[key] = value.clone();
        }
        let kind = match name {
            "contactRestrictionSet" | "contactRestrictionLift" => "ContactRestriction".to_owned(),
            _ => name[..1].to_uppercase() + &name[1..],
        };
        let opened = if name == "caseTypeChange" {
            "opened { id kind state }"
        } else {
            ""
        };
        let document = format!(
            "mutation ($input: {kind}Input!) {{ answer: {name}(input: $input) {{ {PAYLOAD} {opened} }} }}"
        );
        let answer = self
            .app
            .ask(actor, &document, json!({ "input": input }))
            .await;
        answer["answer"].clone()
    }

    /// The same by the coordinator, done.
    async fn done(&self, name: &str, case: &Value, more: Value) -> Value {
        let answer = self.act(self.coordinator(), name, case, more).await;
        assert_eq!(answer["userErrors"], json!([]), "{name}: {answer:#}");
        answer
    }

    /// The same by the coordinator, refused: by which rule. Nothing but the audit row is written.
    async fn refused(&self, name: &str, case: &Value, more: Value) -> String {
        let before = self.written().await;
        let answer = self.act(self.coordinator(), name, case, more).await;
        assert_eq!(answer["case"], Value::Null, "{name}: {answer:#}");
        assert_eq!(self.written().await, before, "{name} is half-written");
        rule(&answer)
    }

    /// How many rows there are of all that these operations write.
    async fn written(&self) -> Vec<i64> {
        let tables = [
            "cases",
            "case_event",
            "case_participants",
            "person",
            "child",
            "referral",
            "contact_attempt",
            "seat_basis",
            "attendance_proposal",
            "attendance_answer",
            "kept_apart",
            "alternative_person",
            "childs_view",
            "interpreter_booking",
        ];
        self.app.rows(&tables).await
    }

    /// A case as somebody sees it.
    async fn seen(&self, actor: PersonId, case: &Value) -> Value {
        let document = "query ($id: ID!) { case(id: $id) {
          id reference state kind version
          child { id name }
          participants { id role requirement attendanceBasis isFirstMediation relationship wantsSupport
            person { id name email phone outcode preferredChannel languages accessNeeds }
            organisation { name } pool { person { name } authority } }
          meetings { id startsAt }
          timeline { words fromState toState }
          nextSteps { owedBy what owedTo }
          clocks { rule dueOn }
          referral { referrer stage localAvenues isFamilyTold isLookedAfter isDuplicateConfirmed
            identity familyAnswer familyAnsweredOn signposted: signpostedTo acceptedAt erasedAt
            referrerPerson { name } }
          contactAttempts { way outcome note }
          familyParty { kind person { name } schoolAgeEndsOn source }
          requiredAttendance { role requirement body { name } decides undecided why source isFilled }
          contactRestrictions { person { name } otherPerson { name } }
          childsViews { method obtainedBy text scope }
          attendanceProposals { id role state person { name } answers { isConsent participant { role } } }
          interpreterBookings { kind language count leadDays readyFromOn }
        } }";
        self.app.ask(actor, document, json!({ "id": case })).await["case"].take()
    }

    /// The seats of a case in a role, as the coordinator sees them.
    async fn seats(&self, case: &Value, role: &str) -> Vec<Value> {
        let seen = self.seen(self.coordinator(), case).await;
        let seats = seen["participants"].as_array().expect("a list").iter();
        seats.filter(|seat| seat["role"] == role).cloned().collect()
    }

    /// Adds another parent to a case, and signs them in; who they are.
    async fn second_parent(&self, case: &Value) -> PersonId {
        let seat = json!({
            "role": "FAMILY", "basis": "PARTY",
            "person": { "new": {
                "name": "Second Parent", "preferredChannel": "PHONE", "phone": "0114 496 0099",
                "email": "second@example.org", "outcode": "S2",
            } },
        });
        self.done("participantAdd", case, seat).await;
        let seats = self.seats(case, "FAMILY").await;
        let seat = seats
            .iter()
            .find(|seat| seat["person"]["name"] == "Second Parent");
        let id = seat.expect("the seat is there")["person"]["id"].as_str();
        let (_, id) = api::schema::id::decode(id.expect("an id")).expect("an id of ours");
        PersonId(id)
    }
}

/// The rule, or the code, with which something is refused; its sentence names a source.
fn rule(answer: &Value) -> String {
    let error = &answer["userErrors"][0];
    let message = error["message"].as_str().unwrap_or_default();
    let is_sourced = message.contains('(') || error["rule"].is_null();
    assert!(is_sourced, "no source: {error}");
    let found = error["rule"].as_str().or(error["code"].as_str());
    found
        .unwrap_or_else(|| panic!("no rule: {answer:#}"))
        .to_owned()
}

/// The words of a list of next steps.
fn owed(case: &Value) -> Vec<&str> {
    let steps = case["nextSteps"].as_array().expect("a list").iter();
    steps.filter_map(|step| step["what"].as_str()).collect()
}
