//! The table of rules agrees with itself.

use std::collections::BTreeSet;

use super::day;
use crate::law::entries::{ENTRIES, Form};
use crate::law::events::Event;
use crate::law::rules::{Rule, Unit};
use crate::law::texts::TEXTS;

#[test]
fn every_rule_stands_in_its_place() {
    for (ix, entry) in ENTRIES.iter().enumerate() {
        assert_eq!(entry.rule as usize, ix, "{}", entry.id);
        assert_eq!(entry.id, format!("C{}", ix + 1));
        assert_eq!(Rule::from_id(&entry.id.to_lowercase()), Some(entry.rule));
        assert!(entry.purpose.ends_with('.'), "{}", entry.purpose);
    }
    assert_eq!(Rule::all().count(), ENTRIES.len());
}

#[test]
fn every_rule_has_a_length_for_each_event_it_starts_from() {
    for entry in &ENTRIES {
        let of_rule = TEXTS.iter().filter(|text| text.rule == entry.rule);
        let events: BTreeSet<Event> = of_rule.map(|text| text.event).collect();
        let expected = match entry.form {
            Form::Start(event) => vec![event],
            Form::Either(one, other) | Form::Later(one, other) => vec![one, other],
            Form::Written(..) | Form::Open(_) => Vec::new(),
        };
        assert_eq!(events, expected.into_iter().collect(), "{}", entry.id);
    }
}

#[test]
fn every_event_has_a_name_of_its_own_and_a_rule() {
    let names: BTreeSet<&str> = Event::ALL.iter().map(|event| event.name()).collect();
    assert_eq!(names.len(), Event::ALL.len());
    for event in Event::ALL {
        assert_eq!(Event::from_name(event.name()), Some(event));
        let used = ENTRIES
            .iter()
            .any(|entry| entry.events().any(|own| own == event));
        assert!(used, "{}", event.name());
    }
}

#[test]
fn a_fixed_day_exists_in_every_year() {
    for text in TEXTS {
        if let Unit::DaysBefore { month, day } = text.unit {
            let named = chrono::NaiveDate::from_ymd_opt(2027, month, day);
            assert!(named.is_some(), "{text:?}");
        }
    }
}

#[test]
fn a_rule_names_the_version_in_force() {
    let send = Some(day("2014-09-01"));
    assert_eq!(Rule::Appeal.version_on(day("2026-01-12")), send);
    assert_eq!(Rule::Appeal.version_on(day("2014-09-01")), send);
    // Before the first version there is no other: whoever asks is told so by the calculator.
    assert_eq!(Rule::Appeal.version_on(day("2014-08-31")), send);
    let later = Some(day("2018-04-03"));
    assert_eq!(
        Rule::RecommendationReply.version_on(day("2026-01-12")),
        later
    );
    assert_eq!(Rule::ExpenseClaim.version_on(day("2026-01-12")), None);
}
