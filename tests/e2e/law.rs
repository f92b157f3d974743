//! The law's time limits, over GraphQL and on the command line.

use std::process::Output;
use std::sync::Arc;

use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::tell::{each, fault_codes, refusal};
use tests::{ANYONE, Region, TestApp, both, program};

const DUE: &str = "query ($rule: LegalRule!, $events: [LegalEventInput!]!) {
  legalDeadline(rule: $rule, events: $events) {
    deadline { rule on citation trace version parts { name on } warnings }
    userErrors { code message field }
  }
}";

/// Asks for a date as nobody in particular.
async fn due(app: &TestApp, rule: &str, events: Value) -> Value {
    let variables = json!({ "rule": rule, "events": events });
    app.ask(ANYONE, DUE, variables).await["legalDeadline"].take()
}

fn event(name: &str, on: &str) -> Value {
    json!({ "name": name, "on": on })
}

both! {
    async fn anybody_may_ask_until_when(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let events = json!([event("NOTICE_SENT", "2026-01-12"), event("CERTIFICATE_ISSUED", "2026-03-02")]);
        let found = due(&app, "C14", events.clone()).await;
        assert_eq!(found["userErrors"], json!([]));
        let deadline = &found["deadline"];
        assert_eq!((&deadline["rule"], &deadline["on"]), (&json!("C14"), &json!("2026-04-02")));
        assert_eq!(deadline["version"], "2014-09-01");
        assert_eq!(
            deadline["trace"][2],
            "2 April 2026: the later of the two",
            "{deadline:#}"
        );
        let variables = json!({ "rule": "C14", "events": events });
        let family = region.cases.med_e.1.parent;
        assert_eq!(app.ask(family, DUE, variables).await["legalDeadline"], found);
    }

    async fn a_question_without_a_date_is_refused_with_a_code(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let mut refusals = Vec::new();
        for (rule, events) in [
            ("C14", json!([])),
            ("C14", json!([event("CERTIFICATE_ISSUED", "2026-03-02")])),
            ("C6", json!([event("TOLD", "2026-03-02"), event("TOLD", "2026-03-03")])),
            ("C12", json!([event("NOTICE_GIVEN", "2026-03-02"), event("MEETING", "2026-03-12")])),
            ("C14", json!([event("TOLD", "2026-03-02")])),
            ("C14", json!([event("NOTICE_SENT", "9999-12-31")])),
            ("C14", json!([event("NOTICE_SENT", "0001-01-01")])),
            ("C14", json!([event("NOTICE_SENT", "2026-03-02"), event("CERTIFICATE_ISSUED", "2026-03-01")])),
            ("C10", json!([])),
        ] {
            let found = due(&app, rule, events).await;
            assert_eq!(found["deadline"], Value::Null);
            refusals.push(refusal(&found));
        }
        assert_eq!(refusals, [
            "EVENT_MISSING events: an event is missing: C14 needs notice_sent, and certificate_issued once there is one",
            "EVENT_MISSING events: an event is missing: C14 needs notice_sent, and certificate_issued once there is one",
            "EVENT_REPEATED events: told is given twice",
            "EVENT_AMBIGUOUS events: give notice_given or meeting, not both: each has an answer of its own",
            "EVENT_NOT_OF_RULE events: C14 does not depend on told; C14 needs notice_sent, and certificate_issued once there is one",
            "DATE_OUT_OF_REACH events: notice_sent on 9999-12-31 is out of reach: days up to 2099-12-31 can be worked with",
            "DATE_OUT_OF_REACH events: notice_sent on 0001-01-01 is out of reach: C14 is in force since 2014-09-01",
            "DATE_BEFORE_CAUSE events: certificate_issued on 2026-03-01 cannot be: it follows notice_sent, which was on 2026-03-02",
            "RULE_GIVES_NO_DATE rule: C10 gives no date: it has no length, since the local authority tells the adviser as soon as possible after it realises that it cannot arrange in time (SEND reg 39(2))",
        ]);
        for (rule, events) in [
            ("C38", json!([])),
            ("C14", json!([event("SENT", "2026-03-02")])),
            ("C14", json!([event("NOTICE_SENT", "2026-02-30")])),
        ] {
            let variables = json!({ "rule": rule, "events": events });
            let answer = app.run(ANYONE, DUE, variables).await;
            assert!(!fault_codes(&answer).is_empty(), "{answer:#}");
            assert!(!fault_codes(&answer).contains(&"INTERNAL"), "{answer:#}");
        }
    }

    async fn a_holiday_proclaimed_since_is_counted(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let told = json!([event("TOLD", "2026-03-02")]);
        assert_eq!(due(&app, "C6", told.clone()).await["deadline"]["on"], "2026-03-05");
        // As the service would know it after a restart.
        let days = api::law::Calendar::england().map(|(day, _)| day);
        let proclaimed = chrono::NaiveDate::from_ymd_opt(2026, 3, 4).expect("it is a day");
        let calendar = api::law::Calendar::new(days.chain([proclaimed]));
        let mut again = app.app.clone();
        again.calendar = std::sync::Arc::new(calendar);
        let request = async_graphql::Request::new(
            "{ legalDeadline(rule: C6, events: [{ name: TOLD, on: \"2026-03-02\" }]) { deadline { on } } }",
        );
        let request = api::schema::request(&again, api::auth::Actor::Anonymous, &Arc::default(), request);
        let answer = api::schema::build().execute(request).await;
        let data = answer.data.into_json().expect("it is JSON");
        assert_eq!(data["legalDeadline"]["deadline"]["on"], "2026-03-06");
    }

    async fn the_rules_are_listed_for_everybody(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let document = "{ legalRules { rule purpose events lengths { event text part version citation } noDate } }";
        let answer = app.ask(ANYONE, document, json!({})).await;
        let rules = each(&answer["legalRules"], "rule");
        let expected: Vec<String> = (1..=37).map(|number| format!("C{number}")).collect();
        assert_eq!(rules, expected);
        let appeal = &answer["legalRules"][13];
        assert_eq!(appeal["events"], json!(["NOTICE_SENT", "CERTIFICATE_ISSUED"]));
        assert_eq!(each(&appeal["lengths"], "text"), [
            "two months after notice_sent", "one month after certificate_issued",
        ]);
        assert_eq!(each(&answer["legalRules"], "noDate").len(), 3);
    }
}

