//! The problem of one case alone, beside the others' meetings.
//!
//! The others' meetings become commitments, booked rooms and spent contracts of a problem with this
//! one case. Everybody in a pool stands in it once for each part, so that the parts of the case can be
//! told apart; that nobody takes two of them is then a pair that must not meet. Costs are the same as
//! in the whole: what one more meeting adds to somebody's share is added to choosing that person.

use super::{
    beside::{Beside, When},
    need::Need,
};
use crate::{
    grid::span,
    model::Commitment,
    plan::{
        model::{
            Balance, Case, CaseIx, DayOffer, Meeting, PartIx, Person, PersonIx, Place, Point,
            Problem, Room, VenueIx, Whereabouts,
        },
        points::Points,
    },
    spots::minutes_between,
};

impl Beside<'_> {
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

    /// The rooms without what the others' meetings take.
    fn rooms(&self, meetings: &[(CaseIx, &Meeting)]) -> Vec<Room> {
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

    /// [`Beside::solo`] without venues that are too far: rooms there are closed. Only for finding
    /// meetings, because what is said of those rooms is not true.
    pub(super) fn compact(&self, loose: &[Need], when: When) -> Problem {
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
            if let Some(venue) = places[room.venue.0] {
                room.venue = venue;
            } else {
                room.venue = VenueIx(0);
                room.free.fill(0);
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
