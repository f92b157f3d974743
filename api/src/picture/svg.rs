//! A plan as SVG: a row for each mediator, the days side by side, a bar for each meeting.
//!
//! A meeting by video differs from one in a room by shade, by stripes and by the letter after its
//! number, so that nobody needs to see colours. Whoever sees nothing has the description, and a title
//! on each bar.

use std::{
    collections::BTreeSet,
    fmt::{self, Write as _},
};

use scheduler::file::{
    File, Solution,
    format::{Instance, MEDIATOR},
};

use super::{Shown, day_of, meetings, time_of, unplaced};

/// Units of a grain.
const GRAIN: i64 = 6;
/// Units between two weeks.
const WEEK_GAP: i64 = 12;
/// Units before the first day.
const LEFT: i64 = 90;
/// Units above the first row.
const TOP: i64 = 84;
/// Units of a row.
const ROW: i64 = 18;

/// Where things are.
struct Layout<'a> {
    file: &'a File,
    /// The left edge of each day.
    days: Vec<i64>,
    /// Whose row is where; the last one is of meetings that nobody mediates, if there are any.
    rows: Vec<Option<i64>>,
}

impl<'a> Layout<'a> {
    fn new(file: &'a File, meetings: &[Shown<'_>]) -> Self {
        let calendar = &file.instance().calendar;
        let mut days = Vec::new();
        let mut left = LEFT;
        for (day, week) in calendar.week.iter().enumerate() {
            if 0 < day && calendar.week[day - 1] != *week {
                left += WEEK_GAP;
            }
            days.push(left);
            left += calendar.grains_per_day * GRAIN;
        }
        let mut rows: Vec<_> = mediators(file.instance()).into_iter().map(Some).collect();
        if meetings.iter().any(|meeting| meeting.mediator.is_none()) {
            rows.push(None);
        }
        Self { file, days, rows }
    }

    /// Units of a day.
    fn day_width(&self) -> i64 {
        self.file.instance().calendar.grains_per_day * GRAIN
    }

    fn width(&self) -> i64 {
        self.days
            .last()
            .map_or(LEFT, |left| left + self.day_width())
            + 10
    }

    fn bottom(&self) -> i64 {
        top(self.rows.len())
    }
}

/// The upper edge of a row.
fn top(row: usize) -> i64 {
    TOP + i64::try_from(row).expect("rows are counted in memory") * ROW
}

/// Everybody who could mediate.
fn mediators(instance: &Instance) -> BTreeSet<i64> {
    let roles = instance.cases.iter().flat_map(|case| &case.roles);
    let pools = roles.filter(|role| role.role == MEDIATOR);
    pools.flat_map(|role| role.pool.iter().copied()).collect()
}

/// The planned weeks as an SVG document.
#[must_use]
pub fn svg(file: &File, solution: &Solution) -> String {
    let meetings = meetings(file, solution);
    let layout = Layout::new(file, &meetings);
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = document(&mut text, &layout, &meetings, &unplaced(file, solution));
    text
}

fn document(
    text: &mut String,
    layout: &Layout<'_>,
    meetings: &[Shown<'_>],
    unplaced: &[usize],
) -> fmt::Result {
    let (width, height) = (layout.width(), layout.bottom() + 34);
    let name = escaped(&layout.file.instance().name);
    writeln!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"title desc\" \
         font-family=\"sans-serif\" font-size=\"10\">"
    )?;
    writeln!(text, "<title id=\"title\">Planned meetings: {name}</title>")?;
    let said = escaped(&description(layout, meetings, unplaced));
    writeln!(text, "<desc id=\"desc\">{said}</desc>")?;
    writeln!(
        text,
        "<defs><pattern id=\"video\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">\
         <rect width=\"4\" height=\"4\" fill=\"#ffffff\"/>\
         <path d=\"M0 4L4 0\" stroke=\"#a9c4de\" stroke-width=\"1\"/></pattern></defs>"
    )?;
    writeln!(
        text,
        "<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>"
    )?;
    writeln!(
        text,
        "<text x=\"8\" y=\"18\" font-size=\"14\">Planned meetings: {name}</text>"
    )?;
    legend(text)?;
    days(text, layout)?;
    rows(text, layout)?;
    for meeting in meetings {
        bar(text, layout, meeting)?;
    }
    let left_out = format!("Without a meeting: {}", listed(unplaced));
    let (y, left_out) = (layout.bottom() + 22, escaped(&left_out));
    writeln!(text, "<text x=\"8\" y=\"{y}\">{left_out}</text>")?;
    writeln!(text, "</svg>")
}

