//! What may be planned, and by whom.

use chrono::TimeDelta;
use entities::role::Kind as Role;
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::{Named as _, unknown};
use tests::tell::codes;
use tests::{Region, TestApp, both};

use super::write_run;

/// What somebody is told who asks for a plan: nothing, or code, field and message.
async fn told(app: &TestApp, actor: entities::PersonId, input: Value) -> String {
    let payload = app.start_plan(actor, input).await;
    let errors = payload["userErrors"].as_array().unwrap();
    match errors.as_slice() {
        [] => {
            app.settled(actor, &payload["planningRun"]["id"]).await;
            "started".to_owned()
        }
        [error] => {
            assert_eq!(payload["planningRun"], Value::Null);
            let field: Vec<&str> = error["field"]
                .as_array()
                .unwrap()
                .iter()
                .map(|name| name.as_str().unwrap())
                .collect();
            let word = |name: &str| error[name].as_str().unwrap().to_owned();
            format!("{} {}: {}", word("code"), field.join("."), word("message"))
        }
        more => panic!("{more:?}"),
    }
}

both! {
    async fn orders_out_of_bounds_are_refused(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let (mine, foreign) = (region.cases.med_e.0.gid(), region.cases.southern.0.gid());
        let orders = [
            json!({ "caseIds": [mine], "horizonDays": 7, "timeLimitSeconds": 1, "seed": 9 }),
            json!({ "caseIds": [] }),
            json!({ "caseIds": vec![&mine; 101] }),
            json!({ "caseIds": [mine, "x"] }),
            json!({ "caseIds": [mine, foreign] }),
            json!({ "caseIds": [unknown(api::schema::id::Kind::Case)] }),
            json!({ "providerId": region.bodies.south.gid() }),
            json!({ "providerId": mine }),
            json!({ "providerId": region.bodies.south.gid(), "caseIds": [mine] }),
            json!({ "horizonDays": 6 }),
            json!({ "horizonDays": 71 }),
            json!({ "timeLimitSeconds": 0 }),
            json!({ "timeLimitSeconds": 61 }),
            json!({ "seed": -1 }),
        ];
        let mut lines = Vec::new();
        for order in orders {
            lines.push(told(&app, coordinator, order).await);
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(lines.join("\n"), @r"
            started
            OUT_OF_RANGE caseIds: plan 1 to 100 cases at once
            OUT_OF_RANGE caseIds: plan 1 to 100 cases at once
            MALFORMED_ID caseIds.1: this is not an id of ours. Maybe copy it again
            NOT_FOUND caseIds.1: there is no such case
            NOT_FOUND caseIds.0: there is no such case
            NOT_FOUND providerId: there is no such service
            MALFORMED_ID providerId: this is not an id of ours. Maybe copy it again
            DIFFERENT_SERVICES caseIds.0: these cases belong to different services. Maybe plan one service at a time
            OUT_OF_RANGE horizonDays: plan for 7 to 70 days
            OUT_OF_RANGE horizonDays: plan for 7 to 70 days
            OUT_OF_RANGE timeLimitSeconds: give it 1 to 60 seconds
            OUT_OF_RANGE timeLimitSeconds: give it 1 to 60 seconds
            OUT_OF_RANGE seed: a seed is not negative
            ");
        }
    }

    async fn a_service_is_named_by_those_who_arrange_for_several(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        app.appoint(coordinator, Role::ServiceManager, region.bodies.south).await;
        assert!(told(&app, coordinator, json!({})).await.starts_with("WHICH_SERVICE providerId"));
        let (north, south) = (region.cases.med_e.0.gid(), region.cases.southern.0.gid());
        let both = told(&app, coordinator, json!({ "caseIds": [north, south] })).await;
        assert!(both.starts_with("DIFFERENT_SERVICES caseIds.1"), "{both}");
        let southern = app.planned(coordinator, json!({ "providerId": region.bodies.south.gid() })).await;
        assert_eq!(super::references(&southern["meetings"]), ["S-1"]);
    }

    async fn a_service_has_one_run_under_way_at_a_time(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, manager) = (region.staff.coordinator, region.staff.manager);
        let under_way = write_run(&app, &region, |_| ()).await.gid();
        let refused = app.start_plan(manager, json!({})).await;
        assert_eq!(codes(&refused), ["ALREADY_RUNNING"]);
        // Another service is not concerned.
        app.planned(region.staff.southern_coordinator, json!({})).await;

        let document = "mutation ($input: PlanningRunCancelInput!) { planningRunCancel(input: $input) {
          planningRun { state finishedAt } userErrors { code } } }";
        let cancel = async |id: &str| {
            let variables = json!({ "input": { "runId": id } });
            app.ask(coordinator, document, variables).await["planningRunCancel"].take()
        };
        let called_off = cancel(&under_way).await;
        assert_eq!(called_off["planningRun"]["state"], "CANCELLED", "{called_off:#}");
        assert!(called_off["planningRun"]["finishedAt"].is_string());
        assert_eq!(codes(&cancel(&under_way).await), ["OVER"]);
        assert_eq!(codes(&cancel("x").await), ["MALFORMED_ID"]);
        app.planned(manager, json!({})).await;
    }

    async fn a_run_whose_process_ended_has_failed(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let interrupted = write_run(&app, &region, |_| ()).await;
        assert_eq!(api::domain::planning::recover(&app.app).await.unwrap(), 1);
        assert_eq!(api::domain::planning::recover(&app.app).await.unwrap(), 0);
        let seen = app.settled(coordinator, &json!(interrupted.gid())).await;
        assert_eq!((&seen["state"], &seen["failure"]), (&json!("FAILED"), &json!("INTERRUPTED")));
        assert!(seen["finishedAt"].is_string());

        // Where nobody starts again, a run counts as failed when it must long have ended.
        let lost = write_run(&app, &region, |_| ()).await;
        app.advance(TimeDelta::minutes(6));
        let seen = app.settled(coordinator, &json!(lost.gid())).await;
        assert_eq!((&seen["state"], &seen["failure"]), (&json!("FAILED"), &json!("INTERRUPTED")));
        app.planned(coordinator, json!({})).await;
    }

    async fn nothing_to_plan_is_no_plan(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let southern = region.staff.southern_coordinator;
        app.held(southern, region.cases.southern.0).await;
        assert_eq!(told(&app, southern, json!({})).await, "NOTHING_TO_PLAN : no case waits for a meeting");
    }

    async fn nobody_else_can_plan(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (staff, family) = (region.staff, region.cases.med_e.1);
        let case = region.cases.med_e.0.gid();
        for actor in [staff.adviser, staff.mediators[0], staff.la_officers[0], family.parent, staff.stranger] {
            for input in [json!({}), json!({ "caseIds": [case] }), json!({ "providerId": region.bodies.north.gid() })] {
                assert_eq!(codes(&app.start_plan(actor, input).await), ["NOT_FOUND"]);
            }
        }
        assert_eq!(app.rows(&["planning_run"]).await, [0]);
    }
}
