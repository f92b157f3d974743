//! What meetings share, as rows: each says that a sum of meetings is at most a number.
//!
//! Where somebody may have one meeting a day, one row a day says everything. Elsewhere there is a row
//! for each instant that a maximal set of meetings has in common (an instant is kept only when a
//! meeting ends there and one began since the last kept one), one for the number a day, and, found
//! when they are violated, rows for the way between two places ([`Travel`]).

use std::collections::{BTreeSet, HashMap};

use super::{
    team::{Column, NOBODY, Prices},
    world::{PlaceAt, Site, Start, Taker, World},
};

/// A position in [`Rows::caps`].
pub(super) type Row = u32;

/// No row: nothing is shared.
const NONE: Row = Row::MAX;

/// All rows of a problem but those that say that a case meets once.
pub(super) struct Rows {
    /// How much each row allows.
    pub(super) caps: Vec<i64>,
    days: usize,
    weeks: Vec<usize>,
    week_count: usize,
    /// By person and day.
    people: Vec<PersonDay>,
    /// By person and week.
    person_weeks: Vec<Row>,
    /// By room and day: instants.
    rooms: Vec<Vec<(u8, Row)>>,
    /// By allowance.
    allowances: Vec<Row>,
    /// By person: meetings beyond the fair share.
    shares: Vec<Row>,
    known: HashMap<(u32, Travel), Row>,
    /// By meeting: the rows that list it.
    listed: HashMap<Column, Vec<Row>>,
    /// Days on which rows were added since somebody last looked.
    pub(super) changed: BTreeSet<u16>,
}

/// The rows of one person on one day.
#[derive(Clone)]
struct PersonDay {
    /// How many meetings, when that binds.
    count: Row,
    /// At most one meeting at each of these instants.
    instants: Vec<(u8, Row)>,
    /// Ways.
    travels: Vec<(Travel, Row)>,
}

/// A clique of meetings of one person on one day of which no two leave time for the way: those at a
/// site that cover an instant, those at least `delta` grains away that cover the instant `delta`
/// later, and those that cover both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Travel {
    pub(super) site: Site,
    pub(super) at: u8,
    pub(super) delta: u8,
}

/// Somebody's part in a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Task {
    pub(super) person: u32,
    pub(super) day: u16,
    /// The first grain held.
    pub(super) from: u8,
    /// The first grain no longer held, rest included, the way not.
    pub(super) to: u8,
    pub(super) site: Site,
    pub(super) is_shared: bool,
}

/// The tasks of a meeting.
pub(super) fn tasks<'a>(
    world: &'a World<'_>,
    column: &'a Column,
) -> impl Iterator<Item = Task> + 'a {
    let (case, start) = at(world, column);
    let site = world.cases[column.case as usize].sites
        [usize::from(start.places[usize::from(column.place)].site)];
    let taken = column
        .team
        .iter()
        .enumerate()
        .filter(|(_, member)| **member != NOBODY);
    taken.map(move |(part, &member)| {
        let part = &case.parts[part];
        let person = part.pool[usize::from(member)].person;
        let lead = if part.prepares { case.setup } else { 0 };
        let rest = world.problem.people[person.0].rest;
        Task {
            person: u32::try_from(person.0).expect("fewer people than 2^32"),
            day: start.day,
            from: start.at - lead,
            to: (start.at + case.attended).saturating_add(rest),
            site,
            is_shared: part.is_shared,
        }
    })
}

/// The case and start of a meeting.
pub(super) fn at<'a>(world: &'a World<'_>, column: &Column) -> (&'a super::model::Case, &'a Start) {
    let case = column.case as usize;
    (
        &world.problem.cases[case],
        &world.cases[case].starts[column.start as usize],
    )
}

/// The room of a meeting: 0 by video, else its position plus one; and the grains it is held for.
pub(super) fn room_of(world: &World<'_>, column: &Column) -> (u16, u8, u8) {
    let (case, start) = at(world, column);
    (
        start.places[usize::from(column.place)].place,
        start.at - case.setup,
        start.at + case.attended,
    )
}

/// What begins and ends somewhere, and whether more than one case has something to do with it.
#[derive(Clone, Copy)]
struct Use {
    begins: u64,
    lasts: u64,
    case: u32,
    cases: u32,
}

const UNUSED: Use = Use {
    begins: 0,
    lasts: 0,
    case: u32::MAX,
    cases: 0,
};

