//! Why a case of a plan has the meeting it has, or none, and why not another date.

use entities::availability_window::Grade;
use entities::{CaseId, PersonId};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named;
use tests::settle::window;
use tests::{Region, TestApp, both};

const EXPLAINED: &str = "query ($id: ID!) { planningRun(id: $id) {
  meetings {
    startsAt case { reference }
    explanation {
      message pieces { piece role late family others }
      nextBest { startsAt mode more { unplaced late family others } }
    }
  }
  unplaced {
    reason case { reference }
    explanation {
      conflict { code role message case { reference } }
      repairs { code burden opensAt message case { reference } }
      possible { startsAt }
    }
  }
} }";

const WHY_NOT: &str = "query ($id: ID!, $case: ID!, $on: NaiveDate!) { planningRun(id: $id) {
  whyNot(caseId: $case, on: $on) {
    verdict message
    alternative { startsAt more { unplaced late family others } }
    cases { reference } needs { code message }
  }
} }";

pub(super) async fn explained(app: &TestApp, region: &Region, run: &Value) -> Value {
    let variables = json!({ "id": run["id"] });
    app.ask(region.staff.coordinator, EXPLAINED, variables)
        .await["planningRun"]
        .take()
}

/// Why a case does not meet on a day of March 2026.
pub(super) async fn why_not(
    app: &TestApp,
    actor: PersonId,
    run: &Value,
    case: CaseId,
    day: u32,
) -> Value {
    let on = format!("2026-03-{day:02}");
    let variables = json!({ "id": run["id"], "case": case.gid(), "on": on });
    app.ask(actor, WHY_NOT, variables).await["planningRun"]["whyNot"].take()
}

/// One mediator, and one morning that has room for one meeting: on Monday 16 March.
pub(super) async fn crowd(app: &TestApp, region: &Region) {
    app.says(region.staff.mediators[1], Vec::new()).await;
    let mut away = window(15, 9, 17);
    away.grade = Grade::Busy;
    away.private_reason = Some(entities::Personal::new("chemotherapy"));
    app.says(region.staff.mediators[0], vec![window(14, 9, 13), away])
        .await;
}

/// The first of the levels on which something is more or less.
fn first(more: &Value) -> i64 {
    let levels = ["unplaced", "late", "family", "others"].into_iter();
    let mut points = levels.map(|level| more[level].as_i64().unwrap());
    points.find(|points| *points != 0).unwrap_or(0)
}

