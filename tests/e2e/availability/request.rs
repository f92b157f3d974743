//! Asking when people can meet.

use api::schema::id::Kind as Id;
use entities::participant;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use tests::database::TestDatabase;
use tests::ids::{Named, unknown};
use tests::settle::day;
use tests::tell::{each, refusal};
use tests::{Region, TestApp, both};

use super::march;

both! {
    async fn everybody_in_a_case_is_asked_once(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, (case, family)) = (region.staff.coordinator, region.cases.med_e);
        let ask = json!({ "caseId": case.gid() });
        let payload = app.request(coordinator, ask.clone()).await;
        assert_eq!(payload["userErrors"], json!([]));
        let questions = &payload["availabilityRequests"];
        let mut asked: Vec<String> = questions.as_array().unwrap().iter()
            .map(|one| one["person"]["id"].as_str().unwrap().to_owned())
            .collect();
        asked.sort();
        let [olga, omar] = region.staff.la_officers;
        let people = [family.parent, olga, omar, region.staff.teacher, region.staff.supporter];
        let mut people = people.map(Named::gid).to_vec();
        people.sort();
        assert_eq!(asked, people);
        // Three working days from Monday the 2nd.
        assert!(each(questions, "dueOn").iter().all(|day| *day == "2026-03-05"), "{questions:#}");

        let again = app.request(coordinator, ask.clone()).await;
        assert_eq!(again["availabilityRequests"], *questions, "nobody is asked twice");

        app.submit(family.parent, march(&family.parent.gid(), json!([]))).await;
        let list = "query ($id: ID!) { case(id: $id) { availabilityRequests { person { id } answeredAt } } }";
        let seen = app.ask(coordinator, list, json!({ "id": case.gid() })).await;
        for one in seen["case"]["availabilityRequests"].as_array().unwrap() {
            let is_parent = one["person"]["id"] == family.parent.gid();
            assert_eq!(one["answeredAt"].is_string(), is_parent, "{one}");
        }
        let third = app.request(coordinator, ask).await;
        let count = third["availabilityRequests"].as_array().unwrap().len();
        assert_eq!(count, 6, "who has answered can be asked anew");
    }

    async fn asking_moves_a_case_on(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let new = region.another(&app, "N-7").await;
        app.execute("UPDATE cases SET state = 'arranging' WHERE reference = 'N-7'").await;
        let payload = app.request(region.staff.coordinator, json!({ "caseId": new.gid() })).await;
        assert_eq!(payload["case"]["state"], "COLLECTING");
        assert_eq!(payload["case"]["version"], 2);
    }

    async fn a_question_says_which_input_is_wrong(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let case = region.cases.med_e.0.gid();
        let seat = participant::Entity::find()
            .filter(participant::Column::CaseId.eq(region.cases.med_x.0))
            .one(&app.app.db)
            .await
            .unwrap()
            .unwrap();
        app.execute("UPDATE cases SET state = 'closed' WHERE reference = 'N-5'").await;
        let before = app.rows(&["availability_request"]).await;
        let inputs = [
            json!({ "caseId": "x" }),
            json!({ "caseId": unknown(Id::Case) }),
            json!({ "caseId": region.cases.southern.0.gid() }),
            json!({ "caseId": region.cases.dr_p.0.gid() }),
            json!({ "caseId": case, "participantIds": ["x"] }),
            json!({ "caseId": case, "participantIds": [seat.id.gid()] }),
            json!({ "caseId": case, "dueOn": "2026-03-01" }),
            json!({ "caseId": case, "dueOn": day(181) }),
        ];
        let mut table = Vec::new();
        for input in inputs {
            table.push(refusal(&app.request(region.staff.coordinator, input).await));
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(table.join("\n"), @r"
        MALFORMED_ID caseId: this is not an id of ours. Maybe copy it again
        NOT_FOUND caseId: there is no such case
        NOT_FOUND caseId: there is no such case
        NOT_ARRANGING caseId: this case is not at a stage at which times are asked for
        MALFORMED_ID participantIds.0: this is not an id of ours. Maybe copy it again
        NOT_A_PARTICIPANT participantIds.0: this is not a participant of the case
        DUE_OUT_OF_REACH dueOn: ask for answers by a day from today to 180 days ahead
        DUE_OUT_OF_REACH dueOn: ask for answers by a day from today to 180 days ahead
        ");
        }
        assert_eq!(app.rows(&["availability_request"]).await, before);
    }
}
