//! Whole cases, from the first word to the last, through the API alone, while the days go by.
//!
//! Each story is one test that somebody who knows the work can read: what happens on which day, what the
//! law makes of it, and who sees what.

mod cancelled;
mod inter_agency;
mod mixed;
mod surface;

use std::cell::RefCell;

use api::domain::audit;
use api::schema::id::{Kind, decode_as};
use chrono::{DateTime, Utc};
use entities::PersonId;
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::{Region, TestApp};

use surface::Surface;

/// A region in which a story is told.
struct Story {
    app: TestApp,
    region: Region,
    surface: Surface,
    /// Everything that anybody was answered so far.
    told: RefCell<Vec<Value>>,
}

impl Story {
    /// The region as it is on Monday 2 March 2026 at nine.
    async fn begin(database: TestDatabase) -> Self {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        Self {
            app,
            region,
            surface: Surface::read(),
            told: RefCell::default(),
        }
    }

    /// Moves the clock to ten o'clock of a later day, as it is at Greenwich.
    fn day(&self, on: &str) {
        self.moment(&format!("{on}T10:00:00Z"));
    }

    /// Moves the clock on to an instant.
    fn moment(&self, at: &str) {
        let at: DateTime<Utc> = at.parse().expect("it is an instant");
        assert!(self.app.app.now() < at, "time goes on: {at}");
        self.app.advance(at - self.app.app.now());
    }

    fn today(&self) -> Value {
        json!(self.app.app.today())
    }

    fn now(&self) -> Value {
        json!(self.app.app.now())
    }

    /// What came of something that somebody did.
    async fn answer(&self, actor: PersonId, name: &str, input: Value) -> Value {
        let document = self.surface.mutation_document(name);
        let mut answer = self
            .app
            .ask(actor, &document, json!({ "input": input }))
            .await;
        self.told.borrow_mut().push(answer.clone());
        answer["answer"].take()
    }

    /// The same about a case, as it now stands.
    async fn ask(&self, actor: PersonId, name: &str, case: &Value, more: Value) -> Value {
        let mut input = json!({});
        if self.surface.takes(name, "caseId") {
            input["caseId"] = case.clone();
            if self.surface.takes(name, "expectedVersion") {
                let seen = self
                    .read(self.region.staff.coordinator, case, "version")
                    .await;
                input["expectedVersion"] = seen["version"].clone();
            }
        }
        for (key, value) in more.as_object().expect("an object") {
            input[key] = value.clone();
        }
        self.answer(actor, name, input).await
    }

    /// Somebody does something, and it is done.
    async fn does(&self, actor: PersonId, name: &str, case: &Value, more: Value) -> Value {
        let answer = self.ask(actor, name, case, more).await;
        assert_eq!(answer["userErrors"], json!([]), "{name}");
        answer
    }

    /// Somebody tries something, and is refused: by which rule, or code. Nothing is written but that it
    /// was tried.
    async fn refused(&self, actor: PersonId, name: &str, case: &Value, more: Value) -> String {
        let before = self
            .app
            .rows(&[
                "case_event",
                "next_step",
                "case_clock",
                "certificate",
                "audit_event",
            ])
            .await;
        let answer = self.ask(actor, name, case, more).await;
        let mut after = self
            .app
            .rows(&[
                "case_event",
                "next_step",
                "case_clock",
                "certificate",
                "audit_event",
            ])
            .await;
        after[4] -= 1;
        assert_eq!(
            after, before,
            "{name} is half-written, or leaves no audit event"
        );
        let error = &answer["userErrors"][0];
        let found = error["rule"].as_str().or(error["code"].as_str());
        found
            .unwrap_or_else(|| panic!("{name} is not refused: {answer:#}"))
            .to_owned()
    }

    /// What somebody sees of a case; null when it is nothing to them.
    async fn read(&self, actor: PersonId, case: &Value, part: &str) -> Value {
        let document = format!("query ($id: ID!) {{ case(id: $id) {{ {part} }} }}");
        let mut seen = self.app.ask(actor, &document, json!({ "id": case })).await;
        self.told.borrow_mut().push(seen.clone());
        seen["case"].take()
    }

    async fn state(&self, case: &Value) -> String {
        let seen = self
            .read(self.region.staff.coordinator, case, "state")
            .await;
        text(&seen["state"]).to_owned()
    }

