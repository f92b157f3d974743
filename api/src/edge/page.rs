//! How many objects a field asks for: `first`, `last` and `ids`.

use std::convert::Infallible;

use async_graphql::parser::types::{Field, OperationDefinition};
use async_graphql::{Name, Pos, Value, Variables};

use super::code::{Code, Refusal};
use super::limits::Limits;

/// What the arguments of an operation's fields mean once variables are filled in.
#[derive(Clone, Copy)]
pub(super) struct Arguments<'a> {
    pub(super) operation: &'a OperationDefinition,
    pub(super) variables: &'a Variables,
}

/// Reads how many objects the field asks for; `None` if it does not say.
///
/// Both a literal and a variable (or its default) are understood. Duplicate arguments are all
/// read, so none can hide behind another.
pub(super) fn size(
    field: &Field,
    arguments: Arguments,
    limits: &Limits,
) -> Result<Option<u64>, Refusal> {
    let mut size = None;
    for (name, value) in &field.arguments {
        let read = match name.node.as_str() {
            "first" | "last" => whole_number,
            "ids" => length,
            _ => continue,
        };
        let fill = |name: Name| Ok::<Value, Infallible>(arguments.variable(&name));
        let Ok(value) = value.node.clone().into_const_with(fill);
        let asked = read(&value);
        let asked = match asked {
            Asked::Nothing => continue,
            Asked::Number(asked) if (1..=limits.page).contains(&asked) => asked,
            Asked::Number(_) | Asked::Nonsense => return Err(out_of_range(name.pos, limits)),
        };
        if size.replace(asked).is_some() {
            return Err(Refusal::at(
                name.pos,
                Code::PageSizeInvalid,
                "a field takes one of first, last and ids, not two",
            ));
        }
    }
    Ok(size)
}

fn out_of_range(place: Pos, limits: &Limits) -> Refusal {
    let page = limits.page;
    let message = format!("first and last are whole numbers from 1 to {page}, ids a list of them");
    Refusal::at(place, Code::PageSizeInvalid, message)
}

/// What an argument says about the number of objects.
enum Asked {
    /// It is null, or a variable without a value.
    Nothing,
    /// This many.
    Number(u64),
    /// Something that no page size can be.
    Nonsense,
}

fn whole_number(value: &Value) -> Asked {
    match value {
        Value::Null => Asked::Nothing,
        Value::Number(number) => number.as_u64().map_or(Asked::Nonsense, Asked::Number),
        _ => Asked::Nonsense,
    }
}

/// Counts a list's items. An empty list costs as much as a list of one, and so does anything
/// that is not a list, since a single value stands for a list of itself.
fn length(value: &Value) -> Asked {
    match value {
        Value::Null => Asked::Nothing,
        Value::List(items) => Asked::Number(u64::try_from(items.len().max(1)).unwrap_or(u64::MAX)),
        _ => Asked::Number(1),
    }
}

impl Arguments<'_> {
    /// Finds a variable's value or default; one that has neither is null.
    fn variable(self, name: &str) -> Value {
        let default = || {
            let mut definitions = self.operation.variable_definitions.iter();
            let definition = definitions.find(|definition| definition.node.name.node == name)?;
            definition
                .node
                .default_value
                .as_ref()
                .map(|default| &default.node)
        };
        self.variables
            .get(name)
            .or_else(default)
            .cloned()
            .unwrap_or_default()
    }
}
