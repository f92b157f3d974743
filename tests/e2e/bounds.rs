//! Every text, list and id that a client can send has a longest one (trust.md Q5). Which there are is read
//! from the schema, so that a new field is tried without anybody thinking of it.

use std::collections::BTreeMap;

use api::schema;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, InputValueDefinition, Type, TypeKind, TypeSystemDefinition,
};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use serde_json::{Map, Value, json};
use tests::database::TestDatabase;
use tests::{Region, TestApp, both};

const CHARACTERS: usize = 4_000;
const ITEMS: usize = 250;
const ID_CHARACTERS: usize = 75;
/// Levels of variables, the map of them being the first.
const LEVELS: usize = 16;

/// The schema, as far as it says what may be sent.
struct Sent {
    inputs: BTreeMap<String, Vec<InputValueDefinition>>,
    /// The first value of each.
    enums: BTreeMap<String, String>,
    /// Operation, root field, its arguments, and whether its answer is an object.
    roots: Vec<(&'static str, String, Vec<InputValueDefinition>, bool)>,
}

impl Sent {
    fn read(sdl: &str) -> Self {
        let (mut inputs, mut enums, mut objects) =
            (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for definition in parse_schema(sdl).unwrap().definitions {
            let TypeSystemDefinition::Type(found) = definition else {
                continue;
            };
            let name = found.node.name.node.to_string();
            match found.node.kind {
                TypeKind::InputObject(input) => {
                    let fields = input.fields.into_iter().map(|field| field.node).collect();
                    inputs.insert(name, fields);
                }
                TypeKind::Enum(one) => {
                    enums.insert(name, one.values[0].node.value.node.to_string());
                }
                TypeKind::Object(object) => {
                    objects.insert(name, object.fields);
                }
                TypeKind::Scalar | TypeKind::Interface(_) | TypeKind::Union(_) => {}
            }
        }
        let plain = [
            "String",
            "ID",
            "Int",
            "Float",
            "Boolean",
            "NaiveDate",
            "DateTime",
            "JSON",
        ];
        let mut roots = Vec::new();
        for (operation, ty) in [("query", "Query"), ("mutation", "Mutation")] {
            for field in &objects[ty] {
                let answer = named(&field.node.ty.node).to_owned();
                let is_object = !plain.contains(&answer.as_str()) && !enums.contains_key(&answer);
                let arguments = field.node.arguments.iter().map(|one| one.node.clone());
                let name = field.node.name.node.to_string();
                roots.push((operation, name, arguments.collect(), is_object));
            }
        }
        Self {
            inputs,
            enums,
            roots,
        }
    }

    /// The least that can be sent of a type.
    fn least(&self, ty: &Type) -> Value {
        match &ty.base {
            BaseType::List(_) => json!([]),
            BaseType::Named(name) => match name.as_str() {
                "String" | "ID" => json!("x"),
                "Int" | "Float" => json!(1),
                "Boolean" => json!(true),
                "NaiveDate" => json!("2026-01-01"),
                "DateTime" => json!("2026-01-01T09:00:00Z"),
                name if self.enums.contains_key(name) => json!(self.enums[name]),
                name => Value::Object(self.least_fields(&self.inputs[name])),
            },
        }
    }

    fn least_fields(&self, fields: &[InputValueDefinition]) -> Map<String, Value> {
        let needed = fields.iter().filter(|field| is_needed(field));
        needed
            .map(|field| (field.name.node.to_string(), self.least(&field.ty.node)))
            .collect()
    }

    /// Every place inside a value of a type, each as a function that puts another value there.
    fn places(&self, ty: &Type, path: &str, wrap: &dyn Fn(Value) -> Value, all: &mut Vec<Place>) {
        match &ty.base {
            BaseType::List(item) => {
                let least = self.least(item);
                for (kind, length) in [(Kind::Fits, ITEMS), (Kind::ListTooLong, ITEMS + 1)] {
                    let value = wrap(json!(vec![least.clone(); length]));
                    all.push(Place {
                        path: path.to_owned(),
                        kind,
                        value,
                    });
                }
                let path = format!("{path}[]");
                self.places(item, &path, &|value| wrap(json!([value])), all);
            }
            BaseType::Named(name) => match name.as_str() {
                "String" | "ID" => {
                    let mut lengths = vec![
                        (Kind::Fits, CHARACTERS),
                        (Kind::TextTooLong, CHARACTERS + 1),
                    ];
                    if name == "ID" {
                        lengths.push((Kind::IdTooLong, ID_CHARACTERS + 1));
                    }
                    for (kind, length) in lengths {
                        let value = wrap(json!("x".repeat(length)));
                        all.push(Place {
                            path: path.to_owned(),
                            kind,
                            value,
                        });
                    }
                }
                name => {
                    let Some(fields) = self.inputs.get(name) else {
                        return;
                    };
                    for field in fields {
                        let others = self.least_fields(fields);
                        let name = field.name.node.to_string();
                        let path = format!("{path}.{name}");
                        let wrap = |value| {
                            let mut fields = others.clone();
                            fields.insert(name.clone(), value);
                            wrap(Value::Object(fields))
                        };
                        self.places(&field.ty.node, &path, &wrap, all);
                    }
                }
            },
        }
    }
}

/// What is to come of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Fits,
    TextTooLong,
    ListTooLong,
    IdTooLong,
    TooDeep,
}

/// A value of an argument, with something as long as it may be, or longer, somewhere inside.
struct Place {
    path: String,
    kind: Kind,
    value: Value,
}

fn is_needed(field: &InputValueDefinition) -> bool {
    !field.ty.node.nullable && field.default_value.is_none()
}

fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => named(item),
    }
}

