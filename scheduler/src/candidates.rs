//! The best team for each start and place.

use std::ops::ControlFlow;

use crate::{
    cost::Sums,
    grid::span,
    model::{Commitment, DayIx, Place, Problem, Slot},
    requirement::TOMORROW,
    roles::{Part, Role, gets_there, roles},
    spots::{Spot, room_starts, spots},
    tariff::Tariff,
    team::{Choice, Coupling, Slate, Team},
    wishes,
};

/// A problem, made ready for searching.
pub(crate) struct World<'a> {
    /// The problem.
    pub(crate) problem: &'a Problem,
    /// Where the meeting could be.
    pub(crate) spots: Vec<Spot>,
    /// The parts, and who could take them.
    pub(crate) roles: Vec<Role<'a>>,
    /// What it costs other cases; `None` when nobody asks.
    pub(crate) tariff: Option<Tariff>,
    coupling: Coupling,
    /// People whom nobody names: they count, no more.
    unnamed: usize,
    /// Most named people, wherever.
    most: usize,
}

/// The best team for one start and spot.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// When.
    pub(crate) slot: Slot,
    /// A position in [`World::spots`].
    pub(crate) spot: usize,
    /// Where, exactly.
    pub(crate) place: Place,
    /// What it costs.
    pub(crate) sums: Sums,
    /// Who takes each part of [`World::roles`].
    pub(crate) team: Team,
}

/// Whether to look further.
pub(crate) type Next = ControlFlow<Stop>;

/// Where to stop looking.
pub(crate) enum Stop {
    /// At this start.
    Start,
    /// Altogether.
    Search,
}

impl<'a> World<'a> {
    /// Makes a sound problem ready.
    pub(crate) fn new(problem: &'a Problem) -> Self {
        let request = &problem.request;
        let spots = spots(problem);
        let roles = roles(problem, &spots);
        let unnamed = usize::from(request.extra_people);
        let (fewest, most) = if request.is_size_overridden {
            (0, usize::MAX)
        } else {
            let policy = &problem.policy;
            // With too many unnamed people even the fewest are too many: no team has less than one.
            (
                usize::from(policy.min_people),
                usize::from(policy.max_people).saturating_sub(unnamed),
            )
        };
        let coupling = Coupling {
            domains: request.domains,
            apart: request.kept_apart.clone(),
            may_double: may_double(&roles),
            fewest: fewest.saturating_sub(unnamed),
        };
        Self {
            problem,
            spots,
            roles,
            tariff: None,
            coupling,
            unnamed,
            most,
        }
    }

    /// Makes a sound problem ready, what it costs other cases included.
    pub(crate) fn priced(problem: &'a Problem, tariff: Tariff) -> Self {
        Self {
            tariff: Some(tariff),
            ..Self::new(problem)
        }
    }

    /// Hands the best candidate of each start and spot to `found`, in the order of time.
    pub(crate) fn search(&self, mut found: impl FnMut(Candidate) -> Next) {
        let authority = self.roles.iter().flat_map(|role| &role.candidates);
        let authority = authority.fold(0, |all, candidate| all | candidate.authority);
        if self.coupling.domains & !authority != 0 {
            return;
        }
        for position in 0..self.problem.days.len() {
            let day = DayIx(position);
            if self.is_allowed(day) && self.search_day(day, &mut found).is_break() {
                return;
            }
        }
    }

    /// Whether a meeting may be on this day at all (H01, H02, H19, H24, H28).
    pub(crate) fn is_allowed(&self, ix: DayIx) -> bool {
        let request = &self.problem.request;
        let day = &self.problem.days[ix.0];
        let earliest = if request.short_notice_agreed {
            request.notice_day.min(TOMORROW)
        } else {
            request.notice_day
        };
        let is_in_time = request.limit_lifted || request.last_day.is_none_or(|last| ix <= last);
        let is_paid = request.contracts.iter().any(|contract| {
            let covers = contract.first_day <= day.number && day.number <= contract.last_day;
            covers && 0 < contract.meetings_left
        });
        let is_open = day.is_working || request.non_working_days_agreed;
        let is_where_booked = request.locked.is_none_or(|locked| locked.day == ix);
        earliest <= ix && is_in_time && is_open && is_paid && is_where_booked
    }

