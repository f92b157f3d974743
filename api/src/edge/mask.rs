//! What a client is shown of the engine's errors (trust.md §4.3 Q11).
//!
//! An error passes if it carries one of our codes. Of the rest, those that speak of the client's
//! own document keep the words that help a developer, and everything else becomes
//! `internal error` with an id that finds the cause in the log.

use std::collections::BTreeMap;

use async_graphql::{ErrorExtensionValues, Response, ServerError, Value};
use serde::Serialize;

use super::code::{Code, clip};

/// Most errors shown of a request that was refused as a whole.
const ERRORS_SHOWN: usize = 10;

/// An answer as the client is shown it.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Answer {
    /// The result; absent, not null, if nothing was executed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// What went wrong, each with a [`Code`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ServerError>,
    /// What the engine adds about the execution.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extensions: BTreeMap<String, Value>,
    /// After how many seconds the same request may be answered; told in a header.
    #[serde(skip)]
    pub retry_after_secs: Option<u32>,
}

impl Answer {
    /// Tells why nothing was executed; `None` if something was.
    #[must_use]
    pub fn refused(&self) -> Option<Code> {
        match &self.data {
            Some(_) => None,
            None => self.errors.first().and_then(Code::of),
        }
    }
}

/// Takes everything out of a response that is not meant for the client.
///
/// What is masked goes to the log as `correlation_id` and path; the cause itself is logged where
/// it is known, inside the span that carries the same id.
#[must_use]
pub fn mask(response: Response, correlation_id: &str) -> Answer {
    // Only errors from before the execution have no path (api.md §3.1).
    let is_refused = response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty());
    let shown = if is_refused {
        ERRORS_SHOWN
    } else {
        response.errors.len()
    };
    let errors = response.errors.into_iter().take(shown);
    Answer {
        data: if is_refused {
            None
        } else {
            Some(response.data)
        },
        errors: errors
            .map(|error| mask_error(error, is_refused, correlation_id))
            .collect(),
        extensions: response.extensions,
        retry_after_secs: None,
    }
}

/// Makes the error that stands for a fault of ours.
pub(super) fn internal(correlation_id: &str) -> ServerError {
    let mut extensions = Code::Internal.extensions();
    extensions.set("correlationId", correlation_id);
    shown("internal error", extensions)
}

fn mask_error(error: ServerError, is_refused: bool, correlation_id: &str) -> ServerError {
    let masked = if let Some((code, message)) = for_client(&error, is_refused) {
        shown(&message, code.extensions())
    } else {
        tracing::error!(
            correlation_id,
            path = ?error.path,
            cause = %clip(&error.message),
            "a resolver failed"
        );
        internal(correlation_id)
    };
    ServerError {
        locations: error.locations,
        path: error.path,
        ..masked
    }
}

fn shown(message: &str, extensions: ErrorExtensionValues) -> ServerError {
    let mut error = ServerError::new(clip(message), None);
    error.extensions = Some(extensions);
    error
}

/// Finds what a client may be told; `None` if that is nothing.
///
/// An error with a source came out of a resolver's `?`, whatever it says.
fn for_client(error: &ServerError, is_refused: bool) -> Option<(Code, String)> {
    match Code::of(error) {
        Some(Code::Internal) => None,
        Some(code) => Some((code, error.message.clone())),
        None if error.source.is_some() => None,
        None if is_refused => {
            about_document(&error.message).map(|said| (Code::GraphqlValidationFailed, said))
        }
        None => about_value(&error.message).map(|said| (Code::InvalidValue, said)),
    }
}

/// Messages of the engine's validation that say nothing but names and types, by their beginning.
const VALIDATION: &[&str] = &[
    "Cannot spread fragment ",
    "Directive ",
    "Duplicate directive ",
    "Field ",
    "Fields ",
    "Fragment ",
    "There can only be one ",
    "Unknown argument ",
    "Unknown directive ",
    "Unknown field ",
    "Unknown fragment",
    "Unknown type ",
    "Variable ",
];

/// Messages of the engine's validation that may quote a value, and what is said instead.
const QUOTING: &[(&str, &str)] = &[
    (
        "Invalid value for argument ",
        "an argument has a value of another type",
    ),
    (
        "Invalid default value for argument",
        "a variable has a default of another type",
    ),
    (
        "The recursion depth of the query ",
        "the document is nested too deep",
    ),
    ("The Upload type ", "uploads are not accepted"),
];

fn about_document(message: &str) -> Option<String> {
    if let Some((_, instead)) = QUOTING.iter().find(|(start, _)| message.starts_with(start)) {
        let argument = message
            .split('"')
            .nth(1)
            .filter(|_| message.contains(" argument \""));
        return Some(match argument {
            Some(argument) => format!("{instead}: {argument}"),
            None => (*instead).to_owned(),
        });
    }
    VALIDATION
        .iter()
        .any(|start| message.starts_with(start))
        .then(|| {
            // What might have been meant is part of the schema, which not everybody may read.
            message
                .split(" Did you mean")
                .next()
                .unwrap_or_default()
                .to_owned()
        })
}

/// Tells which type a value could not be read as; the engine's message quotes the value.
fn about_value(message: &str) -> Option<String> {
    let rest = message
        .strip_prefix("Failed to parse \"")
        .or_else(|| message.strip_prefix("Expected input type \""))?;
    let (kind, _) = rest.split_once('"')?;
    let is_type = |c: char| c.is_ascii_alphanumeric() || "_[]!".contains(c);
    kind.chars()
        .all(is_type)
        .then(|| format!("a value cannot be read as {kind}"))
}
