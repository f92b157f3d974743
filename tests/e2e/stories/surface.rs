//! What the schema offers, read from its SDL: so that a new field or mutation is tried the day it is
//! there.

use std::collections::{BTreeMap, BTreeSet};

use api::schema;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, Type, TypeKind, TypeSystemDefinition,
};
use serde_json::{Map, Value, json};

/// How many fields of fields are asked for below the field that is asked for.
const DEEP: usize = 3;

/// How many fields one question may have; the edge counts 400.
const FIELDS: usize = 300;

/// A question of the schema: its field, and all that can be asked of the answer.
pub(super) struct Question {
    /// The field: `cases`.
    pub(super) field: String,
    /// The document, in which `$id` stands wherever an id is asked for.
    pub(super) document: String,
    /// Whether an id is asked for.
    pub(super) takes_id: bool,
}

/// The types of the schema by their names.
pub(super) struct Surface {
    types: BTreeMap<String, TypeKind>,
    /// The inputs of which exactly one field is given.
    one_of: BTreeSet<String>,
}

impl Surface {
    /// Reads the SDL.
    pub(super) fn read() -> Self {
        let document = parse_schema(schema::sdl()).expect("our own schema can be parsed");
        let (mut types, mut one_of) = (BTreeMap::new(), BTreeSet::new());
        for definition in document.definitions {
            let TypeSystemDefinition::Type(of) = definition else {
                continue;
            };
            let name = of.node.name.to_string();
            if of
                .node
                .directives
                .iter()
                .any(|directive| directive.node.name.node == "oneOf")
            {
                one_of.insert(name.clone());
            }
            types.insert(name, of.node.kind);
        }
        Self { types, one_of }
    }

    /// The fields of an object; none of anything else.
    fn fields(&self, name: &str) -> Vec<&FieldDefinition> {
        match self.types.get(name) {
            Some(TypeKind::Object(object)) => {
                object.fields.iter().map(|field| &field.node).collect()
            }
            Some(TypeKind::Interface(of)) => of.fields.iter().map(|field| &field.node).collect(),
            _ => Vec::new(),
        }
    }

