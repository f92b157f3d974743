//! Whether a case could meet, answered with words of starts and nothing else.
//!
//! Where the parts of a case are independent of one another, it can meet exactly when, on some day and
//! at some site, a start is left when the words of the site's rooms and of each part's pool are taken
//! together. That takes a fraction of a microsecond, so it can be asked again for each of hundreds of
//! needs. Cases whose parts depend on one another have no such answer: [`Quick::new`] says so, and
//! `beside` solves them. The tests compare both.

mod loose;
mod prepare;

use std::cell::Cell;

pub(super) use self::loose::Loose;
use super::{
    beside::When,
    need::{Need, fewest},
};
use crate::{
    grid::{later, span, starts},
    plan::model::{AllowanceIx, PartIx, Problem},
};

/// A case beside the meetings of others, as words.
pub(in crate::plan) struct Quick<'p> {
    problem: &'p Problem,
    /// The position of the case.
    case: usize,
    /// Grains of preparation, and those attended.
    setup: u8,
    attended: u8,
    /// The starts of a day from which the meeting and its preparation stay within it.
    inside: u64,
    /// Where it could be, video first.
    sites: Vec<Spot>,
    /// The parts that must be taken.
    parts: Vec<Must>,
    /// What the others' meetings spend.
    spent: Vec<(usize, AllowanceIx)>,
    /// How many others there are.
    others: usize,
}

/// Somewhere to meet.
struct Spot {
    /// The venue; `None` by video.
    venue: Option<usize>,
    /// Minutes of the family's way.
    minutes: u16,
    rooms: Vec<Bookable>,
}

/// A room that suits.
struct Bookable {
    room: usize,
    /// The others' meetings in it.
    booked: Vec<Booked>,
}

/// Grains of a day that another's meeting takes.
struct Booked {
    other: usize,
    day: usize,
    grains: u64,
}

/// A part that must be taken.
struct Must {
    part: PartIx,
    /// Grains before the start for which the taker is held.
    lead: u8,
    pool: Vec<Somebody>,
}

/// One of a pool.
struct Somebody {
    person: usize,
    /// By day: the starts at which this person has time, ways and the others' meetings aside.
    open: Vec<u64>,
    /// What this person is held to outside the plan on some day, when ways matter.
    is_held: bool,
    /// What the others' meetings hold this person to.
    held: Vec<Held>,
    /// By site: whether it is near enough, once that was asked.
    reach: Vec<Cell<Option<bool>>>,
}

/// What another's meeting holds somebody to.
#[derive(Clone, Copy)]
struct Held {
    other: usize,
    day: usize,
    from: u8,
    to: u8,
    /// The venue; `None` by video.
    venue: Option<usize>,
}

