//! What an answer says.

use serde_json::Value;

/// The codes of a payload's `userErrors`, in their order.
///
/// # Panics
///
/// When the payload has no `userErrors`.
#[must_use]
pub fn codes(payload: &Value) -> Vec<&str> {
    let errors = payload["userErrors"].as_array();
    let errors = errors.unwrap_or_else(|| panic!("{payload:#} has no userErrors"));
    errors
        .iter()
        .filter_map(|error| error["code"].as_str())
        .collect()
}

/// "CODE field.path: message", the way tables of refusals are written.
///
/// # Panics
///
/// When the payload does not refuse exactly once.
#[must_use]
pub fn refusal(payload: &Value) -> String {
    let [error] = payload["userErrors"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
    else {
        panic!("{payload:#} does not refuse exactly once");
    };
    let field: Vec<&str> = error["field"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let text = |name: &str| error[name].as_str().unwrap_or_default();
    format!("{} {}: {}", text("code"), field.join("."), text("message"))
}

/// The codes in the extensions of the top-level errors.
#[must_use]
pub fn fault_codes(answer: &Value) -> Vec<&str> {
    let errors = answer["errors"].as_array().into_iter().flatten();
    errors
        .filter_map(|error| error["extensions"]["code"].as_str())
        .collect()
}

/// A field of every item of a list.
#[must_use]
pub fn each<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(|item| item[field].as_str()).collect()
}
