//! A hold that runs out.

use chrono::TimeDelta;
use entities::case::Kind;
use entities::participant::Role;
use entities::role;
use serde_json::json;
use tests::app::HOLD_LIFE;
use tests::database::TestDatabase;
use tests::open::{new_case, pool};
use tests::region::Family;
use tests::settle::window;
use tests::tell::codes;
use tests::{Region, TestApp, both};

use super::{overlaps, seen};

both! {
    async fn a_slot_whose_hold_ran_out_goes_to_the_next(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let (ours, theirs) = (region.cases.med_e.0, region.another(&app, "N-7").await);
        // One mediator on one morning: there is one slot, and two cases.
        app.says(region.staff.mediators[0], vec![window(14, 9, 13)]).await;
        app.says(region.staff.mediators[1], Vec::new()).await;
        let date = app.proposals(coordinator, theirs, 1).await.remove(0);
        app.held(coordinator, ours).await;

        app.advance(HOLD_LIFE - TimeDelta::seconds(1));
        let payload = app.hold(coordinator, theirs, &date["id"]).await;
        assert!(codes(&payload)[0].ends_with("_TAKEN"), "{payload:#}");
        assert_eq!(payload["alternatives"], json!([]));

        app.advance(TimeDelta::seconds(1));
        let free = app.look(coordinator, theirs, json!({})).await;
        assert!(!free["proposals"].as_array().unwrap().is_empty(), "{free:#}");
        let payload = app.hold(coordinator, theirs, &date["id"]).await;
        assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
        assert_eq!(seen(&app, coordinator, ours).await["meetings"][0]["state"], "LAPSED");
        assert_eq!(seen(&app, coordinator, theirs).await["meetings"][0]["state"], "HELD");
        assert_eq!(overlaps(&app).await, 0);
    }

    async fn a_hold_that_ran_out_can_be_made_again(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);
        app.held(coordinator, case).await;
        app.advance(HOLD_LIFE);
        app.held(coordinator, case).await;
        let states = seen(&app, coordinator, case).await;
        assert_eq!(states["meetings"].as_array().unwrap().len(), 2);
        assert_eq!(overlaps(&app).await, 0);
    }

    /// Nobody and nothing of the first hold is wanted for the second one.
    async fn a_hold_that_ran_out_does_not_bind_its_case(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, bodies, staff) = (region.staff.coordinator, region.bodies, region.staff);
        let nurse = app.officer("Nia Nurse", role::Kind::HealthOfficer, bodies.icb).await;
        app.all_day(nurse).await;
        let family = Family::make(&app, bodies.school, "N-7", "en").await;
        let mut new = new_case("N-7", Kind::DrA, bodies.north, bodies.la, family.child);
        new.participants = vec![
            pool(Role::LocalAuthority, bodies.la, &staff.la_officers),
            pool(Role::Health, bodies.icb, &[staff.health_officer, nurse]),
        ];
        let case = app.open(new).await;
        for away in [staff.mediators[1], staff.la_officers[1], nurse] {
            app.says(away, Vec::new()).await;
        }
        let first = app.held(coordinator, case).await;
        app.advance(HOLD_LIFE);
        for id in [staff.mediators[1], staff.la_officers[1], nurse] {
            app.all_day(id).await;
        }
        for away in [staff.mediators[0], staff.la_officers[0], staff.health_officer] {
            app.says(away, Vec::new()).await;
        }
        let found = app.look(coordinator, case, json!({ "first": 20 })).await;
        let elsewhere = found["proposals"].as_array().unwrap().iter();
        let elsewhere = elsewhere.filter(|one| one["room"]["id"] != first["room"]["id"]);
        let date = elsewhere.map(|one| &one["id"]).next().expect("there are three rooms");
        let payload = app.hold(coordinator, case, date).await;
        assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
    }
}
