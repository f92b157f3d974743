//! How numbers and sentences are written for people at a terminal.

use scheduler::plan::{Level, Status};

/// Columns of a terminal.
const COLUMNS: usize = 80;

/// A number with a comma after each thousand.
pub(in crate::commands) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-" } else { "" }.to_owned();
    for (position, digit) in digits.chars().enumerate() {
        if 0 < position && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How far a cost can be from the best, as a part of it.
#[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
pub(in crate::commands) fn percent(cost: i64, bound: i64) -> String {
    let gap = (cost - bound).max(0) as f64 / cost.abs().max(1) as f64;
    format!("{:.3} %", gap * 100.0)
}

/// Text in lines of at most eighty columns: the first begins with `lead`, the others under its end.
pub(in crate::commands) fn indented(lead: &str, text: &str) -> String {
    let indent = lead.chars().count();
    let mut lines = lead.to_owned();
    let mut column = indent;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        if indent < column && COLUMNS < column + 1 + width {
            lines.push('\n');
            lines.push_str(&" ".repeat(indent));
            column = indent;
        } else if indent < column {
            lines.push(' ');
            column += 1;
        }
        lines += word;
        column += width;
    }
    lines + "\n"
}

/// The word for how good a plan is known to be.
pub(in crate::commands) const fn status(status: Status) -> &'static str {
    match status {
        Status::Optimal => "optimal",
        Status::Feasible => "feasible",
    }
}

/// The word for a level.
pub(in crate::commands) const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Unplaced => "unplaced",
        Level::Late => "late",
        Level::Family => "family",
        Level::Others => "others",
    }
}
