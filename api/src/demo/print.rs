//! Sheets as text for a terminal of eighty columns.

use std::fmt::Write as _;

use chrono_tz::Europe::London;

use super::sheet::{Date, Obstacle, Sheet};
use crate::law::words::written;

/// Columns of the terminal.
const WIDTH: usize = 80;
/// Columns before everything that belongs to a date.
const INDENT: usize = 4;

/// A sheet as text, each line at most eighty columns long and the last one ended.
#[must_use]
pub fn text(sheet: &Sheet) -> String {
    let mut text = wrapped(&format!("{} · {}", sheet.reference, sheet.kind), 0);
    if let Some(day) = sheet.arrange_by_on {
        text += &wrapped(
            &format!("to be held by {} (the 30-day limit)", written(day)),
            0,
        );
    }
    for date in &sheet.dates {
        text.push('\n');
        text += &proposed(date);
    }
    if let Some(obstacle) = &sheet.obstacle {
        text.push('\n');
        text += &explained(obstacle);
    }
    text
}

/// A date: when, where, who, and why it stands there.
fn proposed(date: &Date) -> String {
    let (start, end) = (
        date.starts_at.with_timezone(&London),
        date.ends_at.with_timezone(&London),
    );
    let when = format!(
        "{:>2}  {} to {}",
        date.rank,
        start.format("%A %-d %B %Y, %H:%M"),
        end.format("%H:%M")
    );
    let left = date.days_left.map(days_left).unwrap_or_default();
    let gap = WIDTH
        .saturating_sub(when.chars().count() + left.chars().count())
        .max(1);
    let mut text = format!("{when}{:gap$}{left}", "").trim_end().to_owned() + "\n";
    let journey = match date.family_km {
        Some(km) => format!(
            "; the family travels {km} km, about {} minutes",
            date.family_minutes
        ),
        None => "; nobody travels".to_owned(),
    };
    text += &wrapped(&format!("{}{journey}", date.place), INDENT);
    let people: Vec<String> = date
        .people
        .iter()
        .map(|one| format!("{} ({})", one.name, one.role))
        .collect();
    text += &wrapped(&people.join(", "), INDENT);
    text += &wrapped(&date.reason, INDENT);
    text
}

/// "3 days left", "1 day late".
fn days_left(days: i64) -> String {
    let counted = |days: i64| format!("{days} day{}", if days == 1 { "" } else { "s" });
    match days {
        ..0 => format!("{} late", counted(-days)),
        _ => format!("{} left", counted(days)),
    }
}

/// Why there is no date, and what would open one.
fn explained(obstacle: &Obstacle) -> String {
    let mut text = String::from("No date is possible, because these cannot all hold:\n");
    text += &listed(&obstacle.conflict);
    if !obstacle.advice.is_empty() {
        text += "\nAny one of these would help:\n";
        text += &listed(&obstacle.advice);
    }
    if !obstacle.in_vain.is_empty() {
        text += "\nThese would not be enough:\n";
        text += &listed(&obstacle.in_vain);
    }
    text
}

fn listed(items: &[String]) -> String {
    items.iter().fold(String::new(), |mut text, item| {
        let lines = wrapped(item, INDENT);
        // The mark takes the place of the first line's indent.
        let _ = write!(text, "  - {}", &lines[INDENT..]);
        text
    })
}

/// Text in lines that fit, each after so many spaces, each ended. A longer word has its own line.
pub(super) fn wrapped(text: &str, indent: usize) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column == 0 || WIDTH < column + 1 + length {
            if column != 0 {
                lines.push('\n');
            }
            lines.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else {
            lines.push(' ');
            column += 1;
        }
        lines += word;
        column += length;
    }
    lines + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::sheet::Attendee;

    fn sheet() -> Sheet {
        let someone = |role: &str, name: &str| Attendee {
            role: role.to_owned(),
            name: name.to_owned(),
        };
        let people = vec![
            someone("the mediator", "Amina Alderfell"),
            someone("the family", "Tom Nettlecombe-Lea"),
            someone("the local authority", "Grace Gorsehill"),
        ];
        Sheet {
            reference: "DEMO-001".to_owned(),
            kind: "mediation on education or social care",
            arrange_by_on: Some("2026-07-03".parse().unwrap()),
            dates: vec![
                Date {
                    rank: 1,
                    starts_at: "2026-06-17T08:30:00Z".parse().unwrap(),
                    ends_at: "2026-06-17T11:15:00Z".parse().unwrap(),
                    place: "Oak Room, Wren Court (S11)".to_owned(),
                    people: people.clone(),
                    family_minutes: 14,
                    family_km: Some(3.1),
                    days_left: Some(16),
                    reason: "The best of all possible dates. Costs most: days of waiting, the \
                             family's journey, a time that suits the family less"
                        .to_owned(),
                },
                Date {
                    rank: 2,
                    starts_at: "2026-07-04T08:30:00Z".parse().unwrap(),
                    ends_at: "2026-07-04T11:15:00Z".parse().unwrap(),
                    place: "by video".to_owned(),
                    people,
                    family_minutes: 0,
                    family_km: None,
                    days_left: Some(-1),
                    reason: "After the date above for days after the limit".to_owned(),
                },
            ],
            obstacle: None,
        }
    }

    #[test]
    fn dates_are_a_table_of_eighty_columns() {
        let text = text(&sheet());
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
        insta::assert_snapshot!(text);
    }

    #[test]
    fn an_obstacle_is_a_list_with_advice() {
        let obstacle = Obstacle {
            conflict: vec![
                "the family must be there: Tom Nettlecombe-Lea".to_owned(),
                "somebody must be able to decide: special educational provision (F), placement (I)"
                    .to_owned(),
            ],
            advice: vec![
                "Have Grace Gorsehill authorised to decide placement (I). Opens 8 start times, the \
                 first Wednesday 17 June 2026, 09:30"
                    .to_owned(),
            ],
            in_vain: vec!["No single change to this is enough".to_owned()],
        };
        let sheet = Sheet {
            dates: Vec::new(),
            obstacle: Some(obstacle),
            ..sheet()
        };
        insta::assert_snapshot!(text(&sheet));
    }

    #[test]
    fn long_words_and_nothing_are_wrapped_too() {
        assert_eq!(wrapped("", 4), "\n");
        let long = "x".repeat(100);
        assert_eq!(
            wrapped(&format!("a {long} b"), 2),
            format!("  a\n  {long}\n  b\n")
        );
    }
}
