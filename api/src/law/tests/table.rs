//! The table of deadlines worked out by hand, `docs/law/deadlines.md`.

use std::collections::BTreeMap;

use super::{Calendar, answer, day};
use crate::law::age::school_age_ends_on;
use crate::law::clock::is_contact_in_time;
use crate::law::entries::Form;
use crate::law::rules::Rule;

const TABLE: &str = include_str!("../../../../docs/law/deadlines.md");

/// A line of the table.
struct Line {
    number: &'static str,
    rule: &'static str,
    events: Vec<&'static str>,
    due: &'static str,
    how: &'static str,
}

fn lines() -> Vec<Line> {
    let rows = TABLE.lines().filter(|line| line.starts_with("| "));
    let rows = rows.filter(|line| !line.starts_with("| no. "));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [number, rule, events, due, how] = cells.as_slice() else {
            panic!("five columns: {row}");
        };
        Line {
            number,
            rule,
            events: events.split(", ").collect(),
            due,
            how,
        }
    })
    .collect()
}

/// What the program says to a line, as the table writes it.
fn said(line: &Line) -> String {
    let value = |name: &str| {
        let mut pairs = line.events.iter().filter_map(|event| event.split_once('='));
        pairs
            .find(|(given, _)| *given == name)
            .map(|(_, on)| day(on))
    };
    if line.rule == "school age" {
        let ends = school_age_ends_on(value("born").unwrap());
        return ends.unwrap().to_string();
    }
    let on = match answer(line.rule, &line.events) {
        Ok(due) => due.on.to_string(),
        Err(no) => return no,
    };
    let Some(contacted) = value("contacted") else {
        return on;
    };
    let sent = value("notice_sent").unwrap();
    let in_time = is_contact_in_time(sent, contacted, &Calendar::carried());
    format!("{on} ({})", if in_time { "in time" } else { "too late" })
}

#[test]
fn every_deadline_worked_out_by_hand_is_the_programs() {
    let wrong: Vec<String> = lines()
        .iter()
        .filter(|line| said(line) != line.due)
        .map(|line| {
            let Line {
                number,
                rule,
                due,
                how,
                ..
            } = line;
            format!(
                "{number} {rule}: {due} by hand ({how}), {} by program",
                said(line)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_has_all_vectors_and_enough_of_every_rule() {
    let lines = lines();
    for vector in 1..=17 {
        let starts = |line: &&Line| {
            let rest = line.number.strip_prefix(&format!("T{vector}"));
            rest.is_some_and(|rest| rest.chars().all(char::is_alphabetic))
        };
        assert!(lines.iter().any(|line| starts(&line)), "T{vector}");
    }
    let others = lines.iter().filter(|line| !line.number.starts_with('T'));
    assert!(80 <= others.count());
    let mut counts = BTreeMap::new();
    for line in &lines {
        *counts.entry(line.rule).or_insert(0) += 1;
        assert!(!line.how.is_empty(), "{}", line.number);
    }
    for rule in Rule::all() {
        let gives_dates = !matches!(rule.entry().form, Form::Open(_));
        let count = counts.get(rule.id()).copied().unwrap_or(0);
        assert_eq!(gives_dates, 2 <= count, "{} has {count}", rule.id());
    }
}

#[test]
fn no_line_stands_twice() {
    let mut seen = BTreeMap::new();
    for line in lines() {
        let question = (line.rule, line.events.clone());
        assert_eq!(seen.insert(question, line.number), None, "{}", line.number);
    }
}
