//! What is said of the steps.

use chrono::Datelike as _;

use super::{Calendar, answer, day, trace};
use crate::law::clock::first_meeting_day;
use crate::law::rules::Rule;

#[test]
fn the_simplest_trace_is_one_sentence() {
    insta::assert_snapshot!(
        trace("C14", &["notice_sent=2026-01-12"]),
        @"12 March 2026: two months from 12 January 2026, when the notice was sent (Tribunal rule 20(1)(c))"
    );
}

#[test]
fn the_later_of_two_shows_both() {
    insta::assert_snapshot!(
        trace("C14", &["notice_sent=2026-10-01", "certificate_issued=2026-11-29"]),
        @r"
    1 December 2026: two months from 1 October 2026, when the notice was sent (Tribunal rule 20(1)(c))
    29 December 2026: one month from 29 November 2026, when the certificate was issued (Tribunal rule 20(1)(c))
    4 January 2027: the first working day after 1 January (Tribunal rule 12(3))
    4 January 2027: the later of the two
    "
    );
}

#[test]
fn a_weekend_and_august_are_told_apart() {
    insta::assert_snapshot!(
        trace("C14", &["notice_sent=2026-07-06", "certificate_issued=2026-07-20"]),
        @r"
    20 August 2026: one month from 20 July 2026, when the certificate was issued (Tribunal rule 20(1)(c))
    1 September 2026: the first working day after 31 August (Tribunal rule 12(3))
    6 September 2026: two months from 6 July 2026, when the notice was sent (Tribunal rule 20(1)(c))
    7 September 2026: the next working day, since 6 September 2026 is a Sunday (Tribunal rule 12(2))
    7 September 2026: the later of the two
    "
    );
}

#[test]
fn a_meeting_has_the_last_working_day_of_its_time() {
    insta::assert_snapshot!(
        trace("C8", &["la_informed=2026-03-04"]),
        @r"
    3 April 2026: thirty calendar days from 4 March 2026, when the local authority was told (SEND reg 35(4) and 36(2))
    2 April 2026: the last working day in that time, since 3 April 2026 is a bank holiday
    "
    );
}

#[test]
fn clear_days_show_what_unclear_ones_would_be() {
    insta::assert_snapshot!(
        trace("C12", &["notice_given=2026-12-04"]),
        @r"
    11 December 2026: five working days from 4 December 2026, when notice was given (SEND reg 37(2))
    14 December 2026: the working day after, so that the days are clear: neither the day of the notice nor that of the meeting counts
    "
    );
    insta::assert_snapshot!(
        trace("C12", &["meeting=2026-12-14"]),
        @r"
    7 December 2026: five working days before 14 December 2026, when the meeting is held (SEND reg 37(2))
    4 December 2026: the working day before, so that the days are clear: neither the day of the notice nor that of the meeting counts
    "
    );
}

#[test]
fn the_last_days_of_a_december_leave_eleven_days_to_meet() {
    // T10: told on 30 November 2026, asked that day, answered in three working days, notice on the next.
    let calendar = Calendar::carried();
    let replied = answer("C32", &["request_sent=2026-11-30"]).unwrap().on;
    let given = calendar.next_working(replied);
    assert_eq!(given, day("2026-12-04"));
    let first = first_meeting_day(Some(Rule::Notice), given, &calendar);
    assert_eq!(first, day("2026-12-14"));
    let last = answer("C8", &["la_informed=2026-11-30"]).unwrap().on;
    let days = calendar.working_between(first - chrono::Days::new(1), last);
    assert_eq!((last, days), (day("2026-12-30"), 11));
    // T11, in July.
    let replied = answer("C32", &["request_sent=2027-07-05"]).unwrap().on;
    let given = calendar.next_working(replied);
    let first = first_meeting_day(Some(Rule::Notice), given, &calendar);
    assert_eq!((given, first), (day("2027-07-09"), day("2027-07-19")));
}

#[test]
fn draft_and_final_plan_have_a_date_each() {
    let due = answer("C21", &["agreed=2026-11-24"]).unwrap();
    let parts: Vec<(&str, String)> = due
        .parts
        .iter()
        .map(|part| (part.name, part.on.to_string()))
        .collect();
    let expected = [
        ("the draft plan", "2026-12-29"),
        ("the final plan", "2027-02-09"),
    ];
    assert_eq!(parts, expected.map(|(name, on)| (name, on.to_owned())));
    insta::assert_snapshot!(due.trace.join("\n"), @r"
    29 December 2026, for the draft plan: five weeks from 24 November 2026, when the agreement was made (SEND reg 42(2) and 44(2)(c))
    9 February 2027, for the final plan: eleven weeks from 24 November 2026, when the agreement was made (SEND reg 42(2) and 44(2)(c))
    9 February 2027: the later of the two
    ");
}

#[test]
fn other_ways_of_counting_say_so() {
    let traces = [
        trace("C4", &["draft_served=2026-11-23"]),
        trace("C15", &["act=2026-01-12"]),
        trace("C26", &["meeting=2027-02-10"]),
        trace("C31", &["post_sixteen_transfer=2027-09-01"]),
        trace("C34", &["appeal_sent=2026-07-20"]),
        trace("C25", &["agreed=2026-11-24", "other_time=2027-01-15"]),
    ];
    insta::assert_snapshot!(traces.join("\n"));
}

#[test]
fn a_first_contact_is_judged() {
    let last = |contacted: &str| {
        let due = answer("C5", &["notice_sent=2026-06-30", contacted]).unwrap();
        due.trace.last().cloned().unwrap()
    };
    insta::assert_snapshot!(
        last("contacted=2026-08-30"),
        @"a first contact on 30 August 2026 is in time: the last day is 30 August 2026"
    );
    insta::assert_snapshot!(
        last("contacted=2026-08-31"),
        @"a first contact on 31 August 2026 is too late for a certificate that mediation was declined: the last day was 30 August 2026 (SEND reg 34(2))"
    );
}

#[test]
fn beyond_the_bank_holidays_the_day_is_not_certain() {
    let certain = answer("C6", &["told=2028-12-22"]).unwrap();
    assert_eq!((certain.on.year(), certain.warnings), (2028, Vec::new()));
    let unsure = answer("C6", &["told=2028-12-29"]).unwrap();
    insta::assert_snapshot!(
        unsure.warnings.join("\n"),
        @"3 January 2029 is not certain: bank holidays are known until 31 December 2028 only"
    );
    assert_eq!(unsure.trace.last(), unsure.warnings.first());
    // A roll looks at bank holidays, a count of weeks does not.
    assert_eq!(
        answer("C14", &["notice_sent=2028-11-15"])
            .unwrap()
            .warnings
            .len(),
        1
    );
    assert_eq!(
        answer("C8", &["la_informed=2028-12-10"])
            .unwrap()
            .warnings
            .len(),
        1
    );
    assert!(
        answer("C20", &["agreed=2028-12-10"])
            .unwrap()
            .warnings
            .is_empty()
    );
    // Back from January the days of December are known, that of the meeting is not.
    assert_eq!(
        answer("C12", &["meeting=2029-01-03"])
            .unwrap()
            .warnings
            .len(),
        1
    );
}

#[test]
fn without_any_bank_holidays_nothing_is_certain() {
    let calendar = Calendar::default();
    let due = crate::law::clock::reply_due(day("2026-11-30"), &calendar);
    insta::assert_snapshot!(
        due.warnings.join("\n"),
        @"3 December 2026 is not certain: no year's bank holidays are known"
    );
}
