//! A first plan, and better ones near it.
//!
//! Cases with the fewest starts are placed first, each at its cheapest. Then, again and again, a few
//! meetings that have people in common are taken out and placed anew in another order; what is not
//! worse is kept. This finds a good plan at once and good columns for the linear program, but proves
//! nothing.

use super::{
    chance::Chance,
    report::Watch,
    rows::{self, Task, room_of},
    team::{Column, Pricer, Prices},
    world::{NEVER, PlaceAt, Site, Start, Taker, World},
};

/// A plan in the making.
#[derive(Clone)]
pub(super) struct State<'w, 'p> {
    world: &'w World<'p>,
    days: usize,
    /// By person and day.
    held: Vec<Vec<Held>>,
    /// By person, the week of each meeting.
    weeks: Vec<Vec<i32>>,
    /// By room and day.
    rooms: Vec<Vec<Held>>,
    /// By allowance.
    paid: Vec<u32>,
    /// By person, meetings that count towards the fair share.
    shared: Vec<u32>,
    /// By case.
    pub(super) meetings: Vec<Option<Column>>,
    /// What the plan costs.
    pub(super) cost: i64,
}

/// Somebody, or a room, is held for a case.
#[derive(Clone, Copy)]
struct Held {
    from: u8,
    to: u8,
    site: Site,
    case: u32,
}

impl<'w, 'p> State<'w, 'p> {
    /// Nobody meets.
    pub(super) fn new(world: &'w World<'p>) -> Self {
        let problem = world.problem;
        let days = problem.days.len();
        Self {
            world,
            days,
            held: vec![Vec::new(); problem.people.len() * days],
            weeks: vec![Vec::new(); problem.people.len()],
            rooms: vec![Vec::new(); problem.rooms.len() * days],
            paid: vec![0; problem.allowances.len()],
            shared: vec![0; problem.people.len()],
            meetings: vec![None; problem.cases.len()],
            cost: world.cases.iter().map(|case| case.unplaced).sum(),
        }
    }

    /// What one more meeting beyond the share costs.
    fn share(&self, person: usize, count: u32) -> i64 {
        let problem = self.world.problem;
        let beyond = problem.people[person]
            .fair_share
            .and_then(|share| (count + 1).checked_sub(share + 1));
        match beyond {
            None => 0,
            Some(beyond) if beyond < problem.balance.few => {
                problem.scale.cost(problem.balance.first)
            }
            Some(_) => problem.scale.cost(problem.balance.further),
        }
    }

    /// Adds a meeting that fits.
    pub(super) fn put(&mut self, column: Column) {
        let world = self.world;
        self.cost += column.cost - world.cases[column.case as usize].unplaced;
        for task in rows::tasks(world, &column) {
            let person = task.person as usize;
            if task.is_shared {
                self.cost += self.share(person, self.shared[person]);
                self.shared[person] += 1;
            }
            self.held[person * self.days + usize::from(task.day)].push(Held {
                from: task.from,
                to: task.to,
                site: task.site,
                case: column.case,
            });
            self.weeks[person].push(world.problem.days[usize::from(task.day)].0);
        }
        let (room, from, to) = room_of(world, &column);
        let (case, start) = rows::at(world, &column);
        if let Some(room) = room.checked_sub(1) {
            self.rooms[usize::from(room) * self.days + usize::from(start.day)].push(Held {
                from,
                to,
                site: 0,
                case: column.case,
            });
        }
        if let Some(allowance) = case.days[usize::from(start.day)].and_then(|offer| offer.allowance)
        {
            self.paid[allowance.0] += 1;
        }
        let case = column.case as usize;
        self.meetings[case] = Some(column);
    }

