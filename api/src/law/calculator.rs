//! The calculator: a rule and what happened when, to a date or to the reason why there is none.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::changes::agreed_otherwise;
use super::clock::{Due, run};
use super::entries::Form;
use super::events::Event;
use super::refused::{LAST_DAY, Refused, Unreadable};
use super::rules::Rule;
use super::texts::TEXTS;
use super::words::written;

/// Something that happened, and when.
pub type Happened = (Event, NaiveDate);

/// Reads a rule and events as people write them: `C14`, `notice_sent=2026-01-12`.
///
/// # Errors
///
/// A rule or an event has another name, or what follows it is no date.
pub fn read<S: AsRef<str>>(rule: &str, events: &[S]) -> Result<(Rule, Vec<Happened>), Unreadable> {
    let rule = Rule::from_id(rule).ok_or_else(|| Unreadable::Rule(rule.to_owned()))?;
    let events = events.iter().map(|text| read_event(rule, text.as_ref()));
    Ok((rule, events.collect::<Result<_, _>>()?))
}

fn read_event(rule: Rule, text: &str) -> Result<Happened, Unreadable> {
    let parts = text.split_once('=');
    let (name, date) = parts.ok_or_else(|| Unreadable::Event(text.to_owned()))?;
    let event = Event::from_name(name).ok_or_else(|| Unreadable::Name {
        rule,
        name: name.to_owned(),
    })?;
    let on = read_date(date).ok_or_else(|| Unreadable::Date {
        event,
        given: date.to_owned(),
    })?;
    Ok((event, on))
}

/// Ten characters, as 2026-01-12: a year of five digits or a sign is a slip of the hand.
fn read_date(text: &str) -> Option<NaiveDate> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let is_shaped = (year.len(), month.len(), day.len()) == (4, 2, 2);
    if !is_shaped || ![year, month, day].into_iter().all(|part| digits(part)) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Works out until when, from what happened.
///
/// # Errors
///
/// An event is missing, given twice, out of reach, before its cause or not the rule's; or the rule
/// gives no date.
pub fn due(rule: Rule, events: &[Happened], calendar: &Calendar) -> Result<Due, Refused> {
    check(rule, events)?;
    let entry = rule.entry();
    let on = |event: Event| events.iter().find(|(given, _)| *given == event).copied();
    let due = match entry.form {
        Form::Open(why) => return Err(Refused::Open { rule, why }),
        Form::Start(event) => {
            let start = on(event).ok_or(Refused::Missing(rule))?;
            run(rule, &[start], calendar)
        }
        Form::Either(one, other) => {
            let start = match (on(one), on(other)) {
                (Some(_), Some(_)) => return Err(Refused::Either(one, other)),
                (Some(start), None) | (None, Some(start)) => start,
                (None, None) => return Err(Refused::Missing(rule)),
            };
            run(rule, &[start], calendar)
        }
        Form::Later(first, second) => {
            let first = on(first).ok_or(Refused::Missing(rule))?;
            let both: Vec<Happened> = [Some(first), on(second)].into_iter().flatten().collect();
            run(rule, &both, calendar)
        }
        Form::Written(first, second) => {
            let (first, second) = on(first).zip(on(second)).ok_or(Refused::Missing(rule))?;
            return Ok(as_written(rule, first, second));
        }
    };
    Ok(match entry.besides.and_then(on) {
        Some((Event::OtherTime, day)) => agreed_otherwise(due, day),
        Some((_, contacted_on)) => judged(due, contacted_on),
        None => due,
    })
}

/// Refuses events that cannot be meant.
fn check(rule: Rule, events: &[Happened]) -> Result<(), Refused> {
    for (ix, &(event, on)) in events.iter().enumerate() {
        if events.iter().take(ix).any(|(earlier, _)| *earlier == event) {
            return Err(Refused::Repeated(event));
        }
        if !rule.entry().events().any(|own| own == event) {
            return Err(match rule.entry().form {
                Form::Open(why) => Refused::Open { rule, why },
                Form::Start(_) | Form::Either(..) | Form::Later(..) | Form::Written(..) => {
                    Refused::OtherEvent { rule, event }
                }
            });
        }
        if LAST_DAY < on {
            return Err(Refused::OutOfReach { event, on });
        }
        let from = in_force_since(rule);
        if on < from {
            let (rule, event) = (rule, event);
            return Err(Refused::NotInForce {
                rule,
                event,
                on,
                from,
            });
        }
    }
    in_order(rule, events)
}

/// The first day of the rule's first version; that of the first rule of all where it has no length.
fn in_force_since(rule: Rule) -> NaiveDate {
    let own = TEXTS.iter().filter(|text| text.rule == rule);
    let froms = own.map(|text| text.from).min();
    let all = || TEXTS.iter().map(|text| text.from).min();
    froms.or_else(all).unwrap_or(LAST_DAY)
}

/// Refuses an event before the one it follows from.
fn in_order(rule: Rule, events: &[Happened]) -> Result<(), Refused> {
    let on = |event: Event| events.iter().find(|(given, _)| *given == event).copied();
    let mut own = rule.entry().events().filter_map(on);
    let Some((cause, cause_on)) = own.next() else {
        return Ok(());
    };
    if let Form::Either(..) = rule.entry().form {
        return Ok(());
    }
    match own.find(|(_, day)| *day < cause_on) {
        None => Ok(()),
        Some((event, day)) => Err(Refused::BeforeCause {
            event,
            on: day,
            cause,
            cause_on,
        }),
    }
}

/// The answer that the parties wrote down (C25).
fn as_written(rule: Rule, agreed: Happened, other: Happened) -> Due {
    let (_, agreed_on) = agreed;
    let (_, on) = other;
    let citation = "SEND Regulations 2014, reg 42(5)";
    Due {
        rule,
        version: in_force_since(rule),
        on,
        citation,
        trace: vec![format!(
            "{}: the time that the agreement of {} sets in writing (SEND reg 42(5))",
            written(on),
            written(agreed_on)
        )],
        parts: Vec::new(),
        warnings: Vec::new(),
    }
}

/// Says whether a first contact came in time.
fn judged(mut due: Due, contacted_on: NaiveDate) -> Due {
    let (contacted, last) = (written(contacted_on), written(due.on));
    due.trace.push(if contacted_on <= due.on {
        format!("a first contact on {contacted} is in time: the last day is {last}")
    } else {
        format!(
            "a first contact on {contacted} is too late for a certificate that mediation was \
             declined: the last day was {last} (SEND reg 34(2))"
        )
    });
    due
}
