//! When people of each sort can meet: patterns that look like calendars.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use entities::availability_window::Grade;

use super::chance::Chance;
use crate::domain::availability::Window;
use crate::law::Calendar;
use crate::planning::local::instant;

/// How many weeks ahead people say when they can meet.
const WEEKS: u64 = 8;

/// Quarters of an hour after 07:00.
pub(super) const fn at(hour: u8, minute: u8) -> u8 {
    (hour - 7) * 4 + minute / 15
}

/// The time families are free: while the children are at school.
const SCHOOL: (u8, u8) = (at(9, 15), at(14, 45));

/// A stretch in which a whole meeting fits.
const LONG: [(u8, u8); 5] = [
    (at(9, 15), at(12, 45)),
    (at(9, 30), at(13, 0)),
    (at(10, 30), at(14, 0)),
    (at(11, 0), at(14, 30)),
    (at(13, 0), at(16, 30)),
];

/// A gap between other things.
const SHORT: [(u8, u8); 5] = [
    (at(9, 0), at(9, 45)),
    (at(10, 0), at(11, 0)),
    (at(12, 15), at(13, 0)),
    (at(14, 0), at(15, 15)),
    (at(16, 0), at(17, 0)),
];

/// The working days people speak of, week by week.
pub(super) struct Diary {
    from_on: NaiveDate,
    until_on: NaiveDate,
    weeks: Vec<Vec<NaiveDate>>,
}

impl Diary {
    /// The working days of the weeks from `today` on.
    pub(super) fn new(today: NaiveDate, calendar: &Calendar) -> Self {
        Self::between(today, today + Days::new(WEEKS * 7 - 1), calendar)
    }

    /// The working days from a day to another.
    pub(super) fn between(from_on: NaiveDate, until_on: NaiveDate, calendar: &Calendar) -> Self {
        let mut weeks: BTreeMap<_, Vec<NaiveDate>> = BTreeMap::new();
        let all = from_on.iter_days().take_while(|&day| day <= until_on);
        for day in all.filter(|&day| calendar.is_working(day)) {
            weeks.entry(day.iso_week()).or_default().push(day);
        }
        Self {
            from_on,
            until_on,
            weeks: weeks.into_values().collect(),
        }
    }

    /// The first day and the last that people speak of.
    pub(super) fn range(&self) -> (NaiveDate, NaiveDate) {
        (self.from_on, self.until_on)
    }

    /// The working days.
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.weeks.iter().flatten().copied()
    }

    /// Those days, without some.
    pub(super) fn without(&self, closed: &[NaiveDate]) -> Self {
        let open = |week: &Vec<NaiveDate>| {
            week.iter()
                .copied()
                .filter(|day| !closed.contains(day))
                .collect()
        };
        Self {
            from_on: self.from_on,
            until_on: self.until_on,
            weeks: self.weeks.iter().map(open).collect(),
        }
    }
}

/// One time.
pub(super) fn window(day: NaiveDate, (from, to): (u8, u8), grade: Grade) -> Window {
    Window {
        starts_at: instant(day, from),
        ends_at: instant(day, to),
        grade,
        private_reason: None,
    }
}

/// A calendar full of other things: two long gaps and two short ones a week, a fifth to a quarter of
/// the working hours.
pub(super) fn fragments(diary: &Diary, chance: &mut Chance) -> Vec<Window> {
    let mut windows = Vec::new();
    for week in &diary.weeks {
        let order = chance.shuffled(5);
        let mut gaps: Vec<(NaiveDate, (u8, u8))> = order
            .iter()
            .zip([true, true, false, false])
            .filter_map(|(&weekday, is_long)| {
                let gap = chance.pick(if is_long { &LONG } else { &SHORT });
                Some((on_weekday(week, weekday)?, gap))
            })
            .collect();
        gaps.sort_unstable();
        windows.extend(
            gaps.into_iter()
                .map(|(day, gap)| window(day, gap, Grade::Free)),
        );
    }
    windows
}

/// The same stretch on each of some weekdays (0 for Monday).
pub(super) fn weekly(diary: &Diary, weekdays: &[usize], times: (u8, u8)) -> Vec<Window> {
    let mut weekdays = weekdays.to_vec();
    weekdays.sort_unstable();
    let days = diary.weeks.iter().flat_map(|week| {
        weekdays
            .iter()
            .filter_map(|&weekday| on_weekday(week, weekday))
            .collect::<Vec<_>>()
    });
    days.map(|day| window(day, times, Grade::Free)).collect()
}

