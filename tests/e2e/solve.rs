//! `concord solve`.

use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;
use tests::program;

/// A file of the scheduler's examples.
pub(super) fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../scheduler/tests/data")
        .join(name)
}

fn solve(arguments: &[&str]) -> Output {
    program::run(&[], &[&["solve"], arguments].concat())
}

pub(super) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(super) fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The example with one piece of its text replaced, in a folder of its own.
fn changed(from: &str, to: &str) -> (TempDir, String) {
    let text = std::fs::read_to_string(data("example.json")).expect("the example is there");
    assert!(text.contains(from), "{from}");
    let folder = TempDir::new().expect("a temporary folder can be made");
    let path = folder.path().join("changed.json");
    std::fs::write(&path, text.replacen(from, to, 1)).expect("it can be written");
    let path = path.display().to_string();
    (folder, path)
}

#[test]
fn a_file_is_planned_shown_and_written() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let (plan, picture) = (
        folder.path().join("plan.json"),
        folder.path().join("plan.svg"),
    );
    let (file, out) = (
        data("T-1.json").display().to_string(),
        plan.display().to_string(),
    );
    let svg = picture.display().to_string();
    let output = solve(&[&file, "--out", &out, "--svg", &svg]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(complained(&output), "", "no terminal, no progress");
    let printed = said(&output);
    assert!(
        printed.lines().all(|line| line.chars().count() <= 80),
        "{printed}"
    );
    assert!(
        printed.contains("optimal: 7 of 8 cases placed, cost 9,535 (bound 9,535"),
        "{printed}"
    );
    assert!(printed.contains("without a meeting: case 0"), "{printed}");
    assert!(printed.contains("Mon 20 Apr"), "{printed}");
    let drawn = std::fs::read_to_string(&picture).expect("the picture was written");
    assert!(drawn.starts_with("<svg ") && drawn.contains("7 of 8 cases have a meeting"));
    let text = std::fs::read_to_string(&plan).expect("the plan was written");
    let plan: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(
        plan["cases"].as_array().expect("it lists the cases").len(),
        8
    );
    assert_eq!(
        plan["cases"][0],
        serde_json::json!({ "case": 0, "start": null })
    );
}

#[test]
fn with_json_one_object_is_all_that_is_printed() {
    let file = data("T-1.json").display().to_string();
    let answer = || -> Value {
        let output = solve(&[&file, "--json", "--seed", "7", "--threads", "1"]);
        assert_eq!(
            (output.status.code(), complained(&output)),
            (Some(0), String::new())
        );
        let mut answer: Value = serde_json::from_str(&said(&output)).expect("it is JSON");
        assert!(answer["seconds"].take().is_f64());
        answer
    };
    let answers = [answer(), answer()];
    assert_eq!(answers[0], answers[1], "the same seed, the same answer");
    let [answer, _] = answers;
    for (name, value) in [
        ("status", "optimal".into()),
        ("objective", 9535.into()),
        ("bound", 9535.into()),
        ("gap", 0.0.into()),
        ("cases", 8.into()),
        ("placed", 7.into()),
        ("late", 2.into()),
        ("seed", 7.into()),
        ("stopped", false.into()),
        ("unplaced", serde_json::json!([0])),
    ] {
        assert_eq!(answer[name], value, "{name}");
    }
    assert_eq!(answer["levels"]["unplaced"], 5000);
    assert_eq!(answer["terms"]["mediator_travel"], 169);
    assert_eq!(answer["problem_hash"].as_str().map(str::len), Some(16));
}

