//! Promises about the source itself.

/// The names of the variants of the first enum in a text that is called so.
fn variants<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let head = format!("pub enum {name} {{\n");
    let (_, rest) = text.split_once(&head).expect("the enum is there");
    let (body, _) = rest.split_once("\n}").expect("the enum ends");
    let lines = body.lines().map(str::trim);
    let names = lines.filter(|line| !line.starts_with("//"));
    names
        .map(|line| line.split(['(', ',']).next().expect("there is a first"))
        .collect()
}

#[test]
fn check_shares_no_code_with_the_planner() {
    let files = [
        include_str!("../check/mod.rs"),
        include_str!("../check/calendar.rs"),
        include_str!("../check/display.rs"),
        include_str!("../check/meeting.rs"),
        include_str!("../check/price.rs"),
        include_str!("../check/shape.rs"),
        include_str!("../check/together.rs"),
        include_str!("../check/way.rs"),
    ];
    for text in files {
        for line in text.lines().filter(|line| line.contains("crate::")) {
            let is_known = ["crate::plan::model", "crate::plan::{", "crate::grid::Week"];
            let is_known = is_known.iter().any(|known| line.contains(known));
            assert!(is_known, "check imports `{line}`");
        }
        for word in [
            "spots",
            "prepare::",
            "search::",
            "highs",
            "good_lp",
            "microlp",
        ] {
            assert!(!text.contains(word), "check mentions `{word}`");
        }
    }
}

#[test]
fn every_rule_and_mistake_has_its_test() {
    let rules = variants(include_str!("../check/mod.rs"), "Violation");
    assert!(rules.contains(&"RoomShared") && rules.contains(&"EntryCount"));
    for rule in rules {
        let expected = format!("Violation::{rule}");
        let tests = include_str!("rules.rs");
        assert!(tests.contains(&expected), "no test is about {rule}");
    }
    let mistakes = variants(include_str!("../mistake/mod.rs"), "Mistake");
    assert!(mistakes.contains(&"NoDays") && mistakes.contains(&"TooCostly"));
    for mistake in mistakes {
        let expected = format!("Mistake::{mistake}");
        let tests = include_str!("mistakes.rs");
        assert!(tests.contains(&expected), "no test is about {mistake}");
    }
}
