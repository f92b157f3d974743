//! Holding a date.

use api::schema::id::Kind as Id;
use chrono::{DateTime, TimeDelta, Utc};
use entities::booking::{ResourceKind, Status};
use serde_json::{Value, json};
use tests::app::HOLD_LIFE;
use tests::database::TestDatabase;
use tests::ids::{Named as _, unknown};
use tests::settle::window;
use tests::tell::{codes, each, refusal};
use tests::{Region, TestApp, both};

use super::{TABLES, bookings, overlaps, seen};

fn instant(value: &Value) -> DateTime<Utc> {
    value.as_str().unwrap().parse().unwrap()
}

both! {
    async fn a_proposal_becomes_a_meeting_with_everything_it_takes(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);
        let proposal = app.proposals(coordinator, case, 1).await.remove(0);
        let payload = app.hold(coordinator, case, &proposal["id"]).await;
        assert_eq!(payload["userErrors"], json!([]));
        assert_eq!(payload["alternatives"], json!([]));
        let meeting = &payload["meeting"];
        assert_eq!(meeting["state"], "HELD");
        assert_eq!(meeting["version"], 1);
        assert_eq!(meeting["mode"], "IN_PERSON");
        assert_eq!(instant(&meeting["expiresAt"]), app.app.now() + HOLD_LIFE);
        assert_eq!(meeting["case"]["state"], "PROPOSED");
        assert_eq!(meeting["case"]["version"], 2);
        for field in ["startsAt", "endsAt"] {
            assert_eq!(meeting[field], proposal[field]);
        }
        assert_eq!(meeting["room"]["id"], proposal["room"]["id"]);
        assert_eq!(meeting["mediator"]["id"], proposal["mediator"]["id"]);
        let people = |of: &Value| {
            let mut people: Vec<(String, String)> = of.as_array().unwrap().iter()
                .map(|one| (one["role"].to_string(), one["person"]["id"].to_string()))
                .collect();
            people.sort();
            people
        };
        assert_eq!(people(&meeting["attendees"]), people(&proposal["attendees"]));
    }

    async fn mediator_and_room_are_booked_from_the_setting_up_on(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let case = region.cases.med_e.0;
        let meeting = app.held(region.staff.coordinator, case).await;
        let (starts_at, ends_at) = (instant(&meeting["startsAt"]), instant(&meeting["endsAt"]));
        let rows = bookings(&app, case).await;
        assert_eq!(rows.len(), meeting["attendees"].as_array().unwrap().len() + 1);
        for row in &rows {
            let sets_up = row.resource_kind == ResourceKind::Room
                || meeting["mediator"]["id"] == entities::PersonId(row.resource_id.0).gid();
            let early = if sets_up { TimeDelta::minutes(15) } else { TimeDelta::zero() };
            assert_eq!((row.starts_at, row.ends_at), (starts_at - early, ends_at), "{row:?}");
            assert_eq!(row.status, Status::Held);
        }
    }

    async fn an_interpreter_is_booked_too(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let case = region.cases.bsl.0;
        let meeting = app.held(region.staff.coordinator, case).await;
        assert!(each(&meeting["attendees"], "role").contains(&"INTERPRETER"), "{meeting:#}");
        let signer = region.staff.interpreters[0].into();
        assert!(bookings(&app, case).await.iter().any(|row| row.resource_id == signer));
    }

    async fn a_case_has_one_meeting_at_a_time(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);
        let proposals = app.proposals(coordinator, case, 5).await;
        app.hold(coordinator, case, &proposals[0]["id"]).await;
        let before = app.rows(&TABLES).await;
        for proposal in &proposals {
            let payload = app.hold(coordinator, case, &proposal["id"]).await;
            assert_eq!(codes(&payload), ["CASE_HAS_MEETING"], "{payload:#}");
            assert_eq!(payload["userErrors"][0]["field"], json!(["caseId"]));
            assert_eq!(payload["meeting"], Value::Null);
        }
        assert_eq!(app.rows(&TABLES).await, before);
    }

    async fn a_proposal_that_no_longer_holds_is_stale(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, (case, family)) = (region.staff.coordinator, region.cases.med_e);
        let proposal = app.proposals(coordinator, case, 1).await.remove(0);
        // Since then the family can only come in the fourth week.
        app.says(family.parent, (21..25).map(|ahead| window(ahead, 9, 17)).collect()).await;
        let (rows, was) = (app.rows(&TABLES).await, seen(&app, coordinator, case).await);
        let payload = app.hold(coordinator, case, &proposal["id"]).await;
        assert_eq!(codes(&payload), ["STALE_PROPOSAL"], "{payload:#}");
        assert_eq!(payload["userErrors"][0]["field"], json!(["proposalId"]));
        assert_eq!(payload["meeting"], Value::Null);
        let offered = each(&payload["alternatives"], "startsAt");
        assert!(!offered.is_empty());
        assert!(offered.iter().all(|at| *at >= "2026-03-23"), "{offered:?}");
        assert_eq!(app.rows(&TABLES).await, rows);
        assert_eq!(seen(&app, coordinator, case).await, was);
    }

    async fn what_is_no_proposal_of_the_case_is_refused(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);
        let own = app.proposals(coordinator, case, 1).await.remove(0);
        let foreign = app.proposals(coordinator, region.cases.med_x.0, 1).await.remove(0);
        let own = own["id"].as_str().unwrap();
        let before = app.rows(&TABLES).await;
        let cut = &own[..own.len() - 4];
        for text in ["", "x", "e30", cut, case.gid().as_str(), foreign["id"].as_str().unwrap()] {
            let payload = app.hold(coordinator, case, &json!(text)).await;
            assert_eq!(codes(&payload), ["NOT_A_PROPOSAL"], "{text}");
        }
        assert_eq!(app.rows(&TABLES).await, before);
    }

    async fn a_hold_says_which_input_is_wrong(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let own = app.proposals(coordinator, region.cases.med_e.0, 1).await.remove(0);
        let said = async |case: String, proposal: &Value| {
            let input = json!({ "caseId": case, "proposalId": proposal });
            let answer = app.ask(coordinator, tests::act::HOLD, json!({ "input": input })).await;
            refusal(&answer["meetingHold"])
        };
        let table = [
            said("x".to_owned(), &own["id"]).await,
            said(region.venues[0].gid(), &own["id"]).await,
            said(unknown(Id::Case), &own["id"]).await,
            said(region.cases.southern.0.gid(), &own["id"]).await,
            said(region.cases.med_e.0.gid(), &json!("x")).await,
        ];
        insta::allow_duplicates! {
            insta::assert_snapshot!(table.join("\n"), @r"
        MALFORMED_ID caseId: this is not an id of ours. Maybe copy it again
        MALFORMED_ID caseId: this is not an id of ours. Maybe copy it again
        NOT_FOUND caseId: there is no such case
        NOT_FOUND caseId: there is no such case
        NOT_A_PROPOSAL proposalId: this is not a proposal for this case. Maybe ask for the proposed dates again
        ");
        }
        assert_eq!(overlaps(&app).await, 0);
    }
}
