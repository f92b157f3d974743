//! What is left for one case beside the meetings of the others.
//!
//! The others' meetings become commitments, booked rooms and spent contracts of a problem with this
//! one case. Everybody in a pool stands in it once for each part, so that the parts of the case can be
//! told apart; that nobody takes two of them is then a pair that must not meet. Costs are the same as
//! in the whole: what one more meeting adds to somebody's share is added to choosing that person.

use std::cell::OnceCell;

use super::{
    need::Need,
    quick::{Loose, Quick},
};
use crate::{
    grid::span,
    model::Commitment,
    plan::{
        check::case_points,
        model::{
            Balance, Case, CaseIx, DayIx, DayOffer, Meeting, Part, PartIx, Person, PersonIx, Place,
            Plan, Point, Problem, Slot, VenueIx, Whereabouts,
        },
        points::Points,
        team::{Column, NOBODY, Pricer, Prices},
        world::{NEVER, PlaceAt, Start, Taker, World, place_of},
    },
    spots::minutes_between,
};

/// Somebody who is not in the pool: the taker of a part before the pool changed.
const STRANGER: PersonIx = PersonIx(usize::MAX);
/// The one case of a problem that is left.
const ONLY: CaseIx = CaseIx(0);

/// One case beside the meetings of the others.
pub(in crate::plan) struct Beside<'p> {
    pub(in crate::plan) problem: &'p Problem,
    plan: &'p Plan,
    pub(in crate::plan) case: CaseIx,
    /// The other cases whose meetings could be in the way.
    pub(in crate::plan) others: Vec<CaseIx>,
    /// The case as words, once that was asked, where there is such an answer.
    quick: OnceCell<Option<Quick<'p>>>,
}

/// When to look: a day, and perhaps a start.
pub(in crate::plan) type When = Option<(DayIx, Option<u8>)>;

impl<'p> Beside<'p> {
    /// A case beside a sound plan; the meeting it has in the plan is not looked at.
    pub(in crate::plan) fn new(problem: &'p Problem, plan: &'p Plan, case: CaseIx) -> Self {
        let mut beside = Self {
            problem,
            plan,
            case,
            others: Vec::new(),
            quick: OnceCell::new(),
        };
        let wish = beside.wish();
        let mut is_of_pools = vec![false; problem.people.len()];
        for member in wish.parts.iter().flat_map(|part| &part.pool) {
            is_of_pools[member.person.0] = true;
        }
        let pays = |case: &Case, day: DayIx| case.days[day.0].and_then(|offer| offer.allowance);
        let allowances: Vec<_> = (0..wish.days.len())
            .filter_map(|day| pays(wish, DayIx(day)))
            .collect();
        let others = plan.meetings.iter().enumerate().filter(|(other, meeting)| {
            *other != case.0
                && meeting.as_ref().is_some_and(|meeting| {
                    let paid = pays(&problem.cases[*other], meeting.slot.day);
                    meeting.place != Place::Online
                        || meeting.team.iter().flatten().any(|one| is_of_pools[one.0])
                        || paid.is_some_and(|paid| allowances.contains(&paid))
                })
        });
        beside.others = others.map(|(other, _)| CaseIx(other)).collect();
        beside
    }

