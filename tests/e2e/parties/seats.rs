//! Seats: added on a basis, changed, taken away, and held against what the law requires.

use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;

use super::World;

fn somebody(name: &str) -> Value {
    json!({ "new": { "name": name, "preferredChannel": "POST" } })
}

both! {
    async fn nobody_has_a_seat_without_a_basis(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, bodies) = (world.region.staff, world.region.bodies);
        let case = json!(world.region.cases.med_e.0.gid());
        let add = |role: &str, basis: Value, person: Value| json!({ "role": role, "basis": basis, "person": person });
        let new = somebody("Nia New");
        for (input, wanted) in [
            (add("SUPPORTER", Value::Null, new.clone()), "NO_BASIS_TO_ATTEND"),
            (add("SUPPORTER", json!("SUPPORTER_BY_RIGHT"), new.clone()), "SUPPORTER_BY_RIGHT_TAKEN"),
            (add("SUPPORTER", json!("OTHER_ALL_CONSENT"), new.clone()), "ATTENDANCE_NOT_CONSENTED"),
            (add("OTHER", json!("OBSERVER_TRAINEE"), new.clone()), "ATTENDANCE_NOT_CONSENTED"),
            (add("MEDIATOR", json!("OBSERVER_TRAINEE"), new.clone()), "ATTENDANCE_NOT_CONSENTED"),
            (add("OTHER", json!("OTHER_MEDIATOR_CONSENT"), new.clone()), "ATTENDANCE_NOT_CONSENTED"),
            (add("OTHER", json!("PARTY"), new.clone()), "BASIS_DOES_NOT_FIT"),
            (add("CHILD", json!("CHILD_WITH_AGREEMENT"), new.clone()), "CHILD_ATTENDANCE_NOT_AGREED"),
            (add("MEDIATOR", json!("PARTY"), new.clone()), "BASIS_DOES_NOT_FIT"),
            (add("FAMILY", json!("PARTY"), Value::Null), "NOBODY_NAMED"),
            (add("FAMILY", json!("PARTY"), json!({ "id": world.region.cases.med_e.1.parent.gid() })), "SEATED_ALREADY"),
            (add("FAMILY", json!("PARTY"), json!({ "id": world.region.cases.med_e.1.child_person.gid() })), "NOT_THE_PARTY"),
            (add("FAMILY", json!("PARTY"), json!({ "id": staff.adviser.gid() })), "STAFF_ON_A_SIDE"),
            (add("FAMILY", json!("PARTY"), json!({ "id": staff.stranger.gid() })), "NOT_FOUND"),
            (add("SOCIAL_CARE", json!("PARTY"), new.clone()), "BODY_MISSING"),
        ] {
            assert_eq!(world.refused("participantAdd", &case, input.clone()).await, wanted, "{input}");
        }
        for (role, body, wanted) in [
            ("LOCAL_AUTHORITY", bodies.other_la, "OTHER_BODY"),
            ("HEALTH", bodies.school, "OTHER_BODY"),
            ("EDUCATION", bodies.icb, "OTHER_BODY"),
        ] {
            let input = json!({ "role": role, "basis": "PARTY", "organisationId": body.gid() });
            assert_eq!(world.refused("participantAdd", &case, input).await, wanted, "{role}");
        }
        let of_another = json!({
            "role": "SOCIAL_CARE", "basis": "PARTY", "organisationId": bodies.la.gid(), "person": somebody("Nia New"),
        });
        let answer = world.act(world.coordinator(), "participantAdd", &case, of_another).await;
        assert_eq!(answer["userErrors"], json!([]), "somebody new of a body is entered with it: {answer:#}");
        let pooled = json!({
            "role": "EDUCATION", "basis": "PARTY", "organisationId": bodies.school.gid(),
            "pool": [{ "personId": staff.health_officer.gid() }],
        });
        assert_eq!(world.refused("participantAdd", &case, pooled).await, "NOT_OF_THIS_BODY");
        let stale = "mutation ($case: ID!) { participantAdd(input: {
          caseId: $case, expectedVersion: 77, role: OTHER }) { userErrors { code } } }";
        let answer = world.app.ask(world.coordinator(), stale, json!({ "case": case })).await;
        assert_eq!(answer["participantAdd"]["userErrors"][0]["code"], "STALE_VERSION");
    }

    async fn a_body_is_a_party_only_to_what_it_is_in_dispute_about(database: TestDatabase) {
        let world = World::make(database).await;
        let (bodies, cases) = (world.region.bodies, world.region.cases);
        let party = |role: &str, body: entities::OrganisationId| json!({
            "role": role, "basis": "PARTY", "requirement": "OPTIONAL", "organisationId": body.gid(),
        });
        let (school, board, authority) = (bodies.school, bodies.icb, bodies.la);
        for (case, role, body) in [
            (cases.med_e.0, "EDUCATION", school),
            (cases.med_e.0, "HEALTH", board),
            (cases.med_x.0, "EDUCATION", school),
            (cases.med_h.0, "LOCAL_AUTHORITY", authority),
            (cases.med_h.0, "SOCIAL_CARE", authority),
            (cases.med_h.0, "EDUCATION", school),
        ] {
            let case = json!(case.gid());
            assert_eq!(world.refused("participantAdd", &case, party(role, body)).await, "NOT_A_PARTY", "{role}");
        }
        for (case, role, body) in [
            (cases.med_e.0, "SOCIAL_CARE", authority),
            (cases.med_x.0, "HEALTH", board),
            (cases.dr_p.0, "LOCAL_AUTHORITY", authority),
        ] {
            world.done("participantAdd", &json!(case.gid()), party(role, body)).await;
        }
    }

    async fn who_must_attend_is_computed_from_the_issues_and_shown_with_its_source(database: TestDatabase) {
        let world = World::make(database).await;
        let staff = world.region.staff;
        let case = json!(world.region.cases.med_x.0.gid());
        let seen = world.seen(world.coordinator(), &case).await;
        let needed = seen["requiredAttendance"].as_array().unwrap();
        let brief: Vec<_> = needed.iter().map(|one| (one["role"].as_str().unwrap(), one["isFilled"].as_bool().unwrap())).collect();
        assert_eq!(brief, [("FAMILY", true), ("LOCAL_AUTHORITY", true), ("HEALTH", true)]);
        assert_eq!(needed[1]["body"]["name"], "Ambleshire");
        assert_eq!(needed[2]["body"]["name"], "Amble and Burrow ICB");
        assert_eq!(needed[1]["decides"], json!(["B", "F"]));
        assert_eq!(needed[1]["undecided"], json!([]));
        assert!(needed.iter().all(|one| one["source"].as_str().unwrap().contains("CFA")), "{needed:#?}");
        // The family sees who must come, and not who could or may decide what.
        let family = world.seen(world.region.cases.med_x.1.parent, &case).await;
        assert_eq!(family["requiredAttendance"].as_array().unwrap().len(), 3);

        // Without its health seat a mixed mediation says who is missing, and that nobody decides.
        let seat = &world.seats(&case, "HEALTH").await[0]["id"];
        world.done("participantRemove", &case, json!({ "participantId": seat })).await;
        let officer = &world.seats(&case, "LOCAL_AUTHORITY").await[0]["id"];
        let pool = json!([{ "personId": staff.la_officers[0].gid(), "authority": ["B"] }]);
        world.done("participantChange", &case, json!({ "participantId": officer, "pool": pool })).await;
        let seen = world.seen(world.coordinator(), &case).await;
        let needed = seen["requiredAttendance"].as_array().unwrap();
        assert_eq!((&needed[2]["role"], &needed[2]["isFilled"]), (&json!("HEALTH"), &json!(false)));
        assert_eq!(needed[1]["undecided"], json!(["F"]));
        assert_eq!(world.seats(&case, "LOCAL_AUTHORITY").await[0]["pool"], json!([
            { "person": { "name": "Olga Officer" }, "authority": ["B"] }
        ]));
        let health = json!({
            "role": "HEALTH", "basis": "PARTY", "organisationId": world.region.bodies.icb.gid(),
            "person": { "id": staff.health_officer.gid() }, "authority": ["C", "G"],
        });
        world.done("participantAdd", &case, health).await;
        let seen = world.seen(world.coordinator(), &case).await;
        assert_eq!(seen["requiredAttendance"][2]["isFilled"], true);
        let words: Vec<_> = seen["timeline"].as_array().unwrap().iter().map(|event| event["words"].as_str().unwrap()).collect();
        assert_eq!(words, [
            "somebody no longer takes part", "something changes about somebody who takes part",
            "somebody is added to those who take part",
        ]);
    }

    async fn somebody_a_date_is_agreed_with_keeps_the_seat(database: TestDatabase) {
        let world = World::make(database).await;
        let id = world.region.cases.med_e.0;
        let case = json!(id.gid());
        let meeting = world.app.confirmed(world.coordinator(), id).await;
        let seat = world.seats(&case, "FAMILY").await[0]["id"].clone();
        assert_eq!(world.refused("participantRemove", &case, json!({ "participantId": seat })).await, "EXPECTED_AT_A_MEETING");
        world.app.cancel(world.coordinator(), &meeting, 2).await;
        world.done("participantRemove", &case, json!({ "participantId": seat })).await;
        assert_eq!(world.seats(&case, "FAMILY").await, Vec::<Value>::new());
        let seen = world.seen(world.coordinator(), &case).await;
        assert_eq!((&seen["requiredAttendance"][0]["role"], &seen["requiredAttendance"][0]["isFilled"]), (&json!("FAMILY"), &json!(false)));
        assert_eq!(world.refused("participantRemove", &case, json!({ "participantId": seat })).await, "NOT_FOUND");
    }

    async fn first_time_participants_are_marked_and_support_to_attend_is_asked_for(database: TestDatabase) {
        let world = World::make(database).await;
        let case = json!(world.region.cases.med_e.0.gid());
        let seat = world.seats(&case, "FAMILY").await[0].clone();
        assert_eq!((&seat["isFirstMediation"], &seat["attendanceBasis"]), (&json!(false), &json!("PARTY")));
        world.done("participantChange", &case, json!({
            "participantId": seat["id"], "isFirstMediation": true, "relationship": "FOSTER_CARER", "wantsSupport": true,
        })).await;
        let seat = world.seats(&case, "FAMILY").await[0].clone();
        assert_eq!((&seat["isFirstMediation"], &seat["relationship"], &seat["wantsSupport"]),
            (&json!(true), &json!("FOSTER_CARER"), &json!(true)));
        // The officer sees that somebody is new to it, and nothing of the family's wishes.
        let officer = world.seen(world.region.staff.la_officers[0], &case).await;
        let theirs = officer["participants"].as_array().unwrap().iter().find(|seat| seat["role"] == "FAMILY").unwrap();
        assert_eq!((&theirs["isFirstMediation"], &theirs["relationship"], &theirs["wantsSupport"]),
            (&json!(true), &Value::Null, &Value::Null));
    }

    async fn interpreters_are_enough_in_time_and_no_children(database: TestDatabase) {
        let world = World::make(database).await;
        let (id, family) = world.region.cases.med_e;
        let case = json!(id.gid());
        let staff = world.region.staff;
        let book = |kind: &str, language: &str, count: i32, lead: i32| json!({
            "kind": kind, "language": language, "count": count, "leadDays": lead,
        });
        // A hundred and sixty-five minutes: signers take turns.
        assert_eq!(world.refused("interpreterBook", &case, book("BSL", "bsl", 1, 14)).await, "TWO_SIGNERS_NEEDED");
        assert_eq!(world.refused("interpreterBook", &case, book("BSL", "fr", 2, 14)).await, "OTHER_LANGUAGE");
        assert_eq!(world.refused("interpreterBook", &case, book("INTERPRETER", "bsl", 2, 14)).await, "OTHER_LANGUAGE");
        for wrong in [book("BSL", "bsl", 0, 1), book("BSL", "bsl", 11, 1), book("BSL", "bsl", 2, -1), book("BSL", "BSL", 2, 1)] {
            assert_eq!(world.refused("interpreterBook", &case, wrong).await, "BOOKING_UNREADABLE");
        }
        let mut pupil = book("INTERPRETER", "cs", 1, 5);
        pupil["personIds"] = json!([family.child_person.gid()]);
        assert_eq!(world.refused("interpreterBook", &case, pupil).await, "CHILD_INTERPRETS");
        let mut other = book("INTERPRETER", "cs", 1, 5);
        other["personIds"] = json!([world.region.cases.med_x.1.child_person.gid()]);
        assert_eq!(world.refused("interpreterBook", &case, other).await, "CHILD_INTERPRETS", "nor any older child");
        for person in [staff.teacher, staff.coordinator, family.parent] {
            let mut nobody = book("INTERPRETER", "cs", 1, 5);
            nobody["personIds"] = json!([person.gid()]);
            assert_eq!(world.refused("interpreterBook", &case, nobody).await, "NOT_AN_INTERPRETER");
        }
        let mut signer = book("INTERPRETER", "cs", 1, 5);
        signer["personIds"] = json!([staff.interpreters[0].gid()]);
        assert_eq!(world.refused("interpreterBook", &case, signer).await, "OTHER_LANGUAGE");
        let mut agency = book("INTERPRETER", "cs", 1, 5);
        agency["agencyId"] = json!(world.region.bodies.school.gid());
        assert_eq!(world.refused("interpreterBook", &case, agency).await, "OTHER_BODY");

        let mut two = book("BSL", "bsl", 2, 3);
        two["personIds"] = json!(staff.interpreters.map(tests::ids::Named::gid));
        world.done("interpreterBook", &case, two).await;
        let seen = world.seen(world.coordinator(), &case).await;
        assert_eq!(seen["interpreterBookings"], json!([
            { "kind": "BSL", "language": "bsl", "count": 2, "leadDays": 3, "readyFromOn": "2026-03-05" }
        ]));
        let seats = world.seats(&case, "INTERPRETER").await;
        assert_eq!(seats.len(), 2);
        assert!(seats.iter().all(|seat| seat["attendanceBasis"] == "INTERPRETER"));
        // The planner looks for signers from now on.
        let dates = world.app.proposals(world.coordinator(), id, 1).await;
        let signers = dates[0]["attendees"].as_array().unwrap().iter().filter(|one| one["role"] == "INTERPRETER");
        assert_eq!(signers.count(), 2, "{dates:#?}");
        world.app.confirmed(world.coordinator(), id).await;
        assert_eq!(world.refused("interpreterBook", &case, book("LIPSPEAKER", "en", 1, 60)).await, "LEAD_TIME_TOO_SHORT");
        assert_eq!(world.seen(family.parent, &case).await["interpreterBookings"], json!([]));
    }
}
