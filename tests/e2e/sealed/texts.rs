//! Texts: not to be found, and not to be exchanged.

use std::collections::BTreeSet;

use sea_orm::ConnectionTrait as _;
use serde_json::json;
use tests::database::{Engine, TestDatabase};
use tests::raw::places;
use tests::{TestApp, both};

use super::{ISSUE, REASON, Told};

/// Every canary, and what lies in no column that is sealed, to show that the search can find something.
const CANARIES: [&str; 10] = [
    ISSUE,
    REASON,
    "canary-summary",
    "canary-note",
    "canary-obtained",
    "canary-view",
    "canary-complaint",
    "canary-outcome",
    "canary-concern",
    "canary-referred",
];

both! {
    async fn no_confidential_text_lies_open_in_the_database(database: TestDatabase) {
        let told = Told::make(TestApp::start(database).await).await;
        for canary in CANARIES {
            assert_eq!(places(&told.app, canary).await, BTreeSet::new(), "{canary}");
        }
        assert!(!places(&told.app, "Parent N-1").await.is_empty(), "a name is found");
        // To those it is for, everything is shown.
        let family = told.read(told.parent).await;
        assert_eq!(family["summaries"], json!([{ "text": "canary-summary" }]));
        assert_eq!(family["childsViews"], json!([{ "obtainedBy": "canary-obtained", "text": "canary-view" }]));
        assert_eq!(
            family["afterwards"]["complaints"],
            json!([{ "text": "canary-complaint", "outcome": "canary-outcome" }])
        );
        let mediator = told.read(told.mediator).await;
        assert_eq!(mediator["meetings"][0]["prepContacts"], json!([{ "note": "canary-note" }]));
        let manager = told.read(told.region.staff.manager).await;
        assert_eq!(
            manager["afterwards"]["safeguardingConcerns"],
            json!([{ "text": "canary-concern", "referredTo": "canary-referred" }])
        );
        let cases = "{ cases(first: 100) { nodes { reference issues { text } } } }";
        let cases = told.app.ask(told.region.staff.coordinator, cases, json!({})).await;
        let mut all = cases["cases"]["nodes"].as_array().expect("a list").iter();
        let ours = all.find(|case| case["reference"] == "C-1").expect("it is there");
        assert_eq!(ours["issues"][0]["text"], ISSUE);
    }

    async fn a_text_opens_in_its_own_place_alone(database: TestDatabase) {
        let engine = database.engine;
        let told = Told::make(TestApp::start(database).await).await;
        let db = &told.app.app.db;
        let (concern, view) = ("safeguarding_concern", "childs_view");
        // Two columns of one row, two rows of two tables, and a piece cut off: put back each time.
        for (table, wrong, actor) in [
            (view, "obtained_by = text", told.parent),
            (view, "text = (SELECT text FROM complaint)", told.parent),
            ("complaint", "text = (SELECT text FROM case_issues WHERE text IS NOT NULL \
              AND case_id <> (SELECT case_id FROM complaint) LIMIT 1)", told.parent),
            ("summary", "text = substr(text, 1, length(text) - 4)", told.parent),
            ("summary", "text = 'not sealed at all'", told.parent),
            (concern, "referred_to = text", told.region.staff.manager),
        ] {
            let column = wrong.split(' ').next().expect("a column");
            assert_eq!(told.app.number(&format!("SELECT COUNT(*) AS n FROM {table}")).await, 1);
            let keep = format!("CREATE TABLE kept AS SELECT {column} AS was FROM {table}");
            db.execute_unprepared(&keep).await.expect("it is kept");
            told.app.execute(&format!("UPDATE {table} SET {wrong}")).await;
            // On PostgreSQL the key of a case that is not reached is not there: its text is as if erased.
            let is_of_another_case = wrong.contains("case_id <>");
            let expected = match engine {
                Engine::Postgres if is_of_another_case => "null",
                Engine::Postgres | Engine::Sqlite => "\"INTERNAL\"",
            };
            assert_eq!(told.faulty(actor).await, expected, "{wrong}");
            told.app.execute(&format!("UPDATE {table} SET {column} = (SELECT was FROM kept)")).await;
            db.execute_unprepared("DROP TABLE kept").await.expect("it is there");
            told.read(actor).await;
        }
    }

    async fn a_text_that_nobody_sealed_is_none_to_the_database(database: TestDatabase) {
        use entities::{Personal, Sealed, prep_contact, summary};
        use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
        let told = Told::make(TestApp::start(database).await).await;
        let db = &told.app.app.db;
        let row = summary::Entity::find().one(db).await.expect("it is read").expect("it is there");
        let open = summary::Model { text: Some(Sealed::new(Personal::new("canary-open"))), ..row };
        let refused = open.into_active_model().reset_all().update(db).await;
        assert!(refused.is_err(), "a summary has a text, and the database was given none");
        let row = prep_contact::Entity::find().one(db).await.expect("it is read").expect("it is there");
        let open = prep_contact::Model { note: Some(Sealed::new(Personal::new("canary-open"))), ..row };
        open.into_active_model().reset_all().update(db).await.expect("a note may be absent");
        assert_eq!(places(&told.app, "canary-open").await, BTreeSet::new());
        assert_eq!(told.read(told.parent).await["summaries"], json!([{ "text": "canary-summary" }]));
        let mediator = told.read(told.mediator).await;
        assert_eq!(mediator["meetings"][0]["prepContacts"], json!([{ "note": null }]));
    }
}