impl Use {
    fn add(&mut self, case: usize, from: u8, to: u8) {
        self.begins |= 1 << from;
        self.lasts |= 1 << (to - 1).min(63);
        let case = u32::try_from(case).expect("fewer cases than 2^32");
        if self.case != case {
            self.case = case;
            self.cases += 1;
        }
    }

    /// The instants that are common to a maximal set of tasks.
    fn instants(&self) -> Vec<u8> {
        let mut kept = Vec::new();
        let mut has_begun = false;
        for grain in 0..64 {
            has_begun |= self.begins & (1 << grain) != 0;
            if has_begun && self.lasts & (1 << grain) != 0 {
                kept.push(grain);
                has_begun = false;
            }
        }
        kept
    }
}

impl Rows {
    /// The rows of a problem, ways aside.
    pub(super) fn new(world: &World<'_>) -> Self {
        let problem = world.problem;
        let days = problem.days.len();
        let mut names: Vec<_> = problem.days.clone();
        names.sort_unstable();
        names.dedup();
        let weeks: Vec<usize> = problem
            .days
            .iter()
            .map(|week| names.binary_search(week).expect("every week is listed"))
            .collect();
        let week_count = names.len();
        let mut people = vec![UNUSED; problem.people.len() * days];
        let mut person_weeks = vec![UNUSED; problem.people.len() * week_count];
        let mut rooms = vec![UNUSED; problem.rooms.len() * days];
        let mut payers = vec![UNUSED; problem.allowances.len()];
        let mut sharers = vec![UNUSED; problem.people.len()];
        for (ix, (case, ready)) in problem.cases.iter().zip(&world.cases).enumerate() {
            for start in &ready.starts {
                let day = usize::from(start.day);
                let end = start.at + case.attended;
                for (part, takers) in case.parts.iter().zip(&start.takers) {
                    let from = start.at - if part.prepares { case.setup } else { 0 };
                    for taker in takers {
                        let person = taker.person as usize;
                        people[person * days + day].add(
                            ix,
                            from,
                            end.saturating_add(problem.people[person].rest),
                        );
                        person_weeks[person * week_count + weeks[day]].add(ix, 0, 1);
                        if part.is_shared {
                            sharers[person].add(ix, 0, 1);
                        }
                    }
                }
                for place in start.places.iter().filter(|place| 0 < place.place) {
                    rooms[usize::from(place.place - 1) * days + day].add(
                        ix,
                        start.at - case.setup,
                        end,
                    );
                }
                let offer = case.days[day].and_then(|offer| offer.allowance);
                if let Some(allowance) = offer {
                    payers[allowance.0].add(ix, 0, 1);
                }
            }
        }
        let mut rows = Self {
            caps: Vec::new(),
            days,
            weeks,
            week_count,
            people: Vec::with_capacity(people.len()),
            person_weeks: Vec::with_capacity(person_weeks.len()),
            rooms: Vec::with_capacity(rooms.len()),
            allowances: Vec::new(),
            shares: Vec::new(),
            known: HashMap::new(),
            listed: HashMap::new(),
            changed: BTreeSet::new(),
        };
        for (ix, used) in people.iter().enumerate() {
            let person = &problem.people[ix / days];
            let cap = World::day_cap(person, ix % days);
            let row = rows.person_day(used, cap);
            rows.people.push(row);
        }
        for (ix, used) in person_weeks.iter().enumerate() {
            let person = &problem.people[ix / week_count];
            let day = rows
                .weeks
                .iter()
                .position(|&week| week == ix % week_count)
                .expect("every week has a day");
            let row = rows.at_most(world.week_cap(person, day), used.cases);
            rows.person_weeks.push(row);
        }
        for used in &rooms {
            let instants = rows.instants(used);
            rows.rooms.push(instants);
        }
        for (used, &left) in payers.iter().zip(&problem.allowances) {
            let row = rows.at_most(Some(left), used.cases);
            rows.allowances.push(row);
        }
        for (used, person) in sharers.iter().zip(&problem.people) {
            let row = rows.at_most(person.fair_share, used.cases);
            rows.shares.push(row);
        }
        rows
    }

    fn row(&mut self, cap: i64) -> Row {
        self.caps.push(cap);
        Row::try_from(self.caps.len() - 1).expect("fewer rows than 2^32")
    }

