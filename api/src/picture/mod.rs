//! Pictures of plans that were made from files: text for a terminal, and SVG.

mod svg;
mod text;

use chrono::NaiveDate;
use scheduler::file::{File, Solution, format::Case};

pub use svg::svg;
pub use text::text;

/// A meeting to draw.
struct Shown<'a> {
    /// The case's number.
    number: usize,
    case: &'a Case,
    day: usize,
    /// Grain of the day at which it starts.
    from: i64,
    to: i64,
    /// The room; `None` by video.
    room: Option<i64>,
    /// Who mediates.
    mediator: Option<i64>,
}

/// The meetings of a valid solution, in the order of the cases.
fn meetings<'a>(file: &'a File, solution: &Solution) -> Vec<Shown<'a>> {
    let instance = file.instance();
    let grains = instance.calendar.grains_per_day;
    let mut shown: Vec<Shown<'a>> = solution
        .cases
        .iter()
        .filter_map(|booking| {
            let number = usize::try_from(booking.case).ok()?;
            let case = instance.cases.get(number)?;
            let start = booking.start?;
            let from = start.rem_euclid(grains);
            Some(Shown {
                number,
                case,
                day: usize::try_from(start.div_euclid(grains)).ok()?,
                from,
                to: from + case.duration,
                room: booking.place.filter(|&place| 0 <= place),
                mediator: booking.mediator(),
            })
        })
        .collect();
    shown.sort_by_key(|meeting| meeting.number);
    shown
}

/// The numbers of the cases that have no meeting.
#[must_use]
pub fn unplaced(file: &File, solution: &Solution) -> Vec<usize> {
    let mut is_placed = vec![false; file.instance().cases.len()];
    for meeting in meetings(file, solution) {
        is_placed[meeting.number] = true;
    }
    let cases = is_placed.iter().enumerate();
    cases
        .filter_map(|(number, is_placed)| (!is_placed).then_some(number))
        .collect()
}

/// A day as people write it; a text that is no date as it is, cut to what fits.
#[must_use]
pub fn day_of(file: &File, day: usize) -> String {
    let Some(text) = file.instance().calendar.days.get(day) else {
        return String::new();
    };
    match text.parse::<NaiveDate>() {
        Ok(date) => date.format("%a %e %b").to_string(),
        Err(_) => text.chars().take(10).collect(),
    }
}

/// The time of day at which a grain begins.
#[must_use]
pub fn time_of(file: &File, grain: i64) -> String {
    let minute = i64::from(file.first_minute()) + grain * file.instance().calendar.grain_minutes;
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

#[cfg(test)]
mod tests;
