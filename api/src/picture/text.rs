//! A plan as text for a terminal of eighty columns: a line a day.

use std::fmt::Write as _;

use scheduler::file::{File, Solution};

use super::{Shown, day_of, meetings, time_of};

/// Columns for the hours of a day.
const HOURS: usize = 32;
/// Columns for the bar of a day's meetings.
const BAR: usize = 16;
/// Days that are shown.
const DAYS: usize = 60;

/// The planned days, each with how many meetings are under way when, and how many there are.
#[must_use]
pub fn text(file: &File, solution: &Solution) -> String {
    let calendar = &file.instance().calendar;
    let meetings = meetings(file, solution);
    let days: Vec<Vec<&Shown<'_>>> = (0..calendar.week.len())
        .map(|day| meetings.iter().filter(|one| one.day == day).collect())
        .collect();
    let most = days.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = heading(file);
    for (day, held) in days.iter().enumerate().take(DAYS) {
        if 0 < day && calendar.week[day] != calendar.week[day - 1] {
            text.push('\n');
        }
        let in_rooms = held.iter().filter(|one| one.room.is_some()).count();
        let by_video = held.len() - in_rooms;
        let _ = writeln!(
            text,
            "{:<12}{}  {} {:>4} {:>4} {:>5}",
            day_of(file, day),
            under_way(file, held),
            bar(in_rooms, by_video, most),
            held.len(),
            in_rooms,
            by_video,
        );
    }
    if DAYS < days.len() {
        let _ = writeln!(text, "and {} more days", days.len() - DAYS);
    }
    text
}

/// Grains in a column.
fn fold(file: &File) -> i64 {
    let grains = file.instance().calendar.grains_per_day;
    let columns = i64::try_from(HOURS).expect("the columns of a terminal are few");
    (grains + columns - 1) / columns
}

/// What the columns are.
fn heading(file: &File) -> String {
    let grains = file.instance().calendar.grains_per_day;
    let width = usize::try_from((grains + fold(file) - 1) / fold(file)).unwrap_or(HOURS);
    let (first, last) = (time_of(file, 0), time_of(file, grains));
    // A day of a few grains has no room for both.
    let hours = if first.len() + last.len() < width {
        format!("{first}{last:>rest$}", rest = width - first.len())
    } else {
        format!("{first:<width$.width$}")
    };
    format!(
        "{:<12}{hours}  {:<BAR$} {:>4} {:>4} {:>5}\n",
        "", "■ room □ video", "all", "room", "video"
    )
}

/// How many meetings are under way in each column: a digit, `+` for more than nine.
fn under_way(file: &File, held: &[&Shown<'_>]) -> String {
    let (grains, fold) = (file.instance().calendar.grains_per_day, fold(file));
    let mut text = String::new();
    let mut column = 0;
    while column < grains {
        let busy = |grain| {
            held.iter()
                .filter(|one| one.from <= grain && grain < one.to)
                .count()
        };
        let most = (column..grains.min(column + fold))
            .map(busy)
            .max()
            .unwrap_or(0);
        text.push(match u32::try_from(most) {
            Ok(0) => '·',
            Ok(few) => char::from_digit(few, 10).unwrap_or('+'),
            Err(_) => '+',
        });
        column += fold;
    }
    text
}

/// The meetings of a day beside the busiest one's: at least a mark for each kind there is.
fn bar(in_rooms: usize, by_video: usize, most: usize) -> String {
    let scaled = |count: usize| {
        if most <= BAR {
            count
        } else {
            // What is rounded up leaves room for the other kind, which may be rounded up too.
            (count * (BAR - 2)).div_ceil(most)
        }
    };
    let marks = "■".repeat(scaled(in_rooms)) + &"□".repeat(scaled(by_video));
    let blank = BAR.saturating_sub(marks.chars().count());
    marks + &" ".repeat(blank)
}
