//! Calling a meeting off.

use api::schema::id::Kind as Id;
use entities::booking::Status;
use serde_json::json;
use tests::database::TestDatabase;
use tests::ids::{Named as _, unknown};
use tests::settle::window;
use tests::tell::{codes, refusal};
use tests::{Region, TestApp, both};

use super::{bookings, overlaps, seen};

both! {
    async fn a_held_or_confirmed_meeting_is_cancelled(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let held = (region.cases.med_e.0, app.held(coordinator, region.cases.med_e.0).await);
        let confirmed = (region.cases.bsl.0, app.confirmed(coordinator, region.cases.bsl.0).await);
        for (case, meeting) in [held, confirmed] {
            let version = meeting["version"].as_i64().unwrap();
            let mut payload = app.cancel(coordinator, &meeting, version).await;
            let left = payload["meeting"]["case"].take();
            assert_eq!(left["state"], "COLLECTING");
            assert_eq!(payload, json!({
                "meeting": {
                    "id": meeting["id"], "state": "CANCELLED", "version": version + 1,
                    "expiresAt": null, "cancelCause": "FAMILY_UNAVAILABLE", "cancelSide": "FAMILY",
                    "case": null,
                },
                "userErrors": [],
            }));
            let rows = bookings(&app, case).await;
            assert!(rows.iter().all(|row| row.status == Status::Released), "{rows:?}");
        }
    }

    async fn a_cancelled_meeting_frees_its_slot(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let (ours, theirs) = (region.cases.med_e.0, region.another(&app, "N-7").await);
        app.says(region.staff.mediators[0], vec![window(14, 9, 13)]).await;
        app.says(region.staff.mediators[1], Vec::new()).await;
        let date = app.proposals(coordinator, theirs, 1).await.remove(0);
        let meeting = app.confirmed(coordinator, ours).await;
        let nothing = app.look(coordinator, theirs, json!({})).await;
        assert_eq!(nothing["proposals"], json!([]));

        app.cancel(coordinator, &meeting, 2).await;
        let payload = app.hold(coordinator, theirs, &date["id"]).await;
        assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
        assert_eq!(overlaps(&app).await, 0);
        // And the case itself is where it was before.
        let found = app.look(coordinator, ours, json!({})).await;
        assert_eq!(found["userErrors"], json!([]));
    }

    async fn what_is_over_is_not_cancelled_again(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);
        let held = app.held(coordinator, case).await;
        let stale = app.cancel(coordinator, &held, 7).await;
        app.cancel(coordinator, &held, 1).await;
        let was = seen(&app, coordinator, case).await;
        let table = [
            refusal(&stale),
            refusal(&app.cancel(coordinator, &held, 2).await),
            refusal(&app.confirm(coordinator, &held, 2).await),
        ];
        insta::allow_duplicates! {
            insta::assert_snapshot!(table.join("\n"), @r"
        STALE_VERSION expectedVersion: this meeting has changed since you saw it (it is now version 1)
        NOT_LIVE meetingId: this meeting is cancelled already
        NOT_HELD meetingId: this meeting is cancelled, so it cannot be confirmed
        ");
        }
        assert_eq!(seen(&app, coordinator, case).await, was);
    }

    async fn a_cancellation_says_which_input_is_wrong(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let foreign = app.held(region.staff.southern_coordinator, region.cases.southern.0).await;
        for (id, code) in [
            (json!("x"), "MALFORMED_ID"),
            (json!(region.cases.med_e.0.gid()), "MALFORMED_ID"),
            (json!(unknown(Id::Meeting)), "NOT_FOUND"),
            (foreign["id"].clone(), "NOT_FOUND"),
        ] {
            let payload = app.cancel(region.staff.coordinator, &json!({ "id": id }), 1).await;
            assert_eq!(codes(&payload), [code]);
            assert_eq!(payload["userErrors"][0]["field"], json!(["meetingId"]));
        }
    }
}
