//! Two cases that want the same mediator, room or officer at the same time.

use entities::case::Kind;
use entities::participant::Role;
use entities::{CaseId, PersonId, VenueId};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::open::{new_case, pool, seat};
use tests::region::Family;
use tests::settle::window;
use tests::tell::codes;
use tests::{Region, TestApp, both};

use super::{TABLES, overlaps, seen};

/// Two northern cases of different authorities, and two mornings on which anything can happen.
struct Rivals {
    app: TestApp,
    region: Region,
    ours: CaseId,
    theirs: CaseId,
}

impl Rivals {
    async fn meet(database: TestDatabase) -> Self {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let family = Family::make(&app, region.bodies.school, "N-7", "en").await;
        let (north, la) = (region.bodies.north, region.bodies.other_la);
        let mut new = new_case("N-7", Kind::MedE, north, la, family.child);
        new.participants = vec![
            seat(Role::Family, family.parent),
            pool(Role::LocalAuthority, la, &[region.staff.other_la_officer]),
        ];
        let theirs = app.open(new).await;
        Self {
            app,
            region,
            ours: region.cases.med_e.0,
            theirs,
        }
    }

    /// Only these mediators are free, on Friday the 13th and Monday the 16th before one o'clock.
    async fn only(&self, free: &[PersonId]) {
        for id in self.region.staff.mediators {
            let mornings = if free.contains(&id) {
                vec![window(11, 9, 13), window(14, 9, 13)]
            } else {
                Vec::new()
            };
            self.app.says(id, mornings).await;
        }
    }

    /// A case's date on Friday the 13th at a venue.
    async fn friday(&self, case: CaseId, venue: VenueId) -> Value {
        let coordinator = self.region.staff.coordinator;
        let wish = json!({ "venueId": venue.gid(), "first": 20 });
        let found = self.app.look(coordinator, case, wish).await;
        let mut proposals = found["proposals"].as_array().unwrap().iter();
        let friday = |one: &&Value| one["startsAt"].as_str().unwrap().starts_with("2026-03-13");
        proposals
            .find(friday)
            .unwrap_or_else(|| panic!("nothing on Friday: {found:#}"))["id"]
            .clone()
    }

    /// We hold ours; their hold is refused with `code`, and changes nothing.
    async fn clash(&self, our_date: &Value, their_date: &Value, code: &str) {
        let (app, coordinator) = (&self.app, self.region.staff.coordinator);
        let held = app.hold(coordinator, self.ours, our_date).await;
        assert_eq!(held["userErrors"], json!([]), "{held:#}");
        let before = app.rows(&TABLES).await;
        let was = seen(app, coordinator, self.theirs).await;
        let payload = app.hold(coordinator, self.theirs, their_date).await;
        assert_eq!(codes(&payload), [code], "{payload:#}");
        assert_eq!(payload["userErrors"][0]["field"], json!(["proposalId"]));
        assert_eq!(payload["meeting"], Value::Null);
        assert_eq!(app.rows(&TABLES).await, before);
        assert_eq!(seen(app, coordinator, self.theirs).await, was);
        assert_eq!(overlaps(app).await, 0);

        // What is offered instead can be had.
        let instead = &payload["alternatives"][0]["id"];
        assert!(instead.is_string(), "no alternatives: {payload:#}");
        let payload = app.hold(coordinator, self.theirs, instead).await;
        assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
        assert_eq!(overlaps(app).await, 0);
    }
}

both! {
    async fn a_mediator_is_held_once(database: TestDatabase) {
        let rivals = Rivals::meet(database).await;
        let [hall, mill] = rivals.region.venues;
        rivals.only(&[rivals.region.staff.mediators[0]]).await;
        let ours = rivals.friday(rivals.ours, hall).await;
        let theirs = rivals.friday(rivals.theirs, mill).await;
        rivals.clash(&ours, &theirs, "MEDIATOR_TAKEN").await;
    }

    async fn a_room_is_held_once(database: TestDatabase) {
        let rivals = Rivals::meet(database).await;
        let mill = rivals.region.venues[1];
        let [ana, ben] = rivals.region.staff.mediators;
        rivals.only(&[ana]).await;
        let ours = rivals.friday(rivals.ours, mill).await;
        rivals.only(&[ben]).await;
        let theirs = rivals.friday(rivals.theirs, mill).await;
        rivals.only(&[ana, ben]).await;
        rivals.clash(&ours, &theirs, "ROOM_TAKEN").await;
    }

    async fn a_person_is_held_once(database: TestDatabase) {
        let mut rivals = Rivals::meet(database).await;
        let [hall, mill] = rivals.region.venues;
        let [ana, ben] = rivals.region.staff.mediators;
        let [_, omar] = rivals.region.staff.la_officers;
        rivals.theirs = rivals.region.another(&rivals.app, "N-8").await;
        rivals.app.says(omar, Vec::new()).await;
        rivals.only(&[ana]).await;
        let ours = rivals.friday(rivals.ours, hall).await;
        rivals.only(&[ben]).await;
        let theirs = rivals.friday(rivals.theirs, mill).await;
        rivals.only(&[ana, ben]).await;
        rivals.clash(&ours, &theirs, "PERSON_TAKEN").await;
    }
}
