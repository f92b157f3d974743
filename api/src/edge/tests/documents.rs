//! The guard's verdicts, document by document.

use std::collections::BTreeSet;

use serde_json::json;

use super::families::{Family, around, families, text, with};
use crate::edge::{Code, Limits, Question, admit};

#[test]
fn every_family_is_admitted_at_its_limit_and_refused_beyond() {
    let limits = Limits::default();
    for Family {
        name,
        limit,
        code,
        question,
    } in families()
    {
        let at = admit(&limits, question(*limit));
        assert!(at.is_ok(), "{name} at {limit}: {:?}", at.err());
        let beyond = admit(&limits, question(limit + 1))
            .map(|_| ())
            .map_err(|no| no.code);
        assert_eq!(beyond, Err(*code), "{name} at {}", limit + 1);
    }
}

#[test]
fn the_families_have_names_of_their_own() {
    let names: BTreeSet<&str> = families().map(|family| family.name).collect();
    assert_eq!(names.len(), families().count());
    assert!(40 <= names.len());
}

#[test]
fn far_beyond_the_limit_is_refused_too() {
    let limits = Limits::default();
    for Family {
        name,
        limit,
        question,
        ..
    } in families()
    {
        let refusal = admit(&limits, question(limit * 40)).err();
        assert!(refusal.is_some(), "{name} at {}", limit * 40);
    }
}

#[test]
fn page_sizes_that_no_page_can_have_are_refused() {
    let refused = |question: Question| {
        admit(&Limits::default(), question)
            .map(|_| ())
            .map_err(|refusal| refusal.code)
    };
    for size in [
        "0",
        "-1",
        "1.0",
        "1e2",
        "\"5\"",
        "FIVE",
        "[5]",
        "{n:5}",
        "true",
        "99999999999999",
    ] {
        let query = format!("{{a(first:{size}){{b}}}}");
        assert_eq!(refused(text(query)), Err(Code::PageSizeInvalid), "{size}");
    }
    for size in [
        json!(0),
        json!(-1),
        json!(1.5),
        json!("5"),
        json!([5]),
        json!(true),
    ] {
        let question = with("query($n:Int){a(last:$n){b}}", &json!({ "n": size }));
        assert_eq!(refused(question), Err(Code::PageSizeInvalid), "{size}");
    }
    for arguments in ["first:1 last:1", "first:1 first:1", "ids:[1] first:1"] {
        let query = format!("{{a({arguments}){{b}}}}");
        assert_eq!(
            refused(text(query)),
            Err(Code::PageSizeInvalid),
            "{arguments}"
        );
    }
}

#[test]
fn a_page_size_may_be_left_open() {
    for query in [
        "{a(first:null){b}}",
        "query($n:Int){a(first:$n,last:2){b}}",
        "{a(ids:[]){b}}",
    ] {
        assert!(admit(&Limits::default(), text(query)).is_ok(), "{query}");
    }
    let stated_null = with("query($n:Int=500){a(first:$n){b}}", &json!({ "n": null }));
    assert!(admit(&Limits::default(), stated_null).is_ok());
}

#[test]
fn what_is_not_graphql_is_refused() {
    for query in [
        "",
        " ",
        "{",
        "}",
        "{}",
        "a",
        "{a",
        "{a}}",
        "{a(}",
        "{a(b:\"x)}",
        "{a(b:\"\"\"x)}",
        "{...}",
        "type A{b:Int}",
        "fragment F on Q{a}",
        "fragment F on Q{a}fragment F on Q{a}{...F}",
        "query A{a}query A{a}",
        "\0{a}",
    ] {
        let refusal = admit(&Limits::default(), text(query)).expect_err(query);
        assert_eq!(refusal.code, Code::GraphqlParseFailed, "{query}");
    }
}

#[test]
fn an_unclosed_block_string_hides_no_brackets() {
    // The parser would read `"""x"` as the empty string followed by another string.
    let query = format!("{{a(b:[\"\"\"x\" {}])}}", around("[", 3_000, "1", "]"));
    let refusal = admit(&Limits::default(), text(query)).unwrap_err();
    assert_eq!(refusal.code, Code::GraphqlParseFailed);
}

#[test]
fn fragments_that_contain_themselves_are_refused() {
    for query in [
        "{...F}fragment F on Q{...F}",
        "{...F}fragment F on Q{a{...G}}fragment G on Q{b{...F}}",
        "{...F}fragment F on Q{...{...{...F}}}",
        "{a ...F}fragment F on Q{...G ...G}fragment G on Q{...F ...F}",
    ] {
        let refusal = admit(&Limits::default(), text(query)).expect_err(query);
        assert_eq!(refusal.code, Code::GraphqlValidationFailed, "{query}");
    }
}

#[test]
fn the_operation_name_must_be_the_operations() {
    let verdict = |query: &str, name: &str| {
        let question = Question {
            operation_name: Some(name.to_owned()),
            ..text(query)
        };
        admit(&Limits::default(), question)
            .map(|_| ())
            .map_err(|refusal| refusal.code)
    };
    assert_eq!(verdict("query A{a}", "A"), Ok(()));
    for (query, name) in [("query A{a}", "B"), ("{a}", "A"), ("query A{a}", "")] {
        assert_eq!(
            verdict(query, name),
            Err(Code::GraphqlValidationFailed),
            "{query} {name}"
        );
    }
}

#[test]
fn subscriptions_are_refused() {
    let refusal = admit(&Limits::default(), text("subscription{a}")).unwrap_err();
    assert_eq!(refusal.code, Code::GraphqlValidationFailed);
}

#[test]
fn an_admitted_request_carries_everything_already_parsed() {
    let question = Question {
        operation_name: Some("A".to_owned()),
        ..with("query A($v:Int){a(b:$v)}", &json!({ "v": 7 }))
    };
    let mut request = admit(&Limits::default(), question).unwrap().request;
    request.query = "not GraphQL at all".to_owned();
    assert_eq!(request.parsed_query().unwrap().operations.iter().len(), 1);
    assert_eq!(request.operation_name.as_deref(), Some("A"));
    assert_eq!(request.variables.len(), 1);
}

#[test]
fn refusals_are_short_and_repeat_nothing() {
    let limits = Limits::default();
    let marked = |query: &str| Question {
        query: query.replace('¤', "Zanzibar"),
        ..text("")
    };
    for query in [
        "{¤",
        "{...¤}fragment ¤ on Q{...¤}",
        "{a(first:¤)}",
        "{a(b:\"¤)}",
        "query ¤",
    ] {
        let refusal = admit(&limits, marked(query)).expect_err(query);
        assert!(!refusal.message.contains("Zanzibar"), "{}", refusal.message);
    }
    for Family {
        name,
        limit,
        question,
        ..
    } in families()
    {
        let refusal = admit(&limits, question(limit + 1)).expect_err(name);
        assert!(
            refusal.message.chars().count() <= 200,
            "{name}: {}",
            refusal.message
        );
    }
}
