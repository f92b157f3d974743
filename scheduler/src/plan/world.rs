//! What each case could do by itself: the starts at which it could meet, and who and where then.
//!
//! Nothing is multiplied out. Given a start and a place the parts are independent of one another but
//! for a few couplings, so a case is a list of starts, and a start a list of places and one of takers
//! for each part (scheduler.md calls this folding).

use super::{
    model::{
        Case, Chairs, Commitment, Member, Part, Person, Place, Problem, RoomIx, VenueIx,
        Whereabouts,
    },
    points::Points,
};
use crate::{
    grid::{later, span, starts},
    spots::minutes_between,
};

/// A cost so high that nothing may have it: prices of meetings, in parts of a point, stay far below.
pub(super) const NEVER: i64 = 1 << 61;
/// What leaving a pinned meeting costs, in parts of a point: more than any meeting's price.
pub(super) const PINNED: i64 = 1 << 60;

/// A problem, made ready for planning.
pub(super) struct World<'p> {
    pub(super) problem: &'p Problem,
    /// The cases, in the problem's order.
    pub(super) cases: Vec<Ready>,
    /// Parts of one point of cost that prices are counted in: as many as the numbers have room for.
    pub(super) unit: i64,
    /// Grains between two sites, row by row; see [`Site`].
    ways: Vec<u8>,
    sites: usize,
}

/// Where a meeting is, as far as travel is concerned: 0 by video, else the venue's position plus one.
pub(super) type Site = u16;

/// What one case could do.
pub(super) struct Ready {
    /// Has a meeting that stays.
    pub(super) is_pinned: bool,
    /// What it costs to leave it.
    pub(super) unplaced: i64,
    /// When it could meet, in order of time.
    pub(super) starts: Vec<Start>,
    /// The sites it could meet at.
    pub(super) sites: Vec<Site>,
    /// What a taker's journey costs: by part, then member and site of `sites` together.
    reach: Vec<Vec<i64>>,
    /// What it costs to leave each part.
    pub(super) absent: Vec<Option<i64>>,
    /// The parts depend on one another.
    pub(super) is_coupled: bool,
}

/// A day and grain at which a case could start.
pub(super) struct Start {
    pub(super) day: u16,
    pub(super) at: u8,
    /// What the day costs, and whoever is welcome but not free.
    pub(super) cost: i64,
    /// Where, the cheapest first.
    pub(super) places: Vec<PlaceAt>,
    /// Who could take each part, the cheapest first.
    pub(super) takers: Vec<Vec<Taker>>,
}

/// A place at a start.
#[derive(Clone, Copy)]
pub(super) struct PlaceAt {
    /// 0 by video, else the room's position plus one.
    pub(super) place: u16,
    /// The position of its site in [`Ready::sites`].
    pub(super) site: u16,
    pub(super) cost: i64,
    /// Chairs.
    pub(super) most: u8,
}

/// Somebody who could take a part at a start.
#[derive(Clone, Copy)]
pub(super) struct Taker {
    pub(super) member: u16,
    pub(super) person: u32,
    pub(super) cost: i64,
    /// Is held to something else on that day, so that the way matters.
    is_held: bool,
}

impl Ready {
    /// The highest of the pieces that costs are sums of, what nobody can do aside.
    fn highest(&self) -> i64 {
        let starts = self.starts.iter().flat_map(|start| {
            let takers = start.takers.iter().flatten().map(|taker| taker.cost);
            let places = start.places.iter().map(|place| place.cost);
            takers.chain(places).chain([start.cost])
        });
        let reach = self.reach.iter().flatten().copied();
        let pieces = starts
            .chain(reach)
            .chain(self.absent.iter().copied().flatten());
        pieces.filter(|&cost| cost < NEVER).max().unwrap_or(0)
    }

    /// What it costs to leave it, in parts of a point.
    pub(super) fn none(&self, unit: i64) -> i64 {
        if self.is_pinned {
            PINNED
        } else {
            self.unplaced * unit
        }
    }
}

/// A number as a place.
pub(super) fn place_of(number: u16) -> Place {
    match number.checked_sub(1) {
        None => Place::Online,
        Some(room) => Place::Room(RoomIx(usize::from(room))),
    }
}

fn small(position: usize) -> u16 {
    u16::try_from(position).expect("a sound problem has fewer than 65,535 rooms, venues and days")
}

