//! From a problem and the others' meetings to words.

use std::cell::Cell;

use super::{Bookable, Booked, Held, Loose, Must, Quick, Somebody, Spot};
use crate::{
    grid::{later, span, starts},
    plan::explain::need::Need,
    plan::model::{
        Case, CaseIx, Chairs, DayIx, Meeting, Member, Part, PartIx, Place, Problem, Room,
        Whereabouts,
    },
    spots::minutes_between,
};

impl<'p> Quick<'p> {
    /// A case beside the meetings of others; `None` when its parts depend on one another.
    pub(in crate::plan::explain) fn new(
        problem: &'p Problem,
        case: CaseIx,
        others: &[(CaseIx, &Meeting)],
    ) -> Option<Self> {
        let wish = &problem.cases[case.0];
        let lasting = wish.setup + wish.attended;
        let whole = span(0, problem.grains);
        let sites = sites(problem, wish);
        let mut seats = vec![None; problem.people.len()];
        let mut parts = Vec::new();
        for (ix, part) in wish.parts.iter().enumerate() {
            let lead = if part.prepares { wish.setup } else { 0 };
            for (position, member) in part.pool.iter().enumerate() {
                let seat = &mut seats[member.person.0];
                if seat.replace((parts.len(), position)).is_some() {
                    // Somebody could take two parts.
                    return None;
                }
            }
            if part.absence.is_some() {
                for member in &part.pool {
                    // Held or not, the part can be left.
                    seats[member.person.0] = Some((usize::MAX, 0));
                }
                continue;
            }
            let somebody = |member| somebody(problem, wish, member, lead, sites.len());
            parts.push(Must {
                part: PartIx(ix),
                lead,
                pool: part.pool.iter().map(somebody).collect(),
            });
        }
        if !is_independent(problem, wish, parts.len()) {
            return None;
        }
        let mut quick = Self {
            problem,
            case: case.0,
            setup: wish.setup,
            attended: wish.attended,
            inside: later(starts(whole, lasting), wish.setup),
            sites,
            parts,
            spent: Vec::new(),
            others: others.len(),
        };
        quick.hold_all(others, &seats);
        Some(quick)
    }

    /// Writes down what the others' meetings hold.
    fn hold_all(&mut self, others: &[(CaseIx, &Meeting)], seats: &[Option<(usize, usize)>]) {
        let mut rooms = vec![None; self.problem.rooms.len()];
        for (site, spot) in self.sites.iter().enumerate() {
            for (position, bookable) in spot.rooms.iter().enumerate() {
                rooms[bookable.room] = Some((site, position));
            }
        }
        for (other, &(case, meeting)) in others.iter().enumerate() {
            let wish = &self.problem.cases[case.0];
            let (day, start) = (meeting.slot.day.0, meeting.slot.start);
            let (to, venue) = match meeting.place {
                Place::Online => (start + wish.attended, None),
                Place::Room(room) => {
                    if let Some((site, position)) = rooms[room.0] {
                        self.sites[site].rooms[position].booked.push(Booked {
                            other,
                            day,
                            grains: span(start - wish.setup, start + wish.attended),
                        });
                    }
                    let venue = self.problem.rooms[room.0].venue.0;
                    (start + wish.attended, Some(venue))
                }
            };
            for (part, taker) in wish.parts.iter().zip(&meeting.team) {
                let seat = taker.and_then(|taker| seats[taker.0]);
                let Some(must) = seat.and_then(|(must, _)| self.parts.get_mut(must)) else {
                    continue;
                };
                let position = seat.map_or(0, |(_, position)| position);
                must.pool[position].held.push(Held {
                    other,
                    day,
                    from: start - lead(wish, part),
                    to,
                    venue,
                });
            }
            if let Some(paid) = wish.days[day].and_then(|offer| offer.allowance) {
                self.spent.push((other, paid));
            }
        }
    }

    /// Whether a site is near enough for somebody.
    pub(super) fn reaches(&self, somebody: &Somebody, spot: usize) -> bool {
        let known = &somebody.reach[spot];
        known.get().unwrap_or_else(|| {
            let person = &self.problem.people[somebody.person];
            let is_near = match (person.base, person.max_minutes, self.sites[spot].venue) {
                (Some(base), Some(most), Some(venue)) => {
                    minutes_between(base, self.problem.venues[venue]) <= most
                }
                (None, _, _) | (_, None, _) | (_, _, None) => true,
            };
            known.set(Some(is_near));
            is_near
        })
    }

    /// Grains between the places of two meetings; `None` is by video.
    pub(super) fn way(&self, loose: &Loose, one: Option<usize>, other: Option<usize>) -> u32 {
        let problem = self.problem;
        match (one, other) {
            (None, None) => 0,
            (None, Some(_)) | (Some(_), None) => self.gap(loose),
            (Some(one), Some(other)) => {
                let minutes = minutes_between(problem.venues[one], problem.venues[other]);
                u32::from(minutes.div_ceil(u16::from(problem.grain_minutes))).min(64)
            }
        }
    }

