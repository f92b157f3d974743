//! The work queue: the case nearest to a breach comes first, and why is said without secrets.

use api::domain::case::NewCase;
use chrono::TimeDelta;
use entities::case::{Kind, State};
use entities::participant::Role;
use entities::{CaseId, PersonId};
use serde_json::{Value, json};
use tests::app::start_of_test;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::open::{new_case, pool, seat};
use tests::settle::{day, window};
use tests::{Region, TestApp, both};

const QUEUE: &str =
    "query ($atLeast: BreachRisk) { workQueue(first: 100, atLeast: $atLeast) { nodes {
  case { reference arrangeBy { on } nextSteps { what } }
  forecast { risk reason startsLeft daysLeft lastStartOn dueOn rule }
} } }";

async fn queue(app: &TestApp, actor: PersonId, at_least: Value) -> Vec<Value> {
    let found = app.ask(actor, QUEUE, json!({ "atLeast": at_least })).await;
    let nodes = found["workQueue"]["nodes"].as_array().expect("a list");
    nodes.clone()
}

fn forecast<'a>(queue: &'a [Value], reference: &str) -> &'a Value {
    let mut items = queue.iter();
    let item = items.find(|item| item["case"]["reference"] == reference);
    &item.unwrap_or_else(|| panic!("{reference} is in the queue"))["forecast"]
}

/// Opens a mediation that only one officer may decide, who can meet when a test says so.
async fn opened(app: &TestApp, region: &Region, reference: &str, officer: PersonId) -> CaseId {
    let family = region.cases.med_e.1;
    let bodies = region.bodies;
    let new = new_case(reference, Kind::MedE, bodies.north, bodies.la, family.child);
    app.open(NewCase {
        state: State::Collecting,
        la_informed_at: Some(start_of_test()),
        participants: vec![
            seat(Role::Family, family.parent),
            pool(Role::LocalAuthority, bodies.la, &[officer]),
        ],
        ..new
    })
    .await
}

async fn officer(app: &TestApp, region: &Region, name: &str) -> PersonId {
    app.officer(name, entities::role::Kind::LaOfficer, region.bodies.la)
        .await
}

async fn asked(app: &TestApp, actor: PersonId, case: CaseId) -> Value {
    let document = "query ($id: ID!) { case(id: $id) { version } }";
    let coordinator_sees = app.ask(actor, document, json!({ "id": case.gid() })).await;
    let version = coordinator_sees["case"]["version"].as_i64().unwrap_or(1);
    let document = "mutation ($input: CaseStepInput!) { answer: inabilityNoticeAsk(input: $input) {
      case { state timeline { words } nextSteps { owedBy what } }
      userErrors { code rule message }
    } }";
    let input = json!({ "caseId": case.gid(), "expectedVersion": version });
    app.ask(actor, document, json!({ "input": input })).await["answer"].take()
}