impl<'p> World<'p> {
    /// Makes a sound problem ready.
    pub(super) fn new(problem: &'p Problem) -> Self {
        let sites = problem.venues.len() + 1;
        let mut ways = vec![0; sites * sites];
        for from in 0..sites {
            for to in 0..sites {
                ways[from * sites + to] = way(problem, from, to);
            }
        }
        let mut world = Self {
            problem,
            cases: Vec::new(),
            unit: 1,
            ways,
            sites,
        };
        world.cases = problem.cases.iter().map(|case| world.ready(case)).collect();
        world.unit = world.finest();
        world
    }

    /// As many parts of a point as leave every price below [`PINNED`], at most 1,024.
    fn finest(&self) -> i64 {
        let unplaced = self.cases.iter().filter(|case| !case.is_pinned);
        let all: i64 = unplaced.map(|case| case.unplaced).sum();
        let highest = self.cases.iter().map(Ready::highest).max().unwrap_or(0);
        // A meeting's cost has a handful of pieces, none above the highest.
        let room = (1 << 58) / all.max(highest.saturating_mul(8)).max(1);
        if 1_024 <= room {
            1_024
        } else {
            1 << room.max(1).ilog2()
        }
    }

    /// Grains from one site to another.
    pub(super) fn way(&self, from: Site, to: Site) -> u8 {
        self.ways[usize::from(from) * self.sites + usize::from(to)]
    }

    /// What a plan without a pinned meeting costs for it: together less than a number holds, each
    /// more than a plan otherwise costs.
    fn forsaken(&self) -> i64 {
        let pinned = self.problem.cases.iter().filter(|case| case.is_pinned);
        (1 << 61) / i64::try_from(pinned.count().max(256)).unwrap_or(i64::MAX)
    }

    fn cost(&self, points: Points) -> i64 {
        self.problem.scale.cost(points)
    }

    /// What one case could do.
    fn ready(&self, case: &Case) -> Ready {
        let sites = self.sites_for(case);
        let reach = case
            .parts
            .iter()
            .map(|part| self.reach(part, &sites))
            .collect();
        let absent = case.parts.iter().enumerate().map(|(ix, part)| {
            let now = case.current.as_ref();
            let was_taken = now.is_some_and(|now| now.team[ix].is_some());
            let changed = if was_taken {
                self.cost(part.changed)
            } else {
                0
            };
            let may = !(case.is_pinned && was_taken);
            part.absence
                .filter(|_| may)
                .map(|points| self.cost(points) + changed)
        });
        let mut ready = Ready {
            is_pinned: case.is_pinned,
            unplaced: if case.is_pinned {
                self.forsaken()
            } else {
                self.cost(case.unplaced)
            },
            starts: Vec::new(),
            sites,
            reach,
            absent: absent.collect(),
            is_coupled: is_coupled(self.problem, case),
        };
        let lasting = case.setup + case.attended;
        for (day, offer) in case.days.iter().enumerate() {
            let Some(offer) = offer else { continue };
            let allowance = offer.allowance.map(|ix| self.problem.allowances[ix.0]);
            if allowance == Some(0) {
                continue;
            }
            // The setup lies in the day as well, and so does the end.
            let inside = later(starts(span(0, self.problem.grains), lasting), case.setup);
            let able = self.able(case, day);
            let mut left = case.starts & inside & anybody(case, &able);
            while left != 0 {
                let at = u8::try_from(left.trailing_zeros()).expect("a word has 64 bits");
                left &= left - 1;
                let cost = self.cost(offer.points) + self.welcome(case, day, at);
                if let Some(start) = self.start(case, &ready, &able, (day, at), cost) {
                    ready.starts.push(start);
                }
            }
        }
        ready
    }

    /// When each member of each pool could start on a day.
    fn able(&self, case: &Case, day: usize) -> Vec<Vec<u64>> {
        let parts = case.parts.iter();
        let pools = parts.map(|part| {
            let pool = part.pool.iter();
            pool.map(|member| self.member_starts(case, part, member, day))
                .collect()
        });
        pools.collect()
    }

    /// When a member of a pool could start on a day.
    fn member_starts(&self, case: &Case, part: &Part, member: &Member, day: usize) -> u64 {
        if member.until.is_some_and(|until| until.0 < day) {
            return 0;
        }
        let person = &self.problem.people[member.person.0];
        let lead = if part.prepares { case.setup } else { 0 };
        later(starts(self.open(person, day), lead + case.attended), lead)
    }

