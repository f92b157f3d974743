//! Who reads what is confidential is written down before they read it (trust.md §4.7 L4).

use axum::http::StatusCode;
use chrono::TimeDelta;
use entities::PersonId;
use entities::audit_event::{self, Outcome, Purpose};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::{Region, TestApp, both};

/// What was read: by whom, what, as what.
async fn readings(app: &TestApp) -> Vec<(Option<PersonId>, String, String)> {
    let found = audit_event::Entity::find()
        .filter(audit_event::Column::Purpose.eq(Purpose::Reading))
        .order_by_asc(audit_event::Column::Sequence);
    let found = found.all(&app.app.db).await.expect("the log can be read");
    let rows = found.into_iter().map(|event| {
        assert_eq!(event.outcome, Outcome::Done);
        assert_eq!(event.object_id, event.case_id.map(|case| case.0));
        (event.actor_id, event.action, event.acting_as)
    });
    rows.collect()
}

const CASE: &str =
    "query ($id: ID!) { case(id: $id) { reference child { name } issues { text } } }";

both! {
    async fn who_was_told_what_stands_in_the_log_once_a_day(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0.gid());
        let parent = region.cases.med_e.1.parent;
        let id = json!({ "id": case });
        let told = app.ask(coordinator, CASE, id.clone()).await;
        assert!(told["case"]["child"]["name"].is_string(), "{told}");
        assert!(told["case"]["issues"][0]["text"].is_string(), "{told}");
        let of = |who: PersonId, what: &str, part: &str| (Some(who), what.to_owned(), part.to_owned());
        let first = vec![of(coordinator, "childRead", "Coordinator"), of(coordinator, "issuesRead", "Coordinator")];
        assert_eq!(readings(&app).await, first);
        // The same again is nothing new on that day, for anybody else it is.
        app.ask(coordinator, CASE, id.clone()).await;
        assert_eq!(readings(&app).await, first);
        app.ask(parent, "query ($id: ID!) { case(id: $id) { issues { text } } }", id.clone()).await;
        let mut all = first;
        all.push(of(parent, "issuesRead", "Family"));
        assert_eq!(readings(&app).await, all);
        app.advance(TimeDelta::days(1));
        app.ask(coordinator, CASE, id.clone()).await;
        all.extend([of(coordinator, "childRead", "Coordinator"), of(coordinator, "issuesRead", "Coordinator")]);
        assert_eq!(readings(&app).await, all);
        // What is not told was not read.
        app.advance(TimeDelta::days(1));
        app.run(region.staff.southern_coordinator, CASE, id.clone()).await;
        app.run(None::<PersonId>, CASE, id.clone()).await;
        app.ask(coordinator, "query ($id: ID!) { case(id: $id) { reference issues { domain } } }", id).await;
        assert_eq!(readings(&app).await, all);
        let verdict = api::domain::audit::verify(&app.app.db, None).await.expect("the log can be read");
        assert_eq!(verdict.flaw, None);
    }

    async fn a_page_is_written_down_in_one_go(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let page = "query ($first: Int!) { cases(first: $first) { nodes { child { name } issues { text } } } }";
        let coordinator = region.staff.coordinator;
        let mut counts = Vec::new();
        for first in [1, 100] {
            app.forget_statements();
            app.ask(coordinator, page, json!({ "first": first })).await;
            counts.push(app.statements().len());
        }
        assert!(8 <= readings(&app).await.len());
        assert!(counts[1] <= counts[0] + 1, "{counts:?}: {:#?}", app.statements());
        // What is known to be written down takes no statement.
        app.forget_statements();
        app.ask(coordinator, page, json!({ "first": 100 })).await;
        let wrote = app.statements().into_iter().any(|sql| sql.contains("audit_"));
        assert!(!wrote, "{:#?}", app.statements());
    }

    async fn what_cannot_be_written_down_is_not_told(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0.gid());
        app.app.db.execute_unprepared("ALTER TABLE audit_head RENAME TO elsewhere").await.expect("renamed");
        let bearer = format!("Bearer {}", app.token(coordinator));
        let body = json!({ "query": CASE, "variables": { "id": case } });
        let answer = app.post(Some(&bearer), &body).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{answer:?}");
        assert_eq!(answer.body.get("data"), None);
        assert_eq!(answer.body["errors"][0]["extensions"]["code"], "INTERNAL");
        assert_ne!(answer.body["errors"][0]["extensions"]["correlationId"], Value::Null);
        // What is not confidential is told all the same.
        let plain = "query ($id: ID!) { case(id: $id) { reference } }";
        let told = app.ask(coordinator, plain, json!({ "id": case })).await;
        assert_eq!(told["case"]["reference"], "N-1");
    }
}

/// A confidential text leaves through `schema/told.rs`, or from whoever alone may read it.
#[test]
fn no_resolver_tells_a_confidential_text_unseen() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/../api/src/schema");
    let mut found = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(schema)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source");
            if text.contains("Sealed::reveal") || text.contains("reveal_or_erased") {
                found.push(
                    path.file_name()
                        .expect("a name")
                        .to_string_lossy()
                        .into_owned(),
                );
            }
        }
    }
    found.sort();
    // One's own reasons for being unavailable; a mediator's own notes of calls before the day.
    assert_eq!(found, ["availability.rs", "seen.rs", "told.rs"]);
}
