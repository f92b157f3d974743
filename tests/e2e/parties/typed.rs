//! A case becomes one of another type: one matter, many cases.

use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::settle::day;

use super::{World, rule};

both! {
    async fn a_resolution_becomes_a_mediation_when_a_letter_with_a_decision_comes(database: TestDatabase) {
        let world = World::make(database).await;
        let case = world.referred(json!({
            "kind": "DR_F", "hasDecisionLetter": false, "noticeSentOn": Value::Null,
        })).await;
        let id = case["id"].clone();
        world.done("referralTakeUp", &id, json!({})).await;
        world.done("familyConsentRecord", &id, json!({ "answer": "GIVEN", "on": day(0) })).await;
        assert_eq!(world.refused("caseTypeChange", &id, json!({ "kind": "MED_E" })).await, "DECISION_MISSING");
        world.done("caseTriage", &id, json!({ "accept": { "kind": "DR_F", "ageYears": 9, "isInArea": true } })).await;
        let officer = json!({
            "role": "LOCAL_AUTHORITY", "basis": "PARTY", "organisationId": world.region.bodies.la.gid(),
            "pool": [{ "personId": world.region.staff.la_officers[0].gid(), "authority": ["F"] }],
        });
        assert_eq!(world.seats(&id, "LOCAL_AUTHORITY").await[0]["pool"], json!([]), "a seat, and nobody in it yet");
        world.done("participantAdd", &id, officer).await;
        assert_eq!(world.seats(&id, "LOCAL_AUTHORITY").await.len(), 1, "the empty seat is the one filled");
        let second = world.second_parent(&id).await;
        let first = world.seats(&id, "FAMILY").await;
        let first = first.iter().find(|seat| seat["person"]["name"] == "Petra Novak").unwrap()["person"]["id"].clone();
        world.done("contactRestrictionSet", &id, json!({ "personId": first, "otherPersonId": second.gid() })).await;

        for (input, wanted) in [
            (json!({ "kind": "DR_F" }), "SAME_TYPE"),
            (json!({ "kind": "FAC_AR" }), "NO_SUCH_TYPE_CHANGE"),
            (json!({ "kind": "DR_A" }), "FAMILY_AND_AGENCIES"),
            (json!({ "kind": "MED_E" }), "DECISION_MISSING"),
            (json!({ "kind": "MED_E", "hasDecisionLetter": true }), "DECISION_LETTER_UNDATED"),
            (json!({ "kind": "MED_E", "hasDecisionLetter": true, "noticeSentOn": day(1) }), "DATE_IN_THE_FUTURE"),
            (json!({ "kind": "MED_X", "hasDecisionLetter": true, "noticeSentOn": day(0) }), "OTHER_ISSUES"),
        ] {
            assert_eq!(world.refused("caseTypeChange", &id, input.clone()).await, wanted, "{input}");
        }
        let changed = world.done("caseTypeChange", &id, json!({ "kind": "MED_E", "hasDecisionLetter": true, "noticeSentOn": day(0) })).await;
        assert_eq!((&changed["case"]["state"], &changed["opened"]["kind"], &changed["opened"]["state"]),
            (&json!("CLOSED"), &json!("MED_E"), &json!("REQUESTED")));
        let opened = world.seen(world.coordinator(), &changed["opened"]["id"]).await;
        assert_eq!(opened["reference"], json!(format!("{}-2", case["reference"].as_str().unwrap())));
        // Who takes part, on what basis, and who is kept apart follows.
        assert_eq!(world.seats(&changed["opened"]["id"], "FAMILY").await.len(), 2);
        let officers = world.seats(&changed["opened"]["id"], "LOCAL_AUTHORITY").await;
        assert!(officers.iter().any(|seat| seat["pool"][0]["authority"] == json!(["F"])), "{officers:#?}");
        assert_eq!(opened["contactRestrictions"].as_array().unwrap().len(), 1);
        assert!(opened["participants"].as_array().unwrap().iter().any(|seat| seat["relationship"] == "NATURAL_PARENT"));
        assert_eq!(world.app.number("SELECT COUNT(*) AS n FROM case_record WHERE closure = 'type_changed'").await, 1);
        assert_eq!(world.app.number("SELECT COUNT(DISTINCT matter_id) AS n FROM case_record WHERE case_id IN (SELECT id FROM cases WHERE reference LIKE 'R-%')").await, 1);
        assert_eq!(world.refused("caseTypeChange", &changed["case"]["id"], json!({ "kind": "MED_E" })).await, "ENDED");
    }

    async fn a_facilitation_becomes_a_resolution_and_a_mediation_that_is_owed_stays_one(database: TestDatabase) {
        let world = World::make(database).await;
        let case = world.referred(json!({
            "kind": "FAC_AR", "hasDecisionLetter": false, "noticeSentOn": Value::Null,
            "stage": "BEFORE_DECISION",
        })).await;
        let id = case["id"].clone();
        world.done("referralTakeUp", &id, json!({})).await;
        world.done("familyConsentRecord", &id, json!({ "answer": "GIVEN", "on": day(0) })).await;
        world.done("caseTriage", &id, json!({ "accept": { "kind": "FAC_AR", "ageYears": 9, "isInArea": true } })).await;
        let changed = world.done("caseTypeChange", &id, json!({ "kind": "DR_P" })).await;
        assert_eq!((&changed["opened"]["kind"], &changed["opened"]["state"]), (&json!("DR_P"), &json!("REFERRED")));

        let mediation = json!(world.region.cases.med_e.0.gid());
        assert_eq!(world.refused("caseTypeChange", &mediation, json!({ "kind": "DR_F" })).await, "MEDIATION_IS_OWED");
        let family = world.region.cases.med_e.1.parent;
        let answer = world.act(family, "caseTypeChange", &mediation, json!({ "kind": "DR_F" })).await;
        assert_eq!(rule(&answer), "NOT_FOUND");
    }
}
