//! Promises: reminded of, kept, not kept, taken further; and who sees how far they have come.

use chrono::{Days, TimeDelta};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::tell::each;

use super::{Owner, World, gid};

const ACTIONS: &str = "afterwards { actions { id what state dueOn doneOn
  ownerOrganisation { name } ownerPerson { name } reports { kind text happenedOn recordedBy { name } } } }";

/// The state of the one action of a case, as somebody sees it.
async fn state(world: &World, case: &Value) -> Value {
    let coordinator = world.region.staff.coordinator;
    world.seen(coordinator, case, ACTIONS).await["afterwards"]["actions"][0]["state"].take()
}

/// What is owed because of promises: what, and to whom or by whom.
async fn reminders(world: &World, case: &Value) -> Vec<(String, String)> {
    let coordinator = world.region.staff.coordinator;
    let seen = world
        .seen(coordinator, case, "nextSteps { what owedTo owedBy }")
        .await;
    let about = [
        "reminder of the action",
        "take the matter up with whoever answers for the owner",
        "handle the complaint",
    ];
    let text = |step: &Value, key: &str| step[key].as_str().unwrap_or_default().to_owned();
    let steps = seen["nextSteps"].as_array().unwrap().iter();
    let steps = steps.filter(|step| about.contains(&step["what"].as_str().unwrap()));
    steps
        .map(|step| {
            let whom = if step["owedTo"].is_null() {
                "owedBy"
            } else {
                "owedTo"
            };
            (text(step, "what"), text(step, whom))
        })
        .collect()
}

