//! What is asked about a plan.

use scheduler::{
    file::File,
    plan::{CaseIx, Plan, model::DayIx},
};

use super::Arguments;
use crate::commands::{Trouble, files};

/// A case, and dates for it.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) case: CaseIx,
    pub(super) dates: Vec<Date>,
    /// The plan it is about; `None` for the best there is.
    pub(super) plan: Option<Plan>,
}

/// A day, or a start on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) day: DayIx,
    /// A grain of the day.
    pub(super) start: Option<u8>,
}

impl Asked {
    /// What the arguments ask for; all that is wrong with them is told at once.
    pub(super) fn new(file: &File, arguments: &Arguments) -> Result<Self, Trouble> {
        let mut mistakes = Vec::new();
        let cases = file.instance().cases.len();
        let case = usize::try_from(arguments.case).unwrap_or(usize::MAX);
        if cases <= case {
            let named = arguments.case;
            mistakes.push(format!("--case {named}: there are {cases} cases, from 0"));
        }
        let mut dates = Vec::new();
        for text in &arguments.date {
            match Date::read(file, text) {
                Ok(date) => dates.push(date),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        let mut plan = None;
        if let Some(path) = &arguments.solution {
            match files::solution(file, path) {
                Ok(solution) => plan = file.plan(&solution).ok(),
                Err(wrong) => mistakes.extend(wrong),
            }
        }
        if mistakes.is_empty() {
            let case = CaseIx(case);
            Ok(Self { case, dates, plan })
        } else {
            Err(Trouble::Usage(files::lines(&mistakes)))
        }
    }
}

impl Date {
    /// A day by its position or as the file writes it, and after a colon the grain or time of day.
    pub(super) fn read(file: &File, text: &str) -> Result<Self, String> {
        let calendar = &file.instance().calendar;
        let (day, start) = match text.split_once(':') {
            None => (text, None),
            Some((day, start)) => (day, Some(start)),
        };
        let days = calendar.week.len();
        let by_name = || calendar.days.iter().position(|name| name == day);
        let by_position = || day.parse().ok().filter(|&day| day < days);
        let Some(found) = by_name().or_else(by_position) else {
            return Err(format!("--date {text}: there is no day {day}"));
        };
        let start = match start {
            None => None,
            Some(start) => {
                let grain = grain(file, start).ok_or_else(|| {
                    let grains = calendar.grains_per_day;
                    let minutes = calendar.grain_minutes;
                    format!(
                        "--date {text}: no meeting starts at {start}; a day has {grains} grains of \
                         {minutes} minutes from {}",
                        calendar.day_start
                    )
                })?;
                Some(grain)
            }
        };
        Ok(Self {
            day: DayIx(found),
            start,
        })
    }
}

/// A grain of a day, by its number or as a time such as 10:30.
fn grain(file: &File, text: &str) -> Option<u8> {
    let calendar = &file.instance().calendar;
    let grain = match text.split_once(':') {
        None => text.parse::<i64>().ok()?,
        Some((hours, minutes)) => {
            let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
            let minute = i64::from(hours) * 60 + i64::from(minutes);
            let since = minute - i64::from(file.first_minute());
            let is_sharp = since.rem_euclid(calendar.grain_minutes) == 0 && minutes < 60;
            is_sharp.then_some(since.div_euclid(calendar.grain_minutes))?
        }
    };
    let is_there = (0..calendar.grains_per_day).contains(&grain);
    is_there.then(|| u8::try_from(grain).ok())?
}