/// The same stretch on so many of a hundred days.
pub(super) fn days_of(
    diary: &Diary,
    chance: &mut Chance,
    percent: usize,
    times: (u8, u8),
) -> Vec<Window> {
    let days = diary.days().filter(|_| chance.is(percent));
    days.collect::<Vec<_>>()
        .into_iter()
        .map(|day| window(day, times, Grade::Free))
        .collect()
}

/// What a family likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    /// Any time while the children are at school.
    SchoolHours,
    /// The earlier the better.
    Mornings,
    /// Not before noon, and even after school if it must be.
    Afternoons,
    /// A weekly appointment that cannot be moved.
    Appointment,
}

/// A family: in school hours, on most days.
pub(super) fn school_hours(diary: &Diary, chance: &mut Chance, habit: Habit) -> Vec<Window> {
    let appointment = chance.below(5);
    let mut windows = Vec::new();
    for day in diary.days() {
        if chance.is(80) {
            let busy = habit == Habit::Appointment && weekday(day) == appointment;
            windows.extend(family_day(day, habit, busy));
        }
    }
    windows
}

fn family_day(day: NaiveDate, habit: Habit, is_busy: bool) -> Vec<Window> {
    let (from, to) = SCHOOL;
    let parts: &[((u8, u8), Grade)] = match habit {
        Habit::SchoolHours => &[(SCHOOL, Grade::Free)],
        Habit::Mornings => &[
            ((from, at(13, 0)), Grade::Preferred),
            ((at(13, 0), to), Grade::Free),
        ],
        Habit::Afternoons => &[
            ((from, at(11, 0)), Grade::Free),
            ((at(11, 0), to), Grade::Preferred),
            ((to, at(17, 0)), Grade::IfNeeded),
        ],
        Habit::Appointment if is_busy => &[
            ((from, at(10, 0)), Grade::Free),
            ((at(10, 0), at(11, 15)), Grade::Busy),
            ((at(11, 15), to), Grade::Free),
        ],
        Habit::Appointment => &[(SCHOOL, Grade::Preferred)],
    };
    parts
        .iter()
        .map(|&(times, grade)| window(day, times, grade))
        .collect()
}

/// Friday afternoons, kept for prayer or for the start of a day of rest.
pub(super) fn friday_afternoons(diary: &Diary) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let fridays = diary.days().filter(|&day| weekday(day) == 4);
    fridays
        .map(|day| (instant(day, at(12, 30)), instant(day, at(14, 30))))
        .collect()
}

fn weekday(day: NaiveDate) -> usize {
    day.weekday().num_days_from_monday() as usize
}

fn on_weekday(week: &[NaiveDate], wanted: usize) -> Option<NaiveDate> {
    week.iter().copied().find(|&day| weekday(day) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diary() -> Diary {
        let calendar = Calendar::new(Calendar::england().map(|(day, _)| day));
        Diary::new("2026-03-02".parse().unwrap(), &calendar)
    }

    #[test]
    fn decision_makers_are_free_for_15_to_30_percent_of_the_working_hours() {
        let working_hours = i64::try_from(diary().days().count()).unwrap() * 8;
        for seed in 0..50 {
            let windows = fragments(&diary(), &mut Chance::new(seed));
            let minutes: i64 = windows
                .iter()
                .map(|one| (one.ends_at - one.starts_at).num_minutes())
                .sum();
            let percent = minutes * 100 / (working_hours * 60);
            assert!((15..=30).contains(&percent), "{seed}: {percent} %");
        }
    }

    #[test]
    fn nobody_offers_a_time_twice_or_on_a_bank_holiday() {
        let habits = [
            Habit::SchoolHours,
            Habit::Mornings,
            Habit::Afternoons,
            Habit::Appointment,
        ];
        let good_friday: NaiveDate = "2026-04-03".parse().unwrap();
        for habit in habits {
            let windows = school_hours(&diary(), &mut Chance::new(1), habit);
            assert!(
                windows
                    .windows(2)
                    .all(|pair| pair[0].ends_at <= pair[1].starts_at)
            );
            assert!(
                windows
                    .iter()
                    .all(|one| one.starts_at.date_naive() != good_friday)
            );
            assert!(windows.len() <= crate::domain::availability::MAX_WINDOWS);
        }
    }
}
