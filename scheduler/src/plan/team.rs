//! The cheapest team for each start and place of a case, at given prices, and all teams that cost
//! no more than a limit.

use super::{
    model::{Case, PersonIx},
    world::{NEVER, PlaceAt, Start, Taker, World},
};

/// What resources cost beside what the problem says, in the unit of whoever asks.
pub(super) trait Prices {
    /// Somebody's time at a start, wherever; [`NEVER`] when it cannot be had.
    fn time(&self, case: usize, part: usize, start: &Start, taker: &Taker) -> i64;
    /// What being at a site adds; [`NEVER`] when it cannot be.
    fn journey(&self, case: usize, part: usize, start: &Start, taker: &Taker, site: u16) -> i64;
    /// A place at a start; [`NEVER`] when it cannot be had.
    fn place(&self, case: usize, start: &Start, place: &PlaceAt) -> i64;
    /// The contract that pays on that day.
    fn day(&self, case: usize, start: &Start) -> i64;
}

/// A part that nobody takes.
pub(super) const NOBODY: u16 = u16::MAX;

/// One meeting a case could have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Column {
    pub(super) case: u32,
    /// A position in the case's starts.
    pub(super) start: u32,
    /// A position in the start's places.
    pub(super) place: u16,
    /// A position in each part's pool, or [`NOBODY`].
    pub(super) team: Box<[u16]>,
    /// What it costs.
    pub(super) cost: i64,
}

/// Somebody who could take a part, priced.
#[derive(Clone, Copy)]
struct Choice {
    cost: i64,
    member: u16,
    person: u32,
    authority: u32,
}

/// One part at one start and site, priced, the cheapest choice first.
#[derive(Clone, Default)]
struct Slate {
    choices: Vec<Choice>,
    absent: Option<i64>,
}

/// The parts at a site, priced, with the least they cost together; `None` when one cannot be taken.
type Priced = Option<(Vec<Slate>, i64)>;

/// Prices the starts of one case.
pub(super) struct Pricer<'w, 'p, P> {
    pub(super) world: &'w World<'p>,
    pub(super) prices: &'w P,
    /// What one point of cost counts for in the unit of `prices`.
    pub(super) unit: i64,
}

/// The best at one start.
pub(super) struct Best {
    /// In the unit of the prices.
    pub(super) price: i64,
    /// A position in the start's places.
    pub(super) place: u16,
}

impl<P: Prices> Pricer<'_, '_, P> {
    /// Whether there is any meeting of a case that costs less than [`NEVER`].
    pub(super) fn is_possible(&self, case: usize) -> bool {
        let starts = 0..self.world.cases[case].starts.len();
        starts
            .into_iter()
            .any(|start| self.best(case, start, NEVER).is_some())
    }

    /// The price of the cheapest meeting of a case at a start that costs less than `limit`.
    pub(super) fn cheapest(
        &self,
        case: usize,
        start_ix: usize,
        limit: i64,
    ) -> Option<(i64, Column)> {
        let best = self.best(case, start_ix, limit)?;
        let start = &self.world.cases[case].starts[start_ix];
        let place = &start.places[usize::from(best.place)];
        let slates = self.slates(case, start, place.site)?;
        let team = self.team(case, &slates, place.most)?.1;
        Some((best.price, self.column(case, start_ix, best.place, team)))
    }

    /// The price and place of the cheapest meeting of a case at a start that costs less than `limit`.
    pub(super) fn best(&self, case: usize, start_ix: usize, limit: i64) -> Option<Best> {
        let ready = &self.world.cases[case];
        let start = &ready.starts[start_ix];
        let base = start.cost * self.unit + self.prices.day(case, start);
        if limit <= base {
            return None;
        }
        let mut teams: Vec<Option<i64>> = vec![None; ready.sites.len()];
        let mut best: Option<Best> = None;
        for (ix, place) in start.places.iter().enumerate() {
            let least = best.as_ref().map_or(limit, |best| best.price);
            let sure = base + place.cost * self.unit;
            if least <= sure {
                break;
            }
            let own = self.prices.place(case, start, place);
            if NEVER <= own || least <= sure + own {
                continue;
            }
            let site = usize::from(place.site);
            let team = if ready.is_coupled {
                let slates = self.slates(case, start, place.site);
                slates
                    .and_then(|slates| self.team(case, &slates, place.most))
                    .map_or(NEVER, |(cost, _)| cost)
            } else {
                *teams[site].get_or_insert_with(|| self.sum(case, start, place.site))
            };
            if team < NEVER && sure + own + team < least {
                best = Some(Best {
                    price: sure + own + team,
                    place: u16::try_from(ix).expect("fewer places than 2^16"),
                });
            }
        }
        best
    }

