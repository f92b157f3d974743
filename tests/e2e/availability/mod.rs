//! Saying when one can meet, and asking for it.

mod request;
mod submit;

use serde_json::{Value, json};

/// Times in March.
fn march(person: &str, windows: impl Into<Value>) -> Value {
    let windows = windows.into();
    json!({ "personId": person, "fromOn": "2026-03-02", "untilOn": "2026-03-29", "windows": windows })
}
