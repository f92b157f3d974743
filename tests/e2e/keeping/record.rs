//! What the service holds about somebody, for them: everything of theirs, and nothing of anybody else's.

use std::collections::BTreeSet;

use api::domain::audit;
use entities::PersonId;
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::isolation::World;
use tests::isolation::answer::MARK;
use tests::{ANYONE, Region, TestApp, both, program};

const RECORD: &str = "query ($id: ID!) { personRecord(personId: $id) }";

async fn record(app: &TestApp, actor: impl Into<Option<PersonId>>, of: PersonId) -> Value {
    let said = app.ask(actor, RECORD, json!({ "id": of.gid() })).await;
    said["personRecord"].clone()
}

/// The marks in a record: which text, and whose.
fn marks(record: &Value) -> Vec<(String, uuid::Uuid)> {
    let text = record.to_string();
    let marks = text.split(MARK).skip(1);
    marks
        .map(|rest| {
            let mut parts = rest.split('~');
            let what = parts.next().expect("a mark says what it is").to_owned();
            let whose = parts.next().expect("a mark says whose it is");
            (what, whose.parse().expect("it is an id"))
        })
        .collect()
}

/// What a manager is not shown.
const PRIVATE: [&str; 4] = [
    "availability_window.private_reason",
    "summary.text",
    "note_comment.text",
    "childs_view.text",
];

