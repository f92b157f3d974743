//! A referral, from whoever refers to a case of its type, or to where the family is told to turn.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::app::start_of_test;
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::settle::day;

use super::{World, owed, rule};

both! {
    async fn a_referral_by_the_authority_waits_for_the_family_and_becomes_a_case(database: TestDatabase) {
        let world = World::make(database).await;
        let case = world.referred(json!({})).await;
        assert_eq!((&case["state"], &case["kind"]), (&json!("RECEIVED"), &json!("MED_E")));
        let id = case["id"].clone();
        let seen = world.seen(world.coordinator(), &id).await;
        assert_eq!(owed(&seen), ["acknowledgement", "acknowledgement"], "to referrer and family; all was asked and checked");
        assert_eq!(seen["referral"]["localAvenues"], json!(["HEAD_TEACHER", "SENCO"]));
        assert_eq!(seen["referral"]["isLookedAfter"], json!(false));
        let seat = &seen["participants"][0];
        assert_eq!((&seat["isFirstMediation"], &seat["relationship"], &seat["attendanceBasis"]),
            (&json!(true), &json!("NATURAL_PARENT"), &json!("PARTY")));
        assert_eq!(seat["person"]["accessNeeds"], json!(["STEP_FREE"]));
        assert!(seen["clocks"].as_array().unwrap().iter().any(|clock| clock["rule"] == "C14"), "{seen:#}");

        assert_eq!(world.refused("caseTriage", &id, json!({ "accept": { "kind": "MED_E", "ageYears": 10, "isInArea": true } })).await, "NOT_IN_THIS_STATE");
        world.done("referralTakeUp", &id, json!({})).await;
        let seen = world.seen(world.coordinator(), &id).await;
        assert_eq!(seen["state"], "AWAITING_FAMILY_CONSENT");
        assert!(owed(&seen).contains(&"invitation to consent"), "{seen:#}");
        assert!(owed(&seen).contains(&"confirm it with the family and explain the next steps"), "{seen:#}");
        assert_eq!(world.refused("familyConsentRecord", &id, json!({ "answer": "GIVEN", "on": day(1) })).await, "DATE_IN_THE_FUTURE");
        assert_eq!(world.refused("familyConsentRecord", &id, json!({ "answer": "GIVEN", "on": "2026-03-01" })).await, "DATE_BEFORE_ITS_CAUSE");
        world.done("familyConsentRecord", &id, json!({ "answer": "GIVEN", "on": day(0) })).await;

        let accept = |kind: &str, age: u32, is_in_area: bool| json!({ "accept": { "kind": kind, "ageYears": age, "isInArea": is_in_area } });
        assert_eq!(world.refused("caseTriage", &id, accept("MED_E", 26, true)).await, "OUTSIDE_AGE");
        assert_eq!(world.refused("caseTriage", &id, accept("MED_E", 10, false)).await, "OUTSIDE_AREA");
        assert_eq!(world.refused("caseTriage", &id, accept("DR_A", 10, true)).await, "FAMILY_AND_AGENCIES");
        for other in ["MED_H", "MED_X"] {
            assert_eq!(world.refused("caseTriage", &id, accept(other, 10, true)).await, "OTHER_ISSUES", "section F alone is education");
        }
        assert_eq!(world.refused("caseTriage", &id, json!({})).await, "ONE_WAY");
        world.done("caseTriage", &id, accept("MIA", 10, true)).await;
        let seen = world.seen(world.coordinator(), &id).await;
        assert_eq!((&seen["state"], &seen["kind"]), (&json!("ENQUIRY"), &json!("MIA")));
        assert!(!seen["referral"]["acceptedAt"].is_null());
        let clocks: Vec<_> = seen["clocks"].as_array().unwrap().iter().map(|clock| clock["rule"].as_str().unwrap()).collect();
        assert!(clocks.contains(&"C5"), "the two months to contact the adviser run: {clocks:?}");
        let words: Vec<_> = seen["timeline"].as_array().unwrap().iter().map(|event| event["words"].as_str().unwrap()).collect();
        assert_eq!(words, ["the referral is received", "the referral is taken up", "the family agrees", "the service takes the case on"]);
        assert_eq!(world.refused("caseTriage", &id, accept("MIA", 10, true)).await, "NOT_A_REFERRAL");
    }

    async fn everybody_may_refer_for_themselves_and_for_nobody_else(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, bodies) = (world.region.staff, world.region.bodies);
        let by = |referrer: &str, body: Option<String>| json!({
            "referrer": referrer, "referrerOrganisationId": body, "kind": "DR_F",
        });
        let child = |name: &str| json!({ "person": { "new": { "name": name, "preferredChannel": "POST" } } });
        for (number, (actor, referrer, body)) in [
            (staff.la_officers[0], "LOCAL_AUTHORITY", bodies.la),
            (staff.health_officer, "HEALTH", bodies.icb),
            (staff.teacher, "SETTING", bodies.school),
            (staff.supporter, "SENDIASS", bodies.school),
        ].into_iter().enumerate() {
            let mut input = by(referrer, Some(body.gid()));
            input["child"] = child(&format!("Child {number}"));
            let answer = world.refer(actor, input).await;
            assert_eq!(answer["userErrors"], json!([]), "{referrer}: {answer:#}");
            assert!(answer["reference"].as_str().is_some_and(|text| text.starts_with("R-")));
            assert_eq!(answer["case"], Value::Null, "a referrer is told the reference, and has no part in the case");
        }
        let wrong = by("HEALTH", Some(bodies.icb.gid()));
        let answer = world.refer(staff.teacher, wrong).await;
        assert_eq!(rule(&answer), "NOT_YOURS_TO_REFER");

        // A family refers itself, sees its case, and goes on without being asked again.
        let parent = world.app.person("Wanda West").await;
        let own = json!({
            "referrer": "FAMILY", "referrerOrganisationId": Value::Null, "child": child("Will West"),
            "family": [{ "person": { "id": parent.gid() } }],
        });
        let answer = world.refer(parent, own.clone()).await;
        assert_eq!(answer["userErrors"], json!([]), "{answer:#}");
        let id = answer["case"]["id"].clone();
        let seen = world.seen(world.coordinator(), &id).await;
        assert!(owed(&seen).contains(&"ask whether the child is looked after"), "{seen:#}");
        assert!(owed(&seen).contains(&"look for another case of the same child"), "{seen:#}");
        assert_eq!(world.refused("referralTakeUp", &id, json!({})).await, "IDENTITY_MISSING");
        world.done("referralTakeUp", &id, json!({ "identity": "PARENT" })).await;
        assert_eq!(world.seen(world.coordinator(), &id).await["state"], "ELIGIBILITY");
        world.done("caseTriage", &id, json!({ "signpost": "SENDIASS" })).await;
        let seen = world.seen(world.coordinator(), &id).await;
        assert_eq!((&seen["state"], &seen["referral"]["signposted"]), (&json!("SIGNPOSTED"), &json!("SENDIASS")));
        let other = json!({
            "referrer": "FAMILY", "referrerOrganisationId": Value::Null,
            "family": [{ "person": { "id": world.region.cases.med_e.1.parent.gid() } }],
        });
        assert_eq!(rule(&world.refer(parent, other).await), "NOT_YOURS_TO_REFER");
    }

    async fn a_referral_that_cannot_be_is_refused_with_its_rule(database: TestDatabase) {
        let world = World::make(database).await;
        let coordinator = world.coordinator();
        let north = world.region.bodies.north;
        let staff = json!([{ "person": { "id": world.region.staff.mediators[0].gid() } }]);
        let as_child = |id: entities::PersonId| json!({ "child": { "person": { "id": id.gid() } } });
        for (changes, wanted) in [
            (as_child(coordinator), "NOT_A_CHILD"),
            (as_child(world.region.staff.adviser), "NOT_A_CHILD"),
            (as_child(world.region.staff.la_officers[0]), "NOT_A_CHILD"),
            (json!({ "receivedAt": "-262143-01-01T00:00:00Z" }), "DATE_OUT_OF_REACH"),
            (json!({ "noticeSentOn": "2014-08-31" }), "DATE_OUT_OF_REACH"),
            (json!({ "receivedAt": start_of_test() - TimeDelta::days(2), "noticeSentOn": day(0) - TimeDelta::days(1) }), "DATE_BEFORE_ITS_CAUSE"),
            (json!({ "child": { "person": { "new": { "name": "\u{200b}\u{2060}", "preferredChannel": "POST" } } } }), "NAME_UNREADABLE"),
            (json!({ "noticeSentOn": Value::Null }), "DECISION_LETTER_UNDATED"),
            (json!({ "noticeSentOn": day(1) }), "DATE_IN_THE_FUTURE"),
            (json!({ "receivedAt": start_of_test() + TimeDelta::hours(1) }), "DATE_IN_THE_FUTURE"),
            (json!({ "receivedAt": "1999-01-01T00:00:00Z" }), "DATE_OUT_OF_REACH"),
            (json!({ "family": [] }), "FAMILY_MISSING"),
            (json!({ "kind": "DR_A" }), "NO_FAMILY_IN_THIS_CASE"),
            (json!({ "kind": "DR_A", "family": [], "referrer": "FAMILY" }), "NOT_AN_AGENCY"),
            (json!({ "familyOutcode": "QQ9" }), "UNKNOWN_OUTCODE"),
            (json!({ "localAuthorityId": north.gid() }), "UNKNOWN_ORGANISATION"),
            (json!({ "family": staff }), "STAFF_ON_A_SIDE"),
            (json!({ "familyMaxMinutes": -1 }), "REFERRAL_UNREADABLE"),
            (json!({ "family": [{ "person": { "new": { "name": " ", "preferredChannel": "POST" } } }] }), "NAME_UNREADABLE"),
            (json!({ "family": [{ "person": { "new": { "name": "P", "preferredChannel": "EMAIL" } } }] }), "CHANNEL_WITHOUT_DETAILS"),
            (json!({ "family": [{ "person": {} }] }), "WHO_UNCLEAR"),
        ] {
            let before = world.written().await;
            let answer = world.refer(coordinator, changes.clone()).await;
            assert_eq!(rule(&answer), wanted, "{changes}");
            assert_eq!(world.written().await, before, "{wanted} is half-written");
        }
        // Local avenues are recorded and never asked for first.
        world.referred(json!({ "localAvenues": [] })).await;
    }

    async fn a_second_referral_of_a_child_is_confirmed_by_the_coordinator(database: TestDatabase) {
        let world = World::make(database).await;
        let first = world.referred(json!({})).await;
        let again = json!({ "child": { "person": { "new": { "name": " ROBIN  novak ", "preferredChannel": "POST" } } } });
        let answer = world.refer(world.coordinator(), again.clone()).await;
        assert_eq!(answer["userErrors"][0]["code"], "DUPLICATE", "{answer:#}");
        assert_eq!(answer["duplicates"], json!([first["reference"]]));
        // An outsider learns nothing of other cases: the check stays to be done.
        let outside = world.refer(world.region.staff.la_officers[0], again.clone()).await;
        assert_eq!((&outside["userErrors"], &outside["duplicates"]), (&json!([]), &json!([])));
        let mut confirmed = again;
        confirmed["isDuplicateConfirmed"] = json!(true);
        let other = world.referred(confirmed).await;
        let seen = world.seen(world.coordinator(), &other["id"]).await;
        assert_eq!(seen["referral"]["isDuplicateConfirmed"], true);
        // Another type about another decision is another case.
        world.referred(json!({ "kind": "DR_P", "noticeSentOn": Value::Null, "hasDecisionLetter": false })).await;
        // The same decision is the same, whatever the type.
        let answer = world.refer(world.coordinator(), json!({ "kind": "DR_F" })).await;
        assert_eq!(answer["userErrors"][0]["code"], "DUPLICATE", "{answer:#}");
    }

    async fn a_family_that_does_not_agree_leaves_nothing_but_a_minimal_record(database: TestDatabase) {
        let world = World::make(database).await;
        let case = world.referred(json!({})).await;
        let id = case["id"].clone();
        world.done("referralTakeUp", &id, json!({})).await;
        world.done("contactAttemptRecord", &id, json!({
            "attemptedAt": start_of_test(), "way": "PHONE", "outcome": "REACHED", "note": "Petra asks to think about it.",
        })).await;
        world.done("familyConsentRecord", &id, json!({ "answer": "REFUSED", "on": day(0) })).await;
        let seen = world.seen(world.coordinator(), &id).await;
        assert_eq!((&seen["state"], &seen["participants"]), (&json!("DECLINED"), &json!([])));
        assert_eq!(seen["referral"]["familyAnswer"], "REFUSED");
        assert!(!seen["referral"]["erasedAt"].is_null());
        assert_eq!(seen["contactAttempts"], json!([]));
        let left = world.app.number(
            "SELECT COUNT(*) AS n FROM person WHERE name LIKE '%Novak%' OR email LIKE 'petra%' OR phone LIKE '%0001'"
        ).await;
        assert_eq!(left, 0);
        for table in ["case_issues", "referral_avenue", "contact_attempt", "seat_basis"] {
            let sql = format!("SELECT COUNT(*) AS n FROM {table}");
            let all = world.app.number(&sql).await;
            let fresh = match table { "case_issues" => 14, _ => 0 };
            assert_eq!(all, fresh, "{table}");
        }
        assert_eq!(world.app.number("SELECT COUNT(*) AS n FROM cases WHERE family_outcode = ''").await, 1);
        assert_eq!(world.refused("familyConsentRecord", &id, json!({ "answer": "GIVEN", "on": day(0) })).await, "ENDED");
        assert_eq!(world.refused("contactAttemptRecord", &id, json!({
            "attemptedAt": start_of_test(), "way": "PHONE", "outcome": "REACHED",
        })).await, "ENDED");
    }

    async fn who_is_known_from_another_case_stays_known_there(database: TestDatabase) {
        let world = World::make(database).await;
        let family = world.region.cases.med_e.1;
        let case = world.referred(json!({
            "kind": "DR_P", "hasDecisionLetter": false, "noticeSentOn": Value::Null,
            "child": { "person": { "id": family.child_person.gid() } },
            "family": [{ "person": { "id": family.parent.gid() } }],
        })).await;
        world.done("referralTakeUp", &case["id"], json!({})).await;
        world.done("familyConsentRecord", &case["id"], json!({ "answer": "REFUSED", "on": day(0) })).await;
        let declined = world.seen(world.coordinator(), &case["id"]).await;
        assert!(!declined["child"]["name"].as_str().unwrap().contains("N-1"), "{declined:#}");
        let other = world.seen(world.coordinator(), &json!(world.region.cases.med_e.0.gid())).await;
        assert_eq!(other["child"]["name"], "Child N-1");
        assert_eq!(world.seats(&json!(world.region.cases.med_e.0.gid()), "FAMILY").await[0]["person"]["name"], "Parent N-1");
        // The parent no longer knows of the declined case.
        assert_eq!(world.seen(family.parent, &case["id"]).await, Value::Null);
    }

    async fn a_referral_lapses_after_three_tries_in_two_ways(database: TestDatabase) {
        let world = World::make(database).await;
        let case = world.referred(json!({})).await;
        let id = case["id"].clone();
        world.done("referralTakeUp", &id, json!({})).await;
        let lapse = json!({ "answer": "NO_REPLY", "on": day(0) });
        assert_eq!(world.refused("familyConsentRecord", &id, lapse.clone()).await, "TOO_FEW_TRIES");
        let tried = |way: &str| json!({ "attemptedAt": start_of_test(), "way": way, "outcome": "NO_ANSWER" });
        let later = json!({ "attemptedAt": start_of_test() + TimeDelta::hours(1), "way": "PHONE", "outcome": "NO_ANSWER" });
        assert_eq!(world.refused("contactAttemptRecord", &id, later).await, "DATE_IN_THE_FUTURE");
        for (at, code) in [
            ("-262143-01-01T00:00:00Z", "DATE_OUT_OF_REACH"),
            ("2013-12-31T12:00:00Z", "DATE_OUT_OF_REACH"),
            ("2014-10-01T12:00:00Z", "DATE_BEFORE_ITS_CAUSE"),
            ("2026-03-01T12:00:00Z", "DATE_BEFORE_ITS_CAUSE"),
        ] {
            let early = json!({ "attemptedAt": at, "way": "PHONE", "outcome": "NO_ANSWER" });
            assert_eq!(world.refused("contactAttemptRecord", &id, early).await, code, "{at}");
        }
        for _ in 0..3 {
            world.done("contactAttemptRecord", &id, tried("PHONE")).await;
        }
        assert_eq!(world.refused("familyConsentRecord", &id, lapse.clone()).await, "TRIED_ONE_WAY_ONLY");
        world.done("contactAttemptRecord", &id, tried("POST")).await;
        let early = json!({ "answer": "NO_REPLY", "on": "2026-03-01" });
        assert_eq!(world.refused("familyConsentRecord", &id, early).await, "DATE_BEFORE_ITS_CAUSE");
        world.done("familyConsentRecord", &id, lapse).await;
        let seen = world.seen(world.coordinator(), &id).await;
        assert_eq!((&seen["state"], &seen["referral"]["familyAnswer"]), (&json!("LAPSED"), &json!("NO_REPLY")));
        assert_eq!(seen["contactAttempts"].as_array().unwrap().len(), 4);
        assert_eq!(world.seats(&id, "FAMILY").await.len(), 1, "only a refusal erases");
    }

    async fn a_dispute_between_agencies_never_asks_or_tells_a_family(database: TestDatabase) {
        let world = World::make(database).await;
        let case = world.referred(json!({
            "kind": "DR_A", "family": [], "hasDecisionLetter": false, "noticeSentOn": Value::Null,
            "careBoardIds": [world.region.bodies.icb.gid()],
        })).await;
        let id = case["id"].clone();
        let seen = world.seen(world.coordinator(), &id).await;
        let to: Vec<_> = seen["nextSteps"].as_array().unwrap().iter().map(|step| step["owedTo"].clone()).collect();
        assert_eq!(to, [json!("the referrer")]);
        assert_eq!(seen["familyParty"], Value::Null);
        world.done("referralTakeUp", &id, json!({})).await;
        let seen = world.seen(world.coordinator(), &id).await;
        assert_eq!(seen["state"], "ELIGIBILITY", "nobody waits for a family");
        world.done("caseTriage", &id, json!({ "accept": { "kind": "DR_A", "ageYears": 9, "isInArea": true } })).await;
        let seen = world.seen(world.coordinator(), &id).await;
        assert_eq!(seen["state"], "REFERRED");
        let roles: Vec<_> = seen["requiredAttendance"].as_array().unwrap().iter().map(|one| one["role"].as_str().unwrap()).collect();
        assert_eq!(roles, ["LOCAL_AUTHORITY", "HEALTH"]);
        let parent = json!({ "person": { "new": { "name": "P", "preferredChannel": "POST" } } });
        for (role, basis) in [("FAMILY", "PARTY"), ("SUPPORTER", "SUPPORTER_BY_RIGHT"), ("CHILD", "CHILD_WITH_AGREEMENT")] {
            let mut input = parent.clone();
            input["role"] = json!(role);
            input["basis"] = json!(basis);
            assert_eq!(world.refused("participantAdd", &id, input).await, "NO_FAMILY_IN_THIS_CASE", "{role}");
        }
        let mut more = parent;
        more["role"] = json!("SUPPORTER");
        assert_eq!(world.refused("attendancePropose", &id, more).await, "NO_FAMILY_IN_THIS_CASE");
        let named = json!({ "person": { "new": { "name": "P", "preferredChannel": "POST" } }, "basis": "PARENT" });
        assert_eq!(world.refused("alternativePersonName", &id, named).await, "NO_FAMILY_IN_THIS_CASE");
    }

    async fn an_enquiry_has_no_name_and_is_listed_for_those_who_take_referrals_in(database: TestDatabase) {
        let world = World::make(database).await;
        let bodies = world.region.bodies;
        let document = "mutation ($input: EnquiryRecordInput!) { answer: enquiryRecord(input: $input) {
          enquiry { topic answer localAuthority { name } } userErrors { code rule message field }
        } }";
        let record = async |actor, topic: &str, answer: &str, la: String| {
            let input = json!({ "input": {
                "providerId": bodies.north.gid(), "localAuthorityId": la, "topic": topic,
                "answer": answer, "askedOn": day(0),
            } });
            world.app.ask(actor, document, input).await["answer"].take()
        };
        let (coordinator, la) = (world.coordinator(), bodies.la.gid());
        let before = world.written().await;
        for topic in ["SUITABILITY", "DEADLINES", "MEDIATION"] {
            let answer = record(coordinator, topic, "We explained it.", la.clone()).await;
            assert_eq!(answer["userErrors"], json!([]), "{answer:#}");
            assert_eq!(answer["enquiry"]["localAuthority"]["name"], "Ambleshire");
            world.app.advance(TimeDelta::seconds(1));
        }
        assert_eq!(world.written().await, before, "an enquiry is no case");
        assert_eq!(rule(&record(coordinator, "ADVICE", "  ", la.clone()).await), "TEXT_UNREADABLE");
        assert_eq!(rule(&record(coordinator, "ADVICE", "x", bodies.school.gid()).await), "UNKNOWN_ORGANISATION");
        assert_eq!(rule(&record(world.region.staff.southern_coordinator, "ADVICE", "x", la).await), "NOT_FOUND");
        let list = "query ($first: Int, $after: String) { enquiries(first: $first, after: $after) {
          nodes { topic } pageInfo { hasNextPage endCursor }
        } }";
        let page = world.app.ask(coordinator, list, json!({ "first": 2 })).await["enquiries"].take();
        assert_eq!(page["nodes"], json!([{ "topic": "MEDIATION" }, { "topic": "DEADLINES" }]));
        assert_eq!(page["pageInfo"]["hasNextPage"], true);
        let next = json!({ "first": 2, "after": page["pageInfo"]["endCursor"] });
        let page = world.app.ask(coordinator, list, next).await["enquiries"].take();
        assert_eq!(page["nodes"], json!([{ "topic": "SUITABILITY" }]));
        let other = world.app.ask(world.region.staff.southern_coordinator, list, json!({})).await;
        assert_eq!(other["enquiries"]["nodes"], json!([]), "another service's are its own");
        let family = world.app.ask(world.region.cases.med_e.1.parent, list, json!({})).await;
        assert_eq!(family["enquiries"], Value::Null);
    }
}
