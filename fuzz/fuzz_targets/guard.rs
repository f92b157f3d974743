//! A document and its variables, through the guard, the parser and the validation against our schema.
//!
//! The input is the document, and after a NUL the variables in JSON. Nothing is executed.

#![no_main]

use std::sync::{Arc, OnceLock};

use api::edge::{Limits, Question, admit};
use api::schema::{self, Schema};
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute};
use async_graphql::{Response, Value, async_trait};
use concord_fuzz::{LONGEST, hostile, plant, try_in_time};
use futures_util::FutureExt as _;
use libfuzzer_sys::fuzz_target;
use serde_json::Value as Json;

/// Answers where a document would be executed: what comes before that is what is tried.
struct Stop;

impl ExtensionFactory for Stop {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait::async_trait]
impl Extension for Stop {
    async fn execute(
        &self,
        _: &ExtensionContext<'_>,
        _: Option<&str>,
        _: NextExecute<'_>,
    ) -> Response {
        Response::new(Value::Null)
    }
}

fn schema() -> &'static Schema {
    static SCHEMA: OnceLock<Schema> = OnceLock::new();
    SCHEMA.get_or_init(|| schema::builder().extension(Stop).finish())
}

fn attempt(question: &Question) {
    if let Ok(admitted) = admit(&Limits::default(), question.clone()) {
        let answer = schema().execute(admitted.request).now_or_never();
        assert!(answer.is_some(), "validation waits for nothing");
    }
}

fuzz_target!(
    init: {
        schema();
        plant(hostile().map(|question| {
            format!("{}\0{}", question.query, Json::Object(question.variables))
        }));
    },
    |input: &[u8]| {
        if LONGEST < input.len() {
            return;
        }
        let Ok(text) = std::str::from_utf8(input) else {
            return;
        };
        let (query, variables) = text.split_once('\0').unwrap_or((text, "{}"));
        let variables = match serde_json::from_str(variables) {
            Ok(Json::Object(variables)) => variables,
            Ok(_) | Err(_) => serde_json::Map::new(),
        };
        let question = Question {
            query: query.to_owned(),
            operation_name: None,
            variables,
        };
        try_in_time(|| attempt(&question));
    }
);
