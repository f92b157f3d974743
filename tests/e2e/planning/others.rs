//! What a date would take from other cases, by the last plan.

use chrono::TimeDelta;
use entities::CaseId;
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::settle::window;
use tests::{Region, TestApp, both};

/// Three more cases that all need Olga, who is free on two afternoons.
async fn crowd(app: &TestApp, region: &Region) -> [CaseId; 3] {
    let [olga, omar] = region.staff.la_officers;
    app.says(omar, Vec::new()).await;
    app.says(olga, vec![window(17, 13, 17), window(18, 13, 17)])
        .await;
    [
        region.another(app, "N-7").await,
        region.another(app, "N-8").await,
        region.another(app, "N-9").await,
    ]
}

/// Plans these cases.
async fn plan(app: &TestApp, region: &Region, cases: &[CaseId]) -> Value {
    let wanted: Vec<String> = cases.iter().map(|case| case.gid()).collect();
    let order = json!({ "caseIds": wanted, "timeLimitSeconds": 60 });
    app.planned(region.staff.coordinator, order).await
}

/// What each proposed date of a case would take from others.
async fn costs(app: &TestApp, region: &Region, case: CaseId) -> Vec<Value> {
    let found = app.proposals(region.staff.coordinator, case, 3).await;
    found
        .into_iter()
        .map(|mut one| one["othersCost"].take())
        .collect()
}

both! {
    async fn a_date_says_what_it_takes_from_others(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let cases = crowd(&app, &region).await;
        let mine = region.cases.med_e.0;
        assert!(costs(&app, &region, mine).await.iter().all(Value::is_null), "there is no plan");

        let run = plan(&app, &region, &cases).await;
        assert_eq!(run["meetings"].as_array().unwrap().len(), 2, "{run:#}");
        let said = costs(&app, &region, mine).await;
        for cost in &said {
            assert_eq!(cost["plannedAt"], run["finishedAt"]);
            assert_eq!(cost["losses"], json!([{ "lost": "MEETING", "cases": 1 }]), "{cost:#}");
            assert!(100 < cost["points"].as_i64().unwrap());
            let olga = json!({
                "person": { "name": "Olga Officer" }, "halfDays": 2, "cases": 3, "byOn": "2026-03-20",
            });
            assert!(cost["scarcePeople"].as_array().unwrap().contains(&olga), "{cost:#}");
        }
        let message = said[0]["message"].as_str().unwrap();
        insta::allow_duplicates! {
            insta::assert_snapshot!(message, @"Uses one of the last 2 free half-days of Olga Officer before the limits of 3 other cases that cannot meet without this person. Takes what the plan of 2 March 2026 gave to others: 1 other case would have no meeting");
        }
        // What it costs others is among the costs of the date.
        let found = app.proposals(region.staff.coordinator, mine, 1).await.remove(0);
        let costs = found["costs"].as_array().unwrap();
        let others = costs.iter().find(|one| one["wish"] == "what other cases would lose").unwrap();
        assert_eq!((&others["level"], &others["points"]), (&json!("OTHERS"), &found["othersCost"]["points"]));
    }

    async fn other_cases_are_counted_and_never_named(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let cases = crowd(&app, &region).await;
        plan(&app, &region, &cases).await;
        let said = json!(costs(&app, &region, region.cases.med_e.0).await).to_string();
        for case in cases {
            assert!(!said.contains(&case.gid()) && !said.contains(&case.0.to_string()), "{said}");
        }
        for word in ["N-7", "N-8", "N-9", "Parent", "Child"] {
            assert!(!said.contains(word), "{word}: {said}");
        }
    }

    async fn what_a_case_holds_itself_is_not_taken_from_others(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let cases = crowd(&app, &region).await;
        plan(&app, &region, &cases[..1]).await;
        for cost in costs(&app, &region, cases[0]).await {
            assert_eq!((&cost["points"], &cost["losses"]), (&json!(0), &json!([])), "{cost:#}");
            assert_eq!(cost["message"], "Takes nothing that other cases need");
        }
    }

    async fn cases_that_have_met_their_date_need_nothing_more(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let cases = crowd(&app, &region).await;
        plan(&app, &region, &cases).await;
        app.held(region.staff.coordinator, cases[0]).await;
        app.execute("UPDATE cases SET state = 'closed' WHERE reference IN ('N-8', 'N-9')").await;
        for cost in costs(&app, &region, region.cases.med_e.0).await {
            assert_eq!((&cost["points"], &cost["scarcePeople"]), (&json!(0), &json!([])), "{cost:#}");
        }
    }

    async fn an_old_plan_and_that_of_another_service_say_nothing(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        plan(&app, &region, &[region.cases.med_e.0]).await;
        let southern = app.proposals(region.staff.southern_coordinator, region.cases.southern.0, 2).await;
        assert!(southern.iter().all(|one| one["othersCost"].is_null()));
        app.advance(TimeDelta::days(6));
        assert!(costs(&app, &region, region.cases.bsl.0).await.iter().all(Value::is_object));
        app.advance(TimeDelta::days(2));
        assert!(costs(&app, &region, region.cases.bsl.0).await.iter().all(Value::is_null));
    }

    async fn others_cost_takes_two_statements_more(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let cases = crowd(&app, &region).await;
        let mut counts = Vec::new();
        for count in [0, 1, 3] {
            if 0 < count {
                plan(&app, &region, &cases[..count]).await;
            }
            app.forget_statements();
            costs(&app, &region, region.cases.med_e.0).await;
            counts.push(app.statements().len());
        }
        assert_eq!(counts[1], counts[2], "{:#?}", app.statements());
        assert!(counts[1] <= counts[0] + 2, "{counts:?}");
    }
}
