//! Who is the party on the family's side, and what the child thinks.

use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::settle::day;

use super::{World, rule};

both! {
    async fn the_young_person_is_the_party_from_the_end_of_compulsory_school_age(database: TestDatabase) {
        let world = World::make(database).await;
        let (id, family) = world.region.cases.med_e;
        let case = json!(id.gid());
        let seen = world.seen(family.parent, &case).await;
        assert_eq!(seen["familyParty"], json!({
            "kind": "PARENT", "person": Value::Null, "schoolAgeEndsOn": Value::Null,
            "source": "CFA s.83(2); SEND Regulations 2014, regulation 64",
        }));
        let alternative = |person: Value, basis: &str| json!({ "person": person, "basis": basis });
        let parent = json!({ "id": family.parent.gid() });
        let ends = |on: String| format!("UPDATE child SET compulsory_school_age_ends_on = '{on}' WHERE id IN (SELECT child_id FROM cases WHERE reference = 'N-1')");
        world.app.execute(&ends(day(0).to_string())).await;
        assert_eq!(world.refused("alternativePersonName", &case, alternative(parent.clone(), "PARENT")).await, "NOT_YET_A_YOUNG_PERSON");
        world.app.advance(chrono::TimeDelta::days(1));

        let seen = world.seen(world.coordinator(), &case).await;
        assert_eq!((&seen["familyParty"]["kind"], &seen["familyParty"]["person"]["name"]), (&json!("YOUNG_PERSON"), &json!("Child N-1")));
        let another = json!({ "role": "FAMILY", "basis": "PARTY", "person": { "new": { "name": "Other Parent", "preferredChannel": "POST" } } });
        assert_eq!(world.refused("participantAdd", &case, another.clone()).await, "NOT_THE_PARTY");
        let young = json!({ "role": "FAMILY", "basis": "PARTY", "person": { "id": family.child_person.gid() } });
        world.done("participantAdd", &case, young).await;
        assert_eq!(world.seats(&case, "FAMILY").await.len(), 2, "the parent's seat is the coordinator's to change");

        // Somebody stands in the young person's place: the seat of the family is theirs.
        let child = json!({ "id": family.child_person.gid() });
        assert_eq!(world.refused("alternativePersonName", &case, alternative(child, "REPRESENTATIVE")).await, "NOT_THE_PARTY");
        let staff = json!({ "id": world.region.staff.adviser.gid() });
        assert_eq!(world.refused("alternativePersonName", &case, alternative(staff, "REPRESENTATIVE")).await, "STAFF_ON_A_SIDE");
        world.done("alternativePersonName", &case, alternative(parent, "PARENT")).await;
        let seats = world.seats(&case, "FAMILY").await;
        assert_eq!((seats.len(), &seats[0]["person"]["name"]), (1, &json!("Parent N-1")));
        let seen = world.seen(world.coordinator(), &case).await;
        assert_eq!((&seen["familyParty"]["kind"], &seen["familyParty"]["person"]["name"]), (&json!("ALTERNATIVE_PERSON"), &json!("Parent N-1")));
        assert_eq!(world.refused("participantAdd", &case, another).await, "NOT_THE_PARTY");
    }

    async fn a_referral_goes_on_with_whoever_is_the_party(database: TestDatabase) {
        let world = World::make(database).await;
        let child = |ends_on: &str| json!({
            "person": { "new": { "name": "Robin Novak", "preferredChannel": "POST" } }, "schoolAgeEndsOn": ends_on,
        });
        let own = json!({ "referrer": "FAMILY", "referrerOrganisationId": Value::Null, "child": child("2025-06-27") });
        let case = world.referred(own).await;
        let id = case["id"].clone();
        assert_eq!(world.refused("referralTakeUp", &id, json!({ "identity": "PARENT" })).await, "NOT_THE_PARTY");
        assert_eq!(world.refused("referralTakeUp", &id, json!({ "identity": "ALTERNATIVE_PERSON" })).await, "NOT_THE_PARTY");
        let named = json!({ "person": { "new": { "name": "Rita Representative", "preferredChannel": "POST" } }, "basis": "REPRESENTATIVE" });
        world.done("alternativePersonName", &id, named).await;
        world.done("referralTakeUp", &id, json!({ "identity": "ALTERNATIVE_PERSON" })).await;
        let seats = world.seats(&id, "FAMILY").await;
        assert_eq!(seats[0]["person"]["name"], "Rita Representative");

        // A young person refers themselves: they are the child and the family.
        let oneself = json!({
            "referrer": "FAMILY", "referrerOrganisationId": Value::Null,
            "child": { "person": { "new": { "name": "Yara Young", "preferredChannel": "POST" } }, "schoolAgeEndsOn": "2025-06-27" },
            "family": [{ "person": { "new": { "name": "Yara Young", "preferredChannel": "POST" } } }],
        });
        let case = world.referred(oneself).await;
        world.done("referralTakeUp", &case["id"], json!({ "identity": "YOUNG_PERSON" })).await;
        let seen = world.seen(world.coordinator(), &case["id"]).await;
        assert_eq!(seen["participants"][0]["person"]["id"], seen["child"]["id"]);
    }

    async fn what_a_child_thinks_is_read_by_those_the_family_chooses(database: TestDatabase) {
        let world = World::make(database).await;
        let (id, family) = world.region.cases.med_e;
        let case = json!(id.gid());
        world.app.confirmed(world.coordinator(), id).await;
        let views = |text: &str, scope: &str| json!({
            "method": "CONVERSATION", "obtainedBy": "the parent", "obtainedOn": day(0), "text": text, "scope": scope,
        });
        let record = async |actor, input: Value| world.act(actor, "childViewsRecord", &case, input).await;
        for actor in [world.coordinator(), world.region.staff.manager, world.region.staff.adviser, world.region.staff.la_officers[0], world.region.staff.supporter, family.child_person] {
            assert_eq!(rule(&record(actor, views("x", "FAMILY_AND_MEDIATOR")).await), "NOT_FOUND");
        }
        let own = record(family.parent, views("I hate the noise.\nI like maths.", "FAMILY_AND_MEDIATOR")).await;
        assert_eq!(own["userErrors"], json!([]), "{own:#}");
        let shared = record(family.parent, views("I want to stay with Kim.", "EVERYBODY_TAKING_PART")).await;
        assert_eq!(shared["userErrors"], json!([]), "{shared:#}");
        assert_eq!(rule(&record(family.parent, views(" ", "FAMILY_AND_MEDIATOR")).await), "TEXT_UNREADABLE");
        let mut tomorrow = views("x", "FAMILY_AND_MEDIATOR");
        tomorrow["obtainedOn"] = json!(day(1));
        assert_eq!(rule(&record(family.parent, tomorrow).await), "DATE_IN_THE_FUTURE");
        let count = async |actor| world.seen(actor, &case).await["childsViews"].as_array().unwrap().len();
        let staff = world.region.staff;
        for (name, actor, expected) in [
            ("family", family.parent, 2), ("coordinator", world.coordinator(), 2), ("manager", staff.manager, 0),
            ("adviser", staff.adviser, 0), ("officer", staff.la_officers[0], 1), ("school", staff.teacher, 1),
            ("supporter", staff.supporter, 1),
        ] {
            assert_eq!(count(actor).await, expected, "{name}");
        }
        let meeting = "query ($id: ID!) { case(id: $id) { meetings { mediator { id } } } }";
        let meeting = world.app.ask(world.coordinator(), meeting, json!({ "id": case })).await;
        let mediates = |id: &entities::PersonId| meeting["case"]["meetings"][0]["mediator"]["id"] == id.gid();
        let mediator = staff.mediators.into_iter().find(mediates).expect("somebody mediates");
        assert_eq!(count(mediator).await, 2);
        let seen = world.seen(world.coordinator(), &case).await;
        assert!(!seen["timeline"].to_string().contains("noise"), "the timeline holds no private text");
    }
}