both! {
    async fn a_record_has_everything_of_ones_own_and_nothing_of_anybody_elses(database: TestDatabase) {
        let world = World::make(TestApp::start(database).await, 2).await;
        let mut told = BTreeSet::new();
        for observer in &world.observers {
            let Some(person) = observer.person else {
                continue;
            };
            let shown = record(&world.app, PersonId(person), PersonId(person)).await;
            assert_eq!(shown["person"]["id"], person.to_string());
            for (what, whose) in marks(&shown) {
                let is_own = whose == person || observer.cases.contains_key(&whose);
                assert!(is_own, "{what} of {whose} is in the record of {person}");
                let of_people = what.starts_with("person.") || what.starts_with("availability_window.");
                assert!(!of_people || whose == person, "{what} of {whose} is in the record of {person}");
                told.insert(what);
            }
            for never in ["safeguarding_concern.", "prep_contact.", "contact_attempt.", "action_report."] {
                assert!(!told.iter().any(|what| what.starts_with(never)), "{never} is in a record");
            }
        }
        // What nobody of those said or is, others did and are.
        for (table, column) in [("complaint", "complainant_id"), ("availability_window", "person_id"), ("child", "person_id")] {
            for person in world.people_of(table, column).await {
                let shown = record(&world.app, PersonId(person), PersonId(person)).await;
                told.extend(marks(&shown).into_iter().map(|(what, _)| what));
            }
        }
        for what in [
            "person.name", "person.email", "person.phone", "cases.reference", "summary.text", "complaint.text",
            "evaluation.text", "expense_item.evidence", "availability_window.private_reason", "childs_view.text",
        ] {
            let is_there = world.secrets.get(what).is_some_and(|count| 0 < *count);
            assert!(!is_there || told.contains(what), "{what} is in no record: {told:?}");
        }
        // Each summary is in the record of whoever wrote it, and in no other.
        let written = world.app.number("SELECT COUNT(*) AS n FROM summary WHERE way = 'party'").await;
        let mut found = 0;
        for person in world.people_of("summary", "written_by").await {
            let person = PersonId(person);
            let shown = record(&world.app, person, person).await;
            found += marks(&shown).iter().filter(|(what, _)| what == "summary.text").count();
        }
        assert_eq!(i64::try_from(found).ok(), Some(written));
    }

    async fn a_manager_reads_a_record_without_what_is_private_and_that_is_written_down(database: TestDatabase) {
        let world = World::make(TestApp::start(database).await, 1).await;
        let app = &world.app;
        let manager = world.observers.iter().find(|one| one.tie == Some(tests::isolation::Tie::Manager));
        let manager = PersonId(manager.and_then(|one| one.person).expect("there is one"));
        let mut read = 0;
        for observer in world.observers.iter().filter(|one| one.is_first) {
            let Some(person) = observer.person.map(PersonId) else {
                continue;
            };
            let shown = record(app, manager, person).await;
            if shown.is_null() || person == manager {
                continue;
            }
            let seen = marks(&shown);
            assert!(seen.iter().all(|(what, _)| !PRIVATE.contains(&what.as_str())), "{seen:?}");
            let own = record(app, person, person).await;
            let last = own["seen"].as_array().and_then(|all| all.last()).expect("it was read");
            assert_eq!((&last["what"], &last["as"]), (&json!("personRecord"), &json!("Arranger")));
            assert!(shown["leftOut"].as_array().map(Vec::len) > own["leftOut"].as_array().map(Vec::len));
            read += 1;
        }
        assert!(5 <= read, "{read} records were read");
        assert_eq!(audit::verify(&app.app.db, None).await.expect("it is read").flaw, None);
    }

    async fn the_record_of_a_child_says_that_the_file_was_read(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (case, family) = region.cases.med_e;
        let file = "query ($id: ID!) { case(id: $id) { child { name } issues { text } afterwards { complaints { text } } } }";
        app.ask(region.staff.coordinator, file, json!({ "id": case.gid() })).await;
        let shown = record(&app, family.child_person, family.child_person).await;
        let seen = shown["seen"].as_array().expect("there is a list");
        let seen: Vec<_> = seen.iter().map(|one| (&one["what"], &one["as"])).collect();
        let as_coordinator = json!("Coordinator");
        let expected = [json!("childRead"), json!("issuesRead")];
        assert_eq!(seen, expected.iter().map(|what| (what, &as_coordinator)).collect::<Vec<_>>());
        assert!(!shown["seen"].to_string().contains(&region.staff.coordinator.to_string()));
        // It is in the record of the child, and not in that of anybody else of the case.
        let parents = record(&app, family.parent, family.parent).await;
        assert!(!parents["seen"].to_string().contains("Read"), "{parents}");
    }

    async fn a_case_between_public_bodies_is_in_no_record_of_a_family(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (case, family) = region.cases.dr_a;
        let file = "query ($id: ID!) { case(id: $id) { reference child { name } issues { text } } }";
        let told = app.ask(region.staff.coordinator, file, json!({ "id": case.gid() })).await;
        let reference = told["case"]["reference"].as_str().expect("the coordinator sees it").to_owned();
        for person in [family.child_person, family.parent] {
            let shown = record(&app, person, person).await.to_string();
            let reference = format!("\"reference\":\"{reference}\"");
            assert!(!shown.contains(&reference) && !shown.contains(&case.to_string()), "{shown}");
            assert!(!shown.contains("childRead"), "{shown}");
        }
    }

    async fn a_record_names_no_more_than_ones_part_in_a_case_lets_one_know(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (case, family) = region.cases.med_e;
        let coordinator = region.staff.coordinator;
        // A date that is only held is the arrangers' own business.
        let meeting = app.held(coordinator, case).await;
        let arranged = async |who| record(&app, who, who).await["meetings"]["arranged"].clone();
        assert_eq!(arranged(family.parent).await, json!([]));
        let version = meeting["version"].as_i64().expect("it has a version");
        app.confirm(coordinator, &meeting, version).await;
        assert_eq!(arranged(family.parent).await[0]["case"], case.to_string());
        // Whom the certificate is not sent to does not learn its day here either, nor the last day to appeal
        // whoever may not read that.
        app.execute("UPDATE cases SET certificate_issued_on = '2026-03-02' WHERE reference = 'N-1'").await;
        for (who, knows_certificate, knows_appeal) in [
            (family.parent, true, true), (region.staff.la_officers[0], false, true), (region.staff.teacher, false, false),
        ] {
            let shown = record(&app, who, who).await;
            let mut cases = shown["cases"].as_array().expect("there is a list").iter();
            let found = cases.find(|one| one["reference"] == "N-1").expect("it is theirs");
            assert_eq!(found["certificateIssuedOn"].is_string(), knows_certificate, "{found}");
            assert_eq!(found["appealByOn"].is_string(), knows_appeal, "{found}");
        }
    }

    async fn a_manager_reads_of_the_cases_of_their_own_service_alone(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (officer, southern) = (region.staff.la_officers[0], region.cases.southern);
        let seat = "INSERT INTO pool_member (participant_id, person_id, rank) SELECT p.id, o.id, 9
          FROM case_participants p, person o, cases c
          WHERE c.reference = 'S-1' AND p.case_id = c.id AND p.role = 'local_authority' AND o.name = 'Olga Officer'";
        app.execute(seat).await;
        let southern = southern.0.to_string();
        let own = record(&app, officer, officer).await;
        assert!(own["cases"].to_string().contains(&southern), "{own}");
        let read = record(&app, region.staff.manager, officer).await;
        assert!(read["cases"].to_string().contains("N-1"), "{read}");
        assert!(!read.to_string().contains(&southern), "{read}");
    }

    async fn nobody_else_reads_a_record(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (staff, parent) = (region.staff, region.cases.med_e.1.parent);
        let events = app.rows(&["audit_event"]).await;
        for actor in [
            staff.coordinator, staff.adviser, staff.mediators[0], staff.la_officers[0], staff.teacher,
            region.cases.med_x.1.parent, staff.stranger,
        ] {
            assert_eq!(record(&app, actor, parent).await, Value::Null);
        }
        assert_eq!(record(&app, ANYONE, parent).await, Value::Null);
        assert_eq!(record(&app, staff.manager, region.cases.southern.1.parent).await, Value::Null);
        assert_eq!(app.rows(&["audit_event"]).await, events);
        assert_eq!(record(&app, parent, parent).await["person"]["name"], "Parent N-1");
    }

    async fn an_operator_exports_a_record(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let folder = TempDir::new().expect("a folder");
        let token = folder.path().join("token.pem").display().to_string();
        assert!(program::run(&[], &["token", "--new-key", &token]).status.success());
        let keys = program::field_keys(folder.path());
        let run = |arguments: &[&str]| {
            let settings = [
                ("CONCORD_DATABASE_URL", app.database_url()),
                ("CONCORD_TOKEN_KEY_FILE", token.as_str()),
                ("CONCORD_FIELD_KEYS_FILE", keys.as_str()),
            ];
            program::run(&settings, &[&["export"], arguments].concat())
        };
        let officer = region.staff.la_officers[0];
        for id in [officer.gid(), officer.to_string()] {
            let output = run(&[&id, "--json"]);
            assert!(output.status.success(), "{output:?}");
            let shown: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
            assert_eq!(shown["person"]["id"], officer.0.to_string());
            assert_ne!(shown["times"]["given"], json!([]));
        }
        for id in ["x", "00000000-0000-4000-8000-000000000000"] {
            assert_eq!(run(&[id]).status.code(), Some(2));
        }
        let events = app.number("SELECT COUNT(*) AS n FROM audit_event WHERE action = 'personRecord' AND acting_as = 'Operator'").await;
        assert_eq!(events, 2);
    }
}
