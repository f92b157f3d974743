//! Takes variables that the client left out, out of the document.
//!
//! The specification wants an argument whose variable is not given to count as not given, so that its
//! default applies; the engine takes such a variable for an error instead.

use std::collections::BTreeSet;

use async_graphql::parser::Positioned;
use async_graphql::parser::types::{Directive, ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Variables};
use async_graphql_value::Value;

use super::code::{Code, Refusal};

/// Removes every use of a variable that has no value and no default.
///
/// # Errors
///
/// A variable is left out that the operation says it cannot do without.
pub(super) fn omit(document: &mut ExecutableDocument, given: &Variables) -> Result<(), Refusal> {
    let mut omitted = BTreeSet::new();
    for (_, operation) in document.operations.iter() {
        for variable in &operation.node.variable_definitions {
            let name = &variable.node.name.node;
            if variable.node.default_value.is_some() || given.contains_key(name) {
                continue;
            }
            if !variable.node.var_type.node.nullable {
                let message = "a variable that the operation requires has no value";
                return Err(Refusal::at(
                    variable.pos,
                    Code::GraphqlValidationFailed,
                    message,
                ));
            }
            omitted.insert(name.clone());
        }
    }
    if omitted.is_empty() {
        return Ok(());
    }
    let mut omission = Omission {
        omitted,
        removed: BTreeSet::new(),
    };
    for operation in operations(document) {
        omission.in_directives(&mut operation.node.directives);
        omission.in_selections(&mut operation.node.selection_set.node);
    }
    for fragment in document.fragments.values_mut() {
        omission.in_directives(&mut fragment.node.directives);
        omission.in_selections(&mut fragment.node.selection_set.node);
    }
    // What nothing uses any more must not be declared; what nothing used before, the engine refuses.
    for operation in operations(document) {
        let definitions = &mut operation.node.variable_definitions;
        definitions.retain(|variable| !omission.removed.contains(&variable.node.name.node));
    }
    Ok(())
}

/// The operations of a document, to be changed.
fn operations(
    document: &mut ExecutableDocument,
) -> Vec<&mut Positioned<async_graphql::parser::types::OperationDefinition>> {
    use async_graphql::parser::types::DocumentOperations;
    match &mut document.operations {
        DocumentOperations::Single(operation) => vec![operation],
        DocumentOperations::Multiple(operations) => operations.values_mut().collect(),
    }
}

/// Variables that are left out, and those of them whose uses were taken out.
struct Omission {
    omitted: BTreeSet<Name>,
    removed: BTreeSet<Name>,
}

impl Omission {
    /// Depth is bounded by the guard, which has measured the document before.
    fn in_selections(&mut self, set: &mut SelectionSet) {
        for selection in &mut set.items {
            match &mut selection.node {
                Selection::Field(field) => {
                    self.in_arguments(&mut field.node.arguments);
                    self.in_directives(&mut field.node.directives);
                    self.in_selections(&mut field.node.selection_set.node);
                }
                Selection::FragmentSpread(spread) => {
                    self.in_directives(&mut spread.node.directives);
                }
                Selection::InlineFragment(fragment) => {
                    self.in_directives(&mut fragment.node.directives);
                    self.in_selections(&mut fragment.node.selection_set.node);
                }
            }
        }
    }

    fn in_directives(&mut self, directives: &mut [Positioned<Directive>]) {
        for directive in directives {
            self.in_arguments(&mut directive.node.arguments);
        }
    }

    fn in_arguments(&mut self, arguments: &mut Vec<(Positioned<Name>, Positioned<Value>)>) {
        arguments.retain(|(_, value)| !self.takes_out(&value.node));
        for (_, value) in arguments {
            self.in_value(&mut value.node);
        }
    }

    fn in_value(&mut self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|_, value| !self.takes_out(value));
                fields.values_mut().for_each(|value| self.in_value(value));
            }
            Value::List(items) => {
                for item in items {
                    // The place of an item cannot be left out: it is null.
                    if self.takes_out(item) {
                        *item = Value::Null;
                    }
                    self.in_value(item);
                }
            }
            Value::Variable(_)
            | Value::Null
            | Value::Number(_)
            | Value::String(_)
            | Value::Boolean(_)
            | Value::Binary(_)
            | Value::Enum(_) => {}
        }
    }

    /// Whether a value is a variable that was left out.
    fn takes_out(&mut self, value: &Value) -> bool {
        match value {
            Value::Variable(name) if self.omitted.contains(name) => {
                self.removed.insert(name.clone());
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{EmptyMutation, EmptySubscription, Object, Schema};
    use serde_json::json;

    use crate::edge::{Limits, Question, admit};

    struct Query;

    #[Object]
    impl Query {
        async fn twice(
            &self,
            #[graphql(default = 5)] number: i32,
            add: Option<Vec<Option<i32>>>,
        ) -> String {
            format!("{} {add:?}", number * 2)
        }
    }

    async fn answer(query: &str, variables: serde_json::Value) -> String {
        let serde_json::Value::Object(variables) = variables else {
            panic!("no map")
        };
        let question = Question {
            query: query.to_owned(),
            operation_name: None,
            variables,
        };
        match admit(&Limits::default(), question) {
            Err(refusal) => refusal.message.to_string(),
            Ok(admitted) => {
                let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
                let response = schema.execute(admitted.request).await;
                assert!(response.errors.is_empty(), "{:?}", response.errors);
                response.data.to_string()
            }
        }
    }

    #[tokio::test]
    async fn an_argument_whose_variable_is_left_out_takes_its_default() {
        let query = "query($n: Int, $a: [Int], $one: Int) { twice(number: $n, add: $a) other: twice(add: [$one, 2]) }";
        let lines = [
            answer(query, json!({})).await,
            answer(query, json!({ "n": 2, "a": [1], "one": 1 })).await,
            answer("query($n: Int!) { twice(number: $n) }", json!({})).await,
            answer(
                "query($n: Int = 3) { ...F } fragment F on Query { twice(number: $n) }",
                json!({}),
            )
            .await,
            answer(
                "query($n: Int) { ...F } fragment F on Query { twice(number: $n) }",
                json!({}),
            )
            .await,
        ];
        insta::assert_snapshot!(lines.join("\n"), @r#"
        {twice: "10 None", other: "10 Some([None, Some(2)])"}
        {twice: "4 Some([Some(1)])", other: "10 Some([Some(1), Some(2)])"}
        a variable that the operation requires has no value
        {twice: "6 None"}
        {twice: "10 None"}
        "#);
    }
}