    /// The grains of a day that somebody could give.
    fn open(&self, person: &Person, day: usize) -> u64 {
        if Self::day_cap(person, day) == Some(0) || self.week_cap(person, day) == Some(0) {
            return 0;
        }
        let held = person.commitments.iter().filter(|held| held.day.0 == day);
        held.fold(person.free[day], |open, held| {
            open & !span(held.from, held.to)
        })
    }

    /// Meetings somebody may have on a day beside those outside the plan.
    pub(super) fn day_cap(person: &Person, day: usize) -> Option<u32> {
        let held = person
            .commitments
            .iter()
            .filter(|held| held.is_meeting && held.day.0 == day);
        left(person.max_day, held.count())
    }

    /// Meetings somebody may have in the week of a day beside those outside the plan.
    pub(super) fn week_cap(&self, person: &Person, day: usize) -> Option<u32> {
        let week = self.problem.days[day];
        let held = person.commitments.iter();
        let held = held.filter(|held| held.is_meeting && self.problem.days[held.day.0] == week);
        left(person.max_week, held.count())
    }

    /// What it costs who is welcome and not free.
    fn welcome(&self, case: &Case, day: usize, at: u8) -> i64 {
        let attended = span(at, at + case.attended);
        let missed = case.welcome.iter().filter(|welcome| {
            let person = &self.problem.people[welcome.person.0];
            let held = person.commitments.iter().filter(|held| held.day.0 == day);
            let open = held.fold(person.free[day], |open, held| {
                open & !span(held.from, held.to)
            });
            attended & !open != 0
        });
        missed.map(|welcome| self.cost(welcome.points)).sum()
    }

    /// A start, when there is somebody and somewhere.
    fn start(
        &self,
        case: &Case,
        ready: &Ready,
        able: &[Vec<u64>],
        (day, at): (usize, u8),
        cost: i64,
    ) -> Option<Start> {
        let now = case.current.as_ref();
        if case.is_pinned && now.is_none_or(|now| now.slot.day.0 != day || now.slot.start != at) {
            return None;
        }
        let places = self.places(case, ready, day, at);
        if places.is_empty() {
            return None;
        }
        let mut takers = Vec::with_capacity(case.parts.len());
        for (ix, part) in case.parts.iter().enumerate() {
            let before = now.map(|now| now.team[ix]);
            let mut free = Vec::new();
            for (position, member) in part.pool.iter().enumerate() {
                let is_other = before.is_some_and(|before| before != Some(member.person));
                if case.is_pinned && is_other {
                    continue;
                }
                if able[ix][position] & span(at, at + 1) == 0 {
                    continue;
                }
                let person = &self.problem.people[member.person.0];
                let lead = if part.prepares { case.setup } else { 0 };
                let changed = if is_other { self.cost(part.changed) } else { 0 };
                free.push(Taker {
                    member: small(position),
                    person: u32::try_from(member.person.0).expect("fewer people than 2^32"),
                    cost: self.cost(member.points)
                        + changed
                        + self.cost(graded(
                            part,
                            person,
                            day,
                            span(at - lead, at + case.attended),
                        )),
                    is_held: person.commitments.iter().any(|held| held.day.0 == day),
                });
            }
            if free.is_empty() && ready.absent[ix].is_none() {
                return None;
            }
            free.sort_by_key(|taker| (taker.cost, taker.member));
            takers.push(free);
        }
        Some(Start {
            day: small(day),
            at,
            cost,
            places,
            takers,
        })
    }