fn run(arguments: &[&str]) -> Output {
    let mut all = vec!["law"];
    all.extend_from_slice(arguments);
    // No settings at all: none are needed.
    program::run(&[], &all)
}

fn said(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_command_answers_in_json() {
    let question = [
        "due",
        "C14",
        "notice_sent=2026-01-12",
        "certificate_issued=2026-03-02",
        "--json",
    ];
    let answer: Value = serde_json::from_str(&said(&run(&question))).expect("it is JSON");
    assert_eq!(answer["rule"], "C14");
    assert_eq!(answer["due_on"], "2026-04-02");
    let citation = answer["citation"].as_str().unwrap();
    assert!(citation.contains("rule 20(1)(c)"), "{citation}");
    assert_eq!(answer["trace"].as_array().unwrap().len(), 3, "{answer:#}");
    assert_eq!(answer["warnings"], json!([]));
    // Numbers may be in small letters, and events in any order.
    let again = [
        "due",
        "--json",
        "c14",
        "certificate_issued=2026-03-02",
        "notice_sent=2026-01-12",
    ];
    assert_eq!(said(&run(&again)), said(&run(&question)));
}

#[test]
fn the_command_answers_and_lists_in_eighty_columns() {
    let date = said(&run(&["due", "C21", "agreed=2026-11-24"]));
    assert!(date.starts_with("Tuesday 9 February 2027\n"), "{date}");
    assert!(date.contains("the draft plan: 29 December 2026"), "{date}");
    let list = said(&run(&["list"]));
    for line in date.lines().chain(list.lines()) {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert_eq!(
        list.lines().filter(|line| line.starts_with('C')).count(),
        37
    );
    let rules: Value = serde_json::from_str(&said(&run(&["list", "--json"]))).expect("it is JSON");
    assert_eq!(rules.as_array().map(Vec::len), Some(37));
}

#[test]
fn a_mistake_is_one_line_and_status_two() {
    for question in [
        &["C38", "told=2026-01-12"][..],
        &["C14\nC15"],
        &["C14"],
        &["C14", "notice_sent"],
        &["C14", "sent=2026-01-12"],
        &["C14", "told=2026-01-12"],
        &["C14", "notice_sent=2026-01-12", "notice_sent=2026-01-13"],
        &["C14", "notice_sent=2026-02-30"],
        &["C14", "notice_sent=0001-01-01"],
        &["C14", "notice_sent=10000-01-01"],
        &[
            "C14",
            "notice_sent=2026-03-02",
            "certificate_issued=2026-03-01",
        ],
        &["C12", "notice_given=2026-03-02", "meeting=2026-03-12"],
        &["C37"],
    ] {
        for json in [&[][..], &["--json"]] {
            let output = run(&[&["due"], question, json].concat());
            assert_eq!(output.status.code(), Some(2), "{question:?}: {output:?}");
            assert!(output.stdout.is_empty(), "{question:?}: {output:?}");
            let complaint = String::from_utf8_lossy(&output.stderr);
            assert_eq!(complaint.lines().count(), 1, "{question:?}: {complaint}");
        }
    }
}
