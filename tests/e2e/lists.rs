//! Lists, a page at a time.

use std::collections::BTreeSet;

use entities::PersonId;
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::tell::{each, fault_codes};
use tests::{Region, TestApp, both};

const CASES: &str = "query (
  $first: Int, $after: String, $last: Int, $before: String,
  $orderBy: CaseOrder! = ARRANGE_BY, $filter: CaseFilter
) { cases(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
  totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  edges { cursor node { reference openedAt arrangeBy { on } } }
} }";

const ORDERS: [&str; 3] = ["ARRANGE_BY", "OPENED", "REFERENCE"];

/// A region with eleven northern cases, some opened at the same moment and some without a clock.
async fn eleven(database: TestDatabase) -> (TestApp, Region) {
    let app = TestApp::start(database).await;
    let region = Region::make(&app).await;
    for ix in 10..15 {
        region.another(&app, &format!("N-{ix}")).await;
    }
    (app, region)
}

async fn page(app: &TestApp, actor: PersonId, variables: Value) -> Value {
    app.ask(actor, CASES, variables).await["cases"].take()
}

fn references(page: &Value) -> Vec<String> {
    let edges = page["edges"].as_array().unwrap().iter();
    edges
        .map(|edge| edge["node"]["reference"].as_str().unwrap().to_owned())
        .collect()
}

/// The whole list in pages of so many, from the front or from the back.
async fn walk(
    app: &TestApp,
    actor: PersonId,
    order: &str,
    size: usize,
    forwards: bool,
) -> Vec<String> {
    let (count, cursor, more, end) = if forwards {
        ("first", "after", "hasNextPage", "endCursor")
    } else {
        ("last", "before", "hasPreviousPage", "startCursor")
    };
    let mut all = Vec::new();
    let mut variables = json!({ "orderBy": order, count: size });
    loop {
        let page = page(app, actor, variables.clone()).await;
        assert_eq!(page["totalCount"], 11);
        let info = &page["pageInfo"];
        let is_first = all.is_empty();
        let other = if forwards {
            "hasPreviousPage"
        } else {
            "hasNextPage"
        };
        assert_eq!(info[other], !is_first, "{page:#}");
        let mut found = references(&page);
        if !forwards {
            found.reverse();
        }
        all.append(&mut found);
        if info[more] == false {
            break;
        }
        variables[cursor] = info[end].clone();
        assert!(all.len() <= 11, "the walk never ends: {all:?}");
    }
    if !forwards {
        all.reverse();
    }
    all
}