both! {
    async fn a_planned_meeting_says_what_it_costs_and_what_the_next_best_would(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let run = app.planned(region.staff.coordinator, json!({})).await;
        let seen = explained(&app, &region, &run).await;
        let meetings = seen["meetings"].as_array().unwrap();
        assert_eq!(meetings.len(), 6);
        for meeting in meetings {
            let why = &meeting["explanation"];
            let pieces = why["pieces"].as_array().unwrap();
            assert!(pieces.iter().any(|piece| piece["piece"] == "DAY"), "{why:#}");
            let is_something = |piece: &Value| {
                ["late", "family", "others"].iter().any(|level| 0 < piece[level].as_i64().unwrap())
            };
            assert!(pieces.iter().all(is_something), "{why:#}");
            let next = &why["nextBest"];
            assert_ne!(next["startsAt"], meeting["startsAt"]);
            if run["cost"]["isOptimal"] == true {
                assert!(0 <= first(&next["more"]), "{why:#}");
            }
            let message = why["message"].as_str().unwrap();
            assert!(message.starts_with("Costs most: ") && message.contains("The next best date, "), "{message}");
        }
    }

    async fn a_case_without_a_meeting_says_what_is_in_the_way_and_what_would_open_one(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        crowd(&app, &region).await;
        let cases = [region.cases.med_e.0, region.cases.med_h.0].map(Named::gid);
        let run = app.planned(region.staff.coordinator, json!({ "caseIds": cases })).await;
        let seen = explained(&app, &region, &run).await;
        let placed = &seen["meetings"][0]["case"]["reference"];
        let unplaced = seen["unplaced"].as_array().unwrap();
        assert_eq!(unplaced.len(), 1, "{seen:#}");
        let why = &unplaced[0]["explanation"];
        assert_eq!(why["possible"], Value::Null);
        let conflict = why["conflict"].as_array().unwrap();
        let other = conflict.iter().find(|need| need["code"] == "OTHER_CASE").unwrap();
        assert_eq!(&other["case"]["reference"], placed);
        let mediator = conflict.iter().find(|need| need["code"] == "PART").unwrap();
        assert_eq!(mediator["role"], "MEDIATOR");
        let repairs = why["repairs"].as_array().unwrap();
        assert!((1..=5).contains(&repairs.len()), "{why:#}");
        let burdens: Vec<i64> = repairs.iter().map(|one| one["burden"].as_i64().unwrap()).collect();
        assert!(burdens.is_sorted());
        for repair in repairs {
            let message = repair["message"].as_str().unwrap();
            assert!(repair["opensAt"].is_string() && message.contains(". Opens "), "{repair:#}");
        }
        assert!(repairs.iter().any(|one| one["code"] == "ONE_MORE_MEMBER"), "{why:#}");
        assert!(!seen.to_string().contains("chemotherapy"));
    }

    async fn why_not_that_date(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, mine) = (region.staff.coordinator, region.cases.med_e.0);
        let run = app.planned(coordinator, json!({})).await;
        let meetings = run["meetings"].as_array().unwrap();
        let own = meetings.iter().find(|one| one["case"]["reference"] == "N-1").unwrap();
        let day: u32 = own["startsAt"].as_str().unwrap()[8..10].parse().unwrap();
        let chosen = why_not(&app, coordinator, &run, mine, day).await;
        assert_eq!(chosen["verdict"], "CHOSEN", "{chosen:#}");
        let later = why_not(&app, coordinator, &run, mine, 26).await;
        assert_eq!(later["verdict"], "POSSIBLE", "{later:#}");
        assert!(later["alternative"]["startsAt"].as_str().unwrap().starts_with("2026-03-26"));
        let sunday = why_not(&app, coordinator, &run, mine, 22).await;
        assert_eq!(sunday["verdict"], "UNMET", "{sunday:#}");
        assert!(sunday["needs"].as_array().unwrap().iter().any(|need| need["code"] == "DAY"), "{sunday:#}");
        // A case of another service, and one that has got a meeting since.
        assert_eq!(why_not(&app, coordinator, &run, region.cases.southern.0, 20).await, Value::Null);
        app.held(coordinator, mine).await;
        let held = why_not(&app, coordinator, &run, mine, 20).await;
        assert_eq!(held["verdict"], "OUT_OF_PLAN", "{held:#}");
        let other = why_not(&app, coordinator, &run, region.cases.med_h.0, 22).await;
        assert_eq!(other["verdict"], "UNMET", "{other:#}");
    }

    async fn why_not_a_date_that_others_have(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        crowd(&app, &region).await;
        let cases = [region.cases.med_e.0, region.cases.med_h.0];
        let run = app.planned(coordinator, json!({ "caseIds": cases.map(Named::gid) })).await;
        let placed = run["meetings"][0]["case"]["reference"].clone();
        let left = if placed == "N-1" { cases[1] } else { cases[0] };
        let crowded = why_not(&app, coordinator, &run, left, 16).await;
        assert_eq!(crowded["verdict"], "PUSHES_OUT", "{crowded:#}");
        assert_eq!(crowded["cases"], json!([{ "reference": placed }]));
        let empty = why_not(&app, coordinator, &run, left, 17).await;
        assert_eq!(empty["verdict"], "UNMET", "{empty:#}");
        assert!(empty["message"].as_str().unwrap().contains("a suitable mediator must be free"));
        assert!(!empty.to_string().contains("chemotherapy"));
    }

    async fn asking_why_not_takes_as_many_statements_for_many_cases_as_for_one(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, cases) = (region.staff.coordinator, region.cases);
        let mut counts = Vec::new();
        for wanted in [vec![cases.med_e.0], vec![cases.med_e.0, cases.med_h.0, cases.dr_p.0]] {
            let wanted: Vec<String> = wanted.iter().map(|case| case.gid()).collect();
            let run = app.planned(coordinator, json!({ "caseIds": wanted })).await;
            app.forget_statements();
            why_not(&app, coordinator, &run, cases.med_e.0, 20).await;
            counts.push(app.statements().len());
        }
        assert_eq!(counts[0], counts[1], "{:#?}", app.statements());
    }
}
