//! Two separated parents: each with details of their own, and kept apart where a court says so.

use serde_json::{Value, json};
use tests::Sitting;
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;

use super::{World, rule};

const CONTACT: &str = "mutation ($input: PersonContactChangeInput!) { answer: personContactChange(input: $input) {
  person { name email phone preferredChannel outcode languages accessNeeds } userErrors { code rule message field }
} }";

/// Everything about a person and a meeting that a query can ask for.
const ALL: &str = "query ($case: ID!, $other: ID!, $meeting: ID!) {
  case(id: $case) {
    state meetings { id startsAt endsAt room { name venue { name } } attendees { person { name email phone } } }
    participants { person { name email phone outcode preferredChannel languages accessNeeds
      availability(fromOn: \"2026-03-02\", untilOn: \"2026-04-02\") { startsAt } } }
    availabilityRequests { id } contactRestrictions { person { name } } timeline { words }
  }
  person(id: $other) { name email phone outcode preferredChannel languages accessNeeds
    availability(fromOn: \"2026-03-02\", untilOn: \"2026-04-02\") { startsAt } }
  node(id: $meeting) { id }
}";

/// All that is told of an agreement, and of what became of it.
const AGREED: &str = "query ($id: ID!) { case(id: $id) {
  agreement {
    agreedOn signedOn typedSentOn checkOn checkTrace decisions { text }
    actions { id agreedOn dueOn trace ownerPerson { name } }
    signatories { signedOn person { name } } copies { sentOn person { name } }
    editions { agreedOn recordedAt signatories { person { name } } }
  }
  afterwards { actions { id dueOn ownerPerson { name } reports { text recordedBy { name } } } }
} }";

both! {
    async fn whoever_is_kept_apart_reads_what_was_decided_and_not_when_or_by_whom(database: TestDatabase) {
        let world = World::make(database).await;
        let (id, family) = world.region.cases.med_e;
        let case = json!(id.gid());
        let second = world.second_parent(&case).await;
        let seats = world.seats(&case, "FAMILY").await;
        let seat = seats.iter().find(|seat| seat["person"]["name"] == "Second Parent").unwrap();
        world.done("participantChange", &case, json!({ "participantId": seat["id"], "requirement": "OPTIONAL" })).await;
        let pair = json!({ "personId": family.parent.gid(), "otherPersonId": second.gid() });
        world.done("contactRestrictionSet", &case, pair).await;
        let sitting = Sitting::arranged(&world.app, &world.region, id).await;
        sitting.mandated().await;
        sitting.prepared().await;
        sitting.begun().await;
        let on = sitting.on();
        let owners = [sitting.comer("LOCAL_AUTHORITY"), second];
        let actions = owners.map(|owner| json!({
            "what": "Writes to the school.", "owner": { "personId": owner.gid() }, "category": "PROMISE",
        }));
        let terms = sitting.terms("LOCAL_AUTHORITY", &json!(actions));
        sitting.done_case(sitting.mediator, "agreementRecord", terms).await;
        sitting.signed("LOCAL_AUTHORITY").await;
        sitting.settled(&["AGREED", "NOT_AGREED"]).await;
        sitting.done_case(sitting.coordinator, "sessionEnd", json!({ "on": on, "outcome": "PARTIAL" })).await;
        sitting.done_case(sitting.coordinator, "typedAgreementSend", json!({ "sentOn": on })).await;
        let read = async |actor| world.app.ask(actor, AGREED, json!({ "id": case })).await["case"].take();
        let all = read(world.coordinator()).await;
        let promised = all["agreement"]["actions"].as_array().unwrap();
        let own = promised.iter().find(|action| action["ownerPerson"]["name"] == "Second Parent").unwrap();
        for (actor, text) in [(family.parent, "She waited in vain."), (second, "He waits still.")] {
            for action in promised {
                let report = json!({ "actionId": action["id"], "text": text });
                sitting.done(actor, "actionNotKeptReport", report).await;
            }
        }

        let theirs = read(second).await;
        assert_eq!(theirs["agreement"], json!({
            "agreedOn": null, "signedOn": null, "typedSentOn": null, "checkOn": null, "checkTrace": [],
            "decisions": [{ "text": "The plan says more about speech." }],
            "actions": [{
                "id": own["id"], "agreedOn": null, "dueOn": own["dueOn"], "trace": [],
                "ownerPerson": { "name": "Second Parent" },
            }],
            "signatories": [], "copies": [], "editions": [],
        }), "{theirs:#}");
        assert_eq!(theirs["afterwards"]["actions"], json!([{
            "id": own["id"], "dueOn": own["dueOn"], "ownerPerson": { "name": "Second Parent" },
            "reports": [{ "text": "He waits still.", "recordedBy": { "name": "Second Parent" } }],
        }]), "{theirs:#}");

        // Whoever came reads all of the agreement, and nothing of who is kept from them.
        let seen = read(family.parent).await;
        assert_eq!(seen["agreement"]["agreedOn"], json!(on));
        assert_eq!(seen["agreement"]["actions"].as_array().unwrap().len(), 2);
        assert_eq!(seen["afterwards"]["actions"].as_array().unwrap().len(), 2);
        assert_eq!(seen["agreement"]["signatories"].as_array().unwrap().len(), 2);
        let whole = seen.to_string();
        assert!(whole.contains("She waited in vain."), "{seen:#}");
        for secret in ["Second Parent", "He waits still."] {
            assert!(!whole.contains(secret), "{secret} in {seen:#}");
        }
        let all = read(world.coordinator()).await.to_string();
        for known in ["Second Parent", "He waits still.", "She waited in vain."] {
            assert!(all.contains(known), "{known}");
        }
    }

    async fn two_parents_have_details_of_their_own_and_change_nobody_elses(database: TestDatabase) {
        let world = World::make(database).await;
        let (id, family) = world.region.cases.med_e;
        let second = world.second_parent(&json!(id.gid())).await;
        let change = async |actor, who: String, more: Value| {
            let mut input = json!({ "personId": who });
            for (key, value) in more.as_object().expect("an object") {
                input[key] = value.clone();
            }
            world.app.ask(actor, CONTACT, json!({ "input": input })).await["answer"].take()
        };
        let own = json!({
            "email": "pavel@example.org", "phone": Value::Null, "preferredChannel": "EMAIL", "outcode": "s35",
            "languages": ["cs", "en"], "accessNeeds": ["QUIET", "STEP_FREE"],
        });
        let answer = change(second, second.gid(), own).await;
        assert_eq!(answer["person"], json!({
            "name": "Second Parent", "email": "pavel@example.org", "phone": Value::Null, "preferredChannel": "EMAIL",
            "outcode": "S35", "languages": ["cs", "en"], "accessNeeds": ["QUIET", "STEP_FREE"],
        }), "{answer:#}");
        for (actor, who) in [(family.parent, second), (second, family.parent), (world.region.staff.la_officers[0], second), (world.region.staff.adviser, second)] {
            let answer = change(actor, who.gid(), json!({ "email": "wrong@example.org" })).await;
            assert_eq!(rule(&answer), "NOT_FOUND");
        }
        let kept = change(world.coordinator(), second.gid(), json!({ "languages": ["cs"] })).await;
        assert_eq!((&kept["person"]["email"], &kept["person"]["languages"]), (&json!("pavel@example.org"), &json!(["cs"])));
        for (wrong, wanted) in [
            (json!({ "email": "nowhere" }), "EMAIL_UNREADABLE"),
            (json!({ "email": Value::Null }), "CHANNEL_WITHOUT_DETAILS"),
            (json!({ "preferredChannel": "SMS" }), "CHANNEL_WITHOUT_DETAILS"),
            (json!({ "outcode": "QQ9" }), "UNKNOWN_OUTCODE"),
            (json!({ "languages": ["English"] }), "UNKNOWN_LANGUAGE"),
            (json!({ "email": "a@b\u{7}" }), "EMAIL_UNREADABLE"),
        ] {
            let answer = change(second, second.gid(), wrong.clone()).await;
            assert_eq!(rule(&answer), wanted, "{wrong}");
        }
        // Neither parent reads the other's details, restriction or none.
        for (actor, other) in [(family.parent, second), (second, family.parent)] {
            let asked = json!({ "case": id.gid(), "other": other.gid(), "meeting": id.gid() });
            let seen = world.app.ask(actor, ALL, asked).await;
            let person = &seen["person"];
            assert!(!person["name"].is_null());
            for field in ["email", "phone", "outcode", "preferredChannel", "availability"] {
                assert_eq!(person[field], Value::Null, "{field}");
            }
            assert_eq!((&person["languages"], &person["accessNeeds"]), (&json!([]), &json!([])));
        }
    }

    async fn whoever_is_kept_apart_never_sees_when_or_where_the_other_is(database: TestDatabase) {
        let world = World::make(database).await;
        let (id, family) = world.region.cases.med_e;
        let case = json!(id.gid());
        let second = world.second_parent(&case).await;
        let seat = world.seats(&case, "FAMILY").await;
        let seat = seat.iter().find(|seat| seat["person"]["name"] == "Second Parent").unwrap().clone();
        let pair = json!({ "personId": family.parent.gid(), "otherPersonId": second.gid() });
        assert_eq!(world.refused("contactRestrictionLift", &case, pair.clone()).await, "NOT_APART");
        let stranger = json!({ "personId": family.parent.gid(), "otherPersonId": world.region.staff.stranger.gid() });
        assert_eq!(world.refused("contactRestrictionSet", &case, stranger).await, "NOT_IN_THE_CASE");
        let oneself = json!({ "personId": second.gid(), "otherPersonId": second.gid() });
        assert_eq!(world.refused("contactRestrictionSet", &case, oneself).await, "NOT_IN_THE_CASE");
        world.done("contactRestrictionSet", &case, pair.clone()).await;
        let turned = json!({ "personId": second.gid(), "otherPersonId": family.parent.gid() });
        assert_eq!(world.refused("contactRestrictionSet", &case, turned).await, "APART_ALREADY");
        let seen = world.seen(world.coordinator(), &case).await;
        assert_eq!(seen["contactRestrictions"].as_array().unwrap().len(), 1);
        assert_eq!(seen["timeline"].as_array().unwrap().last().unwrap()["words"], "two people are kept apart");

        // One parent's meeting, to which the other does not come.
        world.done("participantChange", &case, json!({ "participantId": seat["id"], "requirement": "OPTIONAL" })).await;
        let meeting = world.app.confirmed(world.coordinator(), id).await;
        let asked = |other: entities::PersonId| json!({ "case": case, "other": other.gid(), "meeting": meeting["id"] });
        let theirs = world.app.ask(family.parent, ALL, asked(second)).await;
        assert_eq!(theirs["case"]["meetings"].as_array().unwrap().len(), 1, "{theirs:#}");
        let hidden = world.app.ask(second, ALL, asked(family.parent)).await;
        assert_eq!(hidden["case"]["meetings"], json!([]), "{hidden:#}");
        assert_eq!(hidden["node"], Value::Null);
        assert_eq!(hidden["case"]["contactRestrictions"], json!([]));
        let whole = hidden.to_string();
        for secret in ["parent.n-1@example.org", "0114 496 0000", "Central Hall", "Mill House", "2026-03"] {
            assert!(!whole.contains(secret), "{secret} in {hidden:#}");
        }
        let listed = world.app.ask(second, "{ cases(first: 10) { nodes { meetings { id startsAt } } } }", json!({})).await;
        assert_eq!(listed["cases"]["nodes"], json!([{ "meetings": [] }]));

        world.done("contactRestrictionLift", &case, pair).await;
        let seen = world.app.ask(second, ALL, asked(family.parent)).await;
        assert_eq!(seen["case"]["meetings"].as_array().unwrap().len(), 1);
    }

    async fn two_people_with_one_date_are_not_kept_apart_until_it_is_called_off(database: TestDatabase) {
        let world = World::make(database).await;
        let (id, family) = world.region.cases.med_e;
        let case = json!(id.gid());
        let supporter = world.region.staff.supporter;
        let meeting = world.app.confirmed(world.coordinator(), id).await;
        let pair = json!({ "personId": family.parent.gid(), "otherPersonId": supporter.gid() });
        assert_eq!(world.refused("contactRestrictionSet", &case, pair.clone()).await, "BOTH_AT_A_MEETING");
        world.app.cancel(world.coordinator(), &meeting, 2).await;
        world.done("contactRestrictionSet", &case, pair).await;
    }
}
