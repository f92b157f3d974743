//! A file after somebody has withdrawn.

use super::{
    File,
    format::{Current, Instance},
    mistake::{FileMistake, Thing, Wrong},
    solution::Solution,
};

/// Somebody who cannot come any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Withdrawal {
    /// Who.
    pub person: i64,
    /// On which day; `None` on all of them.
    pub day: Option<i64>,
}

impl File {
    /// What there is to plan after people have withdrawn from the meetings of a valid solution.
    ///
    /// Those people are not available then; every case has now what it has in the solution, so that
    /// the file's own weights say what a change costs; and a pinned meeting that somebody withdraws
    /// from is not pinned any more.
    ///
    /// # Errors
    ///
    /// Every withdrawal of nobody, or from a day that there is not, by its position in the list.
    pub fn after(
        &self,
        solution: &Solution,
        withdrawals: &[Withdrawal],
    ) -> Result<Self, Vec<FileMistake>> {
        let instance = self.instance();
        let mut mistakes = Vec::new();
        for (position, withdrawal) in withdrawals.iter().enumerate() {
            let mut check = |thing, count: usize, named: i64| {
                if usize::try_from(named).map_or(true, |named| count <= named) {
                    mistakes.push(FileMistake {
                        place: format!("withdrawals[{position}]"),
                        what: Wrong::NoSuch(thing, named),
                    });
                }
            };
            check(Thing::Person, instance.people.len(), withdrawal.person);
            if let Some(day) = withdrawal.day {
                check(Thing::Day, instance.calendar.week.len(), day);
            }
        }
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        Self::of(changed(instance, solution, withdrawals))
    }
}

fn changed(instance: &Instance, solution: &Solution, withdrawals: &[Withdrawal]) -> Instance {
    let mut changed = instance.clone();
    for (person, number) in changed.people.iter_mut().zip(0..) {
        let is_gone = |on: i64| {
            let mut all = withdrawals.iter();
            all.any(|one| one.person == number && one.day.is_none_or(|day| day == on))
        };
        person.avail.retain(|time| !is_gone(time.day));
    }
    let grains = instance.calendar.grains_per_day;
    for booking in &solution.cases {
        let Some(case) = usize::try_from(booking.case)
            .ok()
            .and_then(|number| changed.cases.get_mut(number))
        else {
            continue;
        };
        let Some((start, place)) = booking.start.zip(booking.place) else {
            case.current = None;
            continue;
        };
        let withdraws = |one: &Withdrawal| {
            let takes_part = case.required.contains(&one.person)
                || booking.assigned.values().any(|&taker| taker == one.person);
            takes_part && one.day.is_none_or(|day| day == start.div_euclid(grains))
        };
        case.pinned &= !withdrawals.iter().any(withdraws);
        case.current = Some(Current {
            start,
            place,
            assigned: booking.assigned.clone(),
        });
    }
    changed
}