    /// The starts of a day at which somebody can take each part that must be taken.
    fn starts(&self, day: DayIx) -> u64 {
        let locked = self.problem.request.locked;
        let booked = locked.map_or(u64::MAX, |slot| span(slot.start, slot.start + 1));
        let required = self.roles.iter().filter(|role| role.absence.is_none());
        required.fold(booked, |starts, role| {
            let any = role
                .candidates
                .iter()
                .fold(0, |any, candidate| any | candidate.starts[day.0]);
            starts & any
        })
    }

    /// Searches one day.
    fn search_day(&self, day: DayIx, found: &mut impl FnMut(Candidate) -> Next) -> ControlFlow<()> {
        let mut starts = self.starts(day);
        if starts == 0 {
            return ControlFlow::Continue(());
        }
        let mut today = Today::new(self, day);
        while starts != 0 {
            let start = u8::try_from(starts.trailing_zeros()).expect("a word has 64 bits");
            starts &= starts - 1;
            today.look_at(start);
            if !today.may_decide() {
                continue;
            }
            for spot in 0..self.spots.len() {
                let Some(candidate) = today.best(spot) else {
                    continue;
                };
                match found(candidate) {
                    ControlFlow::Continue(()) => {}
                    ControlFlow::Break(Stop::Start) => break,
                    ControlFlow::Break(Stop::Search) => return ControlFlow::Break(()),
                }
            }
        }
        ControlFlow::Continue(())
    }
}

