//! What holds of the guard for any document at all.

use proptest::prelude::*;
use serde_json::json;

use super::families::with;
use crate::edge::{Limits, Question, Refusal, admit};

/// Limits that small documents can reach.
fn tight() -> Limits {
    Limits {
        text_bytes: 400,
        nesting: 6,
        tokens: 80,
        nodes: 20,
        depth: 4,
        aliases: 2,
        directives: 3,
        objects: 50,
        list_items: 3,
        string_chars: 5,
        ..Limits::default()
    }
}

/// Documents out of pieces that mostly fit together.
fn documents() -> impl Strategy<Value = String> {
    let selection = prop::sample::select(vec![
        "a ",
        "x:a ",
        "a@x ",
        "a{b} ",
        "a{...F} ",
        "...F ",
        "...G ",
        "...{a} ",
        "edges{node{id}} ",
        "a(first:7){b} ",
        "a(last:$n){b} ",
        "a(b:[1 2 3 4]) ",
        "a(b:\"long text\") ",
        "__typename ",
        "a(b:{c:[[1]]}) ",
        "#}\n",
        "a(b:\"\"\"}\"\"\") ",
        "a(",
        "}",
        "\"",
    ]);
    let set = prop::collection::vec(selection, 1..6).prop_map(|parts| parts.concat());
    let head = prop::sample::select(vec![
        "",
        "query($n:Int=9)",
        "mutation",
        "query A",
        "{a}",
        "junk",
    ]);
    (head, set.clone(), set.clone(), set).prop_map(|(head, root, f, g)| {
        format!("{head}{{{root}}}fragment F on Q{{{f}}}fragment G on Q{{{g}}}")
    })
}

fn verdict(limits: &Limits, question: &Question) -> Result<(), Refusal> {
    admit(limits, question.clone()).map(|_| ())
}

proptest! {
    #[test]
    fn any_text_gets_a_verdict(query in any::<String>()) {
        let _ = verdict(&Limits::default(), &with(&query, &json!({})));
    }

    #[test]
    fn the_verdict_on_a_document_is_stable(query in documents()) {
        let question = with(&query, &json!({ "n": 4 }));
        let first = verdict(&tight(), &question);
        prop_assert_eq!(&first, &verdict(&tight(), &question));
        if let Err(refusal) = first {
            prop_assert!(refusal.message.chars().count() <= 200);
        }
    }

    #[test]
    fn what_tight_limits_admit_wide_ones_admit(query in documents()) {
        let question = with(&query, &json!({ "n": 4 }));
        if verdict(&tight(), &question).is_ok() {
            prop_assert_eq!(verdict(&Limits::default(), &question), Ok(()));
        }
    }
}