    /// A row for a limit that so many cases could break.
    fn at_most(&mut self, cap: Option<u32>, cases: u32) -> Row {
        match cap {
            Some(cap) if cap < cases => self.row(i64::from(cap)),
            Some(_) | None => NONE,
        }
    }

    fn instants(&mut self, used: &Use) -> Vec<(u8, Row)> {
        if used.cases < 2 {
            return Vec::new();
        }
        used.instants()
            .into_iter()
            .map(|at| (at, self.row(1)))
            .collect()
    }

    fn person_day(&mut self, used: &Use, cap: Option<u32>) -> PersonDay {
        let count = self.at_most(cap, used.cases);
        let instants = if cap == Some(1) {
            Vec::new()
        } else {
            self.instants(used)
        };
        PersonDay {
            count,
            instants,
            travels: Vec::new(),
        }
    }

    /// Whether somebody may have two meetings on a day, so that ways matter.
    fn may_travel(&self, task: &Task) -> bool {
        !self.people[self.day_of(task.person, task.day)]
            .instants
            .is_empty()
    }

    fn day_of(&self, person: u32, day: u16) -> usize {
        person as usize * self.days + usize::from(day)
    }

    fn week_of(&self, person: u32, day: u16) -> usize {
        person as usize * self.week_count + self.weeks[usize::from(day)]
    }

    /// The rows a meeting takes one of.
    pub(super) fn of(&self, world: &World<'_>, column: &Column, out: &mut Vec<Row>) {
        out.clear();
        for task in tasks(world, column) {
            let day = &self.people[self.day_of(task.person, task.day)];
            out.push(day.count);
            out.push(self.person_weeks[self.week_of(task.person, task.day)]);
            if task.is_shared {
                out.push(self.shares[task.person as usize]);
            }
            out.extend(
                day.instants
                    .iter()
                    .filter(|(at, _)| task.from <= *at && *at < task.to)
                    .map(|(_, row)| row),
            );
            let travels = day
                .travels
                .iter()
                .filter(|(travel, _)| travel.takes(world, &task));
            out.extend(travels.map(|(_, row)| row));
        }
        let (room, from, to) = room_of(world, column);
        let (case, start) = at(world, column);
        if let Some(room) = room.checked_sub(1) {
            let instants = &self.rooms[usize::from(room) * self.days + usize::from(start.day)];
            out.extend(
                instants
                    .iter()
                    .filter(|(at, _)| from <= *at && *at < to)
                    .map(|(_, row)| row),
            );
        }
        if let Some(allowance) = case.days[usize::from(start.day)].and_then(|offer| offer.allowance)
        {
            out.push(self.allowances[allowance.0]);
        }
        out.retain(|&row| row != NONE);
        out.extend(self.listed.get(column).into_iter().flatten());
    }

