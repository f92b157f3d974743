//! Until when, and by which steps.

use chrono::{Days, NaiveDate};

use super::calendar::Calendar;
use super::events::Event;
use super::reckon::{Reckoned, reckon};
use super::rules::{Rule, Text};
use super::words::written;

/// The end of a clock, and how it was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The rule that set it.
    pub rule: Rule,
    /// The version of the rule: the first day on which it reads so.
    pub version: NaiveDate,
    /// The last day; for what may not happen before a day (C12, C26), the first.
    pub on: NaiveDate,
    /// Where the rule is written.
    pub citation: &'static str,
    /// A sentence a step; the last names the day.
    pub trace: Vec<String>,
    /// The parts that have a last day each, where the rule has several.
    pub parts: Vec<Part>,
    /// What is not certain about the day.
    pub warnings: Vec<String>,
}

/// One of several things that start together and end on days of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What is due, as "the draft plan".
    pub name: &'static str,
    /// Its last day.
    pub on: NaiveDate,
}

/// The last day to hold a mediation: C8, or C9 when only health is in issue.
///
/// `informed_on` is the day the local authority was told (C8) or the ICB got its notice (C9). A last
/// day that is no working day counts as the working day before it, so that a meeting planned by it
/// can be held.
#[must_use]
pub fn mediation_due(rule: Rule, informed_on: NaiveDate, calendar: &Calendar) -> Due {
    let started = rule.texts(informed_on).map(|text| (text, informed_on));
    latest(started.collect(), calendar)
}

/// The last day to appeal (C14): the later of two months from the day the decision notice was sent
/// and one month from the day the certificate was issued.
#[must_use]
pub fn appeal_due(
    notice_sent_on: NaiveDate,
    certificate_issued_on: Option<NaiveDate>,
    calendar: &Calendar,
) -> Due {
    let notice = Some((Event::NoticeSent, notice_sent_on));
    let certificate = certificate_issued_on.map(|on| (Event::CertificateIssued, on));
    let events: Vec<_> = notice.into_iter().chain(certificate).collect();
    run(Rule::Appeal, &events, calendar)
}

/// The day by which a reply to a request for dates is hoped for (C32).
#[must_use]
pub fn reply_due(sent_on: NaiveDate, calendar: &Calendar) -> Due {
    run(Rule::Reply, &[(Event::RequestSent, sent_on)], calendar)
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
    let mut texts = rule.into_iter().flat_map(|rule| rule.texts(given_on));
    let text = texts.find(|text| text.event == Event::NoticeGiven);
    text.map_or(given_on + Days::new(1), |text| {
        reckon(text, given_on, calendar).on
    })
}

/// Whether a family that first contacted the adviser on `contacted_on` can still get a certificate
/// that it declined mediation (C5). The Tribunal's rolls do not reach this time.
#[must_use]
pub fn is_contact_in_time(
    notice_sent_on: NaiveDate,
    contacted_on: NaiveDate,
    calendar: &Calendar,
) -> bool {
    let notice = [(Event::NoticeSent, notice_sent_on)];
    contacted_on <= run(Rule::AdviserContact, &notice, calendar).on
}

/// The rule's answer from these events, under the version in force on the day of the first; the later
/// one where it has several.
pub(super) fn run(rule: Rule, events: &[(Event, NaiveDate)], calendar: &Calendar) -> Due {
    let first = events.first().map_or(NaiveDate::MAX, |&(_, on)| on);
    let started = rule.texts(first).filter_map(|text| {
        let (_, on) = events.iter().find(|(event, _)| *event == text.event)?;
        Some((text, *on))
    });
    latest(started.collect(), calendar)
}

/// The latest of some lines, each counted from a day.
fn latest(started: Vec<(&'static Text, NaiveDate)>, calendar: &Calendar) -> Due {
    let mut ends: Vec<(&'static Text, Reckoned)> = started
        .into_iter()
        .map(|(text, start)| (text, reckon(text, start, calendar)))
        .collect();
    ends.sort_by_key(|(_, end)| end.on);
    let several = 1 < ends.len();
    let parts = ends
        .iter()
        .filter_map(|(text, end)| text.part.map(|name| Part { name, on: end.on }))
        .collect();
    let looked_at = ends.iter().filter_map(|(_, end)| end.looked_at).max();
    let mut trace = Vec::new();
    for (_, end) in &mut ends {
        trace.append(&mut end.trace);
    }
    let (text, end) = ends
        .last()
        .expect("every rule that is counted has a line: a test counts them all");
    if several {
        trace.push(format!("{}: the later of the two", written(end.on)));
    }
    let warnings = warnings(end.on, looked_at, calendar);
    trace.extend(warnings.iter().cloned());
    Due {
        rule: text.rule,
        version: text.from,
        on: end.on,
        citation: text.citation,
        trace,
        parts,
        warnings,
    }
}

/// What is not certain about a day that depends on bank holidays nobody has announced.
fn warnings(on: NaiveDate, looked_at: Option<NaiveDate>, calendar: &Calendar) -> Vec<String> {
    let known_until = calendar.known_until();
    match (looked_at, known_until) {
        (Some(day), Some(known)) if known < day => vec![format!(
            "{} is not certain: bank holidays are known until {} only",
            written(on),
            written(known)
        )],
        (Some(_), None) => vec![format!(
            "{} is not certain: no year's bank holidays are known",
            written(on)
        )],
        (Some(_), Some(_)) | (None, _) => Vec::new(),
    }
}