    /// What the case wants.
    pub(in crate::plan) fn wish(&self) -> &'p Case {
        &self.problem.cases[self.case.0]
    }

    /// The others' meetings that are not to be forgotten.
    fn meetings(&self, loose: &[Need]) -> Vec<(CaseIx, &'p Meeting)> {
        let others = self.others.iter();
        let kept = others.filter(|&&other| !loose.contains(&Need::Taken(other)));
        kept.filter_map(|&other| Some((other, self.plan.meetings[other.0].as_ref()?)))
            .collect()
    }

    /// The problem of this case alone, without the needs in `loose`, and only for `when`.
    pub(in crate::plan) fn solo(&self, loose: &[Need], when: When) -> Problem {
        let meetings = self.meetings(loose);
        let mut case = self.wish().clone();
        case.is_pinned = false;
        self.loosen(&mut case, loose);
        self.spend(&mut case, loose, &meetings);
        narrow(&mut case, when);
        let mut people = Vec::new();
        let mut origins = Vec::new();
        for (ix, part) in case.parts.iter_mut().enumerate() {
            let is_loose = loose.contains(&Need::Part(PartIx(ix)));
            if is_loose && part.absence.is_none() {
                part.absence = Some(Points::NONE);
            }
            for member in &mut part.pool {
                if part.is_shared {
                    member.points = member.points + self.share(member.person, &meetings);
                }
                let origin = member.person;
                member.person = PersonIx(people.len());
                origins.push((ix, origin));
                people.push(if is_loose {
                    member.until = None;
                    idle(self.problem)
                } else {
                    self.held(origin, &meetings)
                });
            }
        }
        case.apart = self.apart(&origins, loose);
        for welcome in &mut case.welcome {
            // Whether somebody is welcome does not depend on this plan.
            people.push(self.problem.people[welcome.person.0].clone());
            welcome.person = PersonIx(people.len() - 1);
        }
        case.current = case.current.map(|current| self.inside(&current));
        Problem {
            days: self.problem.days.clone(),
            venues: self.problem.venues.clone(),
            rooms: self.rooms(&meetings),
            people,
            allowances: Vec::new(),
            cases: vec![case],
            balance: Balance::default(),
            online_gap: if loose.contains(&Need::Place) {
                0
            } else {
                self.problem.online_gap
            },
            ..*self.problem
        }
    }

    /// Takes needs out of what the case wants.
    fn loosen(&self, case: &mut Case, loose: &[Need]) {
        for need in loose {
            match need {
                Need::Day => {
                    for day in &mut case.days {
                        day.get_or_insert_default();
                    }
                }
                Need::Start => case.starts = span(0, self.problem.grains),
                // A meeting that needs no place is by video, as far as anybody's way is concerned.
                Need::Place => case.online = true,
                Need::FamilyJourney => case.max_minutes = u16::MAX,
                Need::Authority => case.domains = 0,
                Need::Size => (case.fewest, case.most) = (0, u8::MAX),
                Need::Pay | Need::Apart | Need::OnePart | Need::Part(_) | Need::Taken(_) => {}
            }
        }
    }

    /// Takes out the days for which nobody pays any more.
    fn spend(&self, case: &mut Case, loose: &[Need], meetings: &[(CaseIx, &Meeting)]) {
        let mut left = self.problem.allowances.clone();
        for (other, meeting) in meetings {
            let offer = self.problem.cases[other.0].days[meeting.slot.day.0];
            if let Some(paid) = offer.and_then(|offer| offer.allowance) {
                left[paid.0] = left[paid.0].saturating_sub(1);
            }
        }
        let is_free = loose.contains(&Need::Pay);
        for day in &mut case.days {
            *day = day
                .filter(|offer| is_free || offer.allowance.is_none_or(|paid| 0 < left[paid.0]))
                .map(|offer| DayOffer {
                    allowance: None,
                    ..offer
                });
        }
    }

    /// Somebody with all that the others' meetings hold this person to.
    fn held(&self, ix: PersonIx, meetings: &[(CaseIx, &Meeting)]) -> Person {
        let mut person = self.problem.people[ix.0].clone();
        for (other, meeting) in meetings {
            let case = &self.problem.cases[other.0];
            for (part, taker) in case.parts.iter().zip(&meeting.team) {
                if *taker == Some(ix) {
                    let lead = if part.prepares { case.setup } else { 0 };
                    person.commitments.push(Commitment {
                        day: meeting.slot.day,
                        from: meeting.slot.start - lead,
                        to: meeting.slot.start + case.attended,
                        place: match meeting.place {
                            Place::Online => Whereabouts::Online,
                            Place::Room(room) => {
                                Whereabouts::Venue(self.problem.rooms[room.0].venue)
                            }
                        },
                        is_meeting: true,
                    });
                }
            }
        }
        person
    }

    /// What one more meeting adds to somebody's share (P12).
    pub(in crate::plan) fn share(&self, ix: PersonIx, meetings: &[(CaseIx, &Meeting)]) -> Points {
        let Some(fair_share) = self.problem.people[ix.0].fair_share else {
            return Points::NONE;
        };
        let mut count = 0;
        for (other, meeting) in meetings {
            let parts = self.problem.cases[other.0].parts.iter();
            let takes = |(part, taker): (&Part, &Option<PersonIx>)| {
                u32::from(part.is_shared && *taker == Some(ix))
            };
            count += parts.zip(&meeting.team).map(takes).sum::<u32>();
        }
        let balance = self.problem.balance;
        match count.checked_sub(fair_share) {
            None => Points::NONE,
            Some(beyond) if beyond < balance.few => balance.first,
            Some(_) => balance.further,
        }
    }

    /// The same beside all others.
    pub(in crate::plan) fn share_beside_all(&self, ix: PersonIx) -> Points {
        self.share(ix, &self.meetings(&[]))
    }

    /// The rooms without what the others' meetings take.
    fn rooms(&self, meetings: &[(CaseIx, &Meeting)]) -> Vec<crate::plan::Room> {
        let mut rooms = self.problem.rooms.clone();
        for (other, meeting) in meetings {
            if let Place::Room(room) = meeting.place {
                let case = &self.problem.cases[other.0];
                let start = meeting.slot.start;
                rooms[room.0].free[meeting.slot.day.0] &=
                    !span(start - case.setup, start + case.attended);
            }
        }
        rooms
    }

    /// The pairs that cannot both take part.
    fn apart(&self, origins: &[(usize, PersonIx)], loose: &[Need]) -> Vec<(PersonIx, PersonIx)> {
        let wish = self.wish();
        let mut apart = Vec::new();
        for (one, &(part, person)) in origins.iter().enumerate() {
            for (other, &(other_part, other_person)) in origins.iter().enumerate().skip(one + 1) {
                let is_same = person == other_person && !loose.contains(&Need::OnePart);
                let is_kept = !loose.contains(&Need::Apart)
                    && (wish.apart.contains(&(person, other_person))
                        || wish.apart.contains(&(other_person, person)));
                if part != other_part && (is_same || is_kept) {
                    apart.push((PersonIx(one), PersonIx(other)));
                }
            }
        }
        apart
    }

    /// A meeting of the case as the problem of this case alone writes it.
    pub(in crate::plan) fn inside(&self, meeting: &Meeting) -> Meeting {
        let mut first = 0;
        let parts = self.wish().parts.iter().zip(&meeting.team);
        let team = parts.map(|(part, taker)| {
            let before = first;
            first += part.pool.len();
            taker.map(|taker| {
                let mut pool = part.pool.iter();
                let position = pool.position(|member| member.person == taker);
                position.map_or(STRANGER, |position| PersonIx(before + position))
            })
        });
        Meeting {
            team: team.collect(),
            ..meeting.clone()
        }
    }

    /// A found meeting as the whole problem writes it.
    fn outside(&self, world: &World<'_>, column: &Column) -> Meeting {
        let start = &world.cases[0].starts[column.start as usize];
        let team = column.team.iter().zip(&self.wish().parts);
        let team = team.map(|(&member, part)| {
            (member != NOBODY).then(|| part.pool[usize::from(member)].person)
        });
        Meeting {
            slot: Slot {
                day: DayIx(usize::from(start.day)),
                start: start.at,
            },
            place: place_of(start.places[usize::from(column.place)].place),
            team: team.collect(),
        }
    }

    /// The cheapest meeting at each start of a world of this case alone, with what it costs.
    pub(in crate::plan) fn at_each_start(&self, world: &World<'_>) -> Vec<(i64, Meeting)> {
        let pricer = Pricer {
            world,
            prices: &Nothing,
            unit: 1,
        };
        let starts = 0..world.cases[0].starts.len();
        starts
            .filter_map(|start| pricer.cheapest(ONLY.0, start, NEVER))
            .map(|(cost, column)| (cost, self.outside(world, &column)))
            .collect()
    }

    /// The cheapest meeting of a world of this case alone, the earliest of equals.
    pub(in crate::plan) fn best_of(&self, world: &World<'_>) -> Option<(i64, Meeting)> {
        let pricer = Pricer {
            world,
            prices: &Nothing,
            unit: 1,
        };
        let mut best: Option<(i64, Column)> = None;
        for start in 0..world.cases[0].starts.len() {
            let limit = best.as_ref().map_or(NEVER, |(cost, _)| *cost);
            best = pricer.cheapest(ONLY.0, start, limit).or(best);
        }
        best.map(|(cost, column)| (cost, self.outside(world, &column)))
    }

    /// The cheapest meeting without the needs in `loose`, only for `when`.
    pub(in crate::plan) fn best(&self, loose: &[Need], when: When) -> Option<(i64, Meeting)> {
        let solo = self.compact(loose, when);
        self.best_of(&World::new(&solo))
    }

    /// Whether there is any meeting without the needs in `loose`, only for `when`.
    pub(in crate::plan) fn is_possible(&self, loose: &[Need], when: When) -> bool {
        match self.quick() {
            Some(quick) => quick.is_possible(&Loose::new(loose, &self.others), when),
            None => self.is_solved(loose, when),
        }
    }

    /// The case as words; `None` when its parts depend on one another.
    pub(in crate::plan) fn quick(&self) -> Option<&Quick<'p>> {
        let made = self
            .quick
            .get_or_init(|| Quick::new(self.problem, self.case, &self.meetings(&[])));
        made.as_ref()
    }

    /// The same as [`Beside::is_possible`], found by solving.
    pub(in crate::plan) fn is_solved(&self, loose: &[Need], when: When) -> bool {
        can_meet(&World::new(&self.compact(loose, when)))
    }

    /// [`Beside::solo`] without venues that are too far: rooms there are closed. Only for finding
    /// meetings, because what is said of those rooms is not true.
    fn compact(&self, loose: &[Need], when: When) -> Problem {
        let mut solo = self.solo(loose, when);
        let case = &solo.cases[0];
        let venues = solo.venues.iter();
        let is_near =
            |at: &Point| case.in_person && minutes_between(case.base, *at) <= case.max_minutes;
        let mut kept: Vec<bool> = venues.map(is_near).collect();
        for held in solo.people.iter().flat_map(|person| &person.commitments) {
            if let Whereabouts::Venue(venue) = held.place {
                kept[venue.0] = true;
            }
        }
        let mut next = 0;
        let places = kept.iter().map(|&is_kept| {
            next += usize::from(is_kept);
            is_kept.then_some(VenueIx(next.saturating_sub(1)))
        });
        let places: Vec<Option<VenueIx>> = places.collect();
        for room in &mut solo.rooms {
            match places[room.venue.0] {
                Some(venue) => room.venue = venue,
                None => {
                    room.venue = VenueIx(0);
                    room.free.fill(0);
                }
            }
        }
        for held in solo
            .people
            .iter_mut()
            .flat_map(|person| &mut person.commitments)
        {
            if let Whereabouts::Venue(venue) = &mut held.place {
                *venue = places[venue.0].expect("where somebody is held to be is kept");
            }
        }
        let mut is_kept = kept.iter();
        solo.venues
            .retain(|_| is_kept.next().is_some_and(|is_kept| *is_kept));
        solo
    }

    /// The starts at which there is a meeting without the needs in `loose`.
    pub(in crate::plan) fn slots(&self, loose: &[Need]) -> Vec<Slot> {
        let Some(quick) = self.quick() else {
            let solo = self.solo(loose, None);
            let found = self.at_each_start(&World::new(&solo)).into_iter();
            return found.map(|(_, meeting)| meeting.slot).collect();
        };
        let mut slots = Vec::new();
        for (day, &word) in quick
            .starts(&Loose::new(loose, &self.others))
            .iter()
            .enumerate()
        {
            let starts = (0..64).filter(|start| word & span(*start, start + 1) != 0);
            let day = DayIx(day);
            slots.extend(starts.map(|start| Slot { day, start }));
        }
        slots
    }

    /// The minutes that the family would travel to meetings it could have if it went any distance.
    pub(in crate::plan) fn minutes_without_limit(&self) -> Vec<u16> {
        let loose = [Need::FamilyJourney];
        if let Some(quick) = self.quick() {
            return quick.minutes(&Loose::new(&loose, &self.others));
        }
        let solo = self.solo(&loose, None);
        let found = self.at_each_start(&World::new(&solo)).into_iter();
        let minutes = found.filter_map(|(_, meeting)| match meeting.place {
            Place::Online => None,
            Place::Room(room) => {
                let venue = self.problem.rooms[room.0].venue;
                let at = self.problem.venues[venue.0];
                Some(minutes_between(self.wish().base, at))
            }
        });
        minutes.collect()
    }

    /// What the case costs with a meeting, or without one, beside the others.
    pub(in crate::plan) fn cost(&self, meeting: Option<&Meeting>) -> i64 {
        let points = meeting.map_or(self.wish().unplaced, |meeting| {
            case_points(&self.solo(&[], None), ONLY, &self.inside(meeting))
        });
        self.problem.scale.cost(points)
    }

    /// What the case costs now.
    pub(in crate::plan) fn cost_now(&self) -> i64 {
        self.cost(self.plan.meetings[self.case.0].as_ref())
    }

    /// Whether exactly this meeting is possible without the needs in `loose`.
    pub(in crate::plan) fn allows(&self, meeting: &Meeting, loose: &[Need]) -> bool {
        let slot = meeting.slot;
        let mut solo = self.solo(loose, Some((slot.day, Some(slot.start))));
        let inside = self.inside(meeting);
        for (part, taker) in solo.cases[0].parts.iter_mut().zip(&inside.team) {
            part.pool.retain(|member| Some(member.person) == *taker);
            if taker.is_some() {
                part.absence = None;
            }
        }
        let mut world = World::new(&solo);
        for start in &mut world.cases[0].starts {
            start
                .places
                .retain(|place| place_of(place.place) == meeting.place);
        }
        can_meet(&world)
    }

    /// Every other case, as something that is in the way.
    pub(in crate::plan) fn all_taken(&self) -> Vec<Need> {
        self.others.iter().copied().map(Need::Taken).collect()
    }
}

