//! Every entry point has a row: who gets past it, and what the others are told.

use std::collections::BTreeSet;

use api::schema;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::entry::{self, ACCESS, Who};
use tests::ids::Named as _;
use tests::sent::Sent;

use super::World;

/// The fields of `Query` and `Mutation`.
fn entry_points(sdl: &str) -> BTreeSet<String> {
    let document = parse_schema(sdl).unwrap();
    let types = document
        .definitions
        .into_iter()
        .filter_map(|definition| match definition {
            TypeSystemDefinition::Type(found) => Some(found.node),
            TypeSystemDefinition::Schema(_) | TypeSystemDefinition::Directive(_) => None,
        });
    let roots = types.filter(|found| ["Query", "Mutation"].contains(&found.name.node.as_str()));
    let mut fields = BTreeSet::new();
    for root in roots {
        if let TypeKind::Object(object) = root.kind {
            let names = object.fields.iter().map(|field| &field.node.name.node);
            fields.extend(names.map(|name| format!("{}.{name}", root.name.node)));
        }
    }
    fields
}

/// What somebody gets from an entry point: "passed", or how it looks from outside.
fn outcome(answer: &Value, field: &str) -> &'static str {
    let name = field.split_once('.').expect("a type and a field").1;
    let value = &answer["data"][name];
    let refused = value["userErrors"].as_array().into_iter().flatten();
    if answer["errors"].is_array() {
        "fault"
    } else if value.is_null() || *value == json!([null]) {
        "null"
    } else if value["nodes"] == json!([]) {
        "empty"
    } else if refused
        .into_iter()
        .any(|error| error["code"] == "NOT_FOUND")
    {
        "NOT_FOUND"
    } else {
        "passed"
    }
}

#[test]
fn every_entry_point_has_an_access_row() {
    let rows: BTreeSet<String> = ACCESS.iter().map(|row| row.field.to_owned()).collect();
    assert_eq!(entry_points(&schema::sdl()), rows);
}

/// Who may do what, as the data-protection officer of a service reads it.
#[test]
fn the_page_says_who_gets_past_which_entry_point() {
    let page = include_str!("../../../docs/access.md");
    let table = entry::table();
    let missing = table
        .lines()
        .find(|line| !page.lines().any(|known| known == *line));
    assert_eq!(
        missing, None,
        "docs/access.md: script/soak access prints the tables"
    );
    let of_mutations = |text: &str| {
        text.lines()
            .filter(|line| line.starts_with("| `Mutation."))
            .count()
    };
    assert_eq!(of_mutations(page), of_mutations(&table));
}

#[test]
fn the_page_says_to_which_entry_point_every_input_belongs() {
    let page = include_str!("../../../docs/access.md");
    let sent = Sent::of(&schema::sdl());
    assert_eq!(sent.idle, BTreeSet::new(), "nothing takes these inputs");
    let table = sent.table();
    let missing = table
        .lines()
        .find(|line| !page.lines().any(|known| known == *line));
    assert_eq!(
        missing, None,
        "docs/access.md: script/soak access prints the tables"
    );
    // What is sent goes in through an entry point that has a line, or through a field that has one.
    for taker in sent.paths.keys() {
        let is_entry = ACCESS.iter().any(|row| row.field == taker);
        let field = taker.split('.').next_back().expect("it has a name");
        // Fields that nobody of the demonstration has anything in are listed at the end.
        let (in_a_table, empty) = (format!("| `{field}` |"), format!("- `{taker}`"));
        let is_field = page
            .lines()
            .any(|line| line.starts_with(&in_a_table) || line == empty);
        assert!(is_entry || is_field, "{taker}");
    }
    assert!(250 < sent.paths.values().map(Vec::len).sum::<usize>());
}

both! {
    async fn every_access_row_holds_for_everybody(database: TestDatabase) {
        let world = World::make(database).await;
        let variables = json!({
            "case": world.region.cases.med_e.0.gid(),
            "parent": world.region.cases.med_e.1.parent.gid(),
            "leaver": world.region.staff.la_officers[0].gid(),
            "meeting": world.meeting["id"],
            "run": world.run["id"],
            "la": world.region.bodies.la.gid(),
            "north": world.region.bodies.north.gid(),
        });
        for row in ACCESS {
            for (name, actor) in world.everybody() {
                let passes = match row.who {
                    Who::Anybody => true,
                    Who::SignedIn => actor.is_some(),
                    Who::Only(names) => names.contains(&name),
                };
                let wanted: serde_json::Map<String, Value> = variables.as_object().unwrap().iter()
                    .filter(|(variable, _)| row.call.contains(&format!("${variable}:")))
                    .map(|(variable, value)| (variable.clone(), value.clone()))
                    .collect();
                let answer = world.app.run(actor, row.call, Value::Object(wanted)).await;
                let expected = if passes { "passed" } else { row.others };
                assert_eq!(outcome(&answer, row.field), expected, "{} as {name}: {answer:#}", row.field);
            }
        }
    }

    async fn whoever_is_not_known_learns_nothing_of_the_schema(database: TestDatabase) {
        let world = World::make(database).await;
        for document in ["{ __schema { types { name } } }", "{ __type(name: \"Case\") { name } }"] {
            let answer = world.app.run(tests::ANYONE, document, json!({})).await;
            assert!(!answer.to_string().contains("Case"), "{answer:#}");
            let known = world.app.ask(world.region.staff.stranger, document, json!({})).await;
            assert!(known.to_string().contains("Case"), "{known:#}");
        }
    }
}