    /// Grains between a commitment and a site.
    pub(super) fn way_to(&self, loose: &Loose, from: Whereabouts, venue: Option<usize>) -> u32 {
        match from {
            Whereabouts::Online => self.way(loose, None, venue),
            Whereabouts::Venue(from) => self.way(loose, Some(from.0), venue),
            Whereabouts::Elsewhere(point) => match venue {
                None => self.gap(loose),
                Some(venue) => {
                    let minutes = minutes_between(point, self.problem.venues[venue]);
                    u32::from(minutes).div_ceil(u32::from(self.problem.grain_minutes))
                }
            },
        }
    }

    fn gap(&self, loose: &Loose) -> u32 {
        if loose.has(Need::Place) {
            0
        } else {
            u32::from(self.problem.online_gap)
        }
    }
}

/// Grains for which the taker of a part is held before a meeting.
const fn lead(case: &Case, part: &Part) -> u8 {
    if part.prepares { case.setup } else { 0 }
}

/// Whether nothing ties the parts of a case together; nobody stands in two pools.
fn is_independent(problem: &Problem, case: &Case, must: usize) -> bool {
    let seats_all = match case.chairs {
        Chairs::Fixed(_) => true,
        Chairs::TakersAnd(more) => {
            let needed = case.parts.len() + usize::from(more);
            let mut rooms = problem.rooms.iter();
            rooms.all(|room| needed <= usize::from(room.capacity))
        }
    };
    seats_all
        && case.domains == 0
        && case.apart.is_empty()
        && usize::from(case.fewest) <= must
        && case.parts.len() <= usize::from(case.most)
        && case.parts.iter().all(|part| !part.pool.is_empty())
}

/// Where a case could meet if the family went any distance, the nearest first, and by video.
fn sites(problem: &Problem, case: &Case) -> Vec<Spot> {
    let mut rooms: Vec<Vec<Bookable>> = problem.venues.iter().map(|_| Vec::new()).collect();
    for (room, bookable) in problem.rooms.iter().enumerate() {
        if suits(case, bookable) {
            rooms[bookable.venue.0].push(Bookable {
                room,
                booked: Vec::new(),
            });
        }
    }
    let venues = rooms.into_iter().enumerate();
    let spots = venues.filter(|(_, rooms)| !rooms.is_empty());
    let mut spots: Vec<Spot> = spots
        .map(|(venue, rooms)| Spot {
            venue: Some(venue),
            minutes: minutes_between(case.base, problem.venues[venue]),
            rooms,
        })
        .collect();
    spots.sort_by_key(|spot| spot.minutes);
    let video = Spot {
        venue: None,
        minutes: 0,
        rooms: Vec::new(),
    };
    std::iter::once(video).chain(spots).collect()
}

/// Whether a room has what a case needs.
fn suits(case: &Case, room: &Room) -> bool {
    let chairs = match case.chairs {
        Chairs::Fixed(chairs) => chairs,
        Chairs::TakersAnd(more) => more,
    };
    case.breakout_rooms <= room.breakout_rooms
        && room.features & case.needs == case.needs
        && chairs <= room.capacity
}

/// Somebody of a pool beside nothing but what is outside the plan.
fn somebody(problem: &Problem, case: &Case, member: &Member, lead: u8, sites: usize) -> Somebody {
    let person = &problem.people[member.person.0];
    let lasting = lead + case.attended;
    let open = person.free.iter().enumerate().map(|(day, &free)| {
        let is_over = free == 0
            || member.until.is_some_and(|until| until < DayIx(day))
            || is_full(problem, member, day);
        if is_over {
            return 0;
        }
        let held = person.commitments.iter().filter(|held| held.day.0 == day);
        let free = held.fold(free, |free, held| free & !span(held.from, held.to));
        later(starts(free, lasting), lead)
    });
    Somebody {
        person: member.person.0,
        open: open.collect(),
        is_held: !person.commitments.is_empty(),
        held: Vec::new(),
        reach: vec![Cell::new(None); sites],
    }
}

/// Whether what is outside the plan fills somebody's day or week.
fn is_full(problem: &Problem, member: &Member, day: usize) -> bool {
    let person = &problem.people[member.person.0];
    let is_reached =
        |most: Option<u8>, count: usize| most.is_some_and(|most| usize::from(most) <= count);
    if person.commitments.is_empty() {
        return person.max_day == Some(0) || person.max_week == Some(0);
    }
    let meetings = || person.commitments.iter().filter(|held| held.is_meeting);
    let week = problem.days[day];
    let on_day = meetings().filter(|held| held.day.0 == day);
    let in_week = meetings().filter(|held| problem.days[held.day.0] == week);
    is_reached(person.max_day, on_day.count()) || is_reached(person.max_week, in_week.count())
}