/// Whether there is any meeting in a world of one case.
fn can_meet(world: &World<'_>) -> bool {
    let pricer = Pricer {
        world,
        prices: &Nothing,
        unit: 1,
    };
    pricer.is_possible(ONLY.0)
}

/// Leaves only one day, or one start of it.
fn narrow(case: &mut Case, when: When) {
    let Some((only, start)) = when else { return };
    for (day, offer) in case.days.iter_mut().enumerate() {
        if day != only.0 {
            *offer = None;
        }
    }
    if let Some(start) = start {
        case.starts &= span(start, start.saturating_add(1));
    }
}

/// Somebody who has nothing else to do and no way to go.
fn idle(problem: &Problem) -> Person {
    let days = problem.days.len();
    Person {
        base: None,
        max_minutes: None,
        free: vec![span(0, problem.grains); days],
        preferred: vec![0; days],
        if_needed: vec![0; days],
        observance: vec![0; days],
        commitments: Vec::new(),
        max_day: None,
        max_week: None,
        rest: 0,
        fair_share: None,
    }
}

/// Whether whoever takes a part belongs to the family: what it costs counts among the family's wishes.
pub(in crate::plan) fn is_of_family(part: &Part) -> bool {
    let grades = [
        part.grades.preferred,
        part.grades.free,
        part.grades.if_needed,
        part.grades.observance,
    ];
    let own = [part.journey, part.absence.unwrap_or(Points::NONE)];
    grades.iter().chain(&own).any(|points| points.family != 0)
}

/// Nothing costs more than the problem says.
pub(in crate::plan) struct Nothing;

impl Prices for Nothing {
    fn time(&self, _: usize, _: usize, _: &Start, _: &Taker) -> i64 {
        0
    }

    fn journey(&self, _: usize, _: usize, _: &Start, _: &Taker, _: u16) -> i64 {
        0
    }

    fn place(&self, _: usize, _: &Start, _: &PlaceAt) -> i64 {
        0
    }

    fn day(&self, _: usize, _: &Start) -> i64 {
        0
    }
}