    /// Where a case could meet at a start, the cheapest first.
    fn places(&self, case: &Case, ready: &Ready, day: usize, at: u8) -> Vec<PlaceAt> {
        let held = span(at - case.setup, at + case.attended);
        let now = case.current.as_ref();
        let moved = |place: Place| {
            let stays = now.is_none_or(|now| {
                now.place == place && now.slot.day.0 == day && now.slot.start == at
            });
            if stays { 0 } else { self.cost(case.moved) }
        };
        let may = |place: Place| !case.is_pinned || now.is_some_and(|now| now.place == place);
        let mut places = Vec::new();
        for (position, &site) in ready.sites.iter().enumerate() {
            if site == 0 {
                if may(Place::Online) {
                    places.push(PlaceAt {
                        place: 0,
                        site: small(position),
                        cost: moved(Place::Online),
                        most: u8::MAX,
                    });
                }
                continue;
            }
            let venue = VenueIx(usize::from(site) - 1);
            let minutes = minutes_between(case.base, self.problem.venues[venue.0]);
            let steps = u32::from(minutes).div_ceil(u32::from(self.problem.journey_minutes));
            for (ix, room) in self
                .problem
                .rooms
                .iter()
                .enumerate()
                .filter(|(_, room)| room.venue == venue)
            {
                let place = Place::Room(RoomIx(ix));
                if !suits(case, room) || room.free[day] & held != held || !may(place) {
                    continue;
                }
                places.push(PlaceAt {
                    place: small(ix + 1),
                    site: small(position),
                    cost: self.cost(room.points)
                        + self.cost(case.journey.times(steps))
                        + moved(place),
                    most: match case.chairs {
                        Chairs::Fixed(_) => u8::MAX,
                        Chairs::TakersAnd(more) => room.capacity - more,
                    },
                });
            }
        }
        places.sort_by_key(|place| (place.cost, place.place));
        places
    }

    /// The sites a case could meet at.
    fn sites_for(&self, case: &Case) -> Vec<Site> {
        let venues = self.problem.venues.iter().enumerate();
        let near = venues.filter(|(ix, at)| {
            case.in_person
                && minutes_between(case.base, **at) <= case.max_minutes
                && self
                    .problem
                    .rooms
                    .iter()
                    .any(|room| room.venue.0 == *ix && suits(case, room))
        });
        let near = near.map(|(ix, _)| small(ix + 1));
        case.online.then_some(0).into_iter().chain(near).collect()
    }

    /// What the journeys of a part's pool cost.
    fn reach(&self, part: &Part, sites: &[Site]) -> Vec<i64> {
        let mut reach = Vec::with_capacity(part.pool.len() * sites.len());
        for member in &part.pool {
            let person = &self.problem.people[member.person.0];
            for &site in sites {
                reach.push(match (person.base, site.checked_sub(1)) {
                    (None, _) | (_, None) => 0,
                    (Some(base), Some(venue)) => {
                        let minutes =
                            minutes_between(base, self.problem.venues[usize::from(venue)]);
                        if person.max_minutes.is_some_and(|most| most < minutes) {
                            NEVER
                        } else {
                            let steps = u32::from(minutes)
                                .div_ceil(u32::from(self.problem.journey_minutes));
                            self.cost(part.journey.times(steps))
                        }
                    }
                });
            }
        }
        reach
    }

    /// What a taker adds at a site; [`NEVER`] when the taker cannot be there.
    pub(super) fn taker_cost(
        &self,
        case: usize,
        part: usize,
        start: &Start,
        taker: &Taker,
        site: u16,
    ) -> i64 {
        let ready = &self.cases[case];
        let journey =
            ready.reach[part][usize::from(taker.member) * ready.sites.len() + usize::from(site)];
        if NEVER <= journey
            || (taker.is_held
                && !self.gets_there(case, part, start, taker, ready.sites[usize::from(site)]))
        {
            return NEVER;
        }
        taker.cost + journey
    }

    /// Whether a taker gets from everything else on that day to the site and back in time.
    fn gets_there(
        &self,
        case: usize,
        part: usize,
        start: &Start,
        taker: &Taker,
        site: Site,
    ) -> bool {
        let case = &self.problem.cases[case];
        let lead = if case.parts[part].prepares {
            case.setup
        } else {
            0
        };
        let (from, to) = (start.at - lead, start.at + case.attended);
        let person = &self.problem.people[taker.person as usize];
        let mut held = person
            .commitments
            .iter()
            .filter(|held| held.day.0 == usize::from(start.day));
        held.all(|held| {
            let rest = if held.is_meeting {
                u32::from(person.rest)
            } else {
                0
            };
            let between = if held.to <= from {
                from - held.to
            } else {
                held.from - to
            };
            self.way_to(held, site) + rest <= u32::from(between)
        })
    }

    /// Grains between a commitment and a site.
    fn way_to(&self, held: &Commitment, site: Site) -> u32 {
        match held.place {
            Whereabouts::Online => u32::from(self.way(0, site)),
            Whereabouts::Venue(venue) => u32::from(self.way(small(venue.0 + 1), site)),
            Whereabouts::Elsewhere(point) => match site.checked_sub(1) {
                None => u32::from(self.problem.online_gap),
                Some(venue) => {
                    let minutes = minutes_between(point, self.problem.venues[usize::from(venue)]);
                    u32::from(minutes).div_ceil(u32::from(self.problem.grain_minutes))
                }
            },
        }
    }
}