/// Whether somebody is a candidate for two parts; interchangeable parts are seen to elsewhere.
fn may_double(roles: &[Role<'_>]) -> bool {
    let mut people = Vec::new();
    for (position, role) in roles.iter().enumerate() {
        if !is_twin(roles, position) {
            people.extend(role.candidates.iter().map(|candidate| candidate.ix));
        }
    }
    people.sort_unstable();
    people.windows(2).any(|pair| pair[0] == pair[1])
}

/// Whether a part is interchangeable with the one before: two signers.
fn is_twin(roles: &[Role<'_>], position: usize) -> bool {
    let is_interpreter = |position: usize| roles[position].part == Part::Interpreter;
    0 < position && is_interpreter(position) && is_interpreter(position - 1)
}

/// One day, and one start on it.
struct Today<'w, 'a> {
    world: &'w World<'a>,
    day: DayIx,
    start: u8,
    /// What waiting until this day costs.
    cost: Sums,
    /// The starts that each room is open for, by spot in the spot's order.
    rooms: Vec<Vec<u64>>,
    /// What each candidate is held to on this day, part by part.
    commitments: Vec<Vec<&'w [Commitment]>>,
    /// Nobody is held to anything on this day: who gets to one spot gets to all.
    is_nobody_held: bool,
    /// Who is free at this start, and what it costs, part by part.
    free: Vec<Vec<(usize, Sums)>>,
    /// What they may decide, all of them together.
    authority: u32,
    /// The most people for which those who are free are known to make no team, wherever it is.
    hopeless: Option<usize>,
    /// The cheapest for each part at the spot looked at.
    team: Team,
    /// The same, in person.
    people: Vec<(crate::model::PersonIx, u32)>,
}

impl<'w, 'a> Today<'w, 'a> {
    /// Looks up what is the same all day.
    fn new(world: &'w World<'a>, day: DayIx) -> Self {
        let problem = world.problem;
        let block = problem.request.block;
        let rooms = world.spots.iter().map(|spot| {
            let rooms = spot
                .rooms
                .iter()
                .map(|(room, _)| problem.rooms[room.0].free[day.0]);
            rooms
                .map(|free| room_starts(free, block.setup, block.attended()))
                .collect()
        });
        let commitments = world.roles.iter().map(|role| {
            role.candidates
                .iter()
                .map(|candidate| candidate.commitments_on(day))
                .collect()
        });
        let tariff = world.tariff.as_ref();
        let toll = tariff.map_or(Sums::default(), |tariff| tariff.day(day));
        let commitments: Vec<Vec<&[Commitment]>> = commitments.collect();
        Self {
            world,
            day,
            start: 0,
            cost: wishes::sums(|tell| wishes::of_day(problem, day, tell)) + toll,
            rooms: rooms.collect(),
            is_nobody_held: commitments.iter().flatten().all(|held| held.is_empty()),
            commitments,
            free: vec![Vec::new(); world.roles.len()],
            authority: 0,
            hopeless: None,
            team: Vec::new(),
            people: Vec::new(),
        }
    }

    /// Looks up who is free at one start.
    fn look_at(&mut self, start: u8) {
        self.start = start;
        self.authority = 0;
        self.hopeless = None;
        let bit = span(start, start + 1);
        for (role, free) in self.world.roles.iter().zip(&mut self.free) {
            free.clear();
            let times = span(start - role.lead, self.world.end(start));
            for (position, candidate) in role.candidates.iter().enumerate() {
                if candidate.starts[self.day.0] & bit != 0 {
                    let mut cost = wishes::sums(|tell| {
                        wishes::of_times(role.side, candidate.person, self.day, times, tell);
                    });
                    if let Some(tariff) = &self.world.tariff {
                        cost = cost + tariff.person(candidate.ix, self.day, times);
                    }
                    free.push((position, candidate.cost + cost));
                    self.authority |= candidate.authority;
                }
            }
        }
    }

    /// Whether those who are free at this start could decide everything, if they all came.
    fn may_decide(&self) -> bool {
        self.world.coupling.domains & !self.authority == 0
    }

    /// The best candidate at one spot.
    fn best(&mut self, spot_ix: usize) -> Option<Candidate> {
        let world = self.world;
        let spot = &world.spots[spot_ix];
        let bit = span(self.start, self.start + 1);
        let is_open =
            spot.at.is_none() || self.rooms[spot_ix].iter().any(|starts| starts & bit != 0);
        if !is_open {
            return None;
        }
        let least = self.cheapest_alone(spot_ix)?;
        let places = spot.places().enumerate();
        let best = match &world.tariff {
            None => self.best_of(spot_ix, least, places),
            Some(tariff) => {
                let places = self.priced(tariff, places);
                self.best_of(spot_ix, least, places.into_iter())
            }
        };
        let when = Slot {
            day: self.day,
            start: self.start,
        };
        best.map(|(sums, place, team)| Candidate {
            slot: when,
            spot: spot_ix,
            place,
            sums,
            team,
        })
    }

    /// Places with what they cost other cases as well, the cheapest first.
    fn priced(
        &self,
        tariff: &Tariff,
        places: impl Iterator<Item = (usize, (Place, Sums))>,
    ) -> Vec<(usize, (Place, Sums))> {
        let block = self.world.problem.request.block;
        let times = span(
            self.start.saturating_sub(block.setup),
            self.world.end(self.start),
        );
        let priced = places.map(|(position, (place, cost))| {
            let toll = match place {
                Place::Room(room) => tariff.room(room, self.day, times),
                Place::Online => Sums::default(),
            };
            (position, (place, cost + toll))
        });
        let mut priced: Vec<_> = priced.collect();
        priced.sort_by_key(|&(position, (_, cost))| (cost, position));
        priced
    }

    /// The best of some places at one spot, which come the cheapest first, with what it costs and who
    /// comes.
    fn best_of(
        &mut self,
        spot_ix: usize,
        least: Sums,
        places: impl Iterator<Item = (usize, (Place, Sums))>,
    ) -> Option<(Sums, Place, Team)> {
        let bit = span(self.start, self.start + 1);
        let mut best: Option<(Sums, Place, Team)> = None;
        // A dearer room is worth a look only if it seats more.
        let mut seats_tried = None;
        for (position, (place, cost)) in places {
            let is_closed = |starts: &u64| starts & bit == 0;
            if self.rooms[spot_ix].get(position).is_some_and(is_closed) {
                continue;
            }
            let most = self.most(place);
            let base = self.cost + cost;
            let limit = best.as_ref().map(|(sums, ..)| *sums);
            if limit.is_some_and(|limit| limit <= base + least) {
                break;
            }
            if seats_tried.is_some_and(|tried| most <= tried) {
                continue;
            }
            seats_tried = Some(most);
            if self.world.coupling.holds(&self.people, most) {
                best = Some((base + least, place, self.team.clone()));
                break;
            }
            if self.hopeless.is_some_and(|hopeless| most <= hopeless) {
                continue;
            }
            if let Some((sums, team)) = self.cheapest_together(spot_ix, most) {
                let sums = base + sums;
                if limit.is_none_or(|limit| sums < limit) {
                    best = Some((sums, place, team));
                }
            } else if self.is_nobody_held {
                self.hopeless = Some(most);
            }
        }
        best
    }

    /// Most named people at a place.
    fn most(&self, place: Place) -> usize {
        match place {
            Place::Online => self.world.most,
            Place::Room(room) => {
                let seats = usize::from(self.world.problem.rooms[room.0].capacity);
                self.world
                    .most
                    .min(seats.saturating_sub(self.world.unnamed))
            }
        }
    }

    /// Puts the cheapest for each part, looked at alone, into `team`, and says what they cost;
    /// `None` when nobody can take a part that must be taken.
    fn cheapest_alone(&mut self, spot: usize) -> Option<Sums> {
        let roles = &self.world.roles;
        self.team.clear();
        self.people.clear();
        let mut sum = Sums::default();
        for (position, role) in roles.iter().enumerate() {
            let twin = is_twin(roles, position)
                .then(|| self.team[position - 1])
                .flatten();
            let mut best: Option<(Sums, usize)> = None;
            for &(candidate, cost) in &self.free[position] {
                let cost = cost + role.candidates[candidate].journeys[spot];
                let is_better = best.is_none_or(|(least, _)| cost < least);
                if is_better
                    && Some(candidate) != twin
                    && self.gets_there(position, candidate, spot)
                {
                    best = Some((cost, candidate));
                }
            }
            match (best, role.absence) {
                (Some((cost, _)), Some(absence)) if absence < cost => {
                    self.team.push(None);
                    sum = sum + absence;
                }
                (Some((cost, ix)), _) => {
                    let candidate = &role.candidates[ix];
                    self.team.push(Some(ix));
                    self.people.push((candidate.ix, candidate.authority));
                    sum = sum + cost;
                }
                (None, Some(absence)) => {
                    self.team.push(None);
                    sum = sum + absence;
                }
                (None, None) => return None,
            }
        }
        Some(sum)
    }

    /// The cheapest team at a spot that keeps every coupling.
    fn cheapest_together(&self, spot: usize, most: usize) -> Option<(Sums, Team)> {
        let roles = &self.world.roles;
        let slates = roles.iter().enumerate().map(|(position, role)| {
            let free = self.free[position].iter();
            let there = free.filter(|&&(ix, _)| self.gets_there(position, ix, spot));
            let choices = there.map(|&(ix, cost)| {
                let candidate = &role.candidates[ix];
                Choice {
                    candidate: ix,
                    person: candidate.ix,
                    authority: candidate.authority,
                    cost: cost + candidate.journeys[spot],
                }
            });
            let is_twin = is_twin(roles, position);
            Slate {
                choices: choices.collect(),
                absence: role.absence,
                is_twin,
            }
        });
        let slates: Vec<_> = slates.collect();
        self.world.coupling.cheapest(&slates, most, None)
    }

    /// Whether a candidate gets to the spot in time.
    fn gets_there(&self, role: usize, candidate: usize, spot: usize) -> bool {
        let commitments = self.commitments[role][candidate];
        let world = self.world;
        commitments.is_empty() || {
            let role = &world.roles[role];
            let times = (self.start - role.lead, world.end(self.start));
            let candidate = &role.candidates[candidate];
            gets_there(
                world.problem,
                &world.spots[spot],
                candidate,
                commitments,
                times,
            )
        }
    }
}

impl World<'_> {
    /// The first quarter of an hour after a meeting.
    fn end(&self, start: u8) -> u8 {
        start + self.problem.request.block.attended()
    }
}
