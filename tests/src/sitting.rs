//! A case from its agreed date through the day, as the people in it record it.

use api::schema::id::{Kind, decode_as};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entities::{CaseId, PersonId};
use serde_json::{Value, json};

use crate::ids::Named;
use crate::{Region, TestApp};

/// Everything a step answers with that a test looks at.
const PAYLOAD: &str = "case { id state version } userErrors { code rule message field }";

/// The mutations that need a case and a version alone.
const PLAIN: [&str; 2] = ["agreementAbandon", "secondDateWant"];

/// A case with a meeting, and the people who come.
pub struct Sitting<'a> {
    app: &'a TestApp,
    /// Arranges the case.
    pub coordinator: PersonId,
    /// Mediates the meeting.
    pub mediator: PersonId,
    /// The case.
    pub case: CaseId,
    /// The meeting's id.
    pub meeting: Value,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// Who comes but the mediator, and as what: `FAMILY`.
    pub comers: Vec<(PersonId, String)>,
}

impl<'a> Sitting<'a> {
    /// Holds and confirms the best date of a case of the northern service.
    ///
    /// # Panics
    ///
    /// As every function here: when something is refused that should not be.
    pub async fn arranged(app: &'a TestApp, region: &Region, case: CaseId) -> Self {
        let coordinator = region.staff.coordinator;
        let meeting = app.confirmed(coordinator, case).await["id"].take();
        let document = "query ($id: ID!) { node(id: $id) { ... on Meeting {
          startsAt mediator { id } attendees { role person { id } }
        } } }";
        let seen = app
            .ask(coordinator, document, json!({ "id": meeting }))
            .await;
        let seen = &seen["node"];
        let starts = seen["startsAt"].as_str().expect("it has a start");
        let comers = seen["attendees"].as_array().expect("somebody comes").iter();
        let comers = comers.filter(|comer| comer["role"] != "MEDIATOR");
        Self {
            coordinator,
            mediator: person(&seen["mediator"]["id"]),
            case,
            starts_at: starts.parse().expect("it is an instant"),
            comers: comers
                .map(|comer| {
                    let role = comer["role"].as_str().expect("a role");
                    (person(&comer["person"]["id"]), role.to_owned())
                })
                .collect(),
            app,
            meeting,
        }
    }

    /// The day of the meeting.
    #[must_use]
    pub fn on(&self) -> NaiveDate {
        api::app::day_of(self.starts_at)
    }

    /// The one who comes in a role.
    #[must_use]
    pub fn comer(&self, role: &str) -> PersonId {
        let mut comers = self.comers.iter();
        let found = comers.find(|(_, other)| other == role);
        found.expect("somebody comes in that role").0
    }

    /// Does something as somebody; the whole answer.
    pub async fn ask(&self, actor: PersonId, name: &str, input: Value) -> Value {
        let kind = if PLAIN.contains(&name) {
            "CaseStep".to_owned()
        } else {
            name[..1].to_uppercase() + &name[1..]
        };
        let document = format!(
            "mutation ($input: {kind}Input!) {{ answer: {name}(input: $input) {{ {PAYLOAD} }} }}"
        );
        let variables = json!({ "input": input });
        self.app.ask(actor, &document, variables).await["answer"].take()
    }

    /// The same about the case as it now stands.
    pub async fn ask_case(&self, actor: PersonId, name: &str, more: Value) -> Value {
        let document = "query ($id: ID!) { case(id: $id) { version } }";
        let id = json!({ "id": self.case.gid() });
        let seen = self.app.ask(self.coordinator, document, id).await;
        let version = seen["case"]["version"].clone();
        let input = json!({ "caseId": self.case.gid(), "expectedVersion": version });
        self.ask(actor, name, with(input, more)).await
    }

    /// Does something as somebody, which goes well.
    pub async fn done(&self, actor: PersonId, name: &str, input: Value) {
        let answer = self.ask(actor, name, input).await;
        assert_eq!(answer["userErrors"], json!([]), "{name}");
    }

    /// The same about the case as it now stands.
    pub async fn done_case(&self, actor: PersonId, name: &str, more: Value) {
        let answer = self.ask_case(actor, name, more).await;
        assert_eq!(answer["userErrors"], json!([]), "{name}");
    }

    /// The mediator calls everybody, and everything for the day is done.
    pub async fn prepared(&self) {
        for (id, _) in &self.comers {
            let call = json!({
                "meetingId": self.meeting, "personId": id.gid(), "way": "PHONE",
                "contactedAt": self.app.app.now(), "minutes": 20,
            });
            self.done(self.mediator, "prepContactRecord", call).await;
        }
        let done = json!({ "done": ["ATTENDEE_LIST", "CHILDS_VIEWS", "ACCESS"] });
        self.done_case(self.coordinator, "meetingPrepare", done)
            .await;
    }

    /// Moves the clock to the end of the meeting, when everything is recorded.
    pub fn day_comes(&self) {
        let step = self.starts_at - self.app.app.now() + TimeDelta::hours(4);
        self.app.advance(step);
    }

    /// Somebody is there from the beginning, on the basis of their role.
    pub async fn arrives(&self, id: PersonId, role: &str) {
        let here = json!({
            "meetingId": self.meeting, "personId": id.gid(), "presence": "ATTENDED",
            "basis": basis(role), "arrivedAt": self.starts_at,
        });
        self.done(self.mediator, "attendanceRecord", here).await;
    }

    /// Somebody signs the ground rules.
    pub async fn signs(&self, id: PersonId) {
        let signed =
            json!({ "meetingId": self.meeting, "personId": id.gid(), "wording": "2026-1" });
        self.done(self.mediator, "groundRulesSign", signed).await;
    }

    /// Everybody is there, and has signed.
    pub async fn all_there(&self) {
        for (id, role) in &self.comers {
            self.arrives(*id, role).await;
            self.signs(*id).await;
        }
    }

    /// The session of a prepared case has begun, with everybody there.
    pub async fn begun(&self) {
        self.day_comes();
        self.all_there().await;
        let on = json!({ "on": self.on() });
        self.done_case(self.coordinator, "sessionStart", on).await;
    }

    /// Whoever comes for a body has a mandate to sign, which the mediator has confirmed.
    pub async fn mandated(&self) {
        let document = "query ($id: ID!) { case(id: $id) { participants { id role } } }";
        let id = json!({ "id": self.case.gid() });
        let seen = self.app.ask(self.coordinator, document, id).await;
        let bodies = ["LOCAL_AUTHORITY", "HEALTH", "SOCIAL_CARE", "EDUCATION"];
        for seat in seen["case"]["participants"].as_array().expect("seats") {
            let role = seat["role"].as_str().expect("a role");
            let comer = self.comers.iter().find(|(_, other)| other == role);
            let Some((id, _)) = comer.filter(|_| bodies.contains(&role)) else {
                continue;
            };
            let declared = json!({
                "participantId": seat["id"], "domains": ["B", "F"], "limits": "NONE",
                "maySign": true,
            });
            self.done(*id, "authorityDeclare", declared).await;
            let confirmed = json!({ "participantId": seat["id"], "personId": id.gid() });
            self.done(self.mediator, "authorityConfirm", confirmed)
                .await;
        }
    }

    /// The terms of an agreement of the family with the first body, with these actions.
    #[must_use]
    pub fn terms(&self, body: &str, actions: &Value) -> Value {
        json!({
            "decisions": [{ "text": "The plan says more about speech." }],
            "actions": actions,
            "checkHow": "The family telephones.",
            "signatoryIds": [self.comer("FAMILY").gid(), self.comer(body).gid()],
        })
    }

    /// An agreement is made and signed: one promise of the first body, due in two weeks.
    pub async fn agreed(&self, body: &str) {
        let owner = json!({ "personId": self.comer(body).gid() });
        let action =
            json!({ "what": "Writes to the school.", "owner": owner, "category": "PROMISE" });
        let terms = self.terms(body, &json!([action]));
        self.done_case(self.mediator, "agreementRecord", terms)
            .await;
        self.signed(body).await;
    }

    /// What became of the issues is recorded, in their order.
    pub async fn settled(&self, statuses: &[&str]) {
        let document = "query ($id: ID!) { case(id: $id) { issues { id } } }";
        let id = json!({ "id": self.case.gid() });
        let seen = self.app.ask(self.coordinator, document, id).await;
        let issues = seen["case"]["issues"].as_array().expect("issues");
        for (issue, status) in issues.iter().zip(statuses) {
            let settled = json!({ "issueId": issue["id"], "status": status });
            self.done_case(self.mediator, "issueSettle", settled).await;
        }
    }

    /// The family and the first body sign what is written down.
    pub async fn signed(&self, body: &str) {
        for id in [self.comer("FAMILY"), self.comer(body)] {
            let input = json!({ "caseId": self.case.gid(), "signedOn": self.on() });
            self.done(id, "agreementSign", input).await;
        }
    }
}

/// Somebody by their id.
fn person(id: &Value) -> PersonId {
    let id = id.as_str().expect("an id");
    decode_as(Kind::Person, id).expect("it names a person")
}

/// The basis on which somebody comes in a role.
fn basis(role: &str) -> &'static str {
    match role {
        "SUPPORTER" => "SUPPORTER_BY_RIGHT",
        "INTERPRETER" => "INTERPRETER",
        _ => "PARTY",
    }
}

/// An input with more in it.
fn with(mut input: Value, more: Value) -> Value {
    if let Value::Object(more) = more {
        for (key, value) in more {
            input[key] = value;
        }
    }
    input
}
