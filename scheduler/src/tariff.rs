//! What each time of somebody or of a room costs other cases, ready to be looked up.

use std::collections::BTreeMap;

use crate::{
    cost::{Level, Sums},
    grid::span,
    model::{DayIx, PersonIx, Problem, RoomIx},
    prices::{Claim, Claimed, Prices, held, payer},
};

/// Prices, made ready for searching the dates of one case.
pub(crate) struct Tariff {
    /// By person, then by day.
    people: BTreeMap<PersonIx, Vec<Today>>,
    /// By room, then by day.
    rooms: BTreeMap<RoomIx, Vec<Today>>,
    /// By day, for whoever pays.
    days: Vec<u32>,
}

/// One day of somebody or of a room.
#[derive(Clone, Default)]
struct Today {
    /// What is held, and what taking it costs.
    held: Vec<(u64, u32)>,
    /// What any time of the day costs at least.
    least: u32,
}

impl Today {
    fn price(&self, times: u64) -> u32 {
        let held = self.held.iter().filter(|(word, _)| word & times != 0);
        held.fold(0, |sum: u32, (_, points)| sum.saturating_add(*points))
            .max(self.least)
    }
}

impl Tariff {
    /// The prices at which the dates of a case are looked for.
    pub(crate) fn new(problem: &Problem, prices: &Prices) -> Self {
        let mut tariff = Self {
            people: BTreeMap::new(),
            rooms: BTreeMap::new(),
            days: vec![0; problem.days.len()],
        };
        let unheld = || vec![Today::default(); problem.days.len()];
        for claim in &prices.claims {
            let days = match claim.on {
                Claimed::Person(person) => tariff.people.entry(person).or_insert_with(unheld),
                Claimed::Room(room) => tariff.rooms.entry(room).or_insert_with(unheld),
                Claimed::Contract(_) => continue,
            };
            if let Some(today) = days.get_mut(claim.day.0) {
                let held = (span(claim.from, claim.to), claim.loss.points());
                today.held.push(held);
            }
        }
        tariff.limit(problem, prices);
        tariff.spend(problem, prices);
        tariff
    }

    /// Where somebody's day or week is full, any time costs as much as the cheapest thing in it.
    fn limit(&mut self, problem: &Problem, prices: &Prices) {
        for (&ix, days) in &mut self.people {
            let Some(person) = problem.people.get(ix.0) else {
                continue;
            };
            let claims = || {
                prices
                    .claims
                    .iter()
                    .filter(|claim| claim.on == Claimed::Person(ix))
            };
            let least = |limit: Option<u8>, is_within: &dyn Fn(DayIx) -> bool| {
                let within = || claims().filter(|claim| is_within(claim.day));
                let is_full = limit.is_some_and(|limit| {
                    usize::from(limit) <= held(person, is_within) + within().count()
                });
                cheapest(within()).filter(|_| is_full).unwrap_or(0)
            };
            for (day, today) in days.iter_mut().enumerate() {
                let week = |ix: usize| problem.days[ix].week;
                let of_day = least(person.max_day, &|other| other.0 == day);
                let of_week = least(person.max_week, &|other| week(other.0) == week(day));
                today.least = of_day.max(of_week);
            }
        }
    }

    /// Where whoever pays has no meeting to spare, a day costs as much as the cheapest paid for.
    fn spend(&mut self, problem: &Problem, prices: &Prices) {
        for (day, price) in self.days.iter_mut().enumerate() {
            let Some(payer) = payer(problem, DayIx(day)) else {
                continue;
            };
            let paid = || {
                let claims = prices.claims.iter();
                claims.filter(move |claim| claim.on == Claimed::Contract(payer))
            };
            let left = problem.request.contracts[payer].meetings_left;
            if usize::try_from(left).is_ok_and(|left| left <= paid().count()) {
                *price = cheapest(paid()).unwrap_or(0);
            }
        }
    }

    /// What a meeting on a day costs, whoever comes.
    pub(crate) fn day(&self, day: DayIx) -> Sums {
        others(self.days[day.0])
    }

    /// What somebody's time costs.
    pub(crate) fn person(&self, person: PersonIx, day: DayIx, times: u64) -> Sums {
        others(price(self.people.get(&person), day, times))
    }

    /// What a room's time costs.
    pub(crate) fn room(&self, room: RoomIx, day: DayIx, times: u64) -> Sums {
        others(price(self.rooms.get(&room), day, times))
    }
}

fn price(days: Option<&Vec<Today>>, day: DayIx, times: u64) -> u32 {
    days.map_or(0, |days| days[day.0].price(times))
}

fn cheapest<'c>(claims: impl Iterator<Item = &'c Claim>) -> Option<u32> {
    claims.map(|claim| claim.loss.points()).min()
}

fn others(points: u32) -> Sums {
    Sums::at(Level::Others, points)
}