    /// The case with a reference, as the coordinator finds it.
    async fn found(&self, reference: &str) -> Value {
        let document = "query ($reference: String!) {
          cases(first: 100, filter: { reference: $reference }) { nodes { id reference } }
        }";
        let coordinator = self.region.staff.coordinator;
        let found = self
            .app
            .ask(coordinator, document, json!({ "reference": reference }))
            .await;
        let nodes = list(&found["cases"]["nodes"]);
        let node = nodes.iter().find(|node| node["reference"] == reference);
        node.unwrap_or_else(|| panic!("no case {reference}"))["id"].clone()
    }

    /// The seat of a case in a role.
    async fn seat(&self, case: &Value, role: &str) -> Value {
        let part = "participants { id role person { id } organisation { id } }";
        let seen = self.read(self.region.staff.coordinator, case, part).await;
        let seats = list(&seen["participants"]);
        let seat = seats.into_iter().find(|seat| seat["role"] == role);
        seat.unwrap_or_else(|| panic!("nobody comes as {role}"))
    }

    /// Puts people who work for a body into its seat, with what each may decide.
    async fn names(&self, case: &Value, role: &str, people: &[PersonId], domains: &[&str]) {
        let seat = self.seat(case, role).await;
        let pool = people
            .iter()
            .map(|id| json!({ "personId": id.gid(), "authority": domains }));
        let pool: Vec<Value> = pool.collect();
        let change = json!({ "participantId": seat["id"], "pool": pool });
        self.does(
            self.region.staff.coordinator,
            "participantChange",
            case,
            change,
        )
        .await;
    }

    /// Somebody says that they can meet on these days, from ten to four, and on no other day of March
    /// or April.
    async fn can_meet(&self, actor: PersonId, days: &[&str]) {
        let windows = days.iter().map(|on| {
            json!({
                "startsAt": format!("{on}T10:00:00Z"), "endsAt": format!("{on}T16:00:00Z"),
            })
        });
        let windows: Vec<Value> = windows.collect();
        let input = json!({
            "personId": actor.gid(), "fromOn": self.today(), "untilOn": "2026-04-12", "windows": windows,
        });
        self.does(actor, "availabilitySubmit", &Value::Null, input)
            .await;
    }

    /// The best date of a case is held and confirmed; the meeting, on the day it must be.
    async fn date_is_agreed(&self, case: &Value, on: &str) -> Value {
        let coordinator = self.region.staff.coordinator;
        let variables = json!({ "caseId": case, "first": 1 });
        let mut found = self
            .app
            .ask(coordinator, tests::act::PROPOSE, variables)
            .await;
        let proposals = list(&found["proposedMeetingDates"]["proposals"]);
        assert!(!proposals.is_empty(), "no dates: {found:#}");
        self.told.borrow_mut().push(found.take());
        let held = self
            .does(
                coordinator,
                "meetingHold",
                case,
                json!({ "proposalId": proposals[0]["id"] }),
            )
            .await;
        let meeting = held["meeting"].clone();
        assert_eq!(&text(&meeting["startsAt"])[..10], on);
        let confirmed =
            json!({ "meetingId": meeting["id"], "expectedVersion": meeting["version"] });
        let confirmed = self
            .does(coordinator, "meetingConfirm", case, confirmed)
            .await;
        confirmed["meeting"].clone()
    }

    /// The mediator of a meeting.
    async fn mediator(&self, meeting: &Value) -> PersonId {
        let document = "query ($id: ID!) { node(id: $id) { ... on Meeting { mediator { id } } } }";
        let id = json!({ "id": meeting["id"] });
        let seen = self
            .app
            .ask(self.region.staff.coordinator, document, id)
            .await;
        person(&seen["node"]["mediator"]["id"])
    }

    /// What is owed in a case: "who owes what to whom until when".
    async fn owed(&self, case: &Value) -> Vec<String> {
        let part = "nextSteps { owedBy what owedTo dueOn }";
        let seen = self.read(self.region.staff.coordinator, case, part).await;
        let steps = list(&seen["nextSteps"]).into_iter().map(|step| {
            let to = step["owedTo"].as_str().map(|to| format!(" to {to}"));
            let by = step["dueOn"].as_str().map(|by| format!(" by {by}"));
            format!(
                "{}: {}{}{}",
                text(&step["owedBy"]),
                text(&step["what"]),
                to.unwrap_or_default(),
                by.unwrap_or_default()
            )
        });
        steps.collect()
    }

    /// What is owed in these words has been done.
    async fn has_done(&self, case: &Value, what: &[&str]) {
        let coordinator = self.region.staff.coordinator;
        for what in what {
            let seen = self.read(coordinator, case, "nextSteps { id what }").await;
            let steps = list(&seen["nextSteps"])
                .into_iter()
                .filter(|step| step["what"] == *what);
            let steps: Vec<Value> = steps.collect();
            assert!(!steps.is_empty(), "nobody owes {what}: {seen:#}");
            for step in steps {
                self.does(
                    coordinator,
                    "nextStepComplete",
                    case,
                    json!({ "stepId": step["id"] }),
                )
                .await;
            }
        }
    }

    /// The clocks of a case: "C8 from 2026-03-05 to 2026-04-02, met 2026-03-24".
    async fn clocks(&self, case: &Value) -> Vec<String> {
        let part = "clocks { rule startedOn dueOn metOn }";
        let seen = self.read(self.region.staff.coordinator, case, part).await;
        let clocks = list(&seen["clocks"]).into_iter().map(|clock| {
            let met = clock["metOn"].as_str().map(|met| format!(", met {met}"));
            let from = text(&clock["startedOn"]);
            format!(
                "{} from {from} to {}{}",
                text(&clock["rule"]),
                text(&clock["dueOn"]),
                met.unwrap_or_default()
            )
        });
        clocks.collect()
    }

    /// How a clock of a case was reckoned, step by step.
    async fn trace(&self, case: &Value, rule: &str) -> String {
        let seen = self
            .read(self.region.staff.coordinator, case, "clocks { rule trace }")
            .await;
        let clock = list(&seen["clocks"])
            .into_iter()
            .find(|clock| clock["rule"] == rule);
        let clock = clock.unwrap_or_else(|| panic!("no clock {rule}: {seen:#}"));
        list(&clock["trace"])
            .iter()
            .map(text)
            .collect::<Vec<_>>()
            .join(" | ")
    }

    /// The timeline of a case, in its order: "2026-03-02 the referral is received". The order is that of
    /// the record.
    async fn timeline(&self, case: &Value) -> Vec<String> {
        let part = "timeline { sequence happenedOn words recordedAt fromState toState }";
        let seen = self.read(self.region.staff.coordinator, case, part).await;
        let events = list(&seen["timeline"]);
        for pair in events.windows(2) {
            assert!(
                pair[0]["sequence"].as_u64() < pair[1]["sequence"].as_u64(),
                "{pair:#?}"
            );
            assert!(
                pair[0]["recordedAt"].as_str() <= pair[1]["recordedAt"].as_str(),
                "{pair:#?}"
            );
            assert_eq!(
                pair[0]["toState"], pair[1]["fromState"],
                "no step is missing"
            );
        }
        events
            .iter()
            .map(|event| format!("{} {}", text(&event["happenedOn"]), text(&event["words"])))
            .collect()
    }

    /// The whole record of a case: its timeline, its clocks, and what is owed.
    async fn record(&self, case: &Value) -> String {
        let (timeline, clocks) = (self.timeline(case).await, self.clocks(case).await);
        let owed = self.owed(case).await;
        format!(
            "{}\n--\n{}\n--\n{}",
            timeline.join("\n"),
            clocks.join("\n"),
            owed.join("\n")
        )
    }

    /// How the work queue of the service judges a case; `None` once it has left the queue.
    async fn risk(&self, case: &Value) -> Option<String> {
        let document = "{ workQueue(first: 100) { nodes { case { id } forecast { risk } } } }";
        let queue = self
            .app
            .ask(self.region.staff.coordinator, document, json!({}))
            .await;
        let items = list(&queue["workQueue"]["nodes"]);
        let item = items.into_iter().find(|item| item["case"]["id"] == *case);
        item.map(|item| text(&item["forecast"]["risk"]).to_owned())
    }

    /// Every audit event of the story is chained to the one before.
    async fn audit_holds(&self) {
        let verdict = audit::verify(&self.app.app.db, None)
            .await
            .expect("the log can be read");
        assert_eq!(verdict.flaw, None);
        assert_eq!(
            i64::try_from(verdict.events),
            Ok(self.app.rows(&["audit_event"]).await[0])
        );
    }
}

/// The items of a list.
fn list(value: &Value) -> Vec<Value> {
    value
        .as_array()
        .unwrap_or_else(|| panic!("no list: {value:#}"))
        .clone()
}

fn text(value: &Value) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value:#}"))
}

/// Somebody by their id.
fn person(id: &Value) -> PersonId {
    decode_as(Kind::Person, text(id)).expect("it names a person")
}
