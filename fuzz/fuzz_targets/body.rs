//! A request body, through the reader of questions and the guard behind it.

#![no_main]

use api::edge::{Limits, admit, from_json};
use concord_fuzz::{LONGEST, hostile, plant, try_in_time};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

fn attempt(body: &[u8]) {
    if let Ok(question) = from_json(body) {
        // What was read is a question, whatever the guard thinks of it: both verdicts are good.
        let _verdict = admit(&Limits::default(), question);
    }
}

fuzz_target!(
    init: {
        plant(hostile().map(|question| {
            json!({
                "query": question.query,
                "operationName": question.operation_name,
                "variables": question.variables,
                "extensions": {},
            })
            .to_string()
        }));
    },
    |input: &[u8]| {
        if input.len() <= LONGEST {
            try_in_time(|| attempt(input));
        }
    }
);
