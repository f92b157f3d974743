//! Until when, and by which steps.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::calendar::Calendar;
use super::rules::{Roll, Rule, Text, Unit};

/// The end of a clock, and how it was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The rule that set it.
    pub rule: Rule,
    /// The last day.
    pub on: NaiveDate,
    /// Where the rule is written.
    pub citation: &'static str,
    /// A sentence a step.
    pub trace: Vec<String>,
}

/// The last day to hold a mediation: C8, or C9 when only health is in issue.
///
/// `informed_on` is the day the local authority was told (C8) or the ICB got its notice (C9). A last
/// day that is no working day counts as the working day before it, so that a meeting planned by it
/// can be held.
#[must_use]
pub fn mediation_due(rule: Rule, informed_on: NaiveDate, calendar: &Calendar) -> Due {
    due(rule, informed_on, "it was told", calendar)
}

/// The last day to appeal (C14): the later of two months from the day the decision notice was sent
/// and one month from the day the certificate was issued.
#[must_use]
pub fn appeal_due(
    notice_sent_on: NaiveDate,
    certificate_issued_on: Option<NaiveDate>,
    calendar: &Calendar,
) -> Due {
    let by_notice = due(
        Rule::AppealAfterNotice,
        notice_sent_on,
        "the notice was sent",
        calendar,
    );
    let Some(issued_on) = certificate_issued_on else {
        return by_notice;
    };
    let by_certificate = due(
        Rule::AppealAfterCertificate,
        issued_on,
        "the certificate was issued",
        calendar,
    );
    let (mut later, earlier) = if by_certificate.on < by_notice.on {
        (by_notice, by_certificate)
    } else {
        (by_certificate, by_notice)
    };
    let mut trace = earlier.trace;
    trace.append(&mut later.trace);
    trace.push(format!("{}: the later of the two", written(later.on)));
    Due { trace, ..later }
}

/// The day by which a reply to a request for dates is hoped for (C32).
#[must_use]
pub fn reply_due(sent_on: NaiveDate, calendar: &Calendar) -> Due {
    due(Rule::Reply, sent_on, "the request was sent", calendar)
}

/// The first day on which a meeting may be held when people are told on `given_on`: C12 for
/// mediation, C26 for an annual review; the day after when no rule asks for notice.
///
/// Working days are read as clear days, of which neither the day of the notice nor that of the meeting
/// is one: the reading of "at least 5 working days prior" that can harm no family.
#[must_use]
pub fn first_meeting_day(
    rule: Option<Rule>,
    given_on: NaiveDate,
    calendar: &Calendar,
) -> NaiveDate {
    let Some(rule) = rule else {
        return given_on + Days::new(1);
    };
    let text = rule.on(given_on);
    let end = counted(text, given_on, calendar);
    match text.unit {
        Unit::ClearWorkingDays => calendar.next_working(end),
        Unit::CalendarDays | Unit::WorkingDays | Unit::CalendarMonths => end,
    }
}

/// Counts from `start` under the text in force that day.
fn due(rule: Rule, start: NaiveDate, event: &str, calendar: &Calendar) -> Due {
    let text = rule.on(start);
    let end = counted(text, start, calendar);
    let mut trace = vec![format!(
        "{}: {} from {}, when {event} ({})",
        written(end),
        length(text),
        written(start),
        text.citation
    )];
    let on = rolled(text.roll, end, calendar, &mut trace);
    Due {
        rule,
        on,
        citation: text.citation,
        trace,
    }
}

/// The day the bare count ends.
fn counted(text: &Text, start: NaiveDate, calendar: &Calendar) -> NaiveDate {
    match text.unit {
        Unit::CalendarDays => start + Days::new(u64::from(text.length)),
        Unit::WorkingDays | Unit::ClearWorkingDays => calendar.add_working(start, text.length),
        Unit::CalendarMonths => start + Months::new(text.length),
    }
}

/// The day after any roll; each step is added to the trace.
fn rolled(roll: Roll, end: NaiveDate, calendar: &Calendar, trace: &mut Vec<String>) -> NaiveDate {
    let on = match roll {
        Roll::None => end,
        Roll::Earlier => calendar.last_working(end),
        Roll::Tribunal => out_of_vacation(end, calendar),
    };
    if on != end {
        let why = match roll {
            Roll::Tribunal if is_vacation(end) => "the Tribunal does not count that day",
            Roll::None | Roll::Earlier | Roll::Tribunal => "that day is not a working day",
        };
        trace.push(format!("{}: {why}", written(on)));
    }
    on
}