#[test]
fn all_mistakes_of_a_file_are_told_and_nothing_is_planned() {
    let (folder, path) = changed("\"required\": [3]", "\"required\": [99, -1]");
    let out = folder.path().join("plan.json");
    let output = solve(&[&path, "--json", "--out", &out.display().to_string()]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(said(&output), "");
    let complaint = complained(&output);
    let lines: Vec<&str> = complaint.lines().collect();
    assert_eq!(
        lines,
        [
            "cases[0].required[0]: there is no person 99",
            "cases[0].required[1]: there is no person -1",
        ]
    );
    assert!(!out.exists());
}

#[test]
fn what_is_no_file_of_this_version_is_refused() {
    let (_folder, path) = changed("gen.py v1", "gen.py v2");
    let output = solve(&[&path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        complained(&output).contains("version \"gen.py v2\" is not known"),
        "{output:?}"
    );
    for arguments in [
        &["no/such/file.json"][..],
        &[],
        &[path.as_str(), "--threads", "0"],
        &[path.as_str(), "--time-limit-secs", "soon"],
    ] {
        let output = solve(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert_eq!(said(&output), "");
    }
    let file = data("T-1.json").display().to_string();
    let output = solve(&[&file, "--out", "no/such/folder/plan.json"]);
    assert_eq!(
        output.status.code(),
        Some(2),
        "told before anything is planned: {output:?}"
    );
    assert_eq!(said(&output), "");
}

#[test]
fn no_time_at_all_still_has_an_answer() {
    let file = data("M-1.json").display().to_string();
    let output = solve(&[&file, "--json", "--time-limit-secs", "0"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let answer: Value = serde_json::from_str(&said(&output)).expect("it is JSON");
    let number = |name: &str| answer[name].as_i64().expect("it is a number");
    assert!(number("bound") <= 46_590 && 46_590 <= number("objective"));
}

#[test]
fn a_plan_that_survives_more_says_what_it_costs() {
    let file = data("T-1.json").display().to_string();
    let output = solve(&[&file, "--robust", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let answer: Value = serde_json::from_str(&said(&output)).expect("it is JSON");
    let number = |value: &Value| value.as_i64().expect("it is a number");
    let robust = &answer["robust"];
    assert_eq!(
        (&robust["points"], &robust["status"]),
        (&100.into(), &"optimal".into())
    );
    assert_eq!(
        number(&answer["objective"]),
        9535 + number(&robust["premium"])
    );
    assert_eq!(answer["bound"], 9535, "no plan costs less");
    assert!(0 <= number(&robust["premium"]));
    assert!(number(&answer["objective"]) <= number(&robust["cost"]));
    let dear = solve(&[&file, "--robust=5000"]);
    assert_eq!(dear.status.code(), Some(0), "{dear:?}");
    let printed = said(&dear);
    assert!(
        printed.lines().all(|line| line.chars().count() <= 80),
        "{printed}"
    );
    assert!(
        printed.contains("prefers days with a substitute (5,000 points each): costs"),
        "{printed}"
    );
    for price in ["--robust=0", "--robust=100001", "--robust=much"] {
        assert_eq!(solve(&[&file, price]).status.code(), Some(2), "{price}");
    }
}

#[test]
fn after_a_withdrawal_as_little_changes_as_is_said() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let file = data("T-1.json").display().to_string();
    let before = data("T-1.solution.json");
    let plan: Value =
        serde_json::from_str(&std::fs::read_to_string(&before).expect("the solution is there"))
            .expect("it is JSON");
    let cases = plan["cases"].as_array().expect("it lists the cases");
    let gone = cases
        .iter()
        .find_map(|case| case["assigned"]["mediator"].as_i64());
    let gone = gone.expect("somebody mediates").to_string();
    let (before, out) = (
        before.display().to_string(),
        folder.path().join("after.json").display().to_string(),
    );
    let again = ["--replan", &before, "--without", &gone, "--json"];
    let output = solve(&[&[file.as_str(), "--out", &out], &again[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let answer: Value = serde_json::from_str(&said(&output)).expect("it is JSON");
    let changes = &answer["replan"];
    let people = changes["people"].as_u64().expect("it is a number");
    assert!(0 < people);
    let listed = |name: &str| changes[name].as_array().map_or(0, Vec::len) as u64;
    assert_eq!(listed("family") + listed("others"), people);
    let after = std::fs::read_to_string(&out).expect("the plan was written");
    assert!(
        !after.contains(&format!("\"mediator\":{gone}}}")),
        "{after}"
    );
    // The limit is a hard one, and a plan that keeps to it is told of it.
    let most = people.to_string();
    let within = solve(&[&[file.as_str(), "--most-moved", &most], &again[..]].concat());
    assert_eq!(within.status.code(), Some(0), "{within:?}");
    let none = solve(&[&[file.as_str(), "--most-moved", "0"], &again[..]].concat());
    assert_eq!(none.status.code(), Some(1), "{none:?}");
    assert!(complained(&none).contains("no plan was found in which something changes"));
    let text = solve(&[
        &file,
        "--replan",
        &before,
        "--without",
        &format!("{gone}:29"),
    ]);
    assert_eq!(text.status.code(), Some(0), "{text:?}");
    assert!(
        said(&text).contains("something changes for 0 people"),
        "{text:?}"
    );
}

#[test]
fn what_is_wrong_with_planning_again_is_told_at_once() {
    let file = data("T-1.json").display().to_string();
    let before = data("T-1.solution.json").display().to_string();
    let output = solve(&[
        &file,
        "--replan",
        &before,
        "--without",
        "38",
        "--without",
        "0:30",
        "--without",
        "x",
    ]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let complaint = complained(&output);
    assert_eq!(
        complaint.lines().collect::<Vec<_>>(),
        [
            "--without 38: there is no person 38",
            "--without 0:30: there is no day 30",
            "--without x: there is no person x",
        ]
    );
    let example = data("example.json").display().to_string();
    let (file, before) = (file.as_str(), before.as_str());
    for wrong in [
        &[example.as_str(), "--replan", before, "--without", "0"][..],
        &[file, "--replan", before],
        &[file, "--without", "0"],
        &[file, "--most-moved", "3"],
        &[file, "--replan", before, "--without", "0", "--robust"],
        &[file, "--replan", "no/such/plan.json", "--without", "0"],
    ] {
        let output = solve(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {output:?}");
        assert_eq!(said(&output), "");
    }
}