both! {
    async fn a_promise_is_reminded_of_until_it_is_kept(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.med_e);
        let (id, on) = world.held(case).await;
        let action = world.promise(case, on, (Owner::Body(world.region.bodies.la), 14)).await;
        assert_eq!((state(&world, &id).await, reminders(&world, &id).await), (json!("OPEN"), vec![]));

        world.app.advance(TimeDelta::days(7));
        assert_eq!(state(&world, &id).await, "DUE_SOON");
        let reminder = |whom: &str| ("reminder of the action".to_owned(), whom.to_owned());
        assert_eq!(reminders(&world, &id).await, [reminder("its owner")]);
        world.app.advance(TimeDelta::days(7));
        assert_eq!(state(&world, &id).await, "DUE_SOON", "the last day is in time");
        world.app.advance(TimeDelta::days(1));
        assert_eq!(state(&world, &id).await, "OVERDUE");
        let all = ["its owner", "the coordinator", "the family that waits for it"];
        assert_eq!(reminders(&world, &id).await, all.map(reminder));

        let owed = "{ viewer { actions { action { id state } case { reference } } } }";
        let owes = async |actor| world.app.ask(actor, owed, json!({})).await["viewer"]["actions"].take();
        let expected = json!([{ "action": { "id": gid(action), "state": "OVERDUE" }, "case": { "reference": "N-1" } }]);
        assert_eq!(owes(staff.la_officers[0]).await, expected);
        for other in [family.parent, staff.coordinator, staff.other_la_officer, staff.teacher] {
            assert_eq!(owes(other).await, json!([]));
        }

        let done = |days: u64, evidence: &str| json!({
            "actionId": gid(action), "doneOn": on + Days::new(days), "evidence": evidence,
        });
        let officer = staff.la_officers[0];
        for other in [family.parent, staff.teacher, staff.supporter, staff.adviser, staff.stranger, staff.other_la_officer, staff.southern_coordinator] {
            assert_eq!(world.refused(other, "actionDone", done(12, "x")).await, "NOT_FOUND");
        }
        assert_eq!(world.refused(officer, "actionDone", done(12, "  ")).await, "TEXT_MISSING");
        assert_eq!(world.refused(officer, "actionDone", done(12, &"x".repeat(501))).await, "TEXT_UNREADABLE");
        assert_eq!(world.refused(officer, "actionDone", done(16, "x")).await, "DATE_IN_THE_FUTURE");
        let before = json!({ "actionId": gid(action), "doneOn": on - Days::new(1), "evidence": "x" });
        assert_eq!(world.refused(officer, "actionDone", before).await, "DATE_BEFORE_ITS_CAUSE");
        world.done(officer, "actionDone", done(12, "The first visit was on Tuesday.")).await;
        assert_eq!(world.refused(officer, "actionDone", done(12, "again")).await, "ENDED");

        let seen = world.seen(staff.coordinator, &id, ACTIONS).await;
        let action = &seen["afterwards"]["actions"][0];
        assert_eq!((&action["state"], &action["doneOn"]), (&json!("DONE"), &json!(on + Days::new(12))));
        assert_eq!(action["reports"][0]["text"], "The first visit was on Tuesday.");
        assert_eq!(action["reports"][0]["recordedBy"]["name"], "Olga Officer");
        assert_eq!(reminders(&world, &id).await, []);
        assert_eq!(owes(officer).await, json!([]));
        let seen = world.seen(staff.coordinator, &id, "timeline { words }").await;
        assert_eq!(each(&seen["timeline"], "words").last(), Some(&"a promised action is done"));
    }

    async fn anybody_in_the_agreement_says_that_it_is_not_kept(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.med_e);
        let (id, on) = world.held(case).await;
        let action = world.promise(case, on, (Owner::Body(world.region.bodies.la), 14)).await;
        let report = |text: &str| json!({ "actionId": gid(action), "text": text });
        for other in [staff.supporter, staff.adviser, staff.mediators[0], staff.stranger, staff.southern_coordinator] {
            assert_eq!(world.refused(other, "actionNotKeptReport", report("x")).await, "NOT_FOUND");
        }
        assert_eq!(world.refused(family.parent, "actionNotKeptReport", report("")).await, "TEXT_MISSING");
        for (actor, text) in [(family.parent, "Nobody came."), (staff.teacher, "Nor to us.")] {
            world.done(actor, "actionNotKeptReport", report(text)).await;
        }
        assert_eq!(state(&world, &id).await, "OPEN", "it may still be kept in time");
        let seen = world.seen(family.parent, &id, ACTIONS).await;
        assert_eq!(each(&seen["afterwards"]["actions"][0]["reports"], "text"), ["Nobody came.", "Nor to us."]);
        let seen = world.seen(staff.coordinator, &id, "timeline { words }").await;
        let words = each(&seen["timeline"], "words").join(" ");
        assert!(words.contains("somebody says that a promised action is not kept"), "{words}");
        assert!(!words.contains("Nobody came"), "the timeline has no private text");

        let done = json!({ "actionId": gid(action), "doneOn": on, "evidence": "A letter." });
        world.done(staff.coordinator, "actionDone", done).await;
        assert_eq!(world.refused(family.parent, "actionNotKeptReport", report("x")).await, "ENDED");
    }

    async fn a_late_promise_is_taken_further_and_then_complained_of(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.med_e);
        let (id, on) = world.held(case).await;
        let action = world.promise(case, on, (Owner::Body(world.region.bodies.la), 14)).await;
        let escalate = json!({ "actionId": gid(action) });
        let complain = |on| json!({ "caseId": id, "actionId": gid(action), "text": "Still nothing.", "madeOn": on });
        assert_eq!(world.refused(staff.coordinator, "actionEscalate", escalate.clone()).await, "NOT_IN_THIS_STATE");
        world.app.advance(TimeDelta::days(15));
        let today = world.app.app.today();
        assert_eq!(world.refused(family.parent, "actionEscalate", escalate.clone()).await, "NOT_FOUND");
        assert_eq!(world.refused(staff.la_officers[0], "actionEscalate", escalate.clone()).await, "NOT_FOUND");
        assert_eq!(world.refused(family.parent, "complaintRecord", complain(today)).await, "NOT_IN_THIS_STATE");
        world.done(staff.coordinator, "actionEscalate", escalate.clone()).await;
        assert_eq!(state(&world, &id).await, "ESCALATED");
        let task = "take the matter up with whoever answers for the owner".to_owned();
        assert_eq!(reminders(&world, &id).await, [(task, "the service manager".to_owned())]);
        assert_eq!(world.refused(staff.coordinator, "actionEscalate", escalate).await, "NOT_IN_THIS_STATE");

        world.done(family.parent, "complaintRecord", complain(today)).await;
        assert_eq!(state(&world, &id).await, "COMPLAINT");
        let handle = ("handle the complaint".to_owned(), "the service manager".to_owned());
        assert_eq!(reminders(&world, &id).await, [handle]);
        let done = json!({ "actionId": gid(action), "doneOn": today, "evidence": "At last." });
        world.done(staff.coordinator, "actionDone", done).await;
        assert_eq!((state(&world, &id).await, reminders(&world, &id).await), (json!("DONE"), vec![]));
        let seen = world.seen(staff.coordinator, &id, ACTIONS).await;
        let kinds = each(&seen["afterwards"]["actions"][0]["reports"], "kind").join(" ");
        assert_eq!(kinds, "ESCALATED COMPLAINT DONE");
    }

    async fn a_last_day_of_the_law_is_moved_on_a_ground_of_the_law(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.med_e);
        let (id, on) = world.held(case).await;
        let action = world.promise(case, on, (Owner::Body(world.region.bodies.la), 14)).await;
        let extend = |days: u64, evidence: &str| json!({
            "actionId": gid(action), "ground": "ABSENCE", "toOn": on + Days::new(days), "evidence": evidence,
        });
        let day = async |who| {
            let seen = world.seen(who, &id, ACTIONS).await;
            seen["afterwards"]["actions"][0]["dueOn"].clone()
        };
        let officer = staff.la_officers[0];
        for other in [family.parent, officer, staff.teacher, staff.adviser, staff.mediators[0], staff.southern_coordinator] {
            assert_eq!(world.refused(other, "actionExtend", extend(20, "x")).await, "NOT_FOUND");
        }
        // Regulation 44(3) does not reach a promise under regulation 42(3) (C16).
        assert_eq!(world.refused(staff.coordinator, "actionExtend", extend(20, "x")).await, "NOT_EXTENDABLE");
        world.app.execute("UPDATE agreement_action SET rule = 'C18', category = 'assess'").await;
        assert_eq!(world.refused(staff.coordinator, "actionExtend", extend(20, "  ")).await, "EVIDENCE_MISSING");
        for days in [13, 14] {
            assert_eq!(world.refused(staff.coordinator, "actionExtend", extend(days, "x")).await, "NOT_LATER");
        }
        assert_eq!(day(family.parent).await, json!(on + Days::new(14)));

        world.app.advance(TimeDelta::days(15));
        assert_eq!(state(&world, &id).await, "OVERDUE");
        world.done(staff.coordinator, "actionExtend", extend(30, "Away from 3 to 24 May: tickets seen.")).await;
        assert_eq!(state(&world, &id).await, "OPEN");
        for who in [family.parent, officer, staff.coordinator] {
            assert_eq!(day(who).await, json!(on + Days::new(30)));
        }
        let seen = world.seen(family.parent, &id, ACTIONS).await;
        let report = &seen["afterwards"]["actions"][0]["reports"][0];
        assert_eq!((&report["kind"], &report["text"]), (&json!("EXTENDED"), &json!("Away from 3 to 24 May: tickets seen.")));
        // The clock of the rule goes on to the new day, and says why.
        let clocks = world.seen(staff.coordinator, &id, "clocks { rule dueOn trace }").await;
        let clock = clocks["clocks"].as_array().unwrap().iter().find(|clock| clock["rule"] == "C18");
        let clock = clock.expect("it runs");
        assert_eq!(clock["dueOn"], json!(on + Days::new(30)));
        assert!(clock["trace"].to_string().contains("SEND reg 44(3)(b)"), "{clock}");
        let done = json!({ "actionId": gid(action), "doneOn": on + Days::new(15), "evidence": "A letter." });
        world.done(officer, "actionDone", done).await;
        assert_eq!(world.refused(staff.coordinator, "actionExtend", extend(40, "x")).await, "ENDED");
    }

    async fn what_was_amended_is_not_tracked_and_what_is_drafted_not_yet(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, case) = (world.region.staff, world.region.cases.med_e.0);
        let (id, on) = world.held(case).await;
        let action = world.promise(case, on, (Owner::Person(staff.teacher), 14)).await;
        world.app.execute("UPDATE agreement_action SET until_edition = 1").await;
        let done = json!({ "actionId": gid(action), "doneOn": on, "evidence": "x" });
        assert_eq!(world.refused(staff.teacher, "actionDone", done.clone()).await, "ACTION_AMENDED");
        let seen = world.seen(staff.coordinator, &id, ACTIONS).await;
        assert_eq!(seen["afterwards"]["actions"], json!([]));
        world.app.execute("UPDATE agreement_action SET until_edition = NULL").await;
        world.app.execute("UPDATE agreement SET state = 'drafting', signed_on = NULL, typed_sent_on = NULL").await;
        let seen = world.seen(staff.coordinator, &id, ACTIONS).await;
        assert_eq!(seen["afterwards"]["actions"], json!([]));
        assert_eq!(world.refused(staff.teacher, "actionDone", done.clone()).await, "NOT_AGREED_YET");
        world.app.execute("UPDATE agreement SET state = 'signed_on_day'").await;
        world.done(staff.teacher, "actionDone", done).await;
    }

    async fn between_agencies_no_family_is_reminded_or_sees_anything(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.dr_a);
        let on = world.app.app.today();
        let action = world.promise(case, on, (Owner::Body(world.region.bodies.icb), 5)).await;
        world.app.advance(TimeDelta::days(6));
        let id = json!(case.gid());
        let whom: Vec<_> = reminders(&world, &id).await.into_iter().map(|(_, whom)| whom).collect();
        assert_eq!(whom, ["its owner", "the coordinator"]);
        let report = json!({ "actionId": gid(action), "text": "x" });
        assert_eq!(world.refused(family.parent, "actionNotKeptReport", report).await, "NOT_FOUND");
        assert_eq!(world.seen(family.parent, &id, ACTIONS).await, Value::Null);
        let done = json!({ "actionId": gid(action), "doneOn": on, "evidence": "Paid." });
        world.done(staff.health_officer, "actionDone", done).await;
    }

    async fn progress_is_seen_by_those_who_made_the_agreement(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.med_e);
        let (id, on) = world.held(case).await;
        world.promise(case, on, (Owner::Body(world.region.bodies.la), 14)).await;
        let document = "{ cases(first: 100, filter: { reference: \"N-1\" }) { nodes { mediator: meetings { mediator { id name } } } } }";
        let found = world.app.ask(staff.coordinator, document, json!({})).await;
        let name = found["cases"]["nodes"][0]["mediator"][0]["mediator"]["name"].clone();
        let (mediator, idle) = match name.as_str().unwrap() {
            "Ana Mediator" => (staff.mediators[0], staff.mediators[1]),
            _ => (staff.mediators[1], staff.mediators[0]),
        };
        for (actor, sees) in [
            (staff.manager, true), (staff.coordinator, true), (staff.adviser, false),
            (mediator, true), (family.parent, true), (staff.la_officers[0], true),
            (staff.teacher, true), (staff.supporter, false),
        ] {
            let seen = world.seen(actor, &id, ACTIONS).await;
            assert_eq!(seen["afterwards"]["actions"] != json!([]), sees, "{seen:#}");
        }
        for actor in [idle, staff.stranger, staff.southern_coordinator, family.child_person, staff.interpreters[0]] {
            assert_eq!(world.seen(actor, &id, ACTIONS).await, Value::Null);
        }
    }

    async fn the_clock_of_a_rule_goes_on_to_the_promise_that_is_due_next(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, case) = (world.region.staff, world.region.cases.med_e.0);
        let (id, on) = world.held(case).await;
        let la = Owner::Body(world.region.bodies.la);
        let later = world.promise(case, on, (la, 28)).await;
        let agreement = entities::agreement::Entity::find().one(&world.app.app.db).await;
        let agreement = agreement.expect("it can be read").expect("it is there").id;
        let first = world.another_promise(agreement, case, on, (la, 14)).await;
        world.app.advance(TimeDelta::days(20));
        for (action, days, met) in [(first, 28, Value::Null), (later, 28, json!(on + Days::new(19)))] {
            let done = json!({ "actionId": gid(action), "doneOn": on + Days::new(19), "evidence": "A letter." });
            world.done(staff.coordinator, "actionDone", done).await;
            let seen = world.seen(staff.coordinator, &id, "clocks { rule dueOn metOn }").await;
            let clock = json!({ "rule": "C16", "dueOn": on + Days::new(days), "metOn": met });
            assert!(seen["clocks"].as_array().unwrap().contains(&clock), "{seen:#}");
        }
    }

    async fn a_school_with_no_part_in_an_agreement_reads_no_promise(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, case) = (world.region.staff, world.region.cases.med_e.0);
        let (id, on) = world.held(case).await;
        let action = world.promise(case, on, (Owner::Body(world.region.bodies.la), 14)).await;
        let report = json!({ "actionId": gid(action), "text": "Nobody came." });
        let promises = async || world.seen(staff.teacher, &id, ACTIONS).await["afterwards"]["actions"].take();
        assert_ne!(promises().await, json!([]), "it was sent a copy");
        world.app.execute("DELETE FROM agreement_copy").await;
        assert_eq!(promises().await, json!([]));
        assert_eq!(world.refused(staff.teacher, "actionNotKeptReport", report).await, "NOT_FOUND");
    }
}
