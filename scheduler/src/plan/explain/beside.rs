//! What is left for one case beside the meetings of the others.

use std::cell::OnceCell;

use super::{
    need::Need,
    quick::{Loose, Quick},
};
use crate::{
    grid::span,
    plan::{
        check::case_points,
        model::{Case, CaseIx, DayIx, Meeting, Part, PersonIx, Place, Plan, Problem, Slot},
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
    pub(super) fn meetings(&self, loose: &[Need]) -> Vec<(CaseIx, &'p Meeting)> {
        let others = self.others.iter();
        let kept = others.filter(|&&other| !loose.contains(&Need::Taken(other)));
        kept.filter_map(|&other| Some((other, self.plan.meetings[other.0].as_ref()?)))
            .collect()
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