    /// What the cheapest takers of independent parts cost together at a site.
    fn sum(&self, case: usize, start: &Start, site: u16) -> i64 {
        let ready = &self.world.cases[case];
        let mut sum = 0;
        for (part, takers) in start.takers.iter().enumerate() {
            let mut least = ready.absent[part].map_or(NEVER, |absent| absent * self.unit);
            for taker in takers {
                // Takers are sorted, and prices and journeys are never negative.
                if least <= taker.cost * self.unit {
                    break;
                }
                least = least.min(self.price(case, part, start, taker, site));
            }
            if NEVER <= least {
                return NEVER;
            }
            sum += least;
        }
        sum
    }

    fn price(&self, case: usize, part: usize, start: &Start, taker: &Taker, site: u16) -> i64 {
        let cost = self.world.taker_cost(case, part, start, taker, site);
        if NEVER <= cost {
            return NEVER;
        }
        let time = self.prices.time(case, part, start, taker);
        if NEVER <= time {
            return NEVER;
        }
        let journey = self.prices.journey(case, part, start, taker, site);
        if NEVER <= journey {
            NEVER
        } else {
            cost * self.unit + time + journey
        }
    }

    /// The parts of a case at a start and site, priced; `None` when one that must be taken cannot be.
    fn slates(&self, case: usize, start: &Start, site: u16) -> Option<Vec<Slate>> {
        let ready = &self.world.cases[case];
        let mut slates = Vec::with_capacity(start.takers.len());
        for (part, takers) in start.takers.iter().enumerate() {
            let pool = &self.world.problem.cases[case].parts[part].pool;
            let mut choices = Vec::with_capacity(takers.len());
            for taker in takers {
                let cost = self.price(case, part, start, taker, site);
                if cost < NEVER {
                    choices.push(Choice {
                        cost,
                        member: taker.member,
                        person: taker.person,
                        authority: pool[usize::from(taker.member)].authority,
                    });
                }
            }
            let absent = ready.absent[part].map(|absent| absent * self.unit);
            if choices.is_empty() && absent.is_none() {
                return None;
            }
            choices.sort_by_key(|choice| (choice.cost, choice.member));
            slates.push(Slate { choices, absent });
        }
        Some(slates)
    }

    /// The cheapest team of at most `most`.
    fn team(&self, case: usize, slates: &[Slate], most: u8) -> Option<(i64, Box<[u16]>)> {
        let mut best: Option<(i64, Box<[u16]>)> = None;
        self.search(case, slates, most, NEVER, &mut |cost, team, limit| {
            best = Some((cost, team.into()));
            *limit = cost - 1;
        });
        best
    }

    /// Hands every meeting of a case whose price is no more than `limit` to `found`.
    pub(super) fn within(&self, case: usize, limit: i64, found: &mut dyn FnMut(i64, Column)) {
        let ready = &self.world.cases[case];
        for (start_ix, start) in ready.starts.iter().enumerate() {
            let base = start.cost * self.unit + self.prices.day(case, start);
            if limit < base {
                continue;
            }
            let mut slates: Vec<Option<Priced>> = vec![None; ready.sites.len()];
            for (place_ix, place) in start.places.iter().enumerate() {
                let sure = base + place.cost * self.unit;
                if limit < sure {
                    break;
                }
                let own = self.prices.place(case, start, place);
                if NEVER <= own || limit < sure + own {
                    continue;
                }
                let slot = slates[usize::from(place.site)].get_or_insert_with(|| {
                    self.slates(case, start, place.site).map(|slates| {
                        let least = slates.iter().map(least).sum();
                        (slates, least)
                    })
                });
                let Some((slates, least)) = slot else {
                    continue;
                };
                if limit < sure + own + *least {
                    continue;
                }
                let place_number = u16::try_from(place_ix).expect("fewer places than 2^16");
                self.search(
                    case,
                    slates,
                    place.most,
                    limit - sure - own,
                    &mut |cost, team, _| {
                        found(
                            sure + own + cost,
                            self.column(case, start_ix, place_number, team.into()),
                        );
                    },
                );
            }
        }
    }

