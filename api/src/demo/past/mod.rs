//! Cases with a past: what has happened in them since they came in, day by day.
//!
//! Each is lived through with the clock of its own days, all of them together in the order of those
//! days, so that timelines, clocks, reports and the audit log are as they would be at work.
//!
//! | modules                          | question they answer                                    |
//! |----------------------------------|---------------------------------------------------------|
//! | `tales`                          | which cases are there, and how far do they come?        |
//! | `acts`                           | what happens in a case, in which order, how much later? |
//! | `life`                           | what happens next, and when?                            |
//! | `comes`, `steps`                 | how does a case come in, and what is each act?          |
//! | `asides`, `besides`              | what happens besides, after which act?                  |
//! | `stands`, `day`, `after`, `pack` | who does it, and through which operation?               |
//! | `said`, `wishes`                 | the same, of what happens besides                       |

mod acts;
mod after;
mod asides;
mod besides;
mod comes;
mod day;
mod life;
mod pack;
mod said;
mod stands;
mod steps;
mod tales;
mod wishes;

use anyhow::{Context, Result};
use chrono::{DateTime, Days, NaiveDate, Utc};

use super::cases::Region;
use super::chance::Chance;
use super::filling::{Filling, Voice};
use super::hours::{self, Diary, at};
use super::names::Names;
use crate::clock::ManualClock;
use crate::planning::local::instant;
use life::Life;
use tales::TALES;

/// How many steps [`live`] tells of.
pub(super) const STEPS: usize = TALES.len();

/// Where the past's chance comes from.
const SEED: u64 = 0x00C0_4C04_D002;
/// The first name of the past: those before it are for today's people.
const FIRST_NAME: usize = 600;
/// Days ago on which the past begins.
const BEGINNING: u64 = 140;

/// Days ahead of today of which people spoke in the past.
const AHEAD: u64 = 30;

/// When the past begins, for what a region had before: a working day's start.
pub(super) fn beginning(today: NaiveDate) -> DateTime<Utc> {
    instant(today - Days::new(BEGINNING), at(8, 0))
}

/// Lives through all the cases with a past; `clock` is the one that the filling goes by, and stands at
/// the end at the last thing that happened.
pub(super) async fn live(
    filling: &mut Filling<'_>,
    clock: &ManualClock,
    region: Region<'_>,
    mediators: &[entities::PersonId],
) -> Result<()> {
    let today = filling.today;
    let (from_on, until_on) = (today - Days::new(BEGINNING), today + Days::new(AHEAD));
    let mut voice = Voice {
        diary: Diary::between(from_on, until_on, &filling.app.calendar),
        chance: Chance::new(SEED),
        names: Names::from(FIRST_NAME),
    };
    filling.turn(&mut voice);
    at_work(filling, region, mediators).await?;
    let end = instant(today, at(8, 0));
    let mut lives: Vec<Life> = TALES
        .iter()
        .enumerate()
        .map(|(ix, tale)| Life::new(ix, *tale, today, &filling.app.calendar))
        .collect();
    while let Some(life) = next(&mut lives, end) {
        clock.set(life.at());
        let what = life.what();
        let done = life.go_on(filling, region).await;
        done.with_context(|| format!("{what} of the demonstration"))?;
        if life.is_over() {
            filling.step();
        }
    }
    // Whatever has not come to its end goes on after today.
    for _ in lives.iter().filter(|life| !life.is_over()) {
        filling.step();
    }
    filling.turn(&mut voice);
    Ok(())
}

/// The life in which something happens next, if anything happens before `end`.
fn next(lives: &mut [Life], end: DateTime<Utc>) -> Option<&mut Life> {
    let going = lives.iter_mut().filter(|life| !life.is_over());
    let next = going.min_by_key(|life| life.at())?;
    (next.at() < end).then_some(next)
}

/// When those at work could meet in those days.
async fn at_work(
    filling: &mut Filling<'_>,
    region: Region<'_>,
    mediators: &[entities::PersonId],
) -> Result<()> {
    let staff = region.staff;
    let deciders = staff.deciders.iter().flatten();
    for (person, _) in deciders.chain(staff.health.iter().flatten()) {
        let windows = hours::days_of(
            &filling.diary,
            &mut filling.chance,
            50,
            (at(9, 0), at(15, 30)),
        );
        filling.says(*person, windows).await?;
    }
    for person in staff.sencos.iter().chain(mediators) {
        let windows = hours::days_of(
            &filling.diary,
            &mut filling.chance,
            60,
            (at(8, 45), at(17, 0)),
        );
        filling.says(*person, windows).await?;
    }
    Ok(())
}

/// The cases with a past that are not where they were to be, in words.
#[cfg(test)]
pub(super) fn behind(cases: &[entities::case::Model]) -> Vec<String> {
    let mut wanted: Vec<_> = TALES.iter().map(|tale| (tale.kind, tale.until)).collect();
    for case in cases {
        if let Some(ix) = wanted
            .iter()
            .position(|one| *one == (case.kind, case.state))
        {
            wanted.swap_remove(ix);
        }
    }
    wanted.iter().map(|one| format!("{one:?}")).collect()
}
