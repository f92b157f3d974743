//! Meetings of a plan are held like any proposed date.

use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::tell::{codes, each};
use tests::{Region, TestApp, both};

/// The cases of a run's meetings, earliest first.
fn cases(run: &Value) -> Vec<Value> {
    let meetings = run["meetings"].as_array().unwrap().iter();
    meetings
        .map(|meeting| meeting["case"]["id"].clone())
        .collect()
}

both! {
    async fn a_whole_plan_can_be_held(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let run = app.planned(coordinator, json!({})).await;
        let accepted = app.accept(coordinator, &run, &cases(&run)).await;
        assert_eq!(accepted["userErrors"], json!([]), "{accepted:#}");
        let (held, planned) = (accepted["meetings"].as_array().unwrap(), run["meetings"].as_array().unwrap());
        assert_eq!(held.len(), 6);
        for (held, planned) in held.iter().zip(planned) {
            assert_eq!(held["state"], "HELD");
            assert_eq!(held["startsAt"], planned["startsAt"]);
            assert_eq!(held["mediator"]["id"], planned["mediator"]["id"]);
            assert_eq!(held["case"]["reference"], planned["case"]["reference"]);
            assert_eq!(held["case"]["state"], "PROPOSED");
        }
        assert_eq!(crate::meeting::overlaps(&app).await, 0);
        // Once more, nothing is left to hold.
        let again = app.accept(coordinator, &run, &cases(&run)).await;
        assert_eq!(codes(&again), ["CASE_HAS_MEETING"; 6]);
    }

    async fn what_has_changed_since_is_said_case_by_case(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, known) = (region.staff.coordinator, region.cases);
        let run = app.planned(coordinator, json!({})).await;
        // One family takes its times back, one case gets a meeting otherwise.
        app.says(known.med_e.1.parent, Vec::new()).await;
        app.held(coordinator, known.med_h.0).await;
        let before = app.rows(&["meeting", "booking"]).await;
        let wanted = [known.med_e.0, known.med_h.0, known.southern.0].map(|case| json!(case.gid()));
        let refused = app.accept(coordinator, &run, &wanted).await;
        assert_eq!(refused["meetings"], json!([]));
        assert_eq!(codes(&refused), ["STALE_PLAN", "CASE_HAS_MEETING", "NOT_PLANNED"]);
        let fields: Vec<&Value> = refused["userErrors"].as_array().unwrap().iter()
            .map(|error| &error["field"])
            .collect();
        assert_eq!(fields, [&json!(["caseIds", "0"]), &json!(["caseIds", "1"]), &json!(["caseIds", "2"])]);
        assert_eq!(app.rows(&["meeting", "booking"]).await, before, "something was half-written");

        // The others are held all the same.
        let wanted = [known.med_e.0, known.dr_p.0].map(|case| json!(case.gid()));
        let accepted = app.accept(coordinator, &run, &wanted).await;
        assert_eq!(codes(&accepted), ["STALE_PLAN"]);
        assert_eq!(accepted["meetings"][0]["case"]["reference"], "N-5");
    }

    async fn who_was_booked_since_is_not_booked_twice(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        app.says(region.staff.mediators[1], Vec::new()).await;
        let [one, other] = [region.another(&app, "N-7").await, region.another(&app, "N-8").await];
        let first = app.planned(coordinator, json!({ "caseIds": [one.gid()] })).await;
        let second = app.planned(coordinator, json!({ "caseIds": [other.gid()] })).await;
        assert_eq!(first["meetings"][0]["startsAt"], second["meetings"][0]["startsAt"]);
        let held = app.accept(coordinator, &first, &cases(&first)).await;
        assert_eq!(held["userErrors"], json!([]), "{held:#}");
        let refused = app.accept(coordinator, &second, &cases(&second)).await;
        let code = codes(&refused)[0].to_owned();
        assert!(["MEDIATOR_TAKEN", "ROOM_TAKEN", "PERSON_TAKEN"].contains(&code.as_str()), "{refused:#}");
        assert_eq!(crate::meeting::overlaps(&app).await, 0);
    }

    async fn what_is_no_plan_cannot_be_accepted(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let unfinished = super::write_run(&app, &region, |_| ()).await.gid();
        let case = json!(region.cases.med_e.0.gid());
        let run = |id: &str| json!({ "id": id });
        for (id, wanted, expected) in [
            (unfinished.as_str(), vec![case.clone()], "NO_PLAN"),
            (unfinished.as_str(), vec![], "OUT_OF_RANGE"),
            (unfinished.as_str(), vec![case.clone(); 26], "OUT_OF_RANGE"),
            (unfinished.as_str(), vec![json!("x")], "MALFORMED_ID"),
            ("x", vec![case.clone()], "MALFORMED_ID"),
        ] {
            assert_eq!(codes(&app.accept(coordinator, &run(id), &wanted).await), [expected]);
        }
    }

    async fn a_plan_is_of_no_use_to_another_service(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let plan = app.planned(region.staff.coordinator, json!({})).await;
        let outsiders = [region.staff.southern_coordinator, region.staff.adviser, region.cases.med_e.1.parent];
        for outsider in outsiders {
            let refused = app.accept(outsider, &plan, &cases(&plan)).await;
            assert_eq!(codes(&refused), ["NOT_FOUND"]);
            let document = "query ($id: ID!) { planningRun(id: $id) { id } planningRuns { nodes { id } } }";
            let seen = app.ask(outsider, document, json!({ "id": plan["id"] })).await;
            assert_eq!(seen, json!({ "planningRun": null, "planningRuns": { "nodes": [] } }));
        }
        let manager = region.staff.manager;
        let seen = app.ask(manager, "{ planningRuns { nodes { id } } }", json!({})).await;
        assert_eq!(each(&seen["planningRuns"]["nodes"], "id"), [plan["id"].as_str().unwrap()]);
        assert_eq!(app.rows(&["meeting"]).await, [0]);
    }
}
