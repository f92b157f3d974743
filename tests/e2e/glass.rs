//! A manager who has to can read what is kept from managers, for an hour, and everybody who runs the case
//! sees it.

use api::domain::audit;
use chrono::TimeDelta;
use entities::PersonId;
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::{Region, TestApp, both};

const BREAK: &str = "mutation ($case: ID!, $reason: GlassReason!) {
  glassBreak(input: { caseId: $case, reason: $reason }) {
    brokenGlass { reason brokenAt endsAt person { id } }
    userErrors { code rule field message }
  }
}";
const VIEWS: &str = "query ($case: ID!) { case(id: $case) { childsViews { text } } }";
const GLASS: &str =
    "query ($case: ID!) { case(id: $case) { brokenGlass { reason endsAt person { id } } } }";

async fn broken(app: &TestApp, actor: PersonId, case: &str, reason: &str) -> Value {
    let input = json!({ "case": case, "reason": reason });
    app.ask(actor, BREAK, input).await["glassBreak"].clone()
}

async fn case(app: &TestApp, actor: PersonId, document: &str, case: &str) -> Value {
    app.ask(actor, document, json!({ "case": case })).await["case"].clone()
}

both! {
    async fn a_manager_reads_for_an_hour_what_the_child_thinks(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (id, parent) = (region.cases.med_e.0.gid(), region.cases.med_e.1.parent);
        let (manager, coordinator) = (region.staff.manager, region.staff.coordinator);
        let views = "mutation ($case: ID!) { childViewsRecord(input: {
          caseId: $case, expectedVersion: 1, method: CONVERSATION, obtainedBy: \"A teacher\",
          obtainedOn: \"2026-03-02\", text: \"I like it here.\"
        }) { userErrors { code } } }";
        app.advance(TimeDelta::days(7));
        let taken = app.ask(parent, views, json!({ "case": id })).await;
        assert_eq!(taken["childViewsRecord"]["userErrors"], json!([]), "{taken}");
        assert_eq!(case(&app, manager, VIEWS, &id).await["childsViews"], json!([]));

        let done = broken(&app, manager, &id, "COMPLAINT").await;
        assert_eq!(done["userErrors"], json!([]), "{done}");
        assert_eq!(done["brokenGlass"]["person"]["id"], manager.gid());
        let text = json!([{ "text": "I like it here." }]);
        assert_eq!(case(&app, manager, VIEWS, &id).await["childsViews"], text);
        // It is open to whoever broke it, in that case, and nothing else is.
        assert_eq!(case(&app, region.staff.southern_coordinator, VIEWS, &id).await, Value::Null);
        let again = broken(&app, manager, &id, "HARM").await;
        assert_eq!(again["userErrors"][0]["rule"], "GLASS_BROKEN_ALREADY");
        // That it was read stands in the log, before anybody was told it.
        let reads = "SELECT COUNT(*) AS n FROM audit_event WHERE action = 'childViewsRead' AND acting_as = 'Manager'";
        assert_eq!(app.number(reads).await, 1);

        app.advance(TimeDelta::minutes(59));
        assert_eq!(case(&app, manager, VIEWS, &id).await["childsViews"], text);
        app.advance(TimeDelta::minutes(1));
        assert_eq!(case(&app, manager, VIEWS, &id).await["childsViews"], json!([]));
        // Whoever runs the case sees who it was and why, and the family is not told by this.
        for whom in [manager, coordinator, region.staff.adviser] {
            let seen = case(&app, whom, GLASS, &id).await;
            assert_eq!(seen["brokenGlass"][0]["reason"], "COMPLAINT", "{seen}");
        }
        assert_eq!(case(&app, parent, GLASS, &id).await["brokenGlass"], json!([]));
        // The next time is another time.
        let next = broken(&app, manager, &id, "HARM").await;
        assert_eq!(next["userErrors"], json!([]), "{next}");
        assert_eq!(case(&app, coordinator, GLASS, &id).await["brokenGlass"].as_array().map(Vec::len), Some(2));
        assert_eq!(audit::verify(&app.app.db, None).await.expect("it is read").flaw, None);
    }

    async fn nobody_but_the_manager_of_the_service_breaks_it(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let staff = region.staff;
        let id = region.cases.med_e.0.gid();
        for whom in [
            staff.coordinator, staff.adviser, staff.mediators[0], staff.la_officers[0], staff.southern_coordinator,
            region.cases.med_e.1.parent, staff.stranger,
        ] {
            assert_eq!(broken(&app, whom, &id, "HARM").await["userErrors"][0]["code"], "NOT_FOUND");
        }
        let southern = region.cases.southern.0.gid();
        assert_eq!(broken(&app, staff.manager, &southern, "HARM").await["userErrors"][0]["code"], "NOT_FOUND");
        assert_eq!(app.rows(&["broken_glass"]).await, [0]);
    }
}