/// A document, its variables, and what is to come of them.
struct Shot {
    path: String,
    kind: Kind,
    text: String,
    variables: Value,
}

fn shots(sent: &Sent) -> Vec<Shot> {
    let mut shots = Vec::new();
    for (operation, root, arguments, is_object) in &sent.roots {
        for argument in arguments {
            let mut places = Vec::new();
            let name = argument.name.node.to_string();
            let path = format!("{root}({name})");
            sent.places(&argument.ty.node, &path, &|value| value, &mut places);
            // The map of variables is one level.
            let deep = (0..LEVELS).fold(json!(1), |inner, _| json!([inner]));
            places.push(Place {
                path,
                kind: Kind::TooDeep,
                value: deep,
            });
            for Place { path, kind, value } in places {
                let mut variables = sent.least_fields(arguments);
                variables.insert(name.clone(), value);
                let used = arguments
                    .iter()
                    .filter(|one| variables.contains_key(one.name.node.as_str()));
                let used: Vec<_> = used.collect();
                let declared: Vec<_> = used
                    .iter()
                    .map(|one| format!("${}: {}", one.name.node, one.ty.node))
                    .collect();
                let given: Vec<_> = used
                    .iter()
                    .map(|one| format!("{0}: ${0}", one.name.node))
                    .collect();
                let answer = if *is_object { "{ __typename }" } else { "" };
                let (declared, given) = (declared.join(", "), given.join(", "));
                let text = format!("{operation} ({declared}) {{ {root}({given}) {answer} }}");
                shots.push(Shot {
                    path,
                    kind,
                    text,
                    variables: Value::Object(variables),
                });
            }
        }
    }
    shots
}

/// How many rows each table has; the log, which may tell of what was refused, is left out.
async fn rows(app: &TestApp) -> Vec<(String, i64)> {
    let backend = app.app.db.get_database_backend();
    let sql = match backend {
        DbBackend::Sqlite => {
            "SELECT name AS a FROM sqlite_master WHERE type = 'table' ORDER BY name"
        }
        _ => {
            "SELECT relname::text AS a FROM pg_class WHERE relkind = 'r' \
              AND relnamespace = 'public'::regnamespace ORDER BY relname"
        }
    };
    let found = app
        .app
        .db
        .query_all_raw(Statement::from_string(backend, sql))
        .await
        .unwrap();
    let mut counts = Vec::new();
    for row in found {
        let table: String = row.try_get("", "a").unwrap();
        if table != "audit_event" {
            let count = app.rows(&[&table]).await[0];
            counts.push((table, count));
        }
    }
    assert!(50 < counts.len(), "only {} tables", counts.len());
    counts
}

/// The message with which the edge refuses such a value; `None` when it is for the field to judge.
fn refusal(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::TextTooLong => Some("a string is longer than 4000 characters"),
        Kind::ListTooLong => Some("a list holds more than 250 items"),
        Kind::TooDeep => Some("the variables are nested deeper than 16 levels"),
        Kind::Fits | Kind::IdTooLong => None,
    }
}

both! {
    async fn what_is_longer_than_allowed_is_refused_for_that_and_nothing_is_written(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let shots = shots(&Sent::read(&schema::sdl()));
        let before = rows(&app).await;
        let mut tried = BTreeMap::<&str, usize>::new();
        for Shot { path, kind, text, variables } in &shots {
            let Some(message) = refusal(*kind) else { continue };
            let answer = app.run(region.staff.coordinator, text, variables.clone()).await;
            assert_eq!(answer["errors"][0]["message"], message, "{path}: {answer}");
            assert_eq!(answer["errors"][0]["extensions"]["code"], "VARIABLES_TOO_LARGE", "{path}");
            assert_eq!(answer["errors"].as_array().unwrap().len(), 1, "{path}");
            assert_eq!(answer["data"], Value::Null, "{path}");
            *tried.entry(message).or_default() += 1;
        }
        assert_eq!(rows(&app).await, before);
        assert_eq!(tried.len(), 3);
        assert!(tried.values().all(|tried| 40 < *tried), "{tried:?}");
    }

    async fn what_is_as_long_as_allowed_passes_the_edge(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        for Shot { path, kind, text, variables } in shots(&Sent::read(&schema::sdl())) {
            if kind != Kind::Fits {
                continue;
            }
            let answer = app.run(region.staff.coordinator, &text, variables).await;
            let code = &answer["errors"][0]["extensions"]["code"];
            for edge in ["VARIABLES_TOO_LARGE", "BAD_REQUEST", "GRAPHQL_VALIDATION_FAILED", "INTERNAL"] {
                assert_ne!(code, edge, "{path}: {answer}");
            }
        }
    }

    async fn an_id_that_is_longer_than_ours_names_nothing(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let before = rows(&app).await;
        let mut tried = 0;
        for Shot { path, kind, text, variables } in shots(&Sent::read(&schema::sdl())) {
            if kind != Kind::IdTooLong {
                continue;
            }
            let answer = app.run(region.staff.coordinator, &text, variables).await;
            assert_ne!(answer["errors"][0]["extensions"]["code"], "INTERNAL", "{path}: {answer}");
            tried += 1;
        }
        assert!(100 < tried, "only {tried}");
        assert_eq!(rows(&app).await, before);
    }
}
