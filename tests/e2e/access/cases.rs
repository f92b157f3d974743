//! Which cases somebody sees, and what of each.

use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::tell::each;

use super::World;

const LIST: &str = "{ cases(first: 100, orderBy: REFERENCE) { totalCount nodes { reference } } }";
const PARTS: &str = "query ($id: ID!) { case(id: $id) {
  issues { text } arrangeBy { on } appealBy { on } participants { pool { person { id } } }
  availabilityRequests { id } meetings { state }
} }";

both! {
    async fn the_list_holds_exactly_the_cases_one_may_open(database: TestDatabase) {
        let world = World::make(database).await;
        let mut table = Vec::new();
        for (name, actor) in world.everybody() {
            let listed = world.app.ask(actor, LIST, json!({})).await["cases"].take();
            let references = each(&listed["nodes"], "reference");
            assert_eq!(listed["totalCount"], references.len());
            for (reference, id) in world.region.all_cases() {
                let document = "query ($id: ID!) { case(id: $id) { reference } node(id: $id) { id } }";
                let seen = world.app.ask(actor, document, json!({ "id": id.gid() })).await;
                let is_seen = seen["case"]["reference"] == reference;
                assert_eq!(is_seen, seen["case"].is_object(), "{name} {reference}");
                assert_eq!(is_seen, seen["node"].is_object(), "{name} {reference}");
                assert_eq!(is_seen, references.contains(&reference), "{name} {reference}");
            }
            table.push(format!("{name}: {}", references.join(" ")).trim_end().to_owned());
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(table.join("\n"), @r"
        anonymous:
        stranger:
        manager: N-1 N-2 N-3 N-4 N-5 N-6
        coordinator: N-1 N-2 N-3 N-4 N-5 N-6
        southern coordinator: S-1
        adviser: N-1 N-2 N-3 N-4 N-5 N-6
        mediator: N-1 N-6
        idle mediator:
        southern mediator:
        family: N-1
        child:
        officer: N-1 N-2 N-4 N-6
        other officer: S-1
        health officer: N-2 N-3 N-4
        school: N-1 N-5
        supporter: N-1
        interpreter: N-6
        family between agencies:
        ");
        }
    }

    async fn a_case_shows_everybody_their_part(database: TestDatabase) {
        let world = World::make(database).await;
        let (coordinator, case) = (world.region.staff.coordinator, world.region.cases.med_e.0);
        world.app.request(coordinator, json!({ "caseId": case.gid() })).await;
        // Another date was held and called off before; it is over, and may be known.
        let parts = |case: &Value| -> String {
            let has = |name: &str, is: bool| if is { format!(" {name}") } else { String::new() };
            let pools = case["participants"].as_array().into_iter().flatten();
            let pooled = pools.clone().any(|seat| seat["pool"] != json!([]));
            [
                has("issues", case["issues"] != json!([])),
                has("clock", case["arrangeBy"].is_object()),
                has("appeal", case["appealBy"].is_object()),
                has("seats", 0 < pools.count()),
                has("pools", pooled),
                has("questions", case["availabilityRequests"] != json!([])),
                has("meeting", case["meetings"] != json!([])),
            ].concat()
        };
        let mut table = Vec::new();
        for (name, actor) in world.everybody() {
            // The interpreter's case is N-6.
            let id = match name {
                "interpreter" => world.region.cases.bsl.0,
                _ => case,
            };
            let seen = world.app.ask(actor, PARTS, json!({ "id": id.gid() })).await;
            if seen["case"].is_object() {
                table.push(format!("{name}:{}", parts(&seen["case"])));
            }
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(table.join("\n"), @r"
        manager: issues clock appeal seats pools questions meeting
        coordinator: issues clock appeal seats pools questions meeting
        adviser: issues clock appeal seats meeting
        mediator: issues clock appeal seats meeting
        family: issues clock appeal seats meeting
        officer: issues clock appeal seats meeting
        school: issues clock seats meeting
        supporter: issues clock seats meeting
        interpreter: seats meeting
        ");
        }
    }

    async fn a_date_that_is_only_held_is_the_arrangers_business(database: TestDatabase) {
        let world = World::make(database).await;
        let (app, region) = (&world.app, &world.region);
        let case = region.cases.med_x.0;
        let held = app.held(region.staff.coordinator, case).await;
        let document = "query ($case: ID!, $meeting: ID!) {
          case(id: $case) { meetings { id } } node(id: $meeting) { id }
        }";
        let variables = json!({ "case": case.gid(), "meeting": held["id"] });
        for (name, actor) in world.everybody() {
            let seen = app.ask(actor, document, variables.clone()).await;
            let arranges = ["manager", "coordinator"].contains(&name);
            assert_eq!(seen["node"].is_object(), arranges, "{name}");
            let listed = seen["case"]["meetings"].as_array().is_some_and(|all| !all.is_empty());
            assert_eq!(listed, arranges, "{name}");
        }
        // Who would mediate it has nothing to do with the case yet.
        let mediator = region.staff.mediators[0];
        assert_eq!(app.ask(mediator, document, variables).await["case"], Value::Null);
    }

    async fn a_called_off_meeting_takes_its_mediator_out_of_the_case(database: TestDatabase) {
        let world = World::make(database).await;
        let (app, region) = (&world.app, &world.region);
        let mediator = region.staff.mediators[0];
        let document = "query ($id: ID!) { case(id: $id) { reference } }";
        let variables = json!({ "id": region.cases.med_e.0.gid() });
        assert!(app.ask(mediator, document, variables.clone()).await["case"].is_object());
        app.cancel(region.staff.coordinator, &world.meeting, 2).await;
        assert_eq!(app.ask(mediator, document, variables).await["case"], Value::Null);
    }
}
