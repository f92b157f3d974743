//! Other times agreed in writing, and exceptions.

use super::{answer, day};
use crate::law::Due;
use crate::law::changes::{ClockExtension, ExtensionRefused, Ground, agreed_otherwise, extended};
use crate::law::entries::ENTRIES;

fn extension(from: &str, to: &str) -> ClockExtension {
    ClockExtension {
        ground: Ground::SchoolClosed,
        evidence: "the school's letter of 20 July".to_owned(),
        from: day(from),
        to: day(to),
    }
}

fn agreed(rule: &str) -> Due {
    answer(rule, &["agreed=2026-07-20"]).unwrap()
}

#[test]
fn an_exception_moves_a_date_and_keeps_the_old_one_in_the_trace() {
    let due = extended(agreed("C19"), &extension("2026-09-28", "2026-10-12")).unwrap();
    assert_eq!(due.on, day("2026-10-12"));
    insta::assert_snapshot!(due.trace.join("\n"), @r"
    28 September 2026: ten weeks from 20 July 2026, when the agreement was made (SEND reg 42(2) and 44(2)(b)(i))
    12 October 2026: instead of 28 September 2026, for advice asked of a school closed for four weeks or more (SEND reg 44(3)(c))
    ");
}

#[test]
fn an_exception_for_the_draft_leaves_the_final_plan_alone() {
    let due = extended(agreed("C21"), &extension("2026-08-24", "2026-09-07")).unwrap();
    let parts: Vec<String> = due.parts.iter().map(|part| part.on.to_string()).collect();
    assert_eq!(parts, ["2026-09-07", "2026-10-05"]);
    assert_eq!(due.on, day("2026-10-05"));
    assert!(due.trace.last().unwrap().starts_with("5 October 2026"));
}

#[test]
fn only_four_rules_know_exceptions() {
    let mut reached = Vec::new();
    for entry in ENTRIES
        .iter()
        .filter(|entry| entry.may_be_agreed_otherwise())
    {
        let due = agreed(entry.id);
        let (from, to) = (due.on, due.on + chrono::Days::new(7));
        let asked = ClockExtension {
            from,
            to,
            ..extension("2026-01-01", "2026-01-02")
        };
        match extended(due, &asked) {
            Ok(due) => reached.push(due.rule.id()),
            Err(no) => assert_eq!(no, ExtensionRefused::OtherRule(entry.rule)),
        }
    }
    assert_eq!(reached, ["C18", "C19", "C20", "C21"]);
}

#[test]
fn an_exception_needs_evidence_and_dates_that_make_sense() {
    let silent = ClockExtension {
        evidence: " ".to_owned(),
        ..extension("2026-09-28", "2026-10-12")
    };
    let no = |extension: &ClockExtension| extended(agreed("C19"), extension).unwrap_err();
    assert_eq!(no(&silent), ExtensionRefused::NoEvidence);
    let other = no(&extension("2026-09-29", "2026-10-12"));
    assert_eq!(other, ExtensionRefused::OtherDate(day("2026-09-29")));
    let back = no(&extension("2026-09-28", "2026-09-28"));
    let (from, to) = (day("2026-09-28"), day("2026-09-28"));
    assert_eq!(back, ExtensionRefused::NotLater { from, to });
}

#[test]
fn a_time_agreed_in_writing_counts_instead_and_the_old_date_stays_readable() {
    let due = answer("C16", &["agreed=2026-11-24", "other_time=2027-01-15"]).unwrap();
    insta::assert_snapshot!(due.trace.join("\n"), @r"
    8 December 2026: two weeks from 24 November 2026, when the agreement was made (SEND reg 42(3))
    15 January 2027: instead of 8 December 2026, because the parties agreed on it in writing (SEND reg 42(5))
    ");
}

#[test]
fn nobody_can_agree_on_another_time_to_appeal() {
    let due = answer("C14", &["notice_sent=2026-01-12"]).unwrap();
    assert_eq!(agreed_otherwise(due.clone(), day("2026-06-01")), due);
    let reached: Vec<&str> = ENTRIES
        .iter()
        .filter(|entry| entry.may_be_agreed_otherwise())
        .map(|entry| entry.id)
        .collect();
    let by_regulation = ["C16", "C18", "C19", "C20", "C21", "C22", "C23", "C24"];
    assert_eq!(reached[..8], by_regulation);
    assert_eq!(
        reached[8..],
        ["C36"],
        "the service's own default gives way as well"
    );
}
