//! What people are told, over GraphQL and on the command line.

use std::process::Output;

use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::tell::{each, fault_codes};
use tests::{ANYONE, Region, TestApp, both, program};

const GUIDES: &str = "query ($audience: GuideAudience) {
  guides(audience: $audience) { topic title audience summary sections { heading text } sources terms { term } }
}";

both! {
    async fn anybody_reads_the_texts(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let all = app.ask(ANYONE, GUIDES, json!({})).await["guides"].take();
        let topics = each(&all, "topic");
        assert_eq!((topics.len(), topics[0]), (15, "INDEPENDENT_ADVICE"));
        let family = region.cases.med_e.1.parent;
        assert_eq!(app.ask(family, GUIDES, json!({})).await["guides"], all);
        for (audience, has, has_not) in [
            ("FAMILIES", "SUPPORT_LETTER", "WORDS"),
            ("PROFESSIONALS", "RINGING_FAMILIES", "SUPPORT_LETTER"),
            ("SERVICE", "WORDS", "SUPPORT_LETTER"),
            ("EVERYBODY", "THE_DAY", "WORDS"),
        ] {
            let variables = json!({ "audience": audience });
            let found = app.ask(ANYONE, GUIDES, variables).await["guides"].take();
            let topics = each(&found, "topic");
            assert!(topics.contains(&has) && topics.contains(&"THE_DAY"), "{audience}");
            assert!(!topics.contains(&has_not), "{audience}");
        }
        let one = "query ($topic: GuideTopic!) { guide(topic: $topic) { title sections { heading } } }";
        let day = app.ask(ANYONE, one, json!({ "topic": "THE_DAY" })).await;
        assert_eq!(day["guide"]["title"], "How the day goes");
        let unknown = app.run(ANYONE, one, json!({ "topic": "THE_WEATHER" })).await;
        assert!(!fault_codes(&unknown).is_empty() && !fault_codes(&unknown).contains(&"INTERNAL"));
    }

    async fn anybody_looks_a_word_up(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let document = "{ glossary { term also meaning source } }";
        let found = app.ask(ANYONE, document, json!({})).await["glossary"].take();
        let terms = each(&found, "term");
        assert!(30 <= terms.len() && terms.contains(&"SENCO"), "{terms:?}");
        let roles = app.ask(ANYONE, GUIDES, json!({ "audience": "EVERYBODY" })).await["guides"].take();
        for guide in roles.as_array().expect("it is a list") {
            for term in each(&guide["terms"], "term") {
                assert!(terms.contains(&term), "{term}");
            }
        }
    }
}

fn run(arguments: &[&str]) -> Output {
    // No settings at all: none are needed.
    program::run(&[], &[&["guide"], arguments].concat())
}

fn said(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_text_is_shown_on_the_command_line() {
    assert!(said(&run(&["list"])).contains("How the day goes (for everybody)"));
    assert!(said(&run(&["show", "the-day"])).starts_with("How the day goes\n"));
    assert!(said(&run(&["glossary"])).contains("\nSENCO\n"));
    let guide: Value =
        serde_json::from_str(&said(&run(&["show", "THE_DAY", "--json"]))).expect("it is JSON");
    assert_eq!(guide["topic"], "the-day");
    for list in ["list", "glossary"] {
        let found: Value =
            serde_json::from_str(&said(&run(&[list, "--json"]))).expect("it is JSON");
        assert!(10 < found.as_array().map_or(0, Vec::len), "{list}");
    }
}

#[test]
fn an_unknown_topic_is_one_line_and_status_two() {
    for question in [
        &["show", "the-weather"][..],
        &["show", "the\nday", "--json"],
    ] {
        let output = run(question);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
    }
}