    /// A row of which the listed meetings take one each, twice when they are listed twice.
    pub(super) fn list<'c>(&mut self, cap: i64, meetings: impl Iterator<Item = &'c Column>) -> Row {
        let row = self.row(cap);
        for meeting in meetings {
            self.listed.entry(meeting.clone()).or_default().push(row);
        }
        row
    }

    /// Lists one more meeting for a row.
    pub(super) fn list_one(&mut self, row: Row, meeting: &Column) {
        self.listed.entry(meeting.clone()).or_default().push(row);
    }

    /// How often a meeting is listed for a row.
    pub(super) fn lists(&self, row: Row, meeting: &Column) -> usize {
        let rows = self.listed.get(meeting).into_iter().flatten();
        rows.filter(|&&listed| listed == row).count()
    }

    /// The row of a way; a new one when it is not known.
    pub(super) fn travel(&mut self, person: u32, day: u16, travel: Travel) -> (Row, bool) {
        let ix = self.day_of(person, day);
        let key = u32::try_from(ix).expect("fewer person-days than 2^32");
        if let Some(&row) = self.known.get(&(key, travel)) {
            return (row, false);
        }
        let row = self.row(1);
        self.known.insert((key, travel), row);
        self.people[ix].travels.push((travel, row));
        self.changed.insert(day);
        (row, true)
    }

    /// The rows of fair shares, by person.
    pub(super) fn shares(&self) -> impl Iterator<Item = Row> + '_ {
        self.shares.iter().copied().filter(|&row| row != NONE)
    }

    /// The ways that two of these meetings leave no time for, each as the clique that says so, with
    /// whom it concerns.
    pub(super) fn ways(&self, world: &World<'_>, columns: &[&Column]) -> Vec<(u32, u16, Travel)> {
        let mut days: HashMap<(u32, u16), Vec<(Task, u32)>> = HashMap::new();
        for column in columns {
            for task in tasks(world, column).filter(|task| self.may_travel(task)) {
                days.entry((task.person, task.day))
                    .or_default()
                    .push((task, column.case));
            }
        }
        let mut found = Vec::new();
        for ((person, day), held) in days {
            for (one, case) in &held {
                for (other, other_case) in &held {
                    if case != other_case {
                        found.extend(
                            conflict(world, one, other).map(|travel| (person, day, travel)),
                        );
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether the way from one task to a later one of the same person is too long.
pub(super) fn late(world: &World<'_>, one: &Task, other: &Task) -> bool {
    let way = world.way(one.site, other.site);
    one.to <= other.from && other.from < one.to.saturating_add(way)
}

/// The clique that says that the way from one task to a later one is too long, when it is.
fn conflict(world: &World<'_>, one: &Task, other: &Task) -> Option<Travel> {
    late(world, one, other).then(|| Travel {
        site: one.site,
        at: one.to - 1,
        delta: other.from - (one.to - 1),
    })
}

impl Travel {
    /// Whether a task is in the clique.
    pub(super) fn takes(self, world: &World<'_>, task: &Task) -> bool {
        let then = self.at.saturating_add(self.delta);
        let covers = |at: u8| task.from <= at && at < task.to;
        if task.site == self.site {
            covers(self.at)
        } else if self.delta <= world.way(self.site, task.site) {
            covers(then)
        } else {
            covers(self.at) && covers(then)
        }
    }
}

/// Prices of rows, in a fixed-point unit; none is negative.
pub(super) struct Duals<'r> {
    rows: &'r Rows,
    world: &'r World<'r>,
    price: Vec<i64>,
    /// By person and day: what counts whenever the meeting is.
    days: Vec<i64>,
    /// By person and day: positions in `instants`, when any has a price.
    instants: HashMap<u32, Vec<(u8, i64)>>,
    travels: HashMap<u32, Vec<(Travel, i64)>>,
    rooms: HashMap<u32, Vec<(u8, i64)>>,
}

impl<'r> Duals<'r> {
    /// Prices for all rows, one each.
    pub(super) fn new(world: &'r World<'r>, rows: &'r Rows, price: Vec<i64>) -> Self {
        let of = |row: Row| if row == NONE { 0 } else { price[row as usize] };
        let mut days = vec![0; rows.people.len()];
        let mut instants = HashMap::new();
        let mut travels = HashMap::new();
        for (ix, day) in rows.people.iter().enumerate() {
            let week = rows.weeks[ix % rows.days] + ix / rows.days * rows.week_count;
            days[ix] = of(day.count) + of(rows.person_weeks[week]);
            let key = u32::try_from(ix).expect("fewer person-days than 2^32");
            let priced: Vec<_> = day
                .instants
                .iter()
                .map(|&(at, row)| (at, of(row)))
                .filter(|(_, price)| 0 < *price)
                .collect();
            if !priced.is_empty() {
                instants.insert(key, priced);
            }
            let priced: Vec<_> = day
                .travels
                .iter()
                .map(|&(travel, row)| (travel, of(row)))
                .filter(|(_, price)| 0 < *price)
                .collect();
            if !priced.is_empty() {
                travels.insert(key, priced);
            }
        }
        let mut rooms = HashMap::new();
        for (ix, day) in rows.rooms.iter().enumerate() {
            let priced: Vec<_> = day
                .iter()
                .map(|&(at, row)| (at, of(row)))
                .filter(|(_, price)| 0 < *price)
                .collect();
            if !priced.is_empty() {
                rooms.insert(
                    u32::try_from(ix).expect("fewer room-days than 2^32"),
                    priced,
                );
            }
        }
        Self {
            rows,
            world,
            price,
            days,
            instants,
            travels,
            rooms,
        }
    }

    fn of(&self, row: Row) -> i64 {
        if row == NONE {
            0
        } else {
            self.price[row as usize]
        }
    }

    /// What the rows cost at most: the sum of price times what each allows, fair shares aside.
    pub(super) fn rent(&self) -> i128 {
        self.price
            .iter()
            .zip(&self.rows.caps)
            .map(|(&price, &cap)| i128::from(price) * i128::from(cap))
            .sum()
    }

    /// The price of a row.
    pub(super) fn price(&self, row: Row) -> i64 {
        self.of(row)
    }
}

impl Prices for Duals<'_> {
    fn time(&self, case: usize, part: usize, start: &Start, taker: &Taker) -> i64 {
        let case = &self.world.problem.cases[case];
        let part = &case.parts[part];
        let ix = self.rows.day_of(taker.person, start.day);
        let mut price = self.days[ix];
        if part.is_shared {
            price += self.of(self.rows.shares[taker.person as usize]);
        }
        let key = u32::try_from(ix).expect("fewer person-days than 2^32");
        if let Some(instants) = self.instants.get(&key) {
            let from = start.at - if part.prepares { case.setup } else { 0 };
            let to = (start.at + case.attended)
                .saturating_add(self.world.problem.people[taker.person as usize].rest);
            price += instants
                .iter()
                .filter(|(at, _)| from <= *at && *at < to)
                .map(|(_, price)| price)
                .sum::<i64>();
        }
        price
    }

    fn journey(&self, case: usize, part: usize, start: &Start, taker: &Taker, site: u16) -> i64 {
        let ix = self.rows.day_of(taker.person, start.day);
        let key = u32::try_from(ix).expect("fewer person-days than 2^32");
        let Some(travels) = self.travels.get(&key) else {
            return 0;
        };
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
        travels
            .iter()
            .filter(|(travel, _)| travel.takes(self.world, &task))
            .map(|(_, price)| price)
            .sum()
    }

    fn place(&self, case: usize, start: &Start, place: &PlaceAt) -> i64 {
        let Some(room) = place.place.checked_sub(1) else {
            return 0;
        };
        let ix = usize::from(room) * self.rows.days + usize::from(start.day);
        let key = u32::try_from(ix).expect("fewer room-days than 2^32");
        let Some(instants) = self.rooms.get(&key) else {
            return 0;
        };
        let case = &self.world.problem.cases[case];
        let (from, to) = (start.at - case.setup, start.at + case.attended);
        instants
            .iter()
            .filter(|(at, _)| from <= *at && *at < to)
            .map(|(_, price)| price)
            .sum()
    }

    fn day(&self, case: usize, start: &Start) -> i64 {
        let offer = self.world.problem.cases[case].days[usize::from(start.day)];
        offer
            .and_then(|offer| offer.allowance)
            .map_or(0, |allowance| self.of(self.rows.allowances[allowance.0]))
    }
}

impl Rows {
    /// The meetings of every clique of ways that two of these meetings of different cases break.
    pub(super) fn way_cliques(&self, world: &World<'_>, columns: &[Column]) -> Vec<Vec<usize>> {
        let mut days: HashMap<(u32, u16), Vec<(Task, usize)>> = HashMap::new();
        for (ix, column) in columns.iter().enumerate() {
            for task in tasks(world, column).filter(|task| self.may_travel(task)) {
                days.entry((task.person, task.day))
                    .or_default()
                    .push((task, ix));
            }
        }
        let mut keys: Vec<_> = days.keys().copied().collect();
        keys.sort_unstable();
        let mut cliques = Vec::new();
        for key in keys {
            let held = &days[&key];
            let mut kinds: Vec<(Site, u8, u8)> = held
                .iter()
                .map(|(task, _)| (task.site, task.from, task.to))
                .collect();
            kinds.sort_unstable();
            kinds.dedup();
            let as_task = |&(site, from, to): &(Site, u8, u8)| Task {
                person: key.0,
                day: key.1,
                from,
                to,
                site,
                is_shared: false,
            };
            let tasks: Vec<Task> = kinds.iter().map(as_task).collect();
            let mut travels: Vec<Travel> = tasks
                .iter()
                .flat_map(|one| tasks.iter().filter_map(|other| conflict(world, one, other)))
                .collect();
            travels.sort_unstable();
            travels.dedup();
            for travel in travels {
                let taken = held
                    .iter()
                    .filter(|(task, _)| travel.takes(world, task))
                    .map(|&(_, ix)| ix);
                let mut clique: Vec<usize> = taken.collect();
                clique.sort_unstable();
                clique.dedup();
                let first = columns[clique[0]].case;
                if clique.iter().any(|&ix| columns[ix].case != first) {
                    cliques.push(clique);
                }
            }
        }
        cliques
    }
}

impl Duals<'_> {
    /// The prices by row.
    pub(super) fn into_prices(self) -> Vec<i64> {
        self.price
    }
}