both! {
    async fn a_case_is_judged_by_the_starts_that_are_left(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let never = officer(&app, &region, "Nia Never").await;
        let silent = officer(&app, &region, "Sid Silent").await;
        let once = officer(&app, &region, "Olu Once").await;
        let often = officer(&app, &region, "Oda Often").await;
        opened(&app, &region, "Q-NEVER", never).await;
        opened(&app, &region, "Q-SILENT", silent).await;
        opened(&app, &region, "Q-ONCE", once).await;
        opened(&app, &region, "Q-OFTEN", often).await;
        // Ten minutes are no meeting; and 40 days from now are past the thirty.
        app.says(never, vec![window(40, 9, 17)]).await;
        app.says(once, vec![window(14, 9, 17)]).await;
        app.says(often, vec![window(14, 9, 17), window(15, 9, 17), window(16, 9, 17)]).await;

        let all = queue(&app, coordinator, Value::Null).await;
        let of = |reference| forecast(&all, reference);
        assert_eq!(of("Q-NEVER")["risk"], "RED");
        assert_eq!((&of("Q-NEVER")["startsLeft"], &of("Q-NEVER")["daysLeft"]), (&json!(0), &json!(0)));
        assert_eq!(of("Q-SILENT")["risk"], "UNKNOWN");
        assert_eq!(of("Q-SILENT")["startsLeft"], Value::Null);
        assert_eq!(of("Q-ONCE")["risk"], "AMBER");
        assert_eq!(of("Q-ONCE")["daysLeft"], 1);
        assert_eq!(of("Q-ONCE")["lastStartOn"], json!(day(14)));
        assert_eq!(of("Q-OFTEN")["risk"], "GREEN");
        assert_eq!(of("Q-OFTEN")["daysLeft"], 3);
        let starts = |reference| of(reference)["startsLeft"].as_u64().expect("a number");
        assert_eq!(starts("Q-OFTEN"), 3 * starts("Q-ONCE"), "the same eight hours on three days");
        for item in &all {
            let reason = item["forecast"]["reason"].as_str().expect("a sentence");
            for name in ["Nia", "Sid", "Olu", "Oda"] {
                assert!(!reason.contains(name), "{reason}");
            }
        }
        let ranks: Vec<usize> = all.iter().map(|item| {
            let risks = ["RED", "AMBER", "UNKNOWN", "GREEN"];
            risks.iter().position(|risk| item["forecast"]["risk"] == *risk).expect("a risk")
        }).collect();
        assert!(ranks.is_sorted(), "{ranks:?}");
        let red = queue(&app, coordinator, json!("AMBER")).await;
        assert!(red.iter().all(|item| ["RED", "AMBER"].map(Value::from).contains(&item["forecast"]["risk"])));
        assert!(red.len() < all.len());
        // The case says the same of itself.
        let document = "{ cases(first: 100) { nodes { reference breachForecast { risk } } } }";
        let listed = app.ask(coordinator, document, json!({})).await;
        let listed = listed["cases"]["nodes"].as_array().expect("a list");
        let once = listed.iter().find(|case| case["reference"] == "Q-ONCE").expect("it is listed");
        assert_eq!(once["breachForecast"]["risk"], "AMBER");
    }

    async fn a_date_in_time_is_no_risk_and_a_day_gone_by_is(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let often = officer(&app, &region, "Oda Often").await;
        let once = officer(&app, &region, "Olu Once").await;
        let case = opened(&app, &region, "Q-DATED", often).await;
        opened(&app, &region, "Q-ONCE", once).await;
        let days = (13..30).map(|ahead| window(ahead, 9, 17)).collect();
        app.says(often, days).await;
        app.says(once, vec![window(14, 9, 17)]).await;
        app.confirmed(coordinator, case).await;
        let all = queue(&app, coordinator, Value::Null).await;
        assert_eq!(forecast(&all, "Q-DATED")["risk"], "GREEN");
        assert_eq!(forecast(&all, "Q-DATED")["startsLeft"], Value::Null);
        app.advance(TimeDelta::days(31));
        let all = queue(&app, coordinator, Value::Null).await;
        assert_eq!(forecast(&all, "Q-ONCE")["risk"], "RED");
        assert_eq!(forecast(&all, "Q-ONCE")["rule"], "C8");
    }

    async fn an_authority_is_asked_to_say_it_cannot_only_when_that_is_shown(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let never = officer(&app, &region, "Nia Never").await;
        let once = officer(&app, &region, "Olu Once").await;
        let hopeless = opened(&app, &region, "Q-NEVER", never).await;
        let hopeful = opened(&app, &region, "Q-ONCE", once).await;
        app.says(never, vec![window(40, 9, 17)]).await;
        app.says(once, vec![window(14, 9, 17)]).await;
        let tables = ["case_event", "next_step"];
        let before = app.rows(&tables).await;
        let refused = asked(&app, coordinator, hopeful).await;
        assert_eq!(refused["userErrors"][0]["rule"], "DATES_ARE_LEFT");
        let refused = asked(&app, coordinator, region.cases.med_h.0).await;
        assert_eq!(refused["userErrors"][0]["code"], "OTHER_TYPE_OF_CASE");
        let refused = asked(&app, region.staff.adviser, hopeless).await;
        assert_eq!(refused["userErrors"][0]["code"], "NOT_FOUND");
        assert_eq!(app.rows(&tables).await, before);

        let done = asked(&app, coordinator, hopeless).await;
        assert_eq!(done["userErrors"], json!([]));
        assert_eq!(done["case"]["state"], "COLLECTING");
        let words = done["case"]["timeline"][0]["words"].as_str().expect("it is in the timeline");
        assert!(words.starts_with("no lawful start is left until "), "{words}");
        assert!(words.contains("the local authority") && !words.contains("Nia"), "{words}");
        assert_eq!(done["case"]["nextSteps"][0]["owedBy"], "the local authority");
    }

    async fn the_queue_is_for_those_who_arrange(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let own: Vec<String> = queue(&app, region.staff.southern_coordinator, Value::Null).await
            .iter().map(|item| item["case"]["reference"].to_string()).collect();
        assert_eq!(own, ["\"S-1\""]);
        let staff = region.staff;
        for other in [staff.adviser, staff.mediators[0], staff.la_officers[0], staff.teacher,
                      region.cases.med_e.1.parent, staff.stranger] {
            assert_eq!(queue(&app, other, Value::Null).await, Vec::<Value>::new());
        }
    }

    async fn the_queue_takes_as_many_statements_for_fifty_cases_as_for_few(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let mut counts = Vec::new();
        for more in [0, 50] {
            for ix in 0..more {
                opened(&app, &region, &format!("Q-{ix}"), region.staff.la_officers[0]).await;
            }
            // What seldom changes is read once and kept.
            queue(&app, coordinator, Value::Null).await;
            app.forget_statements();
            assert_eq!(queue(&app, coordinator, Value::Null).await.len(), 6 + more);
            counts.push(app.statements().len());
        }
        assert_eq!(counts[0], counts[1], "{:#?}", app.statements());
    }
}
