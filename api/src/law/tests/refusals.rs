//! What the calculator does not answer.

use super::answer;

#[test]
fn every_refusal_is_one_sentence_that_says_what_to_do() {
    let questions: &[(&str, &[&str])] = &[
        ("C38", &[]),
        ("", &[]),
        ("C14\nC15", &[]),
        (
            "an id so long that nobody wants to read all of it again",
            &[],
        ),
        ("C14", &[]),
        ("C14", &["certificate_issued=2026-03-02"]),
        ("C12", &[]),
        ("C25", &["agreed=2026-03-02"]),
        ("C5", &[]),
        ("C14", &["notice_sent"]),
        ("C14", &["sent=2026-01-12"]),
        ("C14", &["=2026-01-12"]),
        ("C14", &["NOTICE_SENT=2026-01-12"]),
        ("C14", &["told=2026-01-12"]),
        ("C6", &["told=2026-01-12", "told=2026-01-12"]),
        ("C12", &["notice_given=2026-03-02", "meeting=2026-03-12"]),
        ("C14", &["notice_sent=yesterday"]),
        ("C14", &["notice_sent=2026-02-30"]),
        ("C14", &["notice_sent=2027-02-29"]),
        ("C14", &["notice_sent=2026-1-12"]),
        ("C14", &["notice_sent=12/01/2026"]),
        ("C14", &["notice_sent=+2026-01-12"]),
        ("C14", &["notice_sent= 2026-01-12"]),
        ("C14", &["notice_sent="]),
        ("C14", &["notice_sent=2026-01-12=2"]),
        ("C14", &["notice_sent=12026-01-12"]),
        ("C14", &["notice_sent=9999-12-31"]),
        ("C14", &["notice_sent=2100-01-01"]),
        ("C14", &["notice_sent=0001-01-01"]),
        ("C14", &["notice_sent=0000-01-01"]),
        ("C14", &["notice_sent=2014-08-31"]),
        ("C35", &["recommendation=2018-04-02"]),
        (
            "C14",
            &["notice_sent=2026-03-02", "certificate_issued=2026-03-01"],
        ),
        (
            "C14",
            &["certificate_issued=2026-03-01", "notice_sent=2026-03-02"],
        ),
        ("C5", &["notice_sent=2026-03-02", "contacted=2026-03-01"]),
        ("C16", &["agreed=2026-03-02", "other_time=2026-03-01"]),
        ("C25", &["agreed=2026-03-02", "other_time=2026-03-01"]),
        ("C17", &["agreed=2026-03-02", "other_time=2026-03-03"]),
        ("C10", &[]),
        ("C33", &["agreed=2026-03-02"]),
        ("C37", &[]),
    ];
    let said: Vec<String> = questions
        .iter()
        .map(|(rule, events)| {
            let no = answer(rule, events).expect_err(&format!("{rule} {events:?}"));
            assert_eq!(no.lines().count(), 1, "{no}");
            assert!(no.chars().count() <= 200, "{no}");
            no
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn the_ends_of_what_can_be_worked_with_are_worked_with() {
    for (rule, event, expected) in [
        ("C14", "notice_sent=2014-09-01", "2014-11-03"), // the 1st is a Saturday
        ("C35", "recommendation=2018-04-03", "2018-05-07"),
        ("C3", "request_received=2099-12-31", "2100-05-20"),
        ("C26", "meeting=2014-09-01", "2014-08-18"),
        ("C5", "notice_sent=2099-12-31", "2100-02-28"), // 2100 is no leap year
    ] {
        let due = answer(rule, &[event]).unwrap();
        assert_eq!(due.on.to_string(), expected, "{rule} {event}");
    }
}