impl Quick<'_> {
    /// Whether there is any meeting without the needs that are loose, only for `when`.
    pub(super) fn is_possible(&self, loose: &Loose, when: When) -> bool {
        let wanted = self.wanted(loose, when);
        self.days(when).any(|day| {
            let starts = self.of_day(loose, day, wanted);
            let mut spots = 0..self.sites.len();
            starts != 0 && spots.any(|spot| self.at(loose, day, spot, starts) != 0)
        })
    }

    /// By day, the starts at which there is a meeting without the needs that are loose.
    pub(super) fn starts(&self, loose: &Loose) -> Vec<u64> {
        let mut days = vec![0; self.problem.days.len()];
        for open in self.open(loose, None) {
            days[open.day] |= open.starts;
        }
        days
    }

    /// The minutes of the family's way to venues at which there is a meeting without the needs that are
    /// loose.
    pub(super) fn minutes(&self, loose: &Loose) -> Vec<u16> {
        let open = self.open(loose, None);
        let spots = open.iter().map(|open| &self.sites[open.spot]);
        let venues = spots.filter(|spot| spot.venue.is_some());
        let mut minutes: Vec<u16> = venues.map(|spot| spot.minutes).collect();
        minutes.sort_unstable();
        minutes.dedup();
        minutes
    }

    /// The days that are asked about.
    fn days(&self, when: When) -> std::ops::Range<usize> {
        match when {
            None => 0..self.problem.days.len(),
            Some((day, _)) => day.0..day.0 + 1,
        }
    }

    /// The starts of a day that are asked about and offered.
    fn wanted(&self, loose: &Loose, when: When) -> u64 {
        let offered = if loose.has(Need::Start) {
            u64::MAX
        } else {
            self.problem.cases[self.case].starts
        };
        let asked = match when {
            Some((_, Some(start))) => span(start, start.saturating_add(1)),
            Some((_, None)) | None => u64::MAX,
        };
        self.inside & offered & asked
    }

    /// Whether a day is offered, and somebody pays.
    fn is_paid(&self, loose: &Loose, day: usize) -> bool {
        let Some(offer) = self.problem.cases[self.case].days[day] else {
            return loose.has(Need::Day);
        };
        let Some(allowance) = offer.allowance.filter(|_| !loose.has(Need::Pay)) else {
            return true;
        };
        let spent = self.spent.iter();
        let spent = spent.filter(|(other, paid)| *paid == allowance && !loose.taken[*other]);
        let left = self.problem.allowances[allowance.0];
        u32::try_from(spent.count()).is_ok_and(|spent| spent < left)
    }

    /// The starts of a day that would be left at the best of sites: nobody has far to go. There is
    /// nothing to look for at any site when it is none.
    fn of_day(&self, loose: &Loose, day: usize, starts: u64) -> u64 {
        if !self.is_paid(loose, day) {
            return 0;
        }
        let mut left = starts;
        for must in self.parts.iter().filter(|must| !loose.is_part(must.part)) {
            let mut any = 0;
            for somebody in &must.pool {
                let open = somebody.open[day] & left & !any;
                if open != 0 {
                    any |= open & self.free_of_others(loose, day, |_| 0, must, somebody);
                }
                if left & !any == 0 {
                    break;
                }
            }
            left &= any;
            if left == 0 {
                break;
            }
        }
        left
    }

    /// The starts of a day that are left at a site.
    fn at(&self, loose: &Loose, day: usize, spot: usize, starts: u64) -> u64 {
        let case = &self.problem.cases[self.case];
        let site = &self.sites[spot];
        let may = match site.venue {
            None => case.online || loose.has(Need::Place),
            Some(_) => {
                case.in_person
                    && (loose.has(Need::FamilyJourney) || site.minutes <= case.max_minutes)
            }
        };
        if !may {
            return 0;
        }
        let mut left = match site.venue {
            None => starts,
            Some(_) => starts & self.rooms(loose, day, site, starts),
        };
        for must in &self.parts {
            if left == 0 {
                return 0;
            }
            if !loose.is_part(must.part) {
                left = self.taken(loose, day, spot, must, left);
            }
        }
        left
    }

    /// Those of some starts at which a room of a site is free.
    fn rooms(&self, loose: &Loose, day: usize, site: &Spot, wanted: u64) -> u64 {
        let mut any = 0;
        for bookable in &site.rooms {
            let mut free = self.problem.rooms[bookable.room].free[day];
            for booked in bookable.booked.iter().filter(|booked| booked.day == day) {
                if !loose.taken[booked.other] {
                    free &= !booked.grains;
                }
            }
            if free != 0 {
                any |= later(starts(free, self.setup + self.attended), self.setup);
            }
            if wanted & !any == 0 {
                break;
            }
        }
        any
    }

    /// Those of some starts at which somebody of a pool can take a part.
    fn taken(&self, loose: &Loose, day: usize, spot: usize, must: &Must, wanted: u64) -> u64 {
        let mut any = 0;
        for somebody in &must.pool {
            let open = somebody.open[day] & wanted & !any;
            if open != 0 && self.reaches(somebody, spot) {
                any |= open & self.free(loose, day, spot, must, somebody);
            }
            if wanted & !any == 0 {
                break;
            }
        }
        wanted & any
    }

    /// The starts of a day that the others' meetings, and ways, leave somebody.
    fn free(&self, loose: &Loose, day: usize, spot: usize, must: &Must, who: &Somebody) -> u64 {
        let venue = self.sites[spot].venue;
        let way = |from| self.way(loose, from, venue);
        let free = self.free_of_others(loose, day, way, must, who);
        if free != 0 && who.is_held {
            free & self.own(loose, day, venue, must, who.person)
        } else {
            free
        }
    }

    /// The starts of a day that the others' meetings leave somebody; `way` says how many grains there
    /// are between their venue, or video, and ours.
    fn free_of_others(
        &self,
        loose: &Loose,
        day: usize,
        way: impl Fn(Option<usize>) -> u32,
        must: &Must,
        who: &Somebody,
    ) -> u64 {
        let person = &self.problem.people[who.person];
        let mut free = u64::MAX;
        if who.held.is_empty() {
            return free;
        }
        let week = self.problem.days[day];
        let (mut on_day, mut in_week) = (0, 0);
        for held in who.held.iter().filter(|held| !loose.taken[held.other]) {
            in_week += u32::from(self.problem.days[held.day] == week);
            if held.day == day {
                on_day += 1;
                let gap = way(held.venue) + u32::from(person.rest);
                free &= !self.hold(must.lead, held.from, held.to, gap);
            }
        }
        let is_over = |most: Option<u8>, held: u32, own: u32| {
            most.is_some_and(|most| u32::from(most) <= held + own)
        };
        let own = || {
            let own = person.commitments.iter();
            own.filter(|own| own.is_meeting)
        };
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mine_today = || count(own().filter(|own| own.day.0 == day).count());
        let mine_this_week = || {
            let mine = own().filter(|own| self.problem.days[own.day.0] == week);
            count(mine.count())
        };
        if (0 < on_day && is_over(person.max_day, on_day, mine_today()))
            || (0 < in_week && is_over(person.max_week, in_week, mine_this_week()))
        {
            return 0;
        }
        free
    }

    /// The starts at which a part would come too close to what is held from one grain to another.
    fn hold(&self, lead: u8, from: u8, to: u8, gap: u32) -> u64 {
        let gap = u8::try_from(gap.min(64)).expect("it was made small");
        let first = (from + 1).saturating_sub(gap.saturating_add(self.attended));
        let last = to.saturating_add(gap).saturating_add(lead);
        span(first, last)
    }

    /// The starts that somebody's own commitments leave, ways included.
    fn own(
        &self,
        loose: &Loose,
        day: usize,
        venue: Option<usize>,
        must: &Must,
        person: usize,
    ) -> u64 {
        let person = &self.problem.people[person];
        let mut free = u64::MAX;
        for held in person.commitments.iter().filter(|held| held.day.0 == day) {
            let rest = if held.is_meeting { person.rest } else { 0 };
            let way = self.way_to(loose, held.place, venue);
            free &= !self.hold(must.lead, held.from, held.to, way + u32::from(rest));
        }
        free
    }
}