/// The plan in a few sentences.
fn description(layout: &Layout<'_>, meetings: &[Shown<'_>], unplaced: &[usize]) -> String {
    let in_rooms = meetings.iter().filter(|one| one.room.is_some()).count();
    format!(
        "{} of {} cases have a meeting, {in_rooms} in a room and {} by video. There is a row for each \
         of {} mediators and a column for each of {} days; each bar is a meeting with the number of \
         its case. Without a meeting: {}.",
        meetings.len(),
        meetings.len() + unplaced.len(),
        meetings.len() - in_rooms,
        layout.rows.iter().flatten().count(),
        layout.days.len(),
        listed(unplaced)
    )
}

/// Case numbers in a sentence.
fn listed(cases: &[usize]) -> String {
    if cases.is_empty() {
        return "no case".to_owned();
    }
    let numbers: Vec<String> = cases.iter().map(ToString::to_string).collect();
    format!("case {}", numbers.join(", "))
}

fn legend(text: &mut String) -> fmt::Result {
    for (x, fill, edge, said) in [
        (8, "#1f4e79", 1, "12: case 12 in a room"),
        (170, "url(#video)", 1, "12v: case 12 by video"),
        (340, "#ffffff", 3, "thick edge: pinned"),
        (490, "#c8c8c8", 0, "set-up"),
    ] {
        writeln!(
            text,
            "<rect x=\"{x}\" y=\"30\" width=\"24\" height=\"12\" fill=\"{fill}\" \
             stroke=\"#1f4e79\" stroke-width=\"{edge}\"/><text x=\"{}\" y=\"40\">{said}</text>",
            x + 30
        )?;
    }
    Ok(())
}

/// The days above the rows, and lines between them.
fn days(text: &mut String, layout: &Layout<'_>) -> fmt::Result {
    for (day, &left) in layout.days.iter().enumerate() {
        let (name, bottom) = (escaped(&day_of(layout.file, day)), layout.bottom());
        writeln!(
            text,
            "<text x=\"{}\" y=\"{}\">{name}</text><path d=\"M{left} {}V{bottom}\" \
             stroke=\"#c8c8c8\"/>",
            left + 3,
            TOP - 8,
            TOP - 18,
        )?;
    }
    Ok(())
}

/// The name of each row, and a line above it.
fn rows(text: &mut String, layout: &Layout<'_>) -> fmt::Result {
    for (row, mediator) in layout.rows.iter().enumerate() {
        let name = match mediator {
            Some(person) => format!("Mediator {person}"),
            None => "No mediator".to_owned(),
        };
        let (above, right) = (top(row), layout.width() - 10);
        writeln!(
            text,
            "<path d=\"M8 {above}H{right}\" stroke=\"#e4e4e4\"/><text x=\"8\" y=\"{}\">{name}</text>",
            above + ROW - 5
        )?;
    }
    Ok(())
}

fn bar(text: &mut String, layout: &Layout<'_>, meeting: &Shown<'_>) -> fmt::Result {
    let row = layout.rows.iter().position(|row| *row == meeting.mediator);
    let (Some(row), Some(day)) = (row, layout.days.get(meeting.day)) else {
        return Ok(());
    };
    let (x, y) = (day + meeting.from * GRAIN, top(row) + 2);
    let width = (meeting.to - meeting.from) * GRAIN;
    let (fill, ink, letter) = match meeting.room {
        Some(_) => ("#1f4e79", "#ffffff", ""),
        None => ("url(#video)", "#000000", "v"),
    };
    let edge = if meeting.case.pinned { 3 } else { 1 };
    let before = meeting.case.pre * GRAIN;
    let said = escaped(&sentence(layout.file, meeting));
    writeln!(
        text,
        "<g><title>{said}</title><rect x=\"{}\" y=\"{}\" width=\"{before}\" height=\"6\" \
         fill=\"#c8c8c8\"/><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"14\" fill=\"{fill}\" \
         stroke=\"#1f4e79\" stroke-width=\"{edge}\"/><text x=\"{}\" y=\"{}\" font-size=\"9\" \
         text-anchor=\"middle\" fill=\"{ink}\">{}{letter}</text></g>",
        x - before,
        y + 4,
        x + width / 2,
        y + 10,
        meeting.number
    )
}

/// A meeting in one sentence.
fn sentence(file: &File, meeting: &Shown<'_>) -> String {
    let place = match meeting.room {
        Some(room) => format!("room {room}"),
        None => "by video".to_owned(),
    };
    let pinned = if meeting.case.pinned { ", pinned" } else { "" };
    format!(
        "Case {}: {}, {} to {}, {place}{pinned}",
        meeting.number,
        day_of(file, meeting.day),
        time_of(file, meeting.from),
        time_of(file, meeting.to)
    )
}

/// Text that is safe between tags and in attributes; what XML does not know is left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
    }
    safe
}