    /// Takes a case's meeting out.
    pub(super) fn take(&mut self, case: usize) -> Option<Column> {
        let column = self.meetings[case].take()?;
        let world = self.world;
        self.cost -= column.cost - world.cases[case].unplaced;
        for task in rows::tasks(world, &column) {
            let person = task.person as usize;
            if task.is_shared {
                self.shared[person] -= 1;
                self.cost -= self.share(person, self.shared[person]);
            }
            self.held[person * self.days + usize::from(task.day)]
                .retain(|held| held.case != column.case);
            let week = world.problem.days[usize::from(task.day)].0;
            let at = self.weeks[person]
                .iter()
                .position(|&held| held == week)
                .expect("the meeting was counted");
            self.weeks[person].swap_remove(at);
        }
        let (room, _, _) = room_of(world, &column);
        let (model, start) = rows::at(world, &column);
        if let Some(room) = room.checked_sub(1) {
            self.rooms[usize::from(room) * self.days + usize::from(start.day)]
                .retain(|held| held.case != column.case);
        }
        if let Some(allowance) =
            model.days[usize::from(start.day)].and_then(|offer| offer.allowance)
        {
            self.paid[allowance.0] -= 1;
        }
        Some(column)
    }

    /// Places a case where it costs least; `false` when leaving it costs no more.
    pub(super) fn settle(&mut self, case: usize) -> bool {
        let pricer = Pricer {
            world: self.world,
            prices: self,
            unit: 1,
        };
        let mut limit = self.world.cases[case].unplaced;
        let mut best = None;
        for start in 0..self.world.cases[case].starts.len() {
            if let Some(found) = pricer.best(case, start, limit) {
                limit = found.price;
                best = Some(start);
            }
        }
        let column = best.and_then(|start| pricer.cheapest(case, start, limit + 1));
        match column {
            None => false,
            Some((_, column)) => {
                self.put(column);
                true
            }
        }
    }

    /// The cases whose meetings have somebody in common with a case's pools.
    fn near(&self, case: usize, chance: &mut Chance, most: usize) -> Vec<usize> {
        let starts = &self.world.cases[case].starts;
        let mut near = Vec::new();
        for _ in 0..8 {
            if starts.is_empty() || most <= near.len() {
                break;
            }
            let start = &starts[chance.below(starts.len())];
            for takers in &start.takers {
                let Some(taker) = takers.get(chance.below(takers.len().max(1))) else {
                    continue;
                };
                for held in &self.held[taker.person as usize * self.days + usize::from(start.day)] {
                    near.push(held.case as usize);
                }
            }
            let place = &start.places[chance.below(start.places.len())];
            if let Some(room) = place.place.checked_sub(1) {
                for held in &self.rooms[usize::from(room) * self.days + usize::from(start.day)] {
                    near.push(held.case as usize);
                }
            }
            near.sort_unstable();
            near.dedup();
            near.retain(|&other| other != case && !self.world.problem.cases[other].is_pinned);
        }
        while most < near.len() {
            near.swap_remove(chance.below(near.len()));
        }
        near
    }

    /// Looks for a better plan, so many rounds; ends earlier when time is up.
    pub(super) fn improve(&mut self, rounds: u64, chance: &mut Chance, watch: &dyn Watch) {
        let free: Vec<usize> = (0..self.meetings.len())
            .filter(|&case| {
                !self.world.problem.cases[case].is_pinned
                    && !self.world.cases[case].starts.is_empty()
            })
            .collect();
        if free.is_empty() {
            return;
        }
        for round in 0..rounds {
            if round % 64 == 0 && watch.left().is_some_and(|left| left.is_zero()) {
                return;
            }
            let unplaced: Vec<usize> = if round % 2 == 0 {
                free.iter()
                    .copied()
                    .filter(|&case| self.meetings[case].is_none())
                    .collect()
            } else {
                Vec::new()
            };
            let pick = if unplaced.is_empty() {
                &free
            } else {
                &unplaced
            };
            let seed = pick[chance.below(pick.len())];
            let most = 1 + chance.below(5);
            let mut cases = self.near(seed, chance, most);
            cases.insert(0, seed);
            let before = self.cost;
            let taken: Vec<(usize, Option<Column>)> =
                cases.iter().map(|&case| (case, self.take(case))).collect();
            if chance.below(3) == 0 {
                chance.shuffle(&mut cases);
            }
            for &case in &cases {
                self.settle(case);
            }
            if before < self.cost {
                for &case in &cases {
                    self.take(case);
                }
                for (_, column) in taken {
                    if let Some(column) = column {
                        self.put(column);
                    }
                }
            }
        }
    }