/// The first working day that is neither in August nor from 25 December to 1 January.
fn out_of_vacation(end: NaiveDate, calendar: &Calendar) -> NaiveDate {
    let mut day = end;
    while is_vacation(day) || !calendar.is_working(day) {
        day = day + Days::new(1);
    }
    day
}

/// A day in August, or from 25 December to 1 January.
fn is_vacation(day: NaiveDate) -> bool {
    match (day.month(), day.day()) {
        (8, _) | (12, 25..) | (1, 1) => true,
        (_, _) => false,
    }
}

/// "2 months", "5 clear working days".
fn length(text: &Text) -> String {
    let unit = match text.unit {
        Unit::CalendarDays => "calendar day",
        Unit::WorkingDays => "working day",
        Unit::ClearWorkingDays => "clear working day",
        Unit::CalendarMonths => "month",
    };
    let plural = if text.length == 1 { "" } else { "s" };
    format!("{} {unit}{plural}", text.length)
}

/// "12 March 2026".
#[must_use]
pub fn written(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn calendar() -> Calendar {
        Calendar::new(Calendar::england().map(|(day, _)| day))
    }

    #[test]
    fn appeals_end_where_the_vectors_say() {
        for (notice, certificate, expected) in [
            ("2026-01-12", None, "2026-03-12"),
            ("2026-01-12", Some("2026-03-02"), "2026-04-02"),
            ("2026-06-30", None, "2026-09-01"),
            ("2026-07-06", Some("2026-07-20"), "2026-09-07"),
            ("2026-10-01", Some("2026-11-29"), "2027-01-04"),
            ("2026-12-31", None, "2027-03-01"),
            ("2026-10-26", None, "2027-01-04"),
        ] {
            let due = appeal_due(day(notice), certificate.map(day), &calendar());
            assert_eq!(
                due.on,
                day(expected),
                "{notice} {certificate:?} {:?}",
                due.trace
            );
        }
    }

    #[test]
    fn thirty_days_end_on_the_last_working_day_in_them() {
        for (informed, expected) in [
            ("2026-11-30", "2026-12-30"),
            ("2027-07-05", "2027-08-04"),
            ("2026-11-26", "2026-12-24"), // day 30 is Boxing Day
        ] {
            let due = mediation_due(Rule::Mediation, day(informed), &calendar());
            assert_eq!(due.on, day(expected), "{informed} {:?}", due.trace);
        }
    }

    #[test]
    fn notice_is_five_clear_working_days() {
        for (given, expected) in [
            ("2026-12-04", "2026-12-14"),
            ("2026-12-23", "2027-01-05"), // 24, 29, 30, 31 December and 4 January lie between
            ("2026-12-05", "2026-12-14"),
        ] {
            assert_eq!(
                first_meeting_day(Some(Rule::Notice), day(given), &calendar()),
                day(expected),
                "{given}"
            );
        }
    }

    #[test]
    fn an_annual_review_is_announced_two_weeks_before() {
        let first = |rule| first_meeting_day(rule, day("2027-01-27"), &calendar());
        assert_eq!(first(Some(Rule::ReviewNotice)), day("2027-02-10"));
        assert_eq!(first(None), day("2027-01-28"));
    }

    #[test]
    fn a_reply_is_hoped_for_in_three_working_days() {
        assert_eq!(
            reply_due(day("2026-11-30"), &calendar()).on,
            day("2026-12-03")
        );
    }

    #[test]
    fn a_trace_says_every_step() {
        let due = appeal_due(day("2026-10-01"), Some(day("2026-11-29")), &calendar());
        insta::assert_snapshot!(due.trace.join("\n"), @r"
        1 December 2026: 2 months from 1 October 2026, when the notice was sent (Tribunal Procedure (HESC) Rules 2008, rule 20(1)(c) and 12)
        29 December 2026: 1 month from 29 November 2026, when the certificate was issued (Tribunal Procedure (HESC) Rules 2008, rule 20(1)(c) and 12)
        4 January 2027: the Tribunal does not count that day
        4 January 2027: the later of the two
        ");
    }

    #[test]
    fn every_rule_has_a_text() {
        for rule in [
            Rule::Mediation,
            Rule::HealthMediation,
            Rule::Notice,
            Rule::ReviewNotice,
            Rule::AppealAfterNotice,
            Rule::AppealAfterCertificate,
            Rule::Reply,
        ] {
            assert_eq!(rule.on(day("2026-01-01")).rule, rule);
        }
    }
}
