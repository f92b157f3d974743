//! What a plan keeps to itself when it explains itself.

use entities::availability_window::Grade;
use entities::{case, plan_prices, planned_meeting, unplaced_case};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named;
use tests::settle::window;
use tests::{Region, TestApp, both};

use super::explained::{crowd, explained, why_not};

/// What the database holds of plans, as text.
async fn stored(app: &TestApp) -> String {
    let db = &app.app.db;
    let planned = planned_meeting::Entity::find().all(db).await.unwrap();
    let unplaced = unplaced_case::Entity::find().all(db).await.unwrap();
    let prices = plan_prices::Entity::find().all(db).await.unwrap();
    let planned = planned.into_iter().filter_map(|row| row.explained);
    let explained = planned.chain(unplaced.into_iter().filter_map(|row| row.explained));
    let explained: Vec<String> = explained.map(|text| text.reveal().to_owned()).collect();
    assert_eq!((explained.len(), prices.len()), (2, 1));
    explained.join("\n") + &prices[0].prices
}

both! {
    async fn no_reason_and_no_other_case_is_named_where_a_plan_is_kept(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        crowd(&app, &region).await;
        // The families have reasons as well.
        for (case, reason) in [(&region.cases.med_e, "radiotherapy"), (&region.cases.med_h, "custody hearing")] {
            let mut away = window(17, 9, 17);
            away.grade = Grade::Busy;
            away.private_reason = Some(entities::Personal::new(reason));
            app.says(case.1.parent, vec![window(14, 9, 17), away]).await;
        }
        let cases = [region.cases.med_e.0, region.cases.med_h.0].map(Named::gid);
        app.planned(region.staff.coordinator, json!({ "caseIds": cases })).await;
        let stored = stored(&app).await;
        for word in ["chemotherapy", "radiotherapy", "custody", "N-1", "N-2", "N-3", "Parent", "Child"] {
            assert!(!stored.contains(word), "{word}: {stored}");
        }
    }

    async fn whoever_loses_sight_of_a_case_loses_its_explanations(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        crowd(&app, &region).await;
        let cases = [region.cases.med_e.0, region.cases.med_h.0];
        let wanted = cases.map(Named::gid);
        let run = app.planned(coordinator, json!({ "caseIds": wanted })).await;
        let before = explained(&app, &region, &run).await;
        let placed = before["meetings"][0]["case"]["reference"].clone();
        let (placed, left) = if placed == "N-1" { (cases[0], cases[1]) } else { (cases[1], cases[0]) };
        let hand_over = async |id| {
            let moved = case::ActiveModel {
                id: Set(id),
                provider_id: Set(region.bodies.south),
                ..Default::default()
            };
            moved.update(&app.app.db).await.unwrap();
        };

        // The case that has the meeting is another service's now: it is in the way still, without a name.
        hand_over(placed).await;
        let after = explained(&app, &region, &run).await;
        assert_eq!(after["meetings"][0]["explanation"], Value::Null, "{after:#}");
        let conflict = after["unplaced"][0]["explanation"]["conflict"].as_array().unwrap();
        let other = conflict.iter().find(|need| need["code"] == "OTHER_CASE").unwrap();
        assert_eq!(other["case"], Value::Null);
        assert!(other["message"].as_str().unwrap().starts_with("another case meets on "), "{other:#}");
        assert_eq!(why_not(&app, coordinator, &run, placed, 16).await, Value::Null);
        // Only the service's own cases are weighed.
        let dates = app.proposals(coordinator, left, 3).await;
        assert!(dates.iter().all(|date| date["othersCost"]["losses"] == json!([])), "{dates:#?}");

        hand_over(left).await;
        let after = explained(&app, &region, &run).await;
        assert_eq!(after["unplaced"][0]["explanation"], Value::Null, "{after:#}");
        // Their new service has not seen the plan, and has none of its own.
        let newcomer = region.staff.southern_coordinator;
        assert_eq!(run_of(&app, newcomer, &run).await, Value::Null);
        let dates = app.proposals(newcomer, left, 3).await;
        assert!(dates.iter().all(|date| date["othersCost"].is_null()), "{dates:#?}");
    }
}

/// The run, as somebody sees it.
async fn run_of(app: &TestApp, actor: entities::PersonId, run: &Value) -> Value {
    let document = "query ($id: ID!) { planningRun(id: $id) { id } }";
    let variables = json!({ "id": run["id"] });
    app.ask(actor, document, variables).await["planningRun"].take()
}
