//! What may be sent, path by path, read out of the schema: each argument and each field of an input belongs to
//! an entry point or to a field with arguments, and whoever gets past that may send it.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, InputValueDefinition, Type, TypeKind, TypeSystemDefinition,
};

/// What may be sent.
#[derive(Debug)]
pub struct Sent {
    /// The paths of each field with arguments, by its type and name.
    pub paths: BTreeMap<String, Vec<String>>,
    /// Types of input that nothing takes.
    pub idle: BTreeSet<String>,
}

impl Sent {
    /// Reads a schema.
    ///
    /// # Panics
    ///
    /// When it is none, or an input holds itself.
    #[must_use]
    pub fn of(sdl: &str) -> Self {
        let document = parse_schema(sdl).expect("it is a schema");
        let (mut inputs, mut takers) = (BTreeMap::new(), Vec::new());
        for definition in document.definitions {
            let TypeSystemDefinition::Type(found) = definition else {
                continue;
            };
            let name = found.node.name.node.to_string();
            match found.node.kind {
                TypeKind::InputObject(input) => {
                    let fields = input.fields.into_iter().map(|field| field.node);
                    inputs.insert(name, fields.collect::<Vec<_>>());
                }
                TypeKind::Object(object) => {
                    for field in object.fields {
                        let arguments = field.node.arguments.into_iter().map(|one| one.node);
                        let taker = format!("{name}.{}", field.node.name.node);
                        takers.push((taker, arguments.collect::<Vec<_>>()));
                    }
                }
                TypeKind::Scalar
                | TypeKind::Enum(_)
                | TypeKind::Interface(_)
                | TypeKind::Union(_) => {}
            }
        }
        let mut idle: BTreeSet<String> = inputs.keys().cloned().collect();
        let mut paths = BTreeMap::new();
        for (taker, arguments) in takers {
            let mut all = Vec::new();
            below(&inputs, &arguments, "", &mut all, &mut idle);
            if !all.is_empty() {
                paths.insert(taker, all);
            }
        }
        Self { paths, idle }
    }

    /// The paths as a table of Markdown.
    #[must_use]
    pub fn table(&self) -> String {
        let mut text = String::from(
            "### What may be sent\n\n| to | arguments, and fields of inputs |\n|---|---|\n",
        );
        for (taker, paths) in &self.paths {
            let (ty, field) = taker.split_once('.').unwrap_or(("", taker));
            let line = format!("| {ty}: `{field}` | `{}` |\n", paths.join("`, `"));
            text.push_str(&line);
        }
        text.push('\n');
        text
    }
}

/// Adds the paths of some values, and of what they hold.
fn below(
    inputs: &BTreeMap<String, Vec<InputValueDefinition>>,
    values: &[InputValueDefinition],
    path: &str,
    all: &mut Vec<String>,
    idle: &mut BTreeSet<String>,
) {
    for value in values {
        let path = if path.is_empty() {
            value.name.node.to_string()
        } else {
            format!("{path}.{}", value.name.node)
        };
        assert!(path.len() < 200, "an input holds itself: {path}");
        let name = named(&value.ty.node);
        match inputs.get(name) {
            Some(fields) => {
                idle.remove(name);
                below(inputs, fields, &path, all, idle);
            }
            None => all.push(path),
        }
    }
}

fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => named(item),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_argument_and_field_has_a_path() {
        let sent = Sent::of(
            "type Query { a(one: ID!, two: [Two!]): Int b: Int } input Two { x: Int y: Three }
             input Three { z: String } input Four { w: Int }",
        );
        assert_eq!(sent.paths["Query.a"], ["one", "two.x", "two.y.z"]);
        assert_eq!(sent.paths.len(), 1);
        assert_eq!(sent.idle, BTreeSet::from(["Four".to_owned()]));
    }
}