/// Where and when a case could meet if no other did.
struct Open {
    day: usize,
    /// The position of the site.
    spot: usize,
    starts: u64,
}

impl Quick<'_> {
    /// Needs that cannot all be kept, though all but any one of them can: see [`super::Unplaced`].
    pub(super) fn conflict(&self, others: &[Need], own: &[Need], when: When) -> Vec<Need> {
        let mut loose = Loose::nothing(self.others);
        loose.taken.fill(true);
        let open = self.open(&loose, when);
        let mut kept = Vec::new();
        if !open.is_empty() {
            let near = fewest(self.near(&open), |kept| {
                let mut tried = loose.clone();
                for &other in kept {
                    tried.taken[other] = false;
                }
                let is_left = |open: &[Open]| {
                    let starts = self.of_day(&tried, open[0].day, u64::MAX);
                    let mut sites = open.iter().filter(|open| starts & open.starts != 0);
                    sites
                        .any(|open| self.at(&tried, open.day, open.spot, starts & open.starts) != 0)
                };
                !open.chunk_by(|one, next| one.day == next.day).any(is_left)
            });
            for other in near {
                loose.taken[other] = false;
                kept.push(others[other]);
            }
        }
        for &need in own {
            let mut tried = loose.clone();
            tried.loosen(need);
            if self.is_possible(&tried, when) {
                kept.push(need);
            } else {
                loose = tried;
            }
        }
        kept
    }

    /// Where and when there is a meeting without the needs that are loose.
    fn open(&self, loose: &Loose, when: When) -> Vec<Open> {
        let mut open = Vec::new();
        let wanted = self.wanted(loose, when);
        for day in self.days(when) {
            let starts = self.of_day(loose, day, wanted);
            if starts == 0 {
                continue;
            }
            for spot in 0..self.sites.len() {
                let starts = self.at(loose, day, spot, starts);
                if starts != 0 {
                    open.push(Open { day, spot, starts });
                }
            }
        }
        open
    }

    /// The others that have anything to do with what is open: the rest can be forgotten at once.
    fn near(&self, open: &[Open]) -> Vec<usize> {
        let mut is_near = vec![false; self.others];
        let weeks: Vec<_> = open
            .iter()
            .map(|open| self.problem.days[open.day])
            .collect();
        for must in &self.parts {
            for held in must.pool.iter().flat_map(|somebody| &somebody.held) {
                is_near[held.other] |= weeks.contains(&self.problem.days[held.day]);
            }
        }
        for open in open {
            let rooms = self.sites[open.spot].rooms.iter();
            for booked in rooms.flat_map(|room| &room.booked) {
                is_near[booked.other] |= booked.day == open.day;
            }
        }
        for (other, _) in &self.spent {
            is_near[*other] = true;
        }
        let all = is_near.iter().enumerate();
        all.filter_map(|(other, is_near)| is_near.then_some(other))
            .collect()
    }
}
