//! Making a held meeting firm.

use api::schema::id::Kind as Id;
use chrono::TimeDelta;
use entities::booking::Status;
use serde_json::{Value, json};
use tests::app::HOLD_LIFE;
use tests::database::TestDatabase;
use tests::ids::{Named as _, unknown};
use tests::settle::window;
use tests::tell::{codes, refusal};
use tests::{Region, TestApp, both};

use super::{bookings, seen};

both! {
    async fn a_held_meeting_is_confirmed(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);
        let held = app.held(coordinator, case).await;
        let payload = app.confirm(coordinator, &held, 1).await;
        assert_eq!(payload, json!({
            "meeting": {
                "id": held["id"], "state": "CONFIRMED", "version": 2, "expiresAt": null,
                "case": { "state": "BOOKED", "version": 3 },
            },
            "userErrors": [],
        }));
        let rows = bookings(&app, case).await;
        assert!(rows.iter().all(|row| row.status == Status::Confirmed), "{rows:?}");

        app.advance(HOLD_LIFE);
        assert_eq!(seen(&app, coordinator, case).await["meetings"][0]["state"], "CONFIRMED");
        let again = app.confirm(coordinator, &held, 2).await;
        assert_eq!(codes(&again), ["NOT_HELD"]);
    }

    async fn a_confirmed_meeting_stays(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);
        let date = app.proposals(coordinator, case, 1).await.remove(0);
        app.confirmed(coordinator, case).await;
        let payload = app.hold(coordinator, case, &date["id"]).await;
        assert_eq!(codes(&payload), ["CASE_HAS_MEETING"]);
    }

    async fn a_meeting_that_changed_since_is_not_confirmed(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);
        let held = app.held(coordinator, case).await;
        for version in [0, 2] {
            let payload = app.confirm(coordinator, &held, version).await;
            insta::allow_duplicates! {
                insta::assert_snapshot!(refusal(&payload), @"STALE_VERSION expectedVersion: this meeting has changed since you saw it (it is now version 1)");
            }
            assert_eq!(payload["meeting"], Value::Null);
        }
        assert_eq!(seen(&app, coordinator, case).await["version"], 2);
    }

    async fn a_hold_that_ran_out_is_not_confirmed(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);
        let held = app.held(coordinator, case).await;
        app.advance(HOLD_LIFE);
        let payload = app.confirm(coordinator, &held, 1).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(refusal(&payload), @"HOLD_EXPIRED meetingId: the hold on this date ran out on 4 March 2026 at 09:00. Maybe hold it again");
        }
        let rows = bookings(&app, case).await;
        assert!(rows.iter().all(|row| row.status == Status::Held), "nothing half-written");
    }

    async fn the_family_keeps_its_notice(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, (case, family)) = (region.staff.coordinator, region.cases.med_e);
        // Tuesday the 10th is the first day after five clear working days.
        app.says(family.parent, vec![window(8, 9, 17)]).await;
        let held = app.held(coordinator, case).await;
        app.advance(TimeDelta::hours(24));
        let payload = app.confirm(coordinator, &held, 1).await;
        assert_eq!(codes(&payload), ["NOTICE_TOO_SHORT"], "{payload:#}");
        assert_eq!(payload["userErrors"][0]["field"], json!(["meetingId"]));
        assert_eq!(seen(&app, coordinator, case).await["state"], "PROPOSED");
    }

    async fn a_meeting_somebody_can_no_longer_keep_is_not_confirmed(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, (case, family)) = (region.staff.coordinator, region.cases.med_e);
        let held = app.held(coordinator, case).await;
        app.says(family.parent, Vec::new()).await;
        let payload = app.confirm(coordinator, &held, 1).await;
        assert_eq!(codes(&payload), ["NO_LONGER_POSSIBLE"], "{payload:#}");
        let rows = bookings(&app, case).await;
        assert!(rows.iter().all(|row| row.status == Status::Held), "nothing half-written");
    }

    async fn a_confirmation_says_which_input_is_wrong(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let foreign = app.held(region.staff.southern_coordinator, region.cases.southern.0).await;
        for (id, code) in [
            (json!("x"), "MALFORMED_ID"),
            (json!(region.cases.med_e.0.gid()), "MALFORMED_ID"),
            (json!(unknown(Id::Meeting)), "NOT_FOUND"),
            (foreign["id"].clone(), "NOT_FOUND"),
        ] {
            let payload = app.confirm(coordinator, &json!({ "id": id }), 1).await;
            assert_eq!(codes(&payload), [code]);
            assert_eq!(payload["userErrors"][0]["field"], json!(["meetingId"]));
        }
    }
}
