//! As the thirty days go by, the authority is asked whether it can arrange in time (C10, regulation 39(2)).

use chrono::TimeDelta;
use entities::CaseId;
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::{Region, TestApp, both};

const STEPS: &str = "query ($id: ID!) { case(id: $id) { nextSteps { what owedBy rule dueOn } } }";

/// What is owed under C10: by whom, what, by when.
async fn owed(app: &TestApp, region: &Region, case: CaseId) -> Vec<(String, String, String)> {
    let id = json!({ "id": case.gid() });
    let told = app.ask(region.staff.coordinator, STEPS, id).await;
    let steps = told["case"]["nextSteps"]
        .as_array()
        .expect("there is a list")
        .iter();
    let text = |step: &Value, key: &str| step[key].as_str().unwrap_or_default().to_owned();
    steps
        .filter(|step| step["rule"] == "C10")
        .map(|step| {
            (
                text(step, "owedBy"),
                text(step, "what"),
                text(step, "dueOn"),
            )
        })
        .collect()
}

both! {
    async fn an_authority_is_asked_three_times_and_then_every_day(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let case = region.cases.med_e.0;
        let say = |due: &str| (
            "the local authority".to_owned(),
            "say at once if mediation cannot be arranged in time, regulation 39(2)".to_owned(),
            due.to_owned(),
        );
        let keep = |due: &str| (
            "the coordinator".to_owned(), "keep arranging unless the family stops it".to_owned(), due.to_owned(),
        );
        // The authority was told on 27 February 2026, three days before the test begins.
        let mut day = 3;
        for (until, expected) in [
            (14, vec![]),
            (15, vec![say("2026-03-14")]),
            (19, vec![say("2026-03-14")]),
            (20, vec![say("2026-03-19")]),
            (25, vec![say("2026-03-24")]),
            (30, vec![say("2026-03-24")]),
            (31, vec![say("2026-03-29"), keep("2026-03-29")]),
        ] {
            app.advance(TimeDelta::days(until - day));
            day = until;
            assert_eq!(owed(&app, &region, case).await, expected, "day {until}");
        }
        // Nobody can say so of a mediation on health alone, and nothing runs in disagreement resolution.
        for other in [region.cases.med_h.0, region.cases.dr_p.0] {
            assert_eq!(owed(&app, &region, other).await, []);
        }
        // Once it has said so, it is asked no more.
        let notice = "mutation ($id: ID!) { inabilityNoticeRecord(input: {
          caseId: $id, expectedVersion: 1, toldOn: \"2026-03-30\"
        }) { userErrors { code message } } }";
        let done = app.ask(region.staff.coordinator, notice, json!({ "id": case.gid() })).await;
        assert_eq!(done["inabilityNoticeRecord"]["userErrors"], json!([]), "{done}");
        let left = owed(&app, &region, case).await;
        assert!(left.iter().all(|(_, what, _)| !what.starts_with("say at once")), "{left:?}");
    }

    async fn a_date_within_the_thirty_days_is_an_answer(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let case = region.cases.med_e.0;
        app.confirmed(region.staff.coordinator, case).await;
        app.advance(TimeDelta::days(16));
        assert_eq!(owed(&app, &region, case).await, []);
    }
}