    /// Whether somebody's task fits beside what is held.
    fn fits(&self, task: &Task) -> bool {
        let held = &self.held[task.person as usize * self.days + usize::from(task.day)];
        held.iter().all(|held| {
            let way = u16::from(self.world.way(held.site, task.site));
            let after = u16::from(held.to) + way <= u16::from(task.from);
            let before = u16::from(task.to) + way <= u16::from(held.from);
            after || before
        })
    }
}

/// A first plan: pinned meetings, then the cases with the fewest starts first.
pub(super) fn first<'w, 'p>(world: &'w World<'p>) -> State<'w, 'p> {
    let mut state = State::new(world);
    let mut order: Vec<usize> = (0..world.cases.len()).collect();
    order.sort_by_key(|&case| {
        (
            !world.problem.cases[case].is_pinned,
            -world.cases[case].unplaced,
            world.cases[case].starts.len(),
            case,
        )
    });
    for case in order {
        state.settle(case);
    }
    state
}

impl Prices for State<'_, '_> {
    fn time(&self, case: usize, part: usize, start: &Start, taker: &Taker) -> i64 {
        let person = taker.person as usize;
        let model = &self.world.problem.people[person];
        let day = usize::from(start.day);
        let held = &self.held[person * self.days + day];
        let today = u32::try_from(held.len()).unwrap_or(u32::MAX);
        if World::day_cap(model, day).is_some_and(|most| most <= today) {
            return NEVER;
        }
        let week = self.world.problem.days[day].0;
        let weekly = self.weeks[person]
            .iter()
            .filter(|&&held| held == week)
            .count();
        if self
            .world
            .week_cap(model, day)
            .is_some_and(|most| most as usize <= weekly)
        {
            return NEVER;
        }
        let case = &self.world.problem.cases[case];
        if case.parts[part].is_shared {
            self.share(person, self.shared[person])
        } else {
            0
        }
    }

    fn journey(&self, case: usize, part: usize, start: &Start, taker: &Taker, site: u16) -> i64 {
        let model = &self.world.problem.cases[case];
        let lead = if model.parts[part].prepares {
            model.setup
        } else {
            0
        };
        let task = Task {
            person: taker.person,
            day: start.day,
            from: start.at - lead,
            to: (start.at + model.attended)
                .saturating_add(self.world.problem.people[taker.person as usize].rest),
            site: self.world.cases[case].sites[usize::from(site)],
            is_shared: false,
        };
        if self.fits(&task) { 0 } else { NEVER }
    }

    fn place(&self, case: usize, start: &Start, place: &PlaceAt) -> i64 {
        let Some(room) = place.place.checked_sub(1) else {
            return 0;
        };
        let case = &self.world.problem.cases[case];
        let (from, to) = (start.at - case.setup, start.at + case.attended);
        let held = &self.rooms[usize::from(room) * self.days + usize::from(start.day)];
        let is_free = held.iter().all(|held| held.to <= from || to <= held.from);
        if is_free { 0 } else { NEVER }
    }

    fn day(&self, case: usize, start: &Start) -> i64 {
        let offer = self.world.problem.cases[case].days[usize::from(start.day)];
        let allowance = offer.and_then(|offer| offer.allowance);
        let is_left = allowance.is_none_or(|allowance| {
            self.paid[allowance.0] < self.world.problem.allowances[allowance.0]
        });
        if is_left { 0 } else { NEVER }
    }
}

impl State<'_, '_> {
    /// Adds a meeting unless something of it is taken.
    pub(super) fn put_if_it_fits(&mut self, column: &Column) {
        let case = column.case as usize;
        if self.meetings[case].is_some() {
            return;
        }
        let ready = &self.world.cases[case];
        let start = &ready.starts[column.start as usize];
        let place = &start.places[usize::from(column.place)];
        let fits = self.day(case, start) == 0
            && self.place(case, start, place) == 0
            && column
                .team
                .iter()
                .enumerate()
                .filter(|(_, member)| **member != super::team::NOBODY)
                .all(|(part, member)| {
                    let taker = start.takers[part]
                        .iter()
                        .find(|taker| taker.member == *member);
                    taker.is_some_and(|taker| {
                        self.time(case, part, start, taker) < NEVER
                            && self.journey(case, part, start, taker, place.site) < NEVER
                    })
                });
        if fits {
            self.put(column.clone());
        }
    }
}
