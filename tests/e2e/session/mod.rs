//! A meeting prepared, its day, and what was agreed, each with who reads what of it.

mod agreement;
mod amendment;
mod corrected;
mod day;
mod prepare;

use entities::PersonId;
use serde_json::{Value, json};
use tests::ids::Named as _;
use tests::{Sitting, TestApp};

/// What refused something: the rule, or the code where no rule did, once the sentence was seen to name a
/// source.
fn refused(answer: &Value) -> String {
    let error = &answer["userErrors"][0];
    let message = error["message"].as_str().unwrap_or_default();
    let code = error["rule"].as_str().or(error["code"].as_str());
    let code = code.unwrap_or_else(|| panic!("nothing was refused: {answer:#}"));
    let has_source = message.contains('(') || code == "NOT_FOUND";
    assert!(has_source, "no source: {error}");
    assert_eq!(answer["case"], Value::Null, "{answer:#}");
    code.to_owned()
}

/// A part of the case of a sitting, as somebody sees it.
async fn seen(app: &TestApp, sitting: &Sitting<'_>, actor: PersonId, part: &str) -> Value {
    let document = format!("query ($id: ID!) {{ case(id: $id) {{ {part} }} }}");
    let id = json!({ "id": sitting.case.gid() });
    app.ask(actor, &document, id).await["case"].take()
}

/// What a clause of the timeline says, in order.
async fn timeline(app: &TestApp, sitting: &Sitting<'_>) -> Vec<String> {
    let case = seen(app, sitting, sitting.coordinator, "timeline { words }").await;
    let events = case["timeline"].as_array().expect("a list").iter();
    events
        .map(|event| event["words"].as_str().expect("words").to_owned())
        .collect()
}
