//! What an answer tells: which fields it fills, and whose secrets are in it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::corpus::Corpus;

/// How a secret begins, wherever it turns up.
pub const MARK: &str = "canary~";

/// The `Type.field`s that an answer fills with something; what is said of the one who asks is told
/// apart.
pub fn filled(
    corpus: &Corpus,
    ty: &str,
    answer: &Value,
    oneself: &str,
    into: &mut BTreeSet<String>,
) {
    match answer {
        Value::Array(all) => {
            for one in all {
                filled(corpus, ty, one, oneself, into);
            }
        }
        Value::Object(members) => {
            let is_oneself = ty == "Person" && answer["id"] == oneself;
            let label = if is_oneself { "Person, oneself" } else { ty };
            for (name, value) in members {
                if value.is_null() || value.as_array().is_some_and(Vec::is_empty) {
                    continue;
                }
                if let Some(of) = corpus.type_of(ty, name) {
                    into.insert(format!("{label}.{name}"));
                    filled(corpus, of, value, oneself, into);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The secrets in an answer, wherever they stand: `table.column` and the row's key.
#[must_use]
pub fn secrets(answer: &str) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for part in answer.split(MARK).skip(1) {
        let mut words = part.splitn(3, '~');
        if let (Some(what), Some(key)) = (words.next(), words.next()) {
            found.insert((what.to_owned(), key.to_owned()));
        }
    }
    found
}
