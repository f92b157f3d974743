//! What comes after the meeting, and the pack of a facilitated one.

mod actions;
mod concerns;
mod evaluations;
mod expenses;
mod follow_up;
mod pack;

use api::domain::case::NewCase;
use api::schema::id::{Kind as IdKind, encode};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entities::case::{Kind, State};
use entities::participant::Role;
use entities::{
    AgreementActionId, AgreementId, CaseId, OrganisationId, PersonId, Personal, agreement,
    agreement_action, agreement_copy,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::open::{new_case, pool, seat};
use tests::sitting::Sitting;
use tests::{Region, TestApp};

/// Who keeps a promise.
#[derive(Clone, Copy)]
enum Owner {
    Body(OrganisationId),
    Person(PersonId),
}

/// An input, with some of its fields otherwise.
fn with(mut input: Value, more: &Value) -> Value {
    for (key, value) in more.as_object().expect("an object") {
        input[key] = value.clone();
    }
    input
}

/// A region, and what people do in it after a meeting.
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

    /// What came of a mutation.
    async fn run(&self, actor: impl Into<Option<PersonId>>, name: &str, input: Value) -> Value {
        let kind = match name {
            "followUpFinish" | "agendaDraft" | "notesDraft" | "actionsAgree" => {
                "CaseStep".to_owned()
            }
            _ => name[..1].to_uppercase() + &name[1..],
        };
        let document = format!(
            "mutation ($input: {kind}Input!) {{ answer: {name}(input: $input) {{
              case {{ id state version }} userErrors {{ code rule message field }}
            }} }}"
        );
        let answer = self.app.ask(actor, &document, json!({ "input": input }));
        answer.await["answer"].take()
    }

    /// The same, done.
    async fn done(&self, actor: impl Into<Option<PersonId>>, name: &str, input: Value) -> Value {
        let mut answer = self.run(actor, name, input).await;
        assert_eq!(answer["userErrors"], json!([]), "{name}");
        answer["case"].take()
    }

    /// The same, refused: by which rule or code, with nothing written but the audit event.
    async fn refused(
        &self,
        actor: impl Into<Option<PersonId>>,
        name: &str,
        input: Value,
    ) -> String {
        let before = self.app.rows(&TABLES).await;
        let audited = self.app.rows(&["audit_event"]).await;
        let answer = self.run(actor, name, input).await;
        assert_eq!(answer["case"], Value::Null, "{name}");
        assert_eq!(
            self.app.rows(&TABLES).await,
            before,
            "{name} is half-written"
        );
        assert_eq!(
            self.app.rows(&["audit_event"]).await[0],
            audited[0] + 1,
            "{name}"
        );
        let error = &answer["userErrors"][0];
        if error["code"] != "NOT_FOUND" && error["code"] != "STALE_VERSION" {
            let text = error["message"].as_str().expect("a sentence");
            assert!(text.contains('('), "no source: {text}");
        }
        let code = error["rule"].as_str().or(error["code"].as_str());
        code.expect("a code").to_owned()
    }

    /// What a step of a case is recorded with, as the case now stands.
    async fn with_version(&self, case: &Value, mut more: Value) -> Value {
        let document = "query ($id: ID!) { case(id: $id) { version } }";
        let coordinator = self.region.staff.coordinator;
        let seen = self
            .app
            .ask(coordinator, document, json!({ "id": case }))
            .await;
        more["caseId"] = case.clone();
        more["expectedVersion"] = seen["case"]["version"].clone();
        more
    }

    /// A step of a case, recorded by the coordinator.
    async fn step(&self, name: &str, case: &Value, more: Value) -> Value {
        let input = self.with_version(case, more).await;
        self.done(self.region.staff.coordinator, name, input).await
    }

    /// What somebody sees of a case.
    async fn seen(&self, actor: PersonId, case: &Value, selection: &str) -> Value {
        let document = format!("query ($id: ID!) {{ case(id: $id) {{ {selection} }} }}");
        self.app.ask(actor, &document, json!({ "id": case })).await["case"].take()
    }

    /// A mediation whose meeting ended today; the case, and the day. What was agreed is for `promise`.
    async fn held(&self, case: CaseId) -> (Value, NaiveDate) {
        let sitting = Sitting::arranged(&self.app, &self.region, case).await;
        sitting.mandated().await;
        sitting.prepared().await;
        sitting.begun().await;
        let on = sitting.on();
        let ended = json!({ "on": on, "outcome": "NOTHING" });
        sitting
            .done_case(sitting.mediator, "sessionEnd", ended)
            .await;
        (json!(case.gid()), on)
    }

    /// Moves the clock to four hours after a meeting began; the day.
    fn after_the_start_of(&self, meeting: &Value) -> NaiveDate {
        let starts = meeting["startsAt"].as_str().expect("it has a start");
        let starts: DateTime<Utc> = starts.parse().expect("it is an instant");
        self.app
            .advance(starts - self.app.app.now() + TimeDelta::hours(4));
        starts.date_naive()
    }

    /// A signed agreement of a case, with a promise that is due some days after it was made. Making
    /// agreements has tests of its own.
    async fn promise(
        &self,
        case: CaseId,
        on: NaiveDate,
        (owner, days): (Owner, u64),
    ) -> AgreementActionId {
        let ids = &self.app.app.ids;
        let agreement = agreement::Model {
            id: AgreementId(ids.next()),
            case_id: case,
            state: agreement::State::TypedSent,
            parties: agreement::Parties::All,
            edition: 1,
            agreed_on: on,
            signed_on: Some(on),
            typed_sent_on: Some(on),
        };
        let row = agreement.clone().into_active_model();
        row.insert(&self.app.app.db).await.expect("an agreement");
        let copy = agreement_copy::Model {
            agreement_id: agreement.id,
            edition: 1,
            person_id: self.region.staff.teacher,
            sent_on: on,
            sent_by: self.region.staff.coordinator,
        };
        let copy = copy.into_active_model().insert(&self.app.app.db).await;
        copy.expect("the school has a copy");
        self.another_promise(agreement.id, case, on, (owner, days))
            .await
    }

    /// Another promise of the same agreement.
    async fn another_promise(
        &self,
        agreement_id: AgreementId,
        case_id: CaseId,
        on: NaiveDate,
        (owner, days): (Owner, u64),
    ) -> AgreementActionId {
        let (owner_person_id, owner_organisation_id) = match owner {
            Owner::Person(person) => (Some(person), None),
            Owner::Body(body) => (None, Some(body)),
        };
        let id = AgreementActionId(self.app.app.ids.next());
        let action = agreement_action::Model {
            id,
            agreement_id,
            case_id,
            position: 1,
            what: Personal::new("Books the therapist."),
            decision_id: None,
            issue_id: None,
            owner_person_id,
            owner_organisation_id,
            category: Some(agreement_action::Category::Promise),
            agreed_on: on,
            agreed_override_on: None,
            due_on: Some(on + Days::new(days)),
            rule: Some("C16".to_owned()),
            citation: Some("SEND Regulations 2014, reg 42(3)".to_owned()),
            trace: Some("two weeks".to_owned()),
            state: agreement_action::State::Open,
            done_on: None,
            from_edition: 1,
            until_edition: None,
        };
        let row = action.into_active_model();
        row.insert(&self.app.app.db).await.expect("an action");
        id
    }

    /// A facilitation with a family, an officer and a school, ready for dates.
    async fn facilitation(&self, reference: &str) -> CaseId {
        self.facilitation_of(reference, Kind::FacTac).await
    }

    /// The same of another type.
    async fn facilitation_of(&self, reference: &str, kind: Kind) -> CaseId {
        let (bodies, staff) = (self.region.bodies, self.region.staff);
        let family = self.region.cases.med_e.1;
        let new = new_case(reference, kind, bodies.north, bodies.la, family.child);
        let officers = pool(Role::LocalAuthority, bodies.la, &staff.la_officers[..1]);
        let school = pool(Role::Education, bodies.school, &[staff.teacher]);
        self.app
            .open(NewCase {
                state: State::ReadyToSolve,
                la_informed_at: None,
                icb_informed_at: None,
                notice_sent_on: None,
                participants: vec![seat(Role::Family, family.parent), officers, school],
                ..new
            })
            .await
    }
}

/// What no refusal may leave a row in.
const TABLES: [&str; 18] = [
    "case_event",
    "case_clock",
    "next_step",
    "action_report",
    "follow_up_check",
    "appeal_watch",
    "evaluation",
    "complaint",
    "safeguarding_concern",
    "safeguarding_reader",
    "expense_terms",
    "expense_claim",
    "expense_item",
    "agenda_item",
    "meeting_paper",
    "meeting_notes",
    "note_comment",
    "agreement_action",
];

/// What the API calls an action.
fn gid(action: AgreementActionId) -> Value {
    json!(encode(IdKind::AgreementAction, action.0).to_string())
}
