//! What comes of planning.

use chrono::{DateTime, Timelike as _, Utc};
use entities::availability_window::Grade;
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named;
use tests::settle::window;
use tests::{Region, TestApp, both};

use super::references;

fn instant(value: &Value) -> DateTime<Utc> {
    value.as_str().unwrap().parse().unwrap()
}

/// The people who come to a planned meeting.
fn people(meeting: &Value) -> Vec<&str> {
    let attendees = meeting["attendees"].as_array().unwrap().iter();
    attendees
        .map(|one| one["person"]["id"].as_str().unwrap())
        .collect()
}

both! {
    async fn every_waiting_case_gets_a_meeting_and_nobody_two_at_once(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let run = app.planned(region.staff.coordinator, json!({ "seed": 7 })).await;
        assert_eq!(references(&run["meetings"]), ["N-1", "N-2", "N-3", "N-4", "N-5", "N-6"]);
        assert_eq!(run["unplaced"], json!([]));
        assert_eq!(run["seed"], 7);
        assert_eq!(run["horizonDays"], 70);
        assert_eq!(run["provider"]["name"], "Northern Mediation");
        assert_eq!(run["requestedBy"]["name"], "Cora North");
        assert_eq!(run["problemHash"].as_str().unwrap().len(), 16);
        let cost = &run["cost"];
        assert_eq!((&cost["unplaced"], &cost["late"]), (&json!(0), &json!(0)), "{cost:#}");
        assert!(cost["bound"].as_f64() <= cost["total"].as_f64(), "{cost:#}");

        let meetings = run["meetings"].as_array().unwrap();
        for (ix, one) in meetings.iter().enumerate() {
            let (start, end) = (instant(&one["startsAt"]), instant(&one["endsAt"]));
            assert!(start < end && start.minute().is_multiple_of(30), "{one:#}");
            assert!(one["attendees"].as_array().unwrap().iter().any(|who| who["role"] == "MEDIATOR"));
            for other in &meetings[..ix] {
                let overlap = start < instant(&other["endsAt"]) && instant(&other["startsAt"]) < end;
                let share = people(one).iter().any(|who| people(other).contains(who));
                assert!(!(overlap && share), "{one:#} and {other:#}");
            }
        }
        // Nothing is booked yet.
        assert_eq!(app.rows(&["meeting", "booking", "planned_meeting"]).await, [0, 0, 6]);
    }

    async fn the_same_cases_make_the_same_plan(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let first = app.planned(coordinator, json!({ "seed": 3 })).await;
        let second = app.planned(coordinator, json!({ "seed": 3 })).await;
        assert_ne!(first["id"], second["id"]);
        for field in ["meetings", "unplaced", "cost", "problemHash", "versions"] {
            assert_eq!(first[field], second[field], "{field}");
        }
    }

    async fn cases_without_a_meeting_are_told_why(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, cases) = (region.staff.coordinator, region.cases);
        app.held(coordinator, cases.med_x.0).await;
        let mut away = window(10, 9, 17);
        away.grade = Grade::Busy;
        away.private_reason = Some(entities::Personal::new("chemotherapy"));
        app.says(cases.med_e.1.parent, vec![away]).await;
        app.execute(
            "DELETE FROM case_participants WHERE role = 'education' \
             AND case_id IN (SELECT id FROM cases WHERE reference = 'N-5')",
        ).await;
        let wanted = [cases.med_e.0, cases.med_x.0, cases.med_h.0, cases.dr_p.0].map(Named::gid);
        let run = app.planned(coordinator, json!({ "caseIds": wanted })).await;
        assert_eq!(references(&run["meetings"]), ["N-3"]);
        let mut told: Vec<String> = run["unplaced"].as_array().unwrap().iter()
            .map(|case| {
                let word = |value: &Value| value.as_str().unwrap().to_owned();
                let reference = word(&case["case"]["reference"]);
                format!("{reference} {}: {}", word(&case["reason"]), word(&case["message"]))
            })
            .collect();
        told.sort();
        insta::allow_duplicates! {
            insta::assert_snapshot!(told.join("\n"), @r"
            N-1 NO_DATE: there is no date for this case even without the others, because this cannot hold: the family must be there: Parent N-1
            N-2 HAS_MEETING: this case has a meeting already, held or confirmed
            N-5 CANNOT_BE_PLANNED: this case has no required seat for the school or setting. Maybe add one to the case first
            ");
        }
        assert!(!run.to_string().contains("chemotherapy"));
        assert_eq!(run["cost"]["unplaced"], 0, "what could meet has a meeting");
    }

    async fn cases_that_need_the_same_hour_do_not_all_get_it(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        // One mediator, and one morning that has room for one meeting.
        app.says(region.staff.mediators[1], Vec::new()).await;
        app.says(region.staff.mediators[0], vec![window(14, 9, 13)]).await;
        let run = app.planned(coordinator, json!({})).await;
        assert_eq!(run["meetings"].as_array().unwrap().len(), 1, "{run:#}");
        let reasons: Vec<&Value> = run["unplaced"].as_array().unwrap().iter()
            .map(|case| &case["reason"])
            .collect();
        assert_eq!(reasons.len(), 5);
        let is_crowded = |reason: &&Value| **reason == "CONTENDED" || **reason == "NOT_FOUND_IN_TIME";
        assert!(reasons.iter().all(is_crowded), "{run:#}");
        assert!(0 < run["cost"]["unplaced"].as_i64().unwrap());
    }

    async fn a_contract_pays_for_no_more_meetings_than_it_has_left(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let cases = [region.cases.med_e.0, region.another(&app, "N-7").await, region.another(&app, "N-8").await];
        app.execute("UPDATE contract SET volume_cap = 2").await;
        let wanted = cases.map(Named::gid);
        let run = app.planned(coordinator, json!({ "caseIds": wanted })).await;
        assert_eq!(run["meetings"].as_array().unwrap().len(), 2, "{run:#}");
        assert_eq!(run["unplaced"].as_array().unwrap().len(), 1);
    }

    async fn only_near_days_are_planned_when_that_is_asked(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let order = json!({ "horizonDays": 12, "caseIds": [region.cases.med_e.0.gid(), region.cases.dr_p.0.gid()] });
        let run = app.planned(region.staff.coordinator, order).await;
        for meeting in run["meetings"].as_array().unwrap() {
            assert!(instant(&meeting["startsAt"]) < tests::app::start_of_test() + chrono::TimeDelta::days(12));
        }
        assert!(!run["meetings"].as_array().unwrap().is_empty());
    }
}