both! {
    async fn paging_gives_each_case_once_in_every_order(database: TestDatabase) {
        let (app, region) = eleven(database).await;
        let actor = region.staff.coordinator;
        for order in ORDERS {
            let whole = page(&app, actor, json!({ "orderBy": order, "first": 100 })).await;
            let whole = references(&whole);
            assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), 11, "{order}: {whole:?}");
            for size in [1, 2, 3, 11] {
                for forwards in [true, false] {
                    let walked = walk(&app, actor, order, size, forwards).await;
                    assert_eq!(walked, whole, "{order} by {size}, forwards: {forwards}");
                }
            }
        }
    }

    async fn each_order_is_what_it_says(database: TestDatabase) {
        let (app, region) = eleven(database).await;
        let actor = region.staff.coordinator;
        app.execute("UPDATE cases SET arrange_by_on = '2026-03-20' WHERE reference = 'N-12'").await;
        let list = async |order: &str| page(&app, actor, json!({ "orderBy": order, "first": 100 })).await;

        let by_reference = references(&list("REFERENCE").await);
        assert!(by_reference.is_sorted(), "{by_reference:?}");

        let by_clock = list("ARRANGE_BY").await;
        assert_eq!(references(&by_clock)[0], "N-12");
        let has_clock: Vec<bool> = by_clock["edges"].as_array().unwrap().iter()
            .map(|edge| edge["node"]["arrangeBy"].is_object())
            .collect();
        assert!(has_clock.is_sorted_by(|one, other| one >= other), "cases without a clock last");

        let opened = list("OPENED").await;
        let opened: Vec<Value> = opened["edges"].as_array().unwrap().iter()
            .map(|edge| edge["node"]["openedAt"].clone())
            .collect();
        assert!(opened.is_sorted_by(|one, other| one.as_str() >= other.as_str()));
    }

    async fn a_cursor_is_good_for_its_own_order_alone(database: TestDatabase) {
        let (app, region) = eleven(database).await;
        let actor = region.staff.coordinator;
        let mut cursors = Vec::new();
        for order in ORDERS {
            let page = page(&app, actor, json!({ "orderBy": order, "first": 2 })).await;
            cursors.push((order, page["edges"][1]["cursor"].clone()));
        }
        for order in ORDERS {
            let foreign = cursors.iter().filter(|(of, _)| *of != order).map(|(_, cursor)| cursor.clone());
            for cursor in foreign.chain([json!("x"), json!(""), json!("e30")]) {
                for name in ["after", "before"] {
                    let variables = json!({ "orderBy": order, "first": 2, name: cursor });
                    let answer = app.run(actor, CASES, variables).await;
                    assert_eq!(fault_codes(&answer), ["INVALID_VALUE"], "{order} {name} {cursor}");
                }
            }
        }
    }

    async fn filters_narrow_the_list_and_its_count(database: TestDatabase) {
        let (app, region) = eleven(database).await;
        let actor = region.staff.coordinator;
        let table = [
            (json!({ "kinds": ["MED_H", "DR_A"] }), vec!["N-3", "N-4"]),
            (json!({ "kinds": ["MED_H"], "states": ["CLOSED"] }), vec![]),
            (json!({ "states": ["READY_TO_SOLVE"], "kinds": ["DR_P"] }), vec!["N-5"]),
            (json!({ "reference": "N-2" }), vec!["N-2"]),
            (json!({ "reference": "S-1" }), vec![]),
            (json!({ "arrangeBy": "2026-03-01" }), vec![]),
            (json!({ "arrangeBy": "2026-12-31", "kinds": ["DR_P", "MED_X"] }), vec!["N-2"]),
            (json!({ "localAuthorityId": region.bodies.other_la.gid() }), vec![]),
            (json!({ "localAuthorityId": region.bodies.la.gid(), "kinds": ["MED_X"] }), vec!["N-2"]),
        ];
        for (filter, expected) in table {
            let variables = json!({ "filter": filter, "orderBy": "REFERENCE", "first": 100 });
            let found = page(&app, actor, variables).await;
            assert_eq!(references(&found), expected, "{filter}");
            assert_eq!(found["totalCount"], expected.len(), "{filter}");
        }
        let variables = json!({ "filter": { "localAuthorityId": "x" } });
        assert_eq!(fault_codes(&app.run(actor, CASES, variables).await), ["INVALID_VALUE"]);
    }

    async fn a_page_has_1_to_100_items_from_one_end(database: TestDatabase) {
        let (app, region) = eleven(database).await;
        let actor = region.staff.coordinator;
        for variables in [
            json!({ "first": 0 }), json!({ "first": -1 }), json!({ "first": 101 }),
            json!({ "last": 0 }), json!({ "last": 101 }), json!({ "first": 2, "last": 2 }),
        ] {
            let answer = app.run(actor, CASES, variables.clone()).await;
            assert!(!fault_codes(&answer).is_empty(), "{variables}: {answer:#}");
            assert!(!fault_codes(&answer).contains(&"INTERNAL"), "{variables}: {answer:#}");
        }
        let all = page(&app, actor, json!({})).await;
        assert_eq!(references(&all).len(), 11, "twenty when nobody says");
    }

    async fn venues_come_nearest_first(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let document = "query ($near: String, $first: Int, $after: String) {
          venues(near: $near, first: $first, after: $after) {
            edges { cursor distanceKm node { name rooms { name } } } pageInfo { hasNextPage }
          } }";
        let list = async |variables: Value| {
            app.ask(region.staff.coordinator, document, variables).await["venues"].take()
        };
        let by_name = list(json!({})).await;
        assert_eq!(by_name["edges"][0]["node"]["name"], "Central Hall");
        assert_eq!(by_name["edges"][0]["distanceKm"], Value::Null);
        assert_eq!(each(&by_name["edges"][0]["node"]["rooms"], "name"), ["Ash", "Birch"]);

        let near = list(json!({ "near": "s35", "first": 1 })).await;
        assert_eq!(near["edges"][0]["node"]["name"], "Mill House");
        assert_eq!(near["edges"][0]["distanceKm"], 0.0);
        assert_eq!(near["pageInfo"]["hasNextPage"], true);
        let cursor = &near["edges"][0]["cursor"];
        let rest = list(json!({ "near": "S35", "first": 5, "after": cursor })).await;
        assert_eq!(rest["edges"][0]["node"]["name"], "Central Hall");
        assert!(8.0 < rest["edges"][0]["distanceKm"].as_f64().unwrap());

        let answer = app.run(region.staff.coordinator, document, json!({ "near": "ZZ99" })).await;
        assert_eq!(fault_codes(&answer), ["INVALID_VALUE"]);
    }

    async fn mediators_are_filtered_by_language_and_area(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let document = "query ($language: String, $areaId: ID) {
          mediators(language: $language, areaId: $areaId) {
            nodes { person { name } accreditedFor maxDay areas { name } }
          } }";
        let names = async |actor, variables: Value| {
            let found = app.ask(actor, document, variables).await;
            let nodes = found["mediators"]["nodes"].as_array().unwrap().iter();
            let names = nodes.map(|node| node["person"]["name"].as_str().unwrap().to_owned());
            names.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        };
        let (north, south) = (region.staff.coordinator, region.staff.southern_coordinator);
        assert_eq!(names(north, json!({})).await, ["Ana Mediator", "Ben Mediator"]);
        assert_eq!(names(south, json!({})).await, ["Cleo Mediator"]);
        assert_eq!(names(north, json!({ "language": "en" })).await.len(), 2);
        assert!(names(north, json!({ "language": "bsl" })).await.is_empty());
        let here = json!({ "areaId": region.bodies.la.gid() });
        assert_eq!(names(north, here).await.len(), 2, "no areas means all areas");
    }
}
