//! What the command prints.

use super::{json, named, text};
use crate::guide::Topic;

fn fits(said: &str) {
    for line in said.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn every_text_fits_eighty_columns() {
    for &topic in Topic::ALL {
        fits(&text::guide(named(topic.name()).unwrap()));
    }
    fits(&text::list());
    fits(&text::glossary());
    insta::assert_snapshot!(text::list());
}

#[test]
fn a_text_is_shown() {
    insta::assert_snapshot!(text::guide(named("THE_DAY").unwrap()));
}

#[test]
fn programs_get_every_field() {
    let guide: serde_json::Value =
        serde_json::from_str(&json::guide(named("roles").unwrap())).unwrap();
    for field in [
        "topic", "title", "audience", "summary", "sections", "sources", "terms",
    ] {
        assert!(!guide[field].is_null(), "{field}");
    }
    let list: serde_json::Value = serde_json::from_str(&json::list()).unwrap();
    assert_eq!(list.as_array().map(Vec::len), Some(Topic::ALL.len()));
    let glossary: serde_json::Value = serde_json::from_str(&json::glossary()).unwrap();
    assert_eq!(glossary[0]["term"], "Alternative person");
}

#[test]
fn an_unknown_topic_is_one_line() {
    let no = named("the\nweather").unwrap_err();
    assert_eq!(
        no,
        "there is no guide the\\nweather; `concord guide list` lists them"
    );
}