    /// Hands teams that cost no more than `limit` to `found`, which may lower it.
    fn search(
        &self,
        case: usize,
        slates: &[Slate],
        most: u8,
        limit: i64,
        found: &mut dyn FnMut(i64, &[u16], &mut i64),
    ) {
        let model = &self.world.problem.cases[case];
        let mut rest = vec![0; slates.len() + 1];
        for ix in (0..slates.len()).rev() {
            rest[ix] = rest[ix + 1] + least(&slates[ix]);
        }
        let most = usize::from(most.min(model.most));
        let mut search = Search {
            case: model,
            slates,
            rest,
            most,
            team: Vec::new(),
            people: Vec::new(),
            limit,
            found,
        };
        search.visit(0, 0);
    }

    /// Writes a meeting down.
    fn column(&self, case: usize, start: usize, place: u16, team: Box<[u16]>) -> Column {
        let ready = &self.world.cases[case];
        let at = &ready.starts[start];
        let spot = &at.places[usize::from(place)];
        let mut cost = at.cost + spot.cost;
        for (part, &member) in team.iter().enumerate() {
            cost += if member == NOBODY {
                ready.absent[part].expect("only parts that may be left are left")
            } else {
                let taker = at.takers[part].iter().find(|taker| taker.member == member);
                let taker = taker.expect("a team consists of takers");
                self.world.taker_cost(case, part, at, taker, spot.site)
            };
        }
        Column {
            case: u32::try_from(case).expect("fewer cases than 2^32"),
            start: u32::try_from(start).expect("fewer starts than 2^32"),
            place,
            team,
            cost,
        }
    }
}

/// The least a part can cost.
fn least(slate: &Slate) -> i64 {
    let first = slate.choices.first().map_or(NEVER, |choice| choice.cost);
    slate.absent.map_or(first, |absent| absent.min(first))
}

/// A depth-first search over the parts of one meeting.
struct Search<'s> {
    case: &'s Case,
    slates: &'s [Slate],
    /// The least that the parts from each on cost.
    rest: Vec<i64>,
    most: usize,
    team: Vec<u16>,
    people: Vec<(u32, u32)>,
    limit: i64,
    found: &'s mut dyn FnMut(i64, &[u16], &mut i64),
}

impl Search<'_> {
    fn visit(&mut self, part: usize, cost: i64) {
        if self.limit < cost + self.rest[part] || self.most < self.people.len() {
            return;
        }
        let Some(slate) = self.slates.get(part) else {
            let authority = self
                .people
                .iter()
                .fold(0, |all, (_, authority)| all | authority);
            if self.case.domains & !authority == 0
                && usize::from(self.case.fewest) <= self.people.len()
            {
                (self.found)(cost, &self.team, &mut self.limit);
            }
            return;
        };
        for choice in &slate.choices {
            if self.limit < cost + choice.cost + self.rest[part + 1] {
                break;
            }
            if self
                .people
                .iter()
                .any(|&(other, _)| !may_meet(self.case, choice.person, other))
            {
                continue;
            }
            self.people.push((choice.person, choice.authority));
            self.team.push(choice.member);
            self.visit(part + 1, cost + choice.cost);
            self.team.pop();
            self.people.pop();
        }
        if let Some(absent) = slate.absent {
            self.team.push(NOBODY);
            self.visit(part + 1, cost + absent);
            self.team.pop();
        }
    }
}

/// Whether two people can both be there: they are two, and no court keeps them apart.
fn may_meet(case: &Case, one: u32, other: u32) -> bool {
    let (one, other) = (PersonIx(one as usize), PersonIx(other as usize));
    one != other
        && !case
            .apart
            .iter()
            .any(|&pair| pair == (one, other) || pair == (other, one))
}
