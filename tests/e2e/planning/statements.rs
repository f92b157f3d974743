//! No plan asks for its cases one by one, and no list of runs for its runs.

use std::sync::Arc;

use api::app::App;
use entities::planning_run::State;
use entities::{CaseId, Mode, Personal, PlanningRunId, planned_meeting, unplaced_case};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::tell::each;
use tests::{Region, TestApp, both};

use super::write_run;

const PAGE: &str = "query ($first: Int, $after: String, $last: Int, $before: String) {
  planningRuns(first: $first, after: $after, last: $last, before: $before) {
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes {
      id state provider { name } requestedBy { name }
      meetings {
        case { reference } mediator { name } room { name venue { name } } attendees { role person { name } }
        explanation { message }
      }
      unplaced {
        reason case { reference }
        explanation { conflict { case { reference } } repairs { case { reference } } }
      }
    }
  }
}";

/// Why a case has its meeting.
const WHY: &str = r#"{ "pieces": [], "next": null, "message": "Every wish is met" }"#;

/// Why a case has no meeting: another case is in the way.
fn in_the_way(other: CaseId) -> Personal {
    let need =
        json!({ "kind": "OtherCase", "role": null, "case": other.0, "message": "another case" });
    let why = json!({ "conflict": [need], "repairs": [], "possible": null });
    Personal::new(why.to_string())
}

/// A run that is over, with a meeting and a case without one, because of another case.
async fn over(app: &TestApp, region: &Region, draft: &str, other: CaseId) -> PlanningRunId {
    let now = app.app.now();
    let id = write_run(app, region, |run| {
        run.state = State::Done;
        run.finished_at = Some(now);
        (run.cost, run.bound) = (Some(2), Some(1));
    })
    .await;
    let meeting = planned_meeting::Model {
        run_id: id,
        case_id: region.cases.med_e.0,
        starts_at: now,
        ends_at: now + chrono::TimeDelta::hours(3),
        mode: Mode::Video,
        room_id: None,
        mediator_id: region.staff.mediators[0],
        draft: draft.to_owned(),
        explained: Some(Personal::new(WHY)),
    };
    meeting
        .into_active_model()
        .insert(&app.app.db)
        .await
        .unwrap();
    let unplaced = unplaced_case::Model {
        run_id: id,
        case_id: region.cases.med_x.0,
        reason: unplaced_case::Reason::Contended,
        sentence: Personal::new("others need the same"),
        explained: Some(in_the_way(other)),
    };
    unplaced
        .into_active_model()
        .insert(&app.app.db)
        .await
        .unwrap();
    id
}

both! {
    async fn reading_many_cases_takes_as_many_statements_as_one(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let mut cases: Vec<CaseId> = vec![region.cases.bsl.0];
        for ix in 0..20 {
            cases.push(region.another(&app, &format!("P-{ix}")).await);
        }
        app.execute("UPDATE contract SET volume_cap = 50").await;
        let mut counts = Vec::new();
        for count in [1, 21] {
            app.forget_statements();
            let newcomer = App { known: Arc::default(), ..app.app.clone() };
            let rows = api::planning::read_apart(&newcomer, &cases[..count], app.app.now()).await;
            assert_eq!(rows.unwrap().len(), count);
            counts.push(app.statements().len());
        }
        assert_eq!(counts[0], counts[1], "{:#?}", app.statements());
    }

    async fn a_page_of_runs_takes_as_many_statements_as_one_run(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let proposal = app.proposals(coordinator, region.cases.med_e.0, 1).await.remove(0);
        // Those of the southern service are none of the viewer's.
        let others: Vec<CaseId> = region.all_cases().into_iter()
            .filter(|(reference, _)| reference.starts_with('N'))
            .map(|(_, case)| case)
            .collect();
        for ix in 0..12 {
            let other = others[ix % others.len()];
            over(&app, &region, proposal["id"].as_str().unwrap(), other).await;
            app.advance(chrono::TimeDelta::minutes(1));
        }
        let mut counts = Vec::new();
        for first in [1, 12] {
            app.forget_statements();
            let found = app.ask(coordinator, PAGE, json!({ "first": first })).await;
            let nodes = found["planningRuns"]["nodes"].as_array().unwrap();
            assert_eq!(nodes.len(), first);
            assert_eq!(nodes[0]["meetings"][0]["case"]["reference"], "N-1");
            assert_eq!(nodes[0]["unplaced"][0]["case"]["reference"], "N-2");
            assert_eq!(nodes[0]["meetings"][0]["explanation"]["message"], "Every wish is met");
            assert_eq!(nodes[0]["unplaced"][0]["explanation"]["conflict"].as_array().unwrap().len(), 1);
            assert!(2 < nodes[0]["meetings"][0]["attendees"].as_array().unwrap().len());
            counts.push(app.statements().len());
        }
        // Only the longer page has a dispute between agencies, of which it is asked once, for all of them,
        // whether the viewer is of the family.
        assert_eq!(counts[0] + 1, counts[1], "{:#?}", app.statements());
    }

    async fn paging_gives_each_run_once_newest_first(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        for ix in 0..7 {
            over(&app, &region, "x", region.cases.bsl.0).await;
            // Some are asked for at the same moment.
            if ix % 2 == 0 {
                app.advance(chrono::TimeDelta::minutes(1));
            }
        }
        let page = async |variables: Value| app.ask(coordinator, PAGE, variables).await["planningRuns"].take();
        let all = page(json!({ "first": 100 })).await;
        let all = each(&all["nodes"], "id");
        assert_eq!(all.len(), 7);
        for (count, cursor, more, end) in [
            ("first", "after", "hasNextPage", "endCursor"),
            ("last", "before", "hasPreviousPage", "startCursor"),
        ] {
            let mut walked: Vec<String> = Vec::new();
            let mut variables = json!({ count: 3 });
            loop {
                let part = page(variables.clone()).await;
                let mut ids: Vec<String> = each(&part["nodes"], "id").into_iter().map(str::to_owned).collect();
                if count == "last" {
                    ids.reverse();
                }
                walked.append(&mut ids);
                if part["pageInfo"][more] == false {
                    break;
                }
                variables[cursor] = part["pageInfo"][end].clone();
                assert!(walked.len() < 7, "the walk never ends");
            }
            if count == "last" {
                walked.reverse();
            }
            assert_eq!(walked, all, "{count}");
        }
    }
}
