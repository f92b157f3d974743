//! A dispute between agencies stays closed to the family, whatever one of them would come as.

use entities::participant::{Requirement, Role};
use entities::{CaseId, ParticipantId, PersonId, participant};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use uuid::Uuid;

use super::World;

/// A dispute between agencies about the child of the first case; its id.
async fn between_agencies(world: &World) -> Value {
    let child = world.region.cases.med_e.1.child_person.gid();
    let case = json!({
        "kind": "DR_A", "family": [], "hasDecisionLetter": false, "noticeSentOn": Value::Null,
        "careBoardIds": [world.region.bodies.icb.gid()], "child": { "person": { "id": child } },
    });
    world.referred(case).await["id"].take()
}

/// A seat that nobody should have got, written past all rules.
async fn seat_by_mistake(world: &World, case: &Value, number: u128, person: PersonId) {
    let (_, id) = api::schema::id::decode(case.as_str().expect("an id")).expect("an id of ours");
    let seat = participant::Model {
        id: ParticipantId(Uuid::from_u128(number)),
        case_id: CaseId(id),
        role: Role::Other,
        requirement: Requirement::Optional,
        person_id: Some(person),
        organisation_id: None,
        is_first_mediation: false,
        parent_agreed_at: None,
        mediator_agreed_at: None,
        private_word_asked_at: None,
    };
    let row = seat.into_active_model().insert(&world.app.app.db).await;
    row.expect("the database keeps no such rule");
}

both! {
    async fn nobody_of_the_family_is_seated_pooled_or_proposed_between_agencies(database: TestDatabase) {
        let world = World::make(database).await;
        let (mediation, family) = world.region.cases.med_e;
        let mediation = json!(mediation.gid());
        let second = world.second_parent(&mediation).await;
        // The service still knows the second parent from another case. Here they have had a seat, and have
        // none any more.
        let elsewhere = json!(world.region.cases.med_x.0.gid());
        let seat = json!({ "role": "FAMILY", "basis": "PARTY", "person": { "id": second.gid() } });
        world.done("participantAdd", &elsewhere, seat).await;
        let seats = world.seats(&mediation, "FAMILY").await;
        let seat = seats.iter().find(|seat| seat["person"]["name"] == "Second Parent").unwrap();
        world.done("participantRemove", &mediation, json!({ "participantId": seat["id"] })).await;
        assert_eq!(world.seats(&mediation, "FAMILY").await.len(), 1);

        let case = between_agencies(&world).await;
        let bodies = world.region.bodies;
        let officer = json!({
            "role": "LOCAL_AUTHORITY", "basis": "PARTY", "organisationId": bodies.la.gid(),
            "person": { "id": world.region.staff.la_officers[0].gid() },
        });
        world.done("participantAdd", &case, officer.clone()).await;
        let officers_seat = world.seats(&case, "LOCAL_AUTHORITY").await[0]["id"].clone();
        for (who, person) in [("parent", family.parent), ("child", family.child_person), ("once a parent", second)] {
            let trainee = json!({ "role": "OTHER", "basis": "OBSERVER_TRAINEE", "person": { "id": person.gid() } });
            assert_eq!(world.refused("participantAdd", &case, trainee).await, "NO_FAMILY_IN_THIS_CASE", "{who}");
            let more = json!({ "role": "OTHER", "person": { "id": person.gid() } });
            assert_eq!(world.refused("attendancePropose", &case, more).await, "NO_FAMILY_IN_THIS_CASE", "{who}");
            let pool = json!([{ "personId": person.gid(), "authority": ["B"] }]);
            let mut pooled = json!({ "role": "HEALTH", "basis": "PARTY", "organisationId": bodies.icb.gid() });
            pooled["pool"] = pool.clone();
            assert_eq!(world.refused("participantAdd", &case, pooled).await, "NO_FAMILY_IN_THIS_CASE", "{who}");
            let changed = json!({ "participantId": officers_seat, "pool": pool });
            assert_eq!(world.refused("participantChange", &case, changed).await, "NO_FAMILY_IN_THIS_CASE", "{who}");
        }
        let books = json!({
            "kind": "INTERPRETER", "language": "cs", "count": 1, "leadDays": 5, "personIds": [second.gid()],
        });
        assert_eq!(world.refused("interpreterBook", &case, books).await, "NO_FAMILY_IN_THIS_CASE");
        // Another family's parent is nobody to this child.
        let other = world.region.cases.med_x.1.parent;
        let more = json!({ "role": "OTHER", "person": { "id": other.gid() } });
        world.done("attendancePropose", &case, more).await;
    }

    async fn a_seat_by_mistake_opens_nothing_between_agencies(database: TestDatabase) {
        let world = World::make(database).await;
        let family = world.region.cases.med_e.1;
        let case = between_agencies(&world).await;
        let stranger = world.region.staff.stranger;
        for (number, person) in (1..).zip([family.parent, family.child_person, stranger]) {
            seat_by_mistake(&world, &case, number, person).await;
        }
        let list = "{ cases(first: 100) { totalCount nodes { kind } } }";
        for (person, sees) in [(family.parent, false), (family.child_person, false), (stranger, true)] {
            let seen = world.seen(person, &case).await;
            assert_eq!(!seen.is_null(), sees, "{seen:#}");
            let listed = world.app.ask(person, list, json!({})).await["cases"].take();
            let nodes = listed["nodes"].as_array().unwrap();
            assert_eq!(nodes.iter().any(|one| one["kind"] == "DR_A"), sees, "{listed:#}");
            assert_eq!(listed["totalCount"], json!(nodes.len()), "{listed:#}");
        }
    }
}