    /// The fields of an input object; none of anything else.
    fn inputs(&self, name: &str) -> Vec<&InputValueDefinition> {
        match self.types.get(name) {
            Some(TypeKind::InputObject(object)) => {
                object.fields.iter().map(|field| &field.node).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The names of all mutations.
    pub(super) fn mutations(&self) -> Vec<String> {
        let fields = self.fields("Mutation").into_iter();
        fields.map(|field| field.name.to_string()).collect()
    }

    fn mutation(&self, name: &str) -> &FieldDefinition {
        let mut fields = self.fields("Mutation").into_iter();
        let found = fields.find(|field| field.name.node == name);
        found.unwrap_or_else(|| panic!("there is no {name}"))
    }

    /// The input type of a mutation.
    fn input_of(&self, name: &str) -> String {
        let argument = &self.mutation(name).arguments[0].node;
        named(&argument.ty.node).to_owned()
    }

    /// Whether the input of a mutation has this field.
    pub(super) fn takes(&self, mutation: &str, field: &str) -> bool {
        let input = self.input_of(mutation);
        self.inputs(&input).iter().any(|of| of.name.node == field)
    }

    /// A mutation with everything that a story looks at in its answer, as `answer`.
    pub(super) fn mutation_document(&self, name: &str) -> String {
        let payload = named(&self.mutation(name).ty.node).to_owned();
        let parts = self.fields(&payload).into_iter().map(|field| {
            let of = named(&field.ty.node);
            let wanted: &[&str] = match field.name.node.as_str() {
                "userErrors" => &["code", "rule", "message", "field"],
                _ => &[
                    "id",
                    "reference",
                    "state",
                    "version",
                    "name",
                    "startsAt",
                    "code",
                    "message",
                ],
            };
            let own = self
                .fields(of)
                .into_iter()
                .map(|field| field.name.node.as_str());
            let own: Vec<&str> = own.filter(|name| wanted.contains(name)).collect();
            if self.fields(of).is_empty() {
                Some(field.name.to_string())
            } else if own.is_empty() {
                None
            } else {
                Some(format!("{} {{ {} }}", field.name.node, own.join(" ")))
            }
        });
        let parts: Vec<String> = parts.flatten().collect();
        let input = self.input_of(name);
        format!(
            "mutation ($input: {input}!) {{ answer: {name}(input: $input) {{ {} }} }}",
            parts.join(" ")
        )
    }

    /// The input of a mutation with all it needs and every id it can take, each as `id` gives it by the
    /// field's name.
    pub(super) fn input(&self, mutation: &str, id: &dyn Fn(&str) -> Value) -> Value {
        self.filled(&self.input_of(mutation), id)
    }

    fn filled(&self, name: &str, id: &dyn Fn(&str) -> Value) -> Value {
        let mut filled = Map::new();
        let most = if self.one_of.contains(name) {
            1
        } else {
            usize::MAX
        };
        for field in self.inputs(name) {
            if most <= filled.len() {
                break;
            }
            let of = named(&field.ty.node);
            let is_needed = !field.ty.node.nullable && field.default_value.is_none();
            let holds_id = of == "ID"
                || self
                    .inputs(of)
                    .iter()
                    .any(|part| named(&part.ty.node) == "ID");
            if is_needed || holds_id {
                let name = field.name.node.as_str();
                filled.insert(name.to_owned(), self.value((name, &field.ty.node), id));
            }
        }
        Value::Object(filled)
    }

    /// A value of a type, as the input field of that name may have it.
    fn value(&self, (name, of): (&str, &Type), id: &dyn Fn(&str) -> Value) -> Value {
        match &of.base {
            BaseType::List(item) => json!([self.value((name, item), id)]),
            BaseType::Named(of) => match (of.as_str(), self.types.get(of.as_str())) {
                ("ID", _) => id(name),
                (_, Some(TypeKind::Enum(choices))) => {
                    json!(choices.values[0].node.value.node.as_str())
                }
                (_, Some(TypeKind::InputObject(_))) => self.filled(of.as_str(), id),
                (scalar, _) => scalar_of(name, scalar),
            },
        }
    }

    /// Every question of the schema, with all that can be asked of each answer.
    pub(super) fn questions(&self) -> Vec<Question> {
        let fields = self.fields("Query").into_iter();
        fields.flat_map(|field| self.questions_of(field)).collect()
    }

    fn questions_of(&self, field: &FieldDefinition) -> Vec<Question> {
        let name = field.name.to_string();
        let of = named(&field.ty.node);
        let arguments = self.arguments(field);
        let mut pieces = match self.types.get(of) {
            Some(TypeKind::Interface(_)) => self.pieces_of_every_node(),
            _ => self.pieces(of, DEEP),
        };
        pieces.sort();
        let selections = if pieces.is_empty() {
            vec![String::new()]
        } else {
            let packed = packed(&pieces).into_iter();
            packed
                .map(|selection| format!(" {{ {selection} }}"))
                .collect()
        };
        let questions = selections.into_iter().map(|selection| {
            let asked = format!("{name}{arguments}{selection}");
            let takes_id = asked.contains("$id");
            let variables = if takes_id { " ($id: ID!)" } else { "" };
            Question {
                field: name.clone(),
                document: format!("query{variables} {{ {asked} }}"),
                takes_id,
            }
        });
        questions.collect()
    }

    /// `... on Case { … }` for every type that has a global id.
    fn pieces_of_every_node(&self) -> Vec<(String, usize)> {
        let is_node = |kind: &TypeKind| match kind {
            TypeKind::Object(object) => object.implements.iter().any(|of| of.node == "Node"),
            _ => false,
        };
        let names = self
            .types
            .iter()
            .filter(|(_, kind)| is_node(kind))
            .map(|(name, _)| name);
        names
            .flat_map(|name| {
                let pieces = self.pieces(name, DEEP - 1).into_iter();
                pieces
                    .map(move |(piece, count)| (format!("... on {name} {{ {piece} }}"), count + 1))
            })
            .collect()
    }

    /// All that can be asked of a type so many fields deep: pieces of a selection, each with the number of
    /// its fields.
    fn pieces(&self, name: &str, deep: usize) -> Vec<(String, usize)> {
        let mut pieces = Vec::new();
        for field in self.fields(name) {
            let of = named(&field.ty.node);
            let call = format!("{}{}", field.name.node, self.arguments(field));
            if self.fields(of).is_empty() {
                pieces.push((call, 1));
            } else if 0 < deep && field.name.node != "edges" {
                // Edges lead to what the nodes are, once more; the nodes of a page are no level of their own.
                let deeper = if field.name.node == "nodes" {
                    deep
                } else {
                    deep - 1
                };
                let parts = self.pieces(of, deeper);
                let count = parts.iter().map(|(_, count)| count).sum::<usize>();
                if parts.is_empty() {
                    continue;
                }
                if count < FIELDS / 4 {
                    let parts: Vec<String> = parts.into_iter().map(|(part, _)| part).collect();
                    pieces.push((format!("{call} {{ {} }}", parts.join(" ")), count + 1));
                } else {
                    let parts = parts.into_iter();
                    pieces.extend(
                        parts.map(|(part, count)| (format!("{call} {{ {part} }}"), count + 1)),
                    );
                }
            }
        }
        pieces
    }

    /// The arguments that a field needs, and every id it can take, as `$id`.
    fn arguments(&self, field: &FieldDefinition) -> String {
        let arguments = field.arguments.iter().map(|argument| &argument.node);
        let wanted = arguments.filter_map(|argument| {
            let of = named(&argument.ty.node);
            let is_needed = !argument.ty.node.nullable && argument.default_value.is_none();
            let name = argument.name.node.as_str();
            let literal = match (of, &argument.ty.node.base) {
                ("ID", BaseType::List(_)) => "[$id]".to_owned(),
                ("ID", BaseType::Named(_)) => "$id".to_owned(),
                _ if name == "first" => "20".to_owned(),
                _ if !is_needed => return None,
                (_, base) => self.literal((name, base)),
            };
            Some(format!("{name}: {literal}"))
        });
        let wanted: Vec<String> = wanted.collect();
        if wanted.is_empty() {
            String::new()
        } else {
            format!("({})", wanted.join(", "))
        }
    }

    fn literal(&self, (name, of): (&str, &BaseType)) -> String {
        match of {
            BaseType::List(_) => "[]".to_owned(),
            BaseType::Named(of) => match self.types.get(of.as_str()) {
                Some(TypeKind::Enum(choices)) => choices.values[0].node.value.to_string(),
                _ => scalar_of(name, of.as_str()).to_string(),
            },
        }
    }
}

/// The name of a type, whatever it is wrapped in.
fn named(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(item) => named(item),
    }
}

/// A scalar for an argument or input field of that name.
fn scalar_of(name: &str, scalar: &str) -> Value {
    match (name, scalar) {
        ("from" | "fromOn", "NaiveDate") => json!("2026-01-01"),
        ("to", "NaiveDate") => json!("2026-03-31"),
        (_, "NaiveDate") => json!("2026-03-02"),
        (_, "DateTime") => json!("2026-03-02T10:00:00Z"),
        (_, "Boolean") => json!(true),
        ("year", _) => json!(2026),
        (_, "Int" | "Float") => json!(1),
        (_, "String") => json!("Something was said."),
        _ => panic!("a story does not know the scalar {scalar} of {name}"),
    }
}

/// Pieces joined into selections that each have as many fields as one question may have.
fn packed(pieces: &[(String, usize)]) -> Vec<String> {
    let mut packed: Vec<(String, usize)> = Vec::new();
    for (piece, count) in pieces {
        match packed.last_mut() {
            Some((selection, fields)) if *fields + count <= FIELDS => {
                *selection = format!("{selection} {piece}");
                *fields += count;
            }
            _ => packed.push((piece.clone(), *count)),
        }
    }
    packed.into_iter().map(|(selection, _)| selection).collect()
}
