//! Caps on the values a client sends, in the document and in the variables.
//!
//! These are the generic bounds of trust.md §4.3 Q5: what no field of any type may exceed.

use std::convert::Infallible;
use std::io;

use async_graphql::parser::types::{
    Directive, ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned, Value, Variables};
use serde_json::Value as Json;

use super::code::{Code, Refusal};
use super::limits::Limits;

/// Turns the `variables` of a request into the engine's form if they are small enough.
///
/// # Errors
///
/// Refuses variables that are too deep, too long, or hold too long a list or string.
pub fn variables(
    variables: serde_json::Map<String, Json>,
    limits: &Limits,
) -> Result<Variables, Refusal> {
    let variables = Json::Object(variables);
    json(&variables, 1, limits)?;
    let most = limits.variables_bytes;
    if serde_json::to_writer(Room(most), &variables).is_err() {
        return Err(too_large(format!(
            "the variables are longer than {most} bytes"
        )));
    }
    Value::from_json(variables)
        .map(Variables::from_value)
        .map_err(|_| Refusal::new(Code::BadRequest, "the variables cannot be read"))
}

fn json(value: &Json, level: usize, limits: &Limits) -> Result<(), Refusal> {
    match value {
        Json::Null | Json::Bool(_) | Json::Number(_) => Ok(()),
        Json::String(text) => string(text, limits),
        Json::Array(items) => {
            is_within_depth(level, limits)?;
            list(items.len(), limits)?;
            items
                .iter()
                .try_for_each(|item| json(item, level + 1, limits))
        }
        Json::Object(fields) => {
            is_within_depth(level, limits)?;
            fields
                .values()
                .try_for_each(|field| json(field, level + 1, limits))
        }
    }
}

fn is_within_depth(level: usize, limits: &Limits) -> Result<(), Refusal> {
    let most = limits.variables_depth;
    if most < level {
        return Err(too_large(format!(
            "the variables are nested deeper than {most} levels"
        )));
    }
    Ok(())
}

fn list(length: usize, limits: &Limits) -> Result<(), Refusal> {
    let most = limits.list_items;
    if most < length {
        return Err(too_large(format!("a list holds more than {most} items")));
    }
    Ok(())
}

fn string(text: &str, limits: &Limits) -> Result<(), Refusal> {
    // PostgreSQL stores no such character, and nobody can type it.
    if text.contains('\0') {
        return Err(Refusal::new(
            Code::BadRequest,
            "a string has a character that no text has",
        ));
    }
    let most = limits.string_chars;
    // A string has no more characters than bytes, so most need no counting.
    if most < text.len() && most < text.chars().count() {
        return Err(too_large(format!(
            "a string is longer than {most} characters"
        )));
    }
    Ok(())
}

fn too_large(message: String) -> Refusal {
    Refusal::new(Code::VariablesTooLarge, message)
}

/// A writer that keeps nothing and fails once more than this many bytes have come.
struct Room(usize);

impl io::Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self
            .0
            .checked_sub(bytes.len())
            .ok_or(io::ErrorKind::WriteZero)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Checks every literal of the operation and of all fragments, used or not.
///
/// # Errors
///
/// Refuses too long a list or string, and more values than [`Limits::tokens`]: the parser reads
/// `[nullnull]` as two values where a scanner sees one word.
pub fn literals(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    limits: &Limits,
) -> Result<(), Refusal> {
    let mut literals = Literals {
        limits,
        left: limits.tokens,
    };
    for variable in &operation.variable_definitions {
        literals.directives(&variable.node.directives)?;
        if let Some(default) = &variable.node.default_value {
            literals.value(&default.node)?;
        }
    }
    literals.directives(&operation.directives)?;
    literals.selection_set(&operation.selection_set.node)?;
    // The map's own order differs from run to run, and so would the verdict on two bad fragments.
    let mut fragments: Vec<_> = document.fragments.iter().collect();
    fragments.sort_by_key(|(name, _)| *name);
    for (_, fragment) in fragments {
        literals.directives(&fragment.node.directives)?;
        literals.selection_set(&fragment.node.selection_set.node)?;
    }
    Ok(())
}

/// Walks the document as written, not expanded; its recursion is bounded by [`Limits::nesting`].
struct Literals<'a> {
    limits: &'a Limits,
    left: usize,
}

impl Literals<'_> {
    fn selection_set(&mut self, set: &SelectionSet) -> Result<(), Refusal> {
        for selection in &set.items {
            self.directives(selection.node.directives())?;
            match &selection.node {
                Selection::Field(field) => {
                    self.arguments(&field.node)?;
                    self.selection_set(&field.node.selection_set.node)?;
                }
                Selection::InlineFragment(inline) => {
                    self.selection_set(&inline.node.selection_set.node)?;
                }
                Selection::FragmentSpread(_) => {}
            }
        }
        Ok(())
    }

    fn directives(&mut self, directives: &[Positioned<Directive>]) -> Result<(), Refusal> {
        for directive in directives {
            for (_, value) in &directive.node.arguments {
                let Ok(value) = value.node.clone().into_const_with(without_variable);
                self.value(&value)?;
            }
        }
        Ok(())
    }

    fn arguments(&mut self, field: &Field) -> Result<(), Refusal> {
        for (_, value) in &field.arguments {
            let Ok(value) = value.node.clone().into_const_with(without_variable);
            self.value(&value)?;
        }
        Ok(())
    }

    fn value(&mut self, value: &Value) -> Result<(), Refusal> {
        self.count()?;
        match value {
            Value::String(text) => string(text, self.limits),
            Value::List(items) => {
                list(items.len(), self.limits)?;
                items.iter().try_for_each(|item| self.value(item))
            }
            Value::Object(fields) => fields.values().try_for_each(|field| self.value(field)),
            Value::Null
            | Value::Number(_)
            | Value::Boolean(_)
            | Value::Binary(_)
            | Value::Enum(_) => Ok(()),
        }
    }

    fn count(&mut self) -> Result<(), Refusal> {
        let most = self.limits.tokens;
        self.left = self.left.checked_sub(1).ok_or_else(|| {
            Refusal::new(Code::QueryTooComplex, format!("more than {most} values"))
        })?;
        Ok(())
    }
}

/// Stands in for a variable inside a literal: its value was checked with the variables.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the engine's conversion asks for a result"
)]
fn without_variable(_: Name) -> Result<Value, Infallible> {
    Ok(Value::Null)
}
