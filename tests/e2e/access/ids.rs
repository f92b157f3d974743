//! What may not be seen does not exist.

use api::schema::id::{Kind, encode};
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::{MALFORMED, Named as _, unknown};

use super::World;

const ANYWHERE: &str = "query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id }
  case(id: $id) { id } person(id: $id) { id } }";

/// The answer for what is not there.
fn nothing() -> Value {
    json!({ "node": null, "nodes": [null], "case": null, "person": null })
}

both! {
    async fn foreign_unknown_and_malformed_ids_look_alike(database: TestDatabase) {
        let world = World::make(database).await;
        let (cases, bodies) = (world.region.cases, world.region.bodies);
        let meeting = world.meeting["id"].as_str().unwrap().to_owned();
        let run = world.run["id"].as_str().unwrap().to_owned();
        let foreign = [cases.med_e.0.gid(), cases.med_e.1.parent.gid(), meeting, run];
        let kinds = [
            Kind::Case, Kind::Participant, Kind::Issue, Kind::Person, Kind::Organisation,
            Kind::Venue, Kind::Room, Kind::Mediator, Kind::Meeting, Kind::AvailabilityWindow,
            Kind::AvailabilityRequest, Kind::PlanningRun,
        ];
        let texts = foreign.into_iter()
            .chain(kinds.map(unknown))
            .chain(MALFORMED.map(str::to_owned))
            // The id of an organisation under another name.
            .chain([encode(Kind::Person, bodies.la.0).to_string()]);
        let outsiders = [None, Some(world.region.staff.stranger), Some(world.region.staff.southern_coordinator)];
        for text in texts {
            for actor in outsiders {
                let answer = world.app.run(actor, ANYWHERE, json!({ "id": text })).await;
                assert_eq!((&answer["data"], &answer["errors"]), (&nothing(), &Value::Null), "{text} {actor:?}");
            }
        }
    }

    async fn whoever_arranges_meetings_can_open_every_kind_of_thing(database: TestDatabase) {
        let world = World::make(database).await;
        let coordinator = world.region.staff.coordinator;
        let case = world.region.cases.med_x.0;
        world.app.request(coordinator, json!({ "caseId": case.gid() })).await;
        let document = "query ($id: ID!) { case(id: $id) {
          id participants { id organisation { id } person { id availability(fromOn: \"2026-03-02\", untilOn: \"2026-03-02\") { id } } }
          availabilityRequests { id } localAuthority { id } issues { id }
        } venues(first: 1) { nodes { id rooms { id } } } mediators(first: 1) { nodes { id } } }";
        let seen = world.app.ask(coordinator, document, json!({ "id": case.gid() })).await;
        let family = seen["case"]["participants"].as_array().unwrap().iter()
            .find(|seat| seat["person"].is_object())
            .unwrap();
        let openable = [
            &seen["case"]["id"], &family["id"], &family["person"]["id"],
            &family["person"]["availability"][0]["id"], &seen["case"]["localAuthority"]["id"],
            &seen["case"]["availabilityRequests"][0]["id"], &seen["venues"]["nodes"][0]["id"],
            &seen["venues"]["nodes"][0]["rooms"][0]["id"], &seen["mediators"]["nodes"][0]["id"],
            &world.meeting["id"], &world.run["id"],
        ];
        let document = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }";
        let found = world.app.ask(coordinator, document, json!({ "ids": openable })).await;
        let found = found["nodes"].as_array().unwrap();
        for (id, node) in openable.iter().zip(found) {
            assert_eq!(&node["id"], *id, "{node}");
        }
        assert_eq!(found.len(), openable.len());
        // An issue's id tells issues apart and opens nothing.
        let issue = &seen["case"]["issues"][0]["id"];
        assert!(issue.is_string());
        let found = world.app.ask(coordinator, document, json!({ "ids": [issue] })).await;
        assert_eq!(found["nodes"], json!([null]));
    }
}
