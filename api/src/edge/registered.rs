//! The documents that are answered when no others are to be (trust.md §4.3 Q12).
//!
//! A service whose front-ends are known registers what they ask, and refuses everything else. It is told
//! whole texts, not their hashes: a client that may name a text it has not shown would only move the list
//! to where the client writes it.

use std::collections::HashSet;

use async_graphql::parser::parse_query;
use serde::Deserialize;

/// The documents that are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    texts: HashSet<String>,
}

/// The file that Apollo's and other tools make of a front-end's operations ("persisted query manifest").
#[derive(Deserialize)]
struct Manifest {
    format: String,
    version: u32,
    operations: Vec<Operation>,
}

#[derive(Deserialize)]
struct Operation {
    name: String,
    body: String,
}

/// Why a file is no list of operations, as the end of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAList {
    /// It is not JSON with these members.
    #[error("is not a persisted query manifest (line {0})")]
    NotAManifest(usize),
    /// It has another format or version.
    #[error("is a manifest of another format or version")]
    OtherFormat,
    /// It is empty.
    #[error("names no operation")]
    Empty,
    /// One of its texts is not a document with one operation.
    #[error("has an operation that is not GraphQL, or not one operation: {0:?}")]
    NotADocument(String),
}

impl Registered {
    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// It is none, or has a text that could never be answered.
    pub fn read(text: &str) -> Result<Self, NotAList> {
        let manifest: Manifest =
            serde_json::from_str(text).map_err(|error| NotAList::NotAManifest(error.line()))?;
        if manifest.format != "apollo-persisted-query-manifest" || manifest.version != 1 {
            return Err(NotAList::OtherFormat);
        }
        if manifest.operations.is_empty() {
            return Err(NotAList::Empty);
        }
        let texts = manifest.operations.into_iter().map(|operation| {
            let is_one = parse_query(&operation.body)
                .is_ok_and(|document| document.operations.iter().count() == 1);
            if is_one {
                Ok(operation.body.trim().to_owned())
            } else {
                Err(NotAList::NotADocument(
                    operation.name.chars().take(60).collect(),
                ))
            }
        });
        Ok(Self {
            texts: texts.collect::<Result<_, _>>()?,
        })
    }

    /// Whether a document is among them, letter for letter.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        self.texts.contains(text.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn manifest(bodies: &[&str]) -> String {
        let operation = |body| json!({"id": "1", "name": "A", "type": "query", "body": body});
        let operations: Vec<_> = bodies.iter().map(operation).collect();
        json!({"format": "apollo-persisted-query-manifest", "version": 1, "operations": operations})
            .to_string()
    }

    #[test]
    fn what_is_registered_is_known_letter_for_letter() {
        let known = Registered::read(&manifest(&["query A { a }\n", "{ b }"])).expect("a list");
        assert!(known.contains("query A { a }") && known.contains(" { b }\n"));
        for other in [
            "query A {a}",
            "query A { a b }",
            "{ c }",
            "",
            "query A { a } # b",
        ] {
            assert!(!known.contains(other), "{other}");
        }
    }

    #[test]
    fn what_could_never_be_answered_is_no_list() {
        let cases = [
            ("{", NotAList::NotAManifest(1)),
            ("[]", NotAList::NotAManifest(1)),
            (
                r#"{"format":"relay","version":1,"operations":[]}"#,
                NotAList::OtherFormat,
            ),
            (
                r#"{"format":"apollo-persisted-query-manifest","version":2,"operations":[]}"#,
                NotAList::OtherFormat,
            ),
            (&manifest(&[]), NotAList::Empty),
            (
                &manifest(&["{ a }", "{"]),
                NotAList::NotADocument("A".into()),
            ),
            (
                &manifest(&["query A { a } query B { b }"]),
                NotAList::NotADocument("A".into()),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(Registered::read(text), Err(expected), "{text}");
        }
    }
}