/// MiB that planning takes, by estimate: what is written down for each start, and what the linear
/// programs took for each case when measured.
pub(super) fn needed_mib(problem: &Problem) -> u64 {
    let world = World {
        problem,
        cases: Vec::new(),
        unit: 1,
        ways: Vec::new(),
        sites: 0,
    };
    let mut bytes = 0;
    for case in &problem.cases {
        let rooms = problem
            .rooms
            .iter()
            .filter(|room| suits(case, room))
            .count();
        let takers: usize = case.parts.iter().map(|part| part.pool.len()).sum();
        let start =
            size_of::<Start>() + takers * size_of::<Taker>() + (rooms + 1) * size_of::<PlaceAt>();
        for day in (0..case.days.len()).filter(|&day| case.days[day].is_some()) {
            let starts = case.starts & anybody(case, &world.able(case, day));
            bytes += starts.count_ones() as usize * start;
        }
        bytes += CASE_BYTES;
    }
    (bytes as u64 >> 20) + BASE_MIB
}

/// Bytes that linear programs and lists of meetings take for a case.
const CASE_BYTES: usize = 640 << 10;
/// MiB that are taken whatever the problem.
const BASE_MIB: u64 = 16;

/// What is left of a limit.
fn left(most: Option<u8>, held: usize) -> Option<u32> {
    let held = u32::try_from(held).unwrap_or(u32::MAX);
    most.map(|most| u32::from(most).saturating_sub(held))
}

/// Whether a room has what a case needs, chairs for the fewest included.
fn suits(case: &Case, room: &super::model::Room) -> bool {
    let chairs = match case.chairs {
        Chairs::Fixed(chairs) => chairs,
        Chairs::TakersAnd(more) => more,
    };
    case.breakout_rooms <= room.breakout_rooms
        && room.features & case.needs == case.needs
        && chairs <= room.capacity
}

/// What the grade of somebody's time costs.
fn graded(part: &Part, person: &Person, day: usize, times: u64) -> Points {
    let grade = if person.if_needed[day] & times != 0 {
        part.grades.if_needed
    } else if times & !person.preferred[day] != 0 {
        part.grades.free
    } else {
        part.grades.preferred
    };
    grade
        + part
            .grades
            .observance
            .times((person.observance[day] & times).count_ones())
}

/// The starts at which each part that must be taken has somebody.
fn anybody(case: &Case, able: &[Vec<u64>]) -> u64 {
    let must = case
        .parts
        .iter()
        .zip(able)
        .filter(|(part, _)| part.absence.is_none());
    must.fold(u64::MAX, |all, (_, pool)| {
        all & pool.iter().fold(0, |any, starts| any | starts)
    })
}

/// Whether the takers of a case's parts depend on one another.
fn is_coupled(problem: &Problem, case: &Case) -> bool {
    let must = case
        .parts
        .iter()
        .filter(|part| part.absence.is_none())
        .count();
    let mut people: Vec<_> = case
        .parts
        .iter()
        .flat_map(|part| &part.pool)
        .map(|member| member.person)
        .collect();
    people.sort_unstable();
    case.domains != 0
        || !case.apart.is_empty()
        || must < usize::from(case.fewest)
        || usize::from(case.most) < case.parts.len()
        || people.windows(2).any(|pair| pair[0] == pair[1])
        || match case.chairs {
            Chairs::Fixed(_) => false,
            Chairs::TakersAnd(more) => {
                let needed = case.parts.len() + usize::from(more);
                problem
                    .rooms
                    .iter()
                    .any(|room| usize::from(room.capacity) < needed)
            }
        }
}

/// Grains from one site to another; see [`Site`].
fn way(problem: &Problem, from: usize, to: usize) -> u8 {
    let grains = match (from.checked_sub(1), to.checked_sub(1)) {
        (None, None) => 0,
        (None, Some(_)) | (Some(_), None) => u16::from(problem.online_gap),
        (Some(from), Some(to)) => minutes_between(problem.venues[from], problem.venues[to])
            .div_ceil(u16::from(problem.grain_minutes)),
    };
    // Further than a day is as good as a day.
    u8::try_from(grains).unwrap_or(u8::MAX).min(64)
}
