//! `concord explain`.

use std::process::Output;

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::program;

use super::solve::{complained, data, said};

fn explain(arguments: &[&str]) -> Output {
    program::run(&[], &[&["explain"], arguments].concat())
}

fn path(name: &str) -> String {
    data(name).display().to_string()
}

/// What is printed, each run of blanks as one, after making sure that it fits a terminal.
fn printed(arguments: &[&str]) -> String {
    let output = explain(arguments);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(complained(&output), "", "no terminal, no progress");
    let printed = said(&output);
    assert!(
        printed.lines().all(|line| line.chars().count() <= 80),
        "{printed}"
    );
    let words: Vec<&str> = printed.split_whitespace().collect();
    words.join(" ")
}

fn object(arguments: &[&str]) -> Value {
    let output = explain(&[arguments, &["--json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_str(&said(&output)).expect("it is JSON")
}

/// Makes sure that each of these stands in a text, in this order.
fn in_order(text: &str, wanted: &[&str]) {
    let mut rest = text;
    for wanted in wanted {
        let at = rest.find(wanted);
        let at = at.unwrap_or_else(|| panic!("{wanted:?} is not in {text}"));
        rest = &rest[at + wanted.len()..];
    }
}

#[test]
fn a_case_with_a_meeting_is_told_why_this_one() {
    let text = printed(&[&path("T-1.json"), "--case", "1"]);
    in_order(
        &text,
        &[
            "Case 1 of",
            "in a plan that is optimal: it costs 9,535, and none costs less than 9,535",
            "It meets on",
            "mediator: person",
            "(mediator)",
            "What it adds to the cost of the plan:",
            "family",
            "The next best, all other meetings staying as they are",
            "another time:",
            "another mediator",
            "If no other case had a meeting",
            "A few other dates",
            "If it had to have another date",
            "of 8",
        ],
    );
}

#[test]
fn a_case_without_a_meeting_is_told_what_is_in_the_way_and_what_would_help() {
    let text = printed(&[&path("T-1.json"), "--case", "0"]);
    in_order(
        &text,
        &[
            "It has no meeting. These cannot all be; without any one of them it could",
            "the family travels 40 minutes at most",
            "it is in a room that suits and is open",
            "What would open a meeting by itself, what asks least first",
            "burden",
            "then ",
            "the plan would cost",
            "How long it can wait",
        ],
    );
    let told = object(&[&path("T-1.json"), "--case", "0"]);
    assert_eq!((&told["placed"], &told["case"]), (&Value::Null, &json!(0)));
    assert_eq!(
        (&told["status"], &told["bound"]),
        (&json!("optimal"), &json!(9535))
    );
    let conflict = told["unplaced"]["conflict"]
        .as_array()
        .expect("it is a list");
    assert!(conflict.iter().any(|need| need["need"] == "family_journey"));
    let openings = told["unplaced"]["openings"]
        .as_array()
        .expect("it is a list");
    let burden = |opening: &Value| opening["burden"].as_i64().expect("it is a number");
    assert!((1..=5).contains(&openings.len()));
    assert!(openings.is_sorted_by_key(burden));
    for opening in openings {
        assert_eq!(opening["meeting"]["case"], 0);
        assert!(opening["meeting"]["start"].is_i64() && opening["more"].is_i64());
    }
}

#[test]
fn what_a_case_costs_adds_up() {
    for case in ["1", "2", "3", "4", "5", "6", "7"] {
        let told = object(&[&path("T-1.json"), "--case", case, "--seed", "3"]);
        let placed = &told["placed"];
        let number = |value: &Value| value.as_i64().expect("it is a number");
        let levels = ["unplaced", "late", "family", "others"];
        let sum: i64 = levels
            .iter()
            .map(|level| number(&placed["levels"][level]))
            .sum();
        assert_eq!(sum, number(&placed["adds"]), "every point counts for one");
        for level in levels {
            let pieces = placed["pieces"].as_array().expect("it is a list");
            let of_pieces: i64 = pieces.iter().map(|one| number(&one["levels"][level])).sum();
            assert_eq!(
                of_pieces,
                number(&placed["levels"][level]),
                "case {case}, {level}"
            );
        }
        // In the best plan nothing else is cheaper.
        assert!(placed["next_start"].is_null() || 0 <= number(&placed["next_start"]["more"]));
    }
}

#[test]
fn a_plan_that_is_given_is_explained_and_dates_are_answered() {
    let (file, plan) = (path("T-1.json"), path("T-1.solution.json"));
    let given = ["--case", "1", "--solution", &plan, "--time-limit-secs", "0"];
    let told = object(&[&[file.as_str()], &given[..]].concat());
    assert_eq!(
        (&told["status"], &told["objective"]),
        (&Value::Null, &json!(9535))
    );
    let start = told["placed"]["meeting"]["start"]
        .as_i64()
        .expect("it has one");
    let chosen = format!("{}:{}", start / 18, start % 18);
    let asked = [&chosen, "0", "29:17:30"]
        .map(|date| ["--date", date])
        .concat();
    let told = object(&[&[file.as_str()], &given[..], &asked[..]].concat());
    let dates = told["dates"].as_array().expect("it is a list");
    assert_eq!(dates.len(), 3);
    assert_eq!(
        (&dates[0]["answer"], &dates[0]["day"], &dates[0]["grain"]),
        (&json!("chosen"), &json!(start / 18), &json!(start % 18))
    );
    assert_eq!(
        (&dates[1]["day"], &dates[1]["grain"]),
        (&json!(0), &Value::Null)
    );
    assert_eq!(dates[2]["grain"], 17, "17:30 is the last half-hour");
    assert_eq!(dates[2]["answer"], "unmet", "the day is over by then");
    let text = printed(&[&[file.as_str()], &given[..], &asked[..]].concat());
    in_order(
        &text,
        &[
            "in the plan given, which costs 9,535",
            "Why not on",
            "it meets then",
            "Why not on Mon 20 Apr (day 0)?",
            "(day 29), 17:30?",
            "it could not: a meeting that starts then leaves the day",
        ],
    );
}

#[test]
fn all_that_is_wrong_is_told_and_nothing_is_planned() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let plan = folder.path().join("plan.json");
    let text = r#"{ "cases": [{ "case": 1, "start": null }, { "case": 9, "start": null }] }"#;
    std::fs::write(&plan, text).expect("it can be written");
    let plan = plan.display().to_string();
    let file = path("example.json");
    let output = explain(&[
        &file,
        "--case",
        "3",
        "--date",
        "soon",
        "--date",
        "1:99",
        "--solution",
        &plan,
    ]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(said(&output), "");
    let complaint = complained(&output);
    let lines: Vec<&str> = complaint.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "--case 3: there are 3 cases, from 0",
            "--date soon: there is no day soon",
            "--date 1:99: no meeting starts at 99; a day has 18 grains of 30 minutes from 09:00",
        ]
    );
    assert!(lines.len() > 3 && lines[3..].iter().all(|line| line.starts_with(&plan)));
    for wrong in [
        &["no/such/file.json", "--case", "0"][..],
        &[&file],
        &[&file, "--case", "-1"],
        &[&file, "--case", "0", "--solution", "no/such/plan.json"],
        &[&file, "--case", "0", "--solution", &file],
    ] {
        let output = explain(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {output:?}");
        assert_eq!(said(&output), "");
        assert!(!complained(&output).is_empty());
    }
}
