//! What the command prints.

use super::{json, text, worked_out};

fn said(rule: &str, events: &[&str]) -> String {
    match worked_out(rule, events) {
        Ok(due) => text::due(&due),
        Err(no) => no,
    }
}

#[test]
fn the_list_fits_eighty_columns() {
    let list = text::list();
    for line in list.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    insta::assert_snapshot!(list);
}

#[test]
fn the_list_for_programs_has_every_rule() {
    let list: serde_json::Value = serde_json::from_str(&json::list()).unwrap();
    let rules = list.as_array().unwrap();
    let ids: Vec<&str> = rules
        .iter()
        .map(|rule| rule["rule"].as_str().unwrap())
        .collect();
    let expected: Vec<String> = (1..=37).map(|number| format!("C{number}")).collect();
    assert_eq!(ids, expected);
    for rule in rules {
        let has_length = !rule["lengths"].as_array().unwrap().is_empty();
        let has_reason = rule["no_date"].is_string();
        assert!(
            has_length != has_reason || rule["rule"] == "C25",
            "{rule:#}"
        );
    }
    insta::assert_json_snapshot!(rules[13]);
}

#[test]
fn a_date_is_said_in_words() {
    let said = said(
        "c14",
        &["notice_sent=2026-01-12", "certificate_issued=2026-03-02"],
    );
    insta::assert_snapshot!(said);
    assert!(
        said.lines().all(|line| line.chars().count() <= 80),
        "{said}"
    );
}

#[test]
fn a_date_is_said_to_programs() {
    let due = worked_out(
        "C14",
        &["notice_sent=2026-01-12", "certificate_issued=2026-03-02"],
    );
    insta::assert_snapshot!(json::due(&due.unwrap()));
}

#[test]
fn two_plans_have_two_dates() {
    let due = worked_out("C21", &["agreed=2026-11-24"]).unwrap();
    insta::assert_snapshot!(json::due(&due));
}
